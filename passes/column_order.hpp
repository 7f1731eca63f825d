// The order of a table's columns, where its heads are printed in another than the form's.
//
//     总计 | 自然人 | 法人或其他组织            -> total, natural_person, business, ... other
//     自然人 | 总计 | 法人或其他组织            -> natural_person, total, ...; but PDFs print heads in any order, and
//                                                 where the figures add up in the form's order they stand in that
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "passes/passes.hpp"
#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// The column of the form at each printed place.
using ColumnOrder = std::vector<std::uint8_t>;

/// A row of `binding` with its figures as printed.
struct Reordered {
    BoundRow row;
    ColumnOrder order;
};

/// The rows of a block whose heads stand in another order than the form's.
class ColumnOrders {
public:
    /// Takes note of a row whose figures stand apart. A header that does not name each column once says nothing, and the
    /// one before it holds.
    void note(const BoundRow& row, const std::vector<Header>& headers, std::size_t header);

    /// Puts the figures into the form's order, if they are not in it already: their sums tell, else the layout does.
    void apply(Work& work) const;

private:
    std::size_t header_ = 0, cells_ = 0;  // of the last row
    ColumnOrder order_;                   // over it; empty: the form's
    std::vector<Reordered> rows_;
};

}  // namespace nianbao::passes
