// Neighbours at one height are one line if both are left of the figures, or both nearest to the same column.
#include "readers/pdf_gaps.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr Length gap_percent = 80;           // of a line's height; one character is 100
constexpr Length edge_width = 50;            // half a point
constexpr std::size_t most_neighbours = 48;  // looked at before a chunk

std::size_t nearest_column(const Box& box, const std::vector<Length>& columns) {
    const Length middle = box.left + box.width() / 2;
    const auto behind = std::ranges::lower_bound(columns, middle);
    auto index = static_cast<std::size_t>(behind - columns.begin());
    const bool is_last = behind == columns.end();
    if (is_last || (index > 0 && middle - columns[index - 1] < *behind - middle)) --index;
    return index;
}

/// Where numbered labels begin that stand below each other: their lines are a column of their own.
std::vector<Length> item_edges(const std::vector<Chunk>& chunks, std::span<const std::size_t> inside) {
    std::vector<Length> lefts, edges;
    for (const std::size_t i : inside)  // in the order of their left edges
        if (chunks[i].numbered) lefts.push_back(chunks[i].box.left);
    for (std::size_t i = 1; i < lefts.size(); ++i)
        if (lefts[i] - lefts[i - 1] <= edge_width) edges.push_back(lefts[i]);
    return edges;
}

bool begins_item(const Box& box, const std::vector<Length>& edges) {
    const auto at = std::ranges::lower_bound(edges, box.left - edge_width);
    return at != edges.end() && *at <= box.left + edge_width;
}

bool are_one(const Chunk& a, const Chunk& b, const Ruled& region) {
    if (a.figure || b.figure || b.numbered || a.text.empty() || b.text.empty()) return false;
    const Length height = std::min(a.box.height(), b.box.height()), gap = b.box.left - a.box.right;
    if (gap < 0 || gap * 100 > height * gap_percent) return false;
    if (std::abs(a.box.middle() - b.box.middle()) * 6 > height) return false;  // lines of two cells, else
    const bool both_left = a.box.right <= region.left && b.box.right <= region.left;
    constexpr Length characters = 3;  // of the corner's text; a head that is stretched has them one by one
    const bool is_corner = a.box.right <= region.left && a.box.width() > characters * height;
    const bool both_right = !is_corner && (a.box.left >= region.left || b.box.right > region.left);
    return both_left || (both_right && nearest_column(a.box, region.columns) == nearest_column(b.box, region.columns));
}

/// Only in width: chunks stay in the order of their middles.
void append(Chunk& to, Chunk& more) {
    to.box.left = std::min(to.box.left, more.box.left);
    to.box.right = std::max(to.box.right, more.box.right);
    if (!joins_without_blank(to.text, more.text)) to.text += ' ';
    to.text += std::exchange(more.text, {});
}

void close_in(std::vector<Chunk>& chunks, const Ruled& region) {
    std::vector<std::size_t> inside;
    const auto middle = [](const Chunk& chunk) { return chunk.box.middle(); };
    for (auto at = std::ranges::lower_bound(chunks, region.top, {}, middle);
         at != chunks.end() && at->box.middle() <= region.bottom; ++at)
        if (!at->figure && !at->table && !at->text.empty())
            inside.push_back(static_cast<std::size_t>(at - chunks.begin()));
    // At one height from left to right: neighbours are near each other in the order of their middles as well.
    std::ranges::stable_sort(inside, {}, [&](std::size_t i) { return chunks[i].box.left; });
    const std::vector<Length> edges = item_edges(chunks, inside);
    std::vector<std::size_t> ends;  // chunks that may go on
    for (const std::size_t i : inside) {
        std::size_t seen = 0;
        auto before = std::find_if(ends.rbegin(), ends.rend(), [&](std::size_t end) {
            return ++seen > most_neighbours || are_one(chunks[end], chunks[i], region);
        });
        if (before != ends.rend() && !begins_item(chunks[i].box, edges) && seen <= most_neighbours)
            append(chunks[*before], chunks[i]);
        else
            ends.push_back(i);
    }
}

}  // namespace

std::vector<Chunk> open_tails(std::vector<Chunk> chunks, std::span<const Ruled> regions) {
    std::vector<Chunk> out;
    auto region = regions.begin();
    for (Chunk& chunk : chunks) {
        while (region != regions.end() && region->bottom < chunk.box.middle()) ++region;
        const bool inside = region != regions.end() && region->top <= chunk.box.middle();
        const bool opens =
            chunk.tail && inside && std::ranges::any_of(region->extents, [&](const auto& extent) {
                return std::min(extent.second, chunk.box.right) > std::max(extent.first, chunk.tail->left) &&
                       chunk.tail->text_end <= extent.first;
            });
        std::optional<Chunk> figure = opens ? std::optional(take_tail(chunk)) : std::nullopt;
        out.push_back(std::move(chunk));
        if (figure) out.push_back(*std::move(figure));
    }
    return out;
}

std::vector<Chunk> close_gaps(std::vector<Chunk> chunks, std::span<const Ruled> regions) {
    for (const Ruled& region : regions)
        if (!region.columns.empty()) close_in(chunks, region);
    std::erase_if(chunks, [](const Chunk& chunk) { return chunk.text.empty(); });
    return chunks;
}

}  // namespace nianbao::readers
