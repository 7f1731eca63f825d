// The printed rows of all tables, each with what its label says. Requires the document.
//
//     三、本年度办理结果 | （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 4   -> table 三, row granted, 7 fields
//     5.要求行政机关确认或重新出具已                                    -> waits for its figures
//     0 0 0 0 0 0 0                                                     -> has them, under that label
#pragma once

#include "passes/passes.hpp"
#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// Rows refer into the document. Complains of rows that are none of the form.
[[nodiscard]] RawRows collect_rows(Work& work);

}  // namespace nianbao::passes
