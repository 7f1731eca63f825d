// RTF is read by LibreOffice, which takes time that grows with the square of some things. This looks at the markup alone,
// once, and refuses what is cut off, is no RTF, or would keep LibreOffice busy for longer than any report does.
#pragma once

#include <string_view>

#include "readers/limits.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

/// Of any bytes, though those of RTF begin with {\rtf.
[[nodiscard]] Refused check_rtf(std::string_view bytes, const Limits& limits);

}  // namespace nianbao::readers
