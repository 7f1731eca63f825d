// Rows of tabs:
//
//     信息内容→本年新制作数量→本年新公开数量→对外公开总数量
//     规章→0→0→0
//     第二十条第（五）项→→→
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct tabs {
    static constexpr std::string_view name = "tabs";
    static constexpr std::string_view example = "规章\t4\t0\t9\n第二十条第（五）项\t\t\t\n";
    static constexpr Keeps keeps = Keeps::rows;
    static constexpr std::u32string_view separators = U"\t";

    using begin = tabbed;
    struct telling : pegtl::seq<line_begin, tabbed> {};
    /// Behind the last cell each tab stands for a blank cell of its own.
    struct trailing : pegtl::seq<filler<tab>, pegtl::at<line_end_or_eof>> {};
    struct next_cell : pegtl::sor<trailing, pegtl::seq<gap<tab>, full_cell<tab>>> {};
    struct row : pegtl::seq<blanks, pegtl::opt<filler<tab>>, full_cell<tab>, pegtl::star<next_cell>, line_end_or_eof> {
    };
};

}  // namespace nianbao::grammar
