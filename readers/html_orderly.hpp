// Most pages are in order: their tags are spelt as they should be, and what they forget to close, HTML lets them forget.
// Every parser reads such a page alike, and a quick one does. Whatever has two readings is left to libxml2.
#pragma once

#include <optional>
#include <string_view>

#include "readers/html_page.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// The same as parse_page() says of the page; nothing where it is not in order, or goes beyond a limit.
[[nodiscard]] std::optional<HtmlPage> parse_orderly_page(std::string_view page, const Limits& limits);

}  // namespace nianbao::readers
