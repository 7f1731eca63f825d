// The order of a table's columns, where its heads are printed in another than the form's.
//
//     总计 | 自然人 | 法人或其他组织            -> total, natural_person, business, ... other
//     自然人 | 总计 | 法人或其他组织            -> natural_person, total, ...; but PDFs print heads in any order, and
//                                                 where the figures add up in the form's order they stand in that
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "passes/passes.hpp"
#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// The column of the form at each printed place; of no places where nothing is known.
class ColumnOrder {
public:
    static constexpr std::size_t most = 15;

    /// More columns than any row has are dropped: they are no order of one.
    void add(std::uint8_t column) {
        if (size_ < most) columns_[size_] = column;
        ++size_;
    }
    void add(const ColumnOrder& others) {
        for (std::size_t i = 0; i < others.size(); ++i) add(others[i]);
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::uint8_t operator[](std::size_t place) const { return columns_[place]; }
    [[nodiscard]] bool is_form_order() const {
        for (std::size_t i = 0; i < size_; ++i)
            if (columns_[i] != i) return false;
        return true;
    }

private:
    std::array<std::uint8_t, most> columns_{};
    std::size_t size_ = 0;
};

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
    void note(const BoundRow& row, const RawRows& found, const Header& header) {
        if (header != header_ || row.cells != cells_) read_heads(row, found, header);
        if (order_.size() != 0) rows_.push_back({row, order_});
    }

    /// Puts the figures into the form's order, if they are not in it already: their sums tell, else the layout does.
    /// Where they are not, the rows of the block whose figures do not stand apart are disputed.
    void apply(Work& work) const {
        if (!rows_.empty()) reorder(work);
    }

private:
    void reorder(Work& work) const;
    void doubt(Work& work) const;
    void read_heads(const BoundRow& row, const RawRows& found, const Header& header);

    Header header_;          // of the last row
    std::size_t cells_ = 0;  // of the last row
    ColumnOrder order_;      // over it; of no places: the form's
    std::vector<Reordered> rows_;
};

}  // namespace nianbao::passes
