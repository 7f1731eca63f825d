// The figures of one report whose cells are certain, and other numbers for them: as many digits each, and sums that hold
// or are broken as before. Zeros stay zeros; what an open reading depends on stays as printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "anonymize/random.hpp"
#include "anonymize/wander.hpp"
#include "passes/compilation.hpp"
#include "passes/equations.hpp"

namespace nianbao::anonymize {

/// A number in print that is the value of a cell, and no zero.
struct Figure {
    std::size_t cell = 0;               // position in Compilation::cells
    std::vector<std::uint32_t> digits;  // where they stand in the text
    std::int64_t number = 0;            // that the digits alone are: 385 of 38.5万元
    bool negative = false;
    bool counts = false;   // the number is the cell's value, its sign aside
    bool pointed = false;  // some of the digits stand behind a point
    bool fixed = false;    // stays as printed
};

class Figures {
public:
    explicit Figures(const passes::Compilation& compilation);

    /// From now on sums stay off by as much as before, to the number.
    void hold_gaps() { gaps_held_ = true; }
    /// From now on the figures of this row of the form stay as printed. Whether some of them did not before.
    bool fix_row_of(grammar::KeyId key);
    void fix_all();

    /// Writes other digits over those of the text.
    void invent(Random& random, std::string& text) const;

    /// In the order of the text.
    [[nodiscard]] const std::vector<Figure>& all() const { return figures_; }

    /// Whether this digit of the text is a figure's, or one that the reading of a run or of a row without a place hangs on.
    [[nodiscard]] bool holds(std::uint32_t offset) const { return is_figure(offset) || is_open(offset); }
    [[nodiscard]] bool is_figure(std::uint32_t offset) const;

private:
    using Position = std::size_t;  // in figures_

    /// Cells that add up. Variables are the figures first, then by how much sums are off: for an error or for blank cells.
    struct System {
        std::vector<Position> figures;
        std::vector<Variable> gaps;
        std::vector<Law> laws;

        [[nodiscard]] std::size_t gap_variable(std::int64_t gap);
    };

    /// A row of a table in which nothing adds up.
    struct Item {
        std::optional<Position> figure;
        std::int64_t number = 0;  // of the cell
        std::int64_t drawn = 0;   // for the figure; 0: none
        std::string_view column;
    };
    using Row = std::vector<Item>;

    [[nodiscard]] bool is_open(std::uint32_t offset) const;
    void add_figures(const passes::Compilation& compilation);
    void drop_shared_digits();
    void add_open_spans(const passes::Compilation& compilation);
    void add_systems(const passes::Compilation& compilation);
    void add_law(const passes::Compilation& compilation, const passes::PlacedSystem& placed, const passes::Sums& sums,
                 passes::EquationId equation, std::span<const std::optional<std::size_t>> variables,
                 System& system) const;
    [[nodiscard]] static std::vector<int> orders_in(const Row& row);
    void add_rows(const passes::Compilation& compilation);
    void invent_system(const System& system, Random& random, std::vector<std::int64_t>& numbers) const;
    void invent_row(const Row& row, Random& random, std::vector<std::int64_t>& numbers) const;

    std::vector<Figure> figures_;
    std::vector<grammar::Span> open_;
    std::vector<System> systems_;
    std::vector<Row> rows_;
    std::vector<grammar::KeyId> keys_;  // of all cells
    bool gaps_held_ = false;
};

/// The offsets of the digits of either width in a part of a text.
[[nodiscard]] std::vector<std::uint32_t> digits_in(std::string_view text, grammar::Span span);

/// 0 to 9, of the digit at an offset.
[[nodiscard]] int digit_at(std::string_view text, std::uint32_t offset);

/// Writes a digit over another, in its width.
void write_digit(std::string& text, std::uint32_t offset, int digit);

}  // namespace nianbao::anonymize
