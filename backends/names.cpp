// Everything here is a table lookup or a null rule of the contract: formats must not differ in them.
#include "backends/names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include "backends/utf8.hpp"

namespace nianbao::backends {
namespace {

using grammar::Refusal;
using grammar::Source;
using grammar::SourceKind;

constexpr std::array all_kinds = {SourceKind::text, SourceKind::html, SourceKind::docx, SourceKind::pdf,
                                  SourceKind::xlsx};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_but_for_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// An input that was refused has the kind that its first bytes tell, where that is one of ours.
std::optional<std::string_view> kind_of(const Source& source) {
    if (source.refusal() == Refusal::none) return name(source.kind());
    for (const SourceKind kind : all_kinds)
        if (same_but_for_case(name(kind), source.refused())) return name(kind);
    return std::nullopt;
}

}  // namespace

std::string_view name(SourceKind kind) {
    switch (kind) {
        case SourceKind::text: return "text";
        case SourceKind::html: return "html";
        case SourceKind::docx: return "docx";
        case SourceKind::pdf: return "pdf";
        case SourceKind::xlsx: return "xlsx";
    }
    return "";
}

std::span<const SourceKind> source_kinds() { return all_kinds; }

std::string name(const grammar::Origin& origin) {
    if (const auto* const box = std::get_if<grammar::PageBox>(&origin)) return "page " + std::to_string(box->page);
    const auto* const place = std::get_if<grammar::PartParagraph>(&origin);
    return place == nullptr ? std::string() : place->part + ':' + std::to_string(place->paragraph);
}

std::optional<std::string_view> edition_name(std::optional<grammar::EditionId> edition) {
    if (!edition) return std::nullopt;
    return grammar::all_forms[*edition]->edition;
}

std::string_view table_name(std::size_t table) { return grammar::all_forms[0]->tables[table].key; }

std::string iso_date(passes::Date date) {
    const auto digit = [](int number, int place) { return static_cast<char>('0' + number / place % 10); };
    return {digit(date.year, 1000),
            digit(date.year, 100),
            digit(date.year, 10),
            digit(date.year, 1),
            '-',
            digit(date.month, 10),
            digit(date.month, 1),
            '-',
            digit(date.day, 10),
            digit(date.day, 1)};
}

std::optional<std::string> iso_date(std::optional<passes::Date> date) {
    if (!date) return std::nullopt;
    return iso_date(*date);
}

std::optional<std::string_view> unless_empty(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return text;
}

InputFacts input_facts(const passes::Compilation& compilation, const Context& context) {
    InputFacts facts;
    facts.path = well_formed_utf8(context.path);
    facts.sha256 = unless_empty(context.sha256);
    const Source* source = compilation.source;
    const bool read = source != nullptr &&
                      (facts.sha256 || source->input_bytes() != 0 || compilation.status != passes::Status::unreadable);
    if (!read) return facts;
    facts.bytes = source->input_bytes();
    facts.kind = kind_of(*source);
    if (source->refusal() == Refusal::none) facts.encoding = source->encoding();
    return facts;
}

Summary summarise(const passes::Compilation& compilation) {
    Summary summary;
    for (const passes::Cell& cell : compilation.cells) {
        ++summary.states[static_cast<std::size_t>(cell.state)];
        ++summary.certainties[static_cast<std::size_t>(cell.certainty)];
    }
    for (std::size_t t = 0; t < grammar::table_count; ++t)
        if (compilation.tables_found[t]) summary.tables.push_back(table_name(t));
    return summary;
}

std::optional<std::string_view> cell_text(const passes::Compilation& compilation, const passes::Cell& cell) {
    if (cell.state == passes::State::absent) return std::nullopt;
    return compilation.source->text(cell.text);
}

}  // namespace nianbao::backends
