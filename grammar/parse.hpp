// Text -> tree. Parsing never fails and never complains: every text has a tree, and what no rule knew is a node too.
//
// The tree is flat: nodes in pre-order, each with the index behind its last descendant. Leaves and the gaps between
// them cover the text exactly; gaps hold separators only (blanks, tabs, bars, line ends).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/kind.hpp"
#include "grammar/source.hpp"

namespace nianbao::grammar {

/// Index in `all_layouts()`; the layout that read a row.
using LayoutId = std::uint8_t;
inline constexpr LayoutId no_layout = 0xFF;

struct Node {
    Kind kind;
    LayoutId layout;
    std::uint32_t begin, end;  // bytes of the text
    std::uint32_t next;        // index of the node behind this one's descendants

    [[nodiscard]] Span span() const { return {begin, end}; }
};

/// Beyond this many nodes the rest of a text becomes one `stray` node. A report has some 600.
inline constexpr std::size_t max_nodes = std::size_t{1} << 24;

/// Leaves what it makes room for as it is: the parser writes each node before anyone reads it.
template <class T>
struct UnsetAllocator : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = UnsetAllocator<U>;
    };
    void construct(T* place) noexcept { ::new (static_cast<void*>(place)) T; }
    template <class... Arguments>
    void construct(T* place, Arguments&&... arguments) {
        std::construct_at(place, std::forward<Arguments>(arguments)...);
    }
};
using Nodes = std::vector<Node, UnsetAllocator<Node>>;

struct Tree {
    Nodes nodes;       // nodes[0] is the document
    bool cut = false;  // the text had more than max_nodes

    /// What stands below the node of this index, in pre-order.
    [[nodiscard]] std::span<const Node> below(std::uint32_t index) const {
        return std::span(nodes).subspan(index + 1, nodes[index].next - (index + 1));
    }
};

[[nodiscard]] Tree parse(std::string_view text);

/// The same of a text in which the file states tables (Source::tables): their lines are their rows, whatever they look
/// like, and the text before, between and behind them is read as any other.
[[nodiscard]] Tree parse(std::string_view text, std::span<const Span> tables);

/// What is known of a layout of tables.
struct LayoutFacts {
    std::string_view name;
    std::string_view example;  // a few lines that it reads
    Keeps keeps{};             // what its rows keep of the table
    bool stated = false;       // not looked for: the file says where such rows are
};

/// The layouts, in the order they are tried; behind them the one of tables that the file states.
[[nodiscard]] std::span<const LayoutFacts> all_layouts();

/// Whether a layout has this character between its cells: a bar, a tab.
[[nodiscard]] bool is_separator(char32_t character);

/// A layout whose row rule matches at some place, and where such a row would end.
struct LayoutMatch {
    LayoutId layout = no_layout;
    std::uint32_t end = 0;
};

/// All layouts that would read a row which begins here, in the order they are tried: the first of them reads it. Each is
/// tried alone, for people who ask which layouts compete. Only the next `most_probed_lines` lines are looked at, and no
/// more than `most_probed_bytes`: a row that goes on ends there.
[[nodiscard]] std::vector<LayoutMatch> layouts_at(std::string_view text, std::uint32_t begin);
inline constexpr std::size_t most_probed_lines = 64, most_probed_bytes = 16384;

/// The tree as text, a node a line, for people.
[[nodiscard]] std::string print(const Tree& tree, const Source& source);

}  // namespace nianbao::grammar
