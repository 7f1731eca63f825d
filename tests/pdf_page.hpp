// A page as pdftotext -bbox prints the words of a PDF: typeset on sheets of paper, with cells that wrap, tables that go
// over the end of a page, and page numbers. The rules between cells are not printed, as in a real one.
#pragma once

#include <string>
#include <string_view>

#include "page.hpp"

namespace nianbao::generator {

/// What varies between page designs.
struct PdfDesign {
    enum class Across { left, middle, right };
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
};

[[nodiscard]] PdfDesign any_pdf_design(Random& random);

[[nodiscard]] std::string print_pdf_words(const Page& page, const PdfDesign& design, Random& random);

}  // namespace nianbao::generator
