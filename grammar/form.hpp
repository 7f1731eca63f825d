// What a form is: tables of cells that the national form prints, with their labels and the identities (勾稽关系)
// that hold between them. The editions themselves are data in forms/*.hpp; every other part of the compiler
// (binding, splitting, checking, the schemas) reads this one definition.
//
// Source: 国办公开办函〔2019〕60号 (edition 2019) and 国办公开办函〔2021〕30号 (edition 2021).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace nianbao::grammar {

enum class TableId : std::uint8_t { disclosure, requests, review };
inline constexpr std::size_t table_count = 3;

/// What the numbers of a column are. `count` and `change` are whole; amounts are exact decimals in the named unit.
enum class Unit : std::uint8_t { count, change, yuan, wan_yuan };

[[nodiscard]] constexpr bool is_amount(Unit unit) { return unit == Unit::yuan || unit == Unit::wan_yuan; }

/// A column of a block: `variants` are other heads seen in print, separated by '|'.
struct Column {
    std::string_view key;
    std::string_view label;
    Unit unit = Unit::count;
    std::string_view variants = {};
};

/// A row of a block: `group` is the label of the group that the form prints before the row's own label.
struct Row {
    std::string_view key;
    std::string_view label;
    std::string_view group = {};
    std::string_view variants = {};
};

/// The variants of a label one by one.
template <class Visit>
constexpr void each_variant(std::string_view variants, Visit visit) {
    while (!variants.empty()) {
        const std::string_view variant = variants.substr(0, variants.find('|'));
        visit(variant);
        variants.remove_prefix(variant.size() + (variant.size() < variants.size()));
    }
}

/// Which way an identity adds up: `rows`, within each row (its terms are columns); `columns`, within each column
/// (its terms are rows).
enum class Axis : std::uint8_t { rows, columns };

/// left terms add up to the same as right terms; one equation for every row (or column) of the block.
struct Identity {
    std::string_view id;
    Axis axis;
    std::span<const std::string_view> left;
    std::span<const std::string_view> right;
};

/// A rectangle of cells under one header row. `item` names the block in table 二 (第二十条第…项), else it is empty. An
/// edition that has dropped an item keeps its place: a block without columns and rows.
struct Block {
    std::string_view item;
    std::string_view banner;
    std::span<const Column> columns;
    std::span<const Row> rows;

    [[nodiscard]] constexpr bool has_cells() const { return !columns.empty() && !rows.empty(); }
};

struct Table {
    TableId id;
    std::string_view key;
    std::string_view label;
    std::span<const Block> blocks;
    std::span<const Identity> identities;
};

struct Form {
    std::string_view edition;
    std::uint16_t first_year;  // of the reports that it is for
    std::string_view notice;
    std::span<const Table> tables;

    [[nodiscard]] constexpr const Table& table(TableId id) const { return tables[static_cast<std::size_t>(id)]; }
};

[[nodiscard]] constexpr std::size_t cell_count(const Table& table) {
    std::size_t count = 0;
    for (const Block& block : table.blocks) count += block.rows.size() * block.columns.size();
    return count;
}

[[nodiscard]] constexpr std::size_t cell_count(const Form& form) {
    std::size_t count = 0;
    for (const Table& table : form.tables) count += cell_count(table);
    return count;
}

/// The position of `key` among `items` (rows or columns), or their number when it is not there.
template <class Item>
[[nodiscard]] constexpr std::size_t index_of(std::span<const Item> items, std::string_view key) {
    std::size_t index = 0;
    while (index < items.size() && items[index].key != key) ++index;
    return index;
}

namespace detail {

template <class Item>
constexpr bool keys_and_labels_are_set_once(std::span<const Item> items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].key.empty() || items[i].label.empty()) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (items[i].key == items[j].key || items[i].label == items[j].label) return false;
    }
    return !items.empty();
}

template <class Item>
constexpr bool terms_are_known_once(const Identity& identity, std::span<const Item> items) {
    if (identity.left.empty() || identity.right.empty()) return false;
    for (const Item& item : items) {
        std::size_t uses = 0;
        for (std::string_view term : identity.left) uses += term == item.key;
        for (std::string_view term : identity.right) uses += term == item.key;
        if (uses > 1) return false;
    }
    for (std::string_view term : identity.left)
        if (index_of(items, term) == items.size()) return false;
    for (std::string_view term : identity.right)
        if (index_of(items, term) == items.size()) return false;
    return true;
}

}  // namespace detail

/// Every name is set and known, none stands twice, and every identity speaks of cells that there are.
/// A misspelt name does not compile: each form asserts this.
[[nodiscard]] constexpr bool well_formed(const Table& table) {
    if (table.key.empty() || table.blocks.empty()) return false;
    for (std::size_t i = 0; i < table.blocks.size(); ++i) {
        const Block& block = table.blocks[i];
        const bool dropped = !block.item.empty() && block.columns.empty() && block.rows.empty();
        if (dropped && table.identities.empty()) continue;
        if (!detail::keys_and_labels_are_set_once(block.columns)) return false;
        if (!detail::keys_and_labels_are_set_once(block.rows)) return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (table.blocks[j].item == block.item) return false;
            for (const Row& row : block.rows)
                if (index_of(table.blocks[j].rows, row.key) != table.blocks[j].rows.size()) return false;
        }
        for (const Identity& identity : table.identities) {
            if (identity.id.empty()) return false;
            const bool known = identity.axis == Axis::rows ? detail::terms_are_known_once(identity, block.columns)
                                                           : detail::terms_are_known_once(identity, block.rows);
            if (!known) return false;
        }
    }
    return true;
}

[[nodiscard]] constexpr bool well_formed(const Form& form) {
    if (form.edition.empty() || form.tables.size() != table_count) return false;
    for (std::size_t i = 0; i < form.tables.size(); ++i)
        if (form.tables[i].id != static_cast<TableId>(i) || !well_formed(form.tables[i])) return false;
    return true;
}

}  // namespace nianbao::grammar
