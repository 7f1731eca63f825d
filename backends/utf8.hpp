// Text that no Source has vouched for (paths, reasons of the system) made into valid UTF-8 before it is written.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::backends {

/// Each ill-formed sequence (the longest start of a character, else one byte) becomes U+FFFD; the rest stays.
[[nodiscard]] std::string well_formed_utf8(std::string_view text);

}  // namespace nianbao::backends
