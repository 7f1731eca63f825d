// Walks the compilation on its own, in the words of the contract; shares nothing with the writers.
#include "expected_report.hpp"

#include <algorithm>

#include "backends/utf8.hpp"

namespace nianbao::tests {
namespace {

using nlohmann::json;
using passes::Certainty;
using passes::Compilation;

/// Fractions as strings of their digits: a double would not hold them.
json number(const std::optional<Decimal>& value) {
    if (!value) return nullptr;
    if (value->whole()) return value->digits();
    return to_string(*value);
}

json text_or_null(std::string_view text) { return text.empty() ? json(nullptr) : json(std::string(text)); }

template <class Value>
json or_null(const std::optional<Value>& value) {
    return value ? json(*value) : json(nullptr);
}

json edition(const std::optional<grammar::EditionId>& id) {
    return id ? json(std::string(grammar::all_forms[*id]->edition)) : json(nullptr);
}

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

json date(const std::optional<passes::Date>& value) {
    if (!value) return nullptr;
    return std::to_string(value->year) + '-' + two_digits(value->month) + '-' + two_digits(value->day);
}

json span(const Compilation& compilation, const std::optional<grammar::Span>& value) {
    if (!value || compilation.source == nullptr) return nullptr;
    const grammar::Place place = compilation.source->place(value->begin);
    return {{"start", compilation.source->input_offset(value->begin)},
            {"end", compilation.source->input_offset(value->end)},
            {"line", place.line},
            {"column", place.column},
            {"origin", nullptr}};
}

json keys(const std::vector<grammar::KeyId>& ids) {
    json list = json::array();
    for (const grammar::KeyId id : ids) list.push_back(std::string(grammar::keys()[id].text));
    return list;
}

json cell(const Compilation& compilation, const passes::Cell& cell) {
    const auto text = [&](grammar::Span part) { return text_or_null(compilation.source->text(part)); };
    json candidates = json::array();
    for (std::uint32_t i = 0; i < cell.candidates.count; ++i)
        candidates.push_back(number(compilation.candidates.at(cell.candidates.begin + i)));
    return {{"key", std::string(grammar::keys()[cell.key].text)},
            {"value", number(cell.value)},
            {"state", std::string(name(cell.state))},
            {"certainty", text_or_null(name(cell.certainty))},
            {"candidates", candidates},
            {"candidates_complete", cell.candidates.complete},
            {"run", cell.run == 0 ? json(nullptr) : json(cell.run)},
            {"derived", number(cell.derived)},
            {"text", cell.state == passes::State::absent ? json(nullptr)
                                                         : json(std::string(compilation.source->text(cell.text)))},
            {"note", text(cell.note)},
            {"unit", text(cell.unit)},
            {"span", span(compilation, cell.span)}};
}

json values(const Compilation& compilation, Certainty least) {
    json tree;
    for (const grammar::Key& key : grammar::keys())
        tree[std::string(grammar::all_forms[0]->table(key.table).key)][std::string(key.row)][std::string(key.column)] =
            nullptr;
    for (const passes::Cell& cell : compilation.cells) {
        const grammar::Key& key = grammar::keys()[cell.key];
        if (cell.certainty >= least)
            tree[std::string(grammar::all_forms[0]->table(key.table).key)][std::string(key.row)]
                [std::string(key.column)] = number(cell.value);
    }
    return tree;
}

json diagnostic(const Compilation& compilation, const passes::Diagnostic& diagnostic) {
    const passes::CatalogueRow& row = passes::describe(diagnostic.code);
    const auto clean = [](const std::string& text) { return backends::well_formed_utf8(text); };
    json arguments = json::object(), related = json::array(), repairs = json::array();
    for (const passes::Argument& argument : diagnostic.arguments)
        arguments[std::string(argument.name)] = clean(argument.value);
    for (const passes::Related& place : diagnostic.related)
        related.push_back({{"span", span(compilation, place.span)},
                           {"message",
                            {{"zh", std::string(message(place.relation, passes::Language::zh))},
                             {"en", std::string(message(place.relation, passes::Language::en))}}},
                           {"cells", keys(place.cells)}});
    for (const passes::Repair& repair : diagnostic.repairs) {
        json changes = json::array();
        for (const passes::Change& change : repair)
            changes.push_back({{"key", std::string(grammar::keys()[change.key].text)},
                               {"from", number(change.from)},
                               {"to", number(change.to)}});
        repairs.push_back(changes);
    }
    return {{"code", std::string(row.code)},
            {"name", std::string(row.name)},
            {"severity", std::string(name(row.severity))},
            {"message",
             {{"zh", clean(message(diagnostic, passes::Language::zh))},
              {"en", clean(message(diagnostic, passes::Language::en))}}},
            {"arguments", arguments},
            {"span", span(compilation, diagnostic.span)},
            {"cells", keys(diagnostic.cells)},
            {"related", related},
            {"repairs", repairs},
            {"repairs_complete", diagnostic.repairs_complete}};
}

json diagnostics(const Compilation& compilation) {
    json list = json::array();
    for (const passes::Diagnostic& each : compilation.diagnostics) list.push_back(diagnostic(compilation, each));
    return list;
}

json sections(const Compilation& compilation) {
    json list = json::array();
    for (const passes::Section& section : compilation.sections) {
        json paragraphs = json::array();
        for (const passes::Paragraph& paragraph : section.paragraphs)
            paragraphs.push_back({{"label", text_or_null(paragraph.label)},
                                  {"text", paragraph.text},
                                  {"span", span(compilation, paragraph.span)}});
        list.push_back({{"number", text_or_null(section.number)},
                        {"role", text_or_null(name(section.role))},
                        {"heading", text_or_null(section.heading)},
                        {"span", span(compilation, section.span)},
                        {"paragraphs", paragraphs}});
    }
    return list;
}

json summary(const Compilation& compilation) {
    json states, certainties, tables = json::array();
    for (std::size_t s = 0; s < passes::state_count; ++s)
        states[std::string(name(static_cast<passes::State>(s)))] =
            std::count_if(compilation.cells.begin(), compilation.cells.end(),
                          [&](const passes::Cell& cell) { return cell.state == static_cast<passes::State>(s); });
    for (const Certainty certainty : {Certainty::read, Certainty::proved, Certainty::guessed})
        certainties[std::string(name(certainty))] =
            std::count_if(compilation.cells.begin(), compilation.cells.end(),
                          [&](const passes::Cell& cell) { return cell.certainty == certainty; });
    for (std::size_t t = 0; t < grammar::table_count; ++t)
        if (compilation.tables_found[t]) tables.push_back(std::string(grammar::all_forms[0]->tables[t].key));
    return {{"states", states}, {"certainties", certainties}, {"tables", tables}};
}

json source(const Sample& sample) {
    const Compilation& compilation = sample.compilation;
    const bool read = compilation.source != nullptr;
    const bool refused = read && compilation.source->refusal() != grammar::Refusal::none;
    json layouts;
    for (std::size_t t = 0; t < grammar::table_count; ++t)
        layouts[std::string(grammar::all_forms[0]->tables[t].key)] = compilation.layouts[t];
    return {{"path", backends::well_formed_utf8(sample.context.path)},
            {"sha256", text_or_null(sample.context.sha256)},
            {"bytes", read ? json(sample.bytes.size()) : json(nullptr)},
            {"kind", refused ? json("pdf")
                     : read  ? json("text")
                             : json(nullptr)},
            {"encoding", read && !refused ? json("UTF-8") : json(nullptr)},
            {"part", compilation.part},
            {"parts", compilation.parts},
            {"layouts", layouts}};
}

json facts(const Compilation& compilation) {
    const passes::Facts& facts = compilation.facts;
    json items;
    for (std::size_t i = 0; i < passes::item_count; ++i)
        items[std::string(passes::item_names[i])] = edition(compilation.item_editions[i]);
    return {{"title", or_null(facts.title)},
            {"agency", or_null(facts.agency)},
            {"region", or_null(facts.region)},
            {"year", or_null(facts.year)},
            {"edition", edition(compilation.edition)},
            {"editions", {{"disclosure", items}, {"requests", edition(compilation.requests_edition)}}},
            {"period", {{"from", date(facts.from)}, {"to", date(facts.to)}}},
            {"published", date(facts.published)},
            {"contact",
             {{"address", or_null(facts.contact.address)},
              {"postcode", or_null(facts.contact.postcode)},
              {"telephone", or_null(facts.contact.telephone)},
              {"email", or_null(facts.contact.email)}}},
            {"website", or_null(facts.website)}};
}

}  // namespace

json expected_report(const Sample& sample) {
    const Compilation& compilation = sample.compilation;
    json cells = json::array();
    for (const passes::Cell& each : compilation.cells) cells.push_back(cell(compilation, each));
    return {{"schema", "nianbao/1"},
            {"generator", {{"name", "nianbao"}, {"version", "*"}}},
            {"status", std::string(name(compilation.status))},
            {"source", source(sample)},
            {"report", facts(compilation)},
            {"summary", summary(compilation)},
            {"sections", sections(compilation)},
            {"values", values(compilation, sample.context.min_certainty)},
            {"cells", cells},
            {"diagnostics", diagnostics(compilation)}};
}

}  // namespace nianbao::tests
