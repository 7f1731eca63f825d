// Source line -> excerpt: characters to what is shown of them, pieces around a span, the three joined.
#include "backends/excerpt.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "backends/utf8.hpp"
#include "grammar/unicode.hpp"

namespace nianbao::backends {
namespace {

using grammar::Span;

constexpr std::size_t tab_columns = 4;
constexpr std::size_t least_columns = 20;     // room for two ellipses and something between them
constexpr std::size_t bytes_per_column = 16;  // more marks than this on one character are cut off
constexpr char32_t ellipsis = U'…';

struct Character {
    char32_t code = 0;
    std::string_view bytes;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// `text` is not empty and valid UTF-8.
Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t size = 1;
    while (size < text.size() && size < 4 && is_continuation(text[size])) ++size;
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {code, text.substr(0, size)};
}

Character last_character(std::string_view text) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && is_continuation(text[begin])) --begin;
    return first_character(text.substr(begin));
}

bool is_control(char32_t code) { return code < 0x20 || code == 0x7F; }

/// Marks that change what is seen without being seen: C1 controls, direction, zero width, tags.
bool is_invisible(char32_t code) {
    struct Range {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {{0x80, 0x9F},     {0x061C, 0x061C}, {0x180E, 0x180E},
                                       {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                                       {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
    return std::ranges::any_of(ranges, [code](Range range) { return code >= range.first && code <= range.last; });
}

void append_utf8(std::string& out, char32_t code) {  // of the Basic Multilingual Plane, beyond U+07FF
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
}

/// What stands for a character in the output, and how many columns that takes.
struct Shown {
    std::string text;
    std::size_t columns = 0;
};

std::size_t width(char32_t code, int ambiguous) {
    return static_cast<std::size_t>(grammar::display_width(code, ambiguous));
}

Shown show(Character character, int ambiguous) {
    Shown shown;
    if (character.code == '\t') return {std::string(tab_columns, ' '), tab_columns};
    if (is_control(character.code)) {
        const char32_t picture = character.code == 0x7F ? U'\u2421' : U'\u2400' + character.code;
        append_utf8(shown.text, picture);
        shown.columns = width(picture, ambiguous);
    } else if (is_invisible(character.code)) {
        shown.text = fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(character.code));
        shown.columns = shown.text.size();
    } else {
        shown.text = character.bytes;
        shown.columns = width(character.code, ambiguous);
    }
    return shown;
}

bool at_line_end(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    return rest.empty() || rest.front() == '\n' || rest.starts_with("\r\n") || rest == "\r";
}

/// Part of a line as shown; `whole` when nothing had to be left out.
struct Piece {
    std::string text;
    std::size_t columns = 0;
    bool whole = true;
};

/// text[from, to) as far as it is one line and fits.
Piece forwards(std::string_view text, std::size_t from, std::size_t to, std::size_t columns, int ambiguous) {
    Piece piece;
    const std::size_t farthest = from + bytes_per_column * columns;
    for (std::size_t at = from; at < to && !at_line_end(text, at);) {
        const Character character = first_character(text.substr(at));
        const Shown shown = show(character, ambiguous);
        at += character.bytes.size();
        piece.whole = piece.columns + shown.columns <= columns && at <= farthest;
        if (!piece.whole) break;
        piece.text += shown.text;
        piece.columns += shown.columns;
    }
    return piece;
}

/// The end of the line before `to`, as far as it fits.
Piece backwards(std::string_view text, std::size_t to, std::size_t columns, int ambiguous) {
    Piece piece;
    std::vector<std::string> reversed;
    const std::size_t farthest = to - std::min(to, bytes_per_column * columns);
    for (std::size_t at = to; at > 0 && text[at - 1] != '\n';) {
        const Character character = last_character(text.substr(0, at));
        const Shown shown = show(character, ambiguous);
        at -= character.bytes.size();
        piece.whole = piece.columns + shown.columns <= columns && at >= farthest;
        if (!piece.whole) break;
        reversed.push_back(shown.text);
        piece.columns += shown.columns;
    }
    for (auto part = reversed.rbegin(); part != reversed.rend(); ++part) piece.text += *part;
    return piece;
}

Excerpt join(const Piece& before, const Piece& marked, const Piece& after, int ambiguous) {
    std::string dots;
    append_utf8(dots, ellipsis);
    Excerpt excerpt;
    if (!before.whole) excerpt.line += dots;
    excerpt.indent = before.columns + (before.whole ? 0 : width(ellipsis, ambiguous));
    excerpt.line += before.text + marked.text + after.text;
    if (!marked.whole || !after.whole) excerpt.line += dots;
    excerpt.marked = std::max<std::size_t>(marked.columns, 1);
    return excerpt;
}

}  // namespace

Excerpt excerpt(std::string_view text, Span span, std::size_t columns, int ambiguous) {
    columns = std::max(columns, least_columns);
    const std::size_t dots = 2 * width(ellipsis, ambiguous);

    const Piece marked = forwards(text, span.begin, span.end, columns, ambiguous);
    if (!marked.whole || marked.columns + dots > columns) {
        const Piece cut = forwards(text, span.begin, span.end, columns - dots, ambiguous);
        return join(backwards(text, span.begin, 0, ambiguous), cut, forwards(text, span.end, text.size(), 0, ambiguous),
                    ambiguous);
    }

    // A span that runs over the line's end has nothing behind it on its line.
    std::size_t behind = span.begin;
    while (behind < span.end && text[behind] != '\n' && behind - span.begin <= bytes_per_column * columns) ++behind;

    const std::size_t left = columns - marked.columns;
    const Piece before = backwards(text, span.begin, left, ambiguous);
    const Piece after = forwards(text, behind, text.size(), left, ambiguous);
    if (before.whole && after.whole && before.columns + after.columns <= left)
        return join(before, marked, after, ambiguous);

    const std::size_t room = left - dots;
    const std::size_t spare = room - std::min(room, after.columns);
    const Piece shorter = backwards(text, span.begin, std::min(before.columns, std::max(room / 2, spare)), ambiguous);
    return join(shorter, marked, forwards(text, behind, text.size(), room - shorter.columns, ambiguous), ambiguous);
}

std::string visible(std::string_view text, std::size_t most) {
    const std::string valid = well_formed_utf8(text.substr(0, 4 * most + 4));  // a character has four bytes at most
    std::string out;
    std::string_view rest = valid;
    for (std::size_t count = 0; count < most && !rest.empty(); ++count) {
        const Character character = first_character(rest);
        out += show(character, 1).text;
        rest.remove_prefix(character.bytes.size());
    }
    if (!rest.empty()) append_utf8(out, ellipsis);
    return out;
}

}  // namespace nianbao::backends
