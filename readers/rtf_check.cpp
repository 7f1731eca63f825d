// A walk over groups, control words and text that adds up what LibreOffice will do about them, in steps of some 0.1 µs.
// The numbers were measured with LibreOffice 7.4, by files in which one thing is repeated some thousand times; where its
// time grows with the square of their number, each of them costs in proportion to those before it.
#include "readers/rtf_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace nianbao::readers {
namespace {

constexpr std::size_t most_letters = 255, most_digits = 10;

// What each of them costs.
constexpr std::uint64_t of_any_word = 4;  // and 1 for each before it that no letter follows
constexpr std::uint64_t of_any_group = 4, of_paragraph = 750, of_row = 10'000, of_page = 5000;
constexpr std::uint64_t of_piece = 2;                           // of text between markup, for each of its paragraph
constexpr std::uint64_t of_letter = 7, of_byte_by_number = 50;  // \'d6: half of an ideograph
constexpr std::size_t long_paragraph = 1000;                    // behind so many letters they cost more
constexpr std::uint64_t slower = 8;                             // so many times

/// What a control word does, as far as it matters here.
enum class Effect : std::uint8_t {
    paragraph,   // ends one
    cell,        // ends one, and a paragraph
    cell_edge,   // \cellx of the row's definition
    row_begins,  // \trowd
    row,         // ends one
    nesting,     // \itap: tables within tables
    tab_stop,    // \tx
    plain,       // \pard: no tab stops
    font_size,   // in half points
    paper_width,
    paper_height,
    binary,   // so many bytes follow that are no markup
    data,     // the group holds a picture or other bytes, in hexadecimal digits
    letter,   // stands for a character
    one,      // something that costs by itself
    squared,  // something that costs in proportion to those of its kind before it
};

struct Word {
    std::string_view word;
    Effect effect;
    std::uint32_t cost = 0;
};

// In alphabetical order.
constexpr Word words[] = {
    {"absh", Effect::one, 20'000},
    {"absw", Effect::one, 20'000},
    {"annotation", Effect::one, 4000},
    {"bin", Effect::binary},
    {"bkmkstart", Effect::squared, 1},
    {"blipuid", Effect::data},
    {"blue", Effect::squared, 19},
    {"cell", Effect::cell},
    {"cellx", Effect::cell_edge},
    {"colorschememapping", Effect::data},
    {"datafield", Effect::data},
    {"datastore", Effect::data},
    {"deleted", Effect::squared, 2},
    {"field", Effect::one, 1000},
    {"fontfile", Effect::data},
    {"footnote", Effect::one, 4000},
    {"fs", Effect::font_size},
    {"itap", Effect::nesting},
    {"nestcell", Effect::cell},
    {"nestrow", Effect::row},
    {"objdata", Effect::data},
    {"page", Effect::one, 3000},
    {"paperh", Effect::paper_height},
    {"paperw", Effect::paper_width},
    {"par", Effect::paragraph},
    {"pard", Effect::plain},
    {"pghsxn", Effect::paper_height},
    {"pgwsxn", Effect::paper_width},
    {"pict", Effect::data},
    {"posx", Effect::one, 20'000},
    {"posy", Effect::one, 20'000},
    {"revised", Effect::squared, 2},
    {"row", Effect::row},
    {"sbasedon", Effect::squared, 5},
    {"sect", Effect::one, 4000},
    {"shp", Effect::squared, 150},
    {"tab", Effect::letter, 20},
    {"themedata", Effect::data},
    {"trowd", Effect::row_begins},
    {"tx", Effect::tab_stop},
    {"u", Effect::one, 50},
};
static_assert(std::ranges::is_sorted(words, {}, &Word::word));

const Word* find(std::string_view word) {
    const auto* const found = std::ranges::lower_bound(words, word, {}, &Word::word);
    return found != std::end(words) && found->word == word ? found : nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Never part of RTF but within \bin: a tab is text, ends of lines are none.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    return b > std::numeric_limits<std::uint64_t>::max() - a ? std::numeric_limits<std::uint64_t>::max() : a + b;
}

class Check {
public:
    Check(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

    CheckedRtf run() {
        if (!bytes_.starts_with("{")) return {damaged("a file that does not begin with a group"), {}};
        while (!refused_ && at_ < bytes_.size() && !ended_) step();  // in some group
        if (!refused_ && !ended_) refused_ = damaged("the file ends within a group: it is cut off");
        if (refused_) return {std::move(refused_), {}};
        kept_.append(bytes_.substr(kept_until_, at_ - kept_until_));
        return {{}, std::move(kept_)};
    }

private:
    struct Group {
        std::uint64_t font_size = 24;  // half points
        bool is_data = false;
    };

    void step() {
        const char c = bytes_[at_++];
        switch (c) {
            case '{': open(); break;
            case '}': close(); break;
            case '\\': markup(); break;
            case '\r':
            case '\n': break;
            default: text(c); break;
        }
        if (!refused_ && steps_ > limits_.office_steps.most) refused_ = over_limit(beyond(limits_.office_steps));
    }

    void open() {
        groups_.push_back(groups_.empty() ? Group{} : groups_.back());
        after_markup_ = true;
        spend(of_any_group + tab_stops_ / 5);
        if (groups_.size() > limits_.depth.most) refused_ = over_limit(beyond(limits_.depth));
    }

    /// What stands behind the outermost group is nothing to anybody.
    void close() {
        const bool was_data = groups_.back().is_data;
        groups_.pop_back();
        if (was_data && (groups_.empty() || !groups_.back().is_data)) kept_until_ = at_ - 1;
        after_markup_ = true;
        ended_ = groups_.empty();
    }

    /// Each piece of text between markup is one more portion of its paragraph.
    void text(char c) {
        if (is_control(c)) {
            refused_ = damaged("bytes that are no RTF");
            return;
        }
        letter(of_letter);
    }

    void letter(std::uint64_t cost) {
        if (groups_.back().is_data) return;
        if (std::exchange(after_markup_, false)) spend(of_piece * ++pieces_);
        words_ = 0;
        spend(++letters_ > long_paragraph ? slower * cost : cost);
        spend(share_of_page());
    }

    /// Large letters on small paper are many pages.
    [[nodiscard]] std::uint64_t share_of_page() const {
        const std::uint64_t side = groups_.back().font_size * 10;  // in twips, as the paper is
        return std::min(of_page, side * side * of_page / (paper_width_ * paper_height_));
    }

    void markup() {
        if (at_ >= bytes_.size()) {
            refused_ = damaged("the file ends within a control word");
            return;
        }
        if (is_letter(bytes_[at_])) return control_word();
        const char symbol = bytes_[at_++];
        if (symbol == '\'') {
            at_ = std::min(at_ + 2, bytes_.size());
            return letter(of_byte_by_number);
        }
        if (symbol == '\n' || symbol == '\r') return end_paragraph();
        after_markup_ = true;
        spend(of_any_word);
    }

    void control_word() {
        const std::size_t begin = at_ - 1;  // the backslash
        const std::string_view word = take(is_letter);
        const bool negative = at_ < bytes_.size() && bytes_[at_] == '-';
        if (negative) ++at_;
        const std::string_view digits = take(is_digit);
        if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
        if (word.size() > most_letters || digits.size() > most_digits) {
            refused_ = damaged("a control word or its number is longer than any");
            return;
        }
        std::uint64_t number = 0;
        for (const char c : digits) number = number * 10 + static_cast<std::uint64_t>(c - '0');
        after_markup_ = true;
        spend(of_any_word + ++words_);
        if (const Word* const known = find(word)) apply(*known, negative ? 0 : number, begin);
    }

    std::string_view take(bool (*belongs)(char)) {
        const std::size_t begin = at_;
        while (at_ < bytes_.size() && belongs(bytes_[at_])) ++at_;
        return bytes_.substr(begin, at_ - begin);
    }

    void apply(const Word& word, std::uint64_t number, std::size_t begin) {
        switch (word.effect) {
            case Effect::paragraph: return end_paragraph();
            case Effect::cell:
                spend(13 * ++cells_of_row_);
                if (++cells_ > limits_.cells.most) refused_ = over_limit(beyond(limits_.cells));
                return end_paragraph();
            case Effect::cell_edge: return spend(6 * ++edges_of_row_);
            case Effect::row_begins: edges_of_row_ = 0; return;
            case Effect::row: cells_of_row_ = 0; return spend(of_row);
            case Effect::nesting: return spend(10 * std::min(number, std::uint64_t{1} << 20U) * number);
            case Effect::tab_stop: ++tab_stops_; return;
            case Effect::plain: tab_stops_ = 0; return;
            case Effect::font_size: groups_.back().font_size = std::min<std::uint64_t>(number, 1U << 16U); return;
            case Effect::paper_width: paper_width_ = std::clamp<std::uint64_t>(number, 1, 1U << 16U); return;
            case Effect::paper_height: paper_height_ = std::clamp<std::uint64_t>(number, 1, 1U << 16U); return;
            case Effect::binary: return skip(number);
            case Effect::data: return leave_out(begin);
            case Effect::letter: after_markup_ = false; return letter(word.cost);
            case Effect::one: return spend(word.cost);
            case Effect::squared: return spend(word.cost * ++seen_[static_cast<std::size_t>(&word - words)]);
        }
    }

    void end_paragraph() {
        spend(of_paragraph + 3 * tab_stops_);
        pieces_ = letters_ = words_ = 0;
        if (++paragraphs_ > limits_.paragraphs.most) refused_ = over_limit(beyond(limits_.paragraphs));
    }

    /// From there to the end of the group.
    void leave_out(std::size_t begin) {
        if (std::exchange(groups_.back().is_data, true)) return;
        kept_.append(bytes_.substr(kept_until_, begin - kept_until_));
    }

    void skip(std::uint64_t bytes) {
        if (bytes > bytes_.size() - at_)
            refused_ = damaged("the file ends within a picture or other bytes");
        else
            at_ += bytes;
    }

    void spend(std::uint64_t steps) { steps_ = plus(steps_, steps); }

    std::string_view bytes_;
    const Limits& limits_;
    Refused refused_;
    std::size_t at_ = 0;
    bool ended_ = false;
    std::string kept_;            // what is not left out, but for what
    std::size_t kept_until_ = 0;  // begins here
    std::uint64_t steps_ = 0;

    std::vector<Group> groups_;
    std::array<std::uint64_t, std::size(words)> seen_{};
    std::uint64_t paper_width_ = 12'240, paper_height_ = 15'840;
    std::uint64_t paragraphs_ = 0, cells_ = 0, cells_of_row_ = 0, edges_of_row_ = 0, tab_stops_ = 0;
    std::uint64_t pieces_ = 0, letters_ = 0;  // of this paragraph
    std::uint64_t words_ = 0;                 // since the last letter or paragraph
    bool after_markup_ = true;
};

}  // namespace

CheckedRtf check_rtf(std::string_view bytes, const Limits& limits) { return Check(bytes, limits).run(); }

}  // namespace nianbao::readers
