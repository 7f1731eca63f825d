// Figures separated by blanks, behind their label or on a line of their own, as text from PDF pages has them:
//
//     1.属于国家秘密 0 0 0 0 0 0 0
//     4 0 0 0 0 0 4
#pragma once

#include "grammar/cell.hpp"

namespace nianbao::grammar {

struct spaced {
    static constexpr std::string_view name = "spaced";
    static constexpr std::string_view example = "1.属于国家秘密 4 0 0 0 0 0 4\n2 0 0 0 0 1 3\n";
    static constexpr Keeps keeps = Keeps::nothing;
    static constexpr std::u32string_view separators = U"";

    /// The last figures of the line stand behind a blank.
    struct ends_in_figures {
        using rule_t = ends_in_figures;
        using subs_t = pegtl::empty_list;
        template <class Input>
        [[nodiscard]] static bool match(Input& in) {
            return ends_so(in.words_ahead());
        }
        [[nodiscard]] static bool ends_so(std::string_view line);
    };

    /// Up to the figures that end the line. Looks at the line from its end, so that it is read once.
    struct label_part {
        using rule_t = label_part;
        using subs_t = pegtl::empty_list;
        template <class Input>
        [[nodiscard]] static bool match(Input& in) {
            const std::size_t length = label_length(in.words_ahead());
            in.bump_in_this_line(length);
            return length != 0;
        }
        /// Bytes before the figures that end a line and their blanks; 0 where there are no such figures, or nothing else.
        [[nodiscard]] static std::size_t label_length(std::string_view line);
    };

    struct token_digits : pegtl::star<pegtl::sor<digit, pegtl::seq<pegtl::sor<comma, point>, pegtl::at<digit>>>> {};
    struct token_end : pegtl::sor<blank, tab, line_end_or_eof> {};
    struct counter_apart : pegtl::seq<pegtl::plus<blank>, counter, pegtl::at<token_end>> {};
    struct token_number : pegtl::seq<pegtl::opt<pegtl::sor<change_word, sign>>, digit, token_digits,
                                     pegtl::opt<pegtl::sor<counter, counter_apart>>, pegtl::star<blanks, remark>> {};
    struct belongs_to_number : pegtl::seq<blanks, pegtl::sor<counter, open_bracket>> {};
    struct plain_token : pegtl::seq<digits, pegtl::at<token_end>, pegtl::not_at<belongs_to_number>> {};
    struct other_token : pegtl::seq<pegtl::sor<bracketed_zeros, token_number, mark, number_word, chinese_number>,
                                    pegtl::at<token_end>>,
                         seldom {};
    struct token : pegtl::sor<plain_token, other_token>, makes<Kind::figure> {};
    struct label : label_part, makes<Kind::text> {};
    using begin = words_of_the_form;
    struct telling : pegtl::seq<line_begin, pegtl::not_at<printed_label>, ends_in_figures> {};
    struct row
        : pegtl::seq<
              blanks_and_tabs,
              pegtl::sor<pegtl::seq<label, pegtl::plus<blanks, token>>, pegtl::seq<token, pegtl::plus<blanks, token>>>,
              blanks, line_end_or_eof> {};
};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::spaced::ends_in_figures> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::spaced::label_part> : analyze_any_traits<> {};

}  // namespace tao::pegtl
