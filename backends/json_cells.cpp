// Cells from prepared fragments. The common cell (its number settled, its text short) is written in one go behind one
// check of room; every other one field by field.
#include "backends/json_cells.hpp"

#include <array>
#include <cassert>
#include <cstring>
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

/// Constant text in room of constant size: a copy of all of it needs no call, and costs less than one of its length.
template <std::size_t N>
class Padded {
public:
    Padded& operator=(std::string_view text) {
        assert(text.size() <= N);
        size_ = text.copy(bytes_, N);
        return *this;
    }

    /// `to` has room for `N` bytes. Where most texts are short, less is copied of these.
    template <std::size_t Most = N>
    char* write(char* to) const {
        std::memcpy(to, bytes_, Most);
        if (Most < N && size_ > Most) std::memcpy(to + Most, bytes_ + Most, N - Most);
        return to + size_;
    }

    [[nodiscard]] std::string_view text() const { return {bytes_, size_}; }

private:
    char bytes_[N] = {};
    std::size_t size_ = 0;
};

constexpr std::size_t key_room = 80, state_room = 128;
using KeyTexts = std::array<Padded<key_room>, key_count>;
using StateTexts = std::array<std::array<Padded<state_room>, certainty_count>, passes::state_count>;

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
        std::string text;
        if (first)
            text = '{';
        else if (new_table)
            text = '}' + line(2) + "},";
        else
            text = new_row ? "}," : indented ? ", " : ",";
        if (new_table) text += line(2) + quoted(table_name(static_cast<std::size_t>(key.table))) + colon + '{';
        if (new_row) text += line(3) + quoted(key.row) + colon + '{';
        text += quoted(key.column);
        text += colon;
        result[id] = text;
    }
    return result;
}

std::string state_fragment(State state, Certainty certainty) {
    const std::string_view sure = name(certainty);
    return ",\"state\":" + quoted(name(state)) + ",\"certainty\":" + (sure.empty() ? "null" : quoted(sure));
}

constexpr char no_readings[] = ",\"candidates\":[],\"candidates_complete\":true,\"run\":null,\"derived\":null";

struct Fragments {
    KeyTexts key;        // {"key":"…","value":
    StateTexts state;    // ,"state":"…","certainty":…
    StateTexts settled;  // the same, then no_readings and ,"text":"

    Fragments() {
        for (std::size_t id = 0; id < key_count; ++id)
            key[id] = "{\"key\":" + quoted(grammar::keys()[id].text) + ",\"value\":";
        for (std::size_t s = 0; s < state.size(); ++s)
            for (std::size_t c = 0; c < certainty_count; ++c) {
                const std::string text = state_fragment(static_cast<State>(s), static_cast<Certainty>(c));
                state[s][c] = text;
                settled[s][c] = text + no_readings + ",\"text\":\"";
            }
    }
};

const Fragments& fragments() {
    static const Fragments instance;
    return instance;
}

/// Made when they are first asked for: hardly any run writes both.
template <bool indented>
const KeyTexts& value_fragments() {
    static const KeyTexts instance = make_value_fragments(indented);
    return instance;
}

void put_readings(Output& out, const Compilation& compilation, const Cell& cell) {
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

/// Nothing is open about the cell and nothing stands beside its number: so are most.
bool is_settled(const Cell& cell) {
    return cell.candidates.count == 0 && cell.candidates.complete && cell.run == 0 && !cell.derived &&
           cell.note.empty() && cell.unit.empty() && cell.span && cell.state != State::absent &&
           (!cell.value || cell.value->whole());
}

char* write_whole(char* to, const std::optional<Decimal>& value) {
    return value ? write_digits(to, value->digits()) : write_literal(to, "null");
}

/// Whether a cell's text has up to eight bytes, none of which needs an escape: so have most.
bool is_short(std::string_view source, grammar::Span text) {
    if (text.size() > 8 || source.size() - text.begin < 8) return false;
    return text.empty() ||
           eight_bytes::among_first(to_be_escaped(eight_bytes::load(source.data() + text.begin)), text.size()) == 0;
}

/// {"start":0,"end":0,"line":1,"column":1
char* write_location(char* to, const Location& location) {
    to = write_digits(write_literal(to, "{\"start\":"), location.start);
    to = write_digits(write_literal(to, ",\"end\":"), location.end);
    to = write_digits(write_literal(to, ",\"line\":"), std::uint64_t{location.place.line});
    return write_digits(write_literal(to, ",\"column\":"), std::uint64_t{location.place.column});
}
constexpr std::size_t location_room = 4 * (16 + longest_integer);

void put_settled_cell(Output& out, const Fragments& prepared, const Compilation& compilation, const Cell& cell,
                      PlaceCursor& places, bool comma) {
    constexpr char behind_text[] = "\",\"note\":null,\"unit\":null,\"span\":";
    constexpr char no_origin[] = ",\"origin\":null}}";
    constexpr std::size_t head_room = key_room + longest_integer + state_room;
    constexpr std::size_t tail_room = sizeof behind_text + location_room + sizeof no_origin;
    const std::string_view source = compilation.source->text();
    const auto state = static_cast<std::size_t>(cell.state), certainty = static_cast<std::size_t>(cell.certainty);
    char* to = out.reserve(1 + head_room + 8 + tail_room);
    *to = ',';
    to = prepared.key[cell.key].write(to + comma);
    to = prepared.settled[state][certainty].write(write_whole(to, cell.value));
    if (is_short(source, cell.text)) {
        std::memcpy(to, source.data() + cell.text.begin, 8);
        to += cell.text.size();
    } else {
        out.commit(to);
        put_json_escaped(out, compilation.source->text(cell.text));
        to = out.reserve(tail_room);
    }
    to = write_location(write_literal(to, behind_text), places.locate(*cell.span));
    out.commit(write_literal(to, no_origin));
}

void put_texts(Output& out, const Compilation& compilation, const Cell& cell) {
    out.put(",\"text\":");
    put_json(out, cell_text(compilation, cell));
    out.put(",\"note\":");
    put_json(out, unless_empty(compilation.source->text(cell.note)));
    out.put(",\"unit\":");
    put_json(out, unless_empty(compilation.source->text(cell.unit)));
    out.put(",\"span\":");
}

std::optional<Decimal> points(std::int32_t hundredths) { return Decimal::make(hundredths, 2); }

// The same four fields whatever the kind of input: page and box (in points), part and paragraph.

void put_origin(Output& out, std::monostate) { out.put("null"); }

void put_origin(Output& out, const grammar::PageBox& box) {
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

void put_origin(Output& out, const grammar::PartParagraph& place) {
    out.put("{\"page\":null,\"box\":null,\"part\":");
    put_json(out, std::string_view(place.part));
    out.put(",\"paragraph\":");
    put_json(out, place.paragraph);
    out.put('}');
}

void put_cell(Output& out, const Fragments& prepared, const Compilation& compilation, const Cell& cell,
              PlaceCursor& places, bool comma) {
    if (is_settled(cell) && places.input_is_text())
        return put_settled_cell(out, prepared, compilation, cell, places, comma);
    if (comma) out.put(',');
    out.put(prepared.key[cell.key].text());
    put_json(out, cell.value);
    out.put(prepared.state[static_cast<std::size_t>(cell.state)][static_cast<std::size_t>(cell.certainty)].text());
    put_readings(out, compilation, cell);
    put_texts(out, compilation, cell);
    put_span(out, cell.span, places);
    out.put('}');
}

}  // namespace

void put_values(JsonWriter& json, const Compilation& compilation, const Context& context) {
    std::array<const Decimal*, key_count> values{};
    for (const Cell& cell : compilation.cells)
        if (is_value(cell, context)) values[cell.key] = &*cell.value;
    const KeyTexts& texts = json.indented() ? value_fragments<true>() : value_fragments<false>();
    Output& out = json.out();
    for (std::size_t id = 0; id < key_count; ++id) {
        char* to = texts[id].write<16>(out.reserve(key_room + longest_integer));
        const Decimal* value = values[id];
        const bool whole = value == nullptr || value->whole();
        out.commit(value == nullptr ? write_literal(to, "null") : whole ? write_digits(to, value->digits()) : to);
        if (!whole) out.put(*value);
    }
    out.put(json.indented() ? std::string_view("}\n    }\n  }") : "}}}");
}

void put_cells(JsonWriter& json, const Compilation& compilation, PlaceCursor& places) {
    const Fragments& prepared = fragments();
    for (const Cell& cell : compilation.cells)
        put_cell(json.out(), prepared, compilation, cell, places, json.next_without_comma());
}

void put_span(Output& out, const std::optional<grammar::Span>& span, PlaceCursor& places) {
    if (!span || places.source() == nullptr) return out.put("null");
    out.commit(write_location(out.reserve(location_room), places.locate(*span)));
    if (places.input_is_text()) return out.put(",\"origin\":null}");
    out.put(",\"origin\":");
    std::visit([&](const auto& origin) { put_origin(out, origin); }, places.source()->origin(span->begin));
    out.put('}');
}

}  // namespace nianbao::backends
