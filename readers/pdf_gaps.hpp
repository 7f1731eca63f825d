// Where lines are stretched to the width of their cell, gaps open within a line that are as wide as those between two
// cells. Beside and above figures it is known where the cells are, and such gaps are closed.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {

/// A part of a page, with where its columns of figures have their middles, from left to right. What ends before
/// `left` is a label.
struct Ruled {
    Length top = 0, bottom = 0, left = 0;
    std::vector<Length> columns;
    std::vector<std::pair<Length, Length>> extents;  // of the figures of each column, left and right
};

/// The chunks, with figures that stand in a column set apart from labels that reach up to them.
[[nodiscard]] std::vector<Chunk> open_tails(std::vector<Chunk> chunks, std::span<const Ruled> regions);

/// The chunks, with those made one that are parts of one line of a cell.
[[nodiscard]] std::vector<Chunk> close_gaps(std::vector<Chunk> chunks, std::span<const Ruled> regions);

}  // namespace nianbao::readers
