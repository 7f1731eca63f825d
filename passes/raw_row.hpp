// Printed rows on their way to the form: figures and what their label said, before it is known of which edition the
// table is. row_collector.cpp makes them, editions.cpp and row_placing.cpp read them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "grammar/forms.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/compilation.hpp"

namespace nianbao::passes {

/// What a label means in each edition: which row of the form, if any.
using Meaning = std::array<std::optional<grammar::RowPlace>, grammar::form_count>;

/// Heads seen, in each edition: bit block * 4 + column, as in grammar::Word.
using Heads = std::array<std::uint32_t, grammar::form_count>;

/// The heads of columns over some rows, as they follow each other in the text: so many of RawRows::head_words.
struct Header {
    std::uint32_t first = 0, count = 0;
    friend bool operator==(const Header&, const Header&) = default;
};

struct RawRow {
    std::span<const ast::PrintedCell> fields;  // figures, and blanks between and beside them
    std::size_t figures = 0;                   // fields that are not blank
    std::size_t label_cells = 0;               // before the fields, blank ones included
    grammar::LayoutId layout = grammar::no_layout;
    grammar::Keeps keeps = grammar::Keeps::nothing;
    grammar::TableId table{};
    bool foreign = false;                      // it stands in a section that is not its table's
    bool by_order = false;                     // no label of its own: the form's order says which row it is
    bool apart = false;                        // its label stands in the row before
    bool shifted = false;                      // its figures may be another row's
    bool in_doubt = false;                     // what its figures are, the text leaves open
    bool continues = false;                    // its fields may be more of the row before it
    bool unknown_label = false;                // it has a label, and that is no row's of the form
    bool damaged_label = false;                // it is a row's label but nearly
    bool of_two_years = false;                 // its figures are, or may be, and which are whose the heads do not say
    bool under_heads = false;                  // it has a field under each head of its columns, and no other
    bool group_label = false;                  // the label may be that of a group as well: （六）其他处理
    std::optional<std::uint8_t> review_group;  // table 四 split into small tables: which
    std::optional<std::uint8_t> block;         // of table 二, for a row without a label
    Meaning meaning{};                         // none: a row without a label that is known
    const grammar::Word* hint = nullptr;       // a label that is a row's in other places: 其他, 总计
    std::optional<Span> label;
    std::optional<Span> unit;  // printed in the head of its column, or beside the table
    Heads heads{};
    Header header;
};

/// All rows of a report, in the order of the text, and what the banners of table 二 said.
struct RawRows {
    std::vector<RawRow> rows;
    std::vector<const grammar::Word*> head_words;  // of all headers
    std::array<bool, item_count> banners{};
    std::array<Heads, item_count> heads{};            // under each banner
    std::deque<std::vector<ast::PrintedCell>> dealt;  // fields of rows that are not as printed
};

[[nodiscard]] inline bool any(const Meaning& meaning) {
    for (const auto& place : meaning)
        if (place) return true;
    return false;
}

[[nodiscard]] inline grammar::TableId table_of(const Meaning& meaning) {
    for (const auto& place : meaning)
        if (place) return place->table;
    return grammar::TableId::disclosure;
}

/// Whether a word is the head of a column of table 二.
[[nodiscard]] inline bool is_head(const grammar::Word& word) {
    std::uint32_t heads = 0;
    for (const std::uint32_t bits : word.heads) heads |= bits;
    return heads != 0;
}

[[nodiscard]] inline bool is_blank(const ast::PrintedCell& cell) {
    return cell.kind == grammar::Kind::blank || cell.kind == grammar::Kind::filler;
}

[[nodiscard]] inline std::size_t count_figures(std::span<const ast::PrintedCell> fields) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const ast::PrintedCell& field) { return !is_blank(field); }));
}

/// Where the row stands: its label, or its figures if it has none. A row without both does not exist.
[[nodiscard]] inline Span where(const RawRow& row) {
    return row.label ? *row.label : grammar::join(row.fields.front().span, row.fields.back().span);
}

/// From there to the row's end.
[[nodiscard]] inline Span extent(const RawRow& row) {
    return row.fields.empty() ? where(row) : grammar::join(where(row), row.fields.back().span);
}

}  // namespace nianbao::passes
