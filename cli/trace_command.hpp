// nianbao compile, where --trace or --expect asks for an account of the reading instead of data.
#pragma once

#include "cli/arguments.hpp"

namespace nianbao::cli {

[[nodiscard]] ExitCode run_trace(const CompileCommand& command, const Reader& reader);

}  // namespace nianbao::cli
