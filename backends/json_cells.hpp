// The larger part of a report's JSON: `values` and `cells`. A report of 8 KB becomes some 50 KB of JSON, so these are
// put together from fragments that are prepared once per key and state.
#pragma once

#include <optional>

#include "backends/backends.hpp"
#include "backends/json_writer.hpp"
#include "backends/place_cursor.hpp"
#include "passes/compilation.hpp"

namespace nianbao::backends {

/// The object of all keys, {table: {row: {column: number|null}}}, as it stands in the outermost object.
void put_values(JsonWriter& json, const passes::Compilation& compilation, const Context& context);

/// The elements of `cells`, each on one line.
void put_cells(JsonWriter& json, const passes::Compilation& compilation, PlaceCursor& places);

/// A span's object, or null.
void put_span(Output& out, const std::optional<grammar::Span>& span, PlaceCursor& places);

}  // namespace nianbao::backends
