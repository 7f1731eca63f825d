// One cell a line, with empty lines between or without. The text has no rows: some words and the figures behind them
// are one.
//
//     规章
//
//     0
//
//     0
#pragma once

#include "grammar/cell.hpp"
#include "grammar/layouts/spaced.hpp"

namespace nianbao::grammar {

/// A line that cell_lines leaves to another layout: document.hpp knows them all.
struct row_in_another_layout;

struct cell_lines {
    static constexpr std::string_view name = "cell-lines";
    static constexpr std::string_view example = "规章\n\n4\n\n0\n\n9\n";
    static constexpr Keeps keeps = Keeps::nothing;
    static constexpr std::u32string_view separators = U"";

    struct at_line_end : pegtl::at<blanks, line_end_or_eof> {};
    struct only_digits : pegtl::seq<digits, at_line_end> {};
    struct only_figure : pegtl::sor<only_digits, pegtl::seq<figure, at_line_end>> {};
    struct line_figure : only_figure, makes<Kind::figure> {};
    /// A figure with the mark of a number in the next line is the number of a label that is printed one character a line.
    struct plain_line : pegtl::seq<blanks_and_tabs, plain_figure, blanks, line_end, no_number_mark_ahead> {};
    struct other_line : pegtl::seq<blanks_and_tabs, line_figure, blanks, line_end_or_eof, no_number_mark_ahead> {};
    struct digits_line : pegtl::seq<blanks_and_tabs, digits_ascii, blanks, line_end, no_number_mark_ahead> {};
    struct vertical_number : pegtl::seq<digits, blanks, line_end, pegtl::at<number_mark_line>> {};
    /// Behind a figure a line is one cell, whatever blanks it holds; behind the label it may be all figures of the row
    /// (4 0 0 0 0 0 4), but not where single figures go on, or a lone bar ends the cell: 8 6 2 is 862 then.
    struct goes_on : pegtl::sor<pegtl::at<separator_line>, pegtl::seq<between_lines, digits_line>> {};
    struct whole_row : pegtl::seq<telling_row<spaced>, pegtl::not_at<goes_on>> {};
    struct first_figure_line : pegtl::sor<plain_line, pegtl::seq<pegtl::not_at<whole_row>, other_line>> {};
    struct figure_line : pegtl::sor<plain_line, other_line> {};
    /// Where lone bars stand between the cells, two of them have a blank cell between them.
    struct figure_behind_bars : pegtl::seq<pegtl::opt<blank_cell_lines<separator_line>>, between_lines, figure_line> {};
    struct next_figure : pegtl::sor<pegtl::seq<empty_lines, plain_line>, figure_behind_bars> {};
    struct figure_lines : pegtl::seq<between_lines, first_figure_line, pegtl::star<next_figure>> {};

    struct words : pegtl::seq<pegtl::not_one<'\n'>, rest_of_line>, makes<Kind::text> {};
    struct separated : pegtl::sor<line_holds<bar>, line_holds<tab>> {};
    struct no_words : pegtl::sor<line_end_or_eof, only_figure, heading_like, prose_like> {};
    struct are_words : pegtl::sor<printed_label, pegtl::not_at<no_words>, pegtl::at<vertical_number>> {};
    struct text_line : pegtl::seq<blanks_and_tabs, pegtl::not_at<separated>, are_words, words, line_end_or_eof> {};
    /// Whether a line that is not `separated` may be a row of that layout.
    template <class Layout>
    static constexpr bool leaves_to =
        !std::is_same_v<Layout, cell_lines> &&
        (Layout::separators.empty() || Layout::separators.find_first_not_of(U"|｜\t") != std::u32string_view::npos);
    /// The first line was offered to the other layouts before.
    struct no_other_row : pegtl::sor<printed_label, pegtl::not_at<row_in_another_layout>> {};
    struct next_text_line : pegtl::seq<pegtl::not_at<digits_line>, no_other_row, text_line> {};

    struct labelled : pegtl::seq<text_line, pegtl::star<between_lines, next_text_line>, pegtl::opt<figure_lines>> {};
    /// Figures whose labels stand elsewhere; one alone may be the number of a page.
    struct figures_alone : pegtl::seq<figure_line, pegtl::plus<next_figure>> {};

    using begin = words_of_the_form;
    struct telling : pegtl::success {};
    struct row : pegtl::sor<labelled, figures_alone> {};
};

}  // namespace nianbao::grammar
