// A row a line with bars between the cells; bars behind the last cell may stand for merged ones:
//
//     规章 | 0 | 0 | 0 |
//     第二十条第(一)项 | |||
//     | 行政许可 | 318 |
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct pipe_rows {
    static constexpr std::string_view name = "pipe-rows";
    static constexpr std::string_view example = "规章 | 4 | 0 | 9 |\n| 行政许可 | 318 |\n";
    static constexpr Keeps keeps = Keeps::rows;
    static constexpr std::u32string_view separators = U"|｜";

    using begin = line_holds<bar>;
    struct telling : pegtl::seq<line_begin, line_holds<bar>> {};
    struct gap_or_end : pegtl::sor<gap<bar>, pegtl::at<line_end_or_eof>> {};
    struct row : pegtl::seq<blanks, pegtl::opt<gap<bar>>, pegtl::plus<cell_and<bar, gap_or_end>>, line_end_or_eof> {};
};

}  // namespace nianbao::grammar
