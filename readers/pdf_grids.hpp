// Tables as their rules draw them: lines down and across, and the cells between, of which some cover several columns or
// rows because no rule parts them.
//
//             x 0    1    2
//          y
//          0    ┌────┬────┐
//               │    │    │     cells: (row 0, column 0), (row 0, column 1),
//          1    ├────┴────┤            (row 1, column 0, two columns)
//               │         │
//               └─────────┘
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "readers/pdf_rules.hpp"

namespace nianbao::readers {

struct GridCell {
    std::size_t row = 0, column = 0;
    std::size_t rows = 1, columns = 1;  // that it covers
    Box box;
};

struct RuledGrid {
    std::vector<Length> x, y;             // of the lines down and across, ascending
    std::vector<GridCell> cells;          // by row, then by column; no place in none or in two of them
    std::vector<std::size_t> owner = {};  // cell of each place, by row and column

    [[nodiscard]] Box box() const { return {x.front(), y.front(), x.back(), y.back()}; }

    /// The cell at a place on the page.
    [[nodiscard]] std::optional<std::size_t> cell_at(Length x_place, Length y_place) const;
};

/// The grids of a page with two columns at least. Rules that cut no rectangles out of the page are no grid, and those that
/// strike words out are none.
[[nodiscard]] std::vector<RuledGrid> find_grids(const PageRules& rules, const std::vector<Word>& words);

}  // namespace nianbao::readers
