// Blocks -> text. Tables that stand next to each other are one, as they look on the page.
#include "readers/blocks.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr std::size_t longest_cell = 4096;  // bytes; the longest labels and remarks of a form have a few hundred

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The last character of a valid UTF-8 text, or its first.
std::string_view last_character(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0U) == 0x80U) continue;
    return text.substr(at);
}

std::string_view first_character(std::string_view text) {
    const std::size_t end = std::find_if(text.begin() + (text.empty() ? 0 : 1), text.end(),
                                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }) -
                            text.begin();
    return text.substr(0, end);
}

/// Part of a figure: digits and signs, in both widths.
bool is_numeric(std::string_view character) {
    constexpr std::string_view half = "0123456789+-.,%";
    if (character.size() == 1) return half.find(character[0]) != std::string_view::npos;
    return (character >= "\xEF\xBC\x8B" && character <= "\xEF\xBC\x99") || character == "\xE2\x88\x92";  // ＋ to ９, −
}

/// Chinese characters and punctuation of full width: U+2E80 and up. Between them, a line end means nothing.
bool is_wide(std::string_view character) { return character.size() >= 3 && character >= "\xE2\xBA\x80"; }

std::string_view joint(std::string_view before, std::string_view after, bool line_end) {
    if (!line_end) return " ";
    if (is_numeric(before) && is_numeric(after)) return line_separator;
    return is_wide(before) && is_wide(after) ? "" : " ";
}

bool lays_out(const Cell& cell) {
    std::size_t bytes = 0;
    for (const Block& block : cell.blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block.is);
        if (paragraph == nullptr) return true;
        bytes += paragraph->text.size();
    }
    return bytes > longest_cell;
}

bool is_stated(const Table& table) {
    std::size_t columns = 0;
    for (const auto& row : table.rows) {
        columns = std::max(columns, row.size());
        if (std::ranges::any_of(row, lays_out)) return false;
    }
    return columns > 1;
}

class Printer {
public:
    Printer(const std::vector<std::string>& parts, grammar::Extract& extract) : parts_(parts), extract_(extract) {}

    void print(const Blocks& blocks) {
        const Table* last = nullptr;
        for (const Block& block : blocks) {
            const auto* table = std::get_if<Table>(&block.is);
            if (table == nullptr) {
                if (last != nullptr) extract_.text += '\n';
                print_line(std::get<Paragraph>(block.is));
            } else {
                print_table(*table, last != nullptr);
            }
            last = table;
        }
        if (last != nullptr) extract_.text += '\n';
    }

private:
    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(extract_.text.size()); }

    void mark(const Paragraph& paragraph) {
        extract_.origins.push_back({here(), grammar::PartParagraph{parts_[paragraph.part], paragraph.number}});
    }

    void print_line(const Paragraph& paragraph) {
        if (!paragraph.text.empty()) mark(paragraph);
        extract_.text.append(paragraph.text).append("\n");
    }

    void print_table(const Table& table, bool goes_on) {
        const std::uint32_t begin = here();
        for (const auto& row : table.rows) print_row(row);
        if (here() == begin) return;
        if (goes_on && !extract_.tables.empty() && extract_.tables.back().end == begin)
            extract_.tables.back().end = here();
        else
            extract_.tables.push_back({begin, here()});
    }

    void print_row(const std::vector<Cell>& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) extract_.text += '\t';
            print_cell(row[i]);
        }
        if (!row.empty()) extract_.text += '\n';
    }

    void print_cell(const Cell& cell) {
        const std::size_t begin = extract_.text.size();
        for (const Block& block : cell.blocks) print_in_cell(std::get<Paragraph>(block.is), begin);
    }

    /// A paragraph behind what its cell, from `begin` on, already has.
    void print_in_cell(const Paragraph& paragraph, std::size_t begin) {
        std::string text;
        append_cell_text(paragraph.text, text);
        if (text.empty()) return;
        if (const std::string_view before = std::string_view(extract_.text).substr(begin); !before.empty())
            extract_.text += joint(last_character(before), first_character(text), true);
        mark(paragraph);
        extract_.text += text;
    }

    const std::vector<std::string>& parts_;
    grammar::Extract& extract_;
};

}  // namespace

void append_cell_text(std::string_view text, std::string& out) {
    const std::size_t begin = out.size();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t word = static_cast<std::size_t>(
            std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_blank) - text.begin());
        if (word == text.size()) break;
        const std::size_t end = static_cast<std::size_t>(
            std::find_if(text.begin() + static_cast<std::ptrdiff_t>(word), text.end(), is_blank) - text.begin());
        const bool line_end = text.substr(at, word - at).find('\n') != std::string_view::npos;
        if (out.size() > begin)
            out += joint(last_character(out), first_character(text.substr(word, end - word)), line_end);
        out.append(text, word, end - word);
        at = end;
    }
}

Blocks closed(Table table) {
    Blocks blocks;
    if (is_stated(table)) {
        blocks.push_back({std::move(table)});
        return blocks;
    }
    for (auto& row : table.rows)
        for (Cell& cell : row) std::ranges::move(cell.blocks, std::back_inserter(blocks));
    return blocks;
}

void print_blocks(const Blocks& blocks, const std::vector<std::string>& parts, grammar::Extract& extract) {
    Printer(parts, extract).print(blocks);
}

}  // namespace nianbao::readers
