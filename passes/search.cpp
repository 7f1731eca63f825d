#include "passes/search.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "passes/range.hpp"

namespace nianbao::passes {
namespace {

constexpr std::uint64_t steps_to_note = 32;  // what noting a reading counts as
constexpr std::uint32_t most_broken = 24;    // the search gives up on tables that break more

// ---- tables with column laws ----------------------------------------------------------------------------------------

/// The sum of some cells of a column, on one side of its law.
struct Sum {
    Wide known = 0;
    std::uint32_t unknown = 0;  // cells without a figure

    void add(const Choice& choice) {
        if (choice.value)
            known += choice.value->digits();
        else
            ++unknown;
    }
    void remove(const Choice& choice) {
        if (choice.value)
            known -= choice.value->digits();
        else
            --unknown;
    }
    [[nodiscard]] Range range() const { return {known, unknown != 0 ? infinite : known}; }
};

/// Both sides of a column's law.
using Sides = std::array<Sum, 2>;

bool holds(const Sides& sides) {
    if (sides[0].unknown == 0 && sides[1].unknown == 0) return sides[0].known == sides[1].known;
    return meet(sides[0].range(), sides[1].range());
}

struct RowState {
    const Readings* readings = nullptr;
    std::vector<Path> lawful;   // readings that keep the row's law; the only one, if it is single, whatever it keeps
    std::vector<Range> bounds;  // by column, over all readings
    std::vector<Range> lawful_bounds;     // over the lawful ones, if there are several
    Wide spread = 0;                      // how far these are apart, all columns together
    std::optional<std::uint32_t> agreed;  // bit a cell: all readings say the same there; found when asked for
    bool single = false;                  // there is one reading only
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

    /// `members`: the rows of the group; `on_left`: for each whether it stands on the left of the law; `fixed`: what rows
    /// outside of the group add to each column; `counted`: columns whose law is not broken anyway.
    void set(const std::vector<std::size_t>& members, const std::vector<bool>& on_left, std::vector<Sides> fixed,
             const std::vector<bool>& counted) {
        members_ = &members;
        on_left_ = &on_left;
        counted_ = &counted;
        base_ = std::move(fixed);
        current_.assign(members.size(), nullptr);
        must_break_.clear();
        may_break_.clear();
        may_have_several_.clear();
        for (std::size_t i = 0; i < members.size(); ++i) {
            const RowState& row = row_of(i);
            if (row.lawful.empty())
                must_break_.push_back(i);
            else if (!row.single)
                may_break_.push_back(i);
            if (row.lawful.size() > 1) may_have_several_.push_back(i);
            if (row.lawful.size() == 1) {
                current_[i] = &row.lawful[0];
                add(i, row.lawful[0], base_);
            }
        }
        // The widest first: behind them little is left open, and the columns soon tell.
        std::stable_sort(may_have_several_.begin(), may_have_several_.end(),
                         [&](std::size_t a, std::size_t b) { return row_of(a).spread > row_of(b).spread; });
    }

    void each(std::uint32_t allowed, const Emit& emit) {
        emit_ = &emit;
        allowed_ = allowed;
        if (must_break_.size() > allowed) return;
        free_ = must_break_;
        choose_free(0);
    }

private:
    std::size_t columns() const { return base_.size(); }
    const RowState& row_of(std::size_t i) const { return all_[(*members_)[i]]; }
    std::size_t side(std::size_t i) const { return (*on_left_)[i] ? 0 : 1; }

    void add(std::size_t i, const Path& path, std::vector<Sides>& sums) const {
        for (std::size_t c = 0; c < columns(); ++c) sums[c][side(i)].add(path[c]);
    }
    void remove(std::size_t i, const Path& path, std::vector<Sides>& sums) const {
        for (std::size_t c = 0; c < columns(); ++c) sums[c][side(i)].remove(path[c]);
    }

    /// Tries the free rows at hand, then one more of those from `next` on: a free row breaks its law.
    void choose_free(std::size_t next) {
        if (!budget_.take(columns() * (1 + free_.size()))) return;
        try_free();
        if (free_.size() == allowed_) return;
        for (std::size_t k = next; k < may_break_.size(); ++k) {
            free_.push_back(may_break_[k]);
            choose_free(k + 1);
            free_.pop_back();
        }
    }

    void try_free() {
        sums_ = base_;
        several_.clear();
        for (std::size_t i : free_)
            if (row_of(i).lawful.size() == 1) remove(i, row_of(i).lawful[0], sums_);
        for (std::size_t i : may_have_several_)
            if (std::find(free_.begin(), free_.end(), i) == free_.end()) several_.push_back(i);
        bounds_behind();
        choose_lawful(0);
        for (std::size_t i : free_) current_[i] = row_of(i).lawful.size() == 1 ? &row_of(i).lawful[0] : nullptr;
    }

    /// For each of the rows with several lawful readings: what it, those behind it and the free rows may add.
    void bounds_behind() {
        behind_.resize(several_.size() + 1);
        behind_.back().assign(columns(), {});
        for (const std::size_t i : free_)
            for (std::size_t c = 0; c < columns(); ++c) behind_.back()[c][side(i)] += row_of(i).bounds[c];
        for (std::size_t k = several_.size(); k-- > 0;) {
            behind_[k] = behind_[k + 1];
            for (std::size_t c = 0; c < columns(); ++c)
                behind_[k][c][side(several_[k])] += row_of(several_[k]).lawful_bounds[c];
        }
    }

    std::uint32_t surely_broken(const std::vector<std::array<Range, 2>>& behind) const {
        std::uint32_t broken = 0;
        for (std::size_t c = 0; c < columns(); ++c) {
            if (!(*counted_)[c]) continue;
            Range left = sums_[c][0].range();
            Range right = sums_[c][1].range();
            left += behind[c][0];
            right += behind[c][1];
            broken += !meet(left, right);
        }
        return broken;
    }

    /// Gives each of the other rows one of its lawful readings in turn.
    void choose_lawful(std::size_t k) {
        if (!budget_.take(columns())) return;
        const std::uint32_t broken = surely_broken(behind_[k]);
        if (broken + free_.size() > allowed_) return;
        if (k == several_.size()) {
            if (free_.empty())
                (*emit_)(current_, broken);
            else
                walk();
            return;
        }
        const std::size_t i = several_[k];
        for (const Path& path : row_of(i).lawful) {
            add(i, path, sums_);
            current_[i] = &path;
            choose_lawful(k + 1);
            remove(i, path, sums_);
        }
    }

    /// Reads the free rows together, column by column.
    void walk() {
        states_.clear();
        for (const std::size_t i : free_) states_.push_back(row_of(i).readings->start());
        steps_.assign(free_.size() * columns(), nullptr);
        walk_row(0, 0, 0);
    }

    /// In column `c`, lets the free row `f` take each of its choices; behind the last row judges the column.
    void walk_row(std::size_t c, std::size_t f, std::uint32_t broken) {
        if (f == free_.size()) return end_column(c, broken);
        const std::size_t i = free_[f];
        const std::uint16_t state = states_[f];
        Sum& sum = sums_[c][side(i)];
        const bool forced = f + 1 == free_.size() && (*counted_)[c] && broken + free_.size() == allowed_;
        for (const Choice& choice : row_of(i).readings->choices(c, state)) {
            if (!budget_.take()) break;
            sum.add(choice);
            if (!forced || holds(sums_[c])) {
                states_[f] = choice.next;
                steps_[f * columns() + c] = &choice;
                walk_row(c, f + 1, broken);
            }
            sum.remove(choice);
        }
        states_[f] = state;
    }

    void end_column(std::size_t c, std::uint32_t broken) {
        broken += (*counted_)[c] && !holds(sums_[c]);
        if (broken + free_.size() > allowed_) return;
        if (c + 1 < columns()) return walk_row(c + 1, 0, broken);
        paths_.assign(free_.size(), {});
        for (std::size_t f = 0; f < free_.size(); ++f) {
            for (std::size_t column = 0; column < columns(); ++column)
                paths_[f].push_back(*steps_[f * columns() + column]);
            if (broken_laws(paths_[f], laws_) == 0) return;  // among the lawful ones already
            current_[free_[f]] = &paths_[f];
        }
        (*emit_)(current_, broken + static_cast<std::uint32_t>(free_.size()));
    }

    const std::vector<RowState>& all_;
    const std::vector<RowLaw>& laws_;
    Budget& budget_;
    const std::vector<std::size_t>* members_ = nullptr;
    const std::vector<bool>* on_left_ = nullptr;
    const std::vector<bool>* counted_ = nullptr;
    std::vector<Sides> base_;  // fixed rows and those with one lawful reading
    std::vector<std::size_t> must_break_,
        may_break_;                              // rows without lawful readings; rows that have others beside them
    std::vector<std::size_t> may_have_several_;  // rows with several lawful readings, the widest first

    const Emit* emit_ = nullptr;
    std::uint32_t allowed_ = 0;
    std::vector<std::size_t> free_, several_;
    Assignment current_;
    std::vector<Sides> sums_;
    std::vector<std::vector<std::array<Range, 2>>> behind_;
    std::vector<std::uint16_t> states_;
    std::vector<const Choice*> steps_;
    std::vector<Path> paths_;
};

/// The rows of the table in two groups, each under one column law; rows that stand in both laws belong to the first.
class TableSearch {
public:
    TableSearch(const Problem& problem, std::uint64_t steps)
        : problem_(problem), budget_(steps), group_(rows_, problem.row_laws, budget_) {}

    Solution run() {
        prepare();
        divide();
        solution_.rows.resize(problem_.rows.size());
        noted_.resize(problem_.rows.size());
        const bool in_pairs = one_break_is_impossible();
        for (std::uint32_t allowed = 0; !found_ && !budget_.used_up() && allowed <= most_broken; ++allowed)
            if (allowed != 1 || !in_pairs) round(allowed, false);
        if (found_ && !(best_ == 0 && in_pairs)) round(best_ + 1, true);
        solution_.exhausted = !settled_ && (budget_.used_up() || !found_);
        if (solution_.exhausted) solution_.known = Known::some;
        solution_.steps = budget_.taken();
        finish();
        if (found_) solution_.broken = best_ + surely_broken_;
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
            if (row.single)
                row.lawful.push_back(first_reading(*row.readings));
            else
                row.lawful = lawful_readings(*row.readings, problem_.row_laws, budget_);
            row.bounds = bounds_of(*row.readings);
            if (row.lawful.size() > 1) bound_lawful(row);
        }
    }

    static void bound_lawful(RowState& row) {
        row.lawful_bounds.assign(row.readings->cells(), {infinite, 0});
        for (std::size_t c = 0; c < row.lawful_bounds.size(); ++c) {
            Range& bounds = row.lawful_bounds[c];
            for (const Path& path : row.lawful) {
                const Range range = range_of(path[c]);
                bounds = {std::min(bounds.low, range.low), std::max(bounds.high, range.high)};
            }
            row.spread += bounds.high - bounds.low;
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
            for (std::size_t c = 0; c < columns(); ++c) {
                group.counted.push_back(!surely_broken(*law, c));
                surely_broken_ += !group.counted.back();
            }
        }
    }

    /// Whether no reading of the table breaks exactly one identity that counts. Where every cell has a number, the sums of
    /// all columns and of all rows are sums of the same cells: one of them alone cannot be wrong. One that every reading
    /// breaks, in a column or in a row that has one reading, does not count, and can be the other.
    bool one_break_is_impossible() const {
        const auto all_counted = [](const Law& law) {
            return std::find(law.counted.begin(), law.counted.end(), false) == law.counted.end();
        };
        const auto bound = [&](std::size_t r) {
            return std::any_of(laws_.begin(), laws_.end(), [&](const Law& law) {
                return std::find(law.members.begin(), law.members.end(), r) != law.members.end();
            });
        };
        if (problem_.row_laws.size() != 1 || !std::all_of(laws_.begin(), laws_.end(), all_counted)) return false;
        if ((problem_.row_laws[0].left ^ problem_.row_laws[0].right) != (1U << columns()) - 1) return false;
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (!rows_[r].readings->no_blanks() || !bound(r) || surely_breaks_its_law(rows_[r])) return false;
        return true;
    }

    bool surely_breaks_its_law(const RowState& row) const {
        return row.single && broken_laws(row.lawful[0], problem_.row_laws) != 0;
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
        for (const std::size_t r : law.members) cost += rows_[r].lawful.empty();
        return cost;
    }

    void use(const Law& law, const std::vector<Path>& shared) {
        std::vector<Sides> fixed(columns());
        for (std::size_t i = 0; i < law.shared.size(); ++i)
            for (std::size_t c = 0; c < columns(); ++c) fixed[c][law.shared_left[i] ? 0 : 1].add(shared[i][c]);
        group_.set(law.members, law.on_left, std::move(fixed), law.counted);
    }

    /// One round: all readings that break at most `allowed` identities (beyond those that all readings break).
    void round(std::uint32_t allowed, bool collect) {
        if (laws_.size() == 1) {
            use(laws_[0], {});
            group_.each(allowed,
                        [&](const Assignment& paths, std::uint32_t cost) { take(laws_[0], paths, cost, collect); });
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

    /// What the first group leaves open for the second, each once with its least cost.
    std::vector<Start> gather(const Law& first, const Law& second, std::uint32_t allowed) {
        std::vector<Start> starts;
        start_at_.clear();
        use(first, {});
        group_.each(allowed, [&](const Assignment& paths, std::uint32_t cost) {
            if (!budget_.take(steps_to_note)) return;
            const auto [at, is_new] = start_at_.try_emplace(shared_key(first, second, paths), starts.size());
            if (is_new) starts.push_back({shared_paths(first, second, paths), cost, std::nullopt});
            starts[at->second].cost = std::min(starts[at->second].cost, cost);
        });
        return starts;
    }

    template <class Visit>
    static void each_shared(const Law& first, const Law& second, const Assignment& paths, Visit visit) {
        for (const std::size_t r : second.shared) {
            const auto at = std::find(first.members.begin(), first.members.end(), r);
            visit(*paths[static_cast<std::size_t>(at - first.members.begin())]);
        }
    }

    static std::vector<Path> shared_paths(const Law& first, const Law& second, const Assignment& paths) {
        std::vector<Path> shared;
        each_shared(first, second, paths, [&](const Path& path) { shared.push_back(path); });
        return shared;
    }

    /// The states that the shared rows go through: two readings differ where their states do.
    static std::u16string shared_key(const Law& first, const Law& second, const Assignment& paths) {
        std::u16string key;
        each_shared(first, second, paths, [&](const Path& path) {
            for (const Choice& choice : path) key += static_cast<char16_t>(choice.next);
        });
        return key;
    }

    /// The readings of the first group once more, now that it is known what the second costs behind each.
    void settle_first(const Law& first, const Law& second, const std::vector<Start>& starts, std::uint32_t allowed,
                      bool collect) {
        const bool any =
            std::any_of(starts.begin(), starts.end(), [](const Start& start) { return start.behind.has_value(); });
        if (!any) return;
        use(first, {});
        group_.each(allowed - least(second), [&](const Assignment& paths, std::uint32_t cost) {
            const auto at = start_at_.find(shared_key(first, second, paths));
            if (at == start_at_.end()) return;
            const Start& start = starts[at->second];
            if (start.behind && cost + *start.behind <= allowed) take(first, paths, cost + *start.behind, collect);
        });
    }

    /// Notes a reading of a group that is part of a reading of the table with this cost.
    void take(const Law& law, const Assignment& paths, std::uint32_t cost, bool collect) {
        if (!budget_.take(steps_to_note)) return;
        found_ = true;
        if (!collect) best_ = cost;  // a round that finds any finds none that are better
        const std::uint32_t more = cost - best_;
        bool learnt = false;
        for (std::size_t i = 0; i < law.members.size(); ++i) {
            const std::size_t r = law.members[i];
            if (rows_[r].single && !solution_.rows[r].best.empty()) continue;
            if (is_known(r, *paths[i], more)) continue;
            note(r, *paths[i], more);
            learnt = true;
        }
        if (learnt && all_doubtful()) {
            settled_ = true;
            solution_.known = collect ? Known::best : Known::some;
            budget_.stop();
        }
    }

    /// Whether a lawful reading was noted before at this price or less.
    bool is_known(std::size_t r, const Path& path, std::uint32_t more) {
        const std::vector<Path>& lawful = rows_[r].lawful;
        if (lawful.empty() || std::less<>()(&path, lawful.data()) ||
            !std::less<>()(&path, lawful.data() + lawful.size()))
            return false;
        std::vector<std::uint8_t>& noted = noted_[r];
        noted.resize(lawful.size(), not_noted);
        std::uint8_t& price = noted[static_cast<std::size_t>(&path - lawful.data())];
        if (price <= more) return true;
        price = static_cast<std::uint8_t>(more);
        return false;
    }

    void note(std::size_t r, const Path& path, std::uint32_t more) {
        RowSolution& row = solution_.rows[r];
        if (row.best.empty()) row.best = path;
        note_rival(row, path, more);
        if (more == 0) row.law_broken |= cells_of_broken_laws(path, problem_.row_laws);
    }

    /// Every cell on which the readings of its row do not agree anyway is in doubt: no reading can prove any of them.
    bool all_doubtful() {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            RowState& row = rows_[r];
            if (row.single) continue;
            const std::uint32_t doubtful = solution_.rows[r].doubtful;
            if (doubtful == 0) return false;  // its readings differ somewhere
            if (!row.agreed) row.agreed = row.readings->agreed();
            if ((doubtful | *row.agreed) != (1U << columns()) - 1) return false;
        }
        return true;
    }

    /// Rows that no law took, or that the search left open: their most plausible reading stands in.
    void finish() {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            RowSolution& row = solution_.rows[r];
            if (row.best.empty()) {
                row.best = rows_[r].lawful.empty() ? first_reading(*rows_[r].readings) : rows_[r].lawful[0];
                for (const Path& path : rows_[r].lawful) note_rival(row, path, 0);
            }
            if (solution_.exhausted && !rows_[r].single) row.doubtful = (1U << columns()) - 1;
            row.law_broken |= cells_of_broken_laws(row.best, problem_.row_laws);
        }
    }

    const Problem& problem_;
    Budget budget_;
    std::vector<RowState> rows_;
    GroupSearch group_;
    std::vector<Law> laws_;
    Solution solution_;
    std::unordered_map<std::u16string, std::size_t> start_at_;
    static constexpr std::uint8_t not_noted = 0xFF;
    std::vector<std::vector<std::uint8_t>> noted_;  // by row and lawful reading: the least price noted
    std::uint32_t best_ = most_broken + 1;
    std::uint32_t surely_broken_ = 0;  // sums of columns that every reading breaks
    bool found_ = false;
    bool settled_ = false;  // every cell that can be in doubt is: nothing is left to learn
};

}  // namespace

Solution solve(const Problem& problem, std::uint64_t steps) {
    if (!problem.column_laws.empty()) return TableSearch(problem, steps).run();
    Solution solution;
    solution.rows.resize(problem.rows.size());
    for (std::size_t r = 0; r < problem.rows.size(); ++r) {
        Budget budget(steps);
        solution.rows[r] = solve_row(problem.rows[r], problem.row_laws, budget);
        solution.steps += budget.taken();
        if (!budget.used_up()) continue;
        solution.exhausted = true;
        solution.known = Known::some;
    }
    return solution;
}

}  // namespace nianbao::passes
