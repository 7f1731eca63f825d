// A PDF file as text with its origins, from the words that poppler's pdftotext finds in it. Running that program is not
// done here: this is a function of what it printed.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// What programs print of one file.
struct PdfPrints {
    std::string_view words;         // pdftotext -cropbox -bbox
    std::string_view drawing = {};  // pdftocairo -svg; empty where it could not be had
};

/// Tables that are drawn, and those that are certain without, are stated; all else is text in reading order, a paragraph
/// a line.
[[nodiscard]] grammar::Extract read_pdf(const PdfPrints& printed, const Limits& limits = {});

}  // namespace nianbao::readers
