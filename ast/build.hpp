// Tree -> documents: plain structs for the passes, one report each. Walks the flat tree once, forwards.
#pragma once

#include <string_view>
#include <vector>

#include "ast/document.hpp"

namespace nianbao::ast {

/// At least one document, also for an empty text. A second report begins at a title line behind a finished report.
[[nodiscard]] std::vector<Document> build(const grammar::Tree& tree, const grammar::Source& source);

/// Without blanks of any width at both ends.
[[nodiscard]] Span trimmed(const grammar::Source& source, Span span);

}  // namespace nianbao::ast
