#include "passes/row_placing.hpp"

#include <string>
#include <tuple>

#include "passes/row_fitting.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::EditionId;
using grammar::RowPlace;
using grammar::TableId;

constexpr std::size_t review_cells = 15;
constexpr std::size_t review_groups = 3;

std::size_t index(TableId table) { return static_cast<std::size_t>(table); }

void complain(Work& work, Code code, Span span) {
    Diagnostic diagnostic{.code = code, .span = span, .arguments = {{"label", std::string(work.source.text(span))}}};
    work.out.diagnostics.push_back(std::move(diagnostic));
}

/// Rows of table 三 without labels, each stretch between two bound ones at a time.
class UnlabelledRows {
public:
    UnlabelledRows(Work& work, const Editions& editions)
        : work_(work), edition_(editions.requests.value_or(editions.fallback)),
          bound_(grammar::all_forms[edition_]->table(TableId::requests).blocks[0].rows.size(), false) {}

    void place(std::vector<RawRow>& rows) {
        for (const RawRow& row : rows)
            if (row.table == TableId::requests && row.meaning[edition_]) bound_[row.meaning[edition_]->row] = true;
        for (RawRow& row : rows) {
            if (row.table != TableId::requests) continue;
            if (!any(row.meaning)) {
                waiting_.push_back(&row);
            } else if (row.meaning[edition_]) {
                const std::size_t here = row.meaning[edition_]->row;
                settle(std::max(next_, here));
                next_ = std::max(next_, here + 1);
            }
        }
        settle(bound_.size());
    }

private:
    /// The waiting rows are before this row of the form.
    void settle(std::size_t end) {
        if (waiting_.empty()) return;
        std::vector<std::uint8_t> missing;
        for (std::size_t r = next_; r < end; ++r)
            if (!bound_[r]) missing.push_back(static_cast<std::uint8_t>(r));
        if (waiting_.size() == missing.size()) {
            for (std::size_t i = 0; i < missing.size(); ++i)
                waiting_[i]->meaning[edition_] = RowPlace{TableId::requests, 0, missing[i]};
        } else {
            work_.binding.unplaced.insert(work_.binding.unplaced.end(), missing.begin(), missing.end());
            for (const RawRow* row : waiting_)
                complain(work_, Code::row_without_label, row->label.value_or(join(row->fields.front().span, row->fields.back().span)));
        }
        waiting_.clear();
    }

    Work& work_;
    EditionId edition_;
    std::vector<bool> bound_;  // rows of the form that a label names
    std::vector<RawRow*> waiting_;
    std::size_t next_ = 0;  // the first row of the form that may come
};

class Placer {
public:
    Placer(Work& work, const Editions& editions) : work_(work), editions_(editions) {}

    void place(const std::vector<RawRow>& rows) {
        for (const RawRow& row : rows)
            if (!row.fields.empty() && placed(row)) shapes_[index(row.table)].learn(row, cells_of(row));
        const bool glued = std::any_of(shapes_.begin(), shapes_.end(), [](const TableShape& shape) { return shape.glued(); });
        for (TableShape& shape : shapes_) shape.share_glued(glued);
        for (const RawRow& row : rows) add(row);
        const auto order = [](const BoundRow& a, const BoundRow& b) {
            return std::tuple(a.table, a.block, a.row) < std::tuple(b.table, b.block, b.row);
        };
        std::stable_sort(work_.binding.rows.begin(), work_.binding.rows.end(), order);
    }

private:
    bool placed(const RawRow& row) const { return row.table == TableId::review || row.meaning[editions_.of(row)]; }

    std::size_t cells_of(const RawRow& row) const {
        if (row.table == TableId::review) return row.review_row ? review_cells / review_groups : review_cells;
        const EditionId edition = editions_.of(row);
        return grammar::all_forms[edition]->table(row.table).blocks[row.meaning[edition]->block].columns.size();
    }

    void add(const RawRow& raw) {
        if (raw.fields.empty()) {
            work_.binding.bare_labels[index(raw.table)] |= placed(raw);
        } else if (placed(raw)) {
            bind(raw);
        } else if (raw.label && any(raw.meaning)) {
            complain(work_, Code::unknown_row, *raw.label);
        }
    }

    void bind(const RawRow& raw) {
        const EditionId edition = editions_.of(raw);
        BoundRow bound{.table = raw.table, .edition = edition, .label = raw.label, .unit = raw.unit, .layout = raw.layout};
        if (raw.table == TableId::review) bound.row = raw.review_row.value_or(0);
        else bound.block = raw.meaning[edition]->block, bound.row = raw.meaning[edition]->row;
        bound.cells = static_cast<std::uint8_t>(cells_of(raw));
        auto& figures = work_.binding.figures;
        bound.first_figure = static_cast<std::uint32_t>(figures.size());
        bound.fit = fit_figures(raw, bound.cells, shapes_[index(raw.table)], work_.source, figures);
        bound.figure_count = static_cast<std::uint32_t>(figures.size()) - bound.first_figure;
        if (merge_repeated(bound)) return;
        work_.binding.rows.push_back(bound);
        note_layout(raw);
    }

    std::span<const PrintedCell> figures_of(const BoundRow& row) const {
        return std::span(work_.binding.figures).subspan(row.first_figure, row.figure_count);
    }

    /// The same row printed again: nothing new, or its figures are one row with too many of them. The figures of `again`
    /// are the last of all.
    bool merge_repeated(const BoundRow& again) {
        const auto same_row = [&](const BoundRow& row) {
            return row.table == again.table && row.block == again.block && row.row == again.row && row.cells == again.cells;
        };
        auto& rows = work_.binding.rows;
        const auto known = std::find_if(rows.begin(), rows.end(), same_row);
        if (known == rows.end()) return false;
        if (known->fit == Fit::disputed || says_nothing_new(*known, again)) {
            work_.binding.figures.resize(again.first_figure);
            return true;
        }
        if (known->repeated) {  // a third time, or a run: nobody can say which printing counts
            dispute(*known);
            return true;
        }
        complain(work_, Code::row_repeated, again.label.value_or(figures_of(again).front().span));
        known->repeated = true;
        if (known->fit == Fit::glued || again.fit == Fit::glued) {  // two runs are not one row with too many figures
            dispute(*known);
            return true;
        }
        const std::size_t begin = work_.binding.figures.size();
        append_full(*known);
        append_full(again);
        known->fit = Fit::open;
        known->first_figure = static_cast<std::uint32_t>(begin);
        known->figure_count = static_cast<std::uint32_t>(work_.binding.figures.size() - begin);
        return true;
    }

    static void dispute(BoundRow& row) {
        row.fit = Fit::disputed;
        row.figure_count = 0;
    }

    bool says_nothing_new(const BoundRow& known, const BoundRow& again) const {
        const auto a = figures_of(known), b = figures_of(again);
        if (count_figures(b) == 0) return true;
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const PrintedCell& x, const PrintedCell& y) {
            return work_.source.text(x.span) == work_.source.text(y.span);
        });
    }

    void append_full(const BoundRow& row) {
        for (std::uint32_t i = row.first_figure; i < row.first_figure + row.figure_count; ++i) {
            const PrintedCell figure = work_.binding.figures[i];
            if (!is_blank(figure)) work_.binding.figures.push_back(figure);
        }
    }

    void note_layout(const RawRow& row) {
        auto& names = work_.out.layouts[index(row.table)];
        const std::string_view name = grammar::layout_names()[row.layout];
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }

    Work& work_;
    const Editions& editions_;
    std::array<TableShape, grammar::table_count> shapes_;
};

}  // namespace

void place_rows(Work& work, std::vector<RawRow>& rows, const Editions& editions) {
    work.binding.rows.reserve(rows.size());
    work.binding.figures.reserve(rows.size() * 8);
    UnlabelledRows(work, editions).place(rows);
    Placer(work, editions).place(rows);
}

}  // namespace nianbao::passes
