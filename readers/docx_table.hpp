// A table of Word while it is read: which cells begin here, and which are covered by one above or before them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "readers/blocks.hpp"

namespace nianbao::readers {

enum class Merge : std::uint8_t { none, restart, goes_on };

class DocxTable {
public:
    void start_row();
    void end_row();
    void start_cell();
    void end_cell();

    /// Grid columns in front of the row's first cell.
    void leave_columns(std::size_t count) { column_ += count; }
    void set_span(std::size_t columns) { span_ = columns; }
    void set_vertical(Merge merge) { vertical_ = merge; }
    void set_horizontal(Merge merge) { horizontal_ = merge; }
    /// The row or the cell was deleted, or is hidden.
    void drop_row() { row_dropped_ = true; }
    void drop_cell() { cell_dropped_ = true; }

    /// Whether a cell is open, and whether it is one that is printed.
    [[nodiscard]] bool in_cell() const { return in_cell_; }
    [[nodiscard]] bool cell_stands() const;
    [[nodiscard]] Blocks& blocks() { return cell_.blocks; }

    [[nodiscard]] Table take() { return std::move(table_); }

private:
    struct Stretch {
        std::size_t column = 0, span = 0;
    };
    [[nodiscard]] bool is_covered() const;

    Table table_;
    std::vector<Cell> row_;
    Cell cell_;
    std::vector<Stretch> merged_above_, merged_here_;  // ascending
    std::size_t column_ = 0, span_ = 1;
    Merge vertical_{}, horizontal_{}, horizontal_before_{};
    bool in_row_ = false, in_cell_ = false, row_dropped_ = false, cell_dropped_ = false;
};

}  // namespace nianbao::readers
