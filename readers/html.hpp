// A web page -> its text, with the rows and cells that its tables state.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// Never fails: a page beyond a limit is refused.
[[nodiscard]] grammar::Extract html(std::string_view bytes, const Limits& limits = {});

/// The same of a page of whose encoding something is said elsewhere, such as in the header of a part.
[[nodiscard]] grammar::Extract html_in(std::string_view charset, std::string_view bytes, const Limits& limits);

/// The encoding that a page declares in a meta element at its front; empty where it does not.
[[nodiscard]] std::string_view declared_charset(std::string_view bytes);

}  // namespace nianbao::readers
