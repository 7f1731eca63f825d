// The list of forms, and the keys of all their cells in one numbering. A new edition is one header and one row here
// (docs/extending.md).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

#include "grammar/form.hpp"
#include "grammar/forms/edition2019.hpp"
#include "grammar/forms/edition2021.hpp"

namespace nianbao::grammar {

/// The editions, oldest first.
inline constexpr const Form* all_forms[] = {
    &forms::edition2019::form,
    &forms::edition2021::form,
};
inline constexpr std::size_t form_count = std::size(all_forms);

/// Index of an edition in `all_forms`.
using EditionId = std::uint8_t;

namespace detail {

constexpr bool same_keys(const auto& a, const auto& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.key == y.key; });
}

/// A block has one item in all editions. Tables 三 and 四 have one block, and their columns never change; nor do the rows
/// of table 四.
constexpr bool blocks_agree(const Form& a, const Form& b) {
    const auto& mine = a.table(TableId::disclosure).blocks;
    const auto& theirs = b.table(TableId::disclosure).blocks;
    for (std::size_t i = 0; i < std::min(mine.size(), theirs.size()); ++i)
        if (mine[i].item != theirs[i].item) return false;
    for (const TableId table : {TableId::requests, TableId::review})
        if (a.table(table).blocks.size() != 1 || b.table(table).blocks.size() != 1 ||
            !same_keys(a.table(table).blocks[0].columns, b.table(table).blocks[0].columns))
            return false;
    return same_keys(a.table(TableId::review).blocks[0].rows, b.table(TableId::review).blocks[0].rows);
}

/// Some passes keep a bit for each row of a block and for each column of each block of table 二.
constexpr bool fits(const Form& form) {
    constexpr std::size_t most_blocks = 8, most_columns = 4, most_rows = 32;
    if (form.table(TableId::disclosure).blocks.size() > most_blocks) return false;
    for (const Block& block : form.table(TableId::disclosure).blocks)
        if (block.columns.size() > most_columns) return false;
    for (const Table& table : form.tables)
        for (const Block& block : table.blocks)
            if (block.rows.size() > most_rows) return false;
    return true;
}

constexpr bool forms_agree() {
    for (std::size_t i = 0; i < form_count; ++i) {
        if (!fits(*all_forms[i]) || !blocks_agree(*all_forms[0], *all_forms[i])) return false;
        if (i > 0 && all_forms[i]->first_year <= all_forms[i - 1]->first_year) return false;
    }
    return true;
}

constexpr bool has_cell(const Form& form, TableId table, std::string_view row, std::string_view column) {
    for (const Block& block : form.table(table).blocks)
        if (index_of(block.rows, row) != block.rows.size() && index_of(block.columns, column) != block.columns.size())
            return true;
    return false;
}

/// How many cells an edition has that none before it has.
constexpr std::size_t new_cells(std::size_t edition) {
    std::size_t count = 0;
    for (const Table& table : all_forms[edition]->tables)
        for (const Block& block : table.blocks)
            for (const Row& row : block.rows)
                for (const Column& column : block.columns) {
                    bool known = false;
                    for (std::size_t e = 0; e < edition && !known; ++e)
                        known = has_cell(*all_forms[e], table.id, row.key, column.key);
                    count += !known;
                }
    return count;
}

constexpr std::size_t count_keys() {
    std::size_t count = 0;
    for (std::size_t edition = 0; edition < form_count; ++edition) count += new_cells(edition);
    return count;
}

constexpr std::span<const Block> longest_disclosure() {
    std::span<const Block> longest;
    for (const Form* form : all_forms)
        if (const auto& blocks = form->table(TableId::disclosure).blocks; blocks.size() > longest.size())
            longest = blocks;
    return longest;
}

}  // namespace detail

static_assert(detail::forms_agree());

/// Columns of table 三; columns and groups of table 四, and all of its cells, which most reports print as one row: the
/// same in all editions.
inline constexpr std::size_t requests_columns = all_forms[0]->table(TableId::requests).blocks[0].columns.size();
inline constexpr std::size_t review_columns = all_forms[0]->table(TableId::review).blocks[0].columns.size();
inline constexpr std::size_t review_groups = all_forms[0]->table(TableId::review).blocks[0].rows.size();
inline constexpr std::size_t review_cells = review_columns * review_groups;

/// Of any block of table 二.
inline constexpr std::size_t most_disclosure_columns = [] {
    std::size_t most = 0;
    for (const Form* form : all_forms)
        for (const Block& block : form->table(TableId::disclosure).blocks) most = std::max(most, block.columns.size());
    return most;
}();

/// As many cells as a row of the table is ever printed with.
constexpr std::size_t longest_row(TableId table) {
    switch (table) {
        case TableId::disclosure: return most_disclosure_columns;
        case TableId::requests: return requests_columns;
        case TableId::review: return review_cells;
    }
    return 0;
}

/// The items of 第二十条 that are blocks of table 二 in any edition. Their order is that of the blocks in all of them.
inline constexpr std::size_t item_count = detail::longest_disclosure().size();
inline constexpr std::array<std::string_view, item_count> item_names = [] {
    std::array<std::string_view, item_count> names;
    for (std::size_t i = 0; i < item_count; ++i) names[i] = detail::longest_disclosure()[i].item;
    return names;
}();

/// A cell's key `table.row.column` as a number: dense over all editions, ordered by table, row, column.
using KeyId = std::uint16_t;

struct Key {
    TableId table{};
    std::string_view row;
    std::string_view column;
    std::string_view text;  // "table.row.column"
    Unit unit{};
};

/// Where a cell stands in one edition of the form.
struct FormCell {
    TableId table{};
    std::uint8_t block = 0;   // index in Table::blocks
    std::uint8_t row = 0;     // index in Block::rows
    std::uint8_t column = 0;  // index in Block::columns
    KeyId key = 0;
};

inline constexpr std::size_t key_count = detail::count_keys();

/// All keys, each once; rows keep the order of the form, a row that only a later edition has comes after its neighbour.
[[nodiscard]] const std::array<Key, key_count>& keys();

/// The cells of an edition, in the form's order.
[[nodiscard]] std::span<const FormCell> cells_of(EditionId edition);

/// Those of one block, row by row; none if the edition has no such block.
[[nodiscard]] std::span<const FormCell> cells_of(EditionId edition, TableId table, std::size_t block);

/// The key with this text, or `key_count`.
[[nodiscard]] KeyId find_key(std::string_view text);

}  // namespace nianbao::grammar
