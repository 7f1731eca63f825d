// Old files of Office (DOC, RTF, XLS), turned into today's by LibreOffice. It does not start without local sockets,
// which the sandbox takes away; so a process of its own, made before, waits to run it: it can do no more than that. It
// also outlives the program for as long as it takes to leave nothing behind, whatever signal ended the program.
#pragma once

#include <cstdint>
#include <string_view>

#include "cli/child_process.hpp"

namespace nianbao::cli {

enum class OldOffice : std::uint8_t { document, workbook };

/// Makes the process, in a sandbox of its own or in none. Comes before our sandbox and the first thread.
void start_office_process(bool sandbox);

/// The file as DOCX or XLSX. By that process, one at a time, where there is one, else by this one.
[[nodiscard]] ChildResult convert_old_office(OldOffice kind, std::string_view bytes, const ChildLimits& limits);

}  // namespace nianbao::cli
