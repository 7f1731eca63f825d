// The cells that a report is known to have, from JSON.
#pragma once

#include <string>
#include <variant>

#include "passes/coverage.hpp"

namespace nianbao::cli {

/// Either {"table.row.column": number or null, ...}; or an object whose `cells` are such, whose `either` are cells where
/// that number or null is right, and whose `free`, a list of keys, are not judged; its other members say nothing here.
/// Else why the text is none of these.
[[nodiscard]] std::variant<passes::Expectation, std::string> read_expectation(std::string_view json);

}  // namespace nianbao::cli
