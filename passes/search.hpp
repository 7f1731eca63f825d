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

#include "passes/row_search.hpp"

namespace nianbao::passes {

/// An identity over the rows of the table, for every column.
struct ColumnLaw {
    std::vector<std::size_t> left, right;
};

struct Problem {
    std::vector<Readings> rows;
    std::vector<RowLaw> row_laws;
    std::vector<ColumnLaw> column_laws;
};

/// Which readings the search has seen, whether or not there was room to keep them.
enum class Known : std::uint8_t {
    nothing,  // no reading was weighed against the identities
    some,     // it ended before it had seen the best
    best,     // all that break the fewest identities; then every cell that can be in doubt was
    rivals,   // all within one of these
};

struct Solution {
    std::vector<RowSolution> rows;
    bool exhausted = false;  // the budget was used up
    Known known = Known::rivals;
    std::uint64_t steps = 0;   // taken
    std::uint32_t broken = 0;  // identities that the best readings break, where column laws were searched
};

[[nodiscard]] Solution solve(const Problem& problem, std::uint64_t steps);

}  // namespace nianbao::passes
