// Word files for tests: packages from parts written by hand, and generated pages as Word would save them, with the
// variety that Word has for the same page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page.hpp"
#include "zip_writer.hpp"

namespace nianbao::tests {

/// The parts of a package. Each is what stands in its root element, which the writer adds; empty ones are left out.
struct DocxParts {
    std::string body;
    std::string styles = {}, numbering = {}, footnotes = {};
    bool strict = false;     // the namespaces of the strict form
    std::string chunk = {};  // a file of another format, as it is; its relation is the last
};

[[nodiscard]] std::vector<ZipEntry> docx_entries(const DocxParts& parts);
[[nodiscard]] std::string docx(const DocxParts& parts);

/// <w:p><w:r><w:t>text</w:t></w:r></w:p>
[[nodiscard]] std::string word_paragraph(std::string_view text);

/// The page as a Word file. What varies is how the same is written: numbers of headings and labels as text or by lists,
/// runs split anywhere, tracked changes, hidden text, merged cells, content controls.
[[nodiscard]] std::string print_docx(const generator::Page& page, generator::Random& random);

}  // namespace nianbao::tests
