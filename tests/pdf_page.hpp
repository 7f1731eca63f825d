// A page as pdftotext -bbox prints the words of a PDF: typeset on sheets of paper, with cells that wrap, tables that go
// over the end of a page, and page numbers; and as pdftocairo -svg prints the rules between its cells.
#pragma once

#include <string>
#include <string_view>

#include "page.hpp"

namespace nianbao::generator {

/// What varies between page designs.
struct PdfDesign {
    enum class Across { left, middle, right };
    enum class Rules {
        none,
        frames,  // a rectangle around each cell, drawn with a pen
        bars,    // narrow rectangles that are filled, a piece for each edge of a cell
        lines,   // as the newer cairo writes them, in a page's own coordinates
    };
    bool landscape = false;
    double prose_size = 16, table_size = 10.5;  // in points
    double padding = 4;                         // between a cell's edge and its text, on each side
    double line_gap = 0.25;                     // between lines, of their size
    bool labels_in_the_middle = false;          // else on the left
    bool at_the_top = false;                    // texts and figures of cells, else halfway down
    Across figures = Across::middle;
    bool narrow_groups = false;    // labels of groups downwards, a character a line
    bool heads_again = false;      // on each page that a table goes on
    bool digits_apart = false;     // digits and letters are of another font, with a gap before and behind
    bool scattered = false;        // words come in no order
    std::string_view page_number;  // # stands for the number; empty: none
    Rules rules = Rules::none;
    bool broken_numbers = false;  // where the cell is too narrow for them
};

[[nodiscard]] PdfDesign any_pdf_design(Random& random);

struct PrintedPdf {
    std::string words, drawing;
};
[[nodiscard]] PrintedPdf print_pdf(const Page& page, const PdfDesign& design, Random& random);

}  // namespace nianbao::generator
