// The labels of a table's rows: lines that are wrapped become one label, and each row of figures gets the label that
// stands at its height.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {

/// Lines of one label, from top to bottom, by their numbers among all chunks.
struct Label {
    std::vector<std::size_t> lines;
    Box box;
};

/// What stands left of the figures of each row, outermost first; the last is the row's own label. A row without
/// `figures` is one whose cells are all blank.
struct LabelledRow {
    std::optional<std::size_t> figures;  // number of the row of figures
    std::vector<Label> labels;
};

struct Labelling {
    std::vector<LabelledRow> rows;  // from top to bottom
    std::vector<Label> above;       // lines that stand before the first row and belong to none
};

/// Deals `candidates` (ascending numbers of chunks left of the figures) to rows of figures with these boxes, from top
/// to bottom. Nothing if any row has no label of its own, or a line no place.
[[nodiscard]] std::optional<Labelling> label_rows(const std::vector<Chunk>& chunks,
                                                  std::span<const std::size_t> candidates, std::span<const Box> rows);

}  // namespace nianbao::readers
