// What a sum with unknown parts can be: a cell without a figure may hold any whole number from 0 on.
#pragma once

#include <algorithm>

#include "passes/readings.hpp"

namespace nianbao::passes {

__extension__ using Wide = __int128;  // sums of some dozens of 18-digit numbers

inline constexpr Wide infinite = Wide{1} << 100;

struct Range {
    Wide low = 0, high = 0;

    Range& operator+=(const Range& other) {
        low += other.low;
        high = std::min(infinite, high + other.high);
        return *this;
    }
};

[[nodiscard]] inline bool meet(const Range& a, const Range& b) { return a.low <= b.high && b.low <= a.high; }

[[nodiscard]] inline Range range_of(const Choice& choice) {
    if (!choice.value) return {0, infinite};
    return {choice.value->digits(), choice.value->digits()};
}

}  // namespace nianbao::passes
