// The vocabulary of the grammar: characters and words in both widths, figures, line ends. The only file that spells
// characters. Rules match bytes: UTF-8 is spelt out, because rules over code points cost half as much again.
#pragma once

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "grammar/line_input.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::grammar {

namespace pegtl = tao::pegtl;

// ---- texts ----------------------------------------------------------------------------------------------------------

/// A text as a template argument.
template <std::size_t N>
struct Text {
    char bytes[N]{};

    constexpr Text(const char (&text)[N]) { std::copy_n(text, N, bytes); }  // NOLINT: written as a plain literal
    static constexpr std::size_t size = N - 1;
};

/// The first two bytes of some characters, in UTF-8: a byte says no to most other characters, two to almost all.
class Beginnings {
public:
    constexpr explicit Beginnings(std::u32string_view characters) {
        for (const char32_t c : characters) {
            const bool three = c >= 0x800;  // bytes; none is of four
            const char32_t first = c < 0x80 ? c : three ? 0xE0 | c >> 12 : 0xC0 | c >> 6;
            first_[first] = true;
            if (c >= 0x80) second_[first & 0x0F] |= std::uint64_t{1} << ((three ? c >> 6 : c) & 0x3F);
        }
    }
    [[nodiscard]] constexpr bool hold(std::uint8_t first) const { return first_[first]; }
    [[nodiscard]] constexpr bool hold(std::uint8_t first, std::uint8_t second) const {
        return (second_[first & 0x0F] >> (second & 0x3F) & 1U) != 0;
    }

private:
    std::array<bool, 256> first_{};
    std::array<std::uint64_t, 16> second_{};
};

/// A rule that is seldom tried: a function of its own, wherever it is called.
struct seldom {};

/// One of several bytes, by a table.
template <char... Bytes>
struct byte_of {
    using rule_t = byte_of;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        if (in.empty() || !listed[in.peek_uint8()]) return false;
        in.bump();
        return true;
    }

private:
    static constexpr std::array<bool, 256> listed = bytes({Bytes...});
};

/// Characters as a template argument.
template <std::size_t N>
struct Characters {
    char32_t list[N]{};

    constexpr Characters(const char32_t (&text)[N]) { std::copy_n(text, N, list); }  // NOLINT: as a plain literal
    [[nodiscard]] constexpr std::u32string_view view() const { return {list, N - 1}; }
};

/// One of several characters, by the bytes that they begin with and a table of the characters.
template <Characters List>
struct one_of {
    using rule_t = one_of;
    using subs_t = pegtl::empty_list;

    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        if (in.empty() || !beginnings.hold(in.peek_uint8())) return false;
        if (in.peek_uint8() >= 0x80)
            return in.size() > 1 && beginnings.hold(in.peek_uint8(), in.peek_uint8(1)) && take_other(in);
        in.bump_in_this_line();
        return true;
    }

private:
    static constexpr CharacterSet set{List.view()};
    static constexpr Beginnings beginnings{List.view()};

    template <class Input>
    [[gnu::noinline]] [[nodiscard]] static bool take_other(Input& in) {  // apart, so that the rest is inlined
        std::size_t length = 0;
        if (!set.holds(decode(in.current(), in.end(), length))) return false;
        in.bump_in_this_line(length);
        return true;
    }
};

/// One of several texts, the first that matches. A table of their first bytes turns almost everything else away at once.
template <Text... Texts>
struct any_of {
    using rule_t = any_of;
    using subs_t = pegtl::empty_list;

    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        return !in.empty() && may_begin[in.peek_uint8()] && take_one(in);
    }

private:
    static constexpr std::array<bool, 256> may_begin = bytes({Texts.bytes[0]...});

    template <class Input>
    [[gnu::noinline]] [[nodiscard]] static bool take_one(Input& in) {  // apart, so that the rest is inlined
        return (take<Texts>(in) || ...);
    }

    template <Text T, class Input>
    [[nodiscard]] static bool take(Input& in) {
        if (in.size() < T.size || !same<T>(in.current(), std::make_index_sequence<T.size>())) return false;
        in.bump_in_this_line(T.size);
        return true;
    }

    template <Text T, std::size_t... I>
    [[nodiscard]] static bool same(const char* at, std::index_sequence<I...>) {  // sooner done than memcmp is called
        return ((at[I] == T.bytes[I]) && ...);
    }
};

// ---- characters -----------------------------------------------------------------------------------------------------

struct line_end : pegtl::one<'\n'> {};  // Source leaves no other
struct line_end_or_eof : pegtl::sor<line_end, pegtl::eof> {};
struct tab : pegtl::one<'\t'> {};
struct bar : one_of<U"|\uFF5C"> {};  // ｜

/// A blank of any width, but no tab and no line end.
struct blank {
    using rule_t = blank;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        if (in.empty() || !may_begin[in.peek_uint8()]) return false;
        if (in.peek_uint8() >= 0x80) return in.size() > 1 && blank_second[in.peek_uint8(1)] && take_other(in);
        in.bump_in_this_line();
        return true;
    }

private:
    static constexpr std::array<bool, 256> may_begin = bytes({' ', '\v', '\f', '\r', '\xC2', '\xE2', '\xE3', '\xEF'});

    template <class Input>
    [[gnu::noinline]] [[nodiscard]] static bool take_other(Input& in) {  // apart, so that the rest is inlined
        const std::size_t length = leading_blank({in.current(), in.size()});
        in.bump_in_this_line(length);
        return length != 0;
    }
};

/// As many blanks as there are. Almost always there is none, or a single space.
template <char... AlsoTaken>
struct blanks_and {
    using rule_t = blanks_and;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        if (!at_blank(in)) return true;
        if (in.peek_char() == ' ') {
            in.bump_in_this_line();
            if (!at_blank(in)) return true;
        }
        take(in);
        return true;
    }

private:
    static constexpr std::array<bool, 256> may_begin =
        bytes({' ', '\v', '\f', '\r', '\xC2', '\xE2', '\xE3', '\xEF', AlsoTaken...});

    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool at_blank(Input& in) {
        if (in.empty() || !may_begin[in.peek_uint8()]) return false;
        return in.peek_uint8() < 0x80 || (in.size() > 1 && blank_second[in.peek_uint8(1)]);
    }

    template <class Input>
    [[gnu::noinline]] static void take(Input& in) {  // apart, so that the look at the tables is inlined
        const char* at = in.current();
        while (at != in.end() && may_begin[static_cast<unsigned char>(*at)]) {
            const std::size_t length = *at == ' ' ? 1 : leading_blank({at, static_cast<std::size_t>(in.end() - at)});
            if (length == 0) break;
            at += length;
        }
        in.bump_in_this_line(static_cast<std::size_t>(at - in.current()));
    }
};
struct blanks : blanks_and<> {};
struct blanks_and_tabs : blanks_and<'\t'> {};

struct digit_ascii : pegtl::digit {};
struct digit_wide : pegtl::seq<pegtl::one<'\xEF'>, pegtl::one<'\xBC'>, pegtl::range<'\x90', '\x99'>> {};  // ０ ... ９
struct digit : pegtl::sor<digit_ascii, digit_wide> {};

/// 0 to 9, as many as there are: the most common number by far.
struct digits_ascii {
    using rule_t = digits_ascii;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[gnu::always_inline]] [[nodiscard]] static bool match(Input& in) {
        const char* at = in.current();
        while (at != in.end() && *at >= '0' && *at <= '9') ++at;
        const bool some = at != in.current();
        in.bump_in_this_line(static_cast<std::size_t>(at - in.current()));
        return some;
    }
};
/// Digits of one width, as many as there are.
struct digits : pegtl::sor<digits_ascii, pegtl::plus<digit_wide>> {};

struct chinese_digit : one_of<U"一二三四五六七八九十两百千万"> {};

struct sign : one_of<U"+＋-－−–"> {};
struct dash : one_of<U"-—–－―─−"> {};

struct open_bracket : one_of<U"(（"> {};
struct close_bracket : one_of<U")）"> {};
struct comma : one_of<U",，"> {};
struct point : one_of<U".．"> {};
struct number_mark : one_of<U".．、"> {};  // behind the number of an item: 1. 2．3、

/// A character of three bytes from U+3000 to U+9FFF: ideographs and their punctuation, no digit, sign or bracket.
struct ideograph
    : pegtl::seq<pegtl::range<'\xE3', '\xE9'>, pegtl::range<'\x80', '\xBF'>, pegtl::range<'\x80', '\xBF'>> {};
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
        return in.at_line_begin();
    }
};

/// The rest of the line, at a stroke.
struct rest_of_line {
    using rule_t = rest_of_line;
    using subs_t = pegtl::empty_list;
    template <class Input>
    [[nodiscard]] static bool match(Input& in) {
        in.bump_in_this_line(in.rest_of_line().size());
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
        if (word_at(in.current(), in.end(), length) == nullptr) return false;
        in.bump_in_this_line(length);
        return true;
    }
};

// ---- figures --------------------------------------------------------------------------------------------------------

/// What is counted, behind a number: 31批次, 6项, 38.5万元.
struct counter : any_of<"批次", "万元", "亿元", "以上", "左右", "件", "项", "批", "个", "条", "次", "宗", "份", "人",
                        "户", "起", "元", "余", "多", "万", "亿"> {};

/// The number of an item, which begins a label: the 2. of 2.重复申请.
struct item_number : pegtl::seq<digit, number_mark, pegtl::not_at<blanks, digit>> {};

/// 1,234 and 38.5, also 1 234.
struct digit_gap : pegtl::sor<comma, point, pegtl::plus<blank>> {};
struct numeral : pegtl::seq<digit, pegtl::star<pegtl::sor<digit, pegtl::seq<digit_gap, pegtl::at<digit>>>>> {};

struct change_word : any_of<"增加", "减少", "增", "减", "約", "约", "近"> {};

struct remark_character : pegtl::sor<ideograph, pegtl::seq<pegtl::not_at<close_bracket>, character>> {};
struct remark : pegtl::seq<open_bracket, pegtl::rep_max<120, remark_character>, close_bracket> {};

/// +(0) -(0)
struct bracketed_zero : pegtl::seq<sign, blanks, open_bracket, blanks, numeral, blanks, close_bracket> {};
struct bracketed_zeros : pegtl::seq<bracketed_zero, pegtl::star<blanks, bracketed_zero>> {};

struct number : pegtl::seq<pegtl::opt<pegtl::sor<change_word, sign>>, blanks, pegtl::not_at<item_number>, numeral,
                           pegtl::star<blanks, pegtl::sor<counter, remark>>> {};

/// Printed where a number does not apply: —, /, ×.
struct mark : pegtl::plus<one_of<U"-—–－―─−/\\／×✕╳">> {};
struct number_word : any_of<"未增未减", "无增减", "无变化", "持平", "不适用", "不涉及", "无", "無", "零", "〇", "○"> {};
struct chinese_number : pegtl::plus<chinese_digit> {};

/// What a cell with a number says, or a sign or word that stands for one. Whether it ends the cell is for the layout.
struct figure_begin : one_of<U"0123456789０１２３４５６７８９+＋-－−–增减約约近—―─/\\／×✕╳未无持不無零〇○"> {};
struct any_figure : pegtl::sor<number, bracketed_zeros, mark, number_word>, seldom {};
struct figure : pegtl::seq<pegtl::at<figure_begin>, pegtl::not_at<item_number>, any_figure> {};

// ---- lines ----------------------------------------------------------------------------------------------------------

struct blank_line : pegtl::sor<line_end, pegtl::seq<pegtl::plus<pegtl::sor<tab, blank>>, line_end_or_eof>> {};
struct blank_rest : pegtl::seq<blanks_and_tabs, line_end_or_eof> {};

}  // namespace nianbao::grammar

namespace tao::pegtl {

template <class Name, nianbao::grammar::Text... Texts>
struct analyze_traits<Name, nianbao::grammar::any_of<Texts...>> : analyze_any_traits<> {};
template <class Name, nianbao::grammar::Characters List>
struct analyze_traits<Name, nianbao::grammar::one_of<List>> : analyze_any_traits<> {};
template <class Name, char... Bytes>
struct analyze_traits<Name, nianbao::grammar::byte_of<Bytes...>> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::blank> : analyze_any_traits<> {};
template <class Name, char... AlsoTaken>
struct analyze_traits<Name, nianbao::grammar::blanks_and<AlsoTaken...>> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::digits_ascii> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::line_begin> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::rest_of_line> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, nianbao::grammar::form_word> : analyze_any_traits<> {};

}  // namespace tao::pegtl
