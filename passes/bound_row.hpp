// What a bound row is made of: its place in the form, its figures in the source, its label, its units.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "passes/evaluate.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {

[[nodiscard]] const grammar::Block& block_of(const BoundRow& row);

/// The canonical unit of a cell's column. Cells of table 四 printed as one row go through the columns three times.
[[nodiscard]] grammar::Unit unit_of(const BoundRow& row, std::size_t cell);

/// The unit that the head of an amount's column, or the space beside the table, prints.
[[nodiscard]] HeadUnit head_unit(const Work& work, const BoundRow& row);

[[nodiscard]] std::span<const ast::PrintedCell> figures_of(const Work& work, const BoundRow& row);

/// From the first figure to the last. The row must have figures.
[[nodiscard]] Span whole_run(const Work& work, const BoundRow& row);

/// As printed, else as the form has it.
[[nodiscard]] std::string label_of(const Work& work, const BoundRow& row);

[[nodiscard]] std::vector<grammar::KeyId> keys_of(std::span<const Cell> cells);

/// A span within a text that stands at `outer`.
[[nodiscard]] inline Span within(Span outer, Span inner) {
    return {outer.begin + inner.begin, outer.begin + inner.end};
}

/// Adds to the candidates of the compilation.
Candidates keep(Compilation& out, std::span<const std::optional<Decimal>> values, bool complete);

void complain(Work& work, Code code, std::optional<Span> span, std::vector<Argument> arguments,
              std::vector<grammar::KeyId> cells);

}  // namespace nianbao::passes
