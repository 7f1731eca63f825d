// A page may hold others in frames, each a part of its own: the one that states the most tables is the report's.
#include "readers/mhtml.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "readers/html.hpp"
#include "readers/mime.hpp"
#include "readers/pieces.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;
using grammar::Refusal;

bool is_page(const MimePart& part) {
    return same_word(part.type, "text/html") || same_word(part.type, "application/xhtml+xml");
}

Extract read_page(const MimePart& part, std::size_t body_begins, const Limits& limits) {
    const MimeBody body = decode_body(part);
    grammar::Pieces pieces;
    append(pieces, body.pieces, 0, static_cast<std::uint32_t>(body_begins));
    Extract page = html_in(part.charset, body.bytes, limits);
    page.pieces = through(std::move(page.pieces), pieces, static_cast<std::uint32_t>(page.text.size()));
    return page;
}

/// More tables, else more text.
bool holds_more(const Extract& a, const Extract& b) {
    return std::pair(a.tables.size(), a.text.size()) > std::pair(b.tables.size(), b.text.size());
}

}  // namespace

Extract mhtml(std::string_view bytes, const Limits& limits) {
    std::optional<Extract> best;
    std::size_t read = 0;
    const auto parts = mime_parts(bytes, limits.entries.most + 1);
    if (parts.size() > limits.entries.most)
        return refuse(grammar::SourceKind::html, over_limit(beyond(limits.entries)));
    for (const MimePart& part : parts) {
        if (!is_page(part)) continue;
        read += part.body.size();
        if (read > limits.page_bytes.most)
            return refuse(grammar::SourceKind::html, over_limit(beyond(limits.page_bytes)));
        Extract page = read_page(part, static_cast<std::size_t>(part.body.data() - bytes.data()), limits);
        if (!best || best->refusal != Refusal::none || holds_more(page, *best)) best = std::move(page);
    }
    if (!best) best = refuse(grammar::SourceKind::html, damaged("no text/html part"));
    best->input_bytes = bytes.size();
    return std::move(*best);
}

}  // namespace nianbao::readers
