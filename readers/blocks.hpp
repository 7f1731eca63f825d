// The paragraphs and tables of a container's part, as its reader finds them, and how they are printed: a paragraph a
// line, a stated table a row a line with a tab between two cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/source.hpp"

namespace nianbao::readers {

/// U+2028, between two figures of which nothing says that they are one: a blank would make one of them.
inline constexpr std::string_view line_separator = "\xE2\x80\xA8";

struct Paragraph {
    std::string text;          // a line end where the paragraph has one
    std::uint32_t number = 0;  // 1-based, in its part
    std::uint32_t part = 0;    // index of the part's name
};

struct Block;
using Blocks = std::vector<Block>;

struct Cell {
    Blocks blocks;
};

/// Rows of the cells that begin in them: what a merged cell covers is none.
struct Table {
    std::vector<std::vector<Cell>> rows;
};

struct Block {
    std::variant<Paragraph, Table> is;
};

/// What becomes of a table that is read to its end: itself; or the blocks in its cells, where it has but one column,
/// holds tables, or holds text that no cell of a form has, and so only lays out the page.
[[nodiscard]] Blocks closed(Table table);

/// `text` as a cell of one line: blanks, tabs and line ends are one blank, a line end between two Chinese characters is
/// nothing. Between two figures it stays one (U+2028): whether they are one figure is not stated.
void append_cell_text(std::string_view text, std::string& out);

/// Appends the blocks to the extract, with an origin for each paragraph. `parts` are the names of the parts.
void print_blocks(const Blocks& blocks, const std::vector<std::string>& parts, grammar::Extract& extract);

}  // namespace nianbao::readers
