// The label cells of a printed row as words of the form.
//
//     三、本年度办理结果 | （一）予以公开        -> two words: a group, a row
//     本年新 | 制作数量                          -> one word over two cells: a head
//     （三）不予公开1.属于国家秘密               -> two words in one cell
//     属于行政查                                 -> no word; nearest_row finds which row begins so
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// A piece of a label: a word of the form, or characters that are none.
struct Token {
    const grammar::Word* word = nullptr;
    std::u32string other;    // folded
    std::uint32_t cell = 0;  // index of the label cell it began in
    bool clean = true;       // nothing but words before it in its cell
};

/// The word that a cell is, maybe with an explanation in brackets behind it; or nullptr.
[[nodiscard]] const grammar::Word* word_of_cell(std::string_view text);

/// Splits label cells into words and what is none; the tokens replace those in `out`. `words` are the cells' own words.
void read_label(const grammar::Source& source, std::span<const ast::PrintedCell> cells,
                std::span<const grammar::Word* const> words, std::vector<Token>& out);

/// The row that a folded text means which is no word itself: the beginning of a label, or a label misspelt. Looks in
/// one table, and in table 二 in one block where that is known.
[[nodiscard]] Meaning nearest_row(std::u32string_view folded, grammar::TableId table, std::optional<std::uint8_t> block);

}  // namespace nianbao::passes
