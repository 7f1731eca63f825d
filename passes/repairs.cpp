// Syndrome decoding: the broken equations are the syndrome, and every repair must change a cell of each of them.
//
// The exact search takes equations that cannot hold together (mostly one that is broken by itself), makes one of their
// cells unknown, and goes on with what is then still contradictory, up to three cells deep. A cell that was tried is
// left alone in its later siblings, so every set comes up once. A cell stands in a few equations only (three in
// table 三): where more are broken than the cells still to choose can reach, the branch ends.
#include "passes/repairs.hpp"

#include <algorithm>
#include <tuple>

#include "passes/fillings.hpp"

namespace nianbao::passes {
namespace {

constexpr std::size_t most_found = 1024;

std::vector<bool> all_equations(const Sums& sums) { return std::vector<bool>(sums.system().equations.size(), true); }

bool is_total(const System& system, CellId cell) {
    return std::ranges::any_of(system.equations_of[cell],
                               [&](EquationId e) { return system.equations[e].total() == cell; });
}

unsigned cost_of(const Sums& printed, const Fix& fix) {
    const bool total = is_total(printed.system(), fix.cell);
    if (fix.to == 0) return 30;
    if (!total) return 11;
    return printed.value(fix.cell).value_or(0) == 0 ? 1 : 10;
}

/// What is different between two states of the same cells; nothing where a number is none that a cell can hold.
std::optional<FixSet> difference(const Sums& printed, const Sums& repaired) {
    FixSet set;
    for (CellId cell = 0; cell < printed.system().cells.size(); ++cell) {
        const std::optional<Wide>& to = repaired.value(cell);
        if (!to || to == printed.value(cell)) continue;
        if (*to < 0 || !whole_number(*to, printed.scale())) return std::nullopt;
        set.fixes.push_back({cell, *to});
        set.cost += cost_of(printed, set.fixes.back());
    }
    return set;
}

bool before(const FixSet& a, const FixSet& b) {
    const auto order = [](const Fix& x, const Fix& y) { return std::tie(x.cell, x.to) < std::tie(y.cell, y.to); };
    if (a.cost != b.cost) return a.cost < b.cost;
    if (a.fixes.size() != b.fixes.size()) return a.fixes.size() < b.fixes.size();
    return std::ranges::lexicographical_compare(a.fixes, b.fixes, order);
}

/// The whole number of an interval that is nearest to the printed one.
Wide nearest(Wide printed, const Interval& interval, Wide one) {
    const Wide whole = printed < 0 ? 0 : printed - printed % one;
    return interval.high ? std::clamp(whole, interval.low, *interval.high) : std::max(whole, interval.low);
}

/// Gives numbers to cells that were made unknown, one after the other.
class Settlement {
public:
    Settlement(const Sums& printed, Steps& steps) : printed_(&printed), steps_(&steps) {}

    /// Nothing where there is no filling, or where the steps do not suffice to know.
    std::optional<FixSet> settle(Sums sums, std::span<const CellId> cells) {
        const std::vector<bool> all = all_equations(sums);
        for (CellId cell : cells) {
            Fillings fillings(sums, all, *steps_);
            if (fillings.outcome() != Outcome::possible) return std::nullopt;
            const std::optional<Interval> range = fillings.range(cell);
            if (!range) return std::nullopt;
            chose_ = chose_ || !range->fixed();
            sums.set(cell, nearest(*printed_->value(cell), *range, power_of_ten(sums.scale())));
        }
        return difference(*printed_, sums);
    }

    /// Some cell could have had another number, too.
    [[nodiscard]] bool chose() const { return chose_; }

private:
    const Sums* printed_;
    Steps* steps_;
    bool chose_ = false;
};

/// All smallest repairs of up to three cells.
class Search {
public:
    Search(const Sums& printed, const std::vector<bool>& changeable, Steps& steps)
        : printed_(&printed),
          sums_(printed),
          changeable_(changeable),
          all_(all_equations(printed)),
          steps_(&steps),
          settlement_(printed, steps) {}

    Repairs run() {
        for (std::size_t size = 1; size <= exact_repair_size && repairs_.sets.empty() && !cut_; ++size) visit(size);
        repairs_.complete = !cut_ && !settlement_.chose() && !repairs_.sets.empty();
        return std::move(repairs_);
    }

private:
    void visit(std::size_t remaining) {
        cut_ = cut_ || !steps_->spend(1) || repairs_.sets.size() >= most_found;
        if (cut_ || sums_.broken_equations() > remaining * sums_.system().most_equations) return;
        const std::vector<EquationId> core = contradiction(remaining > 0);
        if (core.empty() && !cut_) record();
        if (core.empty() || remaining == 0) return;
        std::vector<CellId> tried;
        for (CellId cell : cells_of(core)) {
            if (!reaches_enough(cell, remaining - 1)) continue;
            try_cell(cell, remaining - 1);
            changeable_[cell] = false;
            tried.push_back(cell);
        }
        for (CellId cell : tried) changeable_[cell] = true;
    }

    void try_cell(CellId cell, std::size_t remaining) {
        const Wide value = *sums_.value(cell);
        sums_.forget(cell);
        chosen_.push_back(cell);
        visit(remaining);
        chosen_.pop_back();
        sums_.set(cell, value);
    }

    /// The chosen cells are a repair, unless they need numbers that no cell can hold.
    void record() {
        std::vector<CellId> cells = chosen_;
        std::ranges::sort(cells);
        if (auto set = settlement_.settle(sums_, cells))
            repairs_.sets.push_back(std::move(*set));
        else
            cut_ = cut_ || steps_->used_up();
    }

    /// Equations that do not hold together, as few as can be if that is worth while; none if all do.
    std::vector<EquationId> contradiction(bool few) {
        if (sums_.broken_equations() > 0) return {shortest_broken()};
        const Fillings fillings(sums_, all_, *steps_);
        if (fillings.outcome() == Outcome::undecided) cut_ = true;
        if (fillings.outcome() != Outcome::impossible) return {};
        return few ? smallest_conflict(sums_, all_, *steps_) : fillings.conflict();
    }

    EquationId shortest_broken() const {
        EquationId best = 0;
        std::size_t fewest = sums_.system().cells.size() + 1;
        for (EquationId e = 0; e < sums_.system().equations.size(); ++e) {
            if (!sums_.broken(e)) continue;
            const std::size_t cells = cells_of({e}).size();
            if (cells < fewest) {
                best = e;
                fewest = cells;
            }
        }
        return best;
    }

    std::vector<CellId> cells_of(const std::vector<EquationId>& equations) const {
        std::vector<CellId> cells;
        for (EquationId e : equations)
            for (const Term& term : sums_.system().equations[e].terms)
                if (changeable_[term.cell] && sums_.known(term.cell)) cells.push_back(term.cell);
        std::ranges::sort(cells);
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        return cells;
    }

    /// This cell and some more can be in all equations that are broken.
    bool reaches_enough(CellId cell, std::size_t more) const {
        const auto& equations = sums_.system().equations_of[cell];
        const auto broken =
            static_cast<std::size_t>(std::ranges::count_if(equations, [&](EquationId e) { return sums_.broken(e); }));
        return broken + more * sums_.system().most_equations >= sums_.broken_equations();
    }

    const Sums* printed_;
    Sums sums_;
    std::vector<bool> changeable_, all_;
    Steps* steps_;
    Settlement settlement_;
    std::vector<CellId> chosen_;
    Repairs repairs_;
    bool cut_ = false;
};

bool holds(const Sums& sums, Steps& steps) {
    return sums.broken_equations() == 0 && Fillings(sums, all_equations(sums), steps).outcome() == Outcome::possible;
}

bool all_others_known(const Sums& sums, const Equation& equation, CellId cell) {
    return std::ranges::all_of(equation.terms, [&](Term t) { return t.cell == cell || sums.known(t.cell); });
}

/// Adds up anew every total that its equation contradicts: 0 in all totals, beside parts that are not.
void add_up_totals(Sums& sums, const std::vector<bool>& changeable) {
    const System& system = sums.system();
    bool changed = true;
    for (std::size_t round = 0; changed && round < system.equations.size(); ++round) {
        changed = false;
        for (EquationId e = 0; e < system.equations.size(); ++e) {
            const std::optional<CellId> total = system.equations[e].total();
            if (!sums.broken(e) || !total || !changeable[*total] || !sums.known(*total)) continue;
            if (!all_others_known(sums, system.equations[e], *total)) continue;
            const Wide sum = *sums.value(*total) + sums.rest(e);
            if (!whole_number(sum, sums.scale())) return;
            sums.set(*total, sum);
            changed = true;
        }
    }
}

/// By how much a cell must grow for one of its equations.
Wide wanted_growth(const Sums& sums, EquationId e, CellId cell) {
    const bool left = std::ranges::find(sums.system().equations[e].terms, cell, &Term::cell)->left;
    return left ? -sums.rest(e) : sums.rest(e);
}

/// All equations of the cell, several, are broken and ask for the same change.
bool explains_itself(const Sums& sums, CellId cell) {
    const auto& equations = sums.system().equations_of[cell];
    if (!sums.known(cell) || equations.size() < 2) return false;
    const Wide growth = wanted_growth(sums, equations[0], cell);
    return growth != 0 && *sums.value(cell) + growth >= 0 && std::ranges::all_of(equations, [&](EquationId e) {
               return !sums.open(e) && wanted_growth(sums, e, cell) == growth;
           });
}

/// Corrects cells whose equations agree on what they ought to be: several single errors far apart.
void correct_single_cells(Sums& sums, const std::vector<bool>& changeable) {
    const std::size_t cells = sums.system().cells.size();
    bool changed = true;
    for (std::size_t round = 0; changed && round < cells; ++round) {
        changed = false;
        for (CellId cell = 0; cell < cells; ++cell) {
            if (!changeable[cell] || !explains_itself(sums, cell)) continue;
            sums.set(cell, *sums.value(cell) + wanted_growth(sums, sums.system().equations_of[cell][0], cell));
            changed = true;
        }
    }
}

/// Cells of one printed row or column that stand in broken equations across it.
std::vector<CellId> suspects(const Sums& sums, const std::vector<bool>& changeable, grammar::Axis axis,
                             std::size_t block, std::size_t line) {
    const System& system = sums.system();
    std::vector<CellId> cells;
    for (CellId cell = 0; cell < system.cells.size(); ++cell) {
        const grammar::FormCell& at = system.cells[cell];
        if (at.block != block || (axis == grammar::Axis::rows ? at.row : at.column) != line) continue;
        const bool crossed = std::ranges::any_of(system.equations_of[cell], [&](EquationId e) {
            return system.equations[e].identity->axis != axis && sums.broken(e);
        });
        if (crossed && changeable[cell] && sums.known(cell)) cells.push_back(cell);
    }
    return cells;
}

/// Repairs that change one row or one column only, in all the places where it does not fit.
std::vector<FixSet> repair_lines(const Sums& printed, const Sums& sums, const std::vector<bool>& changeable,
                                 Steps& steps) {
    std::vector<FixSet> found;
    Settlement settlement(sums, steps);
    const auto try_line = [&](grammar::Axis axis, std::size_t block, std::size_t line) {
        const std::vector<CellId> cells = suspects(sums, changeable, axis, block, line);
        if (cells.size() <= exact_repair_size) return;
        Sums open = sums;
        for (CellId cell : cells) open.forget(cell);
        const std::optional<FixSet> settled = settlement.settle(open, cells);
        if (!settled) return;
        Sums repaired = sums;
        for (const Fix& fix : settled->fixes) repaired.set(fix.cell, fix.to);
        if (auto set = difference(printed, repaired)) found.push_back(std::move(*set));
    };
    const std::span<const grammar::Block> blocks = sums.system().table->blocks;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        for (std::size_t row = 0; row < blocks[block].rows.size(); ++row) try_line(grammar::Axis::rows, block, row);
        for (std::size_t column = 0; column < blocks[block].columns.size(); ++column)
            try_line(grammar::Axis::columns, block, column);
    }
    return found;
}

/// Larger repairs, once single cells are corrected: the totals added up, one line, or a few cells.
std::vector<FixSet> repair_by_structure(const Sums& printed, const Sums& start, const std::vector<bool>& changeable,
                                        Steps& steps) {
    std::vector<FixSet> found = repair_lines(printed, start, changeable, steps);
    if (!found.empty()) return found;
    for (const FixSet& set : Search(start, changeable, steps).run().sets) {
        Sums repaired = start;
        for (const Fix& fix : set.fixes) repaired.set(fix.cell, fix.to);
        if (auto whole = difference(printed, repaired)) found.push_back(std::move(*whole));
    }
    return found;
}

std::optional<FixSet> repair_totals(const Sums& printed, Sums sums, const std::vector<bool>& changeable, Steps& steps) {
    add_up_totals(sums, changeable);
    return holds(sums, steps) ? difference(printed, sums) : std::nullopt;
}

void keep_smallest(std::vector<FixSet>& sets) {
    std::size_t smallest = sets.empty() ? 0 : sets.front().fixes.size();
    for (const FixSet& set : sets) smallest = std::min(smallest, set.fixes.size());
    std::erase_if(sets, [&](const FixSet& set) { return set.fixes.size() > smallest; });
}

void sort_once(std::vector<FixSet>& sets) {
    std::ranges::sort(sets, before);
    const auto same = [](const FixSet& a, const FixSet& b) { return a.fixes == b.fixes; };
    sets.erase(std::unique(sets.begin(), sets.end(), same), sets.end());
}

}  // namespace

std::vector<EquationId> smallest_conflict(const Sums& sums, const std::vector<bool>& counted, Steps& steps) {
    std::vector<EquationId> conflict = Fillings(sums, counted, steps).conflict();
    std::vector<bool> kept(counted.size());
    for (EquationId e : conflict) kept[e] = true;
    for (EquationId e : conflict) {
        kept[e] = false;
        if (Fillings(sums, kept, steps).outcome() != Outcome::impossible) kept[e] = true;
    }
    std::erase_if(conflict, [&](EquationId e) { return !kept[e]; });
    return conflict;
}

Repairs find_repairs(const Sums& printed, const std::vector<bool>& changeable, Steps& steps) {
    Repairs repairs = Search(printed, changeable, steps).run();
    if (auto totals = repair_totals(printed, printed, changeable, steps)) {
        const bool cheapest =
            std::ranges::all_of(repairs.sets, [&](const FixSet& set) { return totals->cost < set.cost; });
        if (cheapest) repairs.sets.push_back(std::move(*totals));
    }
    if (repairs.sets.empty()) {
        repairs.sets = repair_lines(printed, printed, changeable, steps);
        keep_smallest(repairs.sets);
    }
    if (repairs.sets.empty()) {
        Sums corrected = printed;
        correct_single_cells(corrected, changeable);
        if (auto totals = repair_totals(printed, corrected, changeable, steps))
            repairs.sets.push_back(std::move(*totals));
        else
            repairs.sets = repair_by_structure(printed, corrected, changeable, steps);
        keep_smallest(repairs.sets);
    }
    sort_once(repairs.sets);
    return repairs;
}

}  // namespace nianbao::passes
