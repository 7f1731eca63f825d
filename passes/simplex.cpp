// The tableau method over whole numbers. Every row keeps the form: basic number + entries · others = sum ≥ 0.
#include "passes/simplex.hpp"

namespace nianbao::passes {
namespace {

/// Beyond it an entry is a sign that the equations are no network.
constexpr int largest_entry = 1 << 12;

}  // namespace

Simplex::Simplex(std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns), entries_((rows + 1) * columns), sums_(rows + 1), basis_(rows) {
    for (std::size_t row = 0; row < rows; ++row) basis_[row] = columns + row;
}

std::optional<std::size_t> Simplex::row_of(std::size_t column) const {
    for (std::size_t row = 0; row < rows_; ++row)
        if (basis_[row] == column) return row;
    return std::nullopt;
}

void Simplex::make_sums_positive() {
    for (std::size_t row = 0; row < rows_; ++row) {
        if (sums_[row] >= 0) continue;
        sums_[row] = -sums_[row];
        for (std::size_t column = 0; column < columns_; ++column) entry(row, column) = -entry(row, column);
    }
}

/// The row whose basic number reaches zero first as that of `column` grows. Among equals the smallest number leaves,
/// artificial ones before all others; with the choice of `improve` that is Bland's rule, which never goes in circles.
std::optional<std::size_t> Simplex::leaving_row(std::size_t column) const {
    std::optional<std::size_t> best;
    const auto rank = [&](std::size_t row) { return artificial(row) ? 0 : basis_[row] + 1; };
    for (std::size_t row = 0; row < rows_; ++row) {
        if (entry(row, column) <= 0) continue;
        if (!best) {
            best = row;
            continue;
        }
        const Wide here = sums_[row] * entry(*best, column), there = sums_[*best] * entry(row, column);
        if (here < there || (here == there && rank(row) < rank(*best))) best = row;
    }
    return best;
}

/// Subtracts `factor` times one row from another; false where a number grows too large.
bool Simplex::eliminate(std::size_t target, std::size_t row, int factor) {
    if (factor == 0) return true;
    for (std::size_t column = 0; column < columns_; ++column) {
        int& changed = entry(target, column);
        changed -= factor * entry(row, column);
        if (changed > largest_entry || changed < -largest_entry) return false;
    }
    constexpr Wide largest_sum = Wide{1} << 100;
    sums_[target] -= factor * sums_[row];
    return sums_[target] < largest_sum && sums_[target] > -largest_sum;
}

bool Simplex::pivot(std::size_t row, std::size_t column, Steps& steps) {
    if (!steps.spend(rows_ + 1)) return false;
    const int divisor = entry(row, column);
    if (divisor != 1 && divisor != -1) return false;
    if (divisor == -1) {
        sums_[row] = -sums_[row];
        for (std::size_t c = 0; c < columns_; ++c) entry(row, c) = -entry(row, c);
    }
    for (std::size_t target = 0; target <= rows_; ++target)
        if (target != row && !eliminate(target, row, entry(target, column))) return false;
    basis_[row] = column;
    return true;
}

/// Lowers the cost as far as it goes. `impossible`: without end.
Outcome Simplex::improve(Steps& steps) {
    while (true) {
        std::size_t column = 0;
        while (column < columns_ && entry(rows_, column) >= 0) ++column;
        if (column == columns_) return Outcome::possible;
        const std::optional<std::size_t> row = leaving_row(column);
        if (!row) return Outcome::impossible;
        if (!pivot(*row, column, steps)) return Outcome::undecided;
    }
}

/// Artificial numbers that are zero make room for real ones; a row that has none left says nothing new.
bool Simplex::expel_artificials(Steps& steps) {
    for (std::size_t row = 0; row < rows_; ++row) {
        if (!artificial(row)) continue;
        std::size_t column = 0;
        while (column < columns_ && entry(row, column) == 0) ++column;
        if (column < columns_ && !pivot(row, column, steps)) return false;
    }
    return true;
}

Outcome Simplex::solve(Steps& steps) {
    make_sums_positive();
    for (std::size_t row = 0; row < rows_; ++row)
        if (!eliminate(rows_, row, 1)) return Outcome::undecided;
    if (improve(steps) != Outcome::possible) return Outcome::undecided;
    if (sums_[rows_] != 0) return Outcome::impossible;
    return expel_artificials(steps) ? Outcome::possible : Outcome::undecided;
}

/// The least (direction 1) or the largest (-1) that a number can be.
std::optional<Wide> Simplex::extreme(std::size_t column, int direction, Steps& steps, bool& unbounded) {
    for (std::size_t c = 0; c < columns_; ++c) entry(rows_, c) = c == column ? direction : 0;
    sums_[rows_] = 0;
    if (const auto row = row_of(column); row && !eliminate(rows_, *row, direction)) return std::nullopt;
    const Outcome outcome = improve(steps);
    unbounded = outcome == Outcome::impossible;
    if (outcome != Outcome::possible) return std::nullopt;
    return -sums_[rows_] * direction;
}

std::optional<Interval> Simplex::range(std::size_t column, Steps& steps) {
    bool unbounded = false;
    const std::optional<Wide> low = extreme(column, 1, steps, unbounded);
    if (!low) return std::nullopt;
    const std::optional<Wide> high = extreme(column, -1, steps, unbounded);
    if (!high && !unbounded) return std::nullopt;
    return Interval{*low, high};
}

void Simplex::mark_movable(std::vector<bool>& movable) const {
    std::vector<std::uint8_t> stays(columns_);  // in the basis, or at its bound by a number that is zero
    for (std::size_t row = 0; row < rows_; ++row) {
        if (!artificial(row)) stays[basis_[row]] = true;
        if (sums_[row] != 0) continue;
        const int* const entries = entries_.data() + row * columns_;
        for (std::size_t column = 0; column < columns_; ++column) stays[column] |= entries[column] > 0;
    }
    for (std::size_t column = 0; column < columns_; ++column)
        if (!stays[column]) movable[column] = true;
    for (std::size_t row = 0; row < rows_; ++row) {
        if (artificial(row) || movable[basis_[row]]) continue;
        const int* const entries = entries_.data() + row * columns_;
        bool moves = false;
        for (std::size_t column = 0; column < columns_; ++column) moves |= !stays[column] & (entries[column] != 0);
        if (moves) movable[basis_[row]] = true;
    }
}

}  // namespace nianbao::passes
