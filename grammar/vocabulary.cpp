// Builds the words from the forms once, and finds them with a trie over folded code points: one step of a hash table a
// character, however many words there are.
#include "grammar/vocabulary.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "grammar/unicode.hpp"

namespace nianbao::grammar {
namespace {

struct NamedGroup {
    Group group;
    std::string_view labels;  // separated by '|'
};

constexpr NamedGroup groups[] = {
    {Group::results, "三、本年度办理结果|本年度办理结果"},
    {Group::denied, "（三）不予公开|不予公开"},
    {Group::unavailable, "（四）无法提供|无法提供"},
    {Group::not_processed, "（五）不予处理|不予处理"},
    {Group::other, "（六）其他处理|其他处理"},
    {Group::reconsideration, "行政复议"},
    {Group::litigation, "行政诉讼"},
    {Group::direct, "未经复议直接起诉|行政诉讼（未经复议直接起诉）|未经复议直接提起行政诉讼"},
    {Group::after_reconsideration, "复议后起诉|行政诉讼（复议后起诉）|复议后提起行政诉讼"},
};

// Misspelt banners that are common, beside the form's own 第二十条第（一）项: 第二十一条第（一）项, 第二十条（一）项.
constexpr std::string_view banner_prefix = "第二十条第";
constexpr std::string_view misspelt_prefixes[] = {"第二十条", "第二十一条第"};

constexpr std::string_view fillers[] = {
    "信息内容",
    "申请人情况",
    "法人或其他组织",
    "办理情况",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "单位：万元",
    "单位：元",
};

struct SectionTitle {
    char32_t first;  // character
    std::string_view text;
};

constexpr SectionTitle section_titles[] = {
    {U'总', "总体情况"},
    {U'主', "主动公开政府信息情况"},
    {U'收', "收到和处理政府信息公开申请情况"},
    {U'政', "政府信息公开行政复议、行政诉讼情况"},
    {U'政', "政府信息公开行政复议和行政诉讼情况"},
    {U'因', "因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
    {U'存', "存在的主要问题及改进情况"},
    {U'政', "政府信息公开工作存在的主要问题及改进情况"},
    {U'存', "存在问题及改进情况"},
    {U'其', "其他需要报告的事项"},
    {U'需', "需要说明的其他事项"},
};

bool is_numeral(char32_t c) { return (c >= U'0' && c <= U'9') || numerals.holds(c); }

bool is_compatibility(char32_t c) {
    return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3200 && c <= 0x33FF) ||
           (c >= 0xF900 && c <= 0xFAFF);
}

/// `1.属于国家秘密` without its number, or the text itself where it has none.
std::string_view without_number(std::string_view label) {
    std::size_t at = 0;
    bool seen = false;
    while (at < label.size()) {
        std::size_t length = 0;
        const char32_t c = decode(label.data() + at, label.data() + label.size(), length);
        const auto folded = fold(c);
        if (folded && !is_numeral(*folded)) break;
        if (!folded && seen) {  // the mark behind the number ends it
            at += length;
            return label.substr(at);
        }
        seen = seen || folded.has_value();
        at += length;
    }
    return label;
}

/// Labels as the form prints them, in both widths, found by their bytes: most cells are just that, and need not be
/// folded a character at a time.
class PrintedLabels {
public:
    void add(std::string_view label, std::int32_t word) {
        insert(std::string(label), word);
        insert(half_width(label), word);
    }

    /// The index of the word, or -1.
    [[nodiscard]] std::int32_t find(std::string_view text) const {
        for (std::size_t slot = hash(text);; ++slot) {
            const Label& label = slots_[slot & mask];
            const bool same_size = label.text.size() == text.size();
            const bool same = same_size && std::memcmp(label.text.data(), text.data(), text.size()) == 0;
            if (same || label.word < 0) return label.word;
        }
    }

private:
    struct Label {
        std::string text;
        std::int32_t word = -1;
    };
    static constexpr std::size_t mask = (1U << 10) - 1;

    static std::uint64_t eight_bytes(const char* at) {
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }

    /// By the bytes at both ends and in the middle.
    static std::size_t hash(std::string_view text) {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
        constexpr std::size_t part = sizeof(std::uint64_t);
        std::array<char, part> filled{};
        if (text.size() < part) {
            std::copy(text.begin(), text.end(), filled.begin());
            text = {filled.data(), part};
        }
        const char* const last = text.data() + text.size() - part;
        const char* const middle = text.data() + (text.size() - part) / 2;
        std::uint64_t mixed = (eight_bytes(text.data()) ^ text.size()) * odd;
        mixed = (mixed ^ mixed >> 32 ^ eight_bytes(middle)) * odd;
        mixed = (mixed ^ mixed >> 32 ^ eight_bytes(last)) * odd;
        return static_cast<std::size_t>(mixed >> 54);
    }

    static std::string half_width(std::string_view label) {
        constexpr std::pair<std::string_view, char> marks[] = {{"（", '('}, {"）", ')'}, {"，", ','}, {"：", ':'}};
        std::string out;
        while (!label.empty()) {
            const auto mark = std::find_if(std::begin(marks), std::end(marks),
                                           [&](const auto& known) { return label.starts_with(known.first); });
            const bool found = mark != std::end(marks);
            out += found ? mark->second : label.front();
            label.remove_prefix(found ? mark->first.size() : 1);
        }
        return out;
    }

    void insert(std::string text, std::int32_t word) {
        if (find(text) >= 0) return;
        ++count_;
        assert(count_ < mask / 2);
        std::size_t slot = hash(text);
        while (slots_[slot & mask].word >= 0) ++slot;
        slots_[slot & mask] = {std::move(text), word};
    }

    std::vector<Label> slots_ = std::vector<Label>(mask + 1);
    std::size_t count_ = 0;
};

class Vocabulary {
public:
    Vocabulary() {
        for (EditionId edition = 0; edition < form_count; ++edition) add_form(edition);
        for (const NamedGroup& named : groups)
            each_variant(named.labels, [&](std::string_view label) { word(label).group = named.group; });
        add_further_groups();
        for (const std::string_view filler : fillers) word(filler).filler = true;
        add_banners();
        for (std::size_t i = 0; i < words_.size(); ++i) add_to_trie(words_[i].folded, static_cast<std::int32_t>(i));
    }

    [[nodiscard]] const std::vector<Word>& words() const { return words_; }

    /// The node reached from `node` by `c`, or -1.
    [[nodiscard]] std::int32_t step(std::int32_t node, char32_t c) const {
        for (std::size_t slot = hash(node, c);; ++slot) {
            const Edge& edge = edges_[slot & mask];
            if (edge.from < 0) return -1;
            if (edge.from == node && edge.on == c) return edge.to;
        }
    }
    /// The word whose label is printed just so.
    [[nodiscard]] const Word* printed(std::string_view text) const {
        const std::int32_t index = text.empty() ? -1 : printed_.find(text);
        return index < 0 ? nullptr : &words_[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] const Word* word_of(std::int32_t node) const {
        const std::int32_t index = ends_[static_cast<std::size_t>(node)];
        return index < 0 ? nullptr : &words_[static_cast<std::size_t>(index)];
    }

private:
    struct Edge {
        std::int32_t from = -1, to = -1;
        char32_t on = 0;
    };
    static constexpr std::size_t mask = (1U << 14) - 1;

    static std::size_t hash(std::int32_t node, char32_t c) {
        const std::uint64_t mixed = (static_cast<std::uint64_t>(node) << 21 | c) * 0x9E3779B97F4A7C15U;
        return static_cast<std::size_t>(mixed >> 50);
    }

    Word& word(std::string_view label) {
        std::u32string folded = fold(label);
        auto known =
            std::find_if(words_.begin(), words_.end(), [&](const Word& other) { return other.folded == folded; });
        if (known == words_.end()) {
            known = words_.emplace(words_.end());
            known->folded = std::move(folded);
        }
        printed_.add(label, static_cast<std::int32_t>(known - words_.begin()));
        return *known;
    }

    void add_row(EditionId edition, RowPlace place, std::string_view label) {
        Word& full = word(label);
        full.rows[edition] = place;
        const std::string_view rest = without_number(label);
        if (rest.size() == label.size()) return;
        full.numbered = true;
        Word& bare = word(rest);
        if (!bare.rows[edition]) bare.rows[edition] = place;
    }

    void add_form(EditionId edition) {
        for (const Table& table : all_forms[edition]->tables) {
            for (std::size_t b = 0; b < table.blocks.size(); ++b) {
                const Block& block = table.blocks[b];
                for (std::size_t c = 0; c < block.columns.size(); ++c) {
                    const auto add = [&](std::string_view label) {
                        Word& head = word(label);
                        if (table.id == TableId::disclosure) head.heads[edition] |= 1U << (b * 4 + c);
                        if (table.id == TableId::requests) head.applicant = static_cast<std::uint8_t>(c);
                        if (table.id == TableId::review) head.outcome = static_cast<std::uint8_t>(c);
                    };
                    add(block.columns[c].label);
                    each_variant(block.columns[c].variants, add);
                }
                if (table.id == TableId::review) continue;  // its rows are groups over its columns
                for (std::size_t r = 0; r < block.rows.size(); ++r) {
                    const RowPlace place = {table.id, static_cast<std::uint8_t>(b), static_cast<std::uint8_t>(r)};
                    add_row(edition, place, block.rows[r].label);
                    each_variant(block.rows[r].variants,
                                 [&](std::string_view label) { add_row(edition, place, label); });
                }
            }
        }
    }

    void add_further_groups() {
        for (const Form* form : all_forms)
            for (const Row& row : form->table(TableId::requests).blocks[0].rows) {
                if (row.group.empty()) continue;
                for (const std::string_view label : {row.group, without_number(row.group)})
                    if (Word& named = word(label); !named.group) named.group = Group::further;
            }
    }

    void add_banners() {
        for (const Form* form : all_forms) {
            const auto& blocks = form->table(TableId::disclosure).blocks;
            for (std::size_t b = 0; b < blocks.size(); ++b) {
                const std::string_view banner = blocks[b].banner;
                word(banner).banner = static_cast<std::uint8_t>(b);
                if (!banner.starts_with(banner_prefix)) continue;
                const std::string item(banner.substr(banner_prefix.size()));
                for (const std::string_view prefix : misspelt_prefixes)
                    word(std::string(prefix) + item).banner = static_cast<std::uint8_t>(b);
            }
        }
    }

    void add_to_trie(std::u32string_view folded, std::int32_t index) {
        std::int32_t node = 0;
        for (const char32_t c : folded) {
            std::int32_t next = step(node, c);
            if (next < 0) {
                next = static_cast<std::int32_t>(ends_.size());
                ends_.push_back(-1);
                std::size_t slot = hash(node, c);
                while (edges_[slot & mask].from >= 0) ++slot;
                edges_[slot & mask] = {node, next, c};
                assert(ends_.size() < mask / 2);
            }
            node = next;
        }
        ends_[static_cast<std::size_t>(node)] = index;
    }

    std::vector<Word> words_;
    PrintedLabels printed_;
    std::vector<Edge> edges_ = std::vector<Edge>(mask + 1);
    std::vector<std::int32_t> ends_ = {-1};  // by node: the word that ends there
};

const Vocabulary& vocabulary() {
    static const Vocabulary instance;
    return instance;
}

/// Folds a text; nothing if it holds a compatibility character, unless these are `resolved` as far as they can be.
std::optional<std::u32string> try_to_fold(std::string_view text, bool resolved) {
    std::u32string out(text.size(), U'\0');
    std::size_t count = 0;
    const char* const end = text.data() + text.size();
    std::size_t length = 0;
    for (const char* at = text.data(); at < end; at += length) {
        const char32_t c = decode(at, end, length);
        if (c >= first_ideograph && c <= last_ideograph) {
            out[count++] = to_simplified(c);
            continue;
        }
        if (!resolved && is_compatibility(c)) return std::nullopt;
        if (const auto folded = fold_other(c)) out[count++] = *folded;
    }
    out.resize(count);
    return out;
}

/// Bytes of the brackets and quotation marks that close at the front of a text.
std::size_t closing_marks(const char* at, const char* end) {
    constexpr CharacterSet marks(U")）”\"》」』］]");
    const char* const begin = at;
    for (std::size_t length = 0; at < end; at += length)
        if (!marks.holds(decode(at, end, length))) break;
    return static_cast<std::size_t>(at - begin);
}

/// The next character that folding leaves, or nothing at the text's end.
std::optional<char32_t> take_folded(std::string_view& text) {
    while (!text.empty()) {
        std::size_t length = 0;
        const auto folded = fold(decode(text.data(), text.data() + text.size(), length));
        text.remove_prefix(length);
        if (folded) return folded;
    }
    return std::nullopt;
}

/// Whether two texts are the same, once folded.
bool fold_alike(std::string_view a, std::string_view b) {
    for (;;) {
        const auto left = take_folded(a), right = take_folded(b);
        if (left != right) return false;
        if (!left) return true;
    }
}

/// The text from its first character on that folding leaves and that is no numeral.
std::string_view behind_numerals(std::string_view text) {
    while (!text.empty()) {
        std::size_t length = 0;
        const auto folded = fold(decode(text.data(), text.data() + text.size(), length));
        if (folded && !is_numeral(*folded)) break;
        text.remove_prefix(length);
    }
    return text;
}

}  // namespace

std::optional<char32_t> fold_other(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms of ASCII
    if (c < 0x80) {
        if (c >= U'A' && c <= U'Z') return c + 32;
        if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) return c;
        return std::nullopt;
    }
    if (c < 0xC0 || c == 0xD7 || c == 0xF7) return std::nullopt;  // Latin-1 punctuation and blanks
    if (c >= 0x2000 && c < 0x2460) return std::nullopt;           // punctuation, arrows, operators
    if (c >= 0x2500 && c < 0x2E80) return std::nullopt;           // lines, boxes, symbols
    if (c >= 0x3000 && c < 0x3040) return c == U'〇' ? std::optional(c) : std::nullopt;
    if (c >= 0xE000 && c < 0xF900) return std::nullopt;   // private use
    if (c >= 0xFE00 && c <= 0xFFFF) return std::nullopt;  // variation selectors, vertical and small forms, specials
    return c;
}

std::u32string fold(std::string_view text) {
    if (auto folded = try_to_fold(text, false)) return *std::move(folded);
    return *try_to_fold(compatibility_form(text), true);
}

const Word* find_word(std::u32string_view folded) {
    if (folded.empty()) return nullptr;
    const Vocabulary& known = vocabulary();
    std::int32_t node = 0;
    for (const char32_t c : folded)
        if (node = known.step(node, c); node < 0) return nullptr;
    return known.word_of(node);
}

const Word* find_word(std::string_view text) {
    const Vocabulary& known = vocabulary();
    if (const Word* word = known.printed(text)) return word;
    const char* at = text.data();
    const char* const end = at + text.size();
    std::int32_t node = 0;
    while (at < end) {
        std::size_t length = 0;
        const char32_t c = decode(at, end, length);
        at += length;
        if (c >= first_ideograph && c <= last_ideograph) {
            node = known.step(node, to_simplified(c));
        } else {
            if (is_compatibility(c)) return find_word(fold(text));
            if (const auto folded = fold(c)) node = known.step(node, *folded);
        }
        if (node < 0) return nullptr;
    }
    return known.word_of(node);
}

bool is_printed_word(std::string_view text) { return vocabulary().printed(text) != nullptr; }

const Word* longest_word(std::u32string_view folded) {
    const Vocabulary& known = vocabulary();
    const Word* found = nullptr;
    std::int32_t node = 0;
    for (const char32_t c : folded) {
        if (node = known.step(node, c); node < 0) break;
        if (const Word* word = known.word_of(node)) found = word;
    }
    return found;
}

const Word* word_at(const char* at, const char* end, std::size_t& length) {
    const Vocabulary& known = vocabulary();
    const char* const begin = at;
    const Word* found = nullptr;
    std::int32_t node = 0;
    while (at < end && *at != '\n') {
        std::size_t bytes = 0;
        const auto folded = fold(decode(at, end, bytes));
        at += bytes;
        if (!folded) {
            if (at - begin > 256) break;  // a word is never that long: do not walk through a sea of blanks
            continue;
        }
        if (node = known.step(node, *folded); node < 0) break;
        if (const Word* word = known.word_of(node)) {
            found = word;
            length = static_cast<std::size_t>(at - begin);
        }
    }
    if (found != nullptr) length += closing_marks(begin + length, end);
    return found;
}

bool begins_word(std::string_view text) {
    const Vocabulary& known = vocabulary();
    const char* at = text.data();
    const char* const end = at + text.size();
    std::int32_t node = 0;
    std::size_t characters = 0;
    for (std::size_t length = 0; at < end && node >= 0; at += length)
        if (const auto folded = fold(decode(at, end, length))) {
            node = known.step(node, *folded);
            ++characters;
        }
    return node >= 0 && characters >= 6;
}

const std::vector<Word>& words() { return vocabulary().words(); }

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
    constexpr std::size_t longest = 96;
    if (a.size() > longest || b.size() > longest) return limit + 1;
    if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
    std::array<std::size_t, longest + 1> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        std::size_t least = row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
            least = std::min(least, row[j]);
        }
        if (least > limit) return limit + 1;
    }
    return row[b.size()];
}

std::optional<std::size_t> written_over(std::u32string_view label, std::u32string_view word) {
    constexpr std::size_t shortest_word = 8, longest_name = 16;
    if (word.size() < shortest_word) return std::nullopt;
    const std::size_t shorter = std::min(label.size(), word.size());
    std::size_t front = 0, back = 0;
    while (front < shorter && label[front] == word[front]) ++front;
    while (front + back < shorter && label[label.size() - 1 - back] == word[word.size() - 1 - back]) ++back;
    const std::size_t left = front + back;
    if (front == 0 || back == 0 || 3 * left < 2 * word.size() || label.size() - left > longest_name)
        return std::nullopt;
    return word.size() - left;
}

bool resembles_numbered_row(std::string_view line) {
    static const std::vector<std::u32string> labels = [] {
        std::vector<std::u32string> list = {fold(std::string_view("三、本年度办理结果"))};
        for (const Form* form : all_forms)
            for (const Row& row : form->table(TableId::requests).blocks[0].rows)
                if (row.group.empty()) list.push_back(fold(row.label));
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        return list;
    }();
    const std::u32string folded = fold(line);
    return std::any_of(labels.begin(), labels.end(), [&](const std::u32string& label) {
        const std::size_t limit = label.size() / 4;
        if (edit_distance(folded, label, limit) <= limit || written_over(folded, label)) return true;
        return folded.size() >= 2 && label.starts_with(folded);  // the first part of a label that the page wrapped
    });
}

bool is_section_title(std::string_view line) {
    const std::string_view title = behind_numerals(line);
    if (title.empty()) return false;
    std::size_t length = 0;
    const char32_t first = decode(title.data(), title.data() + title.size(), length);
    if (is_compatibility(first)) return is_section_title(compatibility_form(title));
    if (!title_beginnings.holds(first)) return false;
    const auto printed = [&](const SectionTitle& known) { return known.text == title; };
    const auto alike = [&](const SectionTitle& known) {
        return known.first == first && fold_alike(title.substr(length), known.text.substr(length));
    };
    return std::ranges::any_of(section_titles, printed) || std::ranges::any_of(section_titles, alike);
}

bool is_report_title(std::string_view line) {
    constexpr std::size_t shortest = std::string_view("信息公开年报").size();
    constexpr std::size_t longest = 180;  // bytes
    if (line.size() < shortest || line.size() > longest || line.ends_with("。")) return false;
    if (line.find("信息公开") == std::string_view::npos) return false;
    return line.find("年度报告") != std::string_view::npos || line.find("年报") != std::string_view::npos;
}

}  // namespace nianbao::grammar
