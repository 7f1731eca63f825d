// The report within its page: the smallest block that holds the form's words and all prose, with the title above it.
#pragma once

#include "readers/html_print.hpp"

namespace nianbao::readers {

/// Leaves out what stands before and behind it. A page without words of the form stays whole.
void keep_report(PrintedPage& page);

}  // namespace nianbao::readers
