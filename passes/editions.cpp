#include "passes/editions.hpp"

#include <bit>

namespace nianbao::passes {
namespace {

using grammar::EditionId;
using grammar::form_count;
using grammar::TableId;

using Points = std::array<std::size_t, form_count>;

constexpr std::size_t head_points = 4;   // a head that only one edition has decides;
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

bool only_in(const RawRow& row, EditionId edition) {
    return row.meaning[edition] && !row.meaning[(edition + 1) % form_count];
}

EditionId edition_of_year(const Facts& facts) {
    return facts.year && *facts.year < 2021 ? EditionId{0} : static_cast<EditionId>(form_count - 1);
}

/// The edition with most points, if it is one.
std::optional<EditionId> winner(const Points& points) {
    const auto best = std::max_element(points.begin(), points.end());
    if (*best == 0 || std::count(points.begin(), points.end(), *best) > 1) return std::nullopt;
    return static_cast<EditionId>(best - points.begin());
}

/// Whether a head or a label speaks for the edition, not the number of figures alone.
bool is_named(const Points& points) { return *std::max_element(points.begin(), points.end()) >= head_points; }

/// What has been found of the blocks of table 二 and of table 三.
struct Evidence {
    std::array<Points, item_count> items{};
    std::array<bool, item_count> seen{};
    Points requests{};
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
            points += only_in(row, e) ? row_points : 0;
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
        for (EditionId e = 0; e < form_count; ++e) evidence.requests[e] += only_in(row, e);
    }
    return evidence;
}

}  // namespace

Editions find_editions(const RawRows& found, const Facts& facts) {
    const Evidence evidence = weigh(found);
    Editions editions;
    Points votes{}, named{};
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

    bool any_item = false;
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!evidence.seen[b]) continue;
        any_item = true;
        if (!editions.items[b])
            editions.items[b] = columns_of(editions.fallback, b) != 0 ? editions.fallback : EditionId{0};
    }
    if (!editions.requests && evidence.requests_seen) editions.requests = editions.fallback;
    if (!editions.main && (any_item || editions.requests)) editions.main = editions.fallback;
    return editions;
}

}  // namespace nianbao::passes
