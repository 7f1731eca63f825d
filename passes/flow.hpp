// Whole numbers ≥ 0 on the arcs of a network, such that at every node what leaves is more than what comes by the node's
// supply: whether there are any, which of them are the same in all such flows, and between which bounds each lies.
// Exact, in whole numbers only.
//
// Equations are such a network where each number stands in at most two of them, with opposite signs; the identities of
// the national form can be written so (fillings.hpp).
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

class Flow {
public:
    using Node = std::uint16_t;
    using Arc = std::uint16_t;

    explicit Flow(std::size_t nodes);

    Arc add_arc(Node from, Node to);
    void set_supply(Node node, Wide supply) { supplies_[node] = supply; }

    /// Comes after all arcs and supplies and before the asking. `undecided`: the steps are used up.
    Outcome solve(Steps& steps);

    /// In the flow at hand. What follows needs a possible outcome.
    [[nodiscard]] Wide amount(Arc arc) const { return amounts_[arc]; }

    /// By arc: whether some other flow has another amount there.
    [[nodiscard]] std::vector<bool> movable() const;

    /// The exact bounds of one amount over all flows; nothing where the steps are used up.
    std::optional<Interval> range(Arc arc, Steps& steps);

private:
    struct Ends {
        Node from = 0, to = 0;
    };
    /// An arc as seen from one of its ends.
    struct Link {
        Arc arc = 0;
        Node other = 0;
        bool forward = false;  // leaves that end
    };
    /// How a search reached a node; from itself at its start.
    struct Step {
        Link link;
        bool reached = false, start = false;
    };

    struct Pushed {
        Wide sum = 0;
        Outcome more = Outcome::impossible;  // possible: any amount
    };

    void make_links();
    [[nodiscard]] bool passable(const Link& link) const { return link.forward || amounts_[link.arc] > 0; }
    template <class Goal>
    std::optional<Node> search(std::vector<Step>& steps, std::vector<Node>& queue, std::optional<Arc> without,
                               Goal is_goal) const;
    [[nodiscard]] std::optional<Wide> room(const std::vector<Step>& path, Node end) const;
    void push(const std::vector<Step>& path, Node end, Wide amount);
    void serve_neighbours(std::vector<Wide>& wanting);
    [[nodiscard]] std::vector<Node> components() const;
    [[nodiscard]] std::vector<bool> bridges(const std::vector<Node>& component) const;
    Pushed push_all(Node from, Node to, Arc without, std::optional<Wide> most, Steps& steps);

    std::size_t nodes_;
    std::vector<Ends> arcs_;
    std::vector<Wide> amounts_, supplies_;
    std::vector<Link> links_;         // by node
    std::vector<std::size_t> first_;  // of a node's links; one more than there are nodes
};

}  // namespace nianbao::passes
