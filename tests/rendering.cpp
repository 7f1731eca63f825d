#include "rendering.hpp"

#include <algorithm>
#include <cassert>

namespace nianbao::generator {
namespace {

// Layouts. Each prints a grid; the lines above a function show what comes out.

/// The cells of a row that hold text, left to right.
std::vector<std::string_view> present(const std::vector<GridCell>& row) {
    std::vector<std::string_view> texts;
    for (const GridCell& cell : row)
        if (!cell.covered) texts.push_back(cell.text);
    return texts;
}

/// The longest row that is printed: shorter ones are filled up to it.
std::size_t width_of(const Grid& grid) {
    std::size_t width = 0;
    for (const auto& row : grid.rows) width = std::max(width, present(row).size());
    return width;
}

/// All columns of a row: the text of a merged cell in its first, nothing in the others.
std::vector<std::string_view> columns_of(const std::vector<GridCell>& row, std::size_t columns) {
    std::vector<std::string_view> texts;
    for (const GridCell& cell : row) {
        texts.push_back(cell.text);
        texts.resize(texts.size() + cell.span - 1);
    }
    texts.resize(std::max(texts.size(), columns));
    return texts;
}

void append_joined(std::string& out, const std::vector<std::string_view>& texts, std::string_view separator) {
    for (std::size_t i = 0; i < texts.size(); ++i) out.append(i == 0 ? std::string_view() : separator).append(texts[i]);
}

// 规章	0	0	0
void tabs(const Grid& grid, const Style& style, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        std::vector<std::string_view> texts;
        for (const GridCell& cell : row) texts.push_back(cell.text);
        append_joined(out, style.filler_cells ? columns_of(row, grid.columns) : texts, "\t");
        out += '\n';
    }
}

void print_cells(const Grid& grid, std::string_view behind, std::string& out) {
    for (const auto& row : grid.rows)
        for (std::string_view text : present(row)) out.append(text).append(behind);
}

// 规章
//
// 0
void cell_a_line(const Grid& grid, const Style&, Random&, std::string& out) { print_cells(grid, "\n\n", out); }

// 规章
// 0
void cell_a_line_tight(const Grid& grid, const Style&, Random&, std::string& out) { print_cells(grid, "\n", out); }

//  规章
//
//   0
void cell_a_line_with_blanks(const Grid& grid, const Style&, Random& random, std::string& out) {
    for (const auto& row : grid.rows)
        for (std::string_view text : present(row)) {
            out.append(random.below(3), ' ').append(text).append(random.below(3), ' ');
            out.append(random.chance(90) ? 2 : 3, '\n');
        }
}

// 规章
// |
// 0
// |
void cell_then_lone_pipe(const Grid& grid, const Style&, Random&, std::string& out) { print_cells(grid, "\n|\n", out); }

// 规章
// 0
//
// 规范性文件
// 4
void cells_in_groups(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        for (std::string_view text : present(row)) out.append(text).append("\n");
        out += '\n';
    }
}

// 	规章
// 	0
void tab_before_cell(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        for (const GridCell& cell : row) out.append("\t").append(cell.text).append("\n");
        out += '\n';
    }
}

// 规章 | 0 | 0 | 0 |
void pipe_rows(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        append_joined(out, present(row), " | ");
        out += " |\n";
    }
}

// 第二十条第（一）项 | |||
void pipe_rows_with_spans(const Grid& grid, const Style&, Random&, std::string& out) {
    const std::size_t width = width_of(grid);
    for (const auto& row : grid.rows) {
        const std::size_t missing = width - present(row).size();
        append_joined(out, present(row), " | ");
        out.append(missing == 0 ? " |" : " | ").append(missing, '|').append("\n");
    }
}

// | 规章 | 0 | 0 | 0 |
void pipes_on_both_sides(const Grid& grid, const Style& style, Random&, std::string& out) {
    const std::size_t width = style.filler_cells ? grid.columns : width_of(grid);
    bool first = true;
    for (const auto& row : grid.rows) {
        std::vector<std::string_view> texts = style.filler_cells ? columns_of(row, width) : present(row);
        texts.resize(width);
        append_joined(out.append("| "), texts, " | ");
        out += " |\n";
        for (std::size_t i = 0; first && i < width; ++i) out += i + 1 == width ? "|---|\n" : "|---";
        first = false;
    }
}

// 规章 |
// 0 |
void cell_with_pipe(const Grid& grid, const Style&, Random&, std::string& out) {
    const std::size_t width = width_of(grid);
    for (const auto& row : grid.rows) {
        for (std::string_view text : present(row)) out.append(text).append(" |\n");
        const std::size_t missing = width - present(row).size();
        if (missing > 0) out.append(missing, '|').append("\n");
    }
}

// |
// 规章 |
// 0 | |
void pipe_opens_row(const Grid& grid, const Style&, Random&, std::string& out) {
    const std::size_t width = width_of(grid);
    for (const auto& row : grid.rows) {
        const auto texts = present(row);
        append_joined(out.append("|\n"), texts, " |\n");
        const std::size_t missing = width - texts.size();
        out.append(missing == 0 ? " |" : " | ").append(missing, '|').append("\n");
    }
}

// |
//  规章
// |
//  0
void padded_pipes(const Grid& grid, const Style&, Random& random, std::string& out) {
    for (const auto& row : grid.rows)
        for (std::string_view text : present(row))
            out.append("|\n ").append(text).append(random.below(4), ' ').append("\n");
}

// | 规章 | 0 | 0 | 0 |
// |---|---|---|---|
//
// | 规范性文件 | 4 | 4 | 9 |
// |---|---|---|---|
void table_a_row(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        const auto texts = present(row);
        append_joined(out.append("| "), texts, " | ");
        out += " |\n";
        for (std::size_t i = 0; i < texts.size(); ++i) out += "|---";
        out += "|\n\n";
    }
}

// 规章 0 0 0
void blanks_between(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        append_joined(out, present(row), " ");
        out += '\n';
    }
}

/// Columns that the text takes on a page: East Asian characters take two.
std::size_t page_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        width += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80 ? 0
                 : static_cast<unsigned char>(text[at]) < 0x80          ? 1
                                                                        : 2;
    return width;
}

// 规章                 0    0    0
// 规范性文件           4    4    9
void aligned_columns(const Grid& grid, const Style&, Random&, std::string& out) {
    std::vector<std::size_t> widths;
    for (const auto& row : grid.rows) {
        const auto texts = present(row);
        widths.resize(std::max(widths.size(), texts.size()));
        for (std::size_t i = 0; texts.size() > 1 && i < texts.size(); ++i)
            widths[i] = std::max(widths[i], page_width(texts[i]));
    }
    for (const auto& row : grid.rows) {
        const auto texts = present(row);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            out.append(i == 0 ? 0 : 2, ' ').append(texts[i]);
            if (i + 1 < texts.size()) out.append(widths[i] - page_width(texts[i]), ' ');
        }
        out += '\n';
    }
}

// 规章000
void collapsed(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) {
        append_joined(out, present(row), "");
        out += '\n';
    }
}

// 规章000规范性文件449
void collapsed_in_one_line(const Grid& grid, const Style&, Random&, std::string& out) {
    for (const auto& row : grid.rows) append_joined(out, present(row), "");
    out += '\n';
}

constexpr Layout all_layouts[] = {
    {"tabs", true, tabs},
    {"cell-a-line", true, cell_a_line},
    {"cell-a-line-with-blanks", true, cell_a_line_with_blanks},
    {"cell-a-line-tight", true, cell_a_line_tight},
    {"cells-in-groups", true, cells_in_groups},
    {"tab-before-cell", true, tab_before_cell},
    {"pipe-rows", true, pipe_rows},
    {"pipe-rows-with-spans", true, pipe_rows_with_spans},
    {"pipes-on-both-sides", true, pipes_on_both_sides},
    {"cell-with-pipe", true, cell_with_pipe},
    {"cell-then-lone-pipe", true, cell_then_lone_pipe},
    {"pipe-opens-row", true, pipe_opens_row},
    {"padded-pipes", true, padded_pipes},
    {"table-a-row", true, table_a_row},
    {"blanks-between", true, blanks_between},
    {"aligned-columns", true, aligned_columns},
    {"collapsed", false, collapsed},
    {"collapsed-in-one-line", false, collapsed_in_one_line},
};

// Text.

std::string with_carriage_returns(std::string_view text) {
    std::string out;
    for (char c : text) out.append(c == '\n' ? 1 : 0, '\r').append(1, c);
    return out;
}

/// The lines of the text as the editor saved them.
std::string encoded(std::string text, const Style& style) {
    if (style.crlf) text = with_carriage_returns(text);
    return (style.byte_order_mark ? "\xEF\xBB\xBF" : "") + text;
}

}  // namespace

std::span<const Layout> layouts() { return all_layouts; }

const Layout& layout(std::string_view name) {
    const auto found =
        std::find_if(std::begin(all_layouts), std::end(all_layouts), [&](const Layout& l) { return l.name == name; });
    assert(found != std::end(all_layouts));
    return *found;
}

std::vector<std::string> print_parts(const Page& page, const Layout& layout, const Style& style, Random& random) {
    std::vector<std::string> texts;
    for (const Part& part : page) {
        std::string& out = texts.emplace_back();
        if (part.kind == Part::Kind::table)
            layout.render(part.grid, style, random, out);
        else
            out.append(part.text).append("\n");
        if (style.empty_lines) out += '\n';
    }
    return texts;
}

std::string print(const Page& page, const Layout& layout, const Style& style, Random& random) {
    std::string out;
    for (const std::string& text : print_parts(page, layout, style, random)) out += text;
    return encoded(std::move(out), style);
}

std::string render(const Report& report, const Layout& layout, const Style& style, Random& random,
                   std::size_t paragraphs) {
    return print(compose(report, style, random, paragraphs), layout, style, random);
}

}  // namespace nianbao::generator
