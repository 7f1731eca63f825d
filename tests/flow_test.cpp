// Flows against trying every amount, in networks small enough for that.
#include "passes/flow.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "generator.hpp"

namespace nianbao::tests {
namespace {

using generator::Random;
using passes::Flow;
using passes::Outcome;
using passes::Steps;
using passes::Wide;

/// Larger than any amount that has a bound: the supplies together are less.
constexpr int most = 5;

struct Arc {
    std::uint16_t from, to;
};

struct Net {
    std::vector<Arc> arcs;
    std::vector<int> supplies;
};

Net any_net(Random& random) {
    Net net;
    net.supplies.resize(3 + random.below(2));
    const auto node = [&] { return static_cast<std::uint16_t>(random.below(net.supplies.size())); };
    while (net.arcs.size() < 5)
        if (const Arc arc{node(), node()}; arc.from != arc.to) net.arcs.push_back(arc);
    for (int i = 0; i < 3; ++i) {
        const std::uint16_t from = node(), to = node();
        net.supplies[from] += 1;
        net.supplies[to] -= 1;
    }
    if (random.chance(10)) net.supplies[node()] += 1;
    return net;
}

/// By arc, the amounts that it has in some flow.
std::vector<std::set<int>> all_amounts(const Net& net) {
    std::vector<std::set<int>> seen(net.arcs.size());
    std::vector<int> amounts(net.arcs.size());
    while (true) {
        std::vector<int> rests = net.supplies;
        for (std::size_t arc = 0; arc < amounts.size(); ++arc) {
            rests[net.arcs[arc].from] -= amounts[arc];
            rests[net.arcs[arc].to] += amounts[arc];
        }
        if (rests == std::vector<int>(rests.size()))
            for (std::size_t arc = 0; arc < amounts.size(); ++arc) seen[arc].insert(amounts[arc]);
        std::size_t next = 0;
        while (next < amounts.size() && amounts[next] == most) amounts[next++] = 0;
        if (next == amounts.size()) return seen;
        ++amounts[next];
    }
}

/// From an arc's end back to its start along arcs: then it takes any amount.
bool leads_round(const Net& net, const Arc& arc) {
    std::set<std::uint16_t> reached = {arc.to};
    for (std::size_t round = 0; round < net.supplies.size(); ++round)
        for (const Arc& other : net.arcs)
            if (reached.contains(other.from)) reached.insert(other.to);
    return reached.contains(arc.from);
}

Flow flow_of(const Net& net) {
    Flow flow(net.supplies.size());
    for (const Arc& arc : net.arcs) flow.add_arc(arc.from, arc.to);
    for (std::size_t node = 0; node < net.supplies.size(); ++node)
        flow.set_supply(static_cast<Flow::Node>(node), net.supplies[node]);
    return flow;
}

TEST(Flow, AgreesWithTryingAllAmounts) {
    Random random(17);
    std::size_t possible = 0, impossible = 0, fixed = 0, bounded = 0, unbounded = 0;
    for (int round = 0; round < 600; ++round) {
        const Net net = any_net(random);
        const std::vector<std::set<int>> seen = all_amounts(net);
        Flow flow = flow_of(net);
        Steps steps(10'000);
        const Outcome outcome = flow.solve(steps);
        ASSERT_EQ(outcome, seen[0].empty() ? Outcome::impossible : Outcome::possible) << "round " << round;
        ++(seen[0].empty() ? impossible : possible);
        if (seen[0].empty()) continue;
        const std::vector<bool> movable = flow.movable();
        for (std::size_t arc = 0; arc < seen.size(); ++arc) {
            ASSERT_EQ(movable[arc], seen[arc].size() > 1) << "round " << round << " arc " << arc;
            const auto range = flow.range(static_cast<Flow::Arc>(arc), steps);
            ASSERT_TRUE(range);
            EXPECT_EQ(range->low, *seen[arc].begin());
            if (range->high)
                EXPECT_EQ(std::pair(*range->high, leads_round(net, net.arcs[arc])),
                          std::pair(Wide{*seen[arc].rbegin()}, false));
            else
                EXPECT_TRUE(leads_round(net, net.arcs[arc]));
            ++(!range->high ? unbounded : movable[arc] ? bounded : fixed);
        }
    }
    EXPECT_GT(possible, 100U);
    EXPECT_GT(impossible, 100U);
    EXPECT_GT(fixed, 100U);
    EXPECT_GT(bounded, 50U);
    EXPECT_GT(unbounded, 100U);
}

TEST(Flow, WithoutStepsNothingIsKnown) {
    Flow flow(3);
    flow.add_arc(0, 1);
    flow.add_arc(1, 2);
    flow.set_supply(0, 1);
    flow.set_supply(2, -1);
    Steps none(1), enough(1'000);
    EXPECT_EQ(flow.solve(none), Outcome::undecided);
    ASSERT_EQ(flow.solve(enough), Outcome::possible);
    EXPECT_EQ(flow.amount(0), 1);
    EXPECT_FALSE(flow.range(0, none));
}

}  // namespace
}  // namespace nianbao::tests
