// The larger part of a report's JSON: `values` and `cells`. A report of 8 KB becomes some 50 KB of JSON, so these are
// put together from fragments that are prepared once per key and state.
#pragma once

#include <optional>

#include "backends/backends.hpp"
#include "backends/output.hpp"
#include "backends/place_cursor.hpp"
#include "passes/compilation.hpp"

namespace nianbao::backends {

/// The object of all keys, {table: {row: {column: number|null}}}, as it stands in the outermost object.
void put_values(Output& out, const passes::Compilation& compilation, const Context& context, bool indented);

/// One cell, on one line.
void put_cell(Output& out, const passes::Compilation& compilation, const passes::Cell& cell, PlaceCursor& places);

/// A span's object, or null.
void put_span(Output& out, const std::optional<grammar::Span>& span, PlaceCursor& places);

}  // namespace nianbao::backends
