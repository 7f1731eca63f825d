// Text -> pieces that stay whole (a word, or a Chinese character with the marks that cling to it) -> lines.
#include "cli/wrap.hpp"

#include <algorithm>
#include <array>

#include "grammar/unicode.hpp"

namespace nianbao::cli {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string_view first_character(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && is_continuation(text[size])) ++size;
    return text.substr(0, size);
}

char32_t code_point(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return lead;
    char32_t code = lead & (0xFFU >> (character.size() + 1));
    for (const char c : character.substr(1)) code = (code << 6) | (static_cast<unsigned char>(c) & 0x3FU);
    return code;
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (; !text.empty(); text.remove_prefix(first_character(text).size()))
        columns += static_cast<std::size_t>(grammar::display_width(code_point(first_character(text)), 2));
    return columns;
}

bool is_wide(std::string_view character) { return character.size() > 1 && width(character) == 2; }

bool closes(std::string_view character) {
    static constexpr std::array<std::string_view, 12> marks = {"，", "。", "、", "；", "：", "）",
                                                               "”",  "》", "？", "！", "…",  "」"};
    return std::ranges::find(marks, character) != marks.end();
}

bool opens(std::string_view character) { return character == "（" || character == "“" || character == "《"; }

/// The bytes at the front of `text` that no line break may part: at least one character that is not blank.
std::size_t piece_size(std::string_view text) {
    std::size_t size = 0;
    std::string_view last;
    while (size < text.size() && text[size] != ' ' && text[size] != '\n') {
        const std::string_view next = first_character(text.substr(size));
        const bool may_part = (is_wide(last) || is_wide(next)) && !closes(next) && !opens(last);
        if (!last.empty() && may_part) break;
        size += next.size();
        last = next;
    }
    return size;
}

bool ends_wide(std::string_view line) {
    std::size_t begin = line.size();
    while (begin > 0 && is_continuation(line[begin - 1])) --begin;
    return begin > 0 && is_wide(line.substr(begin - 1));
}

/// Appends the lines of one paragraph. Its own line ends are blanks, or nothing between Chinese characters.
void wrap_paragraph(std::string_view text, std::size_t columns, std::string& out) {
    std::string line;
    while (!text.empty()) {
        const std::size_t blanks = std::min(text.find_first_not_of(" \n"), text.size());
        const bool broken = text.substr(0, blanks).find('\n') != std::string_view::npos;
        text.remove_prefix(blanks);
        const std::string_view piece = text.substr(0, piece_size(text));
        text.remove_prefix(piece.size());

        const bool glued = line.empty() || blanks == 0 || (broken && ends_wide(line));
        const std::string_view gap = glued ? "" : " ";
        if (!line.empty() && width(line) + gap.size() + width(piece) > columns) {
            out += line + '\n';
            line = piece;
        } else {
            line += gap;
            line += piece;
        }
    }
    out += line + '\n';
}

}  // namespace

std::string wrap(std::string_view text, std::size_t columns) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        if (!out.empty()) out += '\n';
        wrap_paragraph(text.substr(0, end), columns, out);
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return out;
}

}  // namespace nianbao::cli
