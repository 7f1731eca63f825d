// Tables whose cells the page draws: each word stands in the cell between the rules around it, so nothing about them is
// guessed. A table without rules, or whose rules leave cells unparted, is left to pdf_tables.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readers/pdf_rules.hpp"
#include "readers/pdf_words.hpp"

namespace nianbao::readers {

struct RuledLine {
    std::uint32_t page = 0;  // in the file, from 1 on
    Box box;
    std::string text;
    bool goes_on = false;  // with the figure of the line above, for which its cell was too narrow
};

struct RuledCell {
    std::vector<RuledLine> lines;  // from top to bottom
    Length left = 0, right = 0;
    bool covers_rows = false;  // several
};

/// Rows of the cells that begin in them, as in blocks.hpp.
struct RuledTable {
    std::vector<std::vector<RuledCell>> rows;

    struct Place {
        std::size_t row = 0, cell = 0;
    };
    std::vector<Place> last;  // the cells that reach its lower edge
    Length padding = 0;       // how near text comes to the edges of cells
};

/// Takes the words of ruled tables out of their pages, and leaves one word in the place of each table (Word::table).
/// Nothing if the tables have more cells than `most_cells`.
[[nodiscard]] std::optional<std::vector<RuledTable>> take_ruled_tables(std::vector<WordPage>& pages,
                                                                       const std::vector<PageRules>& rules,
                                                                       std::size_t most_cells);

/// Whether a line of the cell has no room for one more of its characters; a quarter of one is left to the thickness of
/// rules.
[[nodiscard]] bool is_full(const RuledLine& line, const RuledCell& cell, Length padding);

}  // namespace nianbao::readers
