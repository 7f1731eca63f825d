#include "passes/row_search.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

constexpr std::size_t most_lawful = 4096;  // readings of one row that keep its identities; more end the search
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

/// In the order of their numerals' lengths.
bool in_order(const Path& a, const Path& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](const Choice& x, const Choice& y) { return x.next < y.next; });
}

/// The ways to read the cells [first, last) of a run without blanks, up to a given state, as parts of a given sum. What
/// the cells from each on can add up to is found first, so that hardly a step is taken in vain.
class Parts {
public:
    static constexpr std::size_t most = 8;  // nine numbers of 18 digits can overflow

    Parts(const Readings& readings, std::size_t first, std::size_t last, Budget& budget)
        : readings_(readings),
          first_(first),
          last_(last),
          budget_(budget),
          sums_((last - first + 1) * readings.states()) {}

    /// From here on the parts end in this state, and have so many characters at most.
    void aim(std::uint16_t end, std::size_t longest) {
        end_ = end;
        longest_ = longest;
        std::fill(sums_.begin(), sums_.end(), Sums{});
        sums(last_, end) = {0, 0};
        for (std::size_t cell = last_; cell-- > first_;) {
            const std::size_t cells = last_ - cell;
            for (std::size_t state = end - std::min<std::size_t>(end, cells * longest); state + cells <= end; ++state)
                sums(cell, state) = sums_from(cell, static_cast<std::uint16_t>(state));
        }
    }

    /// Calls `emit(choices)` with each way from `state` that adds up to `sum`, in order.
    template <class Emit>
    void each(std::uint16_t state, std::int64_t sum, const Emit& emit) {
        if (sums(first_, state).include(sum)) walk(first_, state, sum, emit);
    }

private:
    /// The least and the most that some cells can add up to; empty if they cannot be read to the end.
    struct Sums {
        std::int64_t low = INT64_MAX, high = -1;
        [[nodiscard]] bool include(std::int64_t sum) const { return low <= sum && sum <= high; }
    };

    Sums& sums(std::size_t cell, std::size_t state) { return sums_[(cell - first_) * readings_.states() + state]; }

    Sums sums_from(std::size_t cell, std::uint16_t state) {
        Sums all;
        const std::size_t farthest = std::min<std::size_t>(end_, state + longest_);
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (choice.next > farthest) break;  // choices come in the order of their lengths
            const Sums& behind = sums(cell + 1, choice.next);
            if (behind.high < 0) continue;
            all.low = std::min(all.low, choice.value->digits() + behind.low);
            all.high = std::max(all.high, choice.value->digits() + behind.high);
        }
        return all;
    }

    template <class Emit>
    void walk(std::size_t cell, std::uint16_t state, std::int64_t sum, const Emit& emit) {
        if (cell == last_) return emit(std::span<const Choice* const>(chosen_).first(last_ - first_));
        for (const Choice& choice : readings_.choices(cell, state)) {
            const std::int64_t left = sum - choice.value->digits();
            if (choice.next > end_ || left < 0 || !budget_.take()) return;
            if (!sums(cell + 1, choice.next).include(left)) continue;
            chosen_[cell - first_] = &choice;
            walk(cell + 1, choice.next, left, emit);
        }
    }

    const Readings& readings_;
    std::size_t first_, last_;
    Budget& budget_;
    std::vector<Sums> sums_;  // by cell and state
    std::size_t end_ = 0, longest_ = 0;
    std::array<const Choice*, most> chosen_{};
};

/// Whether the last of the cells [first, last) is the sum of the others, and `Parts` can read them.
bool is_plain_sum(const Readings& readings, std::size_t first, std::size_t last, const RowLaw& law) {
    const std::uint32_t total = 1U << (last - 1);
    return readings.no_blanks() && readings.one_end() && last - first > 1 && last - first - 1 <= Parts::most &&
           law.right == total && law.left == total - (1U << first);
}

Path joined(std::span<const Choice* const> parts, const Choice& total) {
    Path path;
    path.reserve(parts.size() + 1);
    for (const Choice* choice : parts) path.push_back(*choice);
    path.push_back(total);
    return path;
}

/// Whether `parts` numerals over the characters before a total can add up to a number of its length: none of them is
/// longer, and one of them is at most a digit shorter.
bool can_add_up(std::size_t parts, std::size_t characters, std::size_t total_length) {
    return characters <= parts * total_length && (total_length == 1 || characters + 2 >= total_length + parts);
}

/// The readings of a row whose last cell is the sum of the others.
std::vector<Path> readings_that_add_up(const Readings& readings, Budget& budget) {
    const std::size_t total_cell = readings.cells() - 1;
    Parts parts(readings, 0, total_cell, budget);
    std::vector<Path> found;
    for (std::size_t state = 0; state < readings.states(); ++state) {  // a state is the number of characters read
        const auto totals = readings.choices(total_cell, static_cast<std::uint16_t>(state));
        const std::size_t end = readings.states() - 1;
        const std::size_t length = end - state;
        if (totals.empty() || !can_add_up(total_cell, state, length)) continue;
        if (readings.residue(readings.start(), state) != readings.residue(state, end)) continue;
        parts.aim(static_cast<std::uint16_t>(state), length);
        parts.each(readings.start(), totals.front().value->digits(), [&](std::span<const Choice* const> chosen) {
            if (found.size() < most_lawful)
                found.push_back(joined(chosen, totals.front()));
            else
                budget.stop();
        });
    }
    std::sort(found.begin(), found.end(), in_order);
    return found;
}

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
        const bool proved = row_.doubtful == 0 && row_.law_broken == 0;
        if (!proved || !readings_.no_blanks()) list(best_ + 1);
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
            if (groups_[g].law != nullptr) find_lawful(g);
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
                    for (const Choice& choice : readings_.choices(cell, static_cast<std::uint16_t>(s)))
                        next[choice.next] = true;
            states.push_back(std::move(next));
        }
        return states;
    }

    /// A way to read a group that keeps its law.
    struct Lawful {
        Path cells;
        std::uint16_t end = 0;
    };

    /// Finds those of a group from each state that the groups before it lead to.
    void find_lawful(std::size_t g) {
        const Group& group = groups_[g];
        if (is_plain_sum(readings_, group.first, group.last, *group.law)) return add_up(g);
        for (std::size_t s = 0; s < readings_.states(); ++s) {
            if (before_[g][s] >= unreachable) continue;
            Stretch stretch(readings_, group.first, group.last, budget_,
                            [&](std::span<const Choice> cells, std::uint16_t end) {
                                if (cost(cells, group) == 0)
                                    lawful_[g][s].push_back({Path(cells.begin(), cells.end()), end});
                                return true;
                            });
            stretch.from(static_cast<std::uint16_t>(s));
        }
    }

    void add_up(std::size_t g) {
        const Group& group = groups_[g];
        Parts parts(readings_, group.first, group.last - 1, budget_);
        for (std::size_t middle = 0; middle < readings_.states(); ++middle) {
            const auto totals = readings_.choices(group.last - 1, static_cast<std::uint16_t>(middle));
            if (totals.empty()) continue;
            parts.aim(static_cast<std::uint16_t>(middle), totals.back().next - middle);
            for (std::size_t s = 0; s < middle; ++s) {
                if (before_[g][s] >= unreachable) continue;
                for (const Choice& total : totals) {
                    if (readings_.residue(s, middle) != readings_.residue(middle, total.next)) continue;
                    parts.each(static_cast<std::uint16_t>(s), total.value->digits(),
                               [&](std::span<const Choice* const> chosen) {
                                   lawful_[g][s].push_back({joined(chosen, total), total.next});
                               });
                }
            }
        }
        for (std::vector<Lawful>& ways : lawful_[g])
            std::sort(ways.begin(), ways.end(),
                      [](const Lawful& a, const Lawful& b) { return in_order(a.cells, b.cells); });
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
        Stretch stretch(readings_, group.first, group.last, budget_,
                        [&](std::span<const Choice> cells, std::uint16_t end) {
                            if (group.law == nullptr)
                                go_on(cells, end, broken);
                            else if (cost(cells, group) != 0)
                                go_on(cells, end, broken + 1);
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
            if (ways[end] != 0 && 1 + behind_[g + 1][end] <= left)
                row_.law_broken |= groups_[g].law->left | groups_[g].law->right;
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
                        next[choice.next] =
                            next[choice.next] > Readings::many - ways[s] ? Readings::many : next[choice.next] + ways[s];
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
    const auto says_the_same = [&](const Rival& known) {
        return std::equal(path.begin(), path.end(), known.path.begin(),
                          [](const Choice& a, const Choice& b) { return a.value == b.value; });
    };
    const auto known = std::find_if(row.rivals.begin(), row.rivals.end(), says_the_same);
    if (known != row.rivals.end())
        known->more = std::min(known->more, more);
    else if (row.rivals.size() < max_rivals)
        row.rivals.push_back({path, more});
}

std::vector<Path> lawful_readings(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget) {
    if (laws.size() == 1 && is_plain_sum(readings, 0, readings.cells(), laws[0]))
        return readings_that_add_up(readings, budget);
    std::vector<Path> found;
    Stretch stretch(readings, 0, readings.cells(), budget, [&](std::span<const Choice> cells, std::uint16_t) {
        const Path path(cells.begin(), cells.end());
        if (broken_laws(path, laws) != 0) return true;
        if (found.size() == most_lawful)
            budget.stop();
        else
            found.push_back(path);
        return !budget.used_up();
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
