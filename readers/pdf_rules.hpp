// The straight lines that a page draws, from what `pdftocairo -svg` prints of a PDF. Between them stand the cells of its
// tables: what the words alone (pdf_words.hpp) leave to be guessed.
#pragma once

#include <string_view>
#include <vector>

#include "readers/pdf_words.hpp"

namespace nianbao::readers {

/// Rules with their thickness, in the coordinates of the page's words, in the order drawn: perhaps in pieces, which may be
/// dots.
struct PageRules {
    std::vector<Box> across, down;
};

/// The rules of each page. What else is drawn is passed over: letters, pictures, shades, curves, slanting lines.
[[nodiscard]] std::vector<PageRules> read_rules(std::string_view drawing);

}  // namespace nianbao::readers
