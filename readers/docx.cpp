// Styles, lists and parts of other formats first, then the notes, then the document that refers to all of them.
#include "readers/docx.hpp"

#include <string>
#include <utility>
#include <vector>

#include "readers/docx_body.hpp"
#include "readers/docx_chunks.hpp"
#include "readers/docx_lists.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;

void note(Extract& extract, grammar::SourceEvent event, std::size_t count) {
    if (count > 0) extract.notes.push_back({event, {std::to_string(count)}});
}

/// Reads the part; what is wrong with the file or with the text in it.
Refused read_part(Package& package, const std::string& part, std::vector<std::string>& parts, DocxBody& body) {
    body.start_part(static_cast<std::uint32_t>(parts.size()));
    parts.push_back(part);
    Refused refused = package.parse(part, body);
    return refused ? refused : body.refused();
}

}  // namespace

Extract read_docx(Package& package, const Limits& limits) {
    Extract extract;
    extract.kind = grammar::SourceKind::docx;
    Styles styles;
    Lists lists;
    Refused refused = read_styles(package, limits, styles);
    if (!refused) refused = read_lists(package, limits, lists);
    std::vector<std::string> parts;
    DocxChunks chunks;
    if (!refused) refused = read_chunks(package, limits, parts, chunks);
    DocxBody body(limits, styles, lists, std::move(chunks));
    for (const std::string& part : {package.part("footnotes"), package.part("endnotes"), package.main_part()})
        if (!refused && !part.empty()) refused = read_part(package, part, parts, body);
    if (refused) {
        refuse(extract, std::move(refused));
        return extract;
    }
    print_blocks(body.take(), parts, extract);
    note(extract, grammar::SourceEvent::changes_accepted, body.changes());
    note(extract, grammar::SourceEvent::hidden_skipped, body.hidden());
    return extract;
}

}  // namespace nianbao::readers
