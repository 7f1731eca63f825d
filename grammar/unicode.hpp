// The text services that need Unicode's tables. ICU implements them (unicode_icu.cpp); nothing else sees ICU.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::grammar {

/// Compatibility form (NFKC) of valid UTF-8. For single labels, not for documents: it costs some 20 instructions a byte.
[[nodiscard]] std::string compatibility_form(std::string_view text);

/// Display columns of one code point: 0 for combining marks and controls, 2 for wide ones, else 1.
[[nodiscard]] int display_width(char32_t code_point, int ambiguous_width);

}  // namespace nianbao::grammar
