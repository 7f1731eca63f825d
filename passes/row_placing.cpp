#include "passes/row_placing.hpp"

#include <string>
#include <utility>

#include "passes/alignment.hpp"
#include "passes/column_order.hpp"
#include "passes/row_fitting.hpp"
#include "passes/trace.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::EditionId;
using grammar::review_cells;
using grammar::review_columns;
using grammar::review_groups;
using grammar::RowPlace;
using grammar::TableId;

constexpr std::size_t most_rows = 64;  // without a label that may be rows of the form; so many more are another table

std::size_t index(TableId table) { return static_cast<std::size_t>(table); }

void complain(Work& work, Code code, Span span) {
    Diagnostic diagnostic{.code = code, .span = span, .arguments = {{"label", std::string(work.source.text(span))}}};
    work.out.diagnostics.push_back(std::move(diagnostic));
}

/// Rows of table 三 without labels. Between two labels they are placed where just so many rows of the form are missing;
/// else the whole stretch between two rows with label and figures is looked at, where figures may belong to the labels
/// that have none: a label that the page wrapped has them before it, within it or behind it.
class UnlabelledRows {
public:
    UnlabelledRows(Work& work, const Editions& editions)
        : work_(work), edition_(editions.requests.value_or(editions.fallback)) {}

    void place(std::vector<RawRow>& rows) {
        if (std::ranges::none_of(rows, [this](const RawRow& row) { return waits(row); })) return;
        bound_.assign(grammar::all_forms[edition_]->table(TableId::requests).blocks[0].rows.size(), false);
        for (const RawRow& row : rows)
            if (row.table == TableId::requests && row.meaning[edition_]) bound_[row.meaning[edition_]->row] = true;
        labels_leave_blanks_ = std::ranges::any_of(
            rows, [this](const RawRow& row) { return waits(row) && !row.label && is_blank(row.fields.front()); });
        for (RawRow& row : rows) {
            if (row.table != TableId::requests) continue;
            if (waits(row))
                waiting_.push_back(&row);
            else if (row.meaning[edition_])
                pass(row);
        }
        settle(bound_.size(), false);
        settle_stretch();
    }

private:
    /// A row of the form that a waiting row may be; with `label` if that was printed by itself.
    struct Slot {
        std::uint8_t row = 0;
        RawRow* label = nullptr;
    };

    bool waits(const RawRow& row) const {
        if (row.table != TableId::requests || row.meaning[edition_]) return false;
        return row.group_label || !any(row.meaning);
    }

    void pass(RawRow& row) {
        const std::uint8_t here = row.meaning[edition_]->row;
        const bool bare = is_bare(row);
        settle(std::max<std::size_t>(next_, here), bare);
        if (row.figures > 0)
            settle_stretch();
        else if (bare)
            slots_.push_back({here, &row});
        next_ = std::max<std::size_t>(next_, here + 1U);
    }

    /// Blank cells may be what is left of a row whose figures stand elsewhere, unless those are in rows that keep the
    /// place of their lost labels.
    bool is_bare(const RawRow& row) const { return row.fields.empty() || (row.figures == 0 && !labels_leave_blanks_); }

    /// The waiting rows stand before this row of the form. Where a label before or right behind them has no figures, they
    /// may be its.
    void settle(std::size_t end, bool before_bare_label) {
        const std::size_t first = slots_.size();
        for (std::size_t r = next_; r < end; ++r)
            if (!bound_[r]) slots_.push_back({static_cast<std::uint8_t>(r), nullptr});
        if (waiting_.empty()) return;
        const bool passed_label = std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(first),
                                              [](const Slot& slot) { return slot.label != nullptr; });
        if (!before_bare_label && !passed_label && fit(waiting_, std::span(slots_).subspan(first))) {
            take(waiting_, std::span(slots_).subspan(first));
            slots_.resize(first);
        } else {
            left_.insert(left_.end(), waiting_.begin(), waiting_.end());
        }
        waiting_.clear();
    }

    void settle_stretch() {
        if (fit(left_, slots_)) {
            take(left_, slots_);
        } else if (!left_.empty()) {
            const Span stretch = join(extent(*left_.front()), extent(*left_.back()));
            if (left_.size() <= most_rows)
                for (const Slot& slot : slots_) doubt(slot, stretch);
            for (const RawRow* row : left_) complain(work_, Code::row_without_label, where(*row));
        }
        left_.clear();
        slots_.clear();
    }

    /// The figures at `stretch` may be its.
    void doubt(const Slot& slot, Span stretch) {
        if (slot.label != nullptr && !slot.label->fields.empty())
            slot.label->shifted = true;
        else
            work_.binding.unplaced.push_back({TableId::requests, 0, slot.row, stretch});
    }

    /// Each row has one place, and no label of a row or of its group speaks against it.
    bool fit(std::span<RawRow* const> rows, std::span<const Slot> slots) const {
        if (rows.size() != slots.size() || !are_rows(rows)) return false;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i]->hint != nullptr && rows[i]->hint->rows[edition_] != place_of(slots[i])) return false;
            if (rows[i]->label && slots[i].label != nullptr) return false;
        }
        return true;
    }

    /// Several rows that are too long, or some too long and some too short, are parts of rows, or columns. So may be as
    /// many rows as there are columns.
    bool are_rows(std::span<RawRow* const> rows) const {
        if (rows.size() < 2) return true;
        const std::size_t columns = grammar::all_forms[edition_]->table(TableId::requests).blocks[0].columns.size();
        const bool none_labelled = std::none_of(rows.begin(), rows.end(), [](const RawRow* row) { return row->label; });
        if (rows.size() >= columns && none_labelled) return false;
        bool too_long = false, too_short = false;
        for (const RawRow* row : rows) {
            if (row->figures > columns + 1) return false;
            too_long |= row->figures > columns;
            too_short |= row->fields.size() < columns && row->fields.front().kind != ast::Kind::run;
        }
        return !too_long || !too_short;
    }

    static RowPlace place_of(const Slot& slot) { return {TableId::requests, 0, slot.row}; }

    void take(std::span<RawRow* const> rows, std::span<const Slot> slots) {
        std::vector<std::uint8_t> taken;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            taken.push_back(slots[i].row);
            rows[i]->meaning[edition_] = place_of(slots[i]);
            rows[i]->by_order = true;
            if (slots[i].label == nullptr) continue;
            rows[i]->label = slots[i].label->label;
            slots[i].label->meaning = {};  // it has its figures now
        }
        if (!rows.empty())
            note_rows_by_order(work_, TableId::requests, 0, edition_, join(where(*rows.front()), extent(*rows.back())),
                               taken);
    }

    Work& work_;
    EditionId edition_;
    std::vector<bool> bound_;              // rows of the form that a label names
    bool labels_leave_blanks_ = false;     // where a label is lost, its cell is there and blank
    std::vector<RawRow*> waiting_, left_;  // since the last label; in the stretch before that
    std::vector<Slot> slots_;              // of the stretch
    std::size_t next_ = 0;                 // the first row of the form that may come
};

/// The place of a printed row in the form.
struct Place {
    EditionId edition = 0;
    std::uint8_t block = 0, row = 0, cells = 0;
};

class Placer {
public:
    Placer(Work& work, const RawRows& found, const Editions& editions)
        : work_(work), found_(found), editions_(editions) {}

    void place() {
        for (const RawRow& row : found_.rows)
            if (const auto place = place_of(row); place && !row.fields.empty())
                shapes_[index(row.table)].learn(row, place->cells);
        const bool glued =
            std::any_of(shapes_.begin(), shapes_.end(), [](const TableShape& shape) { return shape.glued(); });
        for (TableShape& shape : shapes_) shape.share_glued(glued);
        for (const RawRow& row : found_.rows) add(row);
        dispute_second_tables();
        for (const auto& table : orders_)
            for (const ColumnOrders& block : table) block.apply(work_);
        sort_rows();
    }

private:
    /// Where many rows are printed twice with other figures, so is the table: for another year, or another body. No sum
    /// tells which is the report's, nor whose the rows are that stand in one of them alone. Of one of the tables there may
    /// be labels without figures, and as many figures without a label.
    void dispute_second_tables() {
        constexpr std::size_t many = 3;
        std::array<std::size_t, grammar::table_count> repeated{};
        const auto is_apart = [&](const BoundRow& row) {
            return !row.repeated && nameless_[index(row.table)] >= many && was_bare(row) && row.figure_count != 0;
        };
        for (const BoundRow& row : work_.binding.rows) repeated[index(row.table)] += row.repeated || is_apart(row);
        for (BoundRow& row : work_.binding.rows) {
            if (repeated[index(row.table)] < many || row.fit == Fit::glued) continue;
            if (is_apart(row) && row.fit != Fit::disputed && row.label) complain(work_, Code::row_repeated, *row.label);
            row.fit = Fit::disputed;
        }
    }

    bool was_bare(const BoundRow& row) const { return (bare_[index(row.table)][row.block] & rows_of_form(row)) != 0; }

    void sort_rows() {
        const auto place = [](const BoundRow& row) {
            return index(row.table) << 16U | std::size_t{row.block} << 8U | row.row;
        };
        auto& rows = work_.binding.rows;
        if (!std::ranges::is_sorted(rows, {}, place)) std::ranges::stable_sort(rows, {}, place);
    }

    /// Where in the form a row belongs, if it does.
    std::optional<Place> place_of(const RawRow& row) const {
        const EditionId edition = editions_.of(row);
        if (row.table == TableId::review) {
            const std::size_t cells = row.review_group ? review_columns : review_cells;
            return Place{edition, 0, row.review_group.value_or(0), static_cast<std::uint8_t>(cells)};
        }
        const std::optional<RowPlace>& place = row.meaning[edition];
        if (!place) return std::nullopt;
        const auto& block = grammar::all_forms[edition]->table(row.table).blocks[place->block];
        return Place{edition, place->block, place->row, static_cast<std::uint8_t>(block.columns.size())};
    }

    void add(const RawRow& raw) {
        const std::optional<Place> place = place_of(raw);
        if (place && raw.figures == 0) bare_[index(raw.table)][place->block] |= 1U << place->row;
        nameless_[index(raw.table)] += !place && !raw.label && raw.figures != 0;
        if (raw.fields.empty()) {
            if (place) work_.binding.bare_labels[index(raw.table)] |= 1U << place->row;
        } else if (place) {
            bind(raw, *place);
        } else if (raw.label && any(raw.meaning)) {
            complain(work_, Code::unknown_row, *raw.label);
        } else if (raw.table == TableId::disclosure && raw.figures != 0) {
            complain(work_, Code::row_without_label, where(raw));
        }
    }

    void bind(const RawRow& raw, const Place& place) {
        auto& figures = work_.binding.figures;
        BoundRow bound{.table = raw.table,
                       .edition = place.edition,
                       .block = place.block,
                       .row = place.row,
                       .cells = place.cells,
                       .first_figure = static_cast<std::uint32_t>(figures.size()),
                       .label = raw.label,
                       .unit = raw.unit,
                       .keeps = raw.keeps};
        bound.fit = fit_figures(raw, bound.cells, shapes_[index(raw.table)], work_.source, figures);
        bound.figure_count = static_cast<std::uint32_t>(figures.size()) - bound.first_figure;
        bound.by_order = raw.by_order;
        if (raw.in_doubt) dispute(raw, bound);
        if (raw.of_two_years || is_under_other_heads(raw, place)) doubt_year(raw, bound);
        if (raw.shifted) doubt_place(raw, bound);
        if (work_.trace != nullptr && bound.fit == Fit::disputed) note_event(raw, bound, *work_.trace);
        if (was_bound(bound) && merge_repeated(bound, where(raw))) return;
        if (bound.fit == Fit::separate) orders_[index(raw.table)][bound.block].note(bound, found_, raw.header);
        work_.binding.rows.emplace_back(bound);
        note_layout(raw);
    }

    static void note_event(const RawRow& raw, const BoundRow& bound, Trace& trace) {
        const Dispute why = raw.shifted ? Dispute::shifted : raw.in_doubt ? Dispute::unparted : Dispute::stray;
        trace.disputed.push_back({bound.first_figure, why});
    }

    /// There are more figures than were told apart.
    void dispute(const RawRow& raw, BoundRow& bound) {
        bound.fit = Fit::disputed;
        Diagnostic diagnostic{
            .code = Code::too_many_figures,
            .span = extent(raw),
            .arguments = {{"label", std::string(work_.source.text(where(raw)))},
                          {"figures", std::to_string(std::max<std::size_t>(raw.figures, bound.cells) + 1)},
                          {"cells", std::to_string(bound.cells)}}};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    /// Its figures may be another row's. Blank cells are as doubtful, but who complains of the figures says that.
    void doubt_place(const RawRow& raw, BoundRow& bound) {
        bound.fit = Fit::disputed;
        if (raw.figures != 0) complain(work_, Code::row_without_label, where(raw));
    }

    /// Whether all heads over a row of table 二 are those of another edition than its block's: it is another table's row.
    bool is_under_other_heads(const RawRow& raw, const Place& place) const {
        if (raw.table != TableId::disclosure) return false;
        const std::uint32_t columns = 0xFU << (place.block * 4U);
        bool other = false;
        for (const grammar::Word* head : std::span(found_.head_words).subspan(raw.header.first, raw.header.count)) {
            if ((head->heads[place.edition] & columns) != 0) return false;
            other |= std::ranges::any_of(head->heads, [&](std::uint32_t heads) { return (heads & columns) != 0; });
        }
        return other;
    }

    /// Sums do not tell one year from the other. Table 二 has none: figures of both years are candidates, if both are there.
    void doubt_year(const RawRow& raw, BoundRow& bound) {
        if (raw.table == TableId::disclosure && bound.fit == Fit::open && raw.figures > bound.cells) return;
        bound.fit = Fit::disputed;
        Diagnostic diagnostic{.code = Code::two_years,
                              .span = extent(raw),
                              .arguments = {{"label", std::string(work_.source.text(where(raw)))}}};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    std::span<const PrintedCell> figures_of(const BoundRow& row) const {
        return std::span(work_.binding.figures).subspan(row.first_figure, row.figure_count);
    }

    /// The same row printed again: nothing new, or its figures are one row with too many of them. The figures of `again`,
    /// which stands at `place`, are the last of all.
    bool merge_repeated(const BoundRow& again, Span place) {
        auto& rows = work_.binding.rows;
        const auto known =
            std::stable_partition(rows.begin(), rows.end(), [&](const BoundRow& row) { return !overlap(row, again); });
        if (std::all_of(known, rows.end(), [](const BoundRow& row) { return row.figure_count == 0; })) {
            rows.erase(known, rows.end());
            return false;
        }
        if (std::all_of(known, rows.end(), [&](const BoundRow& row) { return says_nothing_new(row, again); })) {
            const bool figures_again = count_figures(figures_of(again)) != 0;
            for (auto row = known; row != rows.end(); ++row) {
                if (!row->unit) row->unit = again.unit;
                row->repeated |= figures_again && !prints_the_same(*row, again);
            }
            work_.binding.figures.resize(again.first_figure);
            return true;
        }
        const bool third = std::any_of(known, rows.end(), [](const BoundRow& row) { return row.repeated; });
        if (!third && again.fit != Fit::disputed) complain(work_, Code::row_repeated, place);
        const bool glued = again.fit == Fit::glued || std::any_of(known, rows.end(), is_glued);
        const BoundRow both = third || glued ? disputed(*known) : joined({known, rows.end()}, again);
        rows.erase(known, rows.end());
        rows.push_back(both);
        return true;
    }

    static bool is_glued(const BoundRow& row) { return row.fit == Fit::glued; }

    /// Printed a third time, or a run twice: nobody can say which printing counts.
    static BoundRow disputed(BoundRow row) {
        row.fit = Fit::disputed;
        row.repeated = true;
        return row;
    }

    BoundRow joined(std::span<const BoundRow> known, const BoundRow& again) {
        BoundRow both = again.cells > known.front().cells ? again : known.front();
        both.fit = Fit::open;
        both.repeated = true;
        both.first_figure = static_cast<std::uint32_t>(work_.binding.figures.size());
        for (const BoundRow& row : known) append_full(row);
        append_full(again);
        both.figure_count = static_cast<std::uint32_t>(work_.binding.figures.size()) - both.first_figure;
        return both;
    }

    /// Rows of the form that a row is, a bit each; in table 四 one printed row may be all three.
    static std::uint32_t rows_of_form(const BoundRow& row) {
        const bool whole = row.table == TableId::review && row.cells == review_cells;
        return whole ? (1U << review_groups) - 1 : 1U << row.row;
    }

    static bool overlap(const BoundRow& a, const BoundRow& b) {
        return a.table == b.table && a.block == b.block && (rows_of_form(a) & rows_of_form(b)) != 0;
    }

    /// Whether some of the row has been bound before; takes note of it.
    bool was_bound(const BoundRow& row) {
        std::uint32_t& bound = bound_[index(row.table)][row.block];
        const std::uint32_t before = bound;
        bound |= rows_of_form(row);
        return (before & rows_of_form(row)) != 0;
    }

    bool says_nothing_new(const BoundRow& known, const BoundRow& again) const {
        if (known.fit == Fit::disputed || count_figures(figures_of(again)) == 0) return true;
        return prints_the_same(known, again);
    }

    bool prints_the_same(const BoundRow& known, const BoundRow& again) const {
        const auto a = figures_of(known), b = figures_of(again);
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const PrintedCell& x, const PrintedCell& y) {
            return work_.source.text(x.span) == work_.source.text(y.span);
        });
    }

    void append_full(const BoundRow& row) {
        auto& figures = work_.binding.figures;
        for (std::uint32_t i = row.first_figure; i < row.first_figure + row.figure_count; ++i)
            if (!is_blank(figures[i])) figures.push_back(PrintedCell(figures[i]));
    }

    void note_layout(const RawRow& row) {
        if (std::exchange(last_layouts_[index(row.table)], row.layout) == row.layout) return;
        auto& names = work_.out.layouts[index(row.table)];
        const std::string_view name = grammar::all_layouts()[row.layout].name;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }

    Work& work_;
    const RawRows& found_;
    const Editions& editions_;
    std::array<std::array<std::uint32_t, item_count>, grammar::table_count> bound_{};  // by table and block
    std::array<std::array<std::uint32_t, item_count>, grammar::table_count>
        bare_{};                                                // rows with a label and no figures
    std::array<std::size_t, grammar::table_count> nameless_{};  // rows of figures without a label
    std::array<std::optional<grammar::LayoutId>, grammar::table_count> last_layouts_{};
    std::array<TableShape, grammar::table_count> shapes_;
    std::array<std::array<ColumnOrders, item_count>, grammar::table_count> orders_;  // by table and block
};

/// A row with so many fields is none of any form.
void cut(RawRow& row) {
    if (row.fields.size() <= most_fitted) return;
    row.fields = row.fields.first(most_fitted);
    row.figures = count_figures(row.fields);
}

/// A row in another table's section gives way to one in its own: a copied head or label there says nothing of it, nor does
/// a table of an edition that the table at home is not of.
void drop_foreign(Work& work, RawRows& found, const Editions& editions) {
    if (std::ranges::none_of(found.rows, &RawRow::foreign)) return;
    std::array<bool, grammar::table_count> at_home{};
    std::array<std::array<bool, grammar::form_count>, grammar::table_count> edition_at_home{};
    std::array<std::array<std::uint32_t, item_count>, grammar::table_count> bound{};
    for (const RawRow& row : found.rows) {
        if (row.foreign) continue;
        if (const auto place = row.meaning[editions.of(row)]) bound[index(row.table)][place->block] |= 1U << place->row;
        if (row.figures == 0) continue;
        at_home[index(row.table)] = true;
        edition_at_home[index(row.table)][editions.of(row)] = true;
    }
    std::erase_if(found.rows, [&](const RawRow& row) {
        if (!row.foreign || !at_home[index(row.table)]) return false;
        const auto place = row.meaning[editions.of(row)];
        const bool free = place && (bound[index(row.table)][place->block] >> place->row & 1U) == 0;
        if (free && edition_at_home[index(row.table)][editions.of(row)]) return false;
        if (row.figures != 0) complain(work, Code::row_without_label, where(row));
        return true;
    });
}

}  // namespace

void place_rows(Work& work, RawRows& found, const Editions& editions) {
    drop_foreign(work, found, editions);
    align_rows(work, found, editions);
    for (RawRow& row : found.rows) cut(row);
    work.binding.rows.reserve(found.rows.size());
    work.binding.figures.reserve(found.rows.size() * 8);
    UnlabelledRows(work, editions).place(found.rows);
    Placer(work, found, editions).place();
}

}  // namespace nianbao::passes
