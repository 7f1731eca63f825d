// RTF is read by LibreOffice, which takes time that grows with the square of some things. This looks at the markup alone,
// once, and refuses what is cut off, is no RTF, or would keep LibreOffice busy for longer than any report does. Pictures
// and other bytes that hold no text are left out: broken ones keep LibreOffice from reading the text around them.
#pragma once

#include <string>
#include <string_view>

#include "readers/limits.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

struct CheckedRtf {
    Refused refused;
    std::string without_pictures;  // of what is not refused
};

/// Of any bytes, though those of RTF begin with {\rtf.
[[nodiscard]] CheckedRtf check_rtf(std::string_view bytes, const Limits& limits);

}  // namespace nianbao::readers
