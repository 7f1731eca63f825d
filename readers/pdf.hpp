// A PDF file as text with its origins, from the words that poppler's pdftotext finds in it. Running that program is not
// done here: this is a function of what it printed.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// `printed` is what `pdftotext -bbox` prints. Tables that are certain are stated; all else is text in reading order,
/// a paragraph a line.
[[nodiscard]] grammar::Extract read_pdf(std::string_view printed, const Limits& limits = {});

}  // namespace nianbao::readers
