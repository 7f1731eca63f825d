// All admissible readings of one printed row: which characters are which cell. A row is a small automaton: in each
// column it goes from one state to the next and says a value, or nothing. Its paths are the readings.
//
//     449 over three cells           -> 4 4 9, the only path
//     22+3417, the second signed     -> 22 +3 417 | 22 +34 17 | 22 +341 7
//     0 0 0 0 0 0 over seven cells   -> seven paths, each leaves another cell without a figure
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "grammar/decimal.hpp"
#include "grammar/form.hpp"

namespace nianbao::passes {

using grammar::Span;

/// The longest run of digits that is split; the longest row that has them.
inline constexpr std::size_t max_run_characters = 160;
inline constexpr std::size_t max_row_cells = 16;

/// One step of a path: the value of a cell and where its characters stand.
struct Choice {
    std::optional<Decimal> value;
    Span span;               // empty where the cell has no figure
    std::uint16_t next = 0;  // state
};

/// A figure that stands apart as it would read in one cell of its row.
struct LooseFigure {
    bool admissible = true;  // false: it cannot stand in this cell, such as -3 in a column of counts
    std::optional<Decimal> value;
    Span span;
};

/// A path, a choice a cell.
using Path = std::vector<Choice>;

struct Symbol;

class Readings {
public:
    /// One reading: nothing is open.
    [[nodiscard]] static Readings fixed(std::vector<std::optional<Decimal>> values);

    /// A run of digits, signs and points over cells of these units. `blanks`: cells may be left out.
    /// `text` is the run without a unit behind it; `begin` its place in the source.
    [[nodiscard]] static Readings glued(std::string_view text, std::uint32_t begin,
                                        std::span<const grammar::Unit> units, bool blanks);

    /// Figures in order over `cells` cells, too few or too many: some cell has none, or some figure is none of theirs.
    /// `figures` has a row a figure, a column a cell.
    [[nodiscard]] static Readings open(const std::vector<LooseFigure>& figures, std::size_t cells);

    [[nodiscard]] std::size_t cells() const { return cells_; }
    [[nodiscard]] std::size_t states() const { return states_; }

    /// How many readings there are; saturates at `many`.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    static constexpr std::uint64_t many = UINT64_MAX;

    /// Whether every reading has a figure in every cell.
    [[nodiscard]] bool no_blanks() const { return no_blanks_; }
    /// Whether the last cell's choice is settled by the state before it.
    [[nodiscard]] bool one_end() const { return one_end_; }

    /// What is left by 9 of the digits of a run between two states: the same for every way to read them, and what is left
    /// of the sum of the numbers read.
    [[nodiscard]] unsigned residue(std::size_t from, std::size_t to) const {
        return (9U + residues_[to] - residues_[from]) % 9U;
    }

    /// Bit a cell: all readings say the same there.
    [[nodiscard]] std::uint32_t agreed() const;

    [[nodiscard]] std::uint16_t start() const { return 0; }

    /// The choices in a state, all of which lead to complete readings.
    [[nodiscard]] std::span<const Choice> choices(std::size_t cell, std::uint16_t state) const {
        const std::size_t at = cell * states_ + state;
        return {choices_.data() + first_[at], first_[at + 1] - first_[at]};
    }

private:
    Readings(std::size_t cells, std::size_t states) : cells_(cells), states_(states) {}
    static Readings none(std::size_t cells);
    static Readings one_character_each(std::string_view plain, const std::vector<Symbol>& symbols,
                                       std::span<const grammar::Unit> units);
    template <class Expand>
    void build(Expand expand, std::uint16_t last_state, bool any_end);

    std::size_t cells_ = 0;
    std::size_t states_ = 1;
    std::uint64_t count_ = 1;
    bool no_blanks_ = false;
    bool one_end_ = false;
    std::vector<Choice> choices_;
    std::vector<std::uint32_t> first_;
    std::vector<std::uint8_t> residues_;  // by state of a run
};

/// Characters of a run as a numeral that a cell can hold: no leading zeros, a sign only in a column of changes, a point
/// only in an amount.
[[nodiscard]] std::optional<Decimal> numeral(std::string_view text, grammar::Unit unit);

}  // namespace nianbao::passes
