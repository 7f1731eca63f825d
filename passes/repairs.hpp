// Repairs: the smallest changes of cells after which all equations of a system hold, unknown cells being filled as they
// must. Sets of up to three cells are searched exactly; larger ones only where a structure suggests them.
#pragma once

#include <cstddef>
#include <vector>

#include "passes/equations.hpp"
#include "passes/flow.hpp"

namespace nianbao::passes {

/// The largest sets that are searched exactly, and how many repairs a diagnostic has at most.
inline constexpr std::size_t exact_repair_size = 3;
inline constexpr std::size_t max_repairs = 32;

/// A cell and its number once repaired.
struct Fix {
    CellId cell = 0;
    Wide to = 0;
    friend bool operator==(const Fix&, const Fix&) = default;
};

/// Fixes in the form's order. The cost of each: 1 a number in the place of a total of 0 (or of a blank one), 10 another
/// total, 11 another number elsewhere, 30 a figure turned to 0.
struct FixSet {
    std::vector<Fix> fixes;
    unsigned cost = 0;
};

struct Repairs {
    std::vector<FixSet>
        sets;  // cheapest first, then smallest, then in the form's order; more than max_repairs are possible
    bool complete = false;  // all sets of the smallest size are there, and no fix had a choice of numbers
};

/// Only cells that are `changeable` and known may change. Where a range of numbers would repair a cell, the one
/// nearest to the printed number is taken.
[[nodiscard]] Repairs find_repairs(const Sums& printed, const std::vector<bool>& changeable, Steps& steps);

/// Equations, among those counted, that have no common filling while any of them can be left out; none where all have
/// one. Nothing is left out any more once the steps are used up.
[[nodiscard]] std::vector<EquationId> smallest_conflict(const Sums& sums, const std::vector<bool>& counted,
                                                        Steps& steps);

}  // namespace nianbao::passes
