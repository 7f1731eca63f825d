#include "html_page.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "markup.hpp"

namespace nianbao::generator {
namespace {

// Text.

/// Heads in several lines have them in HTML, too.
std::string with_breaks(std::string_view text) {
    std::string out = escaped(text);
    for (std::size_t at = 0; (at = out.find('\n', at)) != std::string::npos;) out.replace(at, 1, "<br>");
    return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lead(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }
bool is_wide(char c) { return static_cast<unsigned char>(c) >= 0xE3; }  // leads a Chinese character

/// Calls `between` before each character but the first, with the one before it and the character itself.
std::string with_between(std::string_view text, const std::function<std::string_view(char, char)>& between) {
    std::string out;
    char before = 0;
    for (const char c : text) {
        if (is_lead(c)) {
            if (before != 0) out += between(before, c);
            before = c;
        }
        out += c;
    }
    return out;
}

// Tables.

/// How a shape writes a table.
struct TableStyle {
    bool spans = false;  // else a merged cell is one and its covered ones are empty
    std::string_view table = "<table>", row = "<tr>", row_end = "</tr>\n", cell_end = "</td>";
    std::function<std::string(const GridCell&)> cell_text;
};

/// The columns in front of each cell.
std::vector<std::size_t> columns_before(const std::vector<GridCell>& row) {
    std::vector<std::size_t> columns;
    std::size_t next = 0;
    for (const GridCell& cell : row) {
        columns.push_back(next);
        next += cell.span;
    }
    return columns;
}

bool is_covered_at(const std::vector<GridCell>& row, std::size_t column) {
    const auto columns = columns_before(row);
    const auto found = std::ranges::find(columns, column);
    return found != columns.end() && row[static_cast<std::size_t>(found - columns.begin())].covered;
}

std::size_t rows_of(const Grid& grid, std::size_t row, std::size_t column) {
    std::size_t count = 1;
    while (row + count < grid.rows.size() && is_covered_at(grid.rows[row + count], column)) ++count;
    return count;
}

std::string cell_tag(const Grid& grid, std::size_t row, std::size_t index) {
    const GridCell& cell = grid.rows[row][index];
    const std::size_t rows = rows_of(grid, row, columns_before(grid.rows[row])[index]);
    std::string tag = "<td";
    if (cell.span > 1) tag.append(" colspan=\"").append(std::to_string(cell.span)).append("\"");
    if (rows > 1) tag.append(" rowspan='").append(std::to_string(rows)).append("'");
    return tag + ">";
}

void print_rows(const Grid& grid, std::size_t begin, std::size_t end, const TableStyle& style, std::string& out) {
    out += style.table;
    for (std::size_t row = begin; row < end; ++row) {
        out += style.row;
        for (std::size_t i = 0; i < grid.rows[row].size(); ++i) {
            const GridCell& cell = grid.rows[row][i];
            if (style.spans && cell.covered) continue;
            out += style.spans ? cell_tag(grid, row, i) : "<td>";
            out.append(style.cell_text(cell)).append(style.cell_end);
        }
        out += style.row_end;
    }
    out += "</table>\n";
}

void print_table(const Grid& grid, const TableStyle& style, std::string& out) {
    print_rows(grid, 0, grid.rows.size(), style, out);
}

std::string plain_cell(const GridCell& cell) { return with_breaks(cell.text); }

// Pages. Each prints the parts between a front and an end of its own.

constexpr std::string_view front =
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>信息公开</title></head><body>\n";

void print_parts(const Page& page, std::string_view paragraph, std::string_view paragraph_end,
                 const std::function<std::string(std::string_view)>& text,
                 const std::function<void(const Grid&)>& table, std::string& out) {
    for (const Part& part : page) {
        if (part.kind == Part::Kind::table)
            table(part.grid);
        else if (part.kind == Part::Kind::title)
            out.append("<h1>").append(with_breaks(part.text)).append("</h1>\n");
        else
            out.append(paragraph).append(text(part.text)).append(paragraph_end);
    }
}

// <tr><td>规章</td><td>0</td></tr>
void plain(const Page& page, Random&, std::string& out) {
    const TableStyle style{.cell_text = plain_cell};
    out += front;
    print_parts(
        page, "<p>", "</p>\n", with_breaks, [&](const Grid& grid) { print_table(grid, style, out); }, out);
    out += "</body></html>\n";
}

// <td colspan="3">一、本年新收...</td><td>0</td>
void spans(const Page& page, Random&, std::string& out) {
    const TableStyle style{.spans = true, .table = "<table border=1><tbody>\n", .cell_text = plain_cell};
    out += front;
    print_parts(
        page, "<p>　　", "</p>\n", with_breaks, [&](const Grid& grid) { print_table(grid, style, out); }, out);
    out += "</body></html>\n";
}

// A table of one row lays out the page: links on the left, the report with its own tables on the right.
void nested_tables(const Page& page, Random&, std::string& out) {
    const TableStyle style{.spans = true, .table = "<table class=data>", .cell_text = plain_cell};
    out.append(front).append(
        "<table width=100%><tr><td><table><tr><td><a href=\"/\">首页</a></td><td><a href=\"/zw\">政务</a></td></tr>"
        "<tr><td>机构</td><td>法规</td></tr></table></td><td>\n");
    print_parts(
        page, "<div>", "</div>\n", with_breaks, [&](const Grid& grid) { print_table(grid, style, out); }, out);
    out += "</td></tr><tr><td colspan=2>主办：某某县人民政府</td></tr></table></body></html>\n";
}

/// What Word makes of a text: a span for each run, digits apart from the rest, lines broken anywhere.
std::string word_text(std::string_view text, Random& random) {
    const auto broken = with_between(text, [&](char before, char next) -> std::string_view {
        if (is_digit(before) && is_digit(next)) return random.chance(30) ? "</span><span\nlang=EN-US>" : "";
        if (is_digit(before) != is_digit(next)) return "</span><span lang=EN-US style='font-family:宋体'>";
        return is_wide(before) && is_wide(next) && random.chance(3) ? "\r\n" : "";
    });
    return "<span style='mso-bidi-font-size:10.5pt'>" + broken + "<o:p></o:p></span>";
}

// <p class=MsoNormal><span lang=EN-US>1</span><span lang=EN-US>2<o:p></o:p></span></p>
void word(const Page& page, Random& random, std::string& out) {
    const auto cell_text = [&](const GridCell& cell) {
        const std::string text = cell.text.empty() ? "&nbsp;" : word_text(cell.text, random);
        return "\r\n  <p class=MsoNormal align=center style='mso-element:frame'>" + text + "</p>\r\n  ";
    };
    const TableStyle style{.spans = true,
                           .table = "<table class=MsoNormalTable border=0 style='mso-yfti-tbllook:1184'>\r\n",
                           .row = "<tr style='mso-yfti-irow:0'>",
                           .cell_text = cell_text};
    out +=
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>\r\n"
        "<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\r\n"
        "<!--[if gte mso 9]><xml><o:Pages>9</o:Pages></xml><![endif]-->\r\n"
        "<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=ZH-CN><div class=WordSection1>\r\n";
    print_parts(
        page, "<p class=MsoNormal style='text-indent:32.0pt'>", "</p>\r\n",
        [&](std::string_view text) { return word_text(text, random); },
        [&](const Grid& grid) { print_table(grid, style, out); }, out);
    out += "</div></body></html>\r\n";
}

std::string menu(Random& random) {
    constexpr std::string_view names[] = {"首页", "政府信息公开", "办事服务", "互动交流", "数据开放", "政府年报"};
    std::string out = "<ul class=\"nav\">\n";
    for (std::size_t i = 0, count = 3 + random.below(9); i < count; ++i)
        out.append("<li><a href=\"/c")
            .append(std::to_string(i))
            .append("/\">")
            .append(random.pick(names))
            .append("</a></li>\n");
    return out + "</ul>\n";
}

// Blocks within blocks, menus and links around the report, a box that is hidden, scripts.
void content_management(const Page& page, Random& random, std::string& out) {
    const TableStyle style{
        .spans = true,
        .table = "<div class=\"scroll\"><table>",
        .row = "<tr>\n\t\t",
        .row_end = "\n\t</tr>\n",
        .cell_text = [](const GridCell& cell) { return "\n\t\t\t" + with_breaks(cell.text) + "\n\t\t"; }};
    out.append(front).append("<div id=top><div class=logo><script>var n = 12 < 13;</script>").append(menu(random));
    out +=
        "</div></div>\n<div class=\"crumbs\">您的位置：<a>首页</a> &gt; <a>政府信息公开年报</a></div>\n<div class=main>"
        "<div style=\"display: none\">分享到 12 34</div>\n<div class=article>\n";
    print_parts(
        page, "<p style=\"text-indent: 2em;\"><span style=\"font-size: 16px;\">&nbsp;&nbsp;&nbsp; ", "</span></p>\n",
        with_breaks,
        [&](const Grid& grid) {
            print_table(grid, style, out);
            out += "</div>";
        },
        out);
    out.append("</div></div>\n<div class=footer>").append(menu(random));
    out += "<p>版权所有：某某县人民政府 网站标识码：3200000001</p><p>扫一扫在手机打开当前页</p></div></body></html>\n";
}

// <td>本年<br>新收 ...; ends that nobody wrote; characters by their number.
void line_breaks(const Page& page, Random& random, std::string& out) {
    const auto cell_text = [&](const GridCell& cell) {
        if (cell.figure) return with_breaks(cell.text);
        return with_between(with_breaks(cell.text), [&](char before, char next) -> std::string_view {
            if (!is_wide(before) || !is_wide(next)) return "";
            return random.chance(10) ? "<br>" : random.chance(5) ? "<br/>\n" : random.chance(5) ? "&#8203;" : "";
        });
    };
    const TableStyle style{
        .spans = true, .table = "<TABLE>", .row = "<TR>", .row_end = "\n", .cell_end = "\n", .cell_text = cell_text};
    out += front;
    print_parts(
        page, "<p>", "\n", with_breaks, [&](const Grid& grid) { print_table(grid, style, out); }, out);
}

// A table ends at the page's foot and goes on after it.
void split_tables(const Page& page, Random& random, std::string& out) {
    const TableStyle style{.spans = true, .table = "<table>", .cell_text = plain_cell};
    const auto print = [&](const Grid& grid) {
        const std::size_t rows = grid.rows.size();
        const std::size_t cut = rows < 8 ? rows : 4 + random.below(rows - 4);
        print_rows(grid, 0, cut, style, out);
        if (cut < rows) print_rows(grid, cut, rows, style, out.append("<p>&nbsp;</p>\n"));
    };
    out += front;
    print_parts(page, "<p>", "</p>\n", with_breaks, print, out);
    out += "</body></html>\n";
}

// <td><p>规章</p></td><td><table><tr><td><p>0</p></td></tr></table></td>
void framed_cells(const Page& page, Random& random, std::string& out) {
    const auto cell_text = [&](const GridCell& cell) {
        const std::string text = "<p>" + with_breaks(cell.text) + "</p>";
        if (random.chance(10)) return "<table><tr><td>" + text + "</td></tr></table>";
        return random.chance(50) ? "<div>\n" + text + "</div>" : text + "<p></p>";
    };
    const TableStyle style{.spans = true, .table = "<table>", .cell_text = cell_text};
    out += front;
    print_parts(
        page, "<p>", "</p>\n", with_breaks, [&](const Grid& grid) { print_table(grid, style, out); }, out);
    out += "</body></html>\n";
}

constexpr HtmlShape shapes[] = {
    {"plain", plain},
    {"spans", spans},
    {"nested-tables", nested_tables},
    {"word", word},
    {"content-management", content_management},
    {"line-breaks", line_breaks},
    {"split-tables", split_tables},
    {"framed-cells", framed_cells},
};

}  // namespace

std::span<const HtmlShape> html_shapes() { return shapes; }

}  // namespace nianbao::generator
