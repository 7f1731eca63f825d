#include "passes/label_reader.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::Word;

/// Splits folded text at the words in it; what stands between them stays together.
void split(std::u32string_view folded, std::uint32_t cell, std::vector<Token>& out) {
    bool clean = true;
    while (!folded.empty()) {
        if (const Word* word = grammar::longest_word(folded)) {
            out.push_back({word, {}, cell, clean});
            folded.remove_prefix(word->folded.size());
            continue;
        }
        if (out.empty() || out.back().word != nullptr || clean) out.push_back({nullptr, {}, cell, clean});
        clean = false;
        out.back().other += folded.front();
        folded.remove_prefix(1);
    }
}

/// Whether the row may be meant in this table and block.
bool fits(const Word& word, grammar::TableId table, std::optional<std::uint8_t> block) {
    if (!word.names_row() || table_of(word.rows) != table) return false;
    if (!block || table != grammar::TableId::disclosure) return true;
    return std::any_of(word.rows.begin(), word.rows.end(), [&](const auto& row) { return row && row->block == *block; });
}

}  // namespace

const Word* word_of_cell(std::string_view text) {
    if (const Word* word = grammar::find_word(text)) return word;
    constexpr std::pair<std::string_view, std::string_view> brackets[] = {{"（", "）"}, {"(", ")"}};
    for (const auto& [open, close] : brackets) {
        const std::size_t at = text.find(open, 1);  // the first bracket may hold the label's own number
        if (at == std::string_view::npos) continue;
        const std::size_t end = text.find(close, at);  // an explanation ends its cell: 三、本年度办理结果（一）… is two labels
        if (end != std::string_view::npos && end + close.size() != text.size()) continue;
        if (const Word* word = grammar::find_word(text.substr(0, at))) return word;
    }
    return nullptr;
}

void read_label(const grammar::Source& source, std::span<const PrintedCell> cells, std::span<const Word* const> words,
                std::vector<Token>& out) {
    out.clear();
    for (std::size_t i = 0; i < cells.size();) {
        const auto first = static_cast<std::uint32_t>(i);
        if (cells[i].kind != Kind::text) {
            ++i;
        } else if (words[i] != nullptr) {
            out.push_back({words[i], {}, first, true});
            ++i;
        } else {  // cells that are no words by themselves may be one together, or words run together
            std::u32string joined;
            for (; i < cells.size() && cells[i].kind == Kind::text && words[i] == nullptr; ++i)
                joined += grammar::fold(source.text(cells[i].span));
            split(joined, first, out);
        }
    }
}

Meaning nearest_row(std::u32string_view folded, grammar::TableId table, std::optional<std::uint8_t> block) {
    constexpr std::size_t shortest_prefix = 4;
    if (folded.size() < shortest_prefix) return {};
    Meaning found{};
    std::size_t best = folded.size() / 4 + 1;
    bool tied = false;
    for (const Word& word : grammar::words()) {
        if (!fits(word, table, block)) continue;
        const bool prefix = word.folded.size() > folded.size() && std::u32string_view(word.folded).starts_with(folded);
        const std::size_t distance = prefix ? 1 : grammar::edit_distance(folded, word.folded, best);
        if (distance > best || (distance == best && any(found) && found == word.rows)) continue;
        tied = distance == best && any(found);
        if (tied) continue;
        best = distance;
        found = word.rows;
    }
    return tied ? Meaning{} : found;
}

}  // namespace nianbao::passes
