// Rows of table 三 that a page may have printed column by column (alignment.hpp): both ways to read them are weighed
// against the identities of the table, by the same rule of two as collapsed digits.
//
//     0 3        two rows, （一） and （二）, in seven groups: the first are 自然人
//     0 0
//     ...
//     0 3        the last are 总计. Read row by row, neither would add up
#pragma once

#include <cstdint>
#include <span>

#include "passes/passes.hpp"

namespace nianbao::passes {

/// `cells`: table 三, read row by row. `others_open`: rows of the table whose readings are not settled yet.
void settle_turned_rows(Work& work, std::span<Cell> cells, bool others_open, std::uint32_t& run_number);

/// Rows of table 三 that no label names: only cells through which no identity is broken stay certain. Where lines of the
/// table were lost (`lines_lost`) labels may be, too, so that the rest of one row stands with that of another: rows that
/// do not add up, or lack a number, are in doubt as well. So is any row that does not add up where two of its figures may
/// have been read as one.
void doubt_rows_by_order(Work& work, std::span<Cell> cells, bool lines_lost);

/// A row of table 二 that no label names: its numbers stay guesses.
void doubt_row_without_sums(Work& work, std::span<Cell> cells);

/// A row under heads of another order than the form's, where no sum tells whether the figures stand in that order or in
/// the form's: which of them is whose stays open.
void doubt_columns(Work& work, std::span<Cell> cells);

}  // namespace nianbao::passes
