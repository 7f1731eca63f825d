// How the page groups figures that stand without labels between them: what lines and empty lines tell of rows that may be
// printed column by column.
//
//     4 1 0 … 5      lines of as many figures as the form has columns: row by row, or so many rows turned
//     2 0 0 … 2
//
//     4 2            as many lines as columns: these rows are turned
//     1 0
//     …
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ast/document.hpp"
#include "grammar/source.hpp"
#include "passes/binding.hpp"

namespace nianbao::passes {

/// Which of the rows that get these figures may stand column by column: those whose figures stand in as many groups as
/// there are columns. Where nothing groups them, or each row's are a group, it may be any.
[[nodiscard]] std::vector<DealtRows::Turn> possible_turns(const grammar::Source& source,
                                                          std::span<const ast::PrintedCell> figures,
                                                          std::size_t columns);

}  // namespace nianbao::passes
