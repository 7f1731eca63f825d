// Files of Office (DOCX, XLSX): archives whose main part says which of them they are.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// The text of an Office file in memory, or why there is none. Never fails otherwise, whatever the bytes.
[[nodiscard]] grammar::Extract read_office(std::string_view bytes, const Limits& limits);

}  // namespace nianbao::readers
