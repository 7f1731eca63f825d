// Cells run together, the digits of a row behind its label; in some texts the rows of a table run together too:
//
//     规范性文件449
//     行政许可22+3417
//     1.属于国家秘密00000002.其他法律行政法规禁止公开0000000
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct collapsed {
    static constexpr std::string_view name = "collapsed";
    static constexpr std::string_view example = "规范性文件449\n行政许可22+3417\n";
    static constexpr Keeps keeps = Keeps::nothing;
    static constexpr std::u32string_view separators = U"";

    struct run_digit : pegtl::seq<pegtl::not_at<item_number>, digit> {};
    struct run_start : pegtl::seq<pegtl::opt<sign>, run_digit> {};
    /// A remark within a label may hold digits: 本年增/减（减用负值表示，如 -8）.
    struct label_character
        : pegtl::sor<ideograph, remark, item_number, pegtl::seq<pegtl::not_at<run_start>, character>> {};
    struct label : pegtl::plus<label_character>, makes<Kind::text> {};

    struct run_character : pegtl::sor<run_digit, pegtl::seq<pegtl::sor<point, comma, sign>, pegtl::at<run_digit>>> {};
    struct run : pegtl::seq<run_start, pegtl::star<run_character>, pegtl::opt<blanks, counter>>, makes<Kind::run> {};
    /// A row that is not in the form: of table 三 by the number of its digits, or before one that is: 备注3行政许可.
    struct unknown_row
        : pegtl::seq<pegtl::rep_min_max<2, 24, ideograph>, run_digit,
                     pegtl::sor<pegtl::rep<6, run_digit>, pegtl::seq<pegtl::rep_opt<5, run_digit>, form_word>>> {};
    /// What may stand behind a run: the line's end, or the next label. Prose goes on otherwise: 受理申请21件，…
    struct behind : pegtl::sor<pegtl::seq<blanks, line_end_or_eof>, form_word, item_number, open_bracket,
                               pegtl::seq<chinese_digit, number_mark>, unknown_row> {};
    using begin = words_of_the_form;
    struct telling : pegtl::seq<pegtl::not_at<printed_label>,
                                pegtl::at<blanks_and_tabs, pegtl::opt<item_number>, line_holds_digit>> {};
    struct row : pegtl::seq<blanks_and_tabs, label, run, pegtl::at<behind>, pegtl::opt<blanks, line_end>> {};
};

}  // namespace nianbao::grammar
