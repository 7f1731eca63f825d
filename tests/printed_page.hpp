// A page as HTML that is to be printed on paper: what varies is the paper, the fonts and how cells are set.
#pragma once

#include <string>

#include "page.hpp"

namespace nianbao::tests {

[[nodiscard]] std::string print_for_paper(const generator::Page& page, generator::Random& random);

}  // namespace nianbao::tests
