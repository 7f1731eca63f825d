// UTF-8 decoding and folding.
#include "passes/characters.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "grammar/traditional.hpp"

namespace nianbao::passes {

namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

using grammar::first_ideograph;
using grammar::last_ideograph;
using grammar::to_simplified;

/// A character, folded, and its bytes.
struct Folded {
    char32_t code = 0;
    std::size_t size = 0;
};

/// Of any length. Apart, so that the short ways are inlined.
[[gnu::noinline]] Folded fold_other(std::string_view text, std::size_t at) {
    std::size_t next = at;
    const char32_t code = folded(next_code_point(text, next));
    return {code, next - at};
}

/// Decodes and folds the character at `at`. The short ways are for what reports are made of, printed ASCII and characters
/// of three bytes: a source is valid UTF-8, so that these are whole wherever a text was not cut.
[[gnu::always_inline]] inline Folded fold_at(std::string_view text, std::size_t at) {
    constexpr std::uint32_t first_lead = 0xE0, leads = 16, marks = 0xE2080;  // the bits that tell lead and other bytes
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[at + i])}; };
    const std::uint32_t lead = byte(0);
    if (lead - first_lead < leads && text.size() - at >= 3) {
        const char32_t code = (lead << 12U) + (byte(1) << 6U) + byte(2) - marks;
        return {code >= first_ideograph && code <= last_ideograph ? to_simplified(code) : folded(code), 3};
    }
    if (lead >= 0x20 && lead < 0x80) return {lead, 1};
    return fold_other(text, at);
}

/// Calls `take` with each character, folded, and where it begins and ends, until it says false.
template <class Take>
inline void take_each(std::string_view text, Take take) {
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, size] = fold_at(text, at);
        if (!take(code, at, at + size)) return;
        at += size;
    }
}

/// Writes the folded characters of a text that are no blanks, at most so many; returns how many.
std::size_t write_compact(std::string_view text, char32_t* to, std::size_t most) {
    std::size_t count = 0;
    if (most == 0) return 0;
    take_each(text, [&](char32_t code, std::size_t, std::size_t) {
        if (code != 0 && !is_blank(code)) to[count++] = code;
        return count < most;
    });
    return count;
}

/// Whether the character at the front of a text is neither blank nor of zero width, told quickly: printed ASCII, the
/// ideographs, and their punctuation. Others may be visible, too.
bool is_visible(std::string_view text) {
    constexpr std::string_view ideographic_blank = "\u3000";
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return lead > ' ' && lead != 0x7F;
    return lead == 0xE3 ? !text.starts_with(ideographic_blank) : lead >= 0xE4 && lead <= 0xE9;
}

/// The last character of a text that is not empty. Most have three bytes.
std::string_view last_character(std::string_view text) {
    const std::size_t size = text.size();
    if (size >= 3 && is_inner_byte(text[size - 1]) && (static_cast<unsigned char>(text[size - 3]) & 0xF0U) == 0xE0U)
        return {text.data() + size - 3, 3};
    std::size_t last = size - 1;
    while (last > 0 && is_inner_byte(text[last]) && size - last < 4) --last;
    return {text.data() + last, size - last};
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = length_of(lead);
    if (length == 1) {
        ++at;
        return lead;
    }
    if (length == 0 || text.size() - at < length) {
        ++at;
        return replacement;
    }
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_inner_byte(text[at + i])) {
            ++at;
            return replacement;
        }
        code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    at += length;
    return code;
}

char32_t folded(char32_t code) {
    if (code < 0x80) {
        if (code == U'\r' || code == U'\v' || code == U'\f') return U'\n';
        return code == U'\t' ? U' ' : code;
    }
    if (code >= first_ideograph && code <= last_ideograph) return to_simplified(code);
    if (code > U'\u3000' && code < first_ideograph) return code;
    if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFF01 + U'!';
    switch (code) {
        case 0x00A0:
        case 0x1680:
        case 0x202F:
        case 0x205F:
        case 0x3000:
        case 0xFFA0: return U' ';
        case 0x0085:
        case 0x2028:
        case 0x2029: return U'\n';
        case 0x00AD:
        case 0x200B:
        case 0x200C:
        case 0x200D:
        case 0x200E:
        case 0x200F:
        case 0x2060:
        case 0xFEFF: return 0;
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
        case 0xFE58:
        case 0xFE63: return U'-';
        case 0xFFE5: return U'¥';
        case 0x25CB:
        case 0x25EF:
        case 0x2B55: return U'〇';  // circles that stand for it in print
        default: break;
    }
    if (code >= 0x2000 && code <= 0x200A) return U' ';
    return code;
}

std::vector<Char> fold(std::string_view text) {
    std::vector<Char> chars;
    chars.reserve(text.size() / 2 + 1);
    take_each(text, [&](char32_t code, std::size_t begin, std::size_t end) {
        if (code != 0) chars.push_back({code, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        return true;
    });
    return chars;
}

Compact::Compact(std::string_view text, std::size_t most) {
    most = std::min(most, text.size());
    const bool fits = most <= room_.size();
    if (!fits) longer_.resize(most);
    char32_t* const to = fits ? room_.data() : longer_.data();
    codes_ = {to, write_compact(text, to, most)};
}

bool Cursor::take(std::u32string_view word) {
    std::size_t next = at_;
    for (char32_t code : word) {
        while (next != at_ && next < chars_.size() && is_blank(chars_[next].code)) ++next;
        if (next == chars_.size() || chars_[next].code != code) return false;
        ++next;
    }
    at_ = next;
    return true;
}

bool TextCursor::take(std::u32string_view word) {
    TextCursor next = *this;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0) next.skip_blanks();
        if (!next.take(word[i])) return false;
    }
    *this = next;
    return true;
}

void TextCursor::look() {
    do {
        at_ = next_;
        code_ = 0;
        if (at_ == text_.size()) return;
        const auto [code, size] = fold_at(text_, at_);
        code_ = code;
        next_ += size;
    } while (code_ == 0);
}

char32_t take_last(std::string_view& text) {
    const std::string_view last = last_character(text);
    const auto [code, size] = fold_at(last, 0);
    const bool whole = size == last.size();
    text.remove_suffix(whole ? size : 1);
    return whole ? code : replacement;
}

char32_t take_last_visible(std::string_view& text) {
    char32_t code = 0;
    while (!text.empty() && code == 0) code = take_last(text);
    return code;
}

std::string_view trim_end(std::string_view text) {
    while (!text.empty() && !is_visible(last_character(text))) {
        std::string_view before = text;
        const char32_t code = take_last(before);
        if (code != 0 && !is_blank(code)) break;
        text = before;
    }
    return text;
}

std::string_view trim(std::string_view text) {
    if (text.empty() || (is_visible(text) && is_visible(last_character(text)))) return text;
    TextCursor cursor(text);
    cursor.skip_blanks();
    return trim_end(text.substr(cursor.at()));
}

std::size_t find(std::string_view text, Needle needle, std::size_t from) {
    const char* const end = text.data() + text.size();
    const char* at = text.data() + std::min(text.size(), from + needle.telling);
    const char telling = needle.word[needle.telling], before = needle.word[needle.telling - (needle.telling > 0)];
    for (; at != end; ++at) {
        at = static_cast<const char*>(std::memchr(at, telling, static_cast<std::size_t>(end - at)));
        if (at == nullptr) break;
        if (*(at - (needle.telling > 0)) != before) continue;
        const std::size_t begin = static_cast<std::size_t>(at - text.data()) - needle.telling;
        if (text.substr(begin).starts_with(needle.word)) return begin;
    }
    return std::string_view::npos;
}

}  // namespace nianbao::passes
