// The contract's rule for collapsed digits, read literally: every admissible reading of a whole table is written out and
// counted. Slow, short and independent of the compiler, so that the compiler can be measured against it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nianbao::oracle {

/// What a cell may hold: 12 · +2, -1, 0 · 12.5
enum class Slot : std::uint8_t { count, change, amount };

/// Glued figures as printed: digits, signs and points in half width, without a unit.
struct Row {
    std::string characters;
    std::vector<Slot> slots;
};

/// One identity: the signed cells add up to nothing.
struct Term {
    std::size_t row = 0, slot = 0;
    int sign = 1;
};
using Equation = std::vector<Term>;

struct Table {
    std::vector<Row> rows;
    std::vector<Equation> equations;  // only over counts
};

/// The texts of a row's cells; empty where a cell is blank.
using Reading = std::vector<std::string>;

struct Verdict {
    bool proved = false;
    std::string value;                // where proved
    std::vector<std::string> values;  // of all admissible readings, each once
};

/// A verdict for every cell; nothing where there are more than `limit` readings of the table to write out, or none.
[[nodiscard]] std::optional<std::vector<std::vector<Verdict>>> judge(const Table& table, std::uint64_t limit);

/// The row's digits are fewer than its cells.
[[nodiscard]] bool too_short(const Row& row);

/// How many identities a reading without blanks breaks.
[[nodiscard]] std::size_t broken(const Table& table, const std::vector<Reading>& reading);

}  // namespace nianbao::oracle
