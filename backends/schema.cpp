// The JSON Schema (draft 2020-12) of one report object, made from the forms, the enumerations and the catalogue. Strict:
// every key is required, no other is allowed. The bytes depend on nothing but those tables.
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "backends/backends.hpp"
#include "backends/names.hpp"

namespace nianbao::backends {
namespace {

using passes::Certainty;
using passes::Role;
using passes::Severity;
using passes::State;
using passes::Status;

/// A schema, as JSON text. Names and patterns here need no escapes but those written out.
using Schema = std::string;
using Properties = std::vector<std::pair<std::string, Schema>>;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
    return text;
}

Schema type(std::string_view name) { return "{\"type\":" + quoted(name) + '}'; }
Schema either_null(std::string_view name) { return "{\"type\":[" + quoted(name) + ",\"null\"]}"; }
Schema reference(std::string_view name) { return "{\"$ref\":\"#/$defs/" + std::string(name) + "\"}"; }
Schema reference_or_null(std::string_view name) { return "{\"anyOf\":[" + reference(name) + ",{\"type\":\"null\"}]}"; }
Schema constant(std::string_view value) { return "{\"const\":" + quoted(value) + '}'; }
Schema whole(int minimum) { return "{\"type\":\"integer\",\"minimum\":" + std::to_string(minimum) + '}'; }
Schema whole_or_null(int minimum) {
    return "{\"type\":[\"integer\",\"null\"],\"minimum\":" + std::to_string(minimum) + '}';
}
Schema pattern_or_null(std::string_view pattern) {
    return "{\"type\":[\"string\",\"null\"],\"pattern\":" + quoted(pattern) + '}';
}

Schema array(const Schema& items) { return "{\"type\":\"array\",\"items\":" + items + '}'; }
Schema distinct(const Schema& items) { return "{\"type\":\"array\",\"uniqueItems\":true,\"items\":" + items + '}'; }

/// Exactly these properties.
Schema object(const Properties& properties) {
    std::vector<std::string> members, names;
    for (const auto& [name, schema] : properties) {
        members.push_back(quoted(name) + ':' + schema);
        names.push_back(quoted(name));
    }
    return "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[" + joined(names) + "],\"properties\":{" +
           joined(members) + "}}";
}

Schema one_of(const std::vector<std::string>& json_values) { return "{\"enum\":[" + joined(json_values) + "]}"; }

template <class Values>
std::vector<std::string> names_of(const Values& values) {
    std::vector<std::string> names;
    names.reserve(std::size(values));
    for (const auto value : values) names.push_back(quoted(name(value)));
    return names;
}

std::vector<std::string> with_null(std::vector<std::string> values) {
    values.emplace_back("null");
    return values;
}

constexpr std::array all_statuses = {Status::compiled, Status::not_a_report, Status::unreadable};
constexpr std::array all_roles = {Role::preamble, Role::overview, Role::disclosure,   Role::requests,
                                  Role::review,   Role::problems, Role::other_matters};
constexpr std::array all_severities = {Severity::note, Severity::warning, Severity::error};

std::vector<State> all_states() {
    std::vector<State> states;
    for (std::size_t s = 0; s < passes::state_count; ++s) states.push_back(static_cast<State>(s));
    return states;
}

std::vector<std::string> edition_names() {
    std::vector<std::string> names;
    for (const grammar::Form* form : grammar::all_forms) names.push_back(quoted(form->edition));
    return names;
}

std::vector<std::string> key_texts() {
    std::vector<std::string> texts;
    for (const grammar::Key& key : grammar::keys()) texts.push_back(quoted(key.text));
    return texts;
}

/// An object with a property for each table.
Schema by_table(const Schema& schema) {
    Properties properties;
    for (std::size_t t = 0; t < grammar::table_count; ++t) properties.emplace_back(table_name(t), schema);
    return object(properties);
}

Schema source() {
    return object({{"path", type("string")},
                   {"sha256", pattern_or_null("^[0-9a-f]{64}$")},
                   {"bytes", whole_or_null(0)},
                   {"kind", one_of(with_null(names_of(source_kinds())))},
                   {"encoding", either_null("string")},
                   {"part", whole(1)},
                   {"parts", whole(1)},
                   {"layouts", by_table(distinct(type("string")))}});
}

Schema report() {
    Properties items;
    for (const std::string_view item : passes::item_names) items.emplace_back(item, reference("edition"));
    return object({{"title", either_null("string")},
                   {"agency", either_null("string")},
                   {"region", either_null("string")},
                   {"year", whole_or_null(0)},
                   {"edition", reference("edition")},
                   {"editions", object({{"disclosure", object(items)}, {"requests", reference("edition")}})},
                   {"period", object({{"from", reference("date")}, {"to", reference("date")}})},
                   {"published", reference("date")},
                   {"contact", object({{"address", either_null("string")},
                                       {"postcode", either_null("string")},
                                       {"telephone", either_null("string")},
                                       {"email", either_null("string")}})},
                   {"website", either_null("string")}});
}

Schema summary() {
    Properties states, certainties;
    std::vector<std::string> tables;
    for (const State state : all_states()) states.emplace_back(name(state), whole(0));
    for (const Certainty certainty : printed_certainties) certainties.emplace_back(name(certainty), whole(0));
    for (std::size_t t = 0; t < grammar::table_count; ++t) tables.push_back(quoted(table_name(t)));
    return object(
        {{"states", object(states)}, {"certainties", object(certainties)}, {"tables", distinct(one_of(tables))}});
}

Schema section() {
    const Schema paragraph =
        object({{"label", either_null("string")}, {"text", type("string")}, {"span", reference("span")}});
    return object({{"number", either_null("string")},
                   {"role", one_of(with_null(names_of(all_roles)))},
                   {"heading", either_null("string")},
                   {"span", reference_or_null("span")},
                   {"paragraphs", array(paragraph)}});
}

/// {table: {row: {column: number|null}}}, all keys.
Schema values() {
    const auto& keys = grammar::keys();
    Properties tables;
    for (std::size_t at = 0; at < keys.size();) {
        const grammar::TableId table = keys[at].table;
        Properties rows;
        while (at < keys.size() && keys[at].table == table) {
            const std::string_view row = keys[at].row;
            Properties columns;
            for (; at < keys.size() && keys[at].table == table && keys[at].row == row; ++at)
                columns.emplace_back(keys[at].column, either_null("number"));
            rows.emplace_back(row, object(columns));
        }
        tables.emplace_back(table_name(static_cast<std::size_t>(table)), object(rows));
    }
    return object(tables);
}

Schema cell() {
    return object({{"key", reference("key")},
                   {"value", either_null("number")},
                   {"state", one_of(names_of(all_states()))},
                   {"certainty", one_of(with_null(names_of(printed_certainties)))},
                   {"candidates", array(either_null("number"))},
                   {"candidates_complete", type("boolean")},
                   {"run", whole_or_null(1)},
                   {"derived", either_null("number")},
                   {"text", either_null("string")},
                   {"note", either_null("string")},
                   {"unit", either_null("string")},
                   {"span", reference_or_null("span")}});
}

Schema diagnostic() {
    std::vector<std::string> codes, names;
    for (const passes::CatalogueRow& row : passes::catalogue()) {
        codes.push_back(quoted(row.code));
        names.push_back(quoted(row.name));
    }
    const Schema keys = array(reference("key"));
    const Schema related =
        object({{"span", reference_or_null("span")}, {"message", reference("message")}, {"cells", keys}});
    const Schema change =
        object({{"key", reference("key")}, {"from", either_null("number")}, {"to", either_null("number")}});
    return object({{"code", one_of(codes)},
                   {"name", one_of(names)},
                   {"severity", one_of(names_of(all_severities))},
                   {"message", reference("message")},
                   {"arguments", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}"},
                   {"span", reference_or_null("span")},
                   {"cells", keys},
                   {"related", array(related)},
                   {"repairs", array(array(change))},
                   {"repairs_complete", type("boolean")}});
}

Schema span() {
    return object({{"start", whole(0)},
                   {"end", whole(0)},
                   {"line", whole(1)},
                   {"column", whole(1)},
                   {"origin", reference_or_null("origin")}});
}

/// In a PDF page and box (left, top, right, bottom in points), in a DOCX part and paragraph.
Schema origin() {
    return object(
        {{"page", whole_or_null(1)},
         {"box", "{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"number\"},\"minItems\":4,\"maxItems\":4}"},
         {"part", either_null("string")},
         {"paragraph", whole_or_null(0)}});
}

std::string definitions() {
    const Properties all = {
        {"key", one_of(key_texts())},
        {"edition", one_of(with_null(edition_names()))},
        {"date", pattern_or_null("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")},
        {"message", object({{"zh", type("string")}, {"en", type("string")}})},
        {"origin", origin()},
        {"span", span()},
        {"section", section()},
        {"cell", cell()},
        {"diagnostic", diagnostic()},
    };
    std::vector<std::string> members;
    for (const auto& [name, schema] : all) members.push_back("\n    " + quoted(name) + ": " + schema);
    return joined(members);
}

Properties report_properties() {
    return {
        {"schema", constant(schema_name)},
        {"generator", object({{"name", constant(generator_name)}, {"version", type("string")}})},
        {"status", one_of(names_of(all_statuses))},
        {"source", source()},
        {"report", report()},
        {"summary", summary()},
        {"sections", array(reference("section"))},
        {"values", values()},
        {"cells", array(reference("cell"))},
        {"diagnostics", array(reference("diagnostic"))},
    };
}

}  // namespace

std::string json_schema() {
    std::vector<std::string> members, names;
    for (const auto& [name, schema] : report_properties()) {
        members.push_back("\n    " + quoted(name) + ": " + schema);
        names.push_back(quoted(name));
    }
    return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " + quoted(schema_name) +
           ",\n  \"description\": \"One annual report on open government information, as nianbao compiles it\"" +
           ",\n  \"type\": \"object\",\n  \"additionalProperties\": false,\n  \"required\": [" + joined(names) +
           "],\n  \"properties\": {" + joined(members) + "\n  },\n  \"$defs\": {" + definitions() + "\n  }\n}\n";
}

}  // namespace nianbao::backends
