// The digest that names an input's bytes in the output.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::cli {

/// SHA-256 in lower-case hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace nianbao::cli
