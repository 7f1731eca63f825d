// A label's lines stand close below each other; its middle (or, where cells are aligned otherwise, its first or last
// line) stands at the height of its row's figures. Which lines are one label is the choice that leaves the fewest lines
// over and, among those, gives the most rows a label.
#include "readers/pdf_labels.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr Length wrap_gap_percent = 100;     // between two lines of a label, of their height
constexpr Length level_percent = 30;         // how far a label's middle may be from its row's, of a line's height
constexpr std::size_t most_lines = 8;        // of a label beside figures
constexpr std::size_t most_neighbours = 24;  // looked at above a line

enum class Alignment : std::uint8_t { middle, top, bottom };

/// Lines below each other of which each may go on the one before.
using Stack = std::vector<std::size_t>;

Label label_of(const std::vector<Chunk>& chunks, std::span<const std::size_t> lines) {
    Label label{.lines = {lines.begin(), lines.end()}, .box = chunks[lines.front()].box};
    for (const std::size_t line : lines) label.box = join(label.box, chunks[line].box);
    return label;
}

/// A line that was wrapped is as long as the next, but for a character that did not fit.
bool may_go_on(const Chunk& above, const Chunk& below) {
    const Length height = std::min(above.box.height(), below.box.height());
    const Length gap = below.box.top - above.box.bottom;
    const Length narrower = std::min(above.box.width(), below.box.width());
    return gap * 2 >= -height && gap * 100 <= height * wrap_gap_percent && above.box.middle() < below.box.middle() &&
           shared_width(above.box, below.box) * 2 >= narrower && below.box.width() <= above.box.width() + 2 * height;
}

/// Each line joins the stack whose end is nearest above it.
std::vector<Stack> stacks_of(const std::vector<Chunk>& chunks, std::span<const std::size_t> lines) {
    std::vector<Stack> stacks;
    for (const std::size_t line : lines) {
        Stack* best = nullptr;
        std::size_t seen = 0;
        for (auto stack = stacks.rbegin(); stack != stacks.rend() && seen < most_neighbours; ++stack, ++seen) {
            const Chunk& end = chunks[stack->back()];
            if (may_go_on(end, chunks[line]) &&
                (best == nullptr ||
                 shared_width(end.box, chunks[line].box) > shared_width(chunks[best->back()].box, chunks[line].box)))
                best = &*stack;
        }
        if (best != nullptr)
            best->push_back(line);
        else
            stacks.push_back({line});
    }
    return stacks;
}

class Dealer {
public:
    Dealer(const std::vector<Chunk>& chunks, std::span<const Box> rows, Alignment alignment)
        : chunks_(chunks), rows_(rows), alignment_(alignment), own_(rows.size()) {}

    std::optional<Labelling> deal(const std::vector<Stack>& stacks) {
        for (const Stack& stack : stacks) cut(within(stack));
        for (const Stack& stack : stacks) gather_rest(stack);
        join_over_pages();
        if (std::ranges::any_of(own_, [](const Label& label) { return label.lines.empty(); })) return std::nullopt;
        for (const Label& label : rest_)
            if (!place(label)) return std::nullopt;
        if (std::ranges::any_of(groups_, [&](const auto& group) { return cuts_a_label(group.first, group.second); }))
            return std::nullopt;
        return labelling();
    }

private:
    Length height_of(std::span<const std::size_t> lines) const {
        const Length first = chunks_[lines.front()].box.middle(), last = chunks_[lines.back()].box.middle();
        switch (alignment_) {
            case Alignment::middle: return first + (last - first) / 2;
            case Alignment::top: return first;
            case Alignment::bottom: return last;
        }
        return first;
    }

    /// The row at whose height these lines stand as a label.
    std::optional<std::size_t> row_of(std::span<const std::size_t> lines) const {
        const Length height = height_of(lines);
        const auto below = std::ranges::lower_bound(rows_, height, {}, &Box::middle);
        const Length tolerance = chunks_[lines.front()].box.height() * level_percent / 100;
        std::optional<std::size_t> best;
        for (const auto at : {below, below == rows_.begin() ? below : std::prev(below)}) {
            if (at == rows_.end() || std::abs(at->middle() - height) > tolerance) continue;
            const auto row = static_cast<std::size_t>(at - rows_.begin());
            if (!best || std::abs(at->middle() - height) < std::abs(rows_[*best].middle() - height)) best = row;
        }
        return best;
    }

    /// The lines that may be labels. Where labels are not in the middle of their rows nothing says where the first or
    /// last of them ends, so there they are held to be of one line.
    Stack within(Stack stack) const {
        std::erase_if(stack, [&](std::size_t line) {
            const Box& box = chunks_[line].box;
            return (alignment_ == Alignment::top && box.middle() > rows_.back().bottom) ||
                   (alignment_ == Alignment::bottom && box.middle() < rows_.front().top);
        });
        return stack;
    }

    bool may_be_one(std::span<const std::size_t> lines) const {
        return std::ranges::none_of(lines.subspan(1), [&](std::size_t line) { return chunks_[line].numbered; });
    }

    /// Finds the labels of a stack; each that is further to the right than what its row had becomes its row's own.
    void cut(const Stack& stack) {
        struct Best {
            std::size_t over = 0;  // lines that are in no label
            std::size_t labels = 0;
            std::size_t length = 0;  // of the last label, 0 where the last line is left over
            std::size_t rows = 0;    // up to that of the last label
        };
        std::vector<Best> best(stack.size() + 1);
        const std::span<const std::size_t> lines(stack);
        for (std::size_t end = 1; end <= stack.size(); ++end) {
            best[end] = {best[end - 1].over + 1, best[end - 1].labels, 0, best[end - 1].rows};
            for (std::size_t length = 1; length <= std::min(end, most_lines); ++length) {
                const auto label = lines.subspan(end - length, length);
                const Best& before = best[end - length];
                const bool better =
                    std::tuple(before.over, ~before.labels - 1) <= std::tuple(best[end].over, ~best[end].labels);
                if (!better || !may_be_one(label)) continue;
                const std::optional<std::size_t> row = row_of(label);
                if (row && *row >= before.rows) best[end] = {before.over, before.labels + 1, length, *row + 1};
            }
        }
        for (std::size_t end = stack.size(); end > 0; end -= std::max<std::size_t>(1, best[end].length))
            if (best[end].length > 0) propose(lines.subspan(end - best[end].length, best[end].length));
    }

    void propose(std::span<const std::size_t> lines) {
        Label& own = own_[*row_of(lines)];
        if (own.lines.empty() || chunks_[lines.front()].box.left > own.box.left) own = label_of(chunks_, lines);
    }

    bool is_dealt(std::size_t line) const {
        const auto nearest = std::ranges::lower_bound(rows_, chunks_[line].box.middle(), {}, &Box::middle);
        const auto index = static_cast<std::size_t>(nearest - rows_.begin());
        const auto has = [&](std::size_t row) {
            return row < own_.size() && std::ranges::find(own_[row].lines, line) != own_[row].lines.end();
        };
        for (std::size_t step = 0; step <= most_lines; ++step)
            if (has(index + step) || (index >= step && has(index - step))) return true;
        return false;
    }

    /// What no row claimed: lines that go on each other are one label, such as a group's or one written downwards.
    void gather_rest(const Stack& stack) {
        std::vector<std::size_t> lines;
        const auto finish = [&] {
            if (!lines.empty()) rest_.push_back(label_of(chunks_, lines));
            lines.clear();
        };
        for (const std::size_t line : stack) {
            const bool dealt = is_dealt(line);
            if (dealt || chunks_[line].numbered) finish();
            if (!dealt) lines.push_back(line);
        }
        finish();
    }

    /// The last row on a page before this one: whose own label a page break may have cut.
    std::optional<std::size_t> last_row_before(std::uint32_t page) const {
        const auto at = std::ranges::lower_bound(rows_, static_cast<Length>(page - 1) * page_stride, {}, &Box::top);
        if (at == rows_.begin()) return std::nullopt;
        return static_cast<std::size_t>(at - rows_.begin()) - 1;
    }

    /// Lines at the end of a page that go on the last label before them.
    void join_before_page_end(std::size_t row, std::vector<bool>& joined) {
        Label& own = own_[row];
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            const Label& label = rest_[i];
            const Chunk &last = chunks_[own.lines.back()], &first = chunks_[label.lines.front()];
            const bool below = label.box.top >= rows_[row].middle() && first.page() == last.page();
            if (joined[i] || !below || first.numbered || !may_go_on(last, first)) continue;
            append(own, label);
            joined[i] = true;
        }
    }

    /// Whether the label stands at the top of a page, above its first row, and goes on that of `row`, the last of the
    /// page before.
    [[nodiscard]] bool goes_on_over_page(const Label& label, std::size_t row) const {
        const Chunk& first = chunks_[label.lines.front()];
        const Label& own = own_[row];
        if (first.numbered || row + 1 >= rows_.size()) return false;
        const bool on_next_page = static_cast<std::uint32_t>(rows_[row].top / page_stride) + 2 == first.page();
        const bool above_all = label.box.bottom <= rows_[row + 1].middle();
        return on_next_page && above_all && !own.lines.empty() && shared_width(own.box, label.box) > 0 &&
               own.box.left <= label.box.left + first.box.height();
    }

    void join_over_pages() {
        std::vector<bool> joined(rest_.size());
        std::optional<std::size_t> before;  // the row that was joined last
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            const auto row = last_row_before(chunks_[rest_[i].lines.front()].page());
            if (joined[i] || !row || !goes_on_over_page(rest_[i], *row)) continue;
            if (before != row) join_before_page_end(*row, joined);
            before = row;
            own_[*row].lines.insert(own_[*row].lines.end(), rest_[i].lines.begin(), rest_[i].lines.end());
            joined[i] = true;
        }
        std::size_t index = 0;
        std::erase_if(rest_, [&](const Label&) { return joined[index++]; });
    }

    static void append(Label& label, const Label& more) {
        label.lines.insert(label.lines.end(), more.lines.begin(), more.lines.end());
        label.box = join(label.box, more.box);
    }

    bool is_inside(std::size_t row, const Label& label) const {
        return own_[row].box.left >= label.box.right - chunks_[label.lines.front()].box.height() / 4;
    }

    /// A label that no row has as its own: of a group, of a row whose cells are blank, or of none.
    bool place(const Label& label) {
        const Length height = label.box.middle();
        const auto below = std::ranges::lower_bound(rows_, height, {}, &Box::middle);
        const auto next = static_cast<std::size_t>(below - rows_.begin());
        const auto tolerance = chunks_[label.lines.front()].box.height() / 2;
        const bool at_next = next < rows_.size() && below->middle() - height <= tolerance;
        const bool at_last = next > 0 && height - rows_[next - 1].middle() <= tolerance;
        const bool inside_next = next < rows_.size() && is_inside(next, label);
        const bool inside_last = next > 0 && is_inside(next - 1, label);
        const bool is_group = (at_next && inside_next) || (at_last && inside_last) || (inside_next && inside_last);
        if (is_group) {
            groups_.emplace_back(first_row_of(label, at_next || next == 0 ? next : next - 1), label);
            return true;
        }
        if (next == 0) {
            above_.push_back(label);
            return true;
        }
        // A blank row stands clear of the rows with figures, and does not leave the table's page.
        if (at_next || at_last || next == rows_.size()) return next == rows_.size();
        blank_.emplace_back(next, label);
        return true;
    }

    /// Whether what passes for a group's label is the beginning of the row's own: rows of numbered groups are numbered.
    [[nodiscard]] bool cuts_a_label(std::size_t row, const Label& group) const {
        return chunks_[group.lines.front()].numbered && !chunks_[own_[row].lines.front()].numbered;
    }

    /// Where a group begins, going up from a row in it: at the row whose number starts the count anew, if its rows are
    /// numbered, else at the first row that is inside of the label.
    std::size_t first_row_of(const Label& label, std::size_t row) const {
        std::size_t first = row;
        while (first > 0 && is_inside(first - 1, label)) --first;
        const auto starts = [&](std::size_t candidate) {
            const std::string& text = chunks_[own_[candidate].lines.front()].text;
            return text.starts_with('1') && chunks_[own_[candidate].lines.front()].numbered && !text.starts_with("10");
        };
        const bool of_items = own_[first].box.left == own_[row].box.left ||
                              std::abs(own_[first].box.left - own_[row].box.left) < own_[row].box.height() / 5;
        for (std::size_t at = row; of_items; --at) {
            if (starts(at)) return at;
            if (at == first) break;
        }
        return first;
    }

    /// What stands below each other is one label, however far apart its characters are.
    static void add_group(std::vector<Label>& labels, const Label& label) {
        if (labels.empty() || shared_width(labels.back().box, label.box) <= 0) {
            labels.push_back(label);
            return;
        }
        Label& before = labels.back();
        before.lines.insert(before.lines.end(), label.lines.begin(), label.lines.end());
        std::ranges::sort(before.lines);
        before.box = join(before.box, label.box);
    }

    Labelling labelling() {
        Labelling out;
        std::ranges::stable_sort(blank_, {}, [](const auto& blank) { return blank.first; });
        std::ranges::stable_sort(groups_, {}, [](const auto& group) { return group.second.box.left; });
        std::size_t blank = 0;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            for (; blank < blank_.size() && blank_[blank].first == row; ++blank)
                out.rows.push_back({.figures = std::nullopt, .labels = {blank_[blank].second}});
            out.rows.push_back({.figures = row, .labels = {}});
            for (const auto& [first, label] : groups_)
                if (first == row) add_group(out.rows.back().labels, label);
            out.rows.back().labels.push_back(own_[row]);
        }
        out.above = std::move(above_);
        return out;
    }

    const std::vector<Chunk>& chunks_;
    std::span<const Box> rows_;
    Alignment alignment_;
    std::vector<Label> own_;  // of each row
    std::vector<Label> rest_;
    std::vector<std::pair<std::size_t, Label>> groups_;  // with the row that they begin at
    std::vector<std::pair<std::size_t, Label>> blank_;   // rows, with the row of figures below
    std::vector<Label> above_;
};

}  // namespace

std::optional<Labelling> label_rows(const std::vector<Chunk>& chunks, std::span<const std::size_t> candidates,
                                    std::span<const Box> rows) {
    const std::vector<Stack> stacks = stacks_of(chunks, candidates);
    for (const Alignment alignment : {Alignment::middle, Alignment::top, Alignment::bottom})
        if (std::optional<Labelling> labelling = Dealer(chunks, rows, alignment).deal(stacks)) return labelling;
    return std::nullopt;
}

}  // namespace nianbao::readers
