// Which edition of the form each block of table 二 and table 三 are: real reports mix them, and the year does not tell.
//
//     信息内容 | 本年新制作数量 | …      -> a head that only edition 2019 has
//     1.申请人无正当理由逾期不补正…       -> a row that only edition 2021 has
//     行政许可 | 22 | +3 | 417            -> three figures: edition 2019
#pragma once

#include <array>
#include <optional>

#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// What the heads, labels and figures of a block count for each edition.
using EditionPoints = std::array<std::size_t, grammar::form_count>;

struct Editions {
    std::array<std::optional<grammar::EditionId>, item_count> items{};  // of the blocks of table 二, where found
    std::optional<grammar::EditionId> requests;                         // of table 三, where found
    std::optional<grammar::EditionId> main;                             // of most blocks, else of table 三
    grammar::EditionId fallback = 0;                                    // of what is missing
    std::array<EditionPoints, item_count> item_points{};                // what spoke for each
    EditionPoints requests_points{};

    /// The edition of the table or block that a row is in.
    [[nodiscard]] grammar::EditionId of(const RawRow& row) const {
        if (row.table == grammar::TableId::requests) return requests.value_or(fallback);
        for (const auto& place : row.meaning)
            if (place && items[place->block]) return *items[place->block];
        return fallback;
    }
};

[[nodiscard]] Editions find_editions(const RawRows& found, const Facts& facts);

}  // namespace nianbao::passes
