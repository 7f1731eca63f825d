// Whole numbers ≥ 0 under equations whose coefficients are 0, 1 and -1: whether there are any, and between which bounds
// each of them lies. Exact, without fractions: the simplex method, Bland's rule, pivots of 1 and -1 only. The
// equations of the national form never need another pivot (they are a network); where equations do, where a number
// grows too large or the steps are used up, the answer is `undecided`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace nianbao::passes {

/// Sums of many numbers of 18 digits, with some decimals, stay far from its ends.
__extension__ using Wide = __int128;

/// A counted budget: results repeat on every machine.
class Steps {
public:
    explicit Steps(std::uint64_t count) : left_(count) {}

    /// False, for ever, once more was spent than there is.
    bool spend(std::uint64_t count) {
        left_ = count > left_ ? 0 : left_ - count;
        return left_ > 0;
    }
    [[nodiscard]] bool used_up() const { return left_ == 0; }

private:
    std::uint64_t left_;
};

enum class Outcome : std::uint8_t { possible, impossible, undecided };

struct Interval {
    Wide low = 0;
    std::optional<Wide> high;  // nothing: no bound

    [[nodiscard]] bool fixed() const { return high == low; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

class Simplex {
public:
    Simplex(std::size_t rows, std::size_t columns);

    void set_coefficient(std::size_t row, std::size_t column, int value) { entry(row, column) = value; }
    void set_sum(std::size_t row, Wide sum) { sums_[row] = sum; }

    /// Comes after the setting and before the asking.
    Outcome solve(Steps& steps);

    /// The exact bounds of one number over all solutions; nothing where that is undecided. Needs a possible outcome.
    std::optional<Interval> range(std::size_t column, Steps& steps);

    /// Marks the numbers that a neighbour of the present solution has different. Needs a possible outcome.
    void mark_movable(std::vector<bool>& movable) const;

private:
    int& entry(std::size_t row, std::size_t column) { return entries_[row * columns_ + column]; }
    [[nodiscard]] int entry(std::size_t row, std::size_t column) const { return entries_[row * columns_ + column]; }
    [[nodiscard]] bool artificial(std::size_t row) const { return basis_[row] >= columns_; }
    [[nodiscard]] std::optional<std::size_t> row_of(std::size_t column) const;

    void make_sums_positive();
    [[nodiscard]] std::optional<std::size_t> leaving_row(std::size_t column) const;
    bool pivot(std::size_t row, std::size_t column, Steps& steps);
    bool eliminate(std::size_t target, std::size_t row, int factor);
    bool expel_artificials(Steps& steps);
    Outcome improve(Steps& steps);
    std::optional<Wide> extreme(std::size_t column, int direction, Steps& steps, bool& unbounded);

    std::size_t rows_, columns_;
    std::vector<int> entries_;        // by row, then column; the last row holds the costs
    std::vector<Wide> sums_;          // by row; the last one is minus the cost of the present solution
    std::vector<std::size_t> basis_;  // by row; from columns_ on they are artificial
};

}  // namespace nianbao::passes
