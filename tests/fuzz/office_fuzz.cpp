// Any bytes as an Office file, and any bytes as the parts within a sound one: the document, lists and styles of a Word file,
// the sheet, texts and styles of a workbook. The reader gives text or a reason, and what it says of the text lies within
// it.
#include <algorithm>
#include <string>

#include "checks.hpp"
#include "docx_writer.hpp"
#include "readers/office.hpp"
#include "xlsx_writer.hpp"

namespace {

using nianbao::grammar::Extract;

void check(const Extract& extract, std::size_t bytes) {
    nianbao::fuzz::check(extract, bytes);
    if (extract.refusal != nianbao::grammar::Refusal::none) nianbao::fuzz::require(!extract.refused.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    nianbao::readers::Limits limits;
    limits.unpacked_bytes.most = 1U << 20U;
    check(nianbao::readers::read_office(bytes, limits), size);
    // Parts of one input, divided by NUL, which XML never has.
    const auto part = [rest = bytes]() mutable {
        const std::size_t end = std::min(rest.find('\0'), rest.size());
        const std::string_view taken = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return std::string(taken);
    };
    auto next = part;
    nianbao::tests::DocxParts parts;
    parts.body = next();
    parts.numbering = next();
    parts.styles = next();
    parts.footnotes = next();
    parts.chunk = next();
    const std::string document = nianbao::tests::docx(parts);
    check(nianbao::readers::read_office(document, limits), document.size());
    const std::string workbook =
        nianbao::tests::xlsx({.sheets = {parts.body}, .strings = parts.numbering, .styles = parts.styles});
    check(nianbao::readers::read_office(workbook, limits), workbook.size());
    return 0;
}
