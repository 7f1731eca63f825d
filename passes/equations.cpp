// Makes the equations of every form, once, from constant data; then adds up.
#include "passes/equations.hpp"

#include <algorithm>
#include <array>

namespace nianbao::passes {
namespace {

using grammar::Axis;
using grammar::EditionId;
using grammar::FormCell;
using grammar::Identity;
using grammar::Table;
using grammar::TableId;

/// More decimals than this are no count of anything; below it no sum comes near the ends of Wide.
constexpr int most_decimals = 9;

/// All equations of a table over all of its cells, before they are parted into systems.
struct Whole {
    std::span<const FormCell> cells;
    std::vector<Equation> equations;
};

std::span<const FormCell> cells_of_table(EditionId edition, TableId table) {
    const std::span<const FormCell> all = grammar::cells_of(edition);
    const auto begin = std::ranges::find(all, table, &FormCell::table);
    const auto end = std::find_if(begin, all.end(), [&](const FormCell& cell) { return cell.table != table; });
    return {begin, end};
}

/// `first`: the block's first cell; its others follow row by row.
Equation make_equation(const Table& table, const Identity& identity, std::size_t block, std::size_t first,
                       std::size_t line) {
    const grammar::Block& b = table.blocks[block];
    const auto find = [&](std::string_view key) {
        const bool along_rows = identity.axis == Axis::rows;
        const std::size_t row = along_rows ? line : grammar::index_of(b.rows, key);
        const std::size_t column = along_rows ? grammar::index_of(b.columns, key) : line;
        return static_cast<CellId>(first + row * b.columns.size() + column);
    };
    Equation equation{&identity, static_cast<std::uint8_t>(block), static_cast<std::uint8_t>(line), {}};
    for (std::string_view key : identity.left) equation.terms.push_back({find(key), true});
    for (std::string_view key : identity.right) equation.terms.push_back({find(key), false});
    return equation;
}

Whole whole_table(EditionId edition, const Table& table) {
    Whole whole{cells_of_table(edition, table.id), {}};
    for (const Identity& identity : table.identities) {
        std::size_t first = 0;
        for (std::size_t b = 0; b < table.blocks.size(); ++b) {
            const grammar::Block& block = table.blocks[b];
            const std::size_t lines = identity.axis == Axis::rows ? block.rows.size() : block.columns.size();
            for (std::size_t line = 0; line < lines; ++line)
                whole.equations.push_back(make_equation(table, identity, b, first, line));
            first += block.rows.size() * block.columns.size();
        }
    }
    return whole;
}

/// For every equation the first one that it hangs together with.
std::vector<std::size_t> connected(const Whole& whole) {
    std::vector<std::size_t> first(whole.equations.size());
    std::vector<std::optional<std::size_t>> holder(whole.cells.size());
    for (std::size_t e = 0; e < first.size(); ++e) {
        first[e] = e;
        for (const Term& term : whole.equations[e].terms) {
            if (!holder[term.cell]) holder[term.cell] = e;
            const std::size_t a = first[e], b = first[*holder[term.cell]];
            if (a != b) std::ranges::replace(std::span(first).first(e + 1), std::max(a, b), std::min(a, b));
        }
    }
    return first;
}

bool is_of_row(const Equation& equation, const Equation& like, std::size_t row) {
    return equation.identity == like.identity && equation.block == like.block && equation.line == row;
}

/// Where the rows of some columns add up to a total row, and within each row the same cells add up: then the total row's
/// own equation follows from the others.
Dependence dependence_of(const System& system, EquationId total) {
    const Equation& along = system.equations[total];
    const grammar::Identity* crossed = nullptr;
    Dependence dependence{total, {}};
    for (EquationId e = 0; e < system.equations.size(); ++e) {
        const Equation& across = system.equations[e];
        if (across.identity->axis == along.identity->axis || !across.total()) continue;
        const auto crossing = std::ranges::find(along.terms, *across.total(), &Term::cell);
        if (crossing == along.terms.end() || (crossed != nullptr && crossed != across.identity)) continue;
        dependence.parts.push_back({e, crossing->left ? 1 : -1});
        if (crossed != nullptr) continue;  // the rows are the same in each column
        crossed = across.identity;
        for (const Term& term : across.left())
            for (EquationId other : system.equations_of[term.cell])
                if (is_of_row(system.equations[other], along, system.cells[term.cell].row))
                    dependence.parts.push_back({other, -1});
    }
    return dependence;
}

/// Of equations along rows.
std::vector<Dependence> dependences_of(const System& system) {
    std::vector<Dependence> dependences;
    for (EquationId e = 0; e < system.equations.size(); ++e) {
        if (system.equations[e].identity->axis != Axis::rows) continue;
        Dependence dependence = dependence_of(system, e);
        if (!dependence.parts.empty()) dependences.push_back(std::move(dependence));
    }
    return dependences;
}

System make_system(const Table& table, const Whole& whole, std::span<const std::size_t> equations) {
    System system{.table = &table, .cells = {}, .places = {}, .equations = {}, .equations_of = {}, .dependences = {}};
    std::vector<bool> used(whole.cells.size());
    for (std::size_t e : equations)
        for (const Term& term : whole.equations[e].terms) used[term.cell] = true;
    std::vector<CellId> new_ids(whole.cells.size());
    for (std::size_t cell = 0; cell < whole.cells.size(); ++cell) {
        if (!used[cell]) continue;
        new_ids[cell] = static_cast<CellId>(system.cells.size());
        system.cells.push_back(whole.cells[cell]);
        system.places.push_back(static_cast<std::uint32_t>(cell));
    }
    system.equations_of.resize(system.cells.size());
    for (std::size_t e : equations) {
        Equation equation = whole.equations[e];
        for (Term& term : equation.terms) {
            term.cell = new_ids[term.cell];
            system.equations_of[term.cell].push_back(static_cast<EquationId>(system.equations.size()));
        }
        system.equations.push_back(std::move(equation));
    }
    for (const auto& of_cell : system.equations_of)
        system.most_equations = std::max(system.most_equations, of_cell.size());
    system.dependences = dependences_of(system);
    return system;
}

std::vector<System> make_systems(const Whole& whole, const Table& table) {
    const std::vector<std::size_t> first = connected(whole);
    std::vector<System> systems;
    for (std::size_t e = 0; e < first.size(); ++e) {
        if (first[e] != e) continue;
        std::vector<std::size_t> members;
        for (std::size_t other = e; other < first.size(); ++other)
            if (first[other] == e) members.push_back(other);
        systems.push_back(make_system(table, whole, members));
    }
    return systems;
}

/// The cells of a table of one edition and the systems that they are in.
struct TableSystems {
    std::span<const FormCell> cells;
    std::vector<System> systems;
};

struct Registry {
    std::array<std::array<TableSystems, grammar::form_count>, grammar::table_count> tables;

    Registry() {
        for (std::size_t edition = 0; edition < grammar::form_count; ++edition)
            for (const Table& table : grammar::all_forms[edition]->tables) {
                const Whole whole = whole_table(static_cast<EditionId>(edition), table);
                tables[static_cast<std::size_t>(table.id)][edition] = {whole.cells, make_systems(whole, table)};
            }
    }
};

const Registry& registry() {
    static const Registry instance;
    return instance;
}

/// Where the cells of a table begin among those of a compilation, from `at` on; nothing if it does not hold them. It
/// holds all cells of one edition of a table, in the form's order.
std::optional<std::size_t> position_of(std::span<const FormCell> table, std::span<const Cell> cells, std::size_t at) {
    while (at < cells.size() && cells[at].key != table.front().key) ++at;
    const std::size_t last = at + table.size() - 1;
    if (last >= cells.size() || cells[last].key != table.back().key) return std::nullopt;
    return at;
}

std::optional<Wide> widened(const std::optional<Decimal>& value, int scale) {
    if (!value || value->scale() > scale) return std::nullopt;
    return value->digits() * power_of_ten(scale - value->scale());
}

}  // namespace

std::optional<CellId> Equation::total() const {
    if (identity->right.size() != 1) return std::nullopt;
    return terms.back().cell;
}

std::span<const System> systems_of(EditionId edition, TableId table) {
    return registry().tables[static_cast<std::size_t>(table)][edition].systems;
}

std::vector<PlacedSystem> systems_in(const Compilation& compilation) {
    std::vector<PlacedSystem> result;
    std::size_t behind = 0;
    for (const auto& editions : registry().tables)
        for (const auto& [cells, systems] : editions) {
            if (systems.empty()) continue;
            const std::optional<std::size_t> first = position_of(cells, compilation.cells, behind);
            if (!first) continue;
            for (const System& system : systems) result.push_back({&system, static_cast<std::uint32_t>(*first)});
            behind = *first + cells.size();
            break;
        }
    return result;
}

Numbers numbers_of(const PlacedSystem& placed, const Compilation& compilation) {
    Numbers numbers;
    const auto value_of = [&](CellId cell) { return compilation.cells[placed.position(cell)].value; };
    for (CellId cell = 0; cell < placed.size(); ++cell)
        if (const auto value = value_of(cell); value && value->scale() <= most_decimals)
            numbers.scale = std::max(numbers.scale, value->scale());
    numbers.values.reserve(placed.size());
    for (CellId cell = 0; cell < placed.size(); ++cell)
        numbers.values.push_back(widened(value_of(cell), numbers.scale));
    return numbers;
}

Wide power_of_ten(int scale) {
    Wide power = 1;
    for (int i = 0; i < scale; ++i) power *= 10;
    return power;
}

std::optional<Decimal> whole_number(Wide value, int scale) {
    const Wide one = power_of_ten(scale);
    const Wide whole = value / one;
    if (value % one != 0 || whole > Decimal::limit || whole < -Wide{Decimal::limit}) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(whole));
}

Sums::Sums(const System& system, int scale)
    : system_(&system),
      scale_(scale),
      one_(power_of_ten(scale)),
      values_(system.cells.size()),
      sums_(system.equations.size()),
      unknown_cells_(system.cells.size()) {
    for (std::size_t e = 0; e < sums_.size(); ++e)
        for (const Term& term : system.equations[e].terms)
            ++(term.left ? sums_[e].unknown_left : sums_[e].unknown_right);
}

Sums::Sums(const System& system, const Numbers& numbers) : Sums(system, numbers.scale) {
    for (std::size_t e = 0; e < sums_.size(); ++e) {
        Sum& sum = sums_[e];
        for (const Term& term : system.equations[e].terms)
            if (const auto& value = numbers.values[term.cell]) {
                sum.rest += term.left ? *value : -*value;
                --(term.left ? sum.unknown_left : sum.unknown_right);
            }
        broken_ += broken(static_cast<EquationId>(e));
    }
    values_ = numbers.values;
    unknown_cells_ -= static_cast<std::size_t>(
        std::ranges::count_if(values_, [](const std::optional<Wide>& value) { return value.has_value(); }));
}

bool Sums::broken(EquationId equation) const {
    const auto& [rest, unknown_left, unknown_right] = sums_[equation];
    if (unknown_left == 0 && unknown_right == 0) return rest != 0;
    if (one_ != 1 && rest % one_ != 0) return true;
    if (unknown_right == 0) return rest > 0;
    return unknown_left == 0 && rest < 0;
}

void Sums::change(CellId cell, Wide difference, int unknowns) {
    for (EquationId e : system_->equations_of[cell]) {
        broken_ -= broken(e);
        const std::vector<Term>& terms = system_->equations[e].terms;
        const bool left = std::ranges::find(terms, cell, &Term::cell)->left;
        sums_[e].rest += left ? difference : -difference;
        std::uint16_t& unknown = left ? sums_[e].unknown_left : sums_[e].unknown_right;
        unknown = static_cast<std::uint16_t>(unknown + unknowns);
        broken_ += broken(e);
    }
}

void Sums::set(CellId cell, Wide value) {
    const bool was_known = known(cell);
    change(cell, value - values_[cell].value_or(0), was_known ? 0 : -1);
    unknown_cells_ -= !was_known;
    values_[cell] = value;
}

void Sums::forget(CellId cell) {
    if (!known(cell)) return;
    change(cell, -*values_[cell], 1);
    ++unknown_cells_;
    values_[cell].reset();
}

}  // namespace nianbao::passes
