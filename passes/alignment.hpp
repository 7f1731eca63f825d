// Figures that do not stand behind their labels, dealt to the rows of the form by its order: where labels are lost, or
// printed apart from their figures, two rows with label and figures (anchors) enclose a stretch, and where that holds
// just as many figures as the rows of the form between the anchors need, they are theirs, one row after the other.
//
//     一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0     an anchor
//     1 0 0 0 0 0 1                                      the row of 二、, whose label is lost
//     （一）予以公开 1 0 0 0 0 0 1 0 0 0 0 0 0 0         this row and the next, whose label stands elsewhere
//     （三）不予公开1.属于国家秘密 0 0 0 0 0 0 0         an anchor
//
// Premises: the form's order is kept, and a label that is present binds its row. One transformation is known besides: a
// page may print a block of rows column by column, seven groups of as many figures as it has rows. Which of the two it
// did is for the sums to tell (turned_rows.hpp).
#pragma once

#include "passes/editions.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {

/// Says of which rows of the form the figures are that stand here without their labels.
void note_rows_by_order(Work& work, grammar::TableId table, std::uint8_t block, grammar::EditionId edition,
                        Span figures, std::span<const std::uint8_t> rows);

/// Gives rows without labels their place, and splits rows with the figures of several.
void align_rows(Work& work, RawRows& found, const Editions& editions);

}  // namespace nianbao::passes
