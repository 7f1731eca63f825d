// Inputs that could not be read: their place in the output, and the reason.
#pragma once

#include <string>

#include "cli/arguments.hpp"
#include "cli/files.hpp"
#include "passes/compilation.hpp"

namespace nianbao::cli {

[[nodiscard]] passes::Compilation unreadable(ReadFailure failure);

/// Shows on standard error why an input has no text.
void complain_about(const passes::Compilation& compilation, const std::string& path, const Reader& reader);

}  // namespace nianbao::cli
