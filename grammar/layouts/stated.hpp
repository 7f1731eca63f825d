// Rows of a table that the file itself states, as its reader prints them: a row a line, a tab between two cells, nothing
// for an empty cell. A cell that stretches over others stands where it begins, and nowhere else:
//
//     信息内容→本年制发件数→本年废止件数→现行有效件数
//     规章→0→→0
//     →行政许可→318
//
// Nothing is found out here: where such lines are, the file says (Source::tables), and no other text is read by this.
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct stated_rows {
    static constexpr std::string_view name = "stated-rows";
    static constexpr std::string_view example = "规章\t4\t\t9\n\t行政许可\t318\n";
    static constexpr Keeps keeps = Keeps::rows;

    struct blank_cell : pegtl::seq<blanks, pegtl::at<cell_end<tab>>>, makes<Kind::blank> {};
    struct cell : pegtl::sor<blank_cell, pegtl::seq<blanks, full_cell<tab>>> {};
    struct row : pegtl::seq<cell, pegtl::star<tab, cell>, line_end> {};
};

}  // namespace nianbao::grammar
