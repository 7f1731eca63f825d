// What the layouts share: cells that end at a separator, and the separators between them.
#pragma once

#include <string_view>
#include <type_traits>

#include "grammar/kind.hpp"
#include "grammar/token.hpp"

namespace nianbao::grammar {

/// Where the next bar or tab on the line stands, or the line's end.
template <class Separator, class Input>
[[nodiscard]] const char* next_separator(Input& in) {
    static_assert(std::is_same_v<Separator, bar> || std::is_same_v<Separator, tab>);
    if constexpr (std::is_same_v<Separator, bar>) {
        return in.next_bar();
    } else {
        return in.next_tab();
    }
}

/// Text up to the next bar or tab or the line's end: the input remembers where these are.
template <class Separator>
struct text_until_known {
    using rule_t = text_until_known;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        const char* const begin = in.current();
        in.bump_in_this_line(static_cast<std::size_t>(next_separator<Separator>(in) - begin));
        return in.current() != begin;
    }
};

/// Text up to the separator or the line's end; blanks at its end belong to it.
template <class Separator>
struct text_until : pegtl::plus<pegtl::not_at<Separator>, character> {};
template <>
struct text_until<bar> : text_until_known<bar> {};
template <>
struct text_until<tab> : text_until_known<tab> {};

template <class Separator>
struct cell_end : pegtl::sor<line_end_or_eof, Separator> {};

/// Figures that are all of a cell; almost always plain digits.
template <class Separator>
struct at_cell_end : pegtl::at<blanks, cell_end<Separator>> {};
template <class Separator>
struct other_figures : pegtl::seq<pegtl::sor<figure, chinese_number>, at_cell_end<Separator>> {};
template <class Separator>
struct only_figures : pegtl::sor<pegtl::seq<digits, at_cell_end<Separator>>, other_figures<Separator>> {};

/// What a cell that is not blank holds.
struct plain_figure : digits, makes<Kind::figure> {};
template <class Separator>
struct other_figure : other_figures<Separator>, makes<Kind::figure> {};
template <class Separator>
struct text_cell : text_until<Separator>, makes<Kind::text> {};
/// Such a cell and what is behind it.
template <class Separator, class Behind>
struct figure_and
    : pegtl::sor<pegtl::seq<plain_figure, blanks, Behind>, pegtl::seq<other_figure<Separator>, blanks, Behind>> {};
template <class Separator, class Behind>
struct cell_and : pegtl::sor<figure_and<Separator, Behind>, pegtl::seq<text_cell<Separator>, Behind>> {};
template <class Separator>
struct full_cell : cell_and<Separator, pegtl::at<cell_end<Separator>>> {};

/// Separators with nothing between them: as many blank cells as there are separators. `|||`
template <class Separator>
struct filler : pegtl::plus<Separator, blanks>, makes<Kind::filler> {};

/// From one cell to the next: a separator, and one more for each blank cell between them.
template <class Separator>
struct gap : pegtl::seq<Separator, blanks, pegtl::opt<filler<Separator>>> {};

/// Between two rows, or two lines of one: empty lines, page numbers, lone bars.
struct page_number : pegtl::seq<dash, blanks, pegtl::rep_min_max<1, 4, digit>, blanks, dash>, makes<Kind::page> {};
/// A page may print its number within a table: | - 4 - | | |
struct around_page_number : pegtl::star<pegtl::sor<blank, pegtl::one<'\t', '|'>>> {};
struct page_line : pegtl::seq<around_page_number, page_number, around_page_number, line_end_or_eof> {};
struct bars_only_line : pegtl::seq<blanks, pegtl::plus<bar, blanks>, line_end> {};
/// What such a line begins with, blanks aside: its end, a bar or a dash.
struct bar_or_dash : byte_of<'|', '-', '\xE2', '\xEF'> {};
struct blank_bar_or_dash : byte_of<'|', '-', ' ', '\t', '\v', '\f', '\r', '\xC2', '\xE2', '\xE3', '\xEF'> {};
struct between_begin : pegtl::seq<blanks_and_tabs, pegtl::sor<line_end_or_eof, bar_or_dash>> {};
struct line_between : pegtl::sor<line_end, pegtl::seq<pegtl::at<blank_bar_or_dash>, pegtl::at<between_begin>,
                                                      pegtl::sor<bars_only_line, blank_line, page_line>>> {};
struct between_lines : pegtl::star<line_between> {};

struct empty_lines : pegtl::star<blank_line> {};
struct number_mark_line : pegtl::seq<empty_lines, blanks, number_mark, blanks, line_end> {};
/// The next line is not the mark of a number: the . of 1. where each character has a line.
struct no_number_mark_ahead {
    using rule_t = no_number_mark_ahead;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        const char* at = in.current();
        while (at != in.end() && (*at == '\n' || *at == ' ' || *at == '\t' || *at == '\r')) ++at;
        return at == in.end() || !(*at == '.' || *at == '\xEF' || *at == '\xE3') || !is_mark(in);
    }

private:
    template <class Input>
    [[gnu::noinline]] static bool is_mark(Input& in) {
        return pegtl::match<pegtl::at<number_mark_line>, pegtl::apply_mode::nothing, pegtl::rewind_mode::required,
                            pegtl::nothing, pegtl::normal>(in);
    }
};

/// Cells in lines of their own with bars between them: what a lone bar is that stands between two figures. `Separators`
/// end the cell before; each bar behind them is one more blank cell.
struct separator_line : pegtl::seq<empty_lines, blanks, bar, blanks, line_end> {};
struct blank_cell_line : pegtl::seq<empty_lines, blanks, filler<bar>, line_end> {};
template <class... Separators>
struct blank_cell_lines : pegtl::seq<Separators..., pegtl::plus<blank_cell_line>> {};

// ---- what a line looks like -----------------------------------------------------------------------------------------

/// The rest of the line holds a bar, or a tab.
template <class Separator>
struct line_holds {
    using rule_t = line_holds;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return next_separator<Separator>(in) != in.line_end();
    }
};

/// The rest of the line holds a digit of either width.
struct line_holds_digit {
    using rule_t = line_holds_digit;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return in.next_digit() != in.line_end();
    }
};

/// The rest of the line holds a tab behind its indentation. A wide blank before a tab is a cell, no indentation.
struct indentation : pegtl::star<pegtl::one<' ', '\t', '\r'>> {};
struct tabbed : pegtl::seq<line_holds<tab>, pegtl::at<indentation, line_holds<tab>>> {};

/// A line of words that is too long, or ends too much like a sentence, to be a cell.
struct prose_like {
    using rule_t = prose_like;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return looks_like_prose(in.words_ahead());
    }
    [[nodiscard]] static bool looks_like_prose(std::string_view line);
};

/// One line that begins a section: 一、总体情况. Row labels that begin alike (四、结转下年度继续办理) are none.
struct heading_like {
    using rule_t = heading_like;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return looks_like_heading(in.words_ahead());
    }
    [[nodiscard]] static bool looks_like_heading(std::string_view line);
};

/// A line that is a label, just as the form prints it, and blanks: no figures, no prose, no heading.
struct printed_label {
    using rule_t = printed_label;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return in.at_printed_label();
    }
};

/// A line that can begin a table though it has no separators: its words are the form's, with figures behind them or not.
/// Three heads say so, too, if others behind them are misprinted: 结果维持 结果纠正 其他结果 尚末审结.
struct only_words : pegtl::seq<pegtl::star<blanks, form_word>, blanks, pegtl::sor<line_end_or_eof, sign, digit>> {};
struct next_word : pegtl::seq<pegtl::plus<blank>, form_word> {};
struct more_heads : pegtl::seq<next_word, next_word> {};
struct words_of_the_form : pegtl::seq<blanks_and_tabs, form_word, pegtl::sor<only_words, more_heads>> {};

/// A row in a layout: a look at the line first, then the rules that read it.
template <class Layout>
struct telling_row : pegtl::seq<typename Layout::telling, typename Layout::row> {};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name, class Separator>
struct analyze_traits<Name, nianbao::grammar::text_until_known<Separator>> : analyze_any_traits<> {};
template <class Name, class Separator>
struct analyze_traits<Name, nianbao::grammar::line_holds<Separator>> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::no_number_mark_ahead> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::line_holds_digit> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::prose_like> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::heading_like> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::printed_label> : analyze_opt_traits<> {};

}  // namespace tao::pegtl
