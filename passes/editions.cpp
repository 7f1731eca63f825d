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

/// Whether the row has figures enough for a group of the same label in another edition, whose rows have lost their labels:
/// （六）其他处理. Few rows come here.
[[gnu::noinline]] bool may_be_group(const RawRow& row, EditionId edition) {
    const auto blocks_of = [&](EditionId e) { return grammar::all_forms[e]->table(row.table).blocks; };
    const grammar::Row& named = blocks_of(edition)[row.meaning[edition]->block].rows[row.meaning[edition]->row];
    for (EditionId other = 0; other < form_count; ++other)
        for (const grammar::Block& block : blocks_of(other)) {
            if (row.figures < 2 * block.columns.size()) continue;
            const auto rows = std::ranges::count(block.rows, named.label, &grammar::Row::group);
            if (rows > 1 && row.figures >= static_cast<std::size_t>(rows) * block.columns.size()) return true;
        }
    return false;
}

/// Whether the edition has the row, and not every edition has.
bool speaks_for(const RawRow& row, EditionId edition) {
    return row.meaning[edition] &&
           !std::ranges::all_of(row.meaning, [](const auto& place) { return place.has_value(); }) &&
           !may_be_group(row, edition);
}

/// The edition that a year's reports ought to use.
std::optional<EditionId> edition_of_year(const Facts& facts) {
    if (!facts.year) return std::nullopt;
    EditionId edition = form_count - 1;
    while (edition > 0 && *facts.year < grammar::all_forms[edition]->first_year) --edition;
    return edition;
}

/// The editions with most points, a bit each; none if that is all of them.
std::uint32_t best_of(const EditionPoints& points) {
    const std::size_t most = *std::max_element(points.begin(), points.end());
    std::uint32_t best = 0;
    for (EditionId e = 0; e < form_count; ++e) best |= (points[e] == most ? 1U : 0U) << e;
    return std::popcount(best) == static_cast<int>(form_count) ? 0 : best;
}

/// The edition with most points, if it is one.
std::optional<EditionId> winner(const EditionPoints& points) {
    const std::uint32_t best = best_of(points);
    return std::popcount(best) == 1 ? std::optional(static_cast<EditionId>(std::countr_zero(best))) : std::nullopt;
}

/// The one that is expected if it has most points; else the oldest that has; none if all have as many.
std::optional<EditionId> likeliest(const EditionPoints& points, std::optional<EditionId> expected) {
    const std::uint32_t best = best_of(points);
    if (best == 0) return std::nullopt;
    if (expected && (best >> *expected & 1U) != 0) return expected;
    return static_cast<EditionId>(std::countr_zero(best));
}

/// Whether a head or a label speaks for the edition, not the number of figures alone.
bool is_named(const EditionPoints& points) { return *std::max_element(points.begin(), points.end()) >= head_points; }

/// What has been found of the blocks of table 二 and of table 三.
struct Evidence {
    std::array<EditionPoints, item_count> items{};
    std::array<bool, item_count> seen{};
    std::array<Heads, item_count> heads{};
    EditionPoints requests{};
    bool requests_seen = false;
};

/// Whether the heads of a block that have been found are the same columns in two editions.
bool same_heads(const Heads& heads, std::size_t block, EditionId a, EditionId b) {
    if (heads_of(heads[a], block) != heads_of(heads[b], block)) return false;
    const auto& mine = grammar::all_forms[a]->table(TableId::disclosure).blocks[block].columns;
    const auto& theirs = grammar::all_forms[b]->table(TableId::disclosure).blocks[block].columns;
    for (std::size_t c = 0; c < mine.size(); ++c) {
        if ((heads[a] >> (block * 4U + c) & 1U) == 0) continue;
        const std::size_t other = grammar::index_of(theirs, mine[c].key);
        if (other == theirs.size() || (heads[b] >> (block * 4U + other) & 1U) == 0) return false;
    }
    return true;
}

/// Whether the heads found are all that another edition has, and this one has more: however many figures there are.
bool lacks_heads(const Heads& heads, std::size_t block, EditionId edition) {
    for (EditionId other = 0; other < form_count; ++other) {
        const std::size_t found = heads_of(heads[other], block);
        if (found != 0 && found == columns_of(other, block) && found < columns_of(edition, block) &&
            same_heads(heads, block, edition, other))
            return true;
    }
    return false;
}

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
            points += head_points * heads_of(row.heads[e], b);
            evidence.heads[b][e] |= row.heads[e];
        }
    }
}

void count_figures_of(const RawRow& row, Evidence& evidence) {
    for (EditionId e = 0; e < form_count; ++e) {
        if (!row.meaning[e]) continue;
        const std::size_t b = row.meaning[e]->block;
        if (row.figures == columns_of(e, b) && !lacks_heads(evidence.heads[b], b, e))
            evidence.items[b][e] += count_points;
    }
}

/// Tables that have rows in their own section: rows in another's say nothing of them.
std::array<bool, grammar::table_count> tables_at_home(const RawRows& found) {
    std::array<bool, grammar::table_count> at_home{};
    for (const RawRow& row : found.rows)
        if (!row.foreign && row.figures > 0) at_home[static_cast<std::size_t>(row.table)] = true;
    return at_home;
}

Evidence weigh(const RawRows& found) {
    Evidence evidence;
    evidence.seen = found.banners;
    evidence.heads = found.heads;
    for (std::size_t b = 0; b < item_count; ++b)
        for (EditionId e = 0; e < form_count; ++e) evidence.items[b][e] = head_points * heads_of(found.heads[b][e], b);
    const auto at_home = tables_at_home(found);
    const auto counts = [&](const RawRow& row) {
        return !row.foreign || !at_home[static_cast<std::size_t>(row.table)];
    };
    for (const RawRow& row : found.rows) {
        if (!counts(row)) continue;
        if (row.table == TableId::disclosure) weigh_disclosure(row, evidence);
        if (row.table != TableId::requests) continue;
        evidence.requests_seen = true;
        for (EditionId e = 0; e < form_count; ++e) evidence.requests[e] += speaks_for(row, e);
    }
    for (const RawRow& row : found.rows)
        if (row.table == TableId::disclosure && !row.of_two_years && counts(row)) count_figures_of(row, evidence);
    for (std::size_t b = 0; b < item_count; ++b)
        for (EditionId e = 0; e < form_count; ++e)
            if (lacks_heads(evidence.heads[b], b, e)) evidence.items[b][e] -= count_points;
    return evidence;
}

void add_votes(std::uint32_t editions, EditionPoints& votes) {
    for (EditionId e = 0; e < form_count; ++e) votes[e] += editions >> e & 1U;
}

/// The editions of the blocks of table 二, as far as they tell it themselves, and a vote of each for all that it may be.
EditionPoints judge_items(const Evidence& evidence, Editions& editions) {
    EditionPoints votes{}, named{};
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!evidence.seen[b]) continue;
        editions.items[b] = winner(evidence.items[b]);
        add_votes(best_of(evidence.items[b]), votes);
        if (is_named(evidence.items[b])) add_votes(best_of(evidence.items[b]), named);
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
    return votes;
}

/// The likeliest edition of a block among those that have it.
EditionId edition_of_block(std::size_t block, EditionPoints points, EditionId expected) {
    for (EditionId e = 0; e < form_count; ++e) points[e] = columns_of(e, block) == 0 ? 0 : points[e] + 1;
    return likeliest(points, expected).value_or(expected);
}

}  // namespace

Editions find_editions(const RawRows& found, const Facts& facts) {
    const Evidence evidence = weigh(found);
    const std::optional<EditionId> of_year = edition_of_year(facts);
    Editions editions;
    editions.item_points = evidence.items;
    editions.requests_points = evidence.requests;
    const EditionPoints votes = judge_items(evidence, editions);
    editions.requests = winner(evidence.requests);
    editions.main = winner(votes);
    if (!editions.main) editions.main = editions.requests;
    if (!editions.main) editions.main = likeliest(votes, of_year);
    if (!editions.main) editions.main = likeliest(evidence.requests, of_year);
    editions.fallback = editions.main.value_or(of_year.value_or(form_count - 1));

    EditionPoints all{};  // blocks of each edition
    for (std::size_t b = 0; b < item_count; ++b) {
        if (!evidence.seen[b]) continue;
        if (!editions.items[b]) editions.items[b] = edition_of_block(b, evidence.items[b], editions.fallback);
        ++all[*editions.items[b]];
    }
    if (!editions.requests && evidence.requests_seen)
        editions.requests = likeliest(evidence.requests, editions.fallback).value_or(editions.fallback);
    if (!editions.main) editions.main = winner(all);
    if (!editions.main) editions.main = editions.requests;
    const bool any_item = *std::max_element(all.begin(), all.end()) > 0;
    if (!editions.main && any_item) editions.main = editions.fallback;
    editions.fallback = editions.main.value_or(editions.fallback);
    return editions;
}

}  // namespace nianbao::passes
