// The document: headings, tables, page numbers and lines of prose, in any order. Where the layouts meet: a new layout is
// a header in layouts/ and a name in `table_layouts` (docs/extending.md).
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <type_traits>

#include "grammar/cell.hpp"
#include "grammar/layouts/cell_lines.hpp"
#include "grammar/layouts/collapsed.hpp"
#include "grammar/layouts/pipe_cells.hpp"
#include "grammar/layouts/pipe_rows.hpp"
#include "grammar/layouts/spaced.hpp"
#include "grammar/layouts/stated.hpp"
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

/// One of several rules, each tried once however often it is named.
template <class Kept, class... Rules>
struct any_once;
template <class... Kept>
struct any_once<pegtl::type_list<Kept...>> : pegtl::sor<Kept...> {};
template <class... Kept, class Rule, class... Rules>
struct any_once<pegtl::type_list<Kept...>, Rule, Rules...>
    : std::conditional_t<(std::is_same_v<Rule, Kept> || ...), any_once<pegtl::type_list<Kept...>, Rules...>,
                         any_once<pegtl::type_list<Kept..., Rule>, Rules...>> {};

/// What each layout says of itself: its name, an example of it and what it keeps of the table, for people and passes; the
/// characters between its cells; `begin`, a look at a line that can begin a table; `telling`, a look at a line that can
/// begin a row; and `row`, which reads it.
template <class... Layouts>
struct layouts {
    static constexpr LayoutFacts facts[] = {{Layouts::name, Layouts::example, Layouts::keeps}...};
    struct begin : any_once<pegtl::type_list<>, typename Layouts::begin...> {};
    struct row : pegtl::sor<telling_row_in<Layouts>...> {};
    struct row_unlike_cell_lines
        : pegtl::sor<std::conditional_t<cell_lines::leaves_to<Layouts>, telling_row<Layouts>, pegtl::failure>...> {};

    static constexpr auto separators = [] {
        std::array<char32_t, (Layouts::separators.size() + ...)> all{};
        auto end = all.begin();
        ((end = std::copy(Layouts::separators.begin(), Layouts::separators.end(), end)), ...);
        return all;
    }();

    template <class Layout>
    static constexpr LayoutId index() {
        LayoutId at = 0;
        LayoutId found = no_layout;
        ((std::is_same_v<Layout, Layouts> ? void(found = at) : void(), ++at), ...);
        return found;
    }
};

/// The most telling come first, the plainest last.
// clang-format off
using table_layouts = layouts<
    pipe_cells,
    pipe_rows,
    tab_cells,
    tabs,
    spaced,
    collapsed,
    cell_lines
>;
// clang-format on

/// Tables that the file states are read by a layout of their own, which is not looked for.
template <class Layout>
inline constexpr LayoutId layout_id = table_layouts::index<Layout>();
template <>
inline constexpr LayoutId layout_id<stated_rows> = std::size(table_layouts::facts);

struct row_in_another_layout : table_layouts::row_unlike_cell_lines {};

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

struct next_row : pegtl::seq<room, table_layouts::row> {};
struct rows : pegtl::seq<table_layouts::row, pegtl::star<between_lines, next_row>>, makes<Kind::table> {};
struct table : pegtl::seq<pegtl::at<table_layouts::begin>, rows> {};

struct heading_text : pegtl::seq<pegtl::not_one<'\n'>, rest_of_line>, makes<Kind::heading> {};
struct heading : pegtl::seq<pegtl::at<heading_like>, heading_text, line_end_or_eof> {};
struct prose : pegtl::seq<pegtl::not_one<'\n'>, rest_of_line>, makes<Kind::line> {};
struct prose_line : pegtl::seq<blanks_and_tabs, prose, line_end_or_eof> {};
struct rest : pegtl::plus<pegtl::any>, makes<Kind::stray> {};

struct block : pegtl::sor<blank_line, page_line, heading, table, prose_line> {};
struct document : pegtl::seq<pegtl::star<room, block>, pegtl::opt<rest>>, makes<Kind::document> {};

struct stated_row : row_in<stated_rows> {};
struct stated_table : pegtl::plus<room, stated_row>, makes<Kind::table> {};
/// The lines of one table that the file states.
struct stated_document : pegtl::seq<pegtl::opt<stated_table>, pegtl::opt<rest>>, makes<Kind::document> {};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::room> : analyze_opt_traits<> {};

}  // namespace tao::pegtl
