// Numerals as printed: 1,234 and 1 234 and 38.5, 二十六 and 二〇二〇. Used by evaluate.cpp for cells and by the facts
// for years and dates.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "grammar/decimal.hpp"
#include "passes/characters.hpp"

namespace nianbao::passes {

struct Numeral {
    std::optional<Decimal> value;  // nothing: more than 18 significant digits
    bool pointed = false;          // a decimal point is printed
    bool canonical = true;         // false: leading zeros, or a Chinese numeral that may mean something else
    bool myriads = false;          // a Chinese numeral of ten thousands (万, 亿) within
};

/// Reads an Arabic numeral at `at` and steps behind it: digits, blanks or valid thousands groups within, a fraction.
[[nodiscard]] std::optional<Numeral> read_arabic(std::span<const Char> chars, std::size_t& at);

/// Reads a Chinese numeral at `at` and steps behind it. With `keep_unit`, a 万 or 亿 that ends it is left for a unit.
[[nodiscard]] std::optional<Numeral> read_chinese(std::span<const Char> chars, std::size_t& at, bool keep_unit = false);

/// 0 to 9 for a Chinese digit.
[[nodiscard]] std::optional<int> chinese_digit(char32_t code);

/// A Chinese digit or 十 百 千 万 亿.
[[nodiscard]] bool is_chinese_numeral(char32_t code);

}  // namespace nianbao::passes
