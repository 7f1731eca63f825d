// One cell a line with a tab before it; a row ends at an empty line, and a lone tab is a blank cell:
//
//     →规章
//     →0
//     →
//     →0
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct tab_cells {
    static constexpr std::string_view name = "tab-cells";
    static constexpr std::string_view example = "\t规章\n\t4\n\t\n\t9\n";
    static constexpr Keeps keeps = Keeps::rows;
    static constexpr std::u32string_view separators = U"\t";

    struct blank_cell : pegtl::seq<blanks, pegtl::at<line_end_or_eof>>, makes<Kind::blank> {};
    struct cell : pegtl::sor<blank_cell, pegtl::seq<blanks, full_cell<tab>>> {};
    struct line : pegtl::seq<tab, cell, line_end_or_eof> {};
    /// What the first line must be, lest a paragraph that a tab indents becomes a table.
    struct figure_alone : pegtl::seq<figure, blanks, line_end_or_eof> {};
    struct first_line : pegtl::seq<tab, blanks, pegtl::sor<line_end, printed_label, form_word, figure_alone>> {};
    using begin = words_of_the_form;
    struct telling : pegtl::seq<line_begin, pegtl::at<first_line>> {};
    struct row : pegtl::plus<line> {};
};

}  // namespace nianbao::grammar
