#include "passes/fillings.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace nianbao::passes {
namespace {

/// Where an unknown cell stands: added to an equation, or subtracted.
struct Place {
    std::uint16_t node = 0;
    std::int16_t times = 0;
};

/// The equations of a group, each over some unknown cells, which add up to what is left of the known ones; made over
/// into a network.
class Network {
public:
    Network(const Sums& sums, const std::vector<EquationId>& equations, const std::vector<CellId>& cells)
        : sums_(sums), equations_(equations), cells_(cells), places_(cells.size()), rests_(equations.size()) {}

    /// An arc a cell; nothing where these equations are no network.
    std::optional<Flow> build() {
        add_equations();
        for (const Dependence& dependence : sums_.system().dependences) apply(dependence);
        if (overfull_ || !settle_signs()) return std::nullopt;
        return flow();
    }

private:
    static constexpr std::size_t most_places = 4;
    struct Places {
        std::array<Place, most_places> list;
        std::size_t count = 0;

        [[nodiscard]] std::span<const Place> used() const { return std::span(list).first(count); }
    };

    void add(std::size_t column, std::uint16_t node, int times) {
        Places& places = places_[column];
        const auto end = places.list.begin() + places.count;
        const auto found = std::find_if(places.list.begin(), end, [&](const Place& p) { return p.node == node; });
        if (found == end) {
            overfull_ = overfull_ || places.count == most_places;
            if (!overfull_) places.list[places.count++] = {node, static_cast<std::int16_t>(times)};
            return;
        }
        found->times = static_cast<std::int16_t>(found->times + times);
        if (found->times == 0) *found = places.list[--places.count];
    }

    void add_equation(EquationId equation, std::uint16_t node, int times) {
        for (const Term& term : sums_.system().equations[equation].terms)
            if (!sums_.known(term.cell)) add(column_of_[term.cell], node, term.left ? times : -times);
        rests_[node] -= times * sums_.rest(equation);
    }

    void add_equations() {
        column_of_.resize(sums_.system().cells.size());
        for (std::size_t column = 0; column < cells_.size(); ++column)
            column_of_[cells_[column]] = static_cast<std::uint16_t>(column);
        for (std::size_t node = 0; node < equations_.size(); ++node)
            add_equation(equations_[node], static_cast<std::uint16_t>(node), 1);
    }

    [[nodiscard]] std::optional<std::uint16_t> node_of(EquationId equation) const {
        const auto found = std::ranges::lower_bound(equations_, equation);
        if (found == equations_.end() || *found != equation) return std::nullopt;
        return static_cast<std::uint16_t>(found - equations_.begin());
    }

    /// Equations outside of the group have no unknown cell in it and hold: they would add nothing.
    void apply(const Dependence& dependence) {
        const std::optional<std::uint16_t> node = node_of(dependence.equation);
        if (!node) return;
        for (const auto& [equation, times] : dependence.parts)
            if (node_of(equation)) add_equation(equation, *node, times);
    }

    /// Turns equations round until every cell that is in two of them is added to one and subtracted from the other.
    bool settle_signs() {
        signs_.assign(equations_.size(), 0);
        for (std::size_t first = 0; first < signs_.size(); ++first) {
            if (signs_[first] != 0) continue;
            signs_[first] = 1;
            bool spread = true;
            while (spread) {
                spread = false;
                for (const Places& places : places_) {
                    if (places.count != 2) continue;
                    const auto& [a, b] = std::pair(places.list[0], places.list[1]);
                    const int opposite = a.times == b.times ? -1 : 1;
                    if ((signs_[a.node] == 0) == (signs_[b.node] == 0)) continue;
                    if (signs_[a.node] == 0)
                        signs_[a.node] = opposite * signs_[b.node];
                    else
                        signs_[b.node] = opposite * signs_[a.node];
                    spread = true;
                }
            }
        }
        return std::ranges::all_of(places_, [&](const Places& places) {
            const int sum = std::transform_reduce(places.used().begin(), places.used().end(), 0, std::plus(),
                                                  [&](const Place& p) { return signs_[p.node] * p.times; });
            const bool single =
                std::ranges::all_of(places.used(), [](Place p) { return p.times == 1 || p.times == -1; });
            return single && (places.count == 1 || (places.count == 2 && sum == 0));
        });
    }

    /// What is in one equation only leads to a node outside, or from there.
    [[nodiscard]] Flow flow() const {
        Flow flow(equations_.size() + 1);
        const auto outside = static_cast<Flow::Node>(equations_.size());
        for (const Places& places : places_) {
            const Place& a = places.list[0];
            const Flow::Node other = places.count == 2 ? places.list[1].node : outside;
            const bool leaves = signs_[a.node] * a.times > 0;
            flow.add_arc(leaves ? a.node : other, leaves ? other : a.node);
        }
        Wide sum = 0;
        for (std::size_t node = 0; node < equations_.size(); ++node) {
            const Wide supply = signs_[node] * rests_[node];
            flow.set_supply(static_cast<Flow::Node>(node), supply);
            sum += supply;
        }
        flow.set_supply(outside, -sum);
        return flow;
    }

    const Sums& sums_;
    const std::vector<EquationId>& equations_;
    const std::vector<CellId>& cells_;
    std::vector<std::uint16_t> column_of_;  // by cell of the system
    std::vector<Places> places_;            // by column: an unknown cell
    std::vector<Wide> rests_;               // by node: an equation
    std::vector<int> signs_;                // by node
    bool overfull_ = false;
};

}  // namespace

Fillings::Fillings(const Sums& sums, const std::vector<bool>& counted, Steps& steps)
    : sums_(&sums), steps_(&steps), seats_(sums.system().cells.size()) {
    make_groups(counted);
    for (Group& group : groups_) solve(group);
}

/// To the group at hand.
void Fillings::add_cell(CellId cell) {
    Group& group = groups_.back();
    seats_[cell] = {static_cast<std::uint16_t>(groups_.size() - 1), static_cast<std::uint16_t>(group.cells.size())};
    group.cells.push_back(cell);
}

void Fillings::make_groups(const std::vector<bool>& counted) {
    const System& system = sums_->system();
    std::vector<bool> seen(system.equations.size());
    std::vector<EquationId> waiting;
    for (EquationId first = 0; first < system.equations.size(); ++first) {
        if (seen[first] || !counted[first] || (!sums_->open(first) && !sums_->broken(first))) continue;
        Group& group = groups_.emplace_back();
        waiting.assign(1, first);
        seen[first] = true;
        while (!waiting.empty()) {
            const EquationId e = waiting.back();
            waiting.pop_back();
            group.equations.push_back(e);
            for (const Term& term : system.equations[e].terms) {
                if (sums_->known(term.cell) || seats_[term.cell]) continue;
                add_cell(term.cell);
                for (EquationId next : system.equations_of[term.cell])
                    if (counted[next] && !seen[next]) {
                        seen[next] = true;
                        waiting.push_back(next);
                    }
            }
        }
        std::ranges::sort(group.equations);
    }
}

void Fillings::solve(Group& group) {
    if (std::ranges::any_of(group.equations, [&](EquationId e) { return sums_->broken(e); })) {
        group.outcome = Outcome::impossible;
        return;
    }
    if (!steps_->spend(group.equations.size() + group.cells.size())) return;
    group.flow = Network(*sums_, group.equations, group.cells).build();
    if (group.flow) group.outcome = group.flow->solve(*steps_);
}

Outcome Fillings::outcome() const {
    Outcome outcome = Outcome::possible;
    for (const Group& group : groups_) {
        if (group.outcome == Outcome::impossible) return Outcome::impossible;
        if (group.outcome == Outcome::undecided) outcome = Outcome::undecided;
    }
    return outcome;
}

std::vector<EquationId> Fillings::conflict() const {
    const auto found = std::ranges::find(groups_, Outcome::impossible, &Group::outcome);
    return found == groups_.end() ? std::vector<EquationId>{} : found->equations;
}

Fillings::Group* Fillings::solved_group(CellId cell) {
    if (!seats_[cell]) return nullptr;
    Group& group = groups_[seats_[cell]->group];
    return group.outcome == Outcome::possible ? &group : nullptr;
}

std::optional<Interval> Fillings::range(CellId cell) {
    if (!seats_[cell]) return Interval{};
    Group* const group = solved_group(cell);
    return group == nullptr ? std::nullopt : group->flow->range(seats_[cell]->arc, *steps_);
}

std::optional<Wide> Fillings::forced(CellId cell) {
    Group* const group = solved_group(cell);
    if (group == nullptr) return std::nullopt;
    if (group->movable.empty()) group->movable = group->flow->movable();
    const std::uint16_t arc = seats_[cell]->arc;
    return group->movable[arc] ? std::nullopt : std::optional(group->flow->amount(arc));
}

}  // namespace nianbao::passes
