#include "printed_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "markup.hpp"
#include "zip_writer.hpp"

namespace nianbao::tests {
namespace {

using generator::escaped;
using generator::Grid;
using generator::GridCell;
using generator::Page;
using generator::Part;
using generator::Random;

std::string cell(const Grid& grid, std::size_t row, std::size_t column, const GridCell& at) {
    return fmt::format("<td colspan={} rowspan={}{}>{}</td>", at.span, height_of(grid, row, column),
                       at.figure ? " class=figure" : "", escaped(at.text));
}

std::string table(const Grid& grid) {
    std::string out = "<table border=1 cellspacing=0>\n";
    for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        std::size_t column = 0;
        out += "<tr>";
        for (const GridCell& at : grid.rows[row]) {
            if (!at.covered) out += cell(grid, row, column, at);
            column += at.span;
        }
        out += "</tr>\n";
    }
    return out + "</table>\n";
}

std::string styles(Random& random) {
    constexpr std::string_view papers[] = {"A4", "A4", "A4 landscape", "B5"};
    constexpr std::string_view sizes[] = {"9pt", "10.5pt", "10.5pt", "12pt"};
    constexpr std::string_view across[] = {"left", "center", "center", "right"};
    constexpr std::string_view heights[] = {"top", "middle", "middle"};
    return fmt::format(
        "@page {{ size: {}; margin: 2cm }} p {{ font-size: 16pt; text-indent: 2em }} h1 {{ text-align: center }} "
        "table {{ border-collapse: collapse; width: 100%; font-size: {} }} td {{ padding: {}pt; text-align: {}; "
        "vertical-align: {} }} td.figure {{ text-align: {} }}",
        random.pick(papers), random.pick(sizes), 1 + random.below(5), random.pick(across), random.pick(heights),
        random.pick(across));
}

}  // namespace

std::string print_for_paper(const Page& page, Random& random) {
    std::string out = "<!DOCTYPE html>\n<html lang=zh-CN><head><meta charset=\"utf-8\"><style>" + styles(random) +
                      "</style></head><body>\n";
    for (const Part& part : page) {
        if (part.kind == Part::Kind::table)
            out += table(part.grid);
        else if (part.kind == Part::Kind::title)
            out += "<h1>" + escaped(part.text) + "</h1>\n";
        else
            out += "<p>" + escaped(part.text) + "</p>\n";
    }
    return out + "</body></html>\n";
}

}  // namespace nianbao::tests
