// The vocabulary of the grammar: characters and words in both widths, figures, line ends. The only file that spells
// characters. Rules match bytes: UTF-8 is spelt out, because rules over code points cost half as much again.
#pragma once

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include <cstring>

#include "grammar/vocabulary.hpp"

namespace nianbao::grammar {

namespace pegtl = tao::pegtl;

// ---- characters -----------------------------------------------------------------------------------------------------

struct line_end : pegtl::one<'\n'> {};  // Source leaves no other
struct line_end_or_eof : pegtl::sor<line_end, pegtl::eof> {};
struct tab : pegtl::one<'\t'> {};
struct bar : pegtl::sor<pegtl::one<'|'>, TAO_PEGTL_STRING("\uFF5C")> {};  // ｜

struct blank_ascii : pegtl::one<' ', '\r', '\f', '\v'> {};
struct blank_wide : pegtl::sor<
    TAO_PEGTL_STRING("\u3000"),                                              // ideographic
    TAO_PEGTL_STRING("\u00A0"),                                              // no-break
    pegtl::seq<pegtl::string<'\xE2', '\x80'>, pegtl::range<'\x80', '\x8F'>>,  // en, em, thin, zero-width ...
    TAO_PEGTL_STRING("\u202F"), TAO_PEGTL_STRING("\u205F"), TAO_PEGTL_STRING("\u2060"),
    TAO_PEGTL_STRING("\uFEFF")> {};
struct blank : pegtl::sor<blank_ascii, blank_wide> {};
struct blanks : pegtl::star<blank> {};
struct blanks_and_tabs : pegtl::star<pegtl::sor<tab, blank>> {};

struct digit_wide : pegtl::seq<pegtl::string<'\xEF', '\xBC'>, pegtl::range<'\x90', '\x99'>> {};  // ０ ... ９
struct digit : pegtl::sor<pegtl::digit, digit_wide> {};

struct chinese_digit : pegtl::sor<
    TAO_PEGTL_STRING("一"), TAO_PEGTL_STRING("二"), TAO_PEGTL_STRING("三"), TAO_PEGTL_STRING("四"),
    TAO_PEGTL_STRING("五"), TAO_PEGTL_STRING("六"), TAO_PEGTL_STRING("七"), TAO_PEGTL_STRING("八"),
    TAO_PEGTL_STRING("九"), TAO_PEGTL_STRING("十"), TAO_PEGTL_STRING("两"), TAO_PEGTL_STRING("百"),
    TAO_PEGTL_STRING("千"), TAO_PEGTL_STRING("万")> {};

struct plus_sign : pegtl::sor<pegtl::one<'+'>, TAO_PEGTL_STRING("＋")> {};
struct minus_sign : pegtl::sor<pegtl::one<'-'>, TAO_PEGTL_STRING("－"), TAO_PEGTL_STRING("−"), TAO_PEGTL_STRING("–")> {};
struct sign : pegtl::sor<plus_sign, minus_sign> {};
struct dash : pegtl::sor<pegtl::one<'-'>, TAO_PEGTL_STRING("—"), TAO_PEGTL_STRING("–"), TAO_PEGTL_STRING("－"),
                         TAO_PEGTL_STRING("―"), TAO_PEGTL_STRING("─"), TAO_PEGTL_STRING("−")> {};
struct slash : pegtl::sor<pegtl::one<'/', '\\'>, TAO_PEGTL_STRING("／")> {};
struct cross : pegtl::sor<TAO_PEGTL_STRING("×"), TAO_PEGTL_STRING("✕"), TAO_PEGTL_STRING("╳")> {};

struct open_bracket : pegtl::sor<pegtl::one<'('>, TAO_PEGTL_STRING("（")> {};
struct close_bracket : pegtl::sor<pegtl::one<')'>, TAO_PEGTL_STRING("）")> {};
struct comma : pegtl::sor<pegtl::one<','>, TAO_PEGTL_STRING("，")> {};
struct point : pegtl::sor<pegtl::one<'.'>, TAO_PEGTL_STRING("．")> {};
struct number_mark : pegtl::sor<point, TAO_PEGTL_STRING("、")> {};  // behind the number of an item: 1. 2．3、
struct sentence_mark : pegtl::sor<TAO_PEGTL_STRING("。"), TAO_PEGTL_STRING("；"), TAO_PEGTL_STRING("，"),
                                  TAO_PEGTL_STRING("、"), TAO_PEGTL_STRING("："), TAO_PEGTL_STRING("！"),
                                  TAO_PEGTL_STRING("？")> {};

/// One character of text, of any length, but no line end.
struct character : pegtl::seq<pegtl::not_one<'\n'>, pegtl::star<pegtl::range<'\x80', '\xBF'>>> {};

// ---- rules that look at a line without reading it -------------------------------------------------------------------

/// At the first byte of a line. The rules that look through a whole line ask this first: asked in the middle of a line
/// of many megabytes, again and again, they would take quadratic time.
struct line_begin {
    using rule_t = line_begin;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        return in.current() == in.begin() || in.current()[-1] == '\n';
    }
};

/// The rest of the line, at a stroke.
struct rest_of_line {
    using rule_t = rest_of_line;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        const void* end = std::memchr(in.current(), '\n', in.size(0));
        in.bump_in_this_line(end == nullptr ? in.size(0)
                                            : static_cast<std::size_t>(static_cast<const char*>(end) - in.current()));
        return true;
    }
};

/// A word of the form; blanks and punctuation within it are passed over.
struct form_word {
    using rule_t = form_word;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        std::size_t length = 0;
        if (word_at(in.current(), in.current() + in.size(0), length) == nullptr) return false;
        in.bump_in_this_line(length);
        return true;
    }
};

// ---- figures --------------------------------------------------------------------------------------------------------

/// What is counted, behind a number: 31批次, 6项, 38.5万元.
struct counter : pegtl::sor<
    TAO_PEGTL_STRING("批次"), TAO_PEGTL_STRING("万元"), TAO_PEGTL_STRING("亿元"), TAO_PEGTL_STRING("以上"),
    TAO_PEGTL_STRING("左右"), TAO_PEGTL_STRING("件"), TAO_PEGTL_STRING("项"), TAO_PEGTL_STRING("批"),
    TAO_PEGTL_STRING("个"), TAO_PEGTL_STRING("条"), TAO_PEGTL_STRING("次"), TAO_PEGTL_STRING("宗"),
    TAO_PEGTL_STRING("份"), TAO_PEGTL_STRING("人"), TAO_PEGTL_STRING("户"), TAO_PEGTL_STRING("起"),
    TAO_PEGTL_STRING("元"), TAO_PEGTL_STRING("余"), TAO_PEGTL_STRING("多")> {};

/// The number of an item, which begins a label: the 2. of 2.重复申请.
struct item_number : pegtl::seq<digit, number_mark, pegtl::not_at<blanks, digit>> {};

struct numeral : pegtl::seq<
    digit, pegtl::star<pegtl::sor<digit, pegtl::seq<pegtl::sor<comma, point, pegtl::plus<blank>>, pegtl::at<digit>>>>> {};

struct change_word : pegtl::sor<
    TAO_PEGTL_STRING("增加"), TAO_PEGTL_STRING("减少"), TAO_PEGTL_STRING("增"), TAO_PEGTL_STRING("减"),
    TAO_PEGTL_STRING("約"), TAO_PEGTL_STRING("约"), TAO_PEGTL_STRING("近")> {};

struct remark_character : pegtl::seq<pegtl::not_at<close_bracket>, character> {};
struct remark : pegtl::seq<open_bracket, pegtl::rep_max<120, remark_character>, close_bracket> {};

/// +(0) -(0)
struct bracketed_zero : pegtl::seq<sign, blanks, open_bracket, blanks, numeral, blanks, close_bracket> {};
struct bracketed_zeros : pegtl::seq<bracketed_zero, pegtl::star<blanks, bracketed_zero>> {};

struct number : pegtl::seq<pegtl::opt<pegtl::sor<change_word, sign>>, blanks, pegtl::not_at<item_number>, numeral,
                           pegtl::star<blanks, pegtl::sor<counter, remark>>> {};

struct mark : pegtl::plus<pegtl::sor<dash, slash, cross>> {};
struct number_word : pegtl::sor<
    TAO_PEGTL_STRING("未增未减"), TAO_PEGTL_STRING("无增减"), TAO_PEGTL_STRING("无变化"), TAO_PEGTL_STRING("持平"),
    TAO_PEGTL_STRING("不适用"), TAO_PEGTL_STRING("不涉及"), TAO_PEGTL_STRING("无"), TAO_PEGTL_STRING("無"),
    TAO_PEGTL_STRING("零"), TAO_PEGTL_STRING("〇"), TAO_PEGTL_STRING("○")> {};
struct chinese_number : pegtl::plus<chinese_digit> {};

/// What a cell with a number says, or a sign or word that stands for one. Whether it ends the cell is for the layout.
struct figure : pegtl::sor<bracketed_zeros, number, mark, number_word> {};

// ---- lines ----------------------------------------------------------------------------------------------------------

struct blank_line : pegtl::seq<blanks_and_tabs, line_end> {};
struct blank_rest : pegtl::seq<blanks_and_tabs, line_end_or_eof> {};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name>
struct analyze_traits<Name, nianbao::grammar::line_begin> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::rest_of_line> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::form_word> : analyze_any_traits<> {};

}  // namespace tao::pegtl
