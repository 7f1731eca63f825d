// Rows and columns from where things stand. A PDF has no tables, only words; but figures of a column stand below each
// other and figures of a row beside each other, so rows and columns come from the figures, and labels and heads are
// then dealt to them. A table of which any row is in doubt is not returned: its lines are plain text to the grammar.
//
//         heads        自然人   商业     总计
//                               企业
//         labels   ┌ 1.属于国家
//         of rows  └ 秘密        0        0        0      figures stand at the height of their label's middle
//                    2.……        1        0        1
#pragma once

#include <cstddef>
#include <vector>

#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {

/// The chunks of a cell, by their numbers, from top to bottom; none where the cell is blank.
using CellChunks = std::vector<std::size_t>;

struct PdfTable {
    std::vector<std::vector<CellChunks>> rows;  // heads first
    std::size_t first_chunk = 0;                // the uppermost of all: where the table stands in the text
};

/// The tables, from top to bottom. No chunk is in two of them. Where they show that chunks are one line of a cell,
/// these are made one.
[[nodiscard]] std::vector<PdfTable> find_tables(std::vector<Chunk>& chunks);

}  // namespace nianbao::readers
