// The directions come from elimination, the pivots chosen at random: each variable without a pivot is one, together with
// the variables with a pivot that it moves. Forms whose sums run along rows and columns have directions of small factors.
#include "anonymize/wander.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace nianbao::anonymize {
namespace {

constexpr std::size_t rounds = 4;        // of directions that all variables move along
constexpr std::size_t more_rounds = 12;  // for variables that came back to where they began
constexpr std::int64_t largest_factor = 1'000;

using Direction = std::vector<Term>;

/// The laws as equations, solved for one variable each.
class Equations {
public:
    Equations(std::size_t variables, std::span<const Law> laws, Random& random)
        : variables_(variables), order_(variables), pivot_(laws.size(), variables), has_pivot_(variables) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        random.shuffle(order_);
        for (const Law& law : laws) {
            rows_.emplace_back(variables);
            for (const Term& term : law) rows_.back()[term.variable] += term.factor;
        }
        for (std::size_t row = 0; row < rows_.size(); ++row) solve(row);
    }

    [[nodiscard]] std::vector<Direction> directions() const {
        std::vector<Direction> result;
        for (std::size_t free = 0; free < variables_; ++free) {
            if (has_pivot_[free] || held_fast(free)) continue;
            Direction direction = {{free, 1}};
            for (std::size_t row = 0; row < rows_.size(); ++row)
                if (pivot_[row] != variables_ && rows_[row][free] != 0)
                    direction.push_back({pivot_[row], -rows_[row][free] * rows_[row][pivot_[row]]});
            result.push_back(std::move(direction));
        }
        return result;
    }

private:
    /// Solves a row for a variable that has the factor 1 or -1, and clears it from the others.
    void solve(std::size_t row) {
        const auto unit = [&](std::size_t variable) { return rows_[row][variable] == 1 || rows_[row][variable] == -1; };
        const auto found = std::ranges::find_if(order_, unit);
        if (found == order_.end()) return;
        const std::size_t pivot = *found;
        pivot_[row] = pivot;
        has_pivot_[pivot] = true;
        for (std::size_t other = 0; other < rows_.size(); ++other)
            if (other != row && rows_[other][pivot] != 0) subtract(row, other, pivot);
    }

    void subtract(std::size_t row, std::size_t other, std::size_t pivot) {
        const std::int64_t times = rows_[other][pivot] * rows_[row][pivot];
        for (std::size_t variable = 0; variable < variables_; ++variable)
            rows_[other][variable] -= times * rows_[row][variable];
    }

    /// By a row that could not be solved, or by factors that have grown.
    [[nodiscard]] bool held_fast(std::size_t variable) const {
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const std::int64_t factor = rows_[row][variable];
            if (factor != 0 && pivot_[row] == variables_) return true;
            if (factor > largest_factor || factor < -largest_factor) return true;
        }
        return false;
    }

    std::size_t variables_;
    std::vector<std::size_t> order_;
    std::vector<std::vector<std::int64_t>> rows_;
    std::vector<std::size_t> pivot_;  // by row; the number of variables where it has none
    std::vector<bool> has_pivot_;
};

/// How far all variables of a direction can go along it.
struct Reach {
    std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
};

Reach reach_of(const Direction& direction, const std::vector<Variable>& variables) {
    Reach reach;
    for (const Term& term : direction) {
        const Variable& variable = variables[term.variable];
        const std::int64_t down = variable.value - variable.low, up = variable.high - variable.value;
        const std::int64_t size = term.factor < 0 ? -term.factor : term.factor;
        reach.low = std::max(reach.low, -((term.factor < 0 ? up : down) / size));
        reach.high = std::min(reach.high, (term.factor < 0 ? down : up) / size);
    }
    return reach;
}

/// Goes along a direction, anywhere but nowhere; stays where there is no room.
void step(const Direction& direction, std::vector<Variable>& variables, Random& random) {
    const Reach reach = reach_of(direction, variables);
    if (reach.low == 0 && reach.high == 0) return;
    std::int64_t length = random.between(reach.low, reach.high - 1);
    if (length >= 0) ++length;
    for (const Term& term : direction) variables[term.variable].value += length * term.factor;
}

}  // namespace

void wander(std::vector<Variable>& variables, std::span<const Law> laws, Random& random) {
    const std::vector<Variable> before = variables;
    const auto came_back = [&](const Term& term) {
        return variables[term.variable].value == before[term.variable].value;
    };
    for (std::size_t round = 0; round < rounds + more_rounds; ++round) {
        std::vector<Direction> directions = Equations(variables.size(), laws, random).directions();
        random.shuffle(directions);
        for (const Direction& direction : directions)
            if (round < rounds || std::ranges::any_of(direction, came_back)) step(direction, variables, random);
    }
}

}  // namespace nianbao::anonymize
