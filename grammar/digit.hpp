// Digits of both widths in UTF-8: 0 to 9 and ０ to ９ (U+FF10 to U+FF19, the bytes EF BC 90 to EF BC 99).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nianbao::grammar {

inline constexpr std::size_t wide_digit_size = 3;

/// The value of a full-width digit at `at`, or -1.
[[nodiscard]] constexpr int wide_digit_at(std::string_view text, std::size_t at) {
    if (text.size() - at < wide_digit_size || text[at] != '\xEF' || text[at + 1] != '\xBC') return -1;
    const int value = static_cast<unsigned char>(text[at + 2]) - 0x90;
    return value >= 0 && value <= 9 ? value : -1;
}

/// The value of a digit of either width at `at`, which it steps over; -1 where there is none.
[[nodiscard]] constexpr int take_digit(std::string_view text, std::size_t& at) {
    if (at >= text.size()) return -1;
    if (text[at] >= '0' && text[at] <= '9') return text[at++] - '0';
    const int value = wide_digit_at(text, at);
    if (value >= 0) at += wide_digit_size;
    return value;
}

}  // namespace nianbao::grammar
