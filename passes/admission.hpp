// Whether there is a report at all: what the source itself says before the passes, and what they found after them.
#pragma once

#include "passes/passes.hpp"

namespace nianbao::passes {

/// S diagnostics of the input, and the status `unreadable` where it gave no text.
void report_source(const grammar::Source& source, const grammar::Tree& tree, Compilation& out);

/// Turns a compilation in which nothing of a report was found into `not_a_report`, with the reason.
void admit(Work& work);

}  // namespace nianbao::passes
