// JSON: one object a report, indented for people or on a line of its own (ndjson), and lint's line an input. Every key
// is always there and of one type, null for unknown; the schema is in schema.cpp.
#include "backends/backends.hpp"
#include "backends/json_cells.hpp"
#include "backends/json_writer.hpp"
#include "backends/names.hpp"
#include "backends/utf8.hpp"
#include "version.hpp"

namespace nianbao::backends {
namespace {

using passes::Certainty;
using passes::Compilation;
using passes::Diagnostic;
using passes::Facts;
using passes::Language;
using passes::State;

void put_generator(JsonWriter& json) {
    json.field("schema", schema_name);
    json.open("generator", '{');
    json.field("name", generator_name);
    json.field("version", version);
    json.close('}');
}

void put_strings(JsonWriter& json, std::string_view key, const std::vector<std::string_view>& strings) {
    json.open(key, '[');
    for (const std::string_view string : strings) {
        json.next();
        put_json(json.out(), string);
    }
    json.close(']');
}

void put_source(JsonWriter& json, const Compilation& compilation, const Context& context) {
    const InputFacts facts = input_facts(compilation, context);
    json.open("source", '{');
    json.field("path", std::string_view(facts.path));
    json.field("sha256", facts.sha256);
    json.field("bytes", facts.bytes);
    json.field("kind", facts.kind);
    json.field("encoding", facts.encoding);
    json.field("part", compilation.part);
    json.field("parts", compilation.parts);
    json.open("layouts", '{');
    for (std::size_t t = 0; t < grammar::table_count; ++t) put_strings(json, table_name(t), compilation.layouts[t]);
    json.close('}');
    json.close('}');
}

void put_editions(JsonWriter& json, const Compilation& compilation) {
    json.open("editions", '{');
    json.open("disclosure", '{');
    for (std::size_t i = 0; i < passes::item_count; ++i)
        json.field(passes::item_names[i], edition_name(compilation.item_editions[i]));
    json.close('}');
    json.field("requests", edition_name(compilation.requests_edition));
    json.close('}');
}

void put_facts(JsonWriter& json, const Compilation& compilation) {
    const Facts& facts = compilation.facts;
    json.open("report", '{');
    json.field("title", facts.title);
    json.field("agency", facts.agency);
    json.field("region", facts.region);
    json.field("year", facts.year);
    json.field("edition", edition_name(compilation.edition));
    put_editions(json, compilation);
    json.open("period", '{');
    json.field("from", iso_date(facts.from));
    json.field("to", iso_date(facts.to));
    json.close('}');
    json.field("published", iso_date(facts.published));
    json.open("contact", '{');
    json.field("address", facts.contact.address);
    json.field("postcode", facts.contact.postcode);
    json.field("telephone", facts.contact.telephone);
    json.field("email", facts.contact.email);
    json.close('}');
    json.field("website", facts.website);
    json.close('}');
}

void put_summary(JsonWriter& json, const Compilation& compilation) {
    const Summary counts = summarise(compilation);
    json.open("summary", '{');
    json.open("states", '{');
    for (std::size_t s = 0; s < passes::state_count; ++s) json.field(name(static_cast<State>(s)), counts.states[s]);
    json.close('}');
    json.open("certainties", '{');
    for (const Certainty certainty : printed_certainties)
        json.field(name(certainty), counts.certainties[static_cast<std::size_t>(certainty)]);
    json.close('}');
    put_strings(json, "tables", counts.tables);
    json.close('}');
}

void put_paragraph(JsonWriter& json, const passes::Paragraph& paragraph, PlaceCursor& places) {
    json.next();
    json.open('{');
    json.field("label", unless_empty(paragraph.label));
    json.field("text", paragraph.text);
    json.key("span");
    put_span(json.out(), paragraph.span, places);
    json.close('}');
}

void put_section(JsonWriter& json, const passes::Section& section, PlaceCursor& places) {
    json.next();
    json.open('{');
    json.field("number", unless_empty(section.number));
    json.field("role", unless_empty(name(section.role)));
    json.field("heading", unless_empty(section.heading));
    json.key("span");
    put_span(json.out(), section.span, places);
    json.open("paragraphs", '[');
    for (const passes::Paragraph& paragraph : section.paragraphs) put_paragraph(json, paragraph, places);
    json.close(']');
    json.close('}');
}

void put_message(JsonWriter& json, std::string_view zh, std::string_view en) {
    json.open("message", '{');
    json.field("zh", std::string_view(well_formed_utf8(zh)));
    json.field("en", std::string_view(well_formed_utf8(en)));
    json.close('}');
}

void put_keys(JsonWriter& json, const std::vector<grammar::KeyId>& keys) {
    json.open("cells", '[');
    for (const grammar::KeyId key : keys) {
        json.next();
        put_json(json.out(), grammar::keys()[key].text);
    }
    json.close(']');
}

void put_related(JsonWriter& json, const passes::Related& related, PlaceCursor& places) {
    json.next();
    json.open('{');
    json.key("span");
    put_span(json.out(), related.span, places);
    put_message(json, message(related.relation, Language::zh), message(related.relation, Language::en));
    put_keys(json, related.cells);
    json.close('}');
}

void put_repair(JsonWriter& json, const passes::Repair& repair) {
    json.next();
    json.open('[');
    for (const passes::Change& change : repair) {
        json.next();
        json.open('{');
        json.field("key", grammar::keys()[change.key].text);
        json.field("from", change.from);
        json.field("to", change.to);
        json.close('}');
    }
    json.close(']');
}

void put_diagnostic(JsonWriter& json, const Diagnostic& diagnostic, PlaceCursor& places) {
    const passes::CatalogueRow& row = passes::describe(diagnostic.code);
    json.next();
    json.open('{');
    json.field("code", row.code);
    json.field("name", row.name);
    json.field("severity", name(row.severity));
    put_message(json, message(diagnostic, Language::zh), message(diagnostic, Language::en));
    json.open("arguments", '{');
    for (const passes::Argument& argument : diagnostic.arguments)
        json.field(argument.name, std::string_view(well_formed_utf8(argument.value)));
    json.close('}');
    json.key("span");
    put_span(json.out(), diagnostic.span, places);
    put_keys(json, diagnostic.cells);
    json.open("related", '[');
    for (const passes::Related& related : diagnostic.related) put_related(json, related, places);
    json.close(']');
    json.open("repairs", '[');
    for (const passes::Repair& repair : diagnostic.repairs) put_repair(json, repair);
    json.close(']');
    json.field("repairs_complete", diagnostic.repairs_complete);
    json.close('}');
}

void put_diagnostics(JsonWriter& json, const Compilation& compilation, PlaceCursor& places) {
    json.open("diagnostics", '[');
    for (const Diagnostic& diagnostic : compilation.diagnostics) put_diagnostic(json, diagnostic, places);
    json.close(']');
}

/// About how long the object becomes, rather more than less: a string that need not grow is not copied.
std::size_t expected_size(const Compilation& compilation) {
    constexpr std::size_t frame = 16 * 1024, a_cell = 300;
    return frame + a_cell * compilation.cells.size() + compilation.extent.size();
}

void put_report(JsonWriter& json, const Compilation& compilation, const Context& context) {
    PlaceCursor places(compilation.source);
    json.open('{');
    put_generator(json);
    json.field("status", name(compilation.status));
    put_source(json, compilation, context);
    put_facts(json, compilation);
    put_summary(json, compilation);
    json.open("sections", '[');
    for (const passes::Section& section : compilation.sections) put_section(json, section, places);
    json.close(']');
    json.key("values");
    put_values(json, compilation, context);
    json.open("cells", '[');
    put_cells(json, compilation, places);
    json.close(']');
    put_diagnostics(json, compilation, places);
    json.close('}');
}

}  // namespace

void write_json(const Compilation& compilation, const Context& context, std::string& out) {
    out.reserve(out.size() + expected_size(compilation));
    JsonWriter json(out, true);
    put_report(json, compilation, context);
}

void write_ndjson(const Compilation& compilation, const Context& context, std::string& out) {
    out.reserve(out.size() + expected_size(compilation));
    JsonWriter json(out, false);
    put_report(json, compilation, context);
    json.out().put('\n');
}

void write_lint_json(const Compilation& compilation, const Context& context, std::string& out) {
    JsonWriter json(out, false);
    PlaceCursor places(compilation.source);
    json.open('{');
    json.field("path", std::string_view(well_formed_utf8(context.path)));
    json.field("status", name(compilation.status));
    put_diagnostics(json, compilation, places);
    json.close('}');
    json.out().put('\n');
}

}  // namespace nianbao::backends
