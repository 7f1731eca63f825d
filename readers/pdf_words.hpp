// The words of a PDF file and where they stand, from what `pdftotext -bbox` prints. The first step of reading a PDF:
// words, then cells (pdf_ruled.hpp, pdf_tables.hpp), then text (pdf.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::readers {

/// Hundredths of a point. Wide enough for the factors and percentages that distances over a thousand pages are
/// compared by: a file may print its words anywhere.
using Length = std::int64_t;

/// From the page's top left corner.
struct Box {
    Length left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] Length width() const { return right - left; }
    [[nodiscard]] Length height() const { return bottom - top; }
    [[nodiscard]] Length middle() const { return top + height() / 2; }
    [[nodiscard]] Length center() const { return left + width() / 2; }
};

/// The smallest box that holds both.
[[nodiscard]] Box join(const Box& a, const Box& b);

/// How far two boxes share their x or y range; negative: how far they are apart.
[[nodiscard]] Length shared_width(const Box& a, const Box& b);
[[nodiscard]] Length shared_height(const Box& a, const Box& b);

struct Word {
    Box box;
    std::string text;
    std::optional<std::size_t> table = {};  // in whose place it stands (pdf_ruled.hpp)
};

struct WordPage {
    Length width = 0, height = 0;
    std::uint32_t number = 0;  // in the file, from 1 on
    std::vector<Word> words;
};

/// Words in the order printed. Lines that are no page and no word are passed over; so are words without an extent.
[[nodiscard]] std::vector<WordPage> read_words(std::string_view printed);

}  // namespace nianbao::readers
