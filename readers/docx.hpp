// Word files (DOCX): an Office package whose main part is a document.
#pragma once

#include "grammar/source.hpp"
#include "readers/limits.hpp"
#include "readers/package.hpp"

namespace nianbao::readers {

/// The document of the package as text, with its tables stated and an origin for each paragraph.
[[nodiscard]] grammar::Extract read_docx(Package& package, const Limits& limits);

}  // namespace nianbao::readers
