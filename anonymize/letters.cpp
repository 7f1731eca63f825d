// Folding is the vocabulary's and the passes'; here each letter keeps its bytes, so that it can be written over.
#include "anonymize/letters.hpp"

#include "grammar/unicode.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"

namespace nianbao::anonymize {
namespace {

constexpr char32_t first_private = 0xE000, last_private = 0xF8FF;

/// Ideographs of other shape for the same: radicals and compatibility characters.
bool is_compatible_ideograph(char32_t code) {
    return (code >= 0x2E80 && code <= 0x2FDF) || (code >= 0xF900 && code <= 0xFAFF);
}

/// A character as words are compared, or 0 for punctuation.
char32_t letter_code(char32_t code, std::string_view printed) {
    if (code >= first_private && code <= last_private) return code;
    if (is_compatible_ideograph(code)) {
        const std::u32string resolved = grammar::fold(printed);
        return resolved.size() == 1 ? resolved.front() : code;
    }
    return grammar::fold(passes::folded(code)).value_or(0);
}

bool is_blank_or_nothing(char32_t code) {
    const char32_t folded = passes::folded(code);
    return folded == 0 || passes::is_blank(folded);
}

/// A character in UTF-8.
std::string encoded(char32_t code) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace

Line read_line(std::string_view text, grammar::Span span) {
    Line line;
    line.last_mark = U'\n';
    std::size_t depth = 0;
    for (std::size_t at = span.begin; at < span.end;) {
        const std::size_t begin = at;
        const char32_t code = passes::next_code_point(text.substr(0, span.end), at);
        if (is_blank_or_nothing(code)) continue;
        const std::string_view printed = text.substr(begin, at - begin);
        if (const char32_t letter = letter_code(code, printed)) {
            line.letters.push_back({.code = letter,
                                    .begin = static_cast<std::uint32_t>(begin),
                                    .size = static_cast<std::uint32_t>(at - begin),
                                    .mark = line.last_mark,
                                    .in_brackets = depth > 0});
            line.codes += letter;
            line.last_mark = 0;
        } else {
            line.last_mark = passes::folded(code);
            if (line.last_mark == U'(') ++depth;
            if (line.last_mark == U')' && depth > 0) --depth;
        }
    }
    return line;
}

void write_letter(std::string& text, const Letter& letter, char32_t code) {
    if (is_latin(letter.code) || passes::is_digit(letter.code)) {
        // those of one width and case are in a row by their last bytes
        char& last = text[letter.begin + letter.size - 1];
        last = static_cast<char>(last + static_cast<int>(code) - static_cast<int>(letter.code));
    } else if (const std::string bytes = encoded(code); bytes.size() == letter.size) {
        text.replace(letter.begin, letter.size, bytes);
    }
}

}  // namespace nianbao::anonymize
