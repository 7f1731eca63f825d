// Kinds of files that other programs read for us, if they are installed: PDF by poppler's pdftotext, the
// old formats of Office (DOC, RTF, XLS) by LibreOffice.
#pragma once

#include <string_view>

#include "readers/read.hpp"

namespace nianbao::cli {

/// What a program makes of the file, or why there is nothing. For readers::Options::by_program.
[[nodiscard]] grammar::Extract read_by_program(readers::FileKind kind, std::string_view bytes,
                                               const readers::Limits& limits);

}  // namespace nianbao::cli
