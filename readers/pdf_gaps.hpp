// Where lines are stretched to the width of their cell, gaps open within a line that are as wide as those between two
// cells. Beside and above figures it is known where the cells are, and such gaps are closed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {

/// A part of a page, with where its columns of figures have their middles, from left to right. What ends before
/// `left` is a label.
struct Ruled {
    std::int32_t top = 0, bottom = 0, left = 0;
    std::vector<std::int32_t> columns;
};

/// The chunks, with those made one that are parts of one line of a cell.
[[nodiscard]] std::vector<Chunk> close_gaps(std::vector<Chunk> chunks, std::span<const Ruled> regions);

}  // namespace nianbao::readers
