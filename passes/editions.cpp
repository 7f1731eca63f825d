#include "passes/editions.hpp"

#include <bit>

namespace nianbao::passes {
namespace {

using grammar::EditionId;
using grammar::form_count;
using grammar::TableId;

constexpr std::size_t head_points = 4;   // a head that not every edition has decides;
constexpr std::size_t row_points = 8;    // so does a row;
constexpr std::size_t count_points = 1;  // else how many figures the rows have

std::size_t columns_of(EditionId edition, std::size_t block) {
    const auto& blocks = grammar::all_forms[edition]->table(TableId::disclosure).blocks;
    return block < blocks.size() ? blocks[block].columns.size() : 0;
}

std::size_t heads_of(std::uint32_t heads, std::size_t block) {
    const std::uint32_t found = heads & (0xFU << (block * 4U));
    return found == 0 ? 0 : static_cast<std::size_t>(std::popcount(found));
}

/// Whether the edition has the row, and not every edition has.
bool speaks_for(const RawRow& row, EditionId edition) {
    return row.meaning[edition] &&
           !std::ranges::all_of(row.meaning, [](const auto& place) { return place.has_value(); });
}

/// The latest edition, but for a report of a year before it.
EditionId edition_of_year(const Facts& facts) {
    EditionId edition = form_count - 1;
    while (edition > 0 && facts.year && *facts.year < grammar::all_forms[edition]->first_year) --edition;
    return edition;
}

/// The edition with most points, if it is one.
std::optional<EditionId> winner(const EditionPoints& points) {
    const auto best = std::max_element(points.begin(), points.end());
    if (*best == 0 || std::count(points.begin(), points.end(), *best) > 1) return std::nullopt;
    return static_cast<EditionId>(best - points.begin());
}

/// An edition with most points; if there are several, the one that is expected, if it is among them, else the oldest.
EditionId likeliest(EditionPoints points, EditionId expected) {
    const std::size_t most = *std::max_element(points.begin(), points.end());
    if (points[expected] == most) return expected;
    return static_cast<EditionId>(std::find(points.begin(), points.end(), most) - points.begin());
}

/// The same among the editions that have such a block.
EditionId likeliest_with(std::size_t block, EditionPoints points, EditionId expected) {
    for (EditionId e = 0; e < form_count; ++e) points[e] = columns_of(e, block) == 0 ? 0 : points[e] + 1;
    return likeliest(points, expected);
}

/// Whether a head or a label speaks for the edition, not the number of figures alone.
bool is_named(const EditionPoints& points) { return *std::max_element(points.begin(), points.end()) >= head_points; }

/// What has been found of the blocks of table 二 and of table 三.
struct Evidence {
    std::array<EditionPoints, item_count> items{};
    std::array<bool, item_count> seen{};
    EditionPoints requests{};
    bool requests_seen = false;
};

void weigh_disclosure(const RawRow& row, Evidence& evidence) {
    std::array<bool, item_count> in{};
    for (const auto& place : row.meaning)
        if (place) in[place->block] = true;
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!in[b]) continue;
        evidence.seen[b] = true;
        for (EditionId e = 0; e < form_count; ++e) {
            std::size_t& points = evidence.items[b][e];
            points += speaks_for(row, e) ? row_points : 0;
            points += row.meaning[e] && row.figures == columns_of(e, b) ? count_points : 0;
            points += head_points * heads_of(row.heads[e], b);
        }
    }
}

Evidence weigh(const RawRows& found) {
    Evidence evidence;
    evidence.seen = found.banners;
    for (std::size_t b = 0; b < item_count; ++b)
        for (EditionId e = 0; e < form_count; ++e) evidence.items[b][e] = head_points * heads_of(found.heads[b][e], b);
    for (const RawRow& row : found.rows) {
        if (row.table == TableId::disclosure) weigh_disclosure(row, evidence);
        if (row.table != TableId::requests) continue;
        evidence.requests_seen = true;
        for (EditionId e = 0; e < form_count; ++e) evidence.requests[e] += speaks_for(row, e);
    }
    return evidence;
}

}  // namespace

Editions find_editions(const RawRows& found, const Facts& facts) {
    const Evidence evidence = weigh(found);
    Editions editions;
    editions.item_points = evidence.items;
    editions.requests_points = evidence.requests;
    EditionPoints votes{}, named{};
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!evidence.seen[b]) continue;
        editions.items[b] = winner(evidence.items[b]);
        if (!editions.items[b]) continue;
        ++votes[*editions.items[b]];
        if (is_named(evidence.items[b])) ++named[*editions.items[b]];
    }
    // Rows of few figures are those of the shorter form, or have lost some: the heads of other blocks tell.
    if (const std::optional<EditionId> most = winner(named))
        for (std::size_t b = 0; b < item_count; ++b) {
            std::optional<EditionId>& item = editions.items[b];
            if (!item || is_named(evidence.items[b]) || columns_of(*item, b) >= columns_of(*most, b)) continue;
            --votes[*item];
            ++votes[*most];
            item = most;
        }
    editions.requests = winner(evidence.requests);
    editions.main = winner(votes);
    if (!editions.main) editions.main = editions.requests;
    editions.fallback = editions.main.value_or(edition_of_year(facts));

    EditionPoints all{};  // blocks of each edition
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!evidence.seen[b]) continue;
        if (!editions.items[b]) editions.items[b] = likeliest_with(b, evidence.items[b], editions.fallback);
        ++all[*editions.items[b]];
    }
    if (!editions.requests && evidence.requests_seen)
        editions.requests = likeliest(evidence.requests, editions.fallback);
    if (!editions.main) editions.main = winner(all);
    if (!editions.main) editions.main = editions.requests;
    const bool any_item = *std::max_element(all.begin(), all.end()) > 0;
    if (!editions.main && any_item) editions.main = editions.fallback;
    editions.fallback = editions.main.value_or(editions.fallback);
    return editions;
}

}  // namespace nianbao::passes
