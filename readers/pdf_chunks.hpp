// Words that stand beside each other on a page are one chunk: a line of a cell, or as much of a line of prose as has no
// wide gap. Chunks of all pages share one system of coordinates, each page far below the one before, so that "between"
// and "above" mean the same within a page and across its end. Page numbers and running heads are left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readers/pdf_words.hpp"

namespace nianbao::readers {

/// From the top of a page to the top of the next, in hundredths of a point.
inline constexpr Length page_stride = 1'000'000;
inline constexpr std::size_t most_pages = 2'000;  // as many as the coordinates have room for

struct Chunk {
    Box box;  // on the page, moved down by page_stride for each page before
    std::string text;
    bool figure = false;    // is_figure
    bool numbered = false;  // is_numbered

    /// A figure that ends the text behind a small gap, as a number within prose does. It may be a cell of its own.
    struct Tail {
        Length left = 0;       // of the figure
        Length text_end = 0;   // where the rest ends on the page
        std::size_t size = 0;  // bytes of the figure
    };
    std::optional<Tail> tail = {};
    std::optional<std::size_t> table = {};  // as in Word

    [[nodiscard]] std::uint32_t page() const { return static_cast<std::uint32_t>(box.top / page_stride) + 1; }
};

/// In the order of their middles, from top to bottom. Words off the page are left out.
[[nodiscard]] std::vector<Chunk> chunks_of(const std::vector<WordPage>& pages);

/// Makes a chunk of the tail, behind what is left.
[[nodiscard]] Chunk take_tail(Chunk& chunk);

/// 12, +2, 38.5万元, 22（其中修订16件）, /, —: what the cell of a figure may hold.
[[nodiscard]] bool is_figure(std::string_view text);

/// 1. （一） 一、: how labels and headings may begin.
[[nodiscard]] bool is_numbered(std::string_view text);

/// Whether a text ends, or begins, with a digit of either width.
[[nodiscard]] bool ends_in_digit(std::string_view text);
[[nodiscard]] bool begins_with_digit(std::string_view text);

/// Whether no blank belongs between two pieces of a text where a line was wrapped or a gap left.
[[nodiscard]] bool joins_without_blank(std::string_view before, std::string_view behind);

}  // namespace nianbao::readers
