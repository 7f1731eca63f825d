// A saved page with what belongs to it (MHTML) -> the text of the page in it that holds the report.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// Never fails: a file without a page, or beyond a limit, is refused.
[[nodiscard]] grammar::Extract mhtml(std::string_view bytes, const Limits& limits = {});

}  // namespace nianbao::readers
