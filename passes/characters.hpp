// Characters as the passes compare them: widths, dashes of one kind and traditional forms folded, blanks told apart.
// Folding is for looking only; what a pass keeps is cut from the source by the byte offsets that each character has.
#pragma once

#include <algorithm>
#include <array>
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

/// A text folded, without any blanks: how labels and titles are compared. A line of common length needs no allocation.
class Compact {
public:
    /// Of the whole text, or its first `most` characters.
    explicit Compact(std::string_view text, std::size_t most = std::string_view::npos);
    Compact(const Compact&) = delete;
    Compact& operator=(const Compact&) = delete;

    [[nodiscard]] std::u32string_view codes() const { return codes_; }

private:
    std::array<char32_t, 400> room_;
    std::u32string longer_;
    std::u32string_view codes_;
};

/// Tells most characters that are none of some, by ten of their bits: a look before words are compared.
class Sieve {
public:
    constexpr void add(char32_t code) { bits_[code / 64 % size] |= std::uint64_t{1} << code % 64; }
    [[nodiscard]] constexpr bool may_be(char32_t code) const {
        return (bits_[code / 64 % size] >> code % 64 & 1U) != 0;
    }

private:
    static constexpr std::size_t size = 16;
    std::array<std::uint64_t, size> bits_{};
};

/// The characters that the words begin with.
template <class Words>
constexpr Sieve beginnings_of(const Words& words) {
    Sieve sieve;
    for (const std::u32string_view word : words) sieve.add(word.front());
    return sieve;
}

/// The characters that the words end with.
template <class Words>
constexpr Sieve endings_of(const Words& words) {
    Sieve sieve;
    for (const std::u32string_view word : words) sieve.add(word.back());
    return sieve;
}

/// All characters of the words.
template <class Words>
constexpr Sieve characters_of(const Words& words) {
    Sieve sieve;
    for (const std::u32string_view word : words)
        for (const char32_t code : word) sieve.add(code);
    return sieve;
}

/// Of a literal, whose length needs no counting.
template <std::size_t N>
[[nodiscard]] constexpr bool is_one_of(char32_t code, const char32_t (&codes)[N]) {
    return std::u32string_view(codes, N - 1).find(code) != std::u32string_view::npos;
}

/// Whether a text begins with a word; neither is empty. Most texts have another first character.
[[nodiscard]] constexpr bool begins_with(std::u32string_view text, std::u32string_view word) {
    return text.front() == word.front() && text.starts_with(word);
}

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
    template <std::size_t N>
    bool take_one_of(const char32_t (&codes)[N]) {
        return take_one_of(std::u32string_view(codes, N - 1));
    }

    /// A word may be printed with blanks between its characters.
    bool take(std::u32string_view word);

    template <class Words>
    bool take_any(const Words& words) {
        return std::ranges::any_of(words, [&](std::u32string_view word) { return take(word); });
    }

protected:
    std::span<const Char> chars_;
    std::size_t at_;
};

/// Reads on through a text in the same way, folding each character when it is come to. Zero-width characters are passed
/// over.
class TextCursor {
public:
    explicit TextCursor(std::string_view text) : text_(text) { look(); }

    [[nodiscard]] bool done() const { return code_ == 0; }
    [[nodiscard]] std::string_view text() const { return text_; }
    /// 0 at the end.
    [[nodiscard]] char32_t peek() const { return code_; }
    /// Where the character ahead begins, and where the one that was taken last ends.
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t behind() const { return behind_; }

    void pass() {
        behind_ = next_;
        look();
    }

    void skip_blanks() {
        while (is_blank(code_)) pass();
    }

    bool take(char32_t code) {
        if (done() || code_ != code) return false;
        pass();
        return true;
    }

    template <std::size_t N>
    bool take_one_of(const char32_t (&codes)[N]) {
        if (done() || !is_one_of(code_, codes)) return false;
        pass();
        return true;
    }

    /// A word may be printed with blanks between its characters.
    bool take(std::u32string_view word);

    template <class Words>
    bool take_any(const Words& words) {
        return std::ranges::any_of(words, [&](std::u32string_view word) { return take(word); });
    }

private:
    void look();

    std::string_view text_;
    char32_t code_ = 0;
    std::size_t at_ = 0, next_ = 0, behind_ = 0;
};

/// The text without the blanks (of any width) at both ends, or at its end.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// Takes the last character off a text that is not empty, and folds it.
char32_t take_last(std::string_view& text);

/// The same of any text, but characters of zero width are passed over. 0 where there is none.
char32_t take_last_visible(std::string_view& text);

/// Whether a byte goes on with a character that an earlier byte began.
[[nodiscard]] constexpr bool is_inner_byte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// A word and the index of the byte in it that is rarest in reports: of Chinese characters never the first.
struct Needle {
    std::string_view word;
    std::size_t telling = 0;
};

/// Where a needle stands next in a text, or npos.
[[nodiscard]] std::size_t find(std::string_view text, Needle needle, std::size_t from = 0);

[[nodiscard]] inline bool holds(std::string_view text, Needle needle) {
    return find(text, needle) != std::string_view::npos;
}

}  // namespace nianbao::passes
