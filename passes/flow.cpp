// Augmenting paths: from where too much is left to where too little is, the shortest first, along arcs (which take any
// amount) or against them (as far as they carry something).
#include "passes/flow.hpp"

#include <algorithm>

namespace nianbao::passes {

Flow::Flow(std::size_t nodes) : nodes_(nodes), supplies_(nodes) {}

Flow::Arc Flow::add_arc(Node from, Node to) {
    arcs_.push_back({from, to});
    return static_cast<Arc>(arcs_.size() - 1);
}

void Flow::make_links() {
    first_.assign(nodes_ + 1, 0);
    for (const Ends& ends : arcs_) {
        ++first_[ends.from];
        ++first_[ends.to];
    }
    std::size_t sum = 0;
    for (std::size_t& first : first_) first = sum += first;
    links_.resize(2 * arcs_.size());
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
        const auto [from, to] = arcs_[arc];
        links_[--first_[from]] = {static_cast<Arc>(arc), to, true};
        links_[--first_[to]] = {static_cast<Arc>(arc), from, false};
    }
}

/// Goes on, breadth first, from the nodes in `queue` to the first that is a goal.
template <class Goal>
std::optional<Flow::Node> Flow::search(std::vector<Step>& steps, std::vector<Node>& queue, std::optional<Arc> without,
                                       Goal is_goal) const {
    steps.assign(nodes_, {});
    for (const Node node : queue) steps[node] = {.link = {}, .reached = true, .start = true};
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const Node node = queue[next];
        if (is_goal(node)) return node;
        for (std::size_t l = first_[node]; l < first_[node + 1U]; ++l) {
            const Link& link = links_[l];
            if (steps[link.other].reached || !passable(link) || link.arc == without) continue;
            steps[link.other] = {.link = {link.arc, node, link.forward}, .reached = true, .start = false};
            queue.push_back(link.other);
        }
    }
    return std::nullopt;
}

/// How much a path has room for; nothing: any amount.
std::optional<Wide> Flow::room(const std::vector<Step>& path, Node end) const {
    std::optional<Wide> least;
    for (Node node = end; !path[node].start; node = path[node].link.other)
        if (const Link& link = path[node].link; !link.forward)
            least = least ? std::min(*least, amounts_[link.arc]) : amounts_[link.arc];
    return least;
}

void Flow::push(const std::vector<Step>& path, Node end, Wide amount) {
    for (Node node = end; !path[node].start; node = path[node].link.other)
        amounts_[path[node].link.arc] += path[node].link.forward ? amount : -amount;
}

/// Paths of one arc, which are most of them.
void Flow::serve_neighbours(std::vector<Wide>& wanting) {
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
        Wide& here = wanting[arcs_[arc].from];
        Wide& there = wanting[arcs_[arc].to];
        if (here <= 0 || there >= 0) continue;
        const Wide amount = std::min(here, -there);
        amounts_[arc] += amount;
        here -= amount;
        there += amount;
    }
}

Outcome Flow::solve(Steps& steps) {
    make_links();
    amounts_.assign(arcs_.size(), 0);
    std::vector<Wide> wanting = supplies_;  // what is still to leave a node
    serve_neighbours(wanting);
    std::vector<Step> path;
    std::vector<Node> queue;
    while (true) {
        queue.clear();
        for (std::size_t node = 0; node < nodes_; ++node)
            if (wanting[node] > 0) queue.push_back(static_cast<Node>(node));
        if (queue.empty()) break;
        if (!steps.spend(nodes_)) return Outcome::undecided;
        const std::optional<Node> end = search(path, queue, std::nullopt, [&](Node node) { return wanting[node] < 0; });
        if (!end) return Outcome::impossible;
        Node start = *end;
        while (!path[start].start) start = path[start].link.other;
        Wide amount = std::min(wanting[start], -wanting[*end]);
        if (const auto most = room(path, *end)) amount = std::min(amount, *most);
        push(path, *end, amount);
        wanting[start] -= amount;
        wanting[*end] += amount;
    }
    return std::ranges::all_of(wanting, [](Wide rest) { return rest == 0; }) ? Outcome::possible : Outcome::impossible;
}

/// By node: the first node that it can reach and that can reach it.
std::vector<Flow::Node> Flow::components() const {
    constexpr Node none = UINT16_MAX;
    std::vector<Node> component(nodes_, none), queue;
    const auto reach = [&](Node start, bool onwards) {
        std::vector<bool> reached(nodes_);
        reached[start] = true;
        queue.assign(1, start);
        for (std::size_t next = 0; next < queue.size(); ++next)
            for (std::size_t l = first_[queue[next]]; l < first_[queue[next] + 1U]; ++l) {
                const Link& link = links_[l];
                const bool open = link.forward == onwards || amounts_[link.arc] > 0;
                if (!open || reached[link.other] || component[link.other] != none) continue;
                reached[link.other] = true;
                queue.push_back(link.other);
            }
        return reached;
    };
    for (std::size_t node = 0; node < nodes_; ++node) {
        if (component[node] != none) continue;
        const std::vector<bool> onwards = reach(static_cast<Node>(node), true);
        const std::vector<bool> back = reach(static_cast<Node>(node), false);
        for (std::size_t other = node; other < nodes_; ++other)
            if (onwards[other] && back[other]) component[other] = static_cast<Node>(node);
    }
    return component;
}

/// By arc: whether its component falls apart without it. In a tree that spans the component an arc is none where some
/// arc outside of the tree leads past it.
std::vector<bool> Flow::bridges(const std::vector<Node>& component) const {
    struct Place {
        Node parent = 0;
        Arc arc = 0;
        std::uint16_t depth = 0;
        bool reached = false;
    };
    std::vector<Place> tree(nodes_);
    std::vector<bool> bridge(arcs_.size());
    std::vector<Node> queue;
    for (std::size_t root = 0; root < nodes_; ++root) {
        if (tree[root].reached) continue;
        tree[root].reached = true;
        queue.assign(1, static_cast<Node>(root));
        for (std::size_t next = 0; next < queue.size(); ++next) {
            const Node node = queue[next];
            for (std::size_t l = first_[node]; l < first_[node + 1U]; ++l) {
                const Link& link = links_[l];
                if (tree[link.other].reached || component[link.other] != component[root]) continue;
                tree[link.other] = {node, link.arc, static_cast<std::uint16_t>(tree[node].depth + 1), true};
                bridge[link.arc] = true;
                queue.push_back(link.other);
            }
        }
    }
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
        auto [a, b] = arcs_[arc];
        if (bridge[arc] || component[a] != component[b]) continue;
        while (a != b) {
            Node& deeper = tree[a].depth >= tree[b].depth ? a : b;
            bridge[tree[deeper].arc] = false;
            deeper = tree[deeper].parent;
        }
    }
    return bridge;
}

/// An amount can change where what is left open has a circle through its arc. Where the arc carries nothing that is a
/// way back from its end to its start. Else it is open both ways, and there is one unless the arc is a bridge: Boesch
/// and Tindell, Robbins's theorem for mixed multigraphs (American Mathematical Monthly 87, 1980).
std::vector<bool> Flow::movable() const {
    const std::vector<Node> component = components();
    const std::vector<bool> bridge = bridges(component);
    std::vector<bool> result(arcs_.size());
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc)
        result[arc] = component[arcs_[arc].from] == component[arcs_[arc].to] && !bridge[arc];
    return result;
}

/// Pushes as much from one node to another as there is room for, past one arc, and at most `most`.
Flow::Pushed Flow::push_all(Node from, Node to, Arc without, std::optional<Wide> most, Steps& steps) {
    std::vector<Step> path;
    std::vector<Node> queue;
    Pushed pushed;
    while (!most || pushed.sum < *most) {
        if (!steps.spend(nodes_)) return {pushed.sum, Outcome::undecided};
        queue.assign(1, from);
        if (!search(path, queue, without, [&](Node node) { return node == to; })) break;
        std::optional<Wide> amount = room(path, to);
        if (most) amount = amount ? std::min(*amount, *most - pushed.sum) : *most - pushed.sum;
        if (!amount) return {pushed.sum, Outcome::possible};
        push(path, to, *amount);
        pushed.sum += *amount;
    }
    return pushed;
}

std::optional<Interval> Flow::range(Arc arc, Steps& steps) {
    const auto [from, to] = arcs_[arc];
    const Pushed up = push_all(to, from, arc, std::nullopt, steps);
    amounts_[arc] += up.sum;
    const Wide high = amounts_[arc];
    const Pushed down = push_all(from, to, arc, high, steps);
    amounts_[arc] -= down.sum;
    if (up.more == Outcome::undecided || down.more == Outcome::undecided) return std::nullopt;
    return Interval{amounts_[arc], up.more == Outcome::possible ? std::nullopt : std::optional(high)};
}

}  // namespace nianbao::passes
