// The readings of one row against the identities within it (E1 in table 三, E4 for each group of table 四).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "passes/readings.hpp"

namespace nianbao::passes {

/// An identity over the cells of one row, a bit a cell: the left ones add up to the right ones.
struct RowLaw {
    std::uint32_t left = 0, right = 0;
};

/// Steps that a search may still take. Counted, not timed, so that every run ends the same.
class Budget {
public:
    explicit Budget(std::uint64_t steps) : steps_(steps), left_(steps) {}
    /// Takes steps; false once there are none left.
    bool take(std::uint64_t steps = 1) {
        if (left_ < steps) {
            left_ = 0;
            return false;
        }
        left_ -= steps;
        return true;
    }
    [[nodiscard]] bool used_up() const { return left_ == 0; }
    /// Ends the search: there is nothing left to learn.
    void stop() {
        unused_ += left_;
        left_ = 0;
    }
    [[nodiscard]] std::uint64_t taken() const { return steps_ - left_ - unused_; }

private:
    std::uint64_t steps_, left_;
    std::uint64_t unused_ = 0;  // when the search was ended
};

/// A reading of one row and how many identities more than the best reading of the table it breaks at least.
struct Rival {
    Path path;
    std::uint32_t more = 0;
};

struct RowSolution {
    Path best;
    std::vector<Rival> rivals;   // the best among them; those within one of the best, as many as are kept
    std::uint32_t doubtful = 0;  // bit a cell: a rival changes it
    std::uint32_t law_broken =
        0;  // bit a cell: a best reading breaks an identity within the row that the cell is part of
};

inline constexpr std::size_t max_rivals = 64;  // kept for each row

/// Bit a cell: where two readings say different things.
[[nodiscard]] std::uint32_t differing_cells(const Path& a, const Path& b);

/// How many of `laws` a reading breaks: cells without a figure may hold any whole number from 0 on.
[[nodiscard]] std::uint32_t broken_laws(const Path& path, const std::vector<RowLaw>& laws);

/// The cells of the laws that a reading breaks.
[[nodiscard]] std::uint32_t cells_of_broken_laws(const Path& path, const std::vector<RowLaw>& laws);

/// Adds a reading to the rivals of a row, or lowers what is known of one, and marks the cells that it changes.
void note_rival(RowSolution& row, const Path& path, std::uint32_t more);

/// All readings that keep all of `laws`, in the order of their numerals' lengths; as many as the budget allows.
[[nodiscard]] std::vector<Path> lawful_readings(const Readings& readings, const std::vector<RowLaw>& laws,
                                                Budget& budget);

/// A reading, whatever it breaks: the one with the shortest numerals in front.
[[nodiscard]] Path first_reading(const Readings& readings);

/// Solves a row that no identity over columns concerns. Laws must not share cells. Exact unless the budget is used up.
[[nodiscard]] RowSolution solve_row(const Readings& readings, const std::vector<RowLaw>& laws, Budget& budget);

}  // namespace nianbao::passes
