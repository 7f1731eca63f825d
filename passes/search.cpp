#include "passes/search.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <optional>

namespace nianbao::passes {
namespace {

__extension__ using Wide = __int128;  // sums of some dozens of 18-digit numbers

constexpr Wide infinite = Wide{1} << 100;
constexpr std::size_t most_listed = 4096;   // readings of one row that keep its identities
constexpr std::uint32_t most_broken = 24;   // the search gives up on tables that break more

/// What a sum with unknown parts can be.
struct Range {
    Wide low = 0, high = 0;

    Range& operator+=(const Range& other) {
        low += other.low;
        high = std::min(infinite, high + other.high);
        return *this;
    }
};

bool meet(const Range& a, const Range& b) { return a.low <= b.high && b.low <= a.high; }

Range range_of(const Choice& choice) {
    if (!choice.value) return {0, infinite};
    return {choice.value->digits(), choice.value->digits()};
}

bool law_holds(const Path& path, const RowLaw& law) {
    Range left;
    Range right;
    for (std::size_t cell = 0; cell < path.size(); ++cell) {
        if (law.left >> cell & 1U) left += range_of(path[cell]);
        if (law.right >> cell & 1U) right += range_of(path[cell]);
    }
    return meet(left, right);
}

bool same_values(const Choice& a, const Choice& b) { return a.value == b.value; }

std::uint32_t differing_cells(const Path& a, const Path& b) {
    std::uint32_t cells = 0;
    for (std::size_t cell = 0; cell < a.size(); ++cell)
        if (!same_values(a[cell], b[cell])) cells |= 1U << cell;
    return cells;
}

class Budget {
public:
    explicit Budget(std::uint64_t steps) : left_(steps) {}
    /// Whether there is a step left to take.
    bool step() {
        if (left_ == 0) return false;
        --left_;
        return true;
    }
    [[nodiscard]] bool used_up() const { return left_ == 0; }

private:
    std::uint64_t left_;
};

/// Calls `emit` with each reading of a row that breaks at most `allowed` of its laws, until `emit` says to stop.
/// Laws are judged as soon as their last cell is read.
class RowWalk {
public:
    using Emit = std::function<bool(const Path&, std::uint32_t broken)>;

    RowWalk(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget)
        : readings_(readings), laws_(laws), budget_(budget) {}

    void each(std::uint32_t allowed, const Emit& emit) {
        path_.clear();
        stopped_ = false;
        walk(0, readings_.start(), 0, allowed, emit);
    }

private:
    void walk(std::size_t cell, std::uint16_t state, std::uint32_t broken, std::uint32_t allowed, const Emit& emit) {
        if (cell == readings_.cells()) {
            stopped_ = !emit(path_, broken);
            return;
        }
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (!budget_.step()) stopped_ = true;
            if (stopped_) return;
            path_.push_back(choice);
            const std::uint32_t now = broken + broken_at(cell);
            if (now <= allowed) walk(cell + 1, choice.next, now, allowed, emit);
            path_.pop_back();
        }
    }

    std::uint32_t broken_at(std::size_t cell) const {
        std::uint32_t broken = 0;
        for (const RowLaw& law : laws_)
            if (((law.left | law.right) >> cell) == 1U) broken += !law_holds_so_far(law, cell);
        return broken;
    }

    bool law_holds_so_far(const RowLaw& law, std::size_t cell) const {
        Range left;
        Range right;
        for (std::size_t i = 0; i <= cell; ++i) {
            if (law.left >> i & 1U) left += range_of(path_[i]);
            if (law.right >> i & 1U) right += range_of(path_[i]);
        }
        return meet(left, right);
    }

    const Readings& readings_;
    const std::vector<RowLaw>& laws_;
    Budget& budget_;
    Path path_;
    bool stopped_ = false;
};

/// The readings of a row that keep its one law `left cells = last cell`: for each thing the last cell can be, the ways
/// to reach it that add up. Far fewer steps than reading the row from the left and judging at its end.
class TotalWalk {
public:
    TotalWalk(const Readings& readings, std::uint32_t left, Budget& budget, std::vector<Path>& out)
        : readings_(readings), left_(left), budget_(budget), out_(out) {}

    void run(std::size_t states) {
        const std::size_t last = readings_.cells() - 1;
        for (std::size_t state = 0; state < states; ++state)
            for (const Choice& total : readings_.choices(last, static_cast<std::uint16_t>(state))) {
                total_ = &total;
                target_state_ = static_cast<std::uint16_t>(state);
                path_.clear();
                walk(0, readings_.start(), 0, false);
            }
    }

private:
    void walk(std::size_t cell, std::uint16_t state, Wide sum, bool unknown) {
        if (out_.size() >= most_listed || state > target_state_) return;
        if (cell + 1 == readings_.cells()) {
            if (state != target_state_ || !adds_up(sum, unknown)) return;
            out_.push_back(path_);
            out_.back().push_back(*total_);
            return;
        }
        for (const Choice& choice : readings_.choices(cell, state)) {
            if (!budget_.step()) return;
            const bool part = (left_ >> cell & 1U) != 0;
            const Wide now = part && choice.value ? sum + choice.value->digits() : sum;
            if (total_->value && now > total_->value->digits()) continue;
            path_.push_back(choice);
            walk(cell + 1, choice.next, now, unknown || (part && !choice.value));
            path_.pop_back();
        }
    }

    [[nodiscard]] bool adds_up(Wide sum, bool unknown) const {
        if (!total_->value) return true;
        return unknown ? sum <= total_->value->digits() : sum == total_->value->digits();
    }

    const Readings& readings_;
    std::uint32_t left_;
    Budget& budget_;
    std::vector<Path>& out_;
    Path path_;
    const Choice* total_ = nullptr;
    std::uint16_t target_state_ = 0;
};

// ---- rows by themselves ---------------------------------------------------------------------------------------------

std::uint32_t cells_of_broken_laws(const Path& path, const std::vector<RowLaw>& laws) {
    std::uint32_t cells = 0;
    for (const RowLaw& law : laws)
        if (!law_holds(path, law)) cells |= law.left | law.right;
    return cells;
}

void note_rival(RowSolution& row, const Path& path, std::uint32_t more) {
    const std::uint32_t differing = differing_cells(row.best, path);
    row.doubtful |= differing;
    for (Rival& known : row.rivals)
        if (differing_cells(known.path, path) == 0) {
            known.more = std::min(known.more, more);
            return;
        }
    if (row.rivals.size() < max_rivals) row.rivals.push_back({path, more});
}

/// A row that no column law concerns: its laws alone weigh its readings.
bool solve_alone(const Readings& readings, const std::vector<RowLaw>& laws, std::uint64_t steps, RowSolution& row) {
    Budget budget(steps);
    RowWalk walk(readings, laws, budget);
    std::optional<std::uint32_t> best;
    for (std::uint32_t allowed = 0; !best && allowed <= laws.size(); ++allowed)
        walk.each(allowed, [&](const Path& path, std::uint32_t) {
            row.best = path;
            best = allowed;
            return false;
        });
    if (!best) return budget.used_up();
    note_rival(row, row.best, 0);
    const std::uint32_t all = (1U << readings.cells()) - 1;
    walk.each(*best + 1, [&](const Path& path, std::uint32_t broken) {
        note_rival(row, path, broken - *best);
        return row.doubtful != all || row.rivals.size() < max_rivals;
    });
    row.law_broken = cells_of_broken_laws(row.best, laws);
    return budget.used_up();
}

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
        if (!budget_.step() || free_.size() > allowed_) return;
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
        if (!budget_.step()) return;
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
            if (!budget_.step()) return;
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
            std::vector<Path> lawful;
            list_lawful(row, lawful);
            for (Path& path : lawful) row.lawful.push_back(listed(std::move(path)));
            row.bounds = bounds_of(*row.readings);
        }
    }

    void list_lawful(const RowState& row, std::vector<Path>& out) {
        const Readings& readings = *row.readings;
        if (row.single) {
            RowWalk(readings, {}, budget_).each(0, [&](const Path& path, std::uint32_t) { return out.push_back(path), false; });
            return;
        }
        const auto& laws = problem_.row_laws;
        const std::uint32_t last = 1U << (readings.cells() - 1);
        if (laws.size() == 1 && laws[0].right == last) {
            TotalWalk(readings, laws[0].left, budget_, out).run(readings.states());
            return;
        }
        RowWalk(readings, laws, budget_).each(0, [&](const Path& path, std::uint32_t) {
            out.push_back(path);
            return out.size() < most_listed;
        });
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
                if (!rows_[r].lawful.empty()) {
                    row.best = rows_[r].lawful[0].path;
                } else {
                    Budget few(columns() * 64);
                    RowWalk(*rows_[r].readings, {}, few).each(0, [&](const Path& path, std::uint32_t) { return row.best = path, false; });
                }
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

std::uint32_t broken_laws(const Path& path, const std::vector<RowLaw>& laws) {
    std::uint32_t broken = 0;
    for (const RowLaw& law : laws) broken += !law_holds(path, law);
    return broken;
}

Solution solve(const Problem& problem, std::uint64_t steps) {
    if (!problem.column_laws.empty()) return TableSearch(problem, steps).run();
    Solution solution;
    solution.rows.resize(problem.rows.size());
    for (std::size_t r = 0; r < problem.rows.size(); ++r)
        solution.exhausted |= solve_alone(problem.rows[r], problem.row_laws, steps, solution.rows[r]);
    return solution;
}

}  // namespace nianbao::passes
