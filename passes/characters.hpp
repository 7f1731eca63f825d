// Characters as the passes compare them: widths, dashes of one kind and traditional forms folded, blanks told apart.
// Folding is for looking only; what a pass keeps is cut from the source by the byte offsets that each character has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::passes {

/// One character of a text: its folded code point and the bytes it stands on.
struct Char {
    char32_t code = 0;
    std::uint32_t begin = 0, end = 0;
};

/// Decodes the code point at `at` and steps behind it. A byte that begins none is U+FFFD and one byte long.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

/// Full-width ASCII becomes ASCII, every blank U+0020, every line end U+000A, the minus signs '-', and the traditional
/// characters that labels and figures use become simplified ones. Zero-width characters become 0.
[[nodiscard]] char32_t folded(char32_t code);

[[nodiscard]] constexpr bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }
[[nodiscard]] constexpr bool is_letter(char32_t code) {
    return (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z');
}
[[nodiscard]] constexpr bool is_blank(char32_t code) { return code == U' ' || code == U'\n'; }
/// Ideographs, without their punctuation.
[[nodiscard]] constexpr bool is_ideograph(char32_t code) {
    return code == U'〇' || (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

/// Folds a text; zero-width characters are left out.
[[nodiscard]] std::vector<Char> fold(std::string_view text);

/// As much of the front of a text as there is room for.
[[nodiscard]] std::span<const Char> fold_front(std::string_view text, std::span<Char> room);

/// A text folded, without any blanks: how labels and titles are compared.
[[nodiscard]] std::u32string compact(std::string_view text);
[[nodiscard]] std::vector<Char> without_blanks(std::vector<Char> chars);

/// Reads on through folded characters. Every take steps only over what it took.
class Cursor {
public:
    explicit Cursor(std::span<const Char> chars, std::size_t at = 0) : chars_(chars), at_(at) {}

    [[nodiscard]] bool done() const { return at_ == chars_.size(); }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] char32_t peek() const { return done() ? 0 : chars_[at_].code; }
    [[nodiscard]] std::span<const Char> chars() const { return chars_; }

    void skip_blanks() {
        while (is_blank(peek())) ++at_;
    }

    bool take(char32_t code) {
        if (done() || peek() != code) return false;
        ++at_;
        return true;
    }

    bool take_one_of(std::u32string_view codes) {
        return !done() && codes.find(peek()) != std::u32string_view::npos && take(peek());
    }

    /// A word may be printed with blanks between its characters.
    bool take(std::u32string_view word);

    template <class Words>
    bool take_any(const Words& words) {
        for (std::u32string_view word : words)
            if (take(word)) return true;
        return false;
    }

protected:
    std::span<const Char> chars_;
    std::size_t at_;
};

/// The text without the blanks (of any width) at both ends, or at its end.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// Takes the last character off a text that is not empty, and folds it.
char32_t take_last(std::string_view& text);

/// Whether a byte goes on with a character that an earlier byte began.
[[nodiscard]] constexpr bool is_inner_byte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Where a character, spelt as it is given, stands next in a text, or npos. Looks for its last byte, by which Chinese
/// characters differ most.
[[nodiscard]] std::size_t find_character(std::string_view text, std::string_view character, std::size_t from = 0);

}  // namespace nianbao::passes
