// A page's items -> lines. A first walk finds which tables hold data and which only lay out the page; a second one
// prints. Blanks are those that a browser shows, but for the ones that it makes of line ends between Chinese characters.
#include "readers/html_print.hpp"

#include <algorithm>
#include <utility>

#include "grammar/blank.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::readers {
namespace {

using Kind = PageItem::Kind;
using grammar::Span;

// Which tables hold data.

/// A cell with more text holds a whole page rather than a figure, a label or a remark.
constexpr std::uint32_t most_cell_bytes = 4096;

struct TableFacts {
    std::uint32_t item = 0;
    std::uint32_t cells = 0, row_cells = 0, widest_row = 0, cell_bytes = 0, longest_cell = 0;
    bool holds_tables = false;

    void end_row() {
        widest_row = std::max(widest_row, row_cells);
        row_cells = 0;
    }
    void end_cell() {
        longest_cell = std::max(longest_cell, cell_bytes);
        cell_bytes = 0;
    }
    /// A frame around one cell is no table to anyone who looks at the page.
    [[nodiscard]] bool is_table() const { return cells > 1 || holds_tables; }
    [[nodiscard]] bool holds_data() const { return widest_row > 1 && !holds_tables && longest_cell <= most_cell_bytes; }
};

/// The items that begin a table of data, ascending.
std::vector<std::uint32_t> data_tables(const std::vector<PageItem>& items) {
    std::vector<std::uint32_t> found;
    std::vector<TableFacts> open;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        const PageItem& item = items[i];
        if (item.kind == Kind::table) open.push_back({.item = i});
        if (open.empty()) continue;
        TableFacts& table = open.back();
        if (item.kind == Kind::text || item.kind == Kind::character) table.cell_bytes += item.end - item.begin;
        if (item.kind == Kind::cell) ++table.cells, ++table.row_cells, table.cell_bytes = 0;
        if (item.kind == Kind::cell_end) table.end_cell();
        if (item.kind == Kind::row || item.kind == Kind::row_end) table.end_row();
        if (item.kind != Kind::table_end) continue;
        table.end_row();
        const TableFacts closed = table;
        if (closed.holds_data()) found.push_back(closed.item);
        open.pop_back();
        if (open.empty()) continue;
        open.back().holds_tables |= closed.is_table();
        open.back().cell_bytes += closed.longest_cell;
    }
    std::ranges::sort(found);
    return found;
}

// Characters.

bool is_chinese(char32_t c) { return c >= 0x2E80; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

enum class Blank : std::uint8_t { nothing, line_end, wide, narrow };

/// What a blank of so many bytes is to a page: a no-break or an ideographic one keeps its width.
Blank kind_of_blank(std::string_view blank) {
    if (blank == "\n" || blank == "\r") return Blank::line_end;
    if (blank.size() == 1) return Blank::narrow;
    if (blank == "\xC2\xA0" || blank == "\xE3\x80\x80") return Blank::wide;
    const bool has_width = blank >= "\xE2\x80\x80" && blank <= "\xE2\x80\x8A";
    return has_width || blank == "\xE2\x80\xAF" || blank == "\xE2\x81\x9F" ? Blank::wide : Blank::nothing;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

/// Bytes that begin a blank or a control character, or may.
constexpr auto may_end_word = [] {
    auto table = grammar::blank_first;
    for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = true;
    table[0x7F] = true;
    return table;
}();

/// Whether a blank or a control character stands at the front: any byte of a text may be asked for.
bool ends_word(std::string_view text) {
    return may_end_word[static_cast<unsigned char>(text.front())] &&
           (is_control(text.front()) || grammar::leading_blank(text) != 0);
}

char32_t last_character(std::string_view word) {
    std::size_t begin = word.size() - 1, length = 0;
    while (begin > 0 && (static_cast<unsigned char>(word[begin]) & 0xC0U) == 0x80U) --begin;
    return grammar::decode(word.data() + begin, word.data() + word.size(), length);
}

/// The text grows at its end; each stretch knows its place in the page.
class Lines {
public:
    Lines(std::string_view page, const Limits& limits) : page_(page), limits_(limits) {}

    /// What the text goes beyond; nothing is added to it then.
    [[nodiscard]] const Limit* beyond() const {
        if (count_ > limits_.paragraphs.most) return &limits_.paragraphs;
        return text_.size() > limits_.text_bytes.most ? &limits_.text_bytes : nullptr;
    }

    /// Between what stands before and what comes next, once there is any.
    enum class Gap : std::uint8_t { none, blank, line_end, paragraph };
    void gap(Gap gap) { gap_ = std::max(gap_, gap); }

    /// Which blanks are kept: those that have a width of their own, all, none but one between two words.
    enum class Blanks : std::uint8_t { wide, all, single };

    /// A stretch of the page, with its blanks as a browser shows them.
    void add(Span stretch, Blanks blanks) {
        while (!stretch.empty() && beyond() == nullptr) {
            const std::string_view rest = page_.substr(stretch.begin, stretch.size());
            if (const std::size_t length = grammar::leading_blank(rest)) {
                add_blank({stretch.begin, stretch.begin + static_cast<std::uint32_t>(length)}, blanks);
                stretch.begin += static_cast<std::uint32_t>(length);
            } else if (is_control(rest.front())) {
                ++stretch.begin;
            } else {
                stretch.begin += add_word(stretch.begin, rest);
            }
        }
    }

    /// What an entity means.
    void add_character(char32_t meant, Span entity, Blanks blanks) {
        const std::string bytes = utf8(meant);
        if (grammar::leading_blank(bytes) != 0) {
            const Blank blank = kind_of_blank(bytes);
            if (blank == Blank::nothing) return;
            if (blank == Blank::line_end || at_start() || !keeps(blanks, blank)) return gap(Gap::blank);
            put(bytes, entity);
        } else if (!is_control(bytes.front())) {
            before(meant);
            put(bytes, entity);
            last_ = meant;
        }
    }

    /// What is raised, lowered or struck out begins or ends.
    void change_level() { level_changed_ = true; }

    /// A tab in front of a row's next cell.
    void next_cell() {
        forget_gap();
        put_made("\t");
        begin_ = size();
    }

    /// Ends the line if it holds anything, or in any case.
    void end_line(bool in_any_case = false) {
        forget_gap();
        if (!in_any_case) trim();
        if (in_any_case || !at_start()) {
            put_made("\n");
            ++count_;
        }
        begin_ = size();
    }

    /// One empty line, unless there is one, or nothing before it.
    void end_block() {
        end_line();
        if (!text_.empty() && !text_.ends_with("\n\n")) put_made("\n");
        begin_ = size();
    }

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    [[nodiscard]] bool at_start() const { return size() == begin_; }

    void hand_over(PrintedPage& out) {
        out.text = std::move(text_);
        out.pieces = std::move(pieces_);
    }

private:
    static std::string utf8(char32_t c) {
        std::string out;
        const auto add = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
        if (c < 0x80) return add(c), out;
        if (c < 0x800) return add(0xC0 | c >> 6), add(0x80 | (c & 0x3F)), out;
        if (c < 0x10000) return add(0xE0 | c >> 12), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F)), out;
        return add(0xF0 | c >> 18), add(0x80 | (c >> 12 & 0x3F)), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F)),
               out;
    }

    static bool keeps(Blanks blanks, Blank blank) {
        return blanks == Blanks::all || (blanks == Blanks::wide && blank == Blank::wide);
    }

    void add_blank(Span place, Blanks blanks) {
        const std::string_view bytes = page_.substr(place.begin, place.size());
        const Blank blank = kind_of_blank(bytes);
        if (blank == Blank::nothing) return;
        if (blank == Blank::line_end && blanks == Blanks::all) return bytes == "\n" ? end_line(true) : void();
        if (blank == Blank::line_end) return gap(Gap::line_end);
        const bool indents = at_start() && blanks != Blanks::all;
        indents || !keeps(blanks, blank) ? gap(Gap::blank) : put(bytes, place);
    }

    /// As far as the next blank. Gives its bytes.
    std::uint32_t add_word(std::uint32_t at, std::string_view rest) {
        std::size_t end = 0;
        before(grammar::decode(rest.data(), rest.data() + rest.size(), end));
        while (end < rest.size() && !ends_word(rest.substr(end))) ++end;
        const std::string_view word = rest.substr(0, end);
        last_ = last_character(word);
        put(word, {at, at + static_cast<std::uint32_t>(end)});
        return static_cast<std::uint32_t>(end);
    }

    /// Settles what stands between the last character and the next. Digits of two paragraphs, or with one of them
    /// raised or struck out, are no one number: a blank between them would make it one.
    void before(char32_t next) {
        const Gap gap = std::exchange(gap_, Gap::none);
        const bool level_changed = std::exchange(level_changed_, false);
        if (at_start()) return;
        const bool digits = is_digit(last_) && is_digit(next);
        const bool joined = gap != Gap::blank && is_chinese(last_) && is_chinese(next);
        if (digits && gap == Gap::paragraph) return put_made("；");
        if (digits && level_changed) return put_made("^");
        if (gap != Gap::none && !joined) put_made(" ");
    }

    /// Text that stands in the page, maybe in another spelling.
    void put(std::string_view bytes, Span place) {
        const bool same = bytes.size() == place.size();
        const bool goes_on = same && !pieces_.empty() && pieces_.back().input_step == 1 &&
                             pieces_.back().text_step == 1 &&
                             pieces_.back().input + (size() - pieces_.back().text) == place.begin;
        if (!goes_on && same) pieces_.push_back({size(), place.begin});
        if (!same)
            pieces_.push_back({size(), place.begin, static_cast<std::uint8_t>(bytes.size()),
                               static_cast<std::uint8_t>(std::min<std::uint32_t>(place.size(), 255))});
        text_ += bytes;
        behind_ = place.end;
    }

    /// Text that does not stand in the page: it is where the last that does ends.
    void put_made(std::string_view bytes) {
        if (pieces_.empty() || pieces_.back().input_step != 0 || pieces_.back().input != behind_)
            pieces_.push_back({size(), behind_, 1, 0});
        text_ += bytes;
    }

    /// Takes blanks off the line's end.
    void trim() {
        const std::string_view line = std::string_view(text_).substr(begin_);
        const std::size_t kept = begin_ + grammar::without_blanks_behind(line).size();
        if (kept == text_.size()) return;
        pieces_.cut(static_cast<std::uint32_t>(kept));
        text_.resize(kept);
    }

    void forget_gap() {
        gap_ = Gap::none;
        level_changed_ = false;
    }

    std::string_view page_;
    const Limits& limits_;
    std::string text_;
    std::size_t count_ = 0;  // of lines that hold anything
    grammar::Pieces pieces_;
    std::uint32_t behind_ = 0;  // the last text that stands in the page
    std::uint32_t begin_ = 0;   // of the line or cell
    char32_t last_ = 0;
    Gap gap_ = Gap::none;
    bool level_changed_ = false;
};

// The second walk.

class Printer {
public:
    Printer(std::string_view page, const std::vector<PageItem>& items, const Limits& limits)
        : items_(items), data_tables_(data_tables(items)), lines_(page, limits) {}

    PrintedPage print() {
        for (std::uint32_t i = 0; i < items_.size() && lines_.beyond() == nullptr; ++i)
            if (items_[i].kind == Kind::table && is_data(i))
                i = print_table(i);
            else
                print_flow(items_[i]);
        lines_.end_line();
        out_.beyond = lines_.beyond();
        lines_.hand_over(out_);
        return std::move(out_);
    }

private:
    /// Asked of each table in order.
    bool is_data(std::uint32_t item) {
        while (next_ < data_tables_.size() && data_tables_[next_] < item) ++next_;
        return next_ < data_tables_.size() && data_tables_[next_] == item;
    }

    void print_text(const PageItem& item, Lines::Blanks blanks) {
        const Span place{item.begin, item.end};
        item.kind == Kind::text ? lines_.add(place, blanks) : lines_.add_character(item.value, place, blanks);
    }

    void print_flow(const PageItem& item) {
        switch (item.kind) {
            case Kind::text:
            case Kind::character: return print_text(item, preformatted_ > 0 ? Lines::Blanks::all : Lines::Blanks::wide);
            case Kind::line_break: return lines_.end_line();
            case Kind::raised:
            case Kind::raised_end: return lines_.change_level();
            case Kind::preformatted: ++preformatted_; [[fallthrough]];
            case Kind::block:
            case Kind::table:
            case Kind::row:
            case Kind::cell:
                lines_.end_block();
                open_.push_back(lines_.size());
                return;
            case Kind::preformatted_end: --preformatted_; [[fallthrough]];
            case Kind::block_end:
            case Kind::table_end:
            case Kind::row_end:
            case Kind::cell_end: return end_block();
        }
    }

    void end_block() {
        lines_.end_block();
        out_.blocks.push_back({open_.back(), lines_.size()});
        open_.pop_back();
    }

    /// Gives the item that ends the table.
    std::uint32_t print_table(std::uint32_t table) {
        lines_.end_block();
        const std::uint32_t begin = lines_.size();
        const std::uint32_t end = end_of(table);
        std::uint32_t cells = 0;
        const auto end_row = [&] {
            lines_.end_line(cells > 1);
            cells = 0;
        };
        for (std::uint32_t i = table + 1; i < end; ++i) {
            const PageItem& item = items_[i];
            if (item.kind == Kind::row || item.kind == Kind::row_end) {
                end_row();
            } else if (item.kind == Kind::cell) {
                if (cells++ > 0) lines_.next_cell();
                i = print_cell(i);
            } else if (cells == 0) {
                print_within(item);  // a caption is a row of one cell
            }
        }
        end_row();
        if (lines_.size() > begin) out_.tables.push_back({begin, lines_.size()});
        lines_.end_block();
        return end;
    }

    std::uint32_t print_cell(std::uint32_t cell) {
        const std::uint32_t end = end_of(cell);
        for (std::uint32_t i = cell + 1; i < end; ++i) print_within(items_[i]);
        return end;
    }

    /// What is all one cell, however many paragraphs and frames it has.
    void print_within(const PageItem& item) {
        switch (item.kind) {
            case Kind::text:
            case Kind::character: return print_text(item, Lines::Blanks::single);
            case Kind::raised:
            case Kind::raised_end: return lines_.change_level();
            default: return lines_.gap(Lines::Gap::paragraph);
        }
    }

    [[nodiscard]] std::uint32_t end_of(std::uint32_t item) const {
        return items_[item].value != 0 ? items_[item].value : static_cast<std::uint32_t>(items_.size());
    }

    const std::vector<PageItem>& items_;
    std::vector<std::uint32_t> data_tables_;
    std::size_t next_ = 0;
    Lines lines_;
    PrintedPage out_;
    std::vector<std::uint32_t> open_;  // where blocks begin in the text
    int preformatted_ = 0;
};

}  // namespace

PrintedPage print_page(std::string_view page, const HtmlPage& items, const Limits& limits) {
    return Printer(page, items.items, limits).print();
}

}  // namespace nianbao::readers
