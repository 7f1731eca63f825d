// Which of a row's fields are the figures of its cells. Blank fields may be blank cells, or what is left of merged
// cells and of label columns; the complete rows of a table tell of the others.
//
//     （七）总计 | | 2 | 0 | 0 | 0 | 0 | 0 | 2   seven figures behind a label column: complete
//     （一）予以公开 | | 1 | | | | | | 1         so the first blank is no cell here either
//     （二）部分公开 | 1 | 0 | 0 | 0 | 0 | 1     one too few, and nothing tells which: open
//     （三）不予公开 | | 1 | 0 | 0 | 0 | 0 | 1   as many fields as cells, but a field less than the others: open
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "passes/binding.hpp"
#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// So many fields of a row are looked at, a bit each.
inline constexpr std::size_t most_fitted = 64;

/// What the rows of a table have in common: which of the fields are cells in rows that are complete.
class TableShape {
public:
    void learn(const RawRow& row, std::size_t cells);

    /// Other rows have their digits run together.
    [[nodiscard]] bool glued() const { return glued_; }
    /// What runs digits together in one table of a report does so in the others.
    void share_glued(bool glued) { glued_ = glued_ || glued; }

    /// Some complete row has blank fields beside or between its figures.
    [[nodiscard]] bool padded() const { return padded_; }

    /// Some row has more figures than cells: one of its columns is none of the form's.
    [[nodiscard]] bool overfull() const { return overfull_ || mostly_overfull(); }
    /// Most rows have. One that has not may lack a figure besides, blank or not printed.
    [[nodiscard]] bool mostly_overfull() const { return too_long_ * 2 > rows_; }

    /// Whether a column may be missing: some rows of so many cells have a figure too few, and none has one in the first or
    /// in the last cell. The blanks there may be what is left of merged cells, and the missing figure another's.
    [[nodiscard]] bool lacks_column(std::size_t cells) const { return (short_ & ~(first_ & last_)) >> cells & 1U; }

    /// Whether the row is as wide as most complete rows, labels and all.
    [[nodiscard]] bool is_common_width(const RawRow& row) const;

    /// How complete rows with as many label cells and fields use their fields; a bit each field, least first.
    [[nodiscard]] std::vector<std::uint64_t> patterns(const RawRow& row, std::size_t cells) const;

    /// How many fields stand before the first cell in rows with so many fields more than cells, if that is known.
    [[nodiscard]] std::optional<std::size_t> offset(std::size_t surplus) const;

private:
    struct Pattern {
        std::size_t labels = 0, fields = 0, cells = 0;
        std::uint64_t used = 0;
        friend bool operator==(const Pattern&, const Pattern&) = default;
    };
    struct Offset {
        bool seen = false, contradicted = false;
        std::size_t fields = 0;
    };
    static constexpr std::size_t most_surplus = 16, most_width = most_fitted, most_patterns = 16;

    void learn_ends(const RawRow& row, std::size_t cells, std::size_t offset);
    void learn_complete(const RawRow& row, std::size_t cells);
    void learn_offset(std::size_t surplus, std::size_t offset);

    std::vector<Pattern> patterns_;
    std::array<Offset, most_surplus> offsets_{};
    std::array<std::uint32_t, most_width> widths_{};  // complete rows of each width
    std::uint32_t first_ = 0, last_ = 0, short_ = 0;  // by number of cells, a bit each
    std::uint32_t rows_ = 0, too_long_ = 0;
    bool padded_ = false;
    bool overfull_ = false;
    bool glued_ = false;
};

/// Appends a row's figures to `out`: one for each cell, blanks included, where they fit; else all that is not blank.
Fit fit_figures(const RawRow& row, std::size_t cells, const TableShape& shape, const grammar::Source& source,
                std::vector<ast::PrintedCell>& out);

}  // namespace nianbao::passes
