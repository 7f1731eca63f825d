#include "passes/readings.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

#include "grammar/digit.hpp"

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
        if (const int digit = grammar::wide_digit_at(text, at); digit >= 0) {
            symbol = static_cast<char>('0' + digit);
            length = grammar::wide_digit_size;
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
        if (negative && text == "0") return std::nullopt;  // there is no -0: the mark may stand for a cell without a number
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

namespace {

/// The numerals that begin at each character of a run, for each unit that its cells have: read once, used by every cell.
class Numerals {
public:
    Numerals(std::string_view plain, const std::vector<Symbol>& symbols, std::span<const Unit> units) {
        for (const Unit unit : units) {
            auto& list = lists_[static_cast<std::size_t>(unit)];
            if (!list.empty()) continue;
            list.resize(plain.size() + 1);
            for (std::size_t begin = 0; begin < plain.size(); ++begin) add(plain, symbols, unit, begin, list[begin]);
        }
    }

    [[nodiscard]] std::span<const Choice> from(std::size_t begin, Unit unit) const {
        return lists_[static_cast<std::size_t>(unit)][begin];
    }

private:
    static constexpr std::size_t longest = most_digits + 8;  // with a sign, a point and commas
    static constexpr std::size_t units_known = 4;

    static void add(std::string_view plain, const std::vector<Symbol>& symbols, Unit unit, std::size_t begin, std::vector<Choice>& out) {
        for (std::size_t end = begin + 1; end <= std::min(plain.size(), begin + longest); ++end) {
            if (const auto value = numeral(plain.substr(begin, end - begin), unit))
                out.push_back({value, {symbols[begin].begin, symbols[end - 1].end}, static_cast<std::uint16_t>(end)});
            if (plain[begin] == '0' && !is_amount(unit)) return;  // nothing longer begins with 0
        }
    }

    std::array<std::vector<std::vector<Choice>>, units_known> lists_;
};

}  // namespace

/// Keeps the choices that lead to an end, and counts the paths. `expand(cell, state, add)` calls `add` with each choice.
template <class Expand>
void Readings::build(Expand expand, std::uint16_t last_state, bool any_end) {
    std::vector<std::uint64_t> paths((cells_ + 1) * states_, 0);  // from each cell and state to an end
    for (std::size_t state = 0; state < states_; ++state) paths[cells_ * states_ + state] = any_end || state == last_state;
    std::size_t kept = 0;
    for (std::size_t cell = cells_; cell-- > 0;)
        for (std::size_t state = 0; state < (cell == 0 ? 1 : states_); ++state)
            expand(cell, static_cast<std::uint16_t>(state), [&](const Choice& choice) {
                const std::uint64_t behind = paths[(cell + 1) * states_ + choice.next];
                paths[cell * states_ + state] = add_saturating(paths[cell * states_ + state], behind);
                kept += behind != 0;
            });
    count_ = paths[start()];
    choices_.reserve(kept);
    first_.reserve(cells_ * states_ + 1);
    first_.assign(1, 0);
    for (std::size_t cell = 0; cell < cells_; ++cell)
        for (std::size_t state = 0; state < states_; ++state) {
            if (paths[cell * states_ + state] != 0)
                expand(cell, static_cast<std::uint16_t>(state), [&](const Choice& choice) {
                    if (paths[(cell + 1) * states_ + choice.next] != 0) choices_.push_back(choice);
                });
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
    const Numerals numerals(plain, symbols, units);
    const auto expand = [&](std::size_t cell, std::uint16_t state, auto add) {
        const std::size_t cells_behind = units.size() - cell - 1;
        if (!blanks && (state < cell || length - state < cells_behind + 1)) return;
        const std::size_t last = blanks ? length : length - cells_behind;
        for (const Choice& choice : numerals.from(state, units[cell])) {
            if (choice.next > last) break;
            if (blanks || cells_behind != 0 || choice.next == length) add(choice);
        }
        if (blanks) add(Choice{std::nullopt, {}, state});
    };
    readings.build(expand, static_cast<std::uint16_t>(length), false);
    readings.no_blanks_ = !blanks;
    readings.one_end_ = !blanks;
    return readings;
}

Readings Readings::open(const std::vector<LooseFigure>& figures, std::size_t cells) {
    const std::size_t count = figures.size() / cells;
    Readings readings(cells, count + 1);
    const auto figure = [&](std::size_t i, std::size_t cell) -> const LooseFigure& { return figures[i * cells + cell]; };
    // Readings that pass over some of several equal figures say the same: the first of them stands for all.
    const auto stood_before = [&](std::size_t i, std::size_t cell, std::size_t state) {
        for (std::size_t earlier = state; earlier < i; ++earlier)
            if (figure(earlier, cell).admissible && figure(earlier, cell).value == figure(i, cell).value) return true;
        return false;
    };
    const auto expand = [&](std::size_t cell, std::uint16_t state, auto add) {
        const std::size_t behind = cells - cell - 1;
        for (std::size_t i = state; i < count; ++i) {
            if (count <= cells && i > state) break;                // too few: none is passed over
            if (count > cells && count - i - 1 < behind) break;    // too many: no cell is left out
            if (!figure(i, cell).admissible || stood_before(i, cell, state)) continue;
            add(Choice{figure(i, cell).value, figure(i, cell).span, static_cast<std::uint16_t>(i + 1)});
        }
        if (count < cells && count - state <= behind) add(Choice{std::nullopt, {}, state});
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
