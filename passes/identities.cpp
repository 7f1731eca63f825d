// Checks the identities (勾稽关系) and says which cell is wrong. Requires resolved cells; reads nothing but them and the
// form's data. What it reports, for each system of identities that hang together:
//
//  - identities that no filling of their empty cells makes true (A101 to A115), one diagnostic for each cause: where
//    all repairs agree on one set of cells, a diagnostic for each part of it that shares no identity with the rest;
//    else one with all repairs; without any repair, one for each identity;
//  - identities that can be satisfied each, but not all by one filling (A120);
//  - identities that only fail if blanks are zeros (A125).
//
//      （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 5        3 + 1 + 0 + 0 + 0 + 0 = 4 ≠ 5
//
// A guess is no evidence: where another reading of guessed cells keeps an identity that the first one breaks, and
// breaks no more identities in all, those cells count as unknown; so do cells whose number may be another's, those of
// rows that only the form's order has placed. The reading is in doubt then, which resolve.cpp says.
#include <algorithm>
#include <array>
#include <string>

#include "passes/fillings.hpp"
#include "passes/labels.hpp"
#include "passes/passes.hpp"
#include "passes/repairs.hpp"

namespace nianbao::passes {
namespace {

using grammar::KeyId;

/// For one system of identities; a report with one wrong cell needs less than a hundredth of it.
constexpr std::uint64_t most_steps = 100'000;

/// Longer sums are shown without their zeros.
constexpr std::size_t longest_whole_sum = 7;

/// Places that are named before the rest of them is only counted.
constexpr std::size_t most_places = 3;

struct IdentityCode {
    std::string_view identity;
    Code code;
};

constexpr IdentityCode identity_codes[] = {
    {"E1", Code::applicants_do_not_add_up},
    {"E2", Code::results_do_not_add_up},
    {"E3", Code::balance_broken},
    {"E4", Code::review_does_not_add_up},
};

Code code_of(const grammar::Identity& identity) {
    const auto found = std::ranges::find(identity_codes, identity.id, &IdentityCode::identity);
    return found == std::end(identity_codes) ? Code::identities_conflict : found->code;
}

/// One system of one report.
struct Place {
    const Compilation& compilation;
    const PlacedSystem& placed;

    [[nodiscard]] const System& system() const { return *placed.system; }
    [[nodiscard]] const Cell& cell(CellId id) const { return compilation.cells[placed.position(id)]; }
    [[nodiscard]] KeyId key(CellId id) const { return cell(id).key; }
};

// Doubt

/// Cells that are read together: those of one run, or a single guessed cell.
struct Reading {
    std::vector<CellId> cells;
    std::size_t count = 0;  // of readings
};

Reading reading_of(const Place& place, CellId guessed) {
    const Cell& first = place.cell(guessed);
    Reading reading{{guessed}, first.candidates.count};
    if (first.run == 0) return reading;
    reading.cells.clear();
    for (CellId id = 0; id < place.placed.size(); ++id)
        if (place.cell(id).run == first.run) reading.cells.push_back(id);
    return reading;
}

/// The n-th reading keeps an identity that the first one breaks, at no cost elsewhere.
bool is_excuse(const Place& place, const Sums& sums, const Reading& reading, std::size_t n, EquationId broken) {
    Sums other = sums;
    for (CellId id : reading.cells) {
        const Candidates& candidates = place.cell(id).candidates;
        if (n >= candidates.count) return false;
        const std::optional<Decimal>& value = place.compilation.candidates[candidates.begin + n];
        if (value && value->scale() > sums.scale()) return false;
        if (value)
            other.set(id, value->digits() * power_of_ten(sums.scale() - value->scale()));
        else
            other.forget(id);
    }
    return !other.broken(broken) && other.broken_equations() <= sums.broken_equations();
}

void forget_doubtful(const Place& place, Sums& sums) {
    for (EquationId e = 0; e < place.system().equations.size(); ++e)
        for (const Term& term : place.system().equations[e].terms) {
            if (!sums.broken(e)) break;
            if (place.cell(term.cell).certainty != Certainty::guessed || !sums.known(term.cell)) continue;
            const Reading reading = reading_of(place, term.cell);
            bool doubt = reading.count == 1;  // the number stands there, but perhaps in no cell of these sums
            for (std::size_t n = 1; n < reading.count && !doubt; ++n) doubt = is_excuse(place, sums, reading, n, e);
            if (!doubt) continue;
            for (CellId id : reading.cells) sums.forget(id);
        }
}

// Words

std::string decimal_text(Wide value, int scale) {
    const bool negative = value < 0;
    std::string digits;
    for (Wide rest = negative ? -value : value; rest > 0 || digits.size() <= static_cast<std::size_t>(scale);
         rest /= 10) {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    }
    if (scale > 0) {
        digits.insert(digits.end() - scale, '.');
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') digits.pop_back();
    }
    return negative ? '-' + digits : digits;
}

/// 7 + 2 + 1 = 10. An unknown number is a question mark, and then there is no sum behind it. Of a long equation
/// zeros are left out, and all unknown numbers are one question mark.
struct Side {
    std::string terms;
    std::string sum;  // empty where it is not known, or where there is but one term
};

Side side_of(const Sums& sums, const Equation& equation, bool left) {
    const bool whole = equation.terms.size() <= longest_whole_sum;
    std::vector<std::string> shown;
    bool open = false;
    Wide sum = 0;
    for (const Term& term : equation.terms) {
        if (term.left != left) continue;
        const std::optional<Wide>& value = sums.value(term.cell);
        sum += value.value_or(0);
        if (value ? whole || value != Wide{0} : whole || !open)
            shown.push_back(value ? decimal_text(*value, sums.scale()) : std::string("?"));
        open = open || !value;
    }
    Side side;
    for (const std::string& term : shown) {
        if (!side.terms.empty()) side.terms += " + ";
        side.terms += term;
    }
    if (shown.empty()) side.terms.push_back('0');
    if (!open && shown.size() > 1) side.sum = decimal_text(sum, sums.scale());
    return side;
}

std::string sum_text(const Sums& sums, const Equation& equation) {
    const Side left = side_of(sums, equation, true), right = side_of(sums, equation, false);
    std::string text = left.terms;
    if (!left.sum.empty()) text += " = " + left.sum;
    text += " ≠ ";
    if (!right.sum.empty()) text += right.sum + " = ";
    return text + right.terms;
}

std::string label_of(const System& system, const Equation& equation) {
    const grammar::Block& block = system.block(equation);
    if (equation.identity->axis == grammar::Axis::rows) return full_label(block.rows[equation.line]);
    return std::string(block.columns[equation.line].label);
}

/// The labels of some equations, each once, in their order; the last ones only as a sign that there are more.
std::string labels_of(const System& system, std::span<const EquationId> equations) {
    std::vector<std::string> labels;
    for (EquationId e : equations)
        if (std::string label = label_of(system, system.equations[e]); std::ranges::count(labels, label) == 0)
            labels.push_back(std::move(label));
    std::string text;
    for (std::size_t i = 0; i < labels.size() && i < most_places; ++i) {
        if (i > 0) text += "、";
        text += labels[i];
    }
    return labels.size() > most_places ? text + "……" : text;
}

std::string value_text(const std::optional<Decimal>& value) { return value ? to_string(*value) : std::string(); }

// Places

std::vector<KeyId> keys_of(const Place& place, std::vector<CellId> cells) {
    std::ranges::sort(cells);
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    std::vector<KeyId> keys;
    for (CellId id : cells) keys.push_back(place.key(id));
    return keys;
}

/// The span of the first of these cells that is printed at all.
std::optional<grammar::Span> first_span(const Place& place, std::span<const CellId> cells) {
    for (CellId id : cells)
        if (place.cell(id).span) return place.cell(id).span;
    return std::nullopt;
}

/// Digits of both stand in one run, so that they have no places of their own.
bool run_together(const Cell& a, const Cell& b) { return a.run != 0 && a.run == b.run; }

/// The cells that a wrong one was compared with: those that add something, and the total in any case.
std::vector<Related> compared_with(const Place& place, const Equation& equation, CellId wrong) {
    std::vector<Related> related;
    for (const Term& term : equation.terms) {
        const Cell& cell = place.cell(term.cell);
        const bool total = term.cell == equation.total();
        const bool adds = cell.value && *cell.value != Decimal();
        if (term.cell == wrong || !cell.span || !(adds || total)) continue;
        if (run_together(cell, place.cell(wrong))) continue;
        related.push_back({*cell.span, total ? Relation::total : Relation::added, {cell.key}});
    }
    return related;
}

// Diagnostics of broken identities

/// The broken identity that names best what is wrong with a cell: one that it is the total of, else the first.
std::optional<EquationId> naming_equation(const Sums& sums, CellId cell) {
    const System& system = sums.system();
    std::optional<EquationId> first;
    for (EquationId e : system.equations_of[cell]) {
        if (!sums.broken(e)) continue;
        if (system.equations[e].total() == cell) return e;
        if (!first) first = e;
    }
    return first;
}

std::vector<Change> changes_of(const Place& place, const Sums& sums, const FixSet& set) {
    std::vector<Change> changes;
    for (const Fix& fix : set.fixes)
        changes.push_back({place.key(fix.cell), place.cell(fix.cell).value, whole_number(fix.to, sums.scale())});
    return changes;
}

void add_repairs(const Place& place, const Sums& sums, std::span<const FixSet> sets, bool complete, Diagnostic& out) {
    out.repairs_complete = complete && sets.size() <= max_repairs;
    for (const FixSet& set : sets.first(std::min(sets.size(), max_repairs)))
        out.repairs.push_back(changes_of(place, sums, set));
}

std::vector<CellId> changed_cells(std::span<const FixSet> sets) {
    std::vector<CellId> cells;
    for (const FixSet& set : sets)
        for (const Fix& fix : set.fixes) cells.push_back(fix.cell);
    return cells;
}

/// One cause: the sets that repair it. `code` is given where it does not follow from the identity.
Diagnostic diagnose(const Place& place, const Sums& sums, std::span<const FixSet> sets, bool complete, EquationId e,
                    const Fix& marked, std::optional<Code> code) {
    const Equation& equation = place.system().equations[e];
    Diagnostic out{.code = code.value_or(code_of(*equation.identity))};
    out.span = place.cell(marked.cell).span;
    out.arguments = {
        {"place", label_of(place.system(), equation)},
        {"sum", sum_text(sums, equation)},
        {"expected", decimal_text(marked.to, sums.scale())},
        {"printed", value_text(place.cell(marked.cell).value)},
    };
    out.cells = keys_of(place, changed_cells(sets));
    out.related = compared_with(place, equation, marked.cell);
    add_repairs(place, sums, sets, complete, out);
    return out;
}

/// Without a repair: the identity itself, at its total if it has one.
Diagnostic diagnose_identity(const Place& place, const Sums& sums, EquationId e, std::optional<Code> code) {
    const Equation& equation = place.system().equations[e];
    std::vector<CellId> cells;
    for (const Term& term : equation.terms) cells.push_back(term.cell);
    const CellId marked = equation.total().value_or(cells.back());
    const Wide printed = sums.value(marked).value_or(0);
    Diagnostic out{.code = code.value_or(code_of(*equation.identity))};
    out.span = place.cell(marked).span ? place.cell(marked).span : first_span(place, cells);
    out.arguments = {
        {"place", label_of(place.system(), equation)},
        {"sum", sum_text(sums, equation)},
        {"expected", sums.open(e) ? std::string() : decimal_text(printed + sums.rest(e), sums.scale())},
        {"printed", value_text(place.cell(marked).value)},
    };
    out.cells = keys_of(place, cells);
    out.related = compared_with(place, equation, marked);
    out.repairs_complete = false;
    return out;
}

// Parting repairs into causes

/// Cells of repairs that share identities with each other, and with no other cell of a repair.
std::vector<std::vector<CellId>> independent_parts(const System& system, std::vector<CellId> cells) {
    std::ranges::sort(cells);
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    const auto share = [&](CellId a, CellId b) {
        return std::ranges::any_of(system.equations_of[a],
                                   [&](EquationId e) { return std::ranges::count(system.equations_of[b], e) > 0; });
    };
    std::vector<std::vector<CellId>> parts;
    for (CellId cell : cells) {
        std::vector<CellId> joined = {cell};
        std::erase_if(parts, [&](const std::vector<CellId>& part) {
            const bool joins = std::ranges::any_of(part, [&](CellId other) { return share(cell, other); });
            if (joins) joined.insert(joined.end(), part.begin(), part.end());
            return joins;
        });
        std::ranges::sort(joined);
        parts.push_back(std::move(joined));
    }
    std::ranges::sort(parts);
    return parts;
}

/// What the sets change in these cells: each way once, in the order of the sets.
std::vector<FixSet> ways_within(std::span<const FixSet> sets, std::span<const CellId> cells) {
    std::vector<FixSet> ways;
    for (const FixSet& set : sets) {
        FixSet way;
        for (const Fix& fix : set.fixes)
            if (std::ranges::find(cells, fix.cell) != cells.end()) way.fixes.push_back(fix);
        if (std::ranges::find(ways, way.fixes, &FixSet::fixes) == ways.end()) ways.push_back(std::move(way));
    }
    return ways;
}

/// The repairs, cause by cause, if they are all the ways to combine the repairs of independent causes; else as one.
std::vector<std::vector<FixSet>> causes_of(const System& system, const std::vector<FixSet>& sets) {
    if (sets.empty()) return {};
    std::vector<std::vector<FixSet>> causes;
    std::size_t combinations = 1;
    for (const std::vector<CellId>& part : independent_parts(system, changed_cells(sets))) {
        causes.push_back(ways_within(sets, part));
        combinations = std::min(combinations * causes.back().size(), sets.size() + 1);
        if (std::ranges::any_of(causes.back(), [](const FixSet& way) { return way.fixes.empty(); }))
            combinations = sets.size() + 1;
    }
    if (combinations != sets.size()) causes = {sets};
    return causes;
}

// The checks

std::vector<bool> equations_where(const Sums& sums, bool broken) {
    std::vector<bool> result(sums.system().equations.size());
    for (EquationId e = 0; e < result.size(); ++e) result[e] = sums.broken(e) == broken;
    return result;
}

/// Unknown cells that stand in two or more of the equations.
std::vector<CellId> joints_of(const Sums& sums, std::span<const EquationId> equations) {
    std::vector<CellId> cells;
    for (CellId id = 0; id < sums.system().cells.size(); ++id) {
        const auto uses = std::ranges::count_if(sums.system().equations_of[id], [&](EquationId e) {
            return std::ranges::find(equations, e) != equations.end();
        });
        if (!sums.known(id) && uses > 1) cells.push_back(id);
    }
    return cells;
}

void report_conflict(const Place& place, const Sums& sums, std::span<const EquationId> equations,
                     const Repairs& repairs, std::vector<Diagnostic>& out) {
    const std::vector<CellId> joints = joints_of(sums, equations);
    Diagnostic diagnostic{.code = Code::identities_conflict};
    diagnostic.arguments = {
        {"table", std::string(place.system().table->key)},
        {"place", labels_of(place.system(), equations)},
    };
    diagnostic.cells = keys_of(place, joints);
    diagnostic.span = first_span(place, joints);
    for (EquationId e : equations)
        for (Related& related :
             compared_with(place, place.system().equations[e], joints.empty() ? CellId{0} : joints[0])) {
            const auto same = [&](const Related& other) { return other.cells == related.cells; };
            if (std::ranges::none_of(diagnostic.related, same)) diagnostic.related.push_back(std::move(related));
        }
    if (!diagnostic.span && !diagnostic.related.empty()) diagnostic.span = diagnostic.related[0].span;
    add_repairs(place, sums, repairs.sets, repairs.complete, diagnostic);
    out.push_back(std::move(diagnostic));
}

/// The first fix of the cheapest repair that stands in a broken identity, and that identity.
struct Naming {
    EquationId equation = 0;
    Fix marked;
};

std::optional<Naming> naming_of(const Sums& sums, const FixSet& cheapest) {
    for (const Fix& fix : cheapest.fixes)
        if (const std::optional<EquationId> e = naming_equation(sums, fix.cell)) return Naming{*e, fix};
    return std::nullopt;
}

/// Identities that are broken, each with the repairs of its cause. Whether all repairs found a name among them.
bool report_causes(const Place& place, const Sums& sums, const Repairs& repairs, std::optional<Code> code,
                   std::vector<Diagnostic>& out) {
    bool all_named = true;
    for (const std::vector<FixSet>& cause : causes_of(place.system(), repairs.sets)) {
        const std::optional<Naming> naming = naming_of(sums, cause.front());
        if (naming)
            out.push_back(diagnose(place, sums, cause, repairs.complete, naming->equation, naming->marked, code));
        all_named = all_named && naming;
    }
    return all_named;
}

void report_broken(const Place& place, const Sums& sums, Steps& steps, std::vector<Diagnostic>& out) {
    const std::vector<bool> all_cells(place.placed.size(), true);
    const Repairs repairs = find_repairs(sums, all_cells, steps);
    const bool all_named = report_causes(place, sums, repairs, std::nullopt, out);
    if (repairs.sets.empty())
        for (EquationId e = 0; e < place.system().equations.size(); ++e)
            if (sums.broken(e)) out.push_back(diagnose_identity(place, sums, e, std::nullopt));
    if (all_named && !repairs.sets.empty()) return;
    const auto conflict = smallest_conflict(sums, equations_where(sums, false), steps);
    if (!conflict.empty()) report_conflict(place, sums, conflict, {}, out);
}

/// No number in the repairs is one of several that would do.
bool are_forced(const Repairs& repairs, Fillings& fillings) {
    return repairs.complete || std::ranges::all_of(repairs.sets, [&](const FixSet& set) {
               return std::ranges::all_of(set.fixes,
                                          [&](const Fix& fix) { return fillings.forced(fix.cell) == fix.to; });
           });
}

/// Blanks that cannot be zeros, each cause with the numbers that they must be, or all in one where that stays open.
void report_blanks(const Place& place, const Sums& zeroed, const std::vector<bool>& blank, Fillings& fillings,
                   Steps& steps, std::vector<Diagnostic>& out) {
    const Repairs repairs = find_repairs(zeroed, blank, steps);
    const bool forced = !repairs.sets.empty() && are_forced(repairs, fillings);
    if (forced && report_causes(place, zeroed, repairs, Code::blanks_are_not_zero, out)) return;
    std::vector<EquationId> broken;
    for (EquationId e = 0; e < place.system().equations.size(); ++e)
        if (zeroed.broken(e)) broken.push_back(e);
    if (broken.empty()) broken = smallest_conflict(zeroed, equations_where(zeroed, false), steps);
    if (broken.empty()) return;
    Diagnostic diagnostic = diagnose_identity(place, zeroed, broken.front(), Code::blanks_are_not_zero);
    std::vector<CellId> cells;
    for (EquationId e : broken)
        for (const Term& term : place.system().equations[e].terms)
            if (blank[term.cell]) cells.push_back(term.cell);
    diagnostic.arguments[0].value = labels_of(place.system(), broken);
    diagnostic.cells = keys_of(place, cells);
    std::ranges::sort(cells);
    if (const auto span = first_span(place, cells)) diagnostic.span = span;
    out.push_back(std::move(diagnostic));
}

void check_fillings(const Place& place, const Sums& sums, Steps& steps, std::vector<Diagnostic>& out) {
    const std::vector<bool> all(place.system().equations.size(), true);
    Fillings fillings(sums, all, steps);
    if (fillings.outcome() == Outcome::impossible) {
        const std::vector<bool> all_cells(place.placed.size(), true);
        const std::vector<EquationId> conflict = smallest_conflict(sums, all, steps);
        report_conflict(place, sums, conflict, find_repairs(sums, all_cells, steps), out);
        return;
    }
    Sums zeroed = sums;
    std::vector<bool> blank(place.placed.size());
    for (CellId id = 0; id < blank.size(); ++id) {
        blank[id] = place.cell(id).state == State::blank && !sums.known(id);
        if (blank[id]) zeroed.set(id, 0);
    }
    if (std::ranges::count(blank, true) == 0) return;
    const bool fails = zeroed.broken_equations() > 0 || Fillings(zeroed, all, steps).outcome() == Outcome::impossible;
    if (fails) report_blanks(place, zeroed, blank, fillings, steps, out);
}

/// The quick look, which is all that most reports need: with zero for every unknown number the identities hold.
bool adds_up(const Place& place) {
    std::array<std::int64_t, grammar::key_count> numbers;  // by CellId
    std::uint64_t bits = 0;
    for (CellId id = 0; id < place.placed.size(); ++id) {
        const std::optional<Decimal>& value = place.cell(id).value;
        if (value && !value->whole()) return false;
        numbers[id] = value ? value->digits() : 0;
        bits |= static_cast<std::uint64_t>(numbers[id]);
    }
    if (bits >> 56U != 0) return false;  // negative, or so large that it takes a closer look to add them
    const auto sum = [&](std::span<const Term> terms) {
        std::int64_t result = 0;
        for (const Term& term : terms) result += numbers[term.cell];
        return result;
    };
    return std::ranges::all_of(place.system().equations,
                               [&](const Equation& equation) { return sum(equation.left()) == sum(equation.right()); });
}

void check_system(const Place& place, std::vector<Diagnostic>& out) {
    if (adds_up(place)) return;
    Sums sums(place.system(), numbers_of(place.placed, place.compilation));
    forget_doubtful(place, sums);
    Steps steps(most_steps);
    if (sums.broken_equations() > 0)
        report_broken(place, sums, steps, out);
    else if (sums.unknown_cells() > 0)
        check_fillings(place, sums, steps, out);
}

}  // namespace

void check_identities(const Compilation& compilation, std::vector<Diagnostic>& out) {
    for (const PlacedSystem& placed : systems_in(compilation)) check_system({compilation, placed}, out);
}

}  // namespace nianbao::passes
