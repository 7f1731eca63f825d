#include "passes/readings.hpp"

#include <algorithm>
#include <cassert>

namespace nianbao::passes {
namespace {

using grammar::Unit;

constexpr std::size_t most_digits = 18;

std::uint64_t add_saturating(std::uint64_t a, std::uint64_t b) { return a > Readings::many - b ? Readings::many : a + b; }

bool is_amount(Unit unit) { return unit == Unit::yuan || unit == Unit::wan_yuan; }

/// A character of a run, whatever its width: a digit, '+', '-', '.' or ','.
struct Symbol {
    char symbol = 0;
    std::uint32_t begin = 0, end = 0;  // bytes of the source
};

std::vector<Symbol> symbols_of(std::string_view text, std::uint32_t begin) {
    struct Wide {
        std::string_view bytes;
        char symbol;
    };
    constexpr Wide wide[] = {{"＋", '+'}, {"－", '-'}, {"−", '-'}, {"–", '-'}, {"．", '.'}, {"，", ','}};
    std::vector<Symbol> symbols;
    symbols.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        char symbol = text[at];
        std::size_t length = 1;
        if (text.substr(at).starts_with("\xEF\xBC") && at + 2 < text.size() && text[at + 2] >= '\x90' && text[at + 2] <= '\x99') {
            symbol = static_cast<char>('0' + (static_cast<unsigned char>(text[at + 2]) - 0x90));
            length = 3;
        } else {
            for (const Wide& candidate : wide)
                if (text.substr(at).starts_with(candidate.bytes)) symbol = candidate.symbol, length = candidate.bytes.size();
        }
        const auto place = begin + static_cast<std::uint32_t>(at);
        symbols.push_back({symbol, place, place + static_cast<std::uint32_t>(length)});
        at += length;
    }
    return symbols;
}

/// Digits with groups of three behind commas, or without any; 0 where it is neither.
std::size_t integer_length(std::string_view text, std::int64_t& value) {
    std::size_t at = 0;
    std::size_t digits = 0;
    std::size_t group = 0;
    bool grouped = false;
    value = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == ',') {
            if (group == 0 || group > 3 || (grouped && group != 3)) return 0;
            grouped = true;
            group = 0;
            continue;
        }
        if (c < '0' || c > '9') break;
        if (++digits > most_digits) return 0;
        ++group;
        value = value * 10 + (c - '0');
    }
    if (digits == 0 || (grouped && group != 3)) return 0;
    return digits > 1 && text.front() == '0' ? 0 : at;
}

}  // namespace

std::optional<Decimal> numeral(std::string_view text, Unit unit) {
    bool negative = false;
    if (unit == Unit::change && !text.empty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    std::int64_t digits = 0;
    const std::size_t whole = integer_length(text, digits);
    if (whole == 0) return std::nullopt;
    int scale = 0;
    if (whole < text.size()) {
        if (!is_amount(unit) || text[whole] != '.' || whole + 1 == text.size()) return std::nullopt;
        for (const char c : text.substr(whole + 1)) {
            if (c < '0' || c > '9' || digits > Decimal::limit / 10) return std::nullopt;
            digits = digits * 10 + (c - '0');
            ++scale;
        }
    }
    return Decimal::make(negative ? -digits : digits, scale);
}

/// Keeps the choices that lead to an end, and counts the paths; works from the last cell to the first.
template <class Expand>
void Readings::build(Expand expand, std::uint16_t last_state, bool any_end) {
    std::vector<std::uint64_t> paths(states_, any_end ? 1 : 0);
    paths[last_state] = 1;
    std::vector<std::vector<Choice>> kept(cells_ * states_);
    std::vector<Choice> all;
    for (std::size_t cell = cells_; cell-- > 0;) {
        std::vector<std::uint64_t> here(states_, 0);
        for (std::size_t state = 0; state < states_; ++state) {
            if (cell == 0 && state != 0) break;
            all.clear();
            expand(cell, static_cast<std::uint16_t>(state), all);
            for (const Choice& choice : all) {
                if (paths[choice.next] == 0) continue;
                here[state] = add_saturating(here[state], paths[choice.next]);
                kept[cell * states_ + state].push_back(choice);
            }
        }
        paths = std::move(here);
    }
    count_ = paths[0];
    first_.assign(1, 0);
    first_.reserve(kept.size() + 1);
    for (const auto& choices : kept) {
        choices_.insert(choices_.end(), choices.begin(), choices.end());
        first_.push_back(static_cast<std::uint32_t>(choices_.size()));
    }
}

Readings Readings::fixed(std::vector<std::optional<Decimal>> values) {
    Readings readings(values.size(), 1);
    readings.choices_.reserve(values.size());
    readings.first_.reserve(values.size() + 1);
    readings.first_.push_back(0);
    for (const auto& value : values) {
        readings.choices_.push_back({value, {}, 0});
        readings.first_.push_back(static_cast<std::uint32_t>(readings.choices_.size()));
    }
    return readings;
}

Readings Readings::glued(std::string_view text, std::uint32_t begin, std::span<const Unit> units, bool blanks) {
    const std::vector<Symbol> symbols = symbols_of(text.substr(0, max_run_characters * 3), begin);
    const std::size_t length = std::min(symbols.size(), max_run_characters + 1);
    Readings readings(units.size(), length + 1);
    if (symbols.size() > max_run_characters) {  // no row of any form: no reading is claimed
        readings.count_ = 0;
        readings.first_.assign(units.size() * readings.states_ + 1, 0);
        return readings;
    }
    std::string plain;
    for (const Symbol& symbol : symbols) plain += symbol.symbol;
    if (!blanks && length == units.size()) {  // a character a cell, the most common row by far: one path, if any
        readings.states_ = 1;
        readings.first_.push_back(0);
        for (std::size_t cell = 0; cell < length; ++cell) {
            const auto value = numeral(std::string_view(plain).substr(cell, 1), units[cell]);
            if (!value) readings.count_ = 0;
            readings.choices_.push_back({value, {symbols[cell].begin, symbols[cell].end}, 0});
            readings.first_.push_back(static_cast<std::uint32_t>(cell + 1));
        }
        return readings;
    }
    const auto expand = [&](std::size_t cell, std::uint16_t state, std::vector<Choice>& out) {
        const std::size_t cells_behind = units.size() - cell - 1;
        if (!blanks && length - state < cells_behind + 1) return;
        if (!blanks && state < cell) return;
        const std::size_t last = blanks ? length : length - cells_behind;
        for (std::size_t end = cells_behind == 0 && !blanks ? last : state + 1U; end <= last && end > state; ++end) {
            if (end - state > most_digits + 8) break;
            if (const auto value = numeral(std::string_view(plain).substr(state, end - state), units[cell]))
                out.push_back({value, {symbols[state].begin, symbols[end - 1].end}, static_cast<std::uint16_t>(end)});
        }
        if (blanks) out.push_back({std::nullopt, {}, state});
    };
    readings.build(expand, static_cast<std::uint16_t>(length), false);
    return readings;
}

Readings Readings::open(const std::vector<LooseFigure>& figures, std::size_t cells) {
    const std::size_t count = figures.size() / cells;
    Readings readings(cells, count + 1);
    const auto expand = [&](std::size_t cell, std::uint16_t state, std::vector<Choice>& out) {
        const std::size_t behind = cells - cell - 1;
        for (std::size_t i = state; i < count; ++i) {
            if (count <= cells && i > state) break;                // too few: none is passed over
            if (count > cells && count - i - 1 < behind) break;    // too many: no cell is left out
            const LooseFigure& figure = figures[i * cells + cell];
            if (figure.admissible) out.push_back({figure.value, figure.span, static_cast<std::uint16_t>(i + 1)});
        }
        if (count < cells && count - state <= behind) out.push_back({std::nullopt, {}, state});
    };
    readings.build(expand, static_cast<std::uint16_t>(count), count > cells);
    return readings;
}

std::uint32_t Readings::agreed() const {
    std::vector<bool> reached(states_, false);
    reached[start()] = true;
    std::uint32_t same = 0;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
        std::vector<bool> next(states_, false);
        const Choice* first = nullptr;
        bool differ = false;
        for (std::size_t state = 0; state < states_; ++state) {
            if (!reached[state]) continue;
            for (const Choice& choice : choices(cell, static_cast<std::uint16_t>(state))) {
                if (first == nullptr) first = &choice;
                differ = differ || choice.value != first->value;
                next[choice.next] = true;
            }
        }
        if (first != nullptr && !differ) same |= 1U << cell;
        reached = std::move(next);
    }
    return same;
}

}  // namespace nianbao::passes
