// The fillings of unknown cells, whole numbers ≥ 0, that make several equations of a system true at once: whether there
// are any, which equations rule them out, and between which bounds a cell lies.
//
// Equations that share unknown cells form a group and are decided together: first by bounds that each equation puts on
// its cells, again and again until nothing changes (with a limit: bounds can creep), then, for what is left, exactly by
// simplex.hpp. For the national form everything is decided unless the steps run out.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "passes/equations.hpp"
#include "passes/simplex.hpp"

namespace nianbao::passes {

class Fillings {
public:
    /// Of the equations marked in `counted`. One of them that is broken by itself is impossible; Sums knows that, too.
    Fillings(const Sums& sums, const std::vector<bool>& counted, Steps& steps);

    [[nodiscard]] Outcome outcome() const;

    /// The equations of a group that has no filling; none where every group has one.
    [[nodiscard]] std::vector<EquationId> conflict() const;

    /// The bounds of an unknown cell over all fillings, exact; nothing where its group has none or is undecided.
    [[nodiscard]] std::optional<Interval> range(CellId cell);

    /// The one number that an unknown cell has in all fillings.
    [[nodiscard]] std::optional<Wide> forced(CellId cell);

private:
    struct Group {
        std::vector<EquationId> equations;
        Outcome outcome = Outcome::possible;
        std::optional<Simplex> simplex;
        std::vector<CellId> columns;  // of the simplex
        std::vector<bool> movable;    // by column
    };

    void make_groups(const std::vector<bool>& counted);
    void propagate(Group& group);
    std::optional<bool> narrow(EquationId equation);
    bool tighten(CellId cell, std::optional<Wide> low, std::optional<Wide> high);
    void set_up_simplex(Group& group);

    const Sums* sums_;
    Steps* steps_;
    std::vector<Interval> intervals_;                     // by cell
    std::vector<std::optional<std::uint16_t>> group_of_;  // by cell
    std::vector<Group> groups_;
};

}  // namespace nianbao::passes
