// Which printed row is which row of the form: what bind.cpp finds out and resolve.cpp works on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "grammar/forms.hpp"

namespace nianbao::passes {

using grammar::Span;

/// How the figures of a row stand to its cells.
enum class Fit : std::uint8_t {
    separate,  // one printed cell for each cell of the row, in order
    glued,     // one run of digits for the whole row
    open,      // too few or too many figures: some cell is missing or doubled
    disputed,  // printed several times with different figures, or with a blank that may be a cell instead of a figure
};

/// A row of the form and the printed cells that hold its figures.
struct BoundRow {
    grammar::TableId table{};
    grammar::EditionId edition = 0;   // of the block
    std::uint8_t block = 0, row = 0;  // in the form; table 四 printed as one row is row 0 with the cells of all three
    std::uint8_t cells = 0;           // how many cells of the form the figures are for
    Fit fit = Fit::separate;
    bool by_order = false;                             // no label names it: the form's order does
    bool other_columns = false;                        // heads of another order than the form's, and no sum tells
    bool repeated = false;                             // open, because the row is printed twice with other figures
    std::uint32_t first_figure = 0, figure_count = 0;  // in Binding::figures; separate: one each cell, blanks included
    std::optional<Span> label;
    std::optional<Span> unit;  // as printed in the head of the amount column: 万元, 元
    grammar::Keeps keeps = grammar::Keeps::nothing;
};

/// A row of the form that some of the rows without labels may be which stand at `span`.
struct UnplacedRow {
    grammar::TableId table{};
    std::uint8_t block = 0, row = 0;
    Span span;
};

/// Rows of table 三 whose figures are dealt by the form's order, row by row, and which of them (first, how many) the page
/// may have printed column by column instead.
struct DealtRows {
    struct Turn {
        std::uint8_t first = 0, count = 0;  // among `rows`
    };
    std::vector<std::uint8_t> rows;
    std::vector<Turn> turns;
};

struct Binding {
    std::vector<BoundRow> rows;  // in the order of the form
    std::vector<ast::PrintedCell> figures;
    std::vector<UnplacedRow> unplaced;  // those of one stretch of text together
    std::vector<DealtRows> dealt;
    bool reordered = false;                  // heads of table 三 stand in another order than the form's
    grammar::EditionId missing_edition = 0;  // of what the source does not hold
    std::array<std::uint32_t, grammar::table_count> bare_labels{};  // bit a row, of any block: a label and nothing else
};

}  // namespace nianbao::passes
