// The label cells of a printed row as words of the form.
//
//     三、本年度办理结果 | （一）予以公开        -> two words: a group, a row
//     本年新 | 制作数量                          -> one word over two cells: a head
//     （三）不予公开1.属于国家秘密               -> two words in one cell
//     属于行政查                                 -> no word; nearest_row finds which one begins so
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
    std::uint32_t cell = 0;  // index of the label cell it began in
    bool clean = true;       // nothing but words before it in its cell
};

/// The label of a row, cells and all. Kept from row to row, so that its memory is.
struct Label {
    std::vector<Token> tokens;
    std::u32string last_other;          // the characters of the last token that is no word, folded
    std::vector<grammar::Span> pieces;  // cells that are no words by themselves
    bool words_only = true;             // there are none, nor brackets beside a word
};

/// Whether a folded label may begin so with a number: 2, 二.
[[nodiscard]] bool is_numeral(char32_t c);

/// Brackets opened and not closed, of either width; closed and not opened count against them.
[[nodiscard]] int open_brackets(std::string_view text);

/// A label folded, without what extraction left in it: [bookmark: _GoBack].
[[nodiscard]] std::u32string fold_label(std::string_view text);

/// The word that a cell is but for an explanation in brackets behind it, or for what extraction left in it; or nullptr.
[[nodiscard]] const grammar::Word* word_beside_brackets(std::string_view text);

/// The word that a cell is, maybe with brackets beside it; or nullptr.
[[nodiscard]] inline const grammar::Word* word_of_cell(std::string_view text) {
    const grammar::Word* const word = grammar::find_word(text);
    return word != nullptr ? word : word_beside_brackets(text);
}

/// Splits the label that some cells begin with into words and what is none, in place of what was in `out`. Returns how
/// many cells it has; the last of them is a text. In a row of its own, a text behind a label that names its row already
/// is a remark in place of a number.
std::size_t read_label(const grammar::Source& source, std::span<const ast::PrintedCell> cells, grammar::Keeps keeps,
                       Label& out);

/// The heads of a block of table 二 that begin so, where not every edition has any: 本年新.
[[nodiscard]] Heads heads_beginning_with(std::u32string_view folded, std::size_t block);

/// The word that a folded label is but for some characters printed twice in a row (一、本年本年新收…); or nullptr.
[[nodiscard]] const grammar::Word* word_without_repetition(std::u32string_view label);

/// The word that a folded label is but for its number (1.重复申请 for 2.重复申请); or nullptr.
[[nodiscard]] const grammar::Word* word_of_any_number(std::u32string_view label);

/// Whether the word names a row of this table, and of this block where that is known.
[[nodiscard]] bool names_row_of(const grammar::Word& word, grammar::TableId table, std::optional<std::uint8_t> block);

/// How many characters a folded label is from a word that it is not; nothing where that is too far. The word's beginning
/// is as near as can be.
[[nodiscard]] std::optional<std::size_t> distance(std::u32string_view label, std::u32string_view word);

/// The row that a folded label means which is no word: the beginning of a label, or a label misspelt. Short labels
/// must be nearly right: 行政处理 and 非行政许可 are no rows of the form, however near they come to one.
[[nodiscard]] Meaning nearest_row(std::u32string_view label, grammar::TableId table, std::optional<std::uint8_t> block);

}  // namespace nianbao::passes
