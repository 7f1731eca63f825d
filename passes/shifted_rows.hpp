// Labels and figures that may be out of step. Where one label of a table has no figures, or is lost, and elsewhere there
// are figures that have no label, each label between the two may have its neighbour's figures:
//
//     1.信访举报投诉类申请          (no figures)             its own figures are the next
//     2.重复申请        4 0 0 … 4   perhaps those of 1.
//     3.要求提供…      1 0 0 … 1   perhaps those of 2.
//     2 0 0 … 2                     (no label)               perhaps those of 3.
//
// Figures in one line with their label are its own. Else the sums down the columns of table 三 may tell, by the rule of
// two: out of step they break at least two sums more than in step.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ast/document.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {

/// A printed label, figures, or both, as they follow each other in a table; or a row of the form that has neither, where
/// its label would stand.
struct PrintedStep {
    std::optional<std::uint8_t> row;                  // of the block, by the label
    std::span<const ast::PrintedCell> figures;        // right behind the label, of one row
    std::span<const ast::PrintedCell> without_label;  // more figures behind them
    bool missing = false;                             // the label is not printed at all
    bool in_one_line = false;                         // label and figures
    bool runs_on = false;                             // into those: which are its own is open anyway
    bool behind_blanks = false;                       // blank cells for a whole row stand between these
    bool behind_stray = false;                        // a figure of no row stands before the label
    bool behind_unknown = false;                      // a row that the form does not have stands before it
    bool by_order_alone = false;                      // the form's order has dealt figures to a row without a label
    bool dealt = false;                               // the form's order has dealt its figures, or others to its row
    bool may_be_turned = false;                       // perhaps column by column: which are whose the sums will tell

    /// Whether some figures have no label. Those that are dealt to a row without one may be another's.
    [[nodiscard]] bool has_surplus() const { return !without_label.empty() || by_order_alone; }
    /// Whether the row may be the blank cells, and the figures those of a label behind.
    [[nodiscard]] bool may_be_blank() const { return behind_blanks && without_label.empty(); }
    [[nodiscard]] bool is_bare() const { return row && figures.empty() && !dealt; }
};

/// Which of them may be out of step, labels without figures and figures without a label included.
[[nodiscard]] std::vector<bool> find_shifted(const Work& work, const grammar::Table& table, std::uint8_t block,
                                             std::span<const PrintedStep> steps);

}  // namespace nianbao::passes
