// Rows whose figures do not say by themselves which cell is which: runs of digits, and too few or too many figures.
// What their readings are, and what their cells say once the readings have been weighed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "passes/bound_row.hpp"
#include "passes/search.hpp"

namespace nianbao::passes {

/// A run of digits without the unit that may stand behind it: 123833092元.
struct Run {
    Span digits, unit;
};

/// The run of a glued row.
[[nodiscard]] Run run_of(const Work& work, const BoundRow& row);

[[nodiscard]] std::size_t digit_count(std::string_view text);

/// All ways to read the row. `blanks`: cells under a run may be left out.
[[nodiscard]] Readings readings_of(const Work& work, const BoundRow& row, bool blanks);

/// Gives the cells of a row what its solution leaves certain, and lists the readings where it does not.
/// `run_number` counts the runs that stay open.
void fill_open_row(Work& work, const BoundRow& row, const Readings& readings, const RowSolution& solution, Known known,
                   std::span<Cell> cells, std::uint32_t& run_number);

}  // namespace nianbao::passes
