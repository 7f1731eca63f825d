// XML: all that the JSON says, under the same names. A cell is an element at its key's path:
//
//     <disclosure><regulations><made state="given" certainty="read" value="12" text="12"><span start="…"/></made>
//
// What is null in JSON is an attribute or element left out. `value` holds only numbers as certain as the caller asked
// for (those of JSON's `values`); a less certain one stands in `reading`. Candidates that are null are empty elements.
// Characters that XML 1.0 cannot hold become U+FFFD.
#include <array>
#include <concepts>
#include <optional>

#include "backends/backends.hpp"
#include "backends/names.hpp"
#include "backends/output.hpp"
#include "backends/place_cursor.hpp"
#include "backends/utf8.hpp"
#include "version.hpp"

namespace nianbao::backends {
namespace {

using passes::Cell;
using passes::Compilation;
using passes::Diagnostic;
using passes::Language;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// U+FFFE and U+FFFF, the only characters above the controls that XML 1.0 forbids (a Source holds no surrogates).
bool is_noncharacter(std::string_view text) {
    return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

/// What the character at the front of `text` is written as where it cannot stand for itself, else empty.
std::string_view replaced(std::string_view text) {
    const char c = text.front();
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\t': return "&#9;";
        case '\n': return "&#10;";
        case '\r': return "&#13;";
        case '\xEF': return is_noncharacter(text) ? replacement : std::string_view();
        default: return static_cast<unsigned char>(c) < 0x20 ? replacement : std::string_view();
    }
}

/// As text or as an attribute's value: line ends and tabs are spelt out, so that readers do not normalise them.
void put_escaped(Output& out, std::string_view text) {
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view instead = replaced(text.substr(at));
        if (instead.empty()) continue;
        out.put(text.substr(copied, at - copied));
        out.put(instead);
        if (text[at] == '\xEF') at += 2;
        copied = at + 1;
    }
    out.put(text.substr(copied));
}

void put_plain(Output& out, std::string_view text) { put_escaped(out, text); }
void put_plain(Output& out, std::unsigned_integral auto number) { out.put(number); }
void put_plain(Output& out, Decimal number) { out.put(number); }

class XmlWriter {
public:
    XmlWriter(std::string& target, int depth) : out_(target), depth_(depth) {}

    /// Opens a start tag; attributes may follow, then `empty` or `children`.
    void begin(std::string_view name) {
        indent();
        out_.put('<');
        out_.put(name);
    }

    template <class Value>
    void attribute(std::string_view name, const Value& value) {
        out_.put(' ');
        out_.put(name);
        out_.put("=\"");
        put_plain(out_, value);
        out_.put('"');
    }

    template <class Value>
    void attribute(std::string_view name, const std::optional<Value>& value) {
        if (value) attribute(name, *value);
    }

    void flag(std::string_view name, bool value) { attribute(name, value ? std::string_view("true") : "false"); }

    void empty() { out_.put("/>\n"); }

    void children() {
        out_.put(">\n");
        ++depth_;
    }

    void open(std::string_view name) {
        begin(name);
        children();
    }

    void close(std::string_view name) {
        --depth_;
        indent();
        close_tag(name);
    }

    /// The text of an element whose start tag is open.
    template <class Value>
    void text(std::string_view name, const Value& value) {
        out_.put('>');
        put_plain(out_, value);
        close_tag(name);
    }

    template <class Value>
    void leaf(std::string_view name, const Value& value) {
        begin(name);
        text(name, value);
    }

    template <class Value>
    void leaf(std::string_view name, const std::optional<Value>& value) {
        if (value) leaf(name, *value);
    }

private:
    void close_tag(std::string_view name) {
        out_.put("</");
        out_.put(name);
        out_.put(">\n");
    }

    void indent() {
        for (int i = 0; i < depth_; ++i) out_.put("  ");
    }

    Output out_;
    int depth_;
};

void put_origin(XmlWriter&, std::monostate) {}

void put_origin(XmlWriter& xml, const grammar::PageBox& box) {
    xml.attribute("page", box.page);
    xml.attribute("left", Decimal::make(box.left, 2));
    xml.attribute("top", Decimal::make(box.top, 2));
    xml.attribute("right", Decimal::make(box.right, 2));
    xml.attribute("bottom", Decimal::make(box.bottom, 2));
}

void put_origin(XmlWriter& xml, const grammar::PartParagraph& place) {
    xml.attribute("part", std::string_view(place.part));
    xml.attribute("paragraph", place.paragraph);
}

void put_span(XmlWriter& xml, const std::optional<grammar::Span>& span, PlaceCursor& places) {
    if (!span || places.source() == nullptr) return;
    const Location location = places.locate(*span);
    xml.begin("span");
    xml.attribute("start", location.start);
    xml.attribute("end", location.end);
    xml.attribute("line", location.place.line);
    xml.attribute("column", location.place.column);
    std::visit([&](const auto& place) { put_origin(xml, place); }, places.source()->origin(span->begin));
    xml.empty();
}

void put_source(XmlWriter& xml, const Compilation& compilation, const Context& context) {
    const InputFacts facts = input_facts(compilation, context);
    xml.begin("source");
    xml.attribute("path", std::string_view(facts.path));
    xml.attribute("sha256", facts.sha256);
    xml.attribute("bytes", facts.bytes);
    xml.attribute("kind", facts.kind);
    xml.attribute("encoding", facts.encoding);
    xml.attribute("part", compilation.part);
    xml.attribute("parts", compilation.parts);
    xml.children();
    for (std::size_t t = 0; t < grammar::table_count; ++t)
        for (const std::string_view layout : compilation.layouts[t]) {
            xml.begin("layout");
            xml.attribute("table", table_name(t));
            xml.text("layout", layout);
        }
    xml.close("source");
}

void put_editions(XmlWriter& xml, const Compilation& compilation) {
    xml.begin("editions");
    xml.attribute("requests", edition_name(compilation.requests_edition));
    xml.children();
    for (std::size_t i = 0; i < passes::item_count; ++i)
        if (const auto edition = edition_name(compilation.item_editions[i])) {
            xml.begin("disclosure");
            xml.attribute("item", passes::item_names[i]);
            xml.text("disclosure", *edition);
        }
    xml.close("editions");
}

void put_facts(XmlWriter& xml, const Compilation& compilation) {
    const passes::Facts& facts = compilation.facts;
    xml.open("facts");
    xml.leaf("title", facts.title);
    xml.leaf("agency", facts.agency);
    xml.leaf("region", facts.region);
    xml.leaf("year", facts.year);
    xml.leaf("edition", edition_name(compilation.edition));
    put_editions(xml, compilation);
    xml.begin("period");
    xml.attribute("from", iso_date(facts.from));
    xml.attribute("to", iso_date(facts.to));
    xml.empty();
    xml.leaf("published", iso_date(facts.published));
    xml.open("contact");
    xml.leaf("address", facts.contact.address);
    xml.leaf("postcode", facts.contact.postcode);
    xml.leaf("telephone", facts.contact.telephone);
    xml.leaf("email", facts.contact.email);
    xml.close("contact");
    xml.leaf("website", facts.website);
    xml.close("facts");
}

void put_summary(XmlWriter& xml, const Compilation& compilation) {
    const Summary counts = summarise(compilation);
    xml.open("summary");
    xml.begin("states");
    for (std::size_t s = 0; s < passes::state_count; ++s)
        xml.attribute(name(static_cast<passes::State>(s)), counts.states[s]);
    xml.empty();
    xml.begin("certainties");
    for (const passes::Certainty certainty : printed_certainties)
        xml.attribute(name(certainty), counts.certainties[static_cast<std::size_t>(certainty)]);
    xml.empty();
    for (const std::string_view table : counts.tables) xml.leaf("table", table);
    xml.close("summary");
}

void put_paragraph(XmlWriter& xml, const passes::Paragraph& paragraph, PlaceCursor& places) {
    xml.begin("paragraph");
    xml.attribute("label", unless_empty(paragraph.label));
    xml.children();
    xml.leaf("text", paragraph.text);
    put_span(xml, paragraph.span, places);
    xml.close("paragraph");
}

void put_section(XmlWriter& xml, const passes::Section& section, PlaceCursor& places) {
    xml.begin("section");
    xml.attribute("number", unless_empty(section.number));
    xml.attribute("role", unless_empty(name(section.role)));
    xml.children();
    xml.leaf("heading", unless_empty(section.heading));
    put_span(xml, section.span, places);
    for (const passes::Paragraph& paragraph : section.paragraphs) put_paragraph(xml, paragraph, places);
    xml.close("section");
}

void put_candidates(XmlWriter& xml, const Compilation& compilation, const Cell& cell) {
    if (cell.candidates.count == 0 && cell.candidates.complete) return;
    xml.begin("candidates");
    xml.flag("complete", cell.candidates.complete);
    xml.children();
    for (std::uint32_t i = 0; i < cell.candidates.count; ++i) {
        const std::optional<Decimal>& candidate = compilation.candidates[cell.candidates.begin + i];
        if (candidate) {
            xml.leaf("candidate", *candidate);
        } else {
            xml.begin("candidate");
            xml.empty();
        }
    }
    xml.close("candidates");
}

void put_cell(XmlWriter& xml, const Compilation& compilation, const Cell& cell, const Context& context,
              PlaceCursor& places) {
    const std::string_view column = grammar::keys()[cell.key].column;
    xml.begin(column);
    xml.attribute("state", name(cell.state));
    xml.attribute("certainty", unless_empty(name(cell.certainty)));
    xml.attribute(is_value(cell, context) ? std::string_view("value") : "reading", cell.value);
    xml.attribute("derived", cell.derived);
    if (cell.run != 0) xml.attribute("run", cell.run);
    xml.attribute("text", cell_text(compilation, cell));
    if (!cell.note.empty()) xml.attribute("note", compilation.source->text(cell.note));
    if (!cell.unit.empty()) xml.attribute("unit", compilation.source->text(cell.unit));
    if (!cell.span && cell.candidates.count == 0 && cell.candidates.complete) return xml.empty();
    xml.children();
    put_candidates(xml, compilation, cell);
    put_span(xml, cell.span, places);
    xml.close(column);
}

/// Cells in their order; a table or row is opened where its first cell stands.
void put_cells(XmlWriter& xml, const Compilation& compilation, const Context& context, PlaceCursor& places) {
    const grammar::Key* before = nullptr;
    const auto close_row = [&] { xml.close(before->row); };
    const auto close_table = [&] { xml.close(table_name(static_cast<std::size_t>(before->table))); };
    for (const Cell& cell : compilation.cells) {
        const grammar::Key& key = grammar::keys()[cell.key];
        const bool new_table = before == nullptr || before->table != key.table;
        const bool new_row = new_table || before->row != key.row;
        if (before != nullptr && new_row) close_row();
        if (before != nullptr && new_table) close_table();
        if (new_table) xml.open(table_name(static_cast<std::size_t>(key.table)));
        if (new_row) xml.open(key.row);
        put_cell(xml, compilation, cell, context, places);
        before = &key;
    }
    if (before == nullptr) return;
    close_row();
    close_table();
}

void put_message(XmlWriter& xml, std::string_view language, std::string_view sentence) {
    xml.begin("message");
    xml.attribute("xml:lang", language);
    xml.text("message", std::string_view(well_formed_utf8(sentence)));
}

void put_keys(XmlWriter& xml, const std::vector<grammar::KeyId>& keys) {
    for (const grammar::KeyId key : keys) xml.leaf("cell", grammar::keys()[key].text);
}

void put_related(XmlWriter& xml, const passes::Related& related, PlaceCursor& places) {
    xml.open("related");
    put_span(xml, related.span, places);
    put_message(xml, "zh", message(related.relation, Language::zh));
    put_message(xml, "en", message(related.relation, Language::en));
    put_keys(xml, related.cells);
    xml.close("related");
}

void put_repair(XmlWriter& xml, const passes::Repair& repair) {
    xml.open("repair");
    for (const passes::Change& change : repair) {
        xml.begin("change");
        xml.attribute("key", grammar::keys()[change.key].text);
        xml.attribute("from", change.from);
        xml.attribute("to", change.to);
        xml.empty();
    }
    xml.close("repair");
}

void put_diagnostic(XmlWriter& xml, const Diagnostic& diagnostic, PlaceCursor& places) {
    const passes::CatalogueRow& row = passes::describe(diagnostic.code);
    xml.begin("diagnostic");
    xml.attribute("code", row.code);
    xml.attribute("name", row.name);
    xml.attribute("severity", name(row.severity));
    xml.flag("repairs_complete", diagnostic.repairs_complete);
    xml.children();
    put_message(xml, "zh", message(diagnostic, Language::zh));
    put_message(xml, "en", message(diagnostic, Language::en));
    for (const passes::Argument& argument : diagnostic.arguments) {
        xml.begin("argument");
        xml.attribute("name", argument.name);
        xml.text("argument", std::string_view(well_formed_utf8(argument.value)));
    }
    put_span(xml, diagnostic.span, places);
    put_keys(xml, diagnostic.cells);
    for (const passes::Related& related : diagnostic.related) put_related(xml, related, places);
    for (const passes::Repair& repair : diagnostic.repairs) put_repair(xml, repair);
    xml.close("diagnostic");
}

}  // namespace

void write_xml(const Compilation& compilation, const Context& context, std::string& out) {
    XmlWriter xml(out, 1);
    PlaceCursor places(compilation.source);
    xml.begin("report");
    xml.attribute("schema", schema_name);
    xml.attribute("status", name(compilation.status));
    xml.children();
    xml.begin("generator");
    xml.attribute("name", generator_name);
    xml.attribute("version", version);
    xml.empty();
    put_source(xml, compilation, context);
    put_facts(xml, compilation);
    put_summary(xml, compilation);
    xml.open("sections");
    for (const passes::Section& section : compilation.sections) put_section(xml, section, places);
    xml.close("sections");
    put_cells(xml, compilation, context, places);
    xml.open("diagnostics");
    for (const Diagnostic& diagnostic : compilation.diagnostics) put_diagnostic(xml, diagnostic, places);
    xml.close("diagnostics");
    xml.close("report");
}

}  // namespace nianbao::backends
