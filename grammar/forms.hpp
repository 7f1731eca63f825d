// The list of forms, and the keys of all their cells in one numbering. A new edition is one header and one row here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "grammar/form.hpp"
#include "grammar/forms/edition2019.hpp"
#include "grammar/forms/edition2021.hpp"

namespace nianbao::grammar {

inline constexpr const Form* all_forms[] = {&forms::edition2019::form, &forms::edition2021::form};
inline constexpr std::size_t form_count = std::size(all_forms);

/// Index of an edition in `all_forms`.
using EditionId = std::uint8_t;

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

inline constexpr std::size_t key_count = 226;

/// All keys, each once; rows keep the order of the form, a row that only a later edition has comes after its neighbour.
[[nodiscard]] const std::array<Key, key_count>& keys();

/// The cells of an edition, in the form's order.
[[nodiscard]] std::span<const FormCell> cells_of(EditionId edition);

/// Those of one block, row by row; none if the edition has no such block.
[[nodiscard]] std::span<const FormCell> cells_of(EditionId edition, TableId table, std::size_t block);

/// The key with this text, or `key_count`.
[[nodiscard]] KeyId find_key(std::string_view text);

}  // namespace nianbao::grammar
