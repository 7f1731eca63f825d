// One cell a line with a bar behind it; lines of bars alone stand for merged or blank cells:
//
//     行政许可 |
//     318 |
//     ||
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct pipe_cells {
    static constexpr std::string_view name = "pipe-cells";

    struct bars_line : pegtl::seq<blanks, filler<bar>, line_end_or_eof> {};
    struct text_line : pegtl::seq<blanks, pegtl::not_at<only_figures<bar>>, text_cell<bar>, gap<bar>, line_end_or_eof> {};
    struct figure_line : pegtl::seq<blanks, figure_cell<bar>, gap<bar>, line_end_or_eof> {};
    struct telling : pegtl::seq<line_begin, line_holds<bar>> {};
    struct row : pegtl::seq<text_line, pegtl::star<between_lines, pegtl::sor<text_line, bars_line>>,
                            pegtl::star<between_lines, pegtl::sor<figure_line, bars_line>>> {};
};

}  // namespace nianbao::grammar
