// Which characters are which cell, and how certain that is. Requires the binding; makes `cells`.
//
// Cells that stand apart are read by what they say. Rows whose digits run together, or that have too few figures or too
// many, have several admissible readings; these are weighed against the identities over the whole table (search.hpp),
// and each cell becomes `proved`, `guessed` or null by the contract's rule of two:
//
//     （三）不予公开1.属于国家秘密1000001   -> 1 0 0 0 0 0 1, the only reading: proved, if the row adds up
//     行政许可22+3417                       -> 22 proved; +3 417 | +34 17 | +341 7 guessed, and none of them given
#include <algorithm>
#include <array>
#include <string>

#include "passes/evaluate.hpp"
#include "passes/open_row.hpp"
#include "passes/passes.hpp"
#include "passes/search.hpp"
#include "passes/trace.hpp"
#include "passes/turned_rows.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::Block;
using grammar::EditionId;
using grammar::TableId;
using grammar::Unit;

// ---- the cells of the editions found --------------------------------------------------------------------------------

/// Lays out the cells of every block in the form's order, all absent, and finds them by place.
class Sheet {
public:
    explicit Sheet(Work& work) : work_(work) {
        const EditionId missing = work.binding.missing_edition;
        for (std::size_t b = 0; b < item_count; ++b)
            add(work.out.item_editions[b].value_or(missing), TableId::disclosure, b);
        add(work.out.requests_edition.value_or(missing), TableId::requests, 0);
        add(missing, TableId::review, 0);
    }

    /// The cells of a bound row, in the order of its columns.
    std::span<Cell> row(const BoundRow& bound) {
        const Place& place = places_[static_cast<std::size_t>(bound.table)][bound.block];
        return std::span(work_.out.cells).subspan(place.first + bound.row * place.columns, bound.cells);
    }

    std::span<Cell> row(TableId table, std::size_t block, std::size_t index) {
        const Place& place = places_[static_cast<std::size_t>(table)][block];
        return std::span(work_.out.cells).subspan(place.first + index * place.columns, place.columns);
    }

    /// All cells of table 三 or 四.
    std::span<Cell> cells(TableId table) {
        const Place& place = places_[static_cast<std::size_t>(table)][0];
        const std::size_t rows = grammar::all_forms[place.edition]->table(table).blocks[0].rows.size();
        return std::span(work_.out.cells).subspan(place.first, rows * place.columns);
    }

private:
    struct Place {
        std::size_t first = 0, columns = 0;
        EditionId edition = 0;
    };

    void add(EditionId edition, TableId table, std::size_t b) {
        const auto& blocks = grammar::all_forms[edition]->table(table).blocks;
        if (b >= blocks.size()) return;
        const std::size_t first = work_.out.cells.size();
        places_[static_cast<std::size_t>(table)][b] = {first, blocks[b].columns.size(), edition};
        const auto form_cells = grammar::cells_of(edition, table, b);
        work_.out.cells.resize(first + form_cells.size());
        for (std::size_t i = 0; i < form_cells.size(); ++i) work_.out.cells[first + i].key = form_cells[i].key;
    }

    Work& work_;
    std::array<std::array<Place, item_count>, grammar::table_count> places_{};
};

// ---- cells that stand apart -----------------------------------------------------------------------------------------

/// A cell that says more than a few digits; its span is known. Kept apart: hardly any cell comes here.
[[gnu::noinline]] void fill_wordy_cell(Work& work, const BoundRow& row, std::string_view text, Unit unit, Cell& cell) {
    const Span span = cell.text;
    const Evaluation said = evaluate(text, unit, head_unit(work, row));
    cell.state = said.state;
    cell.value = said.value;
    if (!said.note.empty()) cell.note = within(span, said.note);
    if (!said.unit.empty()) cell.unit = within(span, said.unit);
    if (said.value) cell.certainty = Certainty::read;
    if (!said.candidates.empty()) {
        cell.certainty = Certainty::guessed;
        cell.value.reset();
        const std::vector<std::optional<Decimal>> candidates(said.candidates.begin(), said.candidates.end());
        cell.candidates = keep(work.out, candidates, said.candidates_complete);
    }
    if (said.unit_missing) complain(work, Code::unit_missing, span, {{"text", std::string(text)}}, {cell.key});
    if (said.too_long) complain(work, Code::number_too_long, span, {{"text", std::string(text)}}, {cell.key});
}

void fill_separate_cell(Work& work, const BoundRow& row, Span figure, Unit unit, Cell& cell) {
    const std::string_view text = work.source.text(figure);
    cell.span = figure;
    cell.text = figure;
    if (grammar::is_amount(unit) && row.unit) cell.unit = *row.unit;
    if (const std::optional<Decimal> number = plain_number(text, unit)) {
        cell.state = State::given;
        cell.value = number;
        cell.certainty = Certainty::read;
    } else {
        fill_wordy_cell(work, row, text, unit, cell);
    }
}

/// A row goes through the columns of its block once; all of table 四 printed as one row, three times.
void fill_separate_row(Work& work, const BoundRow& row, std::span<Cell> cells) {
    const auto figures = figures_of(work, row);
    const auto columns = block_of(row).columns;
    for (std::size_t first = 0; first < cells.size(); first += columns.size())
        for (std::size_t c = 0; c < columns.size(); ++c)
            fill_separate_cell(work, row, figures[first + c].span, columns[c].unit, cells[first + c]);
}

/// Which figures are theirs nobody knows: these stand somewhere in `span`.
void leave_unplaced(std::span<Cell> cells, Span span, std::uint32_t run) {
    for (Cell& cell : cells) {
        cell.state = State::unplaced;
        cell.span = span;
        cell.text = span;
        cell.run = run;
    }
}

/// Where more rows have lost two figures or more, as on pages that left out repeated lines, their sums tell nothing:
/// measured over damaged reports, all cells that a search can prove have fewer of such rows about them.
constexpr std::size_t most_rows_that_lost_several = 3;

bool lost_several(const BoundRow& row) {
    return row.fit != Fit::glued && row.figure_count != 0 && row.figure_count + 1U < row.cells;
}

/// Nor do the sums within a row that has lost half of its figures. In table 二, where there are none, a row is short.
bool lost_half(const BoundRow& row) {
    return row.table != TableId::disclosure && row.fit == Fit::open && 2U * row.figure_count <= row.cells;
}

// ---- a table as a problem -------------------------------------------------------------------------------------------

template <class Item>
std::uint32_t bits_of(std::span<const std::string_view> terms, std::span<const Item> items) {
    std::uint32_t bits = 0;
    for (const std::string_view term : terms) bits |= 1U << grammar::index_of(items, term);
    return bits;
}

/// The identities of a table as laws over the rows of a problem. Rows of table 四 that are printed as one have the law
/// once for each group of cells.
void add_laws(const grammar::Table& table, std::size_t cells_a_row, Problem& problem) {
    const Block& block = table.blocks[0];
    for (const grammar::Identity& identity : table.identities) {
        if (identity.axis == grammar::Axis::rows) {
            for (std::size_t first = 0; first < cells_a_row; first += block.columns.size())
                problem.row_laws.push_back(
                    {bits_of(identity.left, block.columns) << first, bits_of(identity.right, block.columns) << first});
            continue;
        }
        ColumnLaw law;
        for (const std::string_view term : identity.left) law.left.push_back(grammar::index_of(block.rows, term));
        for (const std::string_view term : identity.right) law.right.push_back(grammar::index_of(block.rows, term));
        problem.column_laws.push_back(std::move(law));
    }
}

class TableResolver {
public:
    TableResolver(Work& work, Sheet& sheet, TableId table, std::uint32_t& run_number)
        : work_(work), sheet_(sheet), table_(table), run_number_(run_number) {}

    /// Whether lines of table 三 are lost.
    bool run() {
        for (const BoundRow& row : work_.binding.rows)
            if (row.table == table_) take(row);
        if (table_ == TableId::requests && !work_.binding.dealt.empty())
            settle_turned_rows(work_, sheet_.cells(table_), !open_.empty(), run_number_);
        if (open_.empty()) return has_lost_lines();
        blanks_ = some_run_is_short();
        const bool beyond_sums = table_ == TableId::requests && rows_that_lost_several() > most_rows_that_lost_several;
        if (beyond_sums) note_lost_figures();
        for (const BoundRow* row : open_)
            if (!beyond_sums || !lost_several(*row)) note_misfit(*row);
        if (beyond_sums)
            for (const BoundRow* row : open_) leave_open(*row);
        else if (table_ == TableId::requests && !blanks_ && columns_say_anything())
            solve_whole();
        else
            for (const BoundRow* row : open_) lost_half(*row) ? leave_open(*row) : solve_row(*row);
        return has_lost_lines();
    }

private:
    void take(const BoundRow& row) {
        if (row.figure_count == 0) return;  // a label and too few blank cells: nothing to read
        if (row.fit == Fit::disputed) {
            leave_unplaced(sheet_.row(row), whole_run(work_, row), ++run_number_);
            return;
        }
        if (row.fit == Fit::separate)
            fill_separate_row(work_, row, sheet_.row(row));
        else
            open_.push_back(&row);
    }

    /// One complaint for all rows that lost several figures.
    void note_lost_figures() {
        const BoundRow* first = nullptr;
        std::vector<grammar::KeyId> keys;
        for (const BoundRow* row : open_) {
            if (!lost_several(*row)) continue;
            if (first == nullptr || row->first_figure < first->first_figure) first = row;
            const std::vector<grammar::KeyId> of_row = keys_of(sheet_.row(*row));
            keys.insert(keys.end(), of_row.begin(), of_row.end());
        }
        complain(work_, Code::rows_lost_figures, whole_run(work_, *first),
                 {{"table", std::string(grammar::all_forms[0]->table(table_).key)},
                  {"rows", std::to_string(rows_that_lost_several())},
                  {"label", label_of(work_, *first)},
                  {"figures", std::to_string(first->figure_count)},
                  {"cells", std::to_string(first->cells)}},
                 std::move(keys));
    }

    void note_misfit(const BoundRow& row) {
        if (row.fit != Fit::open || row.repeated) return;
        const Code code = row.figure_count < row.cells ? Code::too_few_figures : Code::too_many_figures;
        complain(work_, code, whole_run(work_, row),
                 {{"label", label_of(work_, row)},
                  {"figures", std::to_string(row.figure_count)},
                  {"cells", std::to_string(row.cells)}},
                 keys_of(sheet_.row(row)));
    }

    /// Two rows may have run together, and figures of both be lost: then the true reading is none of those there are.
    static bool is_overfull(const BoundRow& row) {
        return row.fit == Fit::open && !row.repeated && row.figure_count > row.cells + 1U;
    }

    static std::uint32_t all_cells(const BoundRow& row) { return (1U << row.cells) - 1; }

    /// Where a run has fewer digits than cells the agency leaves cells blank, and may do so in every row.
    bool some_run_is_short() const {
        bool glued = false;
        for (const BoundRow* row : open_) {
            if (row->fit != Fit::glued) continue;
            glued = true;
            if (digit_count(work_.source.text(figures_of(work_, *row).front().span)) < row->cells) return true;
        }
        return glued && bare_labels() != 0;
    }

    std::uint32_t bare_labels() const { return work_.binding.bare_labels[static_cast<std::size_t>(table_)]; }

    /// Labels of table 三 that have no figures at all.
    std::size_t rows_that_lost_all() const {
        std::size_t rows = 0;
        for (std::size_t row = 0; bare_labels() >> row != 0; ++row)
            rows += (bare_labels() >> row & 1U) && is_unknown(row);
        return rows;
    }

    /// Rows that say nothing may be left out by the agency, but where others have lost figures, they have as well.
    bool has_lost_lines() const {
        if (table_ != TableId::requests) return false;
        const auto several = static_cast<std::size_t>(std::ranges::count_if(
            work_.binding.rows, [&](const BoundRow& row) { return row.table == table_ && lost_several(row); }));
        return several != 0 && several + rows_that_lost_all() > most_rows_that_lost_several;
    }

    std::size_t rows_that_lost_several() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(open_, [](const BoundRow* row) { return lost_several(*row); }));
    }

    /// Runs are worth the whole budget: they lack no figure, and in a table that has all its rows the sums tell nearly
    /// always. Else a long search seldom finds more than a short one; measured over damaged reports. Where cells may be
    /// blank nothing is proved in any case.
    std::uint64_t steps() const {
        if (blanks_) return work_.steps / 64;
        const bool runs = std::ranges::any_of(open_, [](const BoundRow* row) { return row->fit == Fit::glued; });
        if (runs) return work_.steps / (rows_are_unknown() ? 32 : 1);
        return work_.steps / (rows_that_lost_several() > 0 ? 256 : 16);
    }

    EditionId edition() const { return work_.out.requests_edition.value_or(work_.binding.missing_edition); }

    /// A row of table 三 of which nothing is known at all.
    bool is_unknown(std::size_t row) const {
        return std::ranges::none_of(open_, [&](const BoundRow* open) { return open->row == row; }) &&
               std::ranges::none_of(sheet_.row(table_, 0, row), [](const Cell& cell) { return bool(cell.value); });
    }

    bool rows_are_unknown() const {
        if (table_ != TableId::requests) return false;
        const std::size_t rows = grammar::all_forms[edition()]->table(table_).blocks[0].rows.size();
        for (std::size_t row = 0; row < rows; ++row)
            if (is_unknown(row)) return true;
        return false;
    }

    /// Whether some law over the columns can fail. Where a table is cut off, whole rows are unknown: they make up for
    /// anything if there is one on either side, or if there are no others on one side.
    bool columns_say_anything() const {
        const grammar::Table& table = grammar::all_forms[edition()]->table(table_);
        const auto unknown = [&](std::string_view key) {
            return is_unknown(grammar::index_of(table.blocks[0].rows, key));
        };
        return std::ranges::any_of(table.identities, [&](const grammar::Identity& identity) {
            if (identity.axis == grammar::Axis::rows) return false;
            const auto left = std::ranges::count_if(identity.left, unknown);
            const auto right = std::ranges::count_if(identity.right, unknown);
            return (left == 0 || right == 0) && left != std::ssize(identity.left) &&
                   right != std::ssize(identity.right);
        });
    }

    /// Its readings are listed, and nothing is weighed.
    void leave_open(const BoundRow& row) {
        Problem problem;
        problem.rows.push_back(readings_of(work_, row, blanks_));
        if (problem.rows[0].count() == 0) return unreadable(row);
        Solution solution{.rows = std::vector<RowSolution>(1), .known = Known::nothing};
        solution.rows[0].best = first_reading(problem.rows[0]);
        solution.rows[0].doubtful = all_cells(row);
        if (work_.trace != nullptr) {
            note_event(row, problem, solution, 0);
            work_.trace->readings.back().weighed = false;
        }
        fill(row, problem.rows[0], solution.rows[0], solution.known);
    }

    void solve_whole() {
        const grammar::Table& table = grammar::all_forms[edition()]->table(table_);
        const std::size_t columns = table.blocks[0].columns.size();
        Problem problem;
        std::vector<const BoundRow*> bound(table.blocks[0].rows.size(), nullptr);
        for (const BoundRow* row : open_) bound[row->row] = row;
        for (std::size_t r = 0; r < bound.size(); ++r) {
            std::vector<std::optional<Decimal>> values;
            for (const Cell& cell : sheet_.row(table_, 0, r)) values.push_back(cell.value);
            problem.rows.push_back(bound[r] != nullptr ? readings_of(work_, *bound[r], false)
                                                       : Readings::fixed(std::move(values)));
            if (problem.rows.back().count() != 0) continue;
            problem.rows.back() = Readings::fixed(std::vector<std::optional<Decimal>>(columns));
            unreadable(*bound[r]);
            bound[r] = nullptr;
        }
        add_laws(table, columns, problem);
        Solution solution = solve(problem, steps());
        if (solution.exhausted) note_exhausted();
        for (std::size_t r = 0; r < bound.size(); ++r)
            if (bound[r] != nullptr && is_overfull(*bound[r])) solution.rows[r].doubtful = (1U << columns) - 1;
        for (std::size_t r = 0; r < bound.size(); ++r) {
            if (bound[r] == nullptr) continue;
            if (work_.trace != nullptr) note_event(*bound[r], problem, solution, r);
            fill(*bound[r], problem.rows[r], solution.rows[r], solution.known);
        }
    }

    void solve_row(const BoundRow& row) {
        Problem problem;
        problem.rows.push_back(readings_of(work_, row, blanks_));
        if (problem.rows[0].count() == 0) return unreadable(row);
        add_laws(grammar::all_forms[row.edition]->table(table_), row.cells, problem);
        problem.column_laws.clear();
        Solution solution = solve(problem, steps());
        if (solution.exhausted) note_exhausted();
        RowSolution& found = solution.rows[0];
        const std::uint32_t all = all_cells(row);
        if (blanks_ || (solution.exhausted && problem.rows[0].count() > 1))
            found.doubtful = all & ~problem.rows[0].agreed();
        if (row.fit == Fit::open && (problem.row_laws.empty() || is_overfull(row))) found.doubtful = all;
        if (work_.trace != nullptr) note_event(row, problem, solution, 0);
        fill(row, problem.rows[0], found, solution.known);
    }

    void note_event(const BoundRow& row, const Problem& problem, const Solution& solution, std::size_t index) {
        const RowSolution& found = solution.rows[index];
        const bool table_wide = !problem.column_laws.empty();
        ReadingEvent event{.row = row,
                           .readings = problem.rows[index].count(),
                           .broken = table_wide ? solution.broken : broken_laws(found.best, problem.row_laws),
                           .next = std::nullopt,
                           .table_wide = table_wide,
                           .blanks = blanks_,
                           .exhausted = solution.exhausted,
                           .steps = solution.steps,
                           .agreed = problem.rows[index].agreed(),
                           .doubtful = found.doubtful,
                           .law_broken = found.law_broken,
                           .least = std::vector(row.cells, ReadingEvent::not_found)};
        for (const Rival& rival : found.rivals) {
            const std::uint32_t changed = differing_cells(found.best, rival.path);
            if (changed != 0) event.next = std::min(event.next.value_or(rival.more), rival.more);
            for (std::size_t cell = 0; cell < row.cells; ++cell)
                if (changed >> cell & 1U) event.least[cell] = std::min(event.least[cell], rival.more);
        }
        work_.trace->readings.push_back(std::move(event));
    }

    void fill(const BoundRow& row, const Readings& readings, const RowSolution& solution, Known known) {
        fill_open_row(work_, row, readings, solution, known, sheet_.row(row), run_number_);
    }

    /// A run with no admissible reading at all: it is no row of this form.
    void unreadable(const BoundRow& row) {
        const Span span = whole_run(work_, row);
        for (Cell& cell : sheet_.row(row)) {
            cell.state = State::illegible;
            cell.span = span;
            cell.text = span;
        }
    }

    void note_exhausted() {
        if (exhausted_noted_) return;
        exhausted_noted_ = true;
        const auto& table = grammar::all_forms[0]->table(table_);
        complain(work_, Code::budget_used_up, std::nullopt,
                 {{"table", std::string(table.key)}, {"steps", std::to_string(steps())}}, {});
    }

    Work& work_;
    Sheet& sheet_;
    TableId table_;
    std::uint32_t& run_number_;
    std::vector<const BoundRow*> open_;
    bool blanks_ = false;
    bool exhausted_noted_ = false;
};

bool is_row(const BoundRow& bound, const UnplacedRow& row) {
    return bound.table == row.table && bound.block == row.block && bound.row == row.row;
}

/// Rows that some figures without a label may be. One that has got its figures keeps them.
void leave_rows_unplaced(const Work& work, Sheet& sheet, std::uint32_t& runs) {
    const Span* stretch = nullptr;
    for (const UnplacedRow& row : work.binding.unplaced) {
        if (std::ranges::any_of(work.binding.rows, [&](const BoundRow& bound) { return is_row(bound, row); })) continue;
        if (stretch == nullptr || *stretch != row.span) ++runs;
        stretch = &row.span;
        leave_unplaced(sheet.row(row.table, row.block, row.row), row.span, runs);
    }
}

}  // namespace

void resolve(Work& work) {
    work.out.cells.reserve(grammar::key_count);
    Sheet sheet(work);
    std::uint32_t runs = 0;
    leave_rows_unplaced(work, sheet, runs);
    TableResolver(work, sheet, TableId::disclosure, runs).run();
    const bool lines_lost = TableResolver(work, sheet, TableId::requests, runs).run();
    TableResolver(work, sheet, TableId::review, runs).run();
    doubt_rows_by_order(work, sheet.cells(TableId::requests), lines_lost);
    // In table 二 nothing adds up that could tell whether figures without labels stand row by row.
    for (const BoundRow& row : work.binding.rows)
        if (row.other_columns)
            doubt_columns(work, sheet.row(row));
        else if (row.table == TableId::disclosure && row.by_order)
            doubt_row_without_sums(work, sheet.row(row));
}

}  // namespace nianbao::passes
