// The search for the best readings of a table: of all ways to read its open rows, those that break the fewest
// identities, and which cells any other reading may change for the price of one more broken identity or none.
//
// The contract's rule of two rests on this being exact: a cell is proved only where every reading that changes it
// breaks two identities more than the best. So the search finds every reading within one of the best, or says that it
// did not (`exhausted`), in which case nothing that has more than one reading counts as proved.
//
// How: identities within rows (E1) are settled row by row: most rows have one reading or few that keep them. Readings
// that break them cost one each, so only a few rows at a time can use them: the search chooses which (the free rows),
// and walks them column by column, keeping the column identities (E2, E3) but for the few that it may break. The
// budget of broken identities rises until a reading is found; one more round collects its rivals. The two column
// identities share one row (（七）总计) and are searched one after the other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "passes/readings.hpp"

namespace nianbao::passes {

/// An identity over the cells of one row, a bit a cell.
struct RowLaw {
    std::uint32_t left = 0, right = 0;
};

/// An identity over the rows of the table, for every column.
struct ColumnLaw {
    std::vector<std::size_t> left, right;
};

struct Problem {
    std::vector<Readings> rows;
    std::vector<RowLaw> row_laws;
    std::vector<ColumnLaw> column_laws;
};

/// A reading of one row and how many identities more than the best reading of the table it breaks at least.
struct Rival {
    Path path;
    std::uint32_t more = 0;
};

struct RowSolution {
    Path best;
    std::vector<Rival> rivals;    // the best among them; those within one of the best, as many as are kept
    std::uint32_t doubtful = 0;   // bit a cell: a rival changes it
    std::uint32_t law_broken = 0; // bit a cell: the best reading breaks an identity within the row that the cell is part of
};

struct Solution {
    std::vector<RowSolution> rows;
    bool exhausted = false;  // the budget was used up: the rivals are not all known
};

inline constexpr std::size_t max_rivals = 64;  // kept for each row

[[nodiscard]] Solution solve(const Problem& problem, std::uint64_t steps);

/// How many of `laws` a reading of one row breaks: unknown cells may hold any whole number from 0 on.
[[nodiscard]] std::uint32_t broken_laws(const Path& path, const std::vector<RowLaw>& laws);

}  // namespace nianbao::passes
