// Lines of heads -> heads, each over the columns that it covers. What stands lowest over a single column is its own.
#include "readers/pdf_heads.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace nianbao::readers {
namespace {

constexpr Length wrap_gap_percent = 75;  // between two lines of a head, of their height
constexpr std::size_t most_heads = 64;   // of a table, a page's width holds no more

struct Head {
    std::vector<std::size_t> lines;
    Box box;
};

bool is_level(const Box& a, const Box& b) {
    return std::abs(a.middle() - b.middle()) * 5 < std::min(a.height(), b.height());
}

class Reader {
public:
    Reader(const std::vector<Chunk>& chunks, std::span<const std::size_t> lines, bool over_pages)
        : chunks_(chunks), lines_(lines), over_pages_(over_pages) {}

    std::vector<Head> heads() {
        for (const std::size_t line : lines_) {
            Head* const above = continued_by(line);
            if (above == nullptr) {
                heads_.push_back({{line}, chunks_[line].box});
            } else {
                above->lines.push_back(line);
                above->box = join(above->box, chunks_[line].box);
            }
        }
        return std::move(heads_);
    }

private:
    Head* continued_by(std::size_t line) {
        for (auto head = heads_.rbegin(); head != heads_.rend(); ++head)
            if (goes_on(head->lines.back(), line)) return &*head;
        return nullptr;
    }

    bool goes_on(std::size_t above, std::size_t below) const {
        const Box &a = chunks_[above].box, &b = chunks_[below].box;
        const Length height = std::min(a.height(), b.height()), gap = b.top - a.bottom;
        const bool turns_page = over_pages_ && a.top / page_stride != b.top / page_stride;
        const bool near =
            (gap * 2 >= -height && gap * 100 <= height * wrap_gap_percent && a.middle() < b.middle()) || turns_page;
        const bool in_line =
            std::abs((a.left + a.right) - (b.left + b.right)) < 2 * height || std::abs(a.left - b.left) * 3 < height;
        const bool wrapped = b.width() <= a.width() + height;  // else its first word had stood in the line above
        return near && in_line && wrapped && shared_width(a, b) * 2 >= std::min(a.width(), b.width()) &&
               !heads_several(above, below);
    }

    /// A head over several columns stands over the middle one of them as its first line would. But it reaches over
    /// those beside it, or these have nothing at its height.
    bool heads_several(std::size_t above, std::size_t below) const {
        const Box &a = chunks_[above].box, &b = chunks_[below].box;
        if (reaches_over_others(a, b)) return true;
        const Box *left = nullptr, *right = nullptr;  // next to the line below, at its height
        for (const std::size_t line : lines_) {
            const Box& box = chunks_[line].box;
            if (line == below || !is_level(box, b)) continue;
            if (shared_width(box, a) > 0) return true;
            if (box.left < b.left && (left == nullptr || box.left > left->left)) left = &box;
            if (box.left > b.left && (right == nullptr || box.left < right->left)) right = &box;
        }
        const auto goes_up = [&](const Box* beside) {
            return beside != nullptr && std::ranges::any_of(lines_, [&](std::size_t line) {
                       const Box& box = chunks_[line].box;
                       return line != above && is_level(box, a) && shared_width(box, *beside) > 0;
                   });
        };
        constexpr Length characters = 3;  // of a line that may be 申请人情况 or 法人或其他组织, but not 自然
        return a.width() > characters * a.height() && (left != nullptr || right != nullptr) && !goes_up(left) &&
               !goes_up(right);
    }

    /// Whether the upper line also stands over something that is not below the lower one.
    bool reaches_over_others(const Box& above, const Box& below) const {
        return std::ranges::any_of(lines_, [&](std::size_t line) {
            const Box& box = chunks_[line].box;
            return box.top >= above.bottom - above.height() / 2 && shared_width(box, below) <= 0 &&
                   shared_width(box, above) * 4 > above.height();
        });
    }

    const std::vector<Chunk>& chunks_;
    std::span<const std::size_t> lines_;
    bool over_pages_;
    std::vector<Head> heads_;
};

bool covers(const Head& head, const Column& column) {
    return std::min(head.box.right, column.right) > std::max(head.box.left, column.left);
}

/// Whether something below it stands on its part only of the head's width, beside something else that does too.
bool spans_others(const Head& head, std::span<const Head> heads) {
    Length count = 0, right = 0;
    for (const Head& other : heads) {
        if (other.box.top < head.box.bottom - head.box.height() / 2 || shared_width(other.box, head.box) <= 0) continue;
        if (count > 0 && other.box.left < right && other.box.right > right) continue;
        count += count == 0 || other.box.left >= right ? 1 : 0;
        right = std::max(right, other.box.right);
    }
    return count > 1;
}

bool nothing_below(const Head& head, std::span<const Head> heads) {
    return std::ranges::none_of(heads, [&](const Head& other) {
        return other.box.middle() > head.box.bottom && shared_width(other.box, head.box) > 0;
    });
}

std::vector<std::size_t> covered(const Head& head, const std::vector<Column>& columns) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (covers(head, columns[i])) out.push_back(i);
    return out;
}

/// The columns' own heads: the lowest that covers each and no other.
std::vector<const Head*> own_heads(const std::vector<Head>& heads, const std::vector<Column>& columns) {
    std::vector<const Head*> own(columns.size());
    for (const Head& head : heads) {
        const std::vector<std::size_t> over = covered(head, columns);
        if (over.size() != 1) continue;
        const Head*& lowest = own[over.front()];
        if (lowest == nullptr || head.box.middle() > lowest->box.middle()) lowest = &head;
    }
    return own;
}

/// Between two columns that have their heads: what is there of heads and columns that have not found each other.
struct Gap {
    std::vector<const Head*> heads;
    std::vector<std::size_t> columns;
};

std::vector<Gap> gaps_of(const std::vector<Head>& heads, const std::vector<const Head*>& own,
                         const std::vector<Column>& columns) {
    std::vector<Gap> gaps(1);
    std::vector<Length> lefts;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (own[i] == nullptr) {
            gaps.back().columns.push_back(i);
        } else {
            lefts.push_back(columns[i].left);
            gaps.emplace_back();
        }
    }
    for (const Head& head : heads)
        if (std::ranges::find(own, &head) == own.end() && covered(head, columns).empty() &&
            !spans_others(head, heads) && nothing_below(head, heads))
            gaps[static_cast<std::size_t>(std::ranges::upper_bound(lefts, head.box.left) - lefts.begin())]
                .heads.push_back(&head);
    for (Gap& gap : gaps) std::ranges::sort(gap.heads, {}, [](const Head* head) { return head->box.left; });
    return gaps;
}

/// Whether all columns are equally wide, so that each figure's head is the one whose middle is nearest.
bool are_even(const std::vector<const Head*>& lowest) {
    constexpr std::size_t least = 5;  // heads that show it
    if (lowest.size() < least) return false;
    const Length pitch = lowest[1]->box.center() - lowest[0]->box.center();
    for (std::size_t i = 1; i < lowest.size(); ++i)
        if (std::abs(lowest[i]->box.center() - lowest[i - 1]->box.center() - pitch) * 10 > pitch) return false;
    return pitch > 0;
}

/// The heads with nothing below them, from left to right.
std::vector<const Head*> lowest_heads(const std::vector<Head>& heads) {
    std::vector<const Head*> out;
    for (const Head& head : heads)
        if (!spans_others(head, heads) && nothing_below(head, heads)) out.push_back(&head);
    std::ranges::sort(out, {}, [](const Head* head) { return head->box.left; });
    return out;
}

/// The head of each column where figures stand left or right in columns of one width.
std::vector<const Head*> nearest_heads(const std::vector<Head>& heads, const std::vector<Column>& columns) {
    const std::vector<const Head*> lowest = lowest_heads(heads);
    if (!are_even(lowest)) return {};
    std::vector<const Head*> own;
    for (const Column& column : columns) {
        const Length middle = column.left + (column.right - column.left) / 2;
        own.push_back(*std::ranges::min_element(
            lowest, {}, [&](const Head* head) { return std::abs(head->box.center() - middle); }));
        if (own.size() > 1 && own.back() == own[own.size() - 2]) return {};
    }
    return own;
}

/// As many heads as columns, where each head and its figures stand clear of the next: heads on the left of their
/// columns and figures on the right.
std::vector<const Head*> heads_in_order(const std::vector<Head>& heads, const std::vector<Column>& columns) {
    const std::vector<const Head*> lowest = lowest_heads(heads);
    if (lowest.size() != columns.size()) return {};
    for (std::size_t i = 0; i + 1 < lowest.size(); ++i) {
        const Length right = std::max(lowest[i]->box.right, columns[i].right);
        if (right > std::min(lowest[i + 1]->box.left, columns[i + 1].left)) return {};
    }
    return lowest;
}

/// Where figures do not stand below their heads, there must be as many of both. Heads without any figure are those of
/// columns that are blank.
void match_rest(const std::vector<Head>& heads, std::vector<const Head*>& own, std::vector<Column>& columns) {
    for (const Gap& gap : gaps_of(heads, own, columns)) {
        const bool blank = gap.columns.empty();
        if (!blank && gap.heads.size() != gap.columns.size()) continue;
        for (std::size_t i = 0; i < gap.heads.size(); ++i) {
            if (!blank) {
                own[gap.columns[i]] = gap.heads[i];
                continue;
            }
            columns.push_back({gap.heads[i]->box.left, gap.heads[i]->box.right, {}});
            own.push_back(gap.heads[i]);
        }
    }
}

/// Whether any two of the columns' own heads stand over each other: then lines of neighbours have run into one.
bool run_together(const std::vector<const Head*>& own) {
    std::vector<Box> boxes;
    for (const Head* const head : own)
        if (head != nullptr) boxes.push_back(head->box);
    std::ranges::sort(boxes, {}, &Box::left);
    return std::ranges::adjacent_find(boxes, [](const Box& a, const Box& b) { return a.right > b.left; }) !=
           boxes.end();
}

}  // namespace

Heads find_heads(const std::vector<Chunk>& chunks, std::span<const std::size_t> lines, std::vector<Column> columns,
                 bool over_pages) {
    Heads out{.columns = std::move(columns), .others = {}, .complete = false};
    if (lines.size() > most_heads * 4) return out;
    const std::vector<Head> heads = Reader(chunks, lines, over_pages).heads();
    std::vector<const Head*> own = heads_in_order(heads, out.columns);
    if (own.empty()) own = own_heads(heads, out.columns);
    if (std::ranges::find(own, nullptr) != own.end())
        if (std::vector<const Head*> nearest = nearest_heads(heads, out.columns); !nearest.empty())
            own = std::move(nearest);
    match_rest(heads, own, out.columns);
    for (const Head& head : heads)
        if (std::ranges::find(own, &head) == own.end()) out.others.push_back(head.lines);
    for (std::size_t i = 0; i < own.size(); ++i)
        if (own[i] != nullptr) out.columns[i].head = own[i]->lines;
    std::ranges::sort(out.columns, {}, &Column::left);
    const auto apart = [](const Column& a, const Column& b) { return a.right > b.left; };
    out.complete = std::ranges::find(own, nullptr) == own.end() && !run_together(own) &&
                   std::ranges::adjacent_find(out.columns, apart) == out.columns.end();
    return out;
}

}  // namespace nianbao::readers
