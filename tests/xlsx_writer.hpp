// Workbooks for tests: parts as they are given, and a page as the sheets of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page.hpp"
#include "zip_writer.hpp"

namespace nianbao::tests {

/// The parts of a package. Each is what stands in its root element, which the writer adds; empty ones are left out.
struct XlsxParts {
    std::vector<std::string> sheets;  // <sheetData> and what else stands in <worksheet>
    std::string strings = {}, styles = {};
    std::string workbook = {};     // instead of the list of the sheets, named 表1, 表2 ...
    std::string_view prefix = {};  // of all names: "x:"
    bool strict = false;           // the namespaces of the strict form
};

[[nodiscard]] std::vector<ZipEntry> xlsx_entries(const XlsxParts& parts);
[[nodiscard]] std::string xlsx(const XlsxParts& parts);

/// The page as a workbook. What varies is how the same is written: shared texts or texts in cells, places of cells said
/// or not, blank cells written or not, merged or not, numbers as numbers or as text, hidden rows, columns and sheets.
[[nodiscard]] std::string print_xlsx(const generator::Page& page, generator::Random& random);

}  // namespace nianbao::tests
