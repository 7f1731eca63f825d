// Merged cells: Word writes each covered cell, marked as one that goes on from the cell above (vMerge) or, in old files,
// from the cell before (hMerge). A mark without such a cell says nothing, and Word shows the cell.
#include "readers/docx_table.hpp"

#include <algorithm>

namespace nianbao::readers {

void DocxTable::start_row() {
    end_row();
    in_row_ = true;
    row_dropped_ = false;
    column_ = 0;
    horizontal_before_ = Merge::none;
}

void DocxTable::end_row() {
    end_cell();
    if (!in_row_) return;
    in_row_ = false;
    if (!row_dropped_) {
        if (!row_.empty()) table_.rows.push_back(std::move(row_));
        merged_above_ = std::move(merged_here_);
    }
    row_.clear();
    merged_here_.clear();
}

void DocxTable::start_cell() {
    end_cell();
    in_cell_ = in_row_;
    span_ = 1;
    vertical_ = horizontal_ = Merge::none;
    cell_dropped_ = false;
}

void DocxTable::end_cell() {
    if (!in_cell_) return;
    if (cell_stands()) row_.push_back(std::move(cell_));
    cell_ = {};
    if (vertical_ != Merge::none) merged_here_.push_back({column_, span_});
    column_ += span_;
    horizontal_before_ = horizontal_;
    in_cell_ = false;
}

bool DocxTable::cell_stands() const { return !row_dropped_ && !cell_dropped_ && !is_covered(); }

bool DocxTable::is_covered() const {
    if (horizontal_ == Merge::goes_on && horizontal_before_ != Merge::none) return true;
    if (vertical_ != Merge::goes_on) return false;
    return std::ranges::binary_search(merged_above_, column_, {}, &Stretch::column);
}

}  // namespace nianbao::readers
