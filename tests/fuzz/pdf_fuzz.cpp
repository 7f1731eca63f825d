// Any bytes as what pdftotext prints, and as the words of a page of it: their coordinates are as untrusted as their
// characters.
#include <algorithm>
#include <string>

#include "checks.hpp"
#include "readers/pdf.hpp"

namespace {

/// Takes the input apart: what is left of it is shorter each time.
class Bytes {
public:
    explicit Bytes(std::string_view left) : left_(left) {}

    [[nodiscard]] bool empty() const { return left_.empty(); }

    unsigned number() {
        const std::string_view taken = text(2);
        unsigned number = 0;
        for (const char c : taken) number = number * 256U + static_cast<unsigned char>(c);
        return number;
    }

    std::string_view text(std::size_t size) {
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(taken.size());
        return taken;
    }

private:
    std::string_view left_;
};

/// Words with boxes as pdftotext prints them; a page ends where a word has no length.
std::string page_of(Bytes bytes) {
    constexpr std::string_view page = "<page width=\"595.0\" height=\"842.0\">\n";
    std::string printed(page);
    while (!bytes.empty()) {
        const unsigned left = bytes.number() % 595, top = bytes.number() % 842, shape = bytes.number();
        const std::string_view word = bytes.text(shape % 32);
        if (word.empty()) {
            printed.append("</page>\n").append(page);
            continue;
        }
        printed.append("<word xMin=\"").append(std::to_string(left));
        printed.append("\" yMin=\"").append(std::to_string(top));
        printed.append("\" xMax=\"").append(std::to_string(left + shape / 32 % 64));
        printed.append("\" yMax=\"").append(std::to_string(top + shape / 2048 % 16));
        printed.append("\">").append(word).append("</word>\n");
    }
    return printed.append("</page>\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    nianbao::fuzz::check(nianbao::readers::read_pdf({bytes}), size);
    const std::string page = page_of(Bytes(bytes));
    nianbao::fuzz::check(nianbao::readers::read_pdf({page}), page.size());
    return 0;
}
