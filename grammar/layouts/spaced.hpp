// Figures separated by blanks, behind their label or on a line of their own, as text from PDF pages has them:
//
//     1.属于国家秘密 0 0 0 0 0 0 0
//     4 0 0 0 0 0 4
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct spaced {
    static constexpr std::string_view name = "spaced";

    /// Up to the figures that end the line. Looks at the line from its end, so that it is read once.
    struct label_part {
        using rule_t = label_part;
        using subs_t = pegtl::empty_list;
        template <class Input>
        [[nodiscard]] static bool match(Input& in) {
            const std::size_t length = label_length(std::string_view(in.current(), in.size(0)));
            if (length == 0) return false;
            in.bump_in_this_line(length);
            return true;
        }
        /// Bytes before the figures and their blanks, 0 where the line has no figures behind a blank.
        [[nodiscard]] static std::size_t label_length(std::string_view text);
    };

    struct token_number : pegtl::seq<pegtl::opt<sign>, digit, pegtl::star<pegtl::sor<digit, pegtl::seq<pegtl::sor<comma, point>, pegtl::at<digit>>>>,
                                     pegtl::opt<counter>> {};
    struct token : pegtl::seq<pegtl::sor<token_number, mark>, pegtl::at<pegtl::sor<blank, tab, line_end_or_eof>>>, makes<Kind::figure> {};
    struct label : label_part, makes<Kind::text> {};
    struct row : pegtl::seq<line_begin, blanks_and_tabs,
                            pegtl::sor<pegtl::seq<label, pegtl::plus<blanks, token>>,
                                       pegtl::seq<token, pegtl::plus<blanks, token>>>,
                            blanks, line_end_or_eof> {};
};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::spaced::label_part> : analyze_any_traits<> {};

}  // namespace tao::pegtl
