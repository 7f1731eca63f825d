// One cell a line with a bar behind it; lines of bars alone, and bars side by side behind the last cell, stand for merged
// or blank cells:
//
//     行政许可 |
//     318 |
//     ||
//     总计 | ||||
//
// Between two figures of a row each lone bar is a blank cell:
//
//     4 |
//     |
//     9 |
//
// Bars with blanks between them behind a label are blank cells of one line (pipe_rows.hpp): 规章 |  |  |  |
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct pipe_cells {
    static constexpr std::string_view name = "pipe-cells";
    static constexpr std::string_view example = "规章 |\n4 |\n0 |\n9 |\n总计 | ||||\n";
    static constexpr Keeps keeps = Keeps::cells;
    static constexpr std::u32string_view separators = U"|｜";

    struct bars_line : pegtl::seq<blanks, filler<bar>, line_end_or_eof> {};
    struct blank_cells : pegtl::rep_min<3, bar, pegtl::plus<blank>> {};
    struct text_line : pegtl::seq<blanks, pegtl::not_at<only_figures<bar>>, text_cell<bar>, pegtl::not_at<blank_cells>,
                                  gap<bar>, line_end_or_eof> {};
    struct figure_line : pegtl::seq<blanks, figure_and<bar, gap<bar>>, line_end_or_eof> {};
    using begin = line_holds<bar>;
    struct telling : pegtl::seq<line_begin, line_holds<bar>> {};
    /// A lone bar between two figures is a blank cell.
    struct figure_behind_bars : pegtl::seq<pegtl::opt<blank_cell_lines<>>, between_lines, figure_line> {};
    struct next_figure : pegtl::sor<pegtl::seq<empty_lines, figure_line>, figure_behind_bars> {};
    struct figures : pegtl::seq<figure_line, pegtl::star<next_figure>, pegtl::opt<between_lines, bars_line>> {};
    struct figure_lines : pegtl::opt<between_lines, pegtl::sor<figures, bars_line>> {};
    struct labelled
        : pegtl::seq<text_line, pegtl::star<between_lines, pegtl::sor<text_line, bars_line>>, figure_lines> {};
    /// Figures whose labels stand elsewhere; one alone may be a row of one cell.
    struct figures_alone : pegtl::seq<figure_line, pegtl::plus<next_figure>, pegtl::opt<between_lines, bars_line>> {};
    struct row : pegtl::sor<labelled, figures_alone> {};
};

}  // namespace nianbao::grammar
