#include "passes/row_search.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

constexpr std::size_t most_lawful = 4096;  // readings of one row that keep its identities
constexpr std::uint32_t unreachable = 1U << 16;

bool law_holds(std::span<const Choice> cells, std::size_t first, const RowLaw& law) {
    Range left;
    Range right;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (law.left >> (first + i) & 1U) left += range_of(cells[i]);
        if (law.right >> (first + i) & 1U) right += range_of(cells[i]);
    }
    return meet(left, right);
}

/// Calls `emit(path, state)` with each way to read the cells [first, last) from a state.
template <class Emit>
class Stretch {
public:
    Stretch(const Readings& readings, std::size_t first, std::size_t last, Budget& budget, Emit emit)
        : readings_(readings), first_(first), last_(last), budget_(budget), emit_(std::move(emit)) {}

    void from(std::uint16_t state) {
        path_.clear();
        stopped_ = false;
        walk(first_, state);
    }

private:
    void walk(std::size_t cell, std::uint16_t state) {
        if (cell == last_) {
            stopped_ = !emit_(std::span<const Choice>(path_), state);
            return;
        }
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (!budget_.take()) stopped_ = true;
            if (stopped_) return;
            path_.push_back(choice);
            walk(cell + 1, choice.next);
            path_.pop_back();
        }
    }

    const Readings& readings_;
    std::size_t first_, last_;
    Budget& budget_;
    Emit emit_;
    Path path_;
    bool stopped_ = false;
};

// ---- readings that keep a sum ---------------------------------------------------------------------------------------

/// The readings of a row whose last cell is the sum of the others, each with a figure. The parts are read in two halves:
/// what the first half can add up to in each state is listed and sorted, then every way to read the second half looks
/// for what is missing. So the steps are the sum of the halves' readings, not their product.
class SumSearch {
public:
    SumSearch(const Readings& readings, Budget& budget)
        : readings_(readings), budget_(budget), total_cell_(readings.cells() - 1), middle_(total_cell_ / 2) {}

    std::vector<Path> run() {
        find_totals();
        list_first_half();
        for (std::size_t state = 0; state < readings_.states(); ++state)
            if (!halves_[state].empty()) match_second_half(static_cast<std::uint16_t>(state));
        return std::move(found_);
    }

private:
    static constexpr std::size_t most_parts = 8;

    /// Some cells from the left and their sum.
    struct Half {
        std::int64_t sum = 0;
        std::array<const Choice*, most_parts> choices{};
    };

    void find_totals() {
        totals_.resize(readings_.states());
        for (std::size_t state = 0; state < readings_.states(); ++state) {
            const auto choices = readings_.choices(total_cell_, static_cast<std::uint16_t>(state));
            if (choices.empty() || !can_be_sum(state)) continue;
            totals_[state] = &choices.front();
            largest_ = std::max(largest_, totals_[state]->value->digits());
        }
    }

    /// Whether parts written with the characters before a total can add up to a number as long as it is: none of them is
    /// longer, and one of them is at most a digit shorter. A state is the number of characters read.
    bool can_be_sum(std::size_t state) const {
        const std::size_t length = readings_.states() - 1 - state;
        return state <= total_cell_ * length && (length == 1 || state + 2 >= length + total_cell_);
    }

    void list_first_half() {
        halves_.resize(readings_.states());
        Half half;
        walk_first(0, readings_.start(), half);
        for (auto& list : halves_)
            std::sort(list.begin(), list.end(), [](const Half& a, const Half& b) { return a.sum < b.sum; });
    }

    void walk_first(std::size_t cell, std::uint16_t state, Half& half) {
        if (cell == middle_) {
            halves_[state].push_back(half);
            return;
        }
        const std::int64_t before = half.sum;
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (choice.value->digits() > largest_ - before || !budget_.take()) break;
            half.sum = before + choice.value->digits();
            half.choices[cell] = &choice;
            walk_first(cell + 1, choice.next, half);
        }
        half.sum = before;
    }

    void match_second_half(std::uint16_t middle_state) {
        Half half;
        walk_second(middle_, middle_state, half, halves_[middle_state]);
    }

    void walk_second(std::size_t cell, std::uint16_t state, Half& half, const std::vector<Half>& firsts) {
        if (cell == total_cell_) return match(state, half, firsts);
        const std::int64_t before = half.sum;
        const std::int64_t room = largest_ - firsts.front().sum - before;
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (choice.value->digits() > room || !budget_.take()) break;
            half.sum = before + choice.value->digits();
            half.choices[cell] = &choice;
            walk_second(cell + 1, choice.next, half, firsts);
        }
        half.sum = before;
    }

    void match(std::uint16_t state, const Half& half, const std::vector<Half>& firsts) {
        const Choice* total = totals_[state];
        if (total == nullptr) return;
        const std::int64_t missing = total->value->digits() - half.sum;
        auto first = std::lower_bound(firsts.begin(), firsts.end(), missing, [](const Half& a, std::int64_t sum) { return a.sum < sum; });
        for (; first != firsts.end() && first->sum == missing && found_.size() < most_lawful; ++first) {
            Path& path = found_.emplace_back();
            path.reserve(total_cell_ + 1);
            for (std::size_t cell = 0; cell < middle_; ++cell) path.push_back(*first->choices[cell]);
            for (std::size_t cell = middle_; cell < total_cell_; ++cell) path.push_back(*half.choices[cell]);
            path.push_back(*total);
        }
    }

    const Readings& readings_;
    Budget& budget_;
    std::size_t total_cell_, middle_;
    std::int64_t largest_ = 0;
    std::vector<const Choice*> totals_;    // by state before the last cell
    std::vector<std::vector<Half>> halves_;  // by state in the middle
    std::vector<Path> found_;

public:
    /// Whether a row is of the kind that this search can do.
    static bool can(const Readings& readings, const std::vector<RowLaw>& laws) {
        const std::size_t cells = readings.cells();
        if (laws.size() != 1 || cells < 3 || cells - 1 > most_parts) return false;
        const std::uint32_t total = 1U << (cells - 1);
        return laws[0].right == total && laws[0].left == total - 1 && readings.one_end() && readings.no_blanks();
    }
};

// ---- rows whose laws stand side by side -----------------------------------------------------------------------------

/// Cells [first, last) that one law binds, or none.
struct Group {
    std::size_t first = 0, last = 0;
    const RowLaw* law = nullptr;
};

std::vector<Group> groups_of(std::size_t cells, const std::vector<RowLaw>& laws) {
    std::vector<Group> groups;
    for (std::size_t cell = 0; cell < cells;) {
        Group group{cell, cell + 1, nullptr};
        for (const RowLaw& law : laws)
            if ((law.left | law.right) >> cell & 1U) group.law = &law;
        if (group.law != nullptr)
            while (group.last < cells && (group.law->left | group.law->right) >> group.last != 0) ++group.last;
        groups.push_back(group);
        cell = group.last;
    }
    return groups;
}

/// Weighs the readings of a row group by group: the least that the groups on either side cost is known for each state,
/// so that a reading of one group is judged without reading the others again.
class GroupedSearch {
public:
    GroupedSearch(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget)
        : readings_(readings), budget_(budget), groups_(groups_of(readings.cells(), laws)) {}

    RowSolution run() {
        weigh();
        if (behind_[0][readings_.start()] >= unreachable) return std::move(row_);
        best_ = behind_[0][readings_.start()];
        list(best_);
        if (row_.best.empty()) return std::move(row_);  // the budget was used up before
        mark_doubtful();
        list(best_ + 1);
        return std::move(row_);
    }

private:
    std::size_t count() const { return groups_.size(); }

    static std::uint32_t cost(std::span<const Choice> cells, const Group& group) {
        return group.law != nullptr && !law_holds(cells, group.first, *group.law) ? 1 : 0;
    }

    /// By start and end state of a group: what reading it so costs at least; `unreachable` where it cannot be read so.
    using Steps = std::vector<std::vector<std::uint32_t>>;

    /// behind_[g][s]: the least that the groups from g on break from state s; before_[g][s]: the groups before g.
    void weigh() {
        behind_.assign(count() + 1, std::vector<std::uint32_t>(readings_.states(), unreachable));
        before_ = behind_;
        std::fill(behind_.back().begin(), behind_.back().end(), 0U);
        before_[0][readings_.start()] = 0;
        steps_.resize(count());
        lawful_.resize(count());
        for (std::size_t g = 0; g < count(); ++g) {
            steps_[g].resize(readings_.states());
            lawful_[g].resize(readings_.states());
            for (std::size_t s = 0; s < readings_.states(); ++s) {
                if (before_[g][s] >= unreachable) continue;
                weigh_group(g, static_cast<std::uint16_t>(s), steps_[g][s]);
                for (std::size_t end = 0; end < readings_.states(); ++end)
                    before_[g + 1][end] = std::min(before_[g + 1][end], before_[g][s] + steps_[g][s][end]);
            }
        }
        for (std::size_t g = count(); g-- > 0;)
            for (std::size_t s = 0; s < readings_.states(); ++s)
                for (std::size_t end = 0; end < steps_[g][s].size(); ++end)
                    behind_[g][s] = std::min(behind_[g][s], steps_[g][s][end] + behind_[g + 1][end]);
    }

    /// Every end that can be reached costs one identity at most, and nothing where some way there keeps the law.
    void weigh_group(std::size_t g, std::uint16_t state, std::vector<std::uint32_t>& least) {
        const Group& group = groups_[g];
        least.assign(readings_.states(), unreachable);
        const std::vector<bool> ends = reached(group, state).back();
        for (std::size_t end = 0; end < ends.size(); ++end)
            if (ends[end]) least[end] = group.law != nullptr ? 1 : 0;
        if (group.law == nullptr) return;
        find_lawful(group, state, lawful_[g][state]);
        for (const Lawful& way : lawful_[g][state]) least[way.end] = 0;
    }

    /// The states that can be reached before each cell of a group, and behind its last.
    std::vector<std::vector<bool>> reached(const Group& group, std::uint16_t state) const {
        std::vector<std::vector<bool>> states(1, std::vector<bool>(readings_.states(), false));
        states[0][state] = true;
        for (std::size_t cell = group.first; cell < group.last; ++cell) {
            std::vector<bool> next(readings_.states(), false);
            for (std::size_t s = 0; s < readings_.states(); ++s)
                if (states.back()[s])
                    for (const Choice& choice : readings_.choices(cell, static_cast<std::uint16_t>(s))) next[choice.next] = true;
            states.push_back(std::move(next));
        }
        return states;
    }

    /// A way to read a group that keeps its law.
    struct Lawful {
        Path cells;
        std::uint16_t end = 0;
    };

    void find_lawful(const Group& group, std::uint16_t state, std::vector<Lawful>& out) {
        if (readings_.no_blanks() && group.law->right == 1U << (group.last - 1)) {
            Path path;
            add_up(group, group.first, state, 0, path, out);
            return;
        }
        Stretch stretch(readings_, group.first, group.last, budget_, [&](std::span<const Choice> cells, std::uint16_t end) {
            if (cost(cells, group) == 0) out.push_back({Path(cells.begin(), cells.end()), end});
            return true;
        });
        stretch.from(state);
    }

    /// As above where every cell has a figure and the last is the sum of the others: a running sum is enough.
    void add_up(const Group& group, std::size_t cell, std::uint16_t state, std::int64_t sum, Path& path, std::vector<Lawful>& out) {
        const bool last = cell + 1 == group.last;
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (!budget_.take()) return;
            const std::int64_t value = choice.value->digits();
            if (last ? value > sum : value > Decimal::limit - sum) return;  // choices come in the order of their lengths
            if (last && value < sum) continue;
            path.push_back(choice);
            if (last) out.push_back({path, choice.next});
            else add_up(group, cell + 1, choice.next, sum + value, path, out);
            path.pop_back();
        }
    }

    /// Lists readings that break `allowed` identities, from the left; the first of all is the best reading.
    void list(std::uint32_t allowed) {
        Path path;
        extend(0, readings_.start(), 0, allowed, path);
    }

    void extend(std::size_t g, std::uint16_t state, std::uint32_t broken, std::uint32_t allowed, Path& path) {
        if (is_full()) return;
        if (g == count()) {
            if (broken != allowed) return;
            if (row_.best.empty()) row_.best = path;
            note_rival(row_, path, broken - best_);
            return;
        }
        const auto go_on = [&](std::span<const Choice> cells, std::uint16_t end, std::uint32_t now) {
            if (now + behind_[g + 1][end] > allowed) return;
            const std::size_t size = path.size();
            path.insert(path.end(), cells.begin(), cells.end());
            extend(g + 1, end, now, allowed, path);
            path.resize(size);
        };
        const Group& group = groups_[g];
        for (const Lawful& way : lawful_[g][state]) go_on(way.cells, way.end, broken);
        if (group.law != nullptr && broken + 1 > allowed) return;
        Stretch stretch(readings_, group.first, group.last, budget_, [&](std::span<const Choice> cells, std::uint16_t end) {
            if (group.law == nullptr) go_on(cells, end, broken);
            else if (cost(cells, group) != 0) go_on(cells, end, broken + 1);
            return !is_full();
        });
        stretch.from(state);
    }

    [[nodiscard]] bool is_full() const { return row_.rivals.size() >= max_rivals || budget_.used_up(); }

    /// Marks every cell that some reading within one of the best changes.
    void mark_doubtful() {
        for (std::size_t g = 0; g < count(); ++g)
            for (std::size_t s = 0; s < readings_.states(); ++s) {
                if (before_[g][s] + behind_[g][s] > best_ + 1) continue;
                const std::uint32_t left = best_ + 1 - before_[g][s];
                mark_any(g, static_cast<std::uint16_t>(s), left);
                if (left > 1 && groups_[g].law != nullptr) mark_broken(g, static_cast<std::uint16_t>(s), left - 1);
                for (const Lawful& way : lawful_[g][s])
                    if (behind_[g + 1][way.end] <= left) mark(g, way.cells);
            }
    }

    /// Marks the law of a group that some best reading breaks: from this state it has `left` identities to break.
    void mark_broken(std::size_t g, std::uint16_t state, std::uint32_t left) {
        std::vector<std::uint64_t> ways = count_ways(groups_[g], state);
        for (const Lawful& way : lawful_[g][state]) ways[way.end] -= ways[way.end] != Readings::many;
        for (std::size_t end = 0; end < ways.size(); ++end)
            if (ways[end] != 0 && 1 + behind_[g + 1][end] <= left) row_.law_broken |= groups_[g].law->left | groups_[g].law->right;
    }

    /// In how many ways a group can be read from a state to each end.
    std::vector<std::uint64_t> count_ways(const Group& group, std::uint16_t state) const {
        std::vector<std::uint64_t> ways(readings_.states(), 0);
        ways[state] = 1;
        for (std::size_t cell = group.first; cell < group.last; ++cell) {
            std::vector<std::uint64_t> next(readings_.states(), 0);
            for (std::size_t s = 0; s < readings_.states(); ++s)
                if (ways[s] != 0)
                    for (const Choice& choice : readings_.choices(cell, static_cast<std::uint16_t>(s)))
                        next[choice.next] = next[choice.next] > Readings::many - ways[s] ? Readings::many : next[choice.next] + ways[s];
            ways = std::move(next);
        }
        return ways;
    }

    void mark(std::size_t g, std::span<const Choice> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i].value != row_.best[groups_[g].first + i].value) row_.doubtful |= 1U << (groups_[g].first + i);
    }

    /// Marks what any way to read a group may change, lawful or not: from the states that lead to an end which the
    /// groups behind it can still pay for.
    void mark_any(std::size_t g, std::uint16_t state, std::uint32_t left) {
        const Group& group = groups_[g];
        const std::uint32_t price = group.law != nullptr ? 1 : 0;
        const auto forward = reached(group, state);
        std::vector<bool> leads(readings_.states(), false);
        for (std::size_t end = 0; end < leads.size(); ++end) leads[end] = price + behind_[g + 1][end] <= left;
        for (std::size_t cell = group.last; cell-- > group.first;) {
            std::vector<bool> here(readings_.states(), false);
            for (std::size_t s = 0; s < readings_.states(); ++s) {
                if (!forward[cell - group.first][s]) continue;
                for (const Choice& choice : readings_.choices(cell, static_cast<std::uint16_t>(s))) {
                    if (!leads[choice.next]) continue;
                    here[s] = true;
                    if (choice.value != row_.best[cell].value) row_.doubtful |= 1U << cell;
                }
            }
            leads = std::move(here);
        }
    }

    const Readings& readings_;
    Budget& budget_;
    std::vector<Group> groups_;
    std::vector<std::vector<std::uint32_t>> before_, behind_;
    std::vector<Steps> steps_;                              // by group
    std::vector<std::vector<std::vector<Lawful>>> lawful_;  // by group and state
    std::uint32_t best_ = 0;
    RowSolution row_;
};

}  // namespace

std::uint32_t differing_cells(const Path& a, const Path& b) {
    std::uint32_t cells = 0;
    for (std::size_t cell = 0; cell < a.size(); ++cell)
        if (a[cell].value != b[cell].value) cells |= 1U << cell;
    return cells;
}

std::uint32_t broken_laws(const Path& path, const std::vector<RowLaw>& laws) {
    return static_cast<std::uint32_t>(
        std::count_if(laws.begin(), laws.end(), [&](const RowLaw& law) { return !law_holds(path, 0, law); }));
}

std::uint32_t cells_of_broken_laws(const Path& path, const std::vector<RowLaw>& laws) {
    std::uint32_t cells = 0;
    for (const RowLaw& law : laws)
        if (!law_holds(path, 0, law)) cells |= law.left | law.right;
    return cells;
}

void note_rival(RowSolution& row, const Path& path, std::uint32_t more) {
    row.doubtful |= differing_cells(row.best, path);
    for (Rival& known : row.rivals)
        if (differing_cells(known.path, path) == 0) {
            known.more = std::min(known.more, more);
            return;
        }
    if (row.rivals.size() < max_rivals) row.rivals.push_back({path, more});
}

std::vector<Path> lawful_readings(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget) {
    if (SumSearch::can(readings, laws)) return SumSearch(readings, budget).run();
    std::vector<Path> found;
    Stretch stretch(readings, 0, readings.cells(), budget, [&](std::span<const Choice> cells, std::uint16_t) {
        const Path path(cells.begin(), cells.end());
        if (broken_laws(path, laws) == 0) found.push_back(path);
        return found.size() < most_lawful;
    });
    stretch.from(readings.start());
    return found;
}

Path first_reading(const Readings& readings) {
    Path path;
    std::uint16_t state = readings.start();
    for (std::size_t cell = 0; cell < readings.cells(); ++cell) {
        const auto choices = readings.choices(cell, state);
        if (choices.empty()) return Path(readings.cells());
        path.push_back(choices.front());
        state = choices.front().next;
    }
    return path;
}

RowSolution solve_row(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget) {
    RowSolution row;
    if (readings.count() == 1) {
        row.best = first_reading(readings);
        note_rival(row, row.best, 0);
    } else {
        row = GroupedSearch(readings, laws, budget).run();
        if (row.best.empty()) row.best = first_reading(readings);
    }
    row.law_broken |= cells_of_broken_laws(row.best, laws);
    return row;
}

}  // namespace nianbao::passes
