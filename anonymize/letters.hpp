// The characters of a line that say something, folded, and other characters written over them in as many bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"

namespace nianbao::anonymize {

/// A character that is neither blank nor punctuation.
struct Letter {
    char32_t code = 0;        // simplified, half-width, lower case
    std::uint32_t begin = 0;  // in the text
    std::uint32_t size = 0;   // bytes
    char32_t mark = 0;        // the punctuation before it; '\n' at the beginning, 0 where there is none
    bool in_brackets = false;
};

struct Line {
    std::vector<Letter> letters;
    std::u32string codes;    // of the letters
    char32_t last_mark = 0;  // behind the last letter
};

[[nodiscard]] Line read_line(std::string_view text, grammar::Span span);

[[nodiscard]] constexpr bool is_latin(char32_t code) { return code >= U'a' && code <= U'z'; }

/// Writes a character over a letter, in its width and case. Of an ideograph or a digit another, of a Latin letter another.
void write_letter(std::string& text, const Letter& letter, char32_t code);

}  // namespace nianbao::anonymize
