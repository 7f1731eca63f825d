// What a printed cell says: the contract's table of texts. Used by resolve.cpp for every cell that stands apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/decimal.hpp"
#include "grammar/digit.hpp"
#include "grammar/form.hpp"
#include "passes/compilation.hpp"

namespace nianbao::passes {

/// The unit printed in the head of a column.
enum class HeadUnit : std::uint8_t { none, yuan, wan_yuan };

struct Evaluation {
    State state = State::blank;
    std::optional<Decimal> value;     // in the column's canonical unit
    std::vector<Decimal> candidates;  // no one number, or without its unit: what the text may mean, best first
    bool candidates_complete = true;  // false: cut at `max_candidates`, or the text is prose beyond measure
    bool unit_missing = false;        // an amount, not 0, without any unit: candidates are yuan and 万元
    bool too_long = false;            // given, but more than 18 significant digits: no value
    Span note, unit;                  // byte offsets within the text given; empty where there is none
};

/// The short way for most cells: a count of at most nine digits and nothing else; any other text is nothing here.
[[nodiscard]] inline std::optional<Decimal> plain_number(std::string_view text, grammar::Unit unit) {
    constexpr std::size_t most_digits = 9;  // fit an int32 and need no check
    std::size_t at = 0;
    std::int32_t value = grammar::take_digit(text, at);
    if (value < 0) return std::nullopt;
    for (std::size_t count = 1; at < text.size(); ++count) {
        const int digit = grammar::take_digit(text, at);
        if (value == 0 || digit < 0 || count == most_digits) return std::nullopt;  // what begins with 0 ends there
        value = value * 10 + digit;
    }
    if (value != 0 && grammar::is_amount(unit)) return std::nullopt;  // of what?
    return Decimal(value);
}

/// `text` is one cell's content; outer blanks do not matter. Linear in its length.
[[nodiscard]] Evaluation evaluate(std::string_view text, grammar::Unit unit, HeadUnit head);

}  // namespace nianbao::passes
