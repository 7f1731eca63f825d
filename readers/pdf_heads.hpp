// The heads of a table's columns. They say how many columns there are where figures are missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {

/// The range of a column in x: what its figures cover, or its head where it has no figure.
struct Column {
    Length left = 0, right = 0;
    std::vector<std::size_t> head;  // lines of its own head, from top to bottom
};

struct Heads {
    std::vector<Column> columns;                   // from left to right
    std::vector<std::vector<std::size_t>> others;  // banners and heads of several columns, each its lines
    bool complete = false;                         // each column has a head of its own, and each head its column
};

/// `lines` are the numbers, ascending, of chunks above the first row; `columns` what the figures have shown of them;
/// `over_pages`: whether a page may end within a head.
[[nodiscard]] Heads find_heads(const std::vector<Chunk>& chunks, std::span<const std::size_t> lines,
                               std::vector<Column> columns, bool over_pages);

}  // namespace nianbao::readers
