// Bounds first, because they settle nearly everything at little cost; the exact method for the rest.
#include "passes/fillings.hpp"

#include <algorithm>

namespace nianbao::passes {
namespace {

/// Bounds beyond it are as good as none, and leave room to add up many.
constexpr Wide largest_bound = Wide{1} << 110;

/// How often an equation may narrow its cells: bounds can creep towards each other one by one.
constexpr std::size_t most_rounds = 24;

/// A sum of bounds, some of which may be missing.
struct Bound {
    Wide sum = 0;
    std::size_t missing = 0;

    void add(const std::optional<Wide>& value) {
        if (value)
            sum += *value;
        else
            ++missing;
    }
    /// The sum of all but one of them.
    [[nodiscard]] std::optional<Wide> without(const std::optional<Wide>& value) const {
        if (missing > (value ? 0U : 1U)) return std::nullopt;
        return value ? sum - *value : sum;
    }
};

std::optional<Wide> negated(const std::optional<Wide>& value) {
    return value ? std::optional<Wide>(-*value) : std::nullopt;
}

/// What a term adds to left minus right, at least and at most.
std::optional<Wide> least(const Term& term, const Interval& interval) {
    return term.left ? std::optional<Wide>(interval.low) : negated(interval.high);
}

std::optional<Wide> most(const Term& term, const Interval& interval) {
    return term.left ? interval.high : std::optional<Wide>(-interval.low);
}

}  // namespace

Fillings::Fillings(const Sums& sums, const std::vector<bool>& counted, Steps& steps)
    : sums_(&sums), steps_(&steps), intervals_(sums.system().cells.size()), group_of_(sums.system().cells.size()) {
    make_groups(counted);
    for (Group& group : groups_) {
        propagate(group);
        if (group.outcome == Outcome::possible) set_up_simplex(group);
    }
}

void Fillings::make_groups(const std::vector<bool>& counted) {
    const System& system = sums_->system();
    std::vector<bool> seen(system.equations.size());
    std::vector<EquationId> waiting;
    for (EquationId first = 0; first < system.equations.size(); ++first) {
        if (seen[first] || !counted[first] || (!sums_->open(first) && !sums_->broken(first))) continue;
        const auto number = static_cast<std::uint16_t>(groups_.size());
        Group& group = groups_.emplace_back();
        waiting.assign(1, first);
        seen[first] = true;
        while (!waiting.empty()) {
            const EquationId e = waiting.back();
            waiting.pop_back();
            group.equations.push_back(e);
            for (const Term& term : system.equations[e].terms) {
                if (sums_->known(term.cell) || group_of_[term.cell]) continue;
                group_of_[term.cell] = number;
                for (EquationId next : system.equations_of[term.cell])
                    if (counted[next] && !seen[next]) {
                        seen[next] = true;
                        waiting.push_back(next);
                    }
            }
        }
        std::ranges::sort(group.equations);
    }
}

bool Fillings::tighten(CellId cell, std::optional<Wide> low, std::optional<Wide> high) {
    Interval& interval = intervals_[cell];
    const Interval before = interval;
    if (low && *low < largest_bound) interval.low = std::max(interval.low, *low);
    if (high && *high < largest_bound) interval.high = interval.high ? std::min(*interval.high, *high) : *high;
    return interval != before;
}

/// What one equation says of each of its unknown cells, given the bounds of the others: whether it changed any of
/// them, or nothing when it cannot hold.
std::optional<bool> Fillings::narrow(EquationId equation) {
    const std::vector<Term>& terms = sums_->system().equations[equation].terms;
    Bound low{sums_->rest(equation), 0}, high{sums_->rest(equation), 0};
    for (const Term& term : terms) {
        if (sums_->known(term.cell)) continue;
        low.add(least(term, intervals_[term.cell]));
        high.add(most(term, intervals_[term.cell]));
    }
    if ((low.missing == 0 && low.sum > 0) || (high.missing == 0 && high.sum < 0)) return std::nullopt;
    bool changed = false;
    for (const Term& term : terms) {
        if (sums_->known(term.cell) || intervals_[term.cell].fixed()) continue;
        const std::optional<Wide> others_least = low.without(least(term, intervals_[term.cell]));
        const std::optional<Wide> others_most = high.without(most(term, intervals_[term.cell]));
        const bool narrower = term.left ? tighten(term.cell, negated(others_most), negated(others_least))
                                        : tighten(term.cell, others_least, others_most);
        const Interval& now = intervals_[term.cell];
        if (now.high && *now.high < now.low) return std::nullopt;
        changed = changed || narrower;
    }
    return changed;
}

void Fillings::propagate(Group& group) {
    bool changed = true;
    for (std::size_t round = 0; changed && round < most_rounds; ++round) {
        changed = false;
        for (EquationId e : group.equations) {
            const std::optional<bool> narrowed = sums_->broken(e) ? std::nullopt : narrow(e);
            if (!narrowed) {
                group.outcome = Outcome::impossible;
                return;
            }
            changed = changed || *narrowed;
            if (!steps_->spend(1)) return;
        }
    }
}

/// One row an equation, one column a cell that the bounds did not settle.
void Fillings::set_up_simplex(Group& group) {
    std::vector<std::size_t> column_of(intervals_.size());
    for (EquationId e : group.equations)
        for (const Term& term : sums_->system().equations[e].terms) {
            if (sums_->known(term.cell) || intervals_[term.cell].fixed() || column_of[term.cell] != 0) continue;
            group.columns.push_back(term.cell);
            column_of[term.cell] = group.columns.size();
        }
    group.simplex.emplace(group.equations.size(), group.columns.size());
    for (std::size_t row = 0; row < group.equations.size(); ++row) {
        const EquationId e = group.equations[row];
        Wide sum = -sums_->rest(e);
        for (const Term& term : sums_->system().equations[e].terms) {
            if (sums_->known(term.cell)) continue;
            if (column_of[term.cell] != 0)
                group.simplex->set_coefficient(row, column_of[term.cell] - 1, term.left ? 1 : -1);
            else
                sum += term.left ? -intervals_[term.cell].low : intervals_[term.cell].low;
        }
        group.simplex->set_sum(row, sum);
    }
    group.movable.resize(group.columns.size());
    group.outcome = group.simplex->solve(*steps_);
    if (group.outcome == Outcome::possible) group.simplex->mark_movable(group.movable);
}

Outcome Fillings::outcome() const {
    Outcome outcome = Outcome::possible;
    for (const Group& group : groups_) {
        if (group.outcome == Outcome::impossible) return Outcome::impossible;
        if (group.outcome == Outcome::undecided) outcome = Outcome::undecided;
    }
    return outcome;
}

std::vector<EquationId> Fillings::conflict() const {
    const auto found = std::ranges::find(groups_, Outcome::impossible, &Group::outcome);
    return found == groups_.end() ? std::vector<EquationId>{} : found->equations;
}

std::optional<Interval> Fillings::range(CellId cell) {
    if (!group_of_[cell]) return Interval{};
    Group& group = groups_[*group_of_[cell]];
    if (group.outcome != Outcome::possible) return std::nullopt;
    const auto column = std::ranges::find(group.columns, cell);
    if (column == group.columns.end()) return intervals_[cell];
    const auto range = group.simplex->range(static_cast<std::size_t>(column - group.columns.begin()), *steps_);
    if (range)
        group.simplex->mark_movable(group.movable);
    else
        group.outcome = Outcome::undecided;
    return range;
}

std::optional<Wide> Fillings::forced(CellId cell) {
    if (group_of_[cell]) {
        const Group& group = groups_[*group_of_[cell]];
        const auto column = std::ranges::find(group.columns, cell);
        const auto index = static_cast<std::size_t>(column - group.columns.begin());
        if (column != group.columns.end() && group.outcome == Outcome::possible && group.movable[index])
            return std::nullopt;
    }
    const std::optional<Interval> interval = range(cell);
    return interval && interval->fixed() ? interval->high : std::nullopt;
}

}  // namespace nianbao::passes
