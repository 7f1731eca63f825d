// CSV (RFC 4180): a row a cell, for spreadsheets and statistics. An input that was not compiled has no cells, so no rows.
//
// `value` is empty unless the cell is as certain as the caller asked for, so that a column of values holds no guess;
// `certainty` says what was there. Numbers are plain decimal literals, a change may be negative.
//
// Spreadsheets run a text that begins with = + - @ (either width) as a formula. Path and agency are texts that a
// stranger may have chosen, so such a one gets an apostrophe in front; the path "-" (standard input) stays.
#include "backends/backends.hpp"
#include "backends/names.hpp"
#include "backends/output.hpp"
#include "backends/place_cursor.hpp"

namespace nianbao::backends {
namespace {

using passes::Cell;
using passes::Compilation;

constexpr std::string_view formula_starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

bool runs_as_formula(std::string_view text) {
    if (text == "-") return false;
    for (const std::string_view start : formula_starts)
        if (text.starts_with(start)) return true;
    return false;
}

/// A field of free text, quoted where it must be, quotes doubled.
std::string text_field(std::string_view text) {
    std::string field = runs_as_formula(text) ? "'" : "";
    field += text;
    if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
    for (std::size_t at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2))
        field.insert(at, 1, '"');
    return '"' + field + '"';
}

/// What all rows of a report begin with: path, agency, year, edition.
std::string row_start(const Compilation& compilation, const Context& context) {
    std::string start = text_field(input_facts(compilation, context).path) + ',';
    start += text_field(compilation.facts.agency.value_or("")) + ',';
    if (compilation.facts.year) start += std::to_string(*compilation.facts.year);
    start += ',';
    start += edition_name(compilation.edition).value_or("");
    return start + ',';
}

}  // namespace

void write_csv(const Compilation& compilation, const Context& context, std::string& target) {
    const std::string start = row_start(compilation, context);
    PlaceCursor places(compilation.source);
    Output out(target);
    for (const Cell& cell : compilation.cells) {
        out.put(std::string_view(start));
        out.put(grammar::keys()[cell.key].text);
        out.put(',');
        if (is_value(cell, context)) out.put(*cell.value);
        out.put(',');
        out.put(name(cell.state));
        out.put(',');
        out.put(name(cell.certainty));
        out.put(',');
        if (cell.span) out.put(places.locate(*cell.span).place.line);
        out.put("\r\n");
    }
}

}  // namespace nianbao::backends
