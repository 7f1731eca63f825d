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
    constexpr Padded() = default;
    constexpr explicit Padded(std::string_view text) : size_(text.copy(bytes_, N)) { assert(text.size() <= N); }

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
using KeyText = Padded<key_room>;
using StateText = Padded<state_room>;
using KeyTexts = std::array<KeyText, key_count>;
using StateTexts = std::array<std::array<StateText, certainty_count>, passes::state_count>;

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
        result[id] = KeyTexts::value_type(text);
    }
    return result;
}

std::string state_fragment(State state, Certainty certainty) {
    const std::string_view sure = name(certainty);
    return ",\"state\":" + quoted(name(state)) + ",\"certainty\":" + (sure.empty() ? "null" : quoted(sure));
}

constexpr char no_readings[] = ",\"candidates\":[],\"candidates_complete\":true,\"run\":null,\"derived\":null";
constexpr char no_note_nor_unit[] = "\",\"note\":null,\"unit\":null,\"span\":";
constexpr char no_origin[] = ",\"origin\":null}}";

struct Fragments {
    KeyTexts key;        // {"key":"…","value":
    StateTexts state;    // ,"state":"…","certainty":…
    StateTexts settled;  // the same, then no_readings and ,"text":"

    Fragments() {
        for (std::size_t id = 0; id < key_count; ++id)
            key[id] = KeyText("{\"key\":" + quoted(grammar::keys()[id].text) + ",\"value\":");
        for (std::size_t s = 0; s < state.size(); ++s)
            for (std::size_t c = 0; c < certainty_count; ++c) {
                const std::string text = state_fragment(static_cast<State>(s), static_cast<Certainty>(c));
                state[s][c] = StateText(text);
                settled[s][c] = StateText(text + no_readings + ",\"text\":\"");
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

/// Whether a cell's text is up to eight digits, as are most: no byte from 0x30 to 0x3F needs an escape.
bool is_short_number(std::string_view source, grammar::Span text) {
    using namespace eight_bytes;
    if (text.size() > 8 || source.size() - text.begin < 8) return false;
    const std::uint64_t others = (load(source.data() + text.begin) & ones * 0xF0) ^ ones * 0x30;
    return text.empty() || first_of(others, text.size()) == 0;
}

/// {"start":0,"end":0,"line":1,"column":1
char* write_location(char* to, grammar::Span span, PlaceCursor& places) {
    using Name = Padded<16>;
    constexpr Name start("{\"start\":"), end(",\"end\":"), line(",\"line\":"), column(",\"column\":");
    const Location location = places.locate(span);
    to = write_digits(start.write(to), location.start);
    to = write_digits(end.write(to), location.end);
    to = write_digits(line.write(to), std::uint64_t{location.place.line});
    return write_digits(column.write(to), std::uint64_t{location.place.column});
}
constexpr std::size_t location_room = 4 * (16 + integer_room);

void put_settled_cell(Output& out, const Fragments& prepared, const Compilation& compilation, const Cell& cell,
                      PlaceCursor& places, bool comma) {
    constexpr std::size_t head_room = key_room + integer_room + state_room;
    constexpr std::size_t tail_room = sizeof no_note_nor_unit + location_room + sizeof no_origin;
    const std::string_view source = compilation.source->text();
    const auto state = static_cast<std::size_t>(cell.state), certainty = static_cast<std::size_t>(cell.certainty);
    char* to = out.reserve(1 + head_room + 8 + tail_room);
    *to = ',';
    to = prepared.key[cell.key].write(to + comma);
    to = prepared.settled[state][certainty].write(write_whole(to, cell.value));
    if (is_short_number(source, cell.text)) {
        std::memcpy(to, source.data() + cell.text.begin, 8);
        to += cell.text.size();
    } else {
        out.commit(to);
        put_json_escaped(out, compilation.source->text(cell.text));
        to = out.reserve(tail_room);
    }
    to = write_location(write_literal(to, no_note_nor_unit), *cell.span, places);
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

/// A cell of any sort. Kept apart, so that the common one has the registers for itself.
[[gnu::noinline]] void put_open_cell(Output& out, const Fragments& prepared, const Compilation& compilation,
                                     const Cell& cell, PlaceCursor& places, bool comma) {
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
        char* to = texts[id].write<16>(out.reserve(key_room + integer_room));
        const Decimal* value = values[id];
        const bool whole = value == nullptr || value->whole();
        out.commit(value == nullptr ? write_literal(to, "null") : whole ? write_digits(to, value->digits()) : to);
        if (!whole) out.put(*value);
    }
    out.put(json.indented() ? std::string_view("}\n    }\n  }") : "}}}");
}

void put_cells(JsonWriter& json, const Compilation& compilation, PlaceCursor& places) {
    const Fragments& prepared = fragments();
    for (const Cell& cell : compilation.cells) {
        const bool comma = json.next_without_comma();
        if (is_settled(cell) && places.input_is_text())
            put_settled_cell(json.out(), prepared, compilation, cell, places, comma);
        else
            put_open_cell(json.out(), prepared, compilation, cell, places, comma);
    }
}

void put_span(Output& out, const std::optional<grammar::Span>& span, PlaceCursor& places) {
    if (!span || places.source() == nullptr) return out.put("null");
    out.commit(write_location(out.reserve(location_room), *span, places));
    if (places.input_is_text()) return out.put(",\"origin\":null}");
    out.put(",\"origin\":");
    std::visit([&](const auto& origin) { put_origin(out, origin); }, places.source()->origin(span->begin));
    out.put('}');
}

}  // namespace nianbao::backends
