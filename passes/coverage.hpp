// How far a compilation yields the cells that are known of its report, as a person has read them: for those who write
// layouts (nianbao compile --expect).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "passes/compilation.hpp"

namespace nianbao::passes {

struct ExpectedCell {
    grammar::KeyId key = 0;
    std::optional<Decimal> value;  // null: no number may be given
    bool or_null = false;          // null is right, too
};

struct Expectation {
    std::vector<ExpectedCell> cells;   // a number in any other cell is wrong
    std::vector<grammar::KeyId> free;  // but these are not judged
};

enum class Verdict : std::uint8_t {
    right,
    wrong,    // another number, guessed
    silent,   // another number, read or proved: the worst there is
    missing,  // null where a number is known
};

struct Fault {
    grammar::KeyId key = 0;
    Verdict verdict{};
    std::optional<Decimal> expected;
};

struct Coverage {
    struct Counts {
        std::size_t right = 0, wrong = 0, silent = 0, missing = 0;
    };
    std::array<Counts, grammar::table_count> tables{};
    std::vector<Fault> faults;  // in the order of the keys

    [[nodiscard]] bool all_right() const { return faults.empty(); }
};

[[nodiscard]] Coverage judge(const Expectation& expectation, const Compilation& compilation);

[[nodiscard]] std::string_view name(Verdict verdict);

}  // namespace nianbao::passes
