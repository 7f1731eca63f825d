// Any bytes as what pdftotext and pdftocairo print, and as the words and rules of pages: their coordinates are as
// untrusted as their characters.
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

/// Frames as pdftocairo draws them, between edges that are so few that many of them meet.
std::string frame_of(unsigned left, unsigned top, unsigned shape) {
    const auto place = [](unsigned at) { return std::to_string(40 + at % 12 * 40); };
    const std::string x1 = place(left), x2 = place(left + shape % 4), y1 = place(top), y2 = place(top + shape / 4 % 4);
    std::string path = "<path style=\"fill:none;stroke:black\" d=\"M " + x1 + " " + y1 + " L " + x2 + " " + y1;
    path.append(" L ").append(x2).append(" ").append(y2).append(" L ").append(x1).append(" ").append(y2);
    return path.append(" Z \"/>\n");
}

struct Printed {
    std::string words, drawing;
};

/// Words with boxes as pdftotext prints them; a page ends where a word has no length.
Printed pages_of(Bytes bytes) {
    constexpr std::string_view page = "<page width=\"595.0\" height=\"842.0\">\n";
    std::string printed(page), drawing("<pageSet>\n<page>\n");
    while (!bytes.empty()) {
        const unsigned left = bytes.number() % 595, top = bytes.number() % 842, shape = bytes.number();
        const std::string_view word = bytes.text(shape % 32);
        if (word.empty()) {
            printed.append("</page>\n").append(page);
            drawing.append("</page>\n<page>\n");
            continue;
        }
        if (shape & 0x8000U) {
            drawing.append(frame_of(left, top, shape));
            continue;
        }
        printed.append("<word xMin=\"").append(std::to_string(left));
        printed.append("\" yMin=\"").append(std::to_string(top));
        printed.append("\" xMax=\"").append(std::to_string(left + shape / 32 % 64));
        printed.append("\" yMax=\"").append(std::to_string(top + shape / 2048 % 16));
        printed.append("\">").append(word).append("</word>\n");
    }
    return {printed.append("</page>\n"), drawing.append("</page>\n</pageSet>\n")};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    constexpr std::string_view word =
        "<page>\n<word xMin=\"50\" yMin=\"50\" xMax=\"60\" yMax=\"60\">1</word>\n</page>\n";
    nianbao::fuzz::check(nianbao::readers::read_pdf({bytes}), size);
    nianbao::fuzz::check(nianbao::readers::read_pdf({word, bytes}), word.size());
    const Printed pages = pages_of(Bytes(bytes));
    nianbao::fuzz::check(nianbao::readers::read_pdf({pages.words, pages.drawing}), pages.words.size());
    return 0;
}
