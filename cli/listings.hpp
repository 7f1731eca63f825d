// What this program knows, printed from the tables it works with: for people, or as JSON for programs.
#pragma once

#include <string>

#include "cli/arguments.hpp"

namespace nianbao::cli {

/// The lines for people.
[[nodiscard]] std::string listing(Listing what, passes::Language language);

/// One array, with the messages in both languages.
[[nodiscard]] std::string listing_json(Listing what);

}  // namespace nianbao::cli
