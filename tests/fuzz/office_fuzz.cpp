// Any bytes as an Office file, and any bytes as the document, the lists and the styles within a sound one: the reader
// gives text or a reason, and what it says of the text lies within it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "docx_writer.hpp"
#include "readers/office.hpp"

namespace {

using nianbao::grammar::Extract;
using nianbao::grammar::Refusal;

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const Extract& extract) {
    if (extract.refusal != Refusal::none) return require(extract.text.empty() && !extract.refused.empty());
    const std::string_view text = extract.text;
    require(text.find('\0') == std::string_view::npos);
    std::uint32_t before = 0;
    for (const nianbao::grammar::Span span : extract.tables) {
        require(before <= span.begin && span.begin < span.end && span.end <= text.size());
        require(text[span.end - 1] == '\n' && (span.begin == 0 || text[span.begin - 1] == '\n'));
        before = span.end;
    }
    before = 0;
    for (const auto& mark : extract.origins) {
        require(before <= mark.text && mark.text <= text.size());
        before = mark.text;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    nianbao::readers::Limits limits;
    limits.unpacked_bytes.most = 1U << 20U;
    check(nianbao::readers::read_office(bytes, limits));
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
    check(nianbao::readers::read_office(nianbao::tests::docx(parts), limits));
    return 0;
}
