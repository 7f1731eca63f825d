// Words -> chunks, without what the page adds to the report.
#include "readers/pdf_chunks.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

namespace nianbao::readers {
namespace {

// ---- what a text looks like -----------------------------------------------------------------------------------------

/// The bytes of the character in front; text is UTF-8, and what is not still moves on.
std::string_view first_character(std::string_view text) {
    std::size_t length = text.empty() ? 0 : 1;
    while (length < text.size() && length < 4 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
    return text.substr(0, length);
}

std::string_view last_character(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
    }
    return text.substr(at);
}

bool is_one_of(std::string_view character, std::string_view all) {
    return !character.empty() && all.find(character) != std::string_view::npos;
}

constexpr std::string_view digits = "0123456789０１２３４５６７８９";
constexpr std::string_view chinese_numerals = "一二三四五六七八九十";
constexpr std::string_view within_numbers = ".,，．";
constexpr std::string_view openings = "(（";
constexpr std::string_view closings = ")）";

/// Takes characters off the front while they are of a kind; how many.
std::size_t skip(std::string_view& text, std::string_view kind) {
    std::size_t count = 0;
    for (; is_one_of(first_character(text), kind); ++count) text.remove_prefix(first_character(text).size());
    return count;
}

bool is_remark(std::string_view text) {
    return text.empty() || (is_one_of(first_character(text), openings) && is_one_of(last_character(text), closings));
}

constexpr std::array<std::string_view, 12> units = {"",   "万元", "元", "件", "项",    "条",
                                                    "个", "批次", "次", "批", "万 元", "份"};

/// 12, 1,234, 7730.28, +(0), each with a unit or a remark behind it.
bool is_number(std::string_view text) {
    constexpr std::array<std::string_view, 7> changes = {"增加", "减少", "增", "减", "+", "-", "－"};
    for (const std::string_view change : changes)
        if (text.starts_with(change)) {
            text.remove_prefix(change.size());
            break;
        }
    skip(text, "＋±");
    const bool in_parentheses = text.starts_with('(') && text.ends_with(')');
    if (in_parentheses) text = text.substr(1, text.size() - 2);
    if (skip(text, digits) == 0) return false;
    while (is_one_of(first_character(text), within_numbers)) {
        skip(text, within_numbers);
        if (skip(text, digits) == 0) return false;  // 1. is the number of a label
    }
    return std::ranges::any_of(
        units, [&](std::string_view unit) { return text.starts_with(unit) && is_remark(text.substr(unit.size())); });
}

bool is_wide(std::string_view character) {
    return character.size() >= 3;  // CJK and its punctuation; nothing else of three bytes is met here often
}

// ---- words -> chunks ------------------------------------------------------------------------------------------------

/// Words of a line are apart by less than this share of their height, cells by more.
constexpr Length gap_percent = 35;
constexpr Length unit_gap_percent = 70;  // a unit may stand behind a blank
constexpr Length drift_percent = 30;     // of the middles of a line's words
constexpr std::size_t most_candidates = 16;

/// Where the numbers of items begin that stand below each other: no line of another cell goes on over such an edge.
class ItemEdges {
public:
    explicit ItemEdges(const std::vector<Word>& words) {
        std::map<Length, std::size_t> counts;
        for (const Word& word : words)
            if (is_numbered(word.text)) ++counts[word.box.left / width];
        for (const auto& [edge, count] : counts)
            if (count > 1) edges_.push_back(edge);
    }

    [[nodiscard]] bool begins(const Word& word) const {
        return std::ranges::any_of(std::array{-1, 0, 1}, [&](Length step) {
            return std::ranges::binary_search(edges_, word.box.left / width + step);
        });
    }

private:
    static constexpr Length width = 50;  // half a point
    std::vector<Length> edges_;
};

/// Whether the word goes on where the chunk ends. Two figures are two cells.
bool continues(const Chunk& chunk, const Word& word, const ItemEdges& edges) {
    if (chunk.table || word.table) return false;
    const Length height = std::min(chunk.box.height(), word.box.height());
    const Length gap = word.box.left - chunk.box.right;
    constexpr Length least_percent = 15;  // between cells: of wide characters, or before a number of a label
    const bool both_wide = is_wide(last_character(chunk.text)) && is_wide(first_character(word.text));
    if (gap * 100 >= height * least_percent && (both_wide || is_numbered(word.text) || edges.begins(word)))
        return false;
    const bool is_unit = is_figure(chunk.text) && std::ranges::find(units, word.text) != units.end();
    return gap * 100 <= height * (is_unit ? unit_gap_percent : gap_percent) && gap * 2 >= -height &&
           std::abs(chunk.box.middle() - word.box.middle()) * 100 <= height * drift_percent &&
           !(is_figure(chunk.text) && is_figure(word.text));
}

/// The chunks of a page that further words may go on, by the height at which they stand.
class OpenChunks {
public:
    OpenChunks(std::vector<Chunk>& chunks, const ItemEdges& edges) : chunks_(chunks), edges_(edges) {}

    void add(Word word) {
        const std::optional<std::size_t> chunk = continued_by(word);
        if (!chunk) {
            open_.emplace(word.box.middle(), chunks_.size());
            chunks_.push_back({.box = word.box, .text = std::move(word.text), .table = word.table});
            return;
        }
        note_tail(chunks_[*chunk], word);
        chunks_[*chunk].box = join(chunks_[*chunk].box, word.box);
        if (!joins_without_blank(chunks_[*chunk].text, word.text)) chunks_[*chunk].text += ' ';
        chunks_[*chunk].text += word.text;
    }

private:
    static void note_tail(Chunk& chunk, const Word& word) {
        constexpr Length least_percent = 8;  // of the height: any gap that made it a word
        const bool apart = (word.box.left - chunk.box.right) * 100 >= word.box.height() * least_percent;
        chunk.tail.reset();
        if (apart && is_figure(word.text))
            chunk.tail = {.left = word.box.left, .text_end = chunk.box.right, .size = word.text.size()};
    }

    /// Words come from left to right, so what ends far to the left of this one is finished.
    std::optional<std::size_t> continued_by(const Word& word) {
        const Length reach = word.box.height();
        auto at = open_.lower_bound(word.box.middle() - reach);
        for (std::size_t seen = 0; at != open_.end() && at->first <= word.box.middle() + reach; ++seen) {
            const Chunk& chunk = chunks_[at->second];
            if (continues(chunk, word, edges_)) return at->second;
            if (seen >= most_candidates) return std::nullopt;
            at = chunk.box.right + chunk.box.height() < word.box.left ? open_.erase(at) : std::next(at);
        }
        return std::nullopt;
    }

    std::vector<Chunk>& chunks_;
    const ItemEdges& edges_;
    std::multimap<Length, std::size_t> open_;
};

std::vector<Chunk> chunks_of_page(const WordPage& page) {
    std::vector<Word> words;
    for (const Word& word : page.words)
        if (word.box.top >= 0 && word.box.bottom < page_stride) words.push_back(word);
    std::ranges::stable_sort(words, {}, [](const Word& word) { return word.box.left; });
    std::vector<Chunk> chunks;
    const ItemEdges edges(words);
    OpenChunks open(chunks, edges);
    for (Word& word : words) open.add(std::move(word));
    for (Chunk& chunk : chunks) {
        chunk.figure = is_figure(chunk.text);
        chunk.numbered = is_numbered(chunk.text);
    }
    std::ranges::stable_sort(chunks, {}, [](const Chunk& chunk) { return chunk.box.middle(); });
    return chunks;
}

// ---- page numbers and running heads ---------------------------------------------------------------------------------

constexpr Length margin_percent = 13;          // of the page's height
constexpr std::size_t most_margin_chunks = 8;  // looked at on either end
constexpr std::size_t longest_page_number = 40;

/// A line in the margin: its chunks are `first` to `last` of the page.
struct MarginLine {
    std::size_t page = 0, first = 0, last = 0;
    std::uint32_t number = 0;  // of the page in the file
    std::string text;          // without blanks
    std::string masked;        // the same on every page of which only the number differs
};

std::string masked(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        const bool digit = is_one_of(character, digits);
        if (!digit)
            out += character;
        else if (!out.ends_with('0'))
            out += '0';
        text.remove_prefix(character.size());
    }
    return out;
}

bool in_margin(const Chunk& chunk, const WordPage& page) {
    const Length margin = page.height / 100 * margin_percent;
    return chunk.box.bottom <= margin || chunk.box.top >= page.height - margin;
}

MarginLine margin_line(std::span<const Chunk> chunks, std::size_t page, std::size_t first, std::size_t last) {
    MarginLine line{.page = page, .first = first, .last = last, .number = 0, .text = {}, .masked = {}};
    std::vector<const Chunk*> ordered;
    for (std::size_t i = first; i < last; ++i) ordered.push_back(&chunks[i]);
    std::ranges::sort(ordered, {}, [](const Chunk* chunk) { return chunk->box.left; });
    for (const Chunk* chunk : ordered)
        std::ranges::copy_if(chunk->text, std::back_inserter(line.text), [](char c) { return c != ' '; });
    line.masked = masked(line.text);
    return line;
}

/// The outermost line of the page at either end, if it stands in the margin.
void add_margin_lines(std::span<const Chunk> chunks, const WordPage& page, std::size_t number,
                      std::vector<MarginLine>& out) {
    const auto beside = [&](const Chunk& a, const Chunk& b) {
        return std::abs(a.box.middle() - b.box.middle()) * 2 < std::min(a.box.height(), b.box.height());
    };
    if (chunks.empty()) return;
    const auto is_table = [](const Chunk& chunk) { return chunk.table.has_value(); };
    std::size_t top = 1, bottom = chunks.size() - 1;
    while (top < chunks.size() && top <= most_margin_chunks && beside(chunks[0], chunks[top])) ++top;
    while (bottom > top && chunks.size() - bottom <= most_margin_chunks && beside(chunks.back(), chunks[bottom - 1]))
        --bottom;
    if (top <= most_margin_chunks && in_margin(chunks[0], page) && std::ranges::none_of(chunks.first(top), is_table))
        out.push_back(margin_line(chunks, number, 0, top));
    if (bottom >= top && chunks.size() - bottom <= most_margin_chunks && in_margin(chunks.back(), page) &&
        std::ranges::none_of(chunks.subspan(bottom), is_table))
        out.push_back(margin_line(chunks, number, bottom, chunks.size()));
}

/// -2-, 第2页, 2/5: digits and marks of a page number, and at least one mark.
bool is_dressed_page_number(const MarginLine& line) {
    constexpr std::string_view marks = "-—–－―_~·.•/|第页共頁Page";
    std::string_view text = line.text;
    constexpr std::size_t most_digits = 4;
    std::size_t figures = 0, dress = 0;
    while (!text.empty() && text.size() < longest_page_number) {
        const std::size_t more = skip(text, digits), other = skip(text, marks);
        if (more + other == 0 || more > most_digits) return false;  // more: the figures of a row
        figures += more > 0;
        dress += other;
    }
    return text.empty() && dress > 0 && (figures == 1 || figures == 2);
}

/// How far the number that is all of the line is from that of its page.
std::optional<std::int64_t> page_number_shift(const MarginLine& line) {
    if (line.text.empty() || line.text.size() > 4) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : line.text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number - static_cast<std::int64_t>(line.number);
}

/// Which of the lines the pages add: numbers that count the pages, and what stands on most of them.
std::vector<bool> furniture(const std::vector<MarginLine>& lines, std::size_t pages) {
    std::map<std::int64_t, std::size_t> shifts;
    std::map<std::string_view, std::size_t> texts;
    for (const MarginLine& line : lines) {
        ++texts[line.masked];
        if (const auto shift = page_number_shift(line)) ++shifts[*shift];
    }
    std::vector<bool> out;
    for (const MarginLine& line : lines) {
        const auto shift = page_number_shift(line);
        const bool counts = shift && (shifts[*shift] > 1 || (pages == 1 && *shift == 0));
        const bool has_words =
            std::ranges::any_of(line.masked, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        const bool repeated = has_words && texts[line.masked] >= 3 && texts[line.masked] * 2 > pages;
        out.push_back(counts || repeated || is_dressed_page_number(line));
    }
    return out;
}

}  // namespace

bool is_figure(std::string_view text) {
    constexpr std::array<std::string_view, 14> others = {"/", "／", "-",  "－", "—",  "——",     "–",
                                                         "×", "*",  "无", "無", "零", "不适用", "不涉及"};
    return std::ranges::find(others, text) != others.end() || is_number(text);
}

bool is_numbered(std::string_view text) {
    const bool opened = skip(text, openings) > 0;
    const bool chinese = skip(text, chinese_numerals) > 0;
    if (!chinese && skip(text, digits) == 0) return false;
    if (opened && chinese && text.empty()) return true;  // （三, with ）不予公开 on the next line
    return is_one_of(first_character(text), opened ? closings : "、.．");
}

bool ends_in_digit(std::string_view text) { return is_one_of(last_character(text), digits); }

bool begins_with_digit(std::string_view text) { return is_one_of(first_character(text), digits); }

Chunk take_tail(Chunk& chunk) {
    const Chunk::Tail tail = *std::exchange(chunk.tail, std::nullopt);
    Chunk figure{.box = chunk.box, .text = chunk.text.substr(chunk.text.size() - tail.size), .figure = true};
    figure.box.left = tail.left;
    chunk.box.right = tail.text_end;
    chunk.text.resize(chunk.text.size() - tail.size);
    while (chunk.text.ends_with(' ')) chunk.text.pop_back();
    chunk.figure = is_figure(chunk.text);
    return figure;
}

bool joins_without_blank(std::string_view before, std::string_view behind) {
    return before.empty() || behind.empty() || is_wide(last_character(before)) || is_wide(first_character(behind));
}

std::vector<Chunk> chunks_of(const std::vector<WordPage>& pages) {
    const std::size_t count = std::min(pages.size(), most_pages);
    std::vector<std::vector<Chunk>> chunks;
    std::vector<MarginLine> lines;
    for (std::size_t page = 0; page < count; ++page) {
        chunks.push_back(chunks_of_page(pages[page]));
        const std::size_t before = lines.size();
        add_margin_lines(chunks.back(), pages[page], page, lines);
        for (std::size_t line = before; line < lines.size(); ++line) lines[line].number = pages[page].number;
    }
    const std::vector<bool> dropped = furniture(lines, count == 0 ? 0 : pages[count - 1].number);
    for (std::size_t i = lines.size(); i-- > 0;)  // from behind: what is taken out moves nothing that is still to go
        if (dropped[i]) {
            std::vector<Chunk>& of_page = chunks[lines[i].page];
            of_page.erase(of_page.begin() + static_cast<std::ptrdiff_t>(lines[i].first),
                          of_page.begin() + static_cast<std::ptrdiff_t>(lines[i].last));
        }
    std::vector<Chunk> all;
    for (std::size_t page = 0; page < count; ++page)
        for (Chunk& chunk : chunks[page]) {
            chunk.box.top += static_cast<Length>(page) * page_stride;
            chunk.box.bottom += static_cast<Length>(page) * page_stride;
            all.push_back(std::move(chunk));
        }
    return all;
}

}  // namespace nianbao::readers
