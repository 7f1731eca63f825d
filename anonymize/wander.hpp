// Other whole numbers under the same sums: a walk from the numbers that are there, each step along a direction in which
// no sum changes.
//
//     3 + 1 = 4, 4 + 0 = 4   ->   2 + 5 = 7, 7 + 0 = 7
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "anonymize/random.hpp"

namespace nianbao::anonymize {

struct Variable {
    std::int64_t value = 0, low = 0, high = 0;  // low <= value <= high
};

struct Term {
    std::size_t variable = 0;
    std::int64_t factor = 1;
};

/// The sum of factor times value, which stays what it is.
using Law = std::vector<Term>;

/// Gives the variables other values within their bounds. Those that the laws hold fast keep theirs.
void wander(std::vector<Variable>& variables, std::span<const Law> laws, Random& random);

}  // namespace nianbao::anonymize
