// The words of a PDF file and where they stand, from what `pdftotext -bbox` prints. The first step of reading a PDF:
// words, then lines and rows (pdf_tables.hpp), then text (pdf_layout.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::readers {

/// Hundredths of a point from the page's top left corner.
struct Box {
    std::int32_t left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] std::int32_t width() const { return right - left; }
    [[nodiscard]] std::int32_t height() const { return bottom - top; }
    [[nodiscard]] std::int32_t middle() const { return top + height() / 2; }
};

/// The smallest box that holds both.
[[nodiscard]] Box join(const Box& a, const Box& b);

/// How far two boxes share their x or y range; negative: how far they are apart.
[[nodiscard]] std::int32_t shared_width(const Box& a, const Box& b);
[[nodiscard]] std::int32_t shared_height(const Box& a, const Box& b);

struct Word {
    Box box;
    std::string text;
};

struct WordPage {
    std::int32_t width = 0, height = 0;
    std::vector<Word> words;
};

/// Words in the order printed. Lines that are no page and no word are passed over; so are words without an extent.
[[nodiscard]] std::vector<WordPage> read_words(std::string_view printed);

}  // namespace nianbao::readers
