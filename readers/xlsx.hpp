// Workbooks (XLSX): an Office package whose main part lists sheets.
#pragma once

#include "grammar/source.hpp"
#include "readers/limits.hpp"
#include "readers/package.hpp"

namespace nianbao::readers {

/// The sheets of the workbook as text, one behind the other, with their tables stated and an origin for each cell: the
/// sheet's name and the row.
[[nodiscard]] grammar::Extract read_xlsx(Package& package, const Limits& limits);

}  // namespace nianbao::readers
