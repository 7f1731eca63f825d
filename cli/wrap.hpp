// Paragraphs for a terminal, Chinese or English.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nianbao::cli {

/// The paragraphs of `text`, which empty lines part, broken anew into lines of at most `columns`. English breaks at
/// blanks, Chinese between characters, but no line begins with a closing mark.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t columns);

}  // namespace nianbao::cli
