// A gap that goes down the middle, with lines of prose on one side of it (lines that are full of words, which those of a
// table are not) and text, not figures alone, on the other.
#include "readers/pdf_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr Length bin = 100;                              // a point
constexpr std::size_t most_bins = 2'000;                 // wider pages are left as they are
constexpr Length first_percent = 35, last_percent = 65;  // of the page's width, where the gap may be
constexpr std::size_t least_gap = 8;                     // bins
constexpr std::size_t least_lines = 5;                   // of prose on one side, and of any text on the other
constexpr std::size_t least_sentences = 2;               // lines in which one ends
constexpr Length prose_percent = 70;                     // of a column's width that words of prose cover
constexpr Length text_percent = 25;                      // and those of other text, such as labels of a table

/// From left to right.
struct Gap {
    Length left = 0, right = 0;
};

/// Words at one height.
struct Line {
    std::size_t first = 0, last = 0;  // words
    bool crosses = false;             // the gap
};

/// Where in the middle of the page the fewest words stand.
Gap widest_gap(const WordPage& page) {
    if (page.width <= 0 || page.width / bin >= static_cast<Length>(most_bins)) return {};
    const auto bins = static_cast<std::size_t>(page.width / bin) + 1;
    std::vector<int> changes(bins + 1);
    for (const Word& word : page.words) {
        const auto place = [&](Length x) {
            return static_cast<std::size_t>(std::clamp<Length>(x / bin, 0, static_cast<Length>(bins) - 1));
        };
        ++changes[place(word.box.left)];
        --changes[place(word.box.right) + 1];
    }
    const auto first = bins * first_percent / 100, last = bins * last_percent / 100;
    std::vector<int> over(bins);
    int words = 0;
    for (std::size_t i = 0; i < bins; ++i) over[i] = words += changes[i];
    if (first >= last) return {};
    const int fewest = *std::min_element(over.begin() + static_cast<std::ptrdiff_t>(first),
                                         over.begin() + static_cast<std::ptrdiff_t>(last));
    Gap widest;
    for (std::size_t i = first; i < last;) {
        std::size_t end = i;
        while (end < last && over[end] == fewest) ++end;
        const Gap gap{static_cast<Length>(i) * bin, static_cast<Length>(end) * bin};
        if (end - i >= least_gap && gap.right - gap.left > widest.right - widest.left) widest = gap;
        i = std::max(end, i + 1);
    }
    return widest;
}

bool crosses(const Word& word, const Gap& gap) {
    return std::min(word.box.right, gap.right) > std::max(word.box.left, gap.left);
}

/// The words of the page are in the order of their middles.
std::vector<Line> lines_of(const WordPage& page, const Gap& gap) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < page.words.size(); ++i) {
        const Box& box = page.words[i].box;
        const bool same =
            !lines.empty() && (box.middle() - page.words[lines.back().first].box.middle()) * 2 < box.height();
        if (!same) lines.push_back({.first = i});
        lines.back().last = i + 1;
        lines.back().crosses |= crosses(page.words[i], gap);
    }
    return lines;
}

/// Figures, and whatever else has no Chinese in it.
bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// How much of the stretch from `left` to `right` words cover that are more than figures, in percent.
Length covered_percent(const WordPage& page, const Line& line, Length left, Length right) {
    Length covered = 0;
    for (std::size_t i = line.first; i < line.last; ++i) {
        const Box& box = page.words[i].box;
        if (box.left >= left && box.right <= right && !is_ascii(page.words[i].text)) covered += box.width();
    }
    return covered * 100 / std::max<Length>(right - left, 1);
}

/// Labels have no full stops.
bool ends_sentence(const WordPage& page, const Line& line, Length left, Length right) {
    for (std::size_t i = line.first; i < line.last; ++i) {
        const Word& word = page.words[i];
        if (word.box.left >= left && word.box.right <= right && word.text.find("。") != std::string::npos) return true;
    }
    return false;
}

class Splitter {
public:
    explicit Splitter(WordPage page) : page_(std::move(page)) {
        std::ranges::stable_sort(page_.words, {}, [](const Word& word) { return word.box.middle(); });
        left_ = page_.width;
        for (const Word& word : page_.words) {
            left_ = std::min(left_, word.box.left);
            right_ = std::max(right_, word.box.right);
        }
    }

    /// Nothing where the page is in one column.
    std::vector<WordPage> split() {
        gap_ = widest_gap(page_);
        if (gap_.right == 0) return {};
        const std::vector<Line> lines = lines_of(page_, gap_);
        std::size_t whole_from = 0;
        bool any = false;
        for (std::size_t begin = 0; begin < lines.size();) {
            std::size_t end = begin;
            while (end < lines.size() && lines[end].crosses == lines[begin].crosses) ++end;
            if (!lines[begin].crosses && has_columns({lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                                      lines.begin() + static_cast<std::ptrdiff_t>(end)})) {
                add_whole(whole_from, lines[begin].first);
                add_columns(lines[begin].first, lines[end - 1].last);
                whole_from = lines[end - 1].last;
                any = true;
            }
            begin = end;
        }
        if (!any) return {};
        add_whole(whole_from, page_.words.size());
        return std::move(pages_);
    }

private:
    [[nodiscard]] bool has_columns(const std::vector<Line>& lines) const {
        struct Side {
            std::size_t prose = 0, text = 0, sentences = 0;  // lines
            [[nodiscard]] bool is_prose() const { return prose >= least_lines && sentences >= least_sentences; }
            [[nodiscard]] bool is_text() const { return text >= least_lines; }
        };
        Side left, right;
        const auto count = [&](const Line& line, Length from, Length to, Side& side) {
            const Length percent = covered_percent(page_, line, from, to);
            side.prose += percent >= prose_percent ? 1 : 0;
            side.text += percent >= text_percent ? 1 : 0;
            side.sentences += ends_sentence(page_, line, from, to) ? 1 : 0;
        };
        for (const Line& line : lines) {
            count(line, left_, gap_.left, left);
            count(line, gap_.right, right_, right);
        }
        return (left.is_prose() && right.is_text()) || (left.is_text() && right.is_prose());
    }

    WordPage& add_page() {
        return pages_.emplace_back(
            WordPage{.width = page_.width, .height = page_.height, .number = page_.number, .words = {}});
    }

    void add_whole(std::size_t first, std::size_t last) {
        if (first == last) return;
        WordPage& page = add_page();
        std::move(page_.words.begin() + static_cast<std::ptrdiff_t>(first),
                  page_.words.begin() + static_cast<std::ptrdiff_t>(last), std::back_inserter(page.words));
    }

    void add_columns(std::size_t first, std::size_t last) {
        for (const bool is_right : {false, true}) {
            WordPage& page = add_page();
            for (std::size_t i = first; i < last; ++i)
                if ((page_.words[i].box.left >= gap_.right) == is_right) page.words.push_back(page_.words[i]);
        }
    }

    WordPage page_;
    Length left_ = 0, right_ = 0;
    Gap gap_;
    std::vector<WordPage> pages_;
};

}  // namespace

std::vector<WordPage> columns_apart(std::vector<WordPage> pages, std::size_t most) {
    std::vector<WordPage> out;
    for (const WordPage& page : pages) {
        std::vector<WordPage> parts = Splitter(page).split();
        if (parts.empty())
            out.push_back(page);
        else
            std::ranges::move(parts, std::back_inserter(out));
    }
    return out.size() <= most ? out : pages;
}

}  // namespace nianbao::readers
