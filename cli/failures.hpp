// The compilation of an input that could not be read: its place in the output, and the reason.
#pragma once

#include "cli/files.hpp"
#include "passes/compilation.hpp"

namespace nianbao::cli {

[[nodiscard]] passes::Compilation unreadable(ReadFailure failure);

}  // namespace nianbao::cli
