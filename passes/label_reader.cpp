#include "passes/label_reader.hpp"

#include "passes/characters.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::Keeps;
using grammar::Word;

constexpr std::size_t longest_head = 16;

bool is_year(std::u32string_view folded, std::size_t at) {
    constexpr std::size_t length = 4;
    const std::u32string_view rest = folded.substr(at);
    if (!rest.starts_with(U"20") || rest.size() < length || !is_digit(rest[2]) || !is_digit(rest[3])) return false;
    return (at == 0 || !is_digit(folded[at - 1])) && (rest.size() == length || !is_digit(rest[length]));
}

/// Whether a word begins so once the year before it is called this year: 2023年处理决定数量.
bool is_of_this_year(std::u32string_view behind_year) {
    return grammar::longest_word(U"本年" + std::u32string(behind_year.substr(0, longest_head))) != nullptr;
}

bool is_words(std::u32string_view folded) {
    while (!folded.empty()) {
        const Word* const word = grammar::longest_word(folded);
        if (word == nullptr) return false;
        folded.remove_prefix(word->folded.size());
    }
    return true;
}

/// A year printed within a head, 本年（2023年）制发件数, or before it in place of 本年 hides the word.
std::u32string without_years(std::u32string_view folded) {
    std::u32string out;
    out.reserve(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        if (!is_year(folded, at)) {
            out += folded[at++];
            continue;
        }
        at += 4;
        if (at < folded.size() && folded[at] == U'年') ++at;
        if (is_of_this_year(folded.substr(at)) && is_words(out)) out += U"本年";
    }
    return out;
}

/// （三）不予公开 and its like, which stand before the labels of their rows.
bool is_group_of_requests(const Word& word) { return word.group && *word.group < grammar::Group::reconsideration; }

/// Whether characters before the label of a row are what the page left of its group's: 开, 三本年度为理结果.
bool is_scrap_of_group(std::u32string_view folded) {
    return std::ranges::any_of(grammar::words(), [&](const Word& word) {
        if (!is_group_of_requests(word)) return false;
        const std::size_t limit = word.folded.size() / 3;
        return word.folded.find(folded) != std::u32string::npos ||
               grammar::edit_distance(folded, word.folded, limit) <= limit ||
               grammar::written_over(folded, word.folded);
    });
}

/// Splits folded text at the words in it; what stands between them stays together. A number before a word is part of it,
/// though the form may number the word otherwise.
void split(std::u32string_view folded, std::uint32_t cell, Label& out) {
    bool clean = true;
    bool within_other = false;
    while (!folded.empty()) {
        if (const Word* word = grammar::longest_word(folded)) {
            if (within_other && !clean && word->numbered) clean = is_scrap_of_group(out.last_other);
            out.tokens.push_back({.word = word, .cell = cell, .clean = clean});
            folded.remove_prefix(word->folded.size());
            clean = clean || is_group_of_requests(*word);
            within_other = false;
            continue;
        }
        if (!within_other) {
            out.tokens.push_back({.cell = cell, .clean = clean});
            out.last_other.clear();
        }
        within_other = true;
        clean = clean && is_numeral(folded.front());
        out.last_other += folded.front();
        folded.remove_prefix(1);
    }
}

/// The cell behind a word and the explanation in brackets that the page wrapped.
std::size_t end_of_explanation(const grammar::Source& source, std::span<const PrintedCell> cells, std::size_t word) {
    if (word + 1 == cells.size() || cells[word + 1].kind != Kind::text) return word + 1;
    std::size_t end = word + 1;
    int open = open_brackets(source.text(cells[word].span));
    for (std::size_t i = end; open > 0 && i < cells.size() && cells[i].kind == Kind::text; ++i) {
        const std::string_view text = source.text(cells[i].span);
        if (word_of_cell(text) != nullptr) break;
        open += open_brackets(text);
        if (open <= 0) end = i + 1;
    }
    return end;
}

/// A cell that is nothing but words: （三）不予公开1.属于国家秘密. Takes back what it found where it is more than that.
bool split_words(std::string_view text, std::uint32_t cell, Label& out) {
    const std::size_t before = out.tokens.size();
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        std::size_t length = 0;
        const Word* word = grammar::word_at(at, end, length);
        if (word == nullptr) {
            out.tokens.resize(before);
            return false;
        }
        out.tokens.push_back({.word = word, .cell = cell});
        at += length;
    }
    return true;
}

/// Where a word ends whose parts stand on both sides of blank cells; `end` where they are none together.
std::size_t end_of_wrapped_word(const grammar::Source& source, std::span<const PrintedCell> cells, std::size_t first,
                                std::size_t end) {
    std::size_t rest = end;
    while (rest < cells.size() && is_blank(cells[rest])) ++rest;
    if (rest == end || rest == cells.size() || cells[rest].kind != Kind::text) return end;
    std::u32string joined;
    for (const PrintedCell& cell : cells.subspan(first, rest + 1 - first))
        if (cell.kind == Kind::text) joined += grammar::fold(source.text(cell.span));
    return grammar::find_word(joined) != nullptr ? rest + 1 : end;
}

/// Cells that are no words by themselves, from `first` on: one may be words run together, several may be one. Returns the
/// cell behind them.
std::size_t read_pieces(const grammar::Source& source, std::span<const PrintedCell> cells, std::size_t first,
                        Label& out) {
    const auto index = static_cast<std::uint32_t>(first);
    std::size_t end = first;
    do out.pieces.push_back(cells[end++].span);
    while (end < cells.size() && cells[end].kind == Kind::text && !word_of_cell(source.text(cells[end].span)));
    if (const std::size_t rest = end_of_wrapped_word(source, cells, first, end); rest != end) {
        out.pieces.push_back(cells[rest - 1].span);
        end = rest;
    }
    if (end == first + 1 && split_words(source.text(cells[first].span), index, out)) return end;
    std::u32string joined;
    for (const PrintedCell& cell : cells.subspan(first, end - first))
        if (cell.kind == Kind::text) joined += fold_label(source.text(cell.span));
    split(without_years(joined), index, out);
    return end;
}

/// What agencies print beside the rows of the form, and is no misprint of one.
constexpr std::u32string_view other_rows[] = {U"行政处理", U"行政处分", U"行政处置", U"行政强拆"};

/// How many characters may differ between a printed label and a word.
std::size_t tolerance(std::size_t printed, std::size_t word) {
    constexpr std::size_t shortest = 4, middling = 6, long_label = 8;
    const std::size_t longer = std::max(printed, word);
    if (longer >= long_label) return longer / 4;
    return longer >= shortest && (printed == word || std::min(printed, word) >= middling) ? 1 : 0;
}

}  // namespace

bool is_numeral(char32_t c) {
    return std::u32string_view(U"0123456789一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

int open_brackets(std::string_view text) {
    constexpr std::string_view open = "（", close = "）";
    int depth = 0;
    if (text.find('(') == std::string_view::npos && text.find(open) == std::string_view::npos &&
        text.find(')') == std::string_view::npos && text.find(close) == std::string_view::npos)
        return depth;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        depth += rest.front() == '(' || rest.starts_with(open);
        depth -= rest.front() == ')' || rest.starts_with(close);
    }
    return depth;
}

std::u32string fold_label(std::string_view text) {
    std::u32string folded;
    for (std::size_t begin = 0; (begin = text.find("[bookmark")) != std::string_view::npos;) {
        const std::size_t end = text.find(']', begin);
        if (end == std::string_view::npos) break;
        folded += grammar::fold(text.substr(0, begin));
        text.remove_prefix(end + 1);
    }
    return folded += grammar::fold(text);
}

const Word* word_beside_brackets(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> brackets[] = {{"（", "）"}, {"(", ")"}};
    for (const auto& [open, close] : brackets) {
        const std::size_t at = text.find(open, 1);  // the first bracket may hold the label's own number
        if (at == std::string_view::npos) continue;
        const std::size_t end =
            text.find(close, at);  // an explanation ends its cell: 三、本年度办理结果（一）… is two labels
        if (end != std::string_view::npos && end + close.size() != text.size()) continue;
        if (const Word* word = grammar::find_word(text.substr(0, at))) return word;
    }
    return text.find('[') == std::string_view::npos ? nullptr : grammar::find_word(fold_label(text));
}

std::size_t read_label(const grammar::Source& source, std::span<const PrintedCell> cells, Keeps keeps, Label& out) {
    out.tokens.clear();
    out.pieces.clear();
    out.words_only = true;
    std::size_t end = 0;
    const Word* last = nullptr;
    for (std::size_t i = 0; i < cells.size() && (cells[i].kind == Kind::text || is_blank(cells[i]));) {
        if (cells[i].kind != Kind::text) {
            ++i;
            continue;
        }
        const std::string_view text = source.text(cells[i].span);
        const Word* word = grammar::find_word(text);
        if (word == nullptr) {
            out.words_only = false;
            word = word_beside_brackets(text);
        }
        if (word != nullptr) {
            out.tokens.push_back({.word = word, .cell = static_cast<std::uint32_t>(i)});
            i = end_of_explanation(source, cells, i);
        } else {
            const bool remark = last != nullptr && last->names_row() && !last->group;
            if (remark && keeps == Keeps::rows) break;
            i = read_pieces(source, cells, i, out);
        }
        last = word;
        end = i;
    }
    return end;
}

Heads heads_beginning_with(std::u32string_view folded, std::size_t block) {
    constexpr std::size_t shortest = 3;
    Heads found{};
    if (folded.size() < shortest) return found;
    for (const Word& word : grammar::words())
        for (std::size_t e = 0; e < grammar::form_count; ++e)
            if (std::u32string_view(word.folded).starts_with(folded))
                found[e] |= word.heads[e] & (0xFU << (block * 4U));
    const auto editions = std::count_if(found.begin(), found.end(), [](std::uint32_t heads) { return heads != 0; });
    return editions < std::ssize(found) ? found : Heads{};
}

const Word* word_without_repetition(std::u32string_view label) {
    constexpr std::size_t shortest = 2, longest = 8, longest_label = 64;
    if (label.size() > longest_label) return nullptr;
    for (std::size_t size = shortest; size <= longest; ++size)
        for (std::size_t at = 0; at + 2 * size <= label.size(); ++at) {
            if (label.substr(at, size) != label.substr(at + size, size)) continue;
            const std::u32string once = std::u32string(label.substr(0, at)) + std::u32string(label.substr(at + size));
            if (const Word* word = grammar::find_word(once)) return word;
        }
    return nullptr;
}

const Word* word_of_any_number(std::u32string_view label) {
    if (const Word* word = grammar::find_word(label)) return word;
    const auto behind = std::find_if_not(label.begin(), label.end(), is_numeral);
    return behind == label.begin() ? nullptr : grammar::find_word({behind, label.end()});
}

bool names_row_of(const Word& word, grammar::TableId table, std::optional<std::uint8_t> block) {
    if (!word.names_row() || table_of(word.rows) != table) return false;
    if (!block || table != grammar::TableId::disclosure) return true;
    return std::any_of(word.rows.begin(), word.rows.end(),
                       [&](const auto& row) { return row && row->block == *block; });
}

std::optional<std::size_t> distance(std::u32string_view label, std::u32string_view word) {
    constexpr std::size_t shortest_beginning = 4;
    if (label.size() >= shortest_beginning && word.size() > label.size() && word.starts_with(label)) return 1;
    const std::size_t limit = tolerance(label.size(), word.size());
    const std::size_t found = limit == 0 ? 1 : grammar::edit_distance(label, word, limit);
    return found <= limit ? std::optional(found) : grammar::written_over(label, word);
}

Meaning nearest_row(std::u32string_view label, grammar::TableId table, std::optional<std::uint8_t> block) {
    if (std::find(std::begin(other_rows), std::end(other_rows), label) != std::end(other_rows)) return {};
    Meaning found{};
    std::size_t best = SIZE_MAX;
    bool tied = false;
    for (const Word& word : grammar::words()) {
        if (!names_row_of(word, table, block)) continue;
        const auto far = distance(label, word.folded);
        if (!far || *far > best || (*far == best && found == word.rows)) continue;
        tied = *far == best;
        best = *far;
        found = word.rows;
    }
    return tied ? Meaning{} : found;
}

}  // namespace nianbao::passes
