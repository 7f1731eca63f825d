// Blanks of any width at the ends of a text. For whole lines and cells; the rules spell blanks in token.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace nianbao::grammar {

/// A table of these bytes.
[[nodiscard]] constexpr std::array<bool, 256> bytes(std::initializer_list<char> list) {
    std::array<bool, 256> table{};
    for (const char byte : list) table[static_cast<unsigned char>(byte)] = true;
    return table;
}

/// The first bytes of blanks, and the second bytes of those that have more than one: they turn away almost all others.
inline constexpr auto blank_first = bytes({' ', '\t', '\n', '\v', '\f', '\r', '\xC2', '\xE2', '\xE3', '\xEF'});
inline constexpr auto blank_second = bytes({'\x80', '\x81', '\xA0', '\xBB'});

/// Bytes of the blank character that a valid UTF-8 text begins with, or 0. Line ends and tabs are blanks here.
[[nodiscard]] inline std::size_t leading_blank(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
    if (text.empty() || !blank_first[byte(0)]) return 0;
    if (byte(0) < 0x80) return 1;
    if (text.size() < 2 || !blank_second[byte(1)]) return 0;
    if (byte(0) == 0xC2) return byte(1) == 0xA0 ? 2 : 0;  // no-break
    if (text.size() < 3) return 0;
    switch (const unsigned character = byte(0) << 16U | byte(1) << 8U | byte(2)) {
        case 0xE38080:                                                           // U+3000, ideographic
        case 0xE280AF:                                                           // U+202F, narrow no-break
        case 0xE2819F:                                                           // U+205F, mathematical
        case 0xE281A0:                                                           // U+2060, word joiner
        case 0xEFBBBF: return 3;                                                 // U+FEFF, zero width no-break
        default: return character >= 0xE28080 && character <= 0xE2808F ? 3 : 0;  // en, em, thin, zero width ...
    }
}

/// The same for the text's end.
[[nodiscard]] inline std::size_t trailing_blank(std::string_view text) {
    const auto byte_before_end = [&](std::size_t i) { return static_cast<unsigned char>(text[text.size() - i]); };
    if (text.empty()) return 0;
    if (byte_before_end(1) < 0x80) return blank_first[byte_before_end(1)] ? 1 : 0;
    if (text.size() >= 2 && text[text.size() - 2] == '\xC2') return leading_blank(text.substr(text.size() - 2));
    if (text.size() < 3 || !blank_first[byte_before_end(3)]) return 0;
    return leading_blank(text.substr(text.size() - 3)) == 3 ? 3 : 0;
}

[[nodiscard]] inline std::string_view without_blanks_before(std::string_view text) {
    while (const std::size_t length = leading_blank(text)) text.remove_prefix(length);
    return text;
}

[[nodiscard]] inline std::string_view without_blanks_behind(std::string_view text) {
    while (const std::size_t length = trailing_blank(text)) text.remove_suffix(length);
    return text;
}

}  // namespace nianbao::grammar
