// Numbers of a workbook as a sheet shows them: the value that the file holds, with what its format prints around it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nianbao::readers {

/// `value` as the file writes it (5.0E0), `format` a number format (0"件"; empty: General). Fifteen significant digits,
/// which is all that a workbook keeps, and none less because the format rounds; no thousands separators. Dates become
/// 2023年1月5日. Where the format shows other digits than the value has, U+FFFD stands behind the value.
[[nodiscard]] std::string shown_number(std::string_view value, std::string_view format, bool from_1904);

/// The format that a file means by a number below 164 and does not write down; empty: General.
[[nodiscard]] std::string_view builtin_format(std::uint32_t id);

}  // namespace nianbao::readers
