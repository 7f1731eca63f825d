// The fillings of unknown cells, whole numbers ≥ 0, that make several equations of a system true at once: whether there
// are any, which equations rule them out, and between which bounds a cell lies.
//
// Equations that share unknown cells form a group and are decided together, as a flow (flow.hpp): an equation is a
// node, an unknown cell an arc between the two equations that it is in, or from one to the outside. The cells of the
// grand total's row are in three; its own equation follows from others, and takes their sum into account instead
// (Dependence). So everything is decided for the national form, unless the steps run out; a form whose equations are
// no network has no derived values.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "passes/equations.hpp"
#include "passes/flow.hpp"

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
        std::vector<CellId> cells;
        Outcome outcome = Outcome::undecided;
        std::optional<Flow> flow;   // its arcs are the cells in their order, where it has an outcome
        std::vector<bool> movable;  // by arc; empty until asked for
    };
    struct Seat {
        std::uint16_t group = 0, arc = 0;
    };

    void make_groups(const std::vector<bool>& counted);
    void add_cell(CellId cell);
    void solve(Group& group);
    /// Nothing where the cell is in no group, or its group has no filling.
    [[nodiscard]] Group* solved_group(CellId cell);

    const Sums* sums_;
    Steps* steps_;
    std::vector<std::optional<Seat>> seats_;  // by cell
    std::vector<Group> groups_;
};

}  // namespace nianbao::passes
