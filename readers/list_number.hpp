// The numbers that Word prints before the paragraphs of a list: 3 as 三, （三） has its brackets from elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nianbao::readers {

enum class NumberFormat : std::uint8_t {
    none,    // nothing is printed for the number
    bullet,  // nothing is printed at all: a decoration
    decimal,
    padded_decimal,      // 01
    full_width_decimal,  // １
    upper_roman,
    lower_roman,
    upper_letter,  // A, B, ..., Z, AA, BB
    lower_letter,
    chinese_counting,  // 一, 十, 二十一, 一百零一
    chinese_digits,    // 一, 一〇, 二一
    chinese_legal,     // 壹, 壹拾, 贰拾壹
    heavenly_stems,    // 甲, 乙
    earthly_branches,  // 子, 丑
    circled,           // ①
    parenthesized,     // ⑴
    with_full_stop,    // ⒈
    circled_chinese,   // ㊀
    between_dashes,    // - 1 -
};

/// The format with this name in ECMA-376 (ST_NumberFormat); decimal for one that is not known here.
[[nodiscard]] NumberFormat number_format(std::string_view name);

/// Numbers that a format cannot print, Word prints in decimal digits.
[[nodiscard]] std::string printed_number(std::uint32_t number, NumberFormat format);

}  // namespace nianbao::readers
