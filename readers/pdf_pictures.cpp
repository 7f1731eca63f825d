// A picture in a PDF looks like this; the first letter of its kind is replaced:
//   7 0 obj <</Type /XObject /Subtype /Image /Width 1240 /Height 1754 /Length 65000 ...>> stream ... endstream endobj
#include "readers/pdf_pictures.hpp"

namespace nianbao::readers {
namespace {

constexpr std::string_view blanks("\0\t\n\f\r ", 6);
constexpr std::string_view ends_of_names("\0\t\n\f\r ()<>[]{}/%", 16);

/// Whether the dictionary has this key once, and its value is the number 1: not 12, nor a reference (1 0 R).
bool is_one(std::string_view dictionary, std::string_view key) {
    const std::size_t at = dictionary.find(key);
    if (at == dictionary.npos || dictionary.find(key, at + 1) != dictionary.npos) return false;
    const std::size_t value = dictionary.find_first_not_of(blanks, at + key.size());
    if (value == dictionary.npos || dictionary[value] != '1') return false;
    const std::size_t next = dictionary.find_first_not_of(blanks, value + 1);
    return next != dictionary.npos && (dictionary[next] == '/' || dictionary[next] == '>');
}

bool is_one_point(std::string_view dictionary) { return is_one(dictionary, "/Width") && is_one(dictionary, "/Height"); }

/// In bytes of the file that end before a stream: mostly its dictionary, which no other stands before.
void hide_pictures(std::string& pdf, std::size_t begin, std::size_t end) {
    constexpr std::string_view key = "/Subtype", picture = "/Image";
    const std::string_view dictionary = std::string_view(pdf).substr(begin, end - begin);
    std::size_t at = dictionary.find(key);
    if (at == dictionary.npos || is_one_point(dictionary)) return;
    for (; at != dictionary.npos; at = dictionary.find(key, at + key.size())) {
        const std::size_t name = dictionary.find_first_not_of(blanks, at + key.size());
        if (name == dictionary.npos || !dictionary.substr(name).starts_with(picture)) continue;
        const std::size_t behind = name + picture.size();
        if (behind == dictionary.size() || ends_of_names.find(dictionary[behind]) != ends_of_names.npos)
            pdf[begin + name + 1] = 'x';
    }
}

}  // namespace

std::string without_pictures(std::string_view pdf) {
    constexpr std::string_view object = "obj", stream = "stream";
    std::string out(pdf);
    for (std::size_t begin = 0, end = pdf.find(stream); end != pdf.npos; end = pdf.find(stream, begin)) {
        const std::size_t last = pdf.substr(begin, end - begin).rfind(object);
        hide_pictures(out, last == pdf.npos ? begin : begin + last + object.size(), end);
        begin = end + stream.size();
    }
    return out;
}

}  // namespace nianbao::readers
