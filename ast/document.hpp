// The document: what the grammar found, as plain structs in flat vectors, each with its span. One input may hold
// several reports; each is a Document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/kind.hpp"
#include "grammar/parse.hpp"
#include "grammar/source.hpp"

namespace nianbao::ast {

using grammar::Kind;
using grammar::Span;

/// A cell as printed: text, figure, run, blank or filler.
struct PrintedCell {
    Span span;
    Kind kind{};
};

struct PrintedRow {
    Span span;
    grammar::LayoutId layout = grammar::no_layout;
    std::uint32_t first_cell = 0, cell_count = 0;
};

/// A heading, a line of prose, a page number, a table or a stray, in the order of the text. Most are lines, and a text
/// may be millions of them: what only tables have stands apart.
struct Block {
    Span span;
    std::uint32_t table : 24 = 0;  // which one of Document::tables it is, if any; there are fewer than nodes of a tree
    Kind kind{};
};
static_assert(sizeof(Block) == 12 && grammar::max_nodes <= std::size_t{1} << 24);

struct PrintedTable {
    std::uint32_t first_row = 0, row_count = 0;
};

struct Document {
    Span extent;
    std::vector<Block> blocks;
    std::vector<PrintedTable> tables;
    std::vector<PrintedRow> rows;
    std::vector<PrintedCell> cells;

    [[nodiscard]] std::span<const PrintedRow> rows_of(const Block& block) const {
        if (block.kind != Kind::table) return {};
        const PrintedTable& table = tables[block.table];
        return std::span(rows).subspan(table.first_row, table.row_count);
    }
    [[nodiscard]] std::span<const PrintedCell> cells_of(const PrintedRow& row) const {
        return std::span(cells).subspan(row.first_cell, row.cell_count);
    }
};

}  // namespace nianbao::ast
