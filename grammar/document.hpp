// The document: headings, tables, page numbers and lines of prose, in any order. Where the layouts meet: a new layout is
// a header in layouts/ and a name in `table_layouts`. The most telling come first, the plainest last.
#pragma once

#include "grammar/cell.hpp"
#include "grammar/layouts/cell_lines.hpp"
#include "grammar/layouts/collapsed.hpp"
#include "grammar/layouts/pipe_cells.hpp"
#include "grammar/layouts/pipe_rows.hpp"
#include "grammar/layouts/spaced.hpp"
#include "grammar/layouts/tab_cells.hpp"
#include "grammar/layouts/tabs.hpp"
#include "grammar/parse.hpp"

namespace nianbao::grammar {

/// A row in one of the layouts; the tree notes which.
template <class Layout>
struct row_in : Layout::row, makes<Kind::row> {
    using layout = Layout;
};
template <class Layout>
struct telling_row_in : pegtl::seq<typename Layout::telling, row_in<Layout>> {};

template <class... Layouts>
struct layouts {
    static constexpr std::string_view names[] = {Layouts::name...};
    static constexpr Keeps keeps[] = {Layouts::keeps...};
    struct row : pegtl::sor<telling_row_in<Layouts>...> {};

    template <class Layout>
    static constexpr LayoutId index() {
        LayoutId at = 0;
        LayoutId found = no_layout;
        ((std::is_same_v<Layout, Layouts> ? void(found = at) : void(), ++at), ...);
        return found;
    }
};

using table_layouts = layouts<pipe_cells, pipe_rows, tab_cells, tabs, spaced, collapsed, cell_lines>;

/// Fails once the tree has all the nodes it may have: the rest of the text is then one stray node.
struct room {
    using rule_t = room;
    using subs_t = pegtl::empty_list;
    template <pegtl::apply_mode, pegtl::rewind_mode, template <class...> class, template <class...> class, class Input,
              class... Builder>
    [[nodiscard]] static bool match(Input&, const Builder&... builder) {
        return (builder.has_room() && ...);
    }
};

/// A line that can begin a table: it has separators, or its words are the form's. Three heads say so, too, if others
/// behind them are misprinted: 结果维持 结果纠正 其他结果 尚末审结.
struct only_words : pegtl::seq<pegtl::star<blanks, form_word>, blanks, pegtl::sor<line_end_or_eof, sign, digit>> {};
struct next_word : pegtl::seq<pegtl::plus<blank>, form_word> {};
struct more_heads : pegtl::seq<next_word, next_word> {};
struct telling_words : pegtl::seq<blanks_and_tabs, form_word, pegtl::sor<only_words, more_heads>> {};
struct table_begin : pegtl::sor<line_holds<bar>, tabbed, telling_words> {};
struct next_row : pegtl::seq<room, table_layouts::row> {};
struct rows : pegtl::seq<table_layouts::row, pegtl::star<between_lines, next_row>>, makes<Kind::table> {};
struct table : pegtl::seq<pegtl::at<table_begin>, rows> {};

struct heading_text : pegtl::seq<pegtl::not_one<'\n'>, rest_of_line>, makes<Kind::heading> {};
struct heading : pegtl::seq<pegtl::at<heading_like>, heading_text, line_end_or_eof> {};
struct prose : pegtl::seq<pegtl::not_one<'\n'>, rest_of_line>, makes<Kind::line> {};
struct prose_line : pegtl::seq<blanks_and_tabs, prose, line_end_or_eof> {};
struct rest : pegtl::plus<pegtl::any>, makes<Kind::stray> {};

struct block : pegtl::sor<blank_line, page_line, heading, table, prose_line> {};
struct document : pegtl::seq<pegtl::star<room, block>, pegtl::opt<rest>>, makes<Kind::document> {};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::room> : analyze_opt_traits<> {};

}  // namespace tao::pegtl
