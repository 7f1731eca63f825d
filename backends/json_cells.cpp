#include "backends/json_cells.hpp"

#include <array>
#include <string>

#include "backends/json_text.hpp"
#include "backends/names.hpp"

namespace nianbao::backends {
namespace {

using grammar::Key;
using grammar::key_count;
using passes::Cell;
using passes::Certainty;
using passes::Compilation;
using passes::State;

constexpr std::size_t certainty_count = 4;
using KeyTexts = std::array<std::string, key_count>;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// What stands between the number of the key before and the number of each key.
KeyTexts make_value_fragments(bool indented) {
    const auto line = [&](std::size_t depth) { return indented ? '\n' + std::string(2 * depth, ' ') : std::string(); };
    const std::string colon = indented ? ": " : ":";
    const auto& keys = grammar::keys();
    KeyTexts result;
    for (std::size_t id = 0; id < key_count; ++id) {
        const Key& key = keys[id];
        const bool first = id == 0;
        const bool new_table = first || keys[id - 1].table != key.table;
        const bool new_row = new_table || keys[id - 1].row != key.row;
        std::string& text = result[id];
        if (first)
            text = '{';
        else if (new_table)
            text = '}' + line(2) + "},";
        else
            text = new_row ? "}," : indented ? ", " : ",";
        if (new_table) text += line(2) + quoted(table_name(static_cast<std::size_t>(key.table))) + colon + '{';
        if (new_row) text += line(3) + quoted(key.row) + colon + '{';
        text += quoted(key.column) + colon;
    }
    return result;
}

std::string state_fragment(State state, Certainty certainty) {
    const std::string_view sure = name(certainty);
    return ",\"state\":" + quoted(name(state)) + ",\"certainty\":" + (sure.empty() ? "null" : quoted(sure));
}

struct Fragments {
    KeyTexts key;                                                            // {"key":"…","value":
    std::array<std::array<std::string, certainty_count>, passes::state_count> state;  // ,"state":"…","certainty":…
    KeyTexts compact = make_value_fragments(false);
    KeyTexts indented = make_value_fragments(true);

    Fragments() {
        for (std::size_t id = 0; id < key_count; ++id) key[id] = "{\"key\":" + quoted(grammar::keys()[id].text) + ",\"value\":";
        for (std::size_t s = 0; s < state.size(); ++s)
            for (std::size_t c = 0; c < certainty_count; ++c)
                state[s][c] = state_fragment(static_cast<State>(s), static_cast<Certainty>(c));
    }
};

const Fragments& fragments() {
    static const Fragments instance;
    return instance;
}

void put_candidates(Output& out, const Compilation& compilation, const Cell& cell) {
    out.put(",\"candidates\":[");
    for (std::uint32_t i = 0; i < cell.candidates.count; ++i) {
        if (i != 0) out.put(',');
        put_json(out, compilation.candidates[cell.candidates.begin + i]);
    }
    out.put("],\"candidates_complete\":");
    put_json(out, cell.candidates.complete);
    out.put(",\"run\":");
    put_json(out, cell.run == 0 ? std::nullopt : std::optional(cell.run));
    out.put(",\"derived\":");
    put_json(out, cell.derived);
}

void put_readings(Output& out, const Compilation& compilation, const Cell& cell) {
    const bool common = cell.candidates.count == 0 && cell.candidates.complete && cell.run == 0 && !cell.derived;
    if (common)
        out.put(",\"candidates\":[],\"candidates_complete\":true,\"run\":null,\"derived\":null");
    else
        put_candidates(out, compilation, cell);
}

void put_texts(Output& out, const Compilation& compilation, const Cell& cell) {
    out.put(",\"text\":");
    put_json(out, cell_text(compilation, cell));
    if (cell.note.empty() && cell.unit.empty()) return out.put(",\"note\":null,\"unit\":null,\"span\":");
    out.put(",\"note\":");
    put_json(out, unless_empty(compilation.source->text(cell.note)));
    out.put(",\"unit\":");
    put_json(out, unless_empty(compilation.source->text(cell.unit)));
    out.put(",\"span\":");
}

void put_origin_fields(Output&, std::monostate) {}

std::optional<Decimal> points(std::int32_t hundredths) { return Decimal::make(hundredths, 2); }

void put_origin_fields(Output& out, const grammar::PageBox& box) {
    out.put("{\"page\":");
    put_json(out, box.page);
    out.put(",\"box\":[");
    put_json(out, points(box.left));
    for (const std::int32_t side : {box.top, box.right, box.bottom}) {
        out.put(',');
        put_json(out, points(side));
    }
    out.put("],\"part\":null,\"paragraph\":null}");
}

void put_origin_fields(Output& out, const grammar::PartParagraph& place) {
    out.put("{\"page\":null,\"box\":null,\"part\":");
    put_json(out, std::string_view(place.part));
    out.put(",\"paragraph\":");
    put_json(out, place.paragraph);
    out.put('}');
}

/// The same four fields whatever the kind of input: page and box (in points), part and paragraph.
void put_origin(Output& out, const grammar::Origin& origin) {
    if (std::holds_alternative<std::monostate>(origin)) return out.put("null");
    std::visit([&](const auto& place) { put_origin_fields(out, place); }, origin);
}

}  // namespace

void put_values(Output& out, const Compilation& compilation, const Context& context, bool indented) {
    std::array<const Decimal*, key_count> values{};
    for (const Cell& cell : compilation.cells)
        if (is_value(cell, context)) values[cell.key] = &*cell.value;
    const KeyTexts& texts = indented ? fragments().indented : fragments().compact;
    for (std::size_t id = 0; id < key_count; ++id) {
        out.put(std::string_view(texts[id]));
        if (values[id] != nullptr)
            out.put(*values[id]);
        else
            out.put("null");
    }
    out.put(indented ? std::string_view("}\n    }\n  }") : "}}}");
}

void put_cell(Output& out, const Compilation& compilation, const Cell& cell, PlaceCursor& places) {
    const Fragments& prepared = fragments();
    out.put(std::string_view(prepared.key[cell.key]));
    put_json(out, cell.value);
    out.put(std::string_view(prepared.state[static_cast<std::size_t>(cell.state)][static_cast<std::size_t>(cell.certainty)]));
    put_readings(out, compilation, cell);
    put_texts(out, compilation, cell);
    put_span(out, cell.span, places);
    out.put('}');
}

void put_span(Output& out, const std::optional<grammar::Span>& span, PlaceCursor& places) {
    if (!span || places.source() == nullptr) return out.put("null");
    const Location location = places.locate(*span);
    out.put("{\"start\":");
    out.put(location.start);
    out.put(",\"end\":");
    out.put(location.end);
    out.put(",\"line\":");
    out.put(location.place.line);
    out.put(",\"column\":");
    out.put(location.place.column);
    if (places.input_is_text()) return out.put(",\"origin\":null}");
    out.put(",\"origin\":");
    put_origin(out, places.source()->origin(span->begin));
    out.put('}');
}

}  // namespace nianbao::backends
