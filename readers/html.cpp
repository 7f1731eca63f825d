// The steps from a page's bytes to its text: decode, parse, print, find the report.
#include "readers/html.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "readers/encoding.hpp"
#include "readers/html_orderly.hpp"
#include "readers/html_page.hpp"
#include "readers/html_part.hpp"
#include "readers/html_print.hpp"
#include "readers/pieces.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;
using grammar::Refusal;

constexpr std::size_t declaration_bytes = 4096;                  // in which browsers look for it, and some more
constexpr std::size_t most_parsed_bytes = std::size_t{1} << 30;  // libxml2 counts in int

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Where `word`, in small letters, begins in the text; npos where it does not.
std::size_t find_ignoring_case(std::string_view text, std::string_view word, std::size_t from) {
    const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                   word.begin(), word.end(), [](char a, char b) { return small(a) == b; });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool is_name_character(char c) {
    const char s = small(c);
    return (s >= 'a' && s <= 'z') || (s >= '0' && s <= '9') || s == '-' || s == '_' || s == ':' || s == '.';
}

/// The first character that stands for what was none; the page around the report may hold others.
grammar::Span first_mended(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    const std::size_t found = text.find(replacement);
    if (found == std::string_view::npos) return {};
    return {static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + replacement.size())};
}

HtmlPage items_of(std::string_view page, const Limits& limits) {
    std::optional<HtmlPage> items = parse_orderly_page(page, limits);
    return items ? *std::move(items) : parse_page(page, limits);
}

}  // namespace

std::string_view declared_charset(std::string_view bytes) {
    const std::string_view front = bytes.substr(0, declaration_bytes);
    constexpr std::string_view name = "charset";
    for (std::size_t at = find_ignoring_case(front, "<meta", 0); at != std::string_view::npos;
         at = find_ignoring_case(front, "<meta", at + 1)) {
        const std::string_view meta = front.substr(at, front.find('>', at) - at);
        const std::size_t found = find_ignoring_case(meta, name, 0);
        if (found == std::string_view::npos) continue;
        std::string_view value = meta.substr(found + name.size());
        value.remove_prefix(std::min(value.find_first_not_of(" \t\r\n='\""), value.size()));
        return value.substr(
            0, static_cast<std::size_t>(std::ranges::find_if_not(value, is_name_character) - value.begin()));
    }
    return {};
}

Extract html_in(std::string_view charset, std::string_view bytes, const Limits& limits) {
    if (bytes.size() > std::min(limits.page_bytes.most, most_parsed_bytes))
        return refuse(grammar::SourceKind::html, over_limit(beyond(limits.page_bytes)));
    Decoded page = decode(bytes, charset.empty() ? declared_charset(bytes) : charset);
    if (!page.is_text) return refuse(grammar::SourceKind::html, {Refusal::binary, {}});

    const HtmlPage items = items_of(page.text, limits);
    if (items.beyond != nullptr) return refuse(grammar::SourceKind::html, over_limit(beyond(*items.beyond)));
    PrintedPage printed = print_page(page.text, items, limits);
    if (printed.beyond != nullptr) return refuse(grammar::SourceKind::html, over_limit(beyond(*printed.beyond)));
    keep_report(printed);

    Extract out;
    out.kind = grammar::SourceKind::html;
    out.encoding = name(page.charset);
    out.pieces = through(std::move(printed.pieces), page.pieces, static_cast<std::uint32_t>(printed.text.size()));
    out.text = std::move(printed.text);
    out.tables = std::move(printed.tables);
    out.notes = std::move(page.notes);
    out.mending = page.mending;
    out.mending.first = first_mended(out.text);
    if (items.hidden > 0) out.notes.push_back({grammar::SourceEvent::hidden_skipped, {std::to_string(items.hidden)}});
    out.input_bytes = bytes.size();
    return out;
}

Extract html(std::string_view bytes, const Limits& limits) { return html_in({}, bytes, limits); }

}  // namespace nianbao::readers
