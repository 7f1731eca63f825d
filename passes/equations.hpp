// The identities (勾稽关系) of the form as equations over cells, and the sums of one report under them. Made from the
// form's data alone: no table, row or identity is known here by name. Shared by derive.cpp and identities.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "grammar/decimal.hpp"
#include "grammar/forms.hpp"
#include "passes/compilation.hpp"
#include "passes/flow.hpp"

namespace nianbao::passes {

using CellId = std::uint16_t;      // in a System
using EquationId = std::uint16_t;  // in a System

/// One cell of an equation; it counts on the left side or on the right.
struct Term {
    CellId cell = 0;
    bool left = true;
};

/// One identity in one row or one column: the left terms add up to the same as the right ones.
struct Equation {
    const grammar::Identity* identity = nullptr;
    std::uint8_t block = 0;
    std::uint8_t line = 0;    // a row of the block where the identity runs along rows, else a column
    std::vector<Term> terms;  // those of the left side first

    [[nodiscard]] std::span<const Term> left() const { return std::span(terms).first(identity->left.size()); }
    [[nodiscard]] std::span<const Term> right() const { return std::span(terms).subspan(identity->left.size()); }

    /// The one term of the right side, where it has but one: the total of the others.
    [[nodiscard]] std::optional<CellId> total() const;
};

/// An equation that follows from others: the sum of the totals is the total of the sums. Added to these as often as
/// `times` says, it leaves nothing.
struct Dependence {
    struct Part {
        EquationId equation = 0;
        int times = 1;
    };
    EquationId equation = 0;
    std::vector<Part> parts;
};

/// Equations of one table that hang together by their cells. What is wrong in one system tells nothing of another.
struct System {
    const grammar::Table* table = nullptr;
    std::vector<grammar::FormCell> cells;               // in the form's order
    std::vector<std::uint32_t> places;                  // of the cells, among those of the table
    std::vector<Equation> equations;                    // in the order of the form's identities
    std::vector<std::vector<EquationId>> equations_of;  // by cell
    std::vector<Dependence> dependences;                // of the totals' own equations
    std::size_t most_equations = 0;                     // that one cell is in

    [[nodiscard]] const grammar::Block& block(const Equation& equation) const { return table->blocks[equation.block]; }
};

/// The systems of one table of one edition; none where the form has no identities.
[[nodiscard]] std::span<const System> systems_of(grammar::EditionId edition, grammar::TableId table);

/// A system and where its cells stand in a compilation.
struct PlacedSystem {
    const System* system = nullptr;
    std::uint32_t first = 0;  // position of the table's first cell in Compilation::cells

    [[nodiscard]] std::size_t size() const { return system->cells.size(); }
    [[nodiscard]] std::uint32_t position(CellId cell) const { return first + system->places[cell]; }
};

/// All systems of the editions whose cells a compilation holds, in the form's order.
[[nodiscard]] std::vector<PlacedSystem> systems_in(const Compilation& compilation);

/// Numbers of one system as whole multiples of a power of ten: nearly always of 1. Cells without a value, and values
/// with more than nine decimals, are no numbers.
struct Numbers {
    int scale = 0;                            // 10^-scale
    std::vector<std::optional<Wide>> values;  // by CellId
};
[[nodiscard]] Numbers numbers_of(const PlacedSystem& placed, const Compilation& compilation);

/// 10^scale
[[nodiscard]] Wide power_of_ten(int scale);

/// The number as a cell can hold it: whole and of at most 18 digits.
[[nodiscard]] std::optional<Decimal> whole_number(Wide value, int scale);

/// Running sums of all equations of a system while numbers come and go. A cell without a number is an unknown whole
/// number ≥ 0.
class Sums {
public:
    explicit Sums(const System& system, int scale = 0);
    Sums(const System& system, const Numbers& numbers);

    void set(CellId cell, Wide value);
    void forget(CellId cell);
    void assign(CellId cell, std::optional<Wide> value) { value ? set(cell, *value) : forget(cell); }

    [[nodiscard]] const System& system() const { return *system_; }
    [[nodiscard]] int scale() const { return scale_; }
    [[nodiscard]] const std::optional<Wide>& value(CellId cell) const { return values_[cell]; }
    [[nodiscard]] bool known(CellId cell) const { return values_[cell].has_value(); }
    [[nodiscard]] std::size_t unknown_cells() const { return unknown_cells_; }

    /// Left minus right, of the known numbers.
    [[nodiscard]] Wide rest(EquationId equation) const { return sums_[equation].rest; }
    [[nodiscard]] bool open(EquationId e) const { return sums_[e].unknown_left + sums_[e].unknown_right > 0; }

    /// No filling of its unknown cells makes the equation true.
    [[nodiscard]] bool broken(EquationId equation) const;
    [[nodiscard]] std::size_t broken_equations() const { return broken_; }

private:
    struct Sum {
        Wide rest = 0;
        std::uint16_t unknown_left = 0, unknown_right = 0;
    };

    void change(CellId cell, Wide difference, int unknowns);

    const System* system_;
    int scale_;
    Wide one_;
    std::vector<std::optional<Wide>> values_;
    std::vector<Sum> sums_;
    std::size_t unknown_cells_;
    std::size_t broken_ = 0;
};

}  // namespace nianbao::passes
