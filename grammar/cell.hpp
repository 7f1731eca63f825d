// What the layouts share: cells that end at a separator, and the separators between them.
#pragma once

#include "grammar/kind.hpp"
#include "grammar/token.hpp"

namespace nianbao::grammar {

/// Text up to the separator or the line's end; blanks at its end belong to it.
template <class Separator>
struct text_until : pegtl::plus<pegtl::not_at<Separator>, character> {};

template <class Separator>
struct cell_end : pegtl::sor<line_end_or_eof, Separator> {};

template <class Separator>
struct figure_cell : pegtl::seq<pegtl::sor<figure, chinese_number>, pegtl::at<blanks, cell_end<Separator>>>,
                     makes<Kind::figure> {};
template <class Separator>
struct text_cell : text_until<Separator>, makes<Kind::text> {};

/// A cell that is not blank.
template <class Separator>
struct full_cell : pegtl::seq<pegtl::sor<figure_cell<Separator>, text_cell<Separator>>, blanks> {};

/// Separators with nothing between them: as many blank cells as there are separators. `|||`
template <class Separator>
struct filler : pegtl::plus<Separator, blanks>, makes<Kind::filler> {};

/// From one cell to the next: a separator, and one more for each blank cell between them.
template <class Separator>
struct gap : pegtl::seq<Separator, blanks, pegtl::opt<filler<Separator>>> {};

/// Between two rows, or two lines of one: empty lines, page numbers, lone bars.
struct page_number : pegtl::seq<dash, blanks, pegtl::rep_min_max<1, 4, digit>, blanks, dash>, makes<Kind::page> {};
struct page_line : pegtl::seq<blanks_and_tabs, page_number, blank_rest> {};
struct bars_only_line : pegtl::seq<blanks, pegtl::plus<bar, blanks>, line_end> {};
struct between_lines : pegtl::star<pegtl::sor<blank_line, page_line, bars_only_line>> {};

/// A line of words that is short enough, and ends openly enough, to be a cell rather than prose.
struct prose_like {
    using rule_t = prose_like;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return looks_like_prose(std::string_view(in.current(), in.size(0)));
    }
    /// `text` begins at a line; what stands behind the line does not matter.
    [[nodiscard]] static bool looks_like_prose(std::string_view text);
};

/// One line that begins a section: 一、总体情况. Row labels that begin alike (四、结转下年度继续办理) are none.
struct heading_like {
    using rule_t = heading_like;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return looks_like_heading(std::string_view(in.current(), in.size(0)));
    }
    [[nodiscard]] static bool looks_like_heading(std::string_view text);
};

/// The rest of the line holds a tab behind its first character that is none, or a bar.
template <char C>
struct line_holds {
    using rule_t = line_holds;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        std::string_view text(in.current(), in.size(0));
        text = text.substr(0, text.find('\n'));
        if constexpr (C == '\t') {
            const std::size_t first = text.find_first_not_of(" \t\r");
            return first != std::string_view::npos && text.find('\t', first) != std::string_view::npos;
        } else {
            return text.find(C) != std::string_view::npos || text.find("\uFF5C") != std::string_view::npos;
        }
    }
};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::prose_like> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::heading_like> : analyze_opt_traits<> {};
template <class Name, char C>
struct analyze_traits<Name, nianbao::grammar::line_holds<C>> : analyze_opt_traits<> {};

}  // namespace tao::pegtl
