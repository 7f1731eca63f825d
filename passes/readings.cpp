#include "passes/readings.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

#include "grammar/digit.hpp"

namespace nianbao::passes {

/// A character of a run, whatever its width: a digit, '+', '-', '.' or ','.
struct Symbol {
    char symbol = 0;
    std::uint32_t begin = 0, end = 0;  // bytes of the source
};

namespace {

using grammar::is_amount;
using grammar::Unit;

constexpr std::size_t most_digits = 18;

std::uint64_t add_saturating(std::uint64_t a, std::uint64_t b) {
    return a > Readings::many - b ? Readings::many : a + b;
}

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
                if (text.substr(at).starts_with(candidate.bytes))
                    symbol = candidate.symbol, length = candidate.bytes.size();
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
        if (negative && text == "0")
            return std::nullopt;  // there is no -0: the mark may stand for a cell without a number
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
    /// `widest`: characters that a cell can have. `blanks`: a cell may also be left out.
    Numerals(std::string_view plain, const std::vector<Symbol>& symbols, std::span<const Unit> units,
             std::size_t widest, bool blanks)
        : plain_(plain),
          symbols_(symbols),
          widest_(std::min(widest, longest)),
          blanks_(blanks),
          only_digits_(plain.find_first_not_of("0123456789") == std::string_view::npos) {
        for (const Unit unit : units)
            if (lists_[index(unit)].first.empty()) fill(unit);
    }

    /// In the order of their lengths, a cell that is left out last.
    [[nodiscard]] std::span<const Choice> from(std::size_t begin, Unit unit) const {
        const List& list = lists_[index(unit)];
        return std::span(list.choices).subspan(list.first[begin], list.first[begin + 1] - list.first[begin]);
    }

private:
    static constexpr std::size_t longest = most_digits + 8;  // with a sign, a point and commas
    static constexpr std::size_t units_known = 4;

    struct List {
        std::vector<Choice> choices;
        std::vector<std::uint32_t> first;  // by character, and one more
    };

    static std::size_t index(Unit unit) { return static_cast<std::size_t>(unit); }

    void fill(Unit unit) {
        List& list = lists_[index(unit)];
        list.choices.reserve(plain_.size() * std::min<std::size_t>(widest_, 4));
        list.first.reserve(plain_.size() + 2);
        list.first.push_back(0);
        for (std::size_t begin = 0; begin <= plain_.size(); ++begin) {
            add(unit, begin, list.choices);
            if (blanks_) list.choices.push_back({std::nullopt, {}, static_cast<std::uint16_t>(begin)});
            list.first.push_back(static_cast<std::uint32_t>(list.choices.size()));
        }
    }

    void add(Unit unit, std::size_t begin, std::vector<Choice>& out) const {
        const std::size_t farthest = std::min(plain_.size(), begin + widest_);
        if (only_digits_) return add_digits(begin, std::min(farthest, begin + most_digits), out);
        for (std::size_t end = begin + 1; end <= farthest; ++end) {
            if (const auto value = numeral(plain_.substr(begin, end - begin), unit)) push(begin, end, *value, out);
            if (plain_[begin] == '0' && !is_amount(unit)) return;  // nothing longer begins with 0
        }
    }

    void add_digits(std::size_t begin, std::size_t farthest, std::vector<Choice>& out) const {
        std::int64_t value = 0;
        for (std::size_t end = begin; end < farthest && (end == begin || value != 0);) {
            value = value * 10 + (plain_[end++] - '0');
            push(begin, end, Decimal(value), out);
        }
    }

    void push(std::size_t begin, std::size_t end, Decimal value, std::vector<Choice>& out) const {
        out.push_back({value, {symbols_[begin].begin, symbols_[end - 1].end}, static_cast<std::uint16_t>(end)});
    }

    std::string_view plain_;
    const std::vector<Symbol>& symbols_;
    std::size_t widest_;
    bool blanks_, only_digits_;
    std::array<List, units_known> lists_;
};

}  // namespace

/// Keeps the choices that lead to an end, and counts the paths. `expand(cell, state)` lists the choices there are.
template <class Expand>
void Readings::build(Expand expand, std::uint16_t last_state, bool any_end) {
    std::vector<std::uint64_t> paths((cells_ + 1) * states_, 0);  // from each cell and state to an end
    for (std::size_t state = 0; state < states_; ++state)
        paths[cells_ * states_ + state] = any_end || state == last_state;
    std::size_t kept = 0;
    for (std::size_t cell = cells_; cell-- > 0;) {
        const std::uint64_t* const behind = &paths[(cell + 1) * states_];
        for (std::size_t state = 0; state < (cell == 0 ? 1 : states_); ++state)
            for (const Choice& choice : expand(cell, static_cast<std::uint16_t>(state))) {
                if (behind[choice.next] == 0) continue;
                paths[cell * states_ + state] = add_saturating(paths[cell * states_ + state], behind[choice.next]);
                ++kept;
            }
    }
    count_ = paths[start()];
    choices_.reserve(kept);
    first_.reserve(cells_ * states_ + 1);
    first_.push_back(0);
    for (std::size_t cell = 0; cell < cells_; ++cell)
        for (std::size_t state = 0; state < states_; ++state) {
            if (paths[cell * states_ + state] != 0)
                for (const Choice& choice : expand(cell, static_cast<std::uint16_t>(state)))
                    if (paths[(cell + 1) * states_ + choice.next] != 0) choices_.push_back(choice);
            first_.push_back(static_cast<std::uint32_t>(choices_.size()));
        }
}

Readings Readings::fixed(std::vector<std::optional<Decimal>> values) {
    Readings readings(values.size(), 1);
    readings.choices_.reserve(values.size());
    readings.first_.reserve(values.size() + 1);
    readings.first_.push_back(0);
    readings.no_blanks_ = true;
    for (const auto& value : values) {
        readings.no_blanks_ &= value.has_value();
        readings.choices_.push_back({value, {}, 0});
        readings.first_.push_back(static_cast<std::uint32_t>(readings.choices_.size()));
    }
    return readings;
}

/// No admissible reading at all.
Readings Readings::none(std::size_t cells) {
    Readings readings(cells, 1);
    readings.count_ = 0;
    readings.first_.assign(cells + 1, 0);
    return readings;
}

/// A character a cell, the most common run by far: one path, if any.
Readings Readings::one_character_each(std::string_view plain, const std::vector<Symbol>& symbols,
                                      std::span<const Unit> units) {
    Readings readings(units.size(), 1);
    readings.no_blanks_ = true;
    readings.choices_.reserve(units.size());
    readings.first_.reserve(units.size() + 1);
    readings.first_.push_back(0);
    for (std::size_t cell = 0; cell < units.size(); ++cell) {
        const auto value = numeral(plain.substr(cell, 1), units[cell]);
        if (!value) return none(units.size());
        readings.choices_.push_back({value, {symbols[cell].begin, symbols[cell].end}, 0});
        readings.first_.push_back(static_cast<std::uint32_t>(cell + 1));
    }
    return readings;
}

Readings Readings::glued(std::string_view text, std::uint32_t begin, std::span<const Unit> units, bool blanks) {
    const std::vector<Symbol> symbols = symbols_of(text.substr(0, max_run_characters * 3), begin);
    const std::size_t length = symbols.size();
    if (length > max_run_characters || (!blanks && length < units.size())) return none(units.size());
    std::string plain;
    for (const Symbol& symbol : symbols) plain += symbol.symbol;
    if (!blanks && length == units.size()) return one_character_each(plain, symbols, units);
    Readings readings(units.size(), length + 1);
    const std::size_t widest = blanks ? length : length - units.size() + 1;
    const Numerals numerals(plain, symbols, units, widest, blanks);
    const auto expand = [&](std::size_t cell, std::uint16_t state) -> std::span<const Choice> {
        const auto choices = numerals.from(state, units[cell]);
        if (blanks) return choices;
        const std::size_t cells_behind = units.size() - cell - 1;
        if (state < cell || state + cells_behind >= length) return {};
        return choices.first(std::min<std::size_t>(choices.size(), length - cells_behind - state));  // no longer ones
    };
    readings.build(expand, static_cast<std::uint16_t>(length), false);
    readings.no_blanks_ = !blanks;
    readings.one_end_ = !blanks;
    readings.residues_.assign(1, 0);
    for (const char c : plain) {
        const auto digit = c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0') : 0U;
        readings.residues_.push_back(static_cast<std::uint8_t>((readings.residues_.back() + digit) % 9U));
    }
    return readings;
}

Readings Readings::open(const std::vector<LooseFigure>& figures, std::size_t cells) {
    const std::size_t count = figures.size() / cells;
    Readings readings(cells, count + 1);
    const auto figure = [&](std::size_t i, std::size_t cell) -> const LooseFigure& {
        return figures[i * cells + cell];
    };
    // Readings that pass over some of several equal figures say the same: the first of them stands for all.
    const auto stood_before = [&](std::size_t i, std::size_t cell, std::size_t state) {
        for (std::size_t earlier = state; earlier < i; ++earlier)
            if (figure(earlier, cell).admissible && figure(earlier, cell).value == figure(i, cell).value) return true;
        return false;
    };
    std::vector<Choice> choices;
    const auto expand = [&](std::size_t cell, std::uint16_t state) -> std::span<const Choice> {
        choices.clear();
        const std::size_t behind = cells - cell - 1;
        for (std::size_t i = state; i < count; ++i) {
            if (count <= cells && i > state) break;              // too few: none is passed over
            if (count > cells && count - i - 1 < behind) break;  // too many: no cell is left out
            if (!figure(i, cell).admissible || stood_before(i, cell, state)) continue;
            choices.push_back({figure(i, cell).value, figure(i, cell).span, static_cast<std::uint16_t>(i + 1)});
        }
        if (count < cells && count - state <= behind) choices.push_back({std::nullopt, {}, state});
        return choices;
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
