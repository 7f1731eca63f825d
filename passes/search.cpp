#include "passes/search.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <optional>

#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

constexpr std::uint32_t most_broken = 24;  // the search gives up on tables that break more

// ---- tables with column laws ----------------------------------------------------------------------------------------

/// A reading of a row with its ranges at hand.
struct Listed {
    Path path;
    std::vector<Range> ranges;
};

Listed listed(Path path) {
    Listed result{std::move(path), {}};
    for (const Choice& choice : result.path) result.ranges.push_back(range_of(choice));
    return result;
}

struct RowState {
    const Readings* readings = nullptr;
    std::vector<Listed> lawful;  // readings that keep the row's law
    std::vector<Range> bounds;   // by column, over all readings
    bool single = false;         // one reading only; it is lawful[0], whether it keeps the law or not
};

/// Readings of some rows together, by index into those rows.
using Assignment = std::vector<const Path*>;

/// Finds all readings of a group of rows that break at most so many identities: the law of the rows, in each row, and
/// one law over the columns.
class GroupSearch {
public:
    using Emit = std::function<void(const Assignment&, std::uint32_t cost)>;

    GroupSearch(const std::vector<RowState>& rows, const std::vector<RowLaw>& laws, Budget& budget)
        : all_(rows), laws_(laws), budget_(budget) {}

    /// `members`: the rows of the group; `sides`: for each whether it stands on the left of the law; `fixed`: what rows
    /// outside of the group add to each column, left and right; `counted`: columns whose law is not broken anyway.
    void set(std::vector<std::size_t> members, std::vector<bool> on_left, std::vector<std::array<Range, 2>> fixed, std::vector<bool> counted) {
        members_ = std::move(members);
        on_left_ = std::move(on_left);
        fixed_ = std::move(fixed);
        counted_ = std::move(counted);
    }

    void each(std::uint32_t allowed, const Emit& emit) {
        emit_ = &emit;
        allowed_ = allowed;
        free_.clear();
        listed_.clear();
        current_.assign(members_.size(), nullptr);
        sums_ = fixed_;
        choose_free(0);
    }

    /// Identities that every reading of these rows breaks: rows without any lawful reading.
    [[nodiscard]] std::uint32_t least() const {
        std::uint32_t cost = 0;
        for (const std::size_t member : members_) cost += !all_[member].single && all_[member].lawful.empty();
        return cost;
    }

private:
    std::size_t columns() const { return fixed_.size(); }
    std::size_t side(std::size_t i) const { return on_left_[i] ? 0 : 1; }

    void add(std::size_t i, const std::vector<Range>& ranges) {
        for (std::size_t c = 0; c < columns(); ++c) sums_[c][side(i)] += ranges[c];
    }

    /// Decides for each row whether it may break its law (then it is free to take any reading that does).
    void choose_free(std::size_t i) {
        if (!budget_.take() || free_.size() > allowed_) return;
        if (i == members_.size()) return begin();
        const RowState& row = all_[members_[i]];
        if (!row.lawful.empty()) {
            listed_.push_back(i);
            choose_free(i + 1);
            listed_.pop_back();
        }
        if (row.single) return;
        free_.push_back(i);
        choose_free(i + 1);
        free_.pop_back();
    }

    /// Adds the rows that have one lawful reading, then tries the others' in turn.
    void begin() {
        sums_ = fixed_;
        several_.clear();
        for (const std::size_t i : listed_) {
            const RowState& row = all_[members_[i]];
            if (row.lawful.size() > 1) {
                several_.push_back(i);
                continue;
            }
            add(i, row.lawful[0].ranges);
            current_[i] = &row.lawful[0].path;
        }
        bounds_behind();
        choose_listed(0);
    }

    /// For each of the rows with several lawful readings: what it and those behind it and the free rows may add.
    void bounds_behind() {
        behind_.assign(several_.size() + 1, std::vector<std::array<Range, 2>>(columns()));
        for (const std::size_t i : free_)
            for (std::size_t c = 0; c < columns(); ++c) behind_.back()[c][side(i)] += all_[members_[i]].bounds[c];
        for (std::size_t k = several_.size(); k-- > 0;) {
            behind_[k] = behind_[k + 1];
            for (std::size_t c = 0; c < columns(); ++c) behind_[k][c][side(several_[k])] += all_[members_[several_[k]]].bounds[c];
        }
    }

    std::uint32_t surely_broken(const std::vector<std::array<Range, 2>>& behind) const {
        std::uint32_t broken = 0;
        for (std::size_t c = 0; c < columns(); ++c) {
            if (!counted_[c]) continue;
            Range left = sums_[c][0];
            Range right = sums_[c][1];
            left += behind[c][0];
            right += behind[c][1];
            broken += !meet(left, right);
        }
        return broken;
    }

    void choose_listed(std::size_t k) {
        if (!budget_.take()) return;
        const std::uint32_t broken = surely_broken(behind_[k]);
        if (broken + free_.size() > allowed_) return;
        if (k == several_.size()) {
            if (free_.empty()) (*emit_)(current_, broken);
            else walk();
            return;
        }
        const std::size_t i = several_[k];
        const auto before = sums_;
        for (const Listed& reading : all_[members_[i]].lawful) {
            add(i, reading.ranges);
            current_[i] = &reading.path;
            choose_listed(k + 1);
            sums_ = before;
        }
    }

    void walk() {
        states_.assign(free_.size(), 0);
        for (std::size_t f = 0; f < free_.size(); ++f) states_[f] = all_[members_[free_[f]]].readings->start();
        paths_.assign(free_.size(), {});
        walk_row(0, 0, sums_.empty() ? std::array<Range, 2>{} : sums_[0], 0);
    }

    /// In column `c`, lets the free row `f` take each of its choices; behind the last row judges the column.
    void walk_row(std::size_t c, std::size_t f, const std::array<Range, 2>& sum, std::uint32_t broken) {
        if (f == free_.size()) return end_column(c, sum, broken);
        const std::size_t i = free_[f];
        const std::uint16_t state = states_[f];
        for (const Choice& choice : all_[members_[i]].readings->choices(c, state)) {
            if (!budget_.take()) return;
            std::array<Range, 2> now = sum;
            now[side(i)] += range_of(choice);
            states_[f] = choice.next;
            paths_[f].push_back(choice);
            walk_row(c, f + 1, now, broken);
            paths_[f].pop_back();
        }
        states_[f] = state;
    }

    void end_column(std::size_t c, const std::array<Range, 2>& sum, std::uint32_t broken) {
        broken += counted_[c] && !meet(sum[0], sum[1]);
        if (broken + free_.size() > allowed_) return;
        if (c + 1 < columns()) return walk_row(c + 1, 0, sums_[c + 1], broken);
        for (std::size_t f = 0; f < free_.size(); ++f) {
            if (broken_laws(paths_[f], laws_) == 0) return;  // among the lawful ones already
            current_[free_[f]] = &paths_[f];
        }
        (*emit_)(current_, broken + static_cast<std::uint32_t>(free_.size()));
    }

    const std::vector<RowState>& all_;
    const std::vector<RowLaw>& laws_;
    Budget& budget_;
    std::vector<std::size_t> members_;
    std::vector<bool> on_left_;
    std::vector<std::array<Range, 2>> fixed_;
    std::vector<bool> counted_;

    const Emit* emit_ = nullptr;
    std::uint32_t allowed_ = 0;
    std::vector<std::size_t> free_, listed_, several_;
    Assignment current_;
    std::vector<std::array<Range, 2>> sums_;
    std::vector<std::vector<std::array<Range, 2>>> behind_;
    std::vector<std::uint16_t> states_;
    std::vector<Path> paths_;
};

/// The rows of the table in two groups, each under one column law; rows that stand in both laws belong to the first.
class TableSearch {
public:
    TableSearch(const Problem& problem, std::uint64_t steps) : problem_(problem), budget_(steps), group_(rows_, problem.row_laws, budget_) {}

    Solution run() {
        prepare();
        divide();
        solution_.rows.resize(problem_.rows.size());
        std::uint32_t allowed = 0;
        while (!found_ && !budget_.used_up() && allowed <= most_broken) round(allowed++, false);
        if (found_) {
            best_ = allowed - 1;
            round(best_ + 1, true);
        }
        solution_.exhausted = budget_.used_up() || !found_;
        finish();
        return std::move(solution_);
    }

private:
    struct Law {
        std::vector<std::size_t> members;
        std::vector<bool> on_left;
        std::vector<bool> counted;
        std::vector<std::size_t> shared;  // rows of the first law that this one needs: their sides
        std::vector<bool> shared_left;
    };

    /// All readings of the first group with the same readings of the rows that the second law shares.
    struct Start {
        std::vector<Path> shared;
        std::uint32_t cost = 0;
        std::optional<std::uint32_t> behind;  // least cost of the second group
    };

    std::size_t columns() const { return problem_.rows.front().cells(); }

    void prepare() {
        rows_.resize(problem_.rows.size());
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            RowState& row = rows_[r];
            row.readings = &problem_.rows[r];
            row.single = row.readings->count() == 1;
            std::vector<Path> lawful = row.single ? std::vector<Path>{first_reading(*row.readings)}
                                                  : lawful_readings(*row.readings, problem_.row_laws, budget_);
            for (Path& path : lawful) row.lawful.push_back(listed(std::move(path)));
            row.bounds = bounds_of(*row.readings);
        }
    }

    static std::vector<Range> bounds_of(const Readings& readings) {
        std::vector<Range> bounds(readings.cells(), {infinite, 0});
        for (std::size_t cell = 0; cell < readings.cells(); ++cell) {
            for (std::size_t state = 0; state < readings.states(); ++state)
                for (const Choice& choice : readings.choices(cell, static_cast<std::uint16_t>(state))) {
                    const Range range = range_of(choice);
                    bounds[cell].low = std::min(bounds[cell].low, range.low);
                    bounds[cell].high = std::max(bounds[cell].high, range.high);
                }
            if (bounds[cell].low > bounds[cell].high) bounds[cell] = {0, infinite};
        }
        return bounds;
    }

    /// Which rows are searched under which law. The shortest law first: it settles the shared row.
    void divide() {
        std::vector<const ColumnLaw*> order;
        for (const ColumnLaw& law : problem_.column_laws) order.push_back(&law);
        std::stable_sort(order.begin(), order.end(), [](const ColumnLaw* a, const ColumnLaw* b) {
            return a->left.size() + a->right.size() < b->left.size() + b->right.size();
        });
        assert(order.size() <= 2);
        std::vector<bool> taken(rows_.size(), false);
        for (const ColumnLaw* law : order) {
            Law& group = laws_.emplace_back();
            for (const auto* terms : {&law->left, &law->right})
                for (const std::size_t r : *terms) {
                    const bool left = terms == &law->left;
                    (taken[r] ? group.shared : group.members).push_back(r);
                    (taken[r] ? group.shared_left : group.on_left).push_back(left);
                }
            for (const std::size_t r : group.members) taken[r] = true;
            for (std::size_t c = 0; c < columns(); ++c) group.counted.push_back(!surely_broken(*law, c));
        }
    }

    /// No reading of any row keeps this law in this column: it costs every reading the same.
    bool surely_broken(const ColumnLaw& law, std::size_t column) const {
        Range left;
        Range right;
        for (const std::size_t r : law.left) left += rows_[r].bounds[column];
        for (const std::size_t r : law.right) right += rows_[r].bounds[column];
        return !meet(left, right);
    }

    std::uint32_t least(const Law& law) const {
        std::uint32_t cost = 0;
        for (const std::size_t r : law.members) cost += !rows_[r].single && rows_[r].lawful.empty();
        return cost;
    }

    void use(const Law& law, const std::vector<Path>& shared) {
        std::vector<std::array<Range, 2>> fixed(columns());
        for (std::size_t i = 0; i < law.shared.size(); ++i)
            for (std::size_t c = 0; c < columns(); ++c) fixed[c][law.shared_left[i] ? 0 : 1] += range_of(shared[i][c]);
        group_.set(law.members, law.on_left, std::move(fixed), law.counted);
    }

    /// One round: all readings that break at most `allowed` identities (beyond those that all readings break).
    void round(std::uint32_t allowed, bool collect) {
        if (laws_.size() == 1) {
            use(laws_[0], {});
            group_.each(allowed, [&](const Assignment& paths, std::uint32_t cost) { take(laws_[0], paths, cost, collect); });
            return;
        }
        const Law& first = laws_[0];
        const Law& second = laws_[1];
        if (least(first) + least(second) > allowed) return;
        std::vector<Start> starts = gather(first, second, allowed - least(second));
        for (Start& start : starts) {
            if (start.cost > allowed || budget_.used_up()) continue;
            use(second, start.shared);
            group_.each(allowed - start.cost, [&](const Assignment& paths, std::uint32_t cost) {
                start.behind = std::min(start.behind.value_or(cost), cost);
                take(second, paths, start.cost + cost, collect);
            });
        }
        settle_first(first, second, starts, allowed, collect);
    }

    std::vector<Start> gather(const Law& first, const Law& second, std::uint32_t allowed) {
        std::vector<Start> starts;
        use(first, {});
        group_.each(allowed, [&](const Assignment& paths, std::uint32_t cost) {
            Start start{shared_paths(first, second, paths), cost, std::nullopt};
            for (Start& known : starts)
                if (same(known.shared, start.shared)) {
                    known.cost = std::min(known.cost, cost);
                    return;
                }
            starts.push_back(std::move(start));
        });
        return starts;
    }

    static std::vector<Path> shared_paths(const Law& first, const Law& second, const Assignment& paths) {
        std::vector<Path> shared;
        for (const std::size_t r : second.shared) {
            const auto at = std::find(first.members.begin(), first.members.end(), r);
            shared.push_back(*paths[static_cast<std::size_t>(at - first.members.begin())]);
        }
        return shared;
    }

    static bool same(const std::vector<Path>& a, const std::vector<Path>& b) {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (differing_cells(a[i], b[i]) != 0) return false;
        return true;
    }

    /// The readings of the first group once more, now that it is known what the second costs behind each.
    void settle_first(const Law& first, const Law& second, const std::vector<Start>& starts, std::uint32_t allowed, bool collect) {
        const bool any = std::any_of(starts.begin(), starts.end(), [](const Start& start) { return start.behind.has_value(); });
        if (!any) return;
        use(first, {});
        group_.each(allowed - least(second), [&](const Assignment& paths, std::uint32_t cost) {
            const std::vector<Path> shared = shared_paths(first, second, paths);
            for (const Start& start : starts)
                if (start.behind && same(start.shared, shared) && cost + *start.behind <= allowed)
                    take(first, paths, cost + *start.behind, collect);
        });
    }

    /// Notes a reading of a group that is part of a reading of the table with this cost.
    void take(const Law& law, const Assignment& paths, std::uint32_t cost, bool collect) {
        found_ = true;
        for (std::size_t i = 0; i < law.members.size(); ++i) {
            RowSolution& row = solution_.rows[law.members[i]];
            if (collect && cost > best_) {
                note_rival(row, *paths[i], cost - best_);
            } else {
                if (row.best.empty()) row.best = *paths[i];
                note_rival(row, *paths[i], 0);
            }
        }
    }

    /// Rows that no law took, or that the search left open: their most plausible reading stands in.
    void finish() {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            RowSolution& row = solution_.rows[r];
            if (row.best.empty()) {
                row.best = rows_[r].lawful.empty() ? first_reading(*rows_[r].readings) : rows_[r].lawful[0].path;
                for (const Listed& reading : rows_[r].lawful) note_rival(row, reading.path, 0);
            }
            if (solution_.exhausted && !rows_[r].single) row.doubtful = (1U << columns()) - 1;
            row.law_broken = cells_of_broken_laws(row.best, problem_.row_laws);
        }
    }

    const Problem& problem_;
    Budget budget_;
    std::vector<RowState> rows_;
    GroupSearch group_;
    std::vector<Law> laws_;
    Solution solution_;
    std::uint32_t best_ = most_broken + 1;
    bool found_ = false;
};

}  // namespace

Solution solve(const Problem& problem, std::uint64_t steps) {
    if (!problem.column_laws.empty()) return TableSearch(problem, steps).run();
    Solution solution;
    solution.rows.resize(problem.rows.size());
    for (std::size_t r = 0; r < problem.rows.size(); ++r) {
        Budget budget(steps);
        solution.rows[r] = solve_row(problem.rows[r], problem.row_laws, budget);
        solution.exhausted |= budget.used_up();
    }
    return solution;
}

}  // namespace nianbao::passes
