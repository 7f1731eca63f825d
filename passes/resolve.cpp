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

#include "ast/build.hpp"
#include "grammar/digit.hpp"
#include "passes/evaluate.hpp"
#include "passes/passes.hpp"
#include "passes/plausibility.hpp"
#include "passes/search.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
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
        for (std::size_t b = 0; b < item_count; ++b) add(work.out.item_editions[b].value_or(missing), TableId::disclosure, b);
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

private:
    struct Place {
        std::size_t first = 0, columns = 0;
    };

    void add(EditionId edition, TableId table, std::size_t b) {
        const auto& blocks = grammar::all_forms[edition]->table(table).blocks;
        if (b >= blocks.size()) return;
        places_[static_cast<std::size_t>(table)][b] = {work_.out.cells.size(), blocks[b].columns.size()};
        for (const grammar::FormCell& cell : grammar::cells_of(edition, table, b)) work_.out.cells.emplace_back().key = cell.key;
    }

    Work& work_;
    std::array<std::array<Place, item_count>, grammar::table_count> places_{};
};

// ---- what bound rows are made of ------------------------------------------------------------------------------------

const Block& block_of(const BoundRow& row) { return grammar::all_forms[row.edition]->table(row.table).blocks[row.block]; }

Unit unit_of(const BoundRow& row, std::size_t cell) {
    const Block& block = block_of(row);
    return block.columns[cell % block.columns.size()].unit;
}

bool is_amount(Unit unit) { return unit == Unit::yuan || unit == Unit::wan_yuan; }

HeadUnit head_unit(const Work& work, const BoundRow& row) {
    if (!row.unit) return HeadUnit::none;
    return work.source.text(*row.unit).starts_with("万") ? HeadUnit::wan_yuan : HeadUnit::yuan;
}

std::span<const PrintedCell> figures_of(const Work& work, const BoundRow& row) {
    return std::span(work.binding.figures).subspan(row.first_figure, row.figure_count);
}

Span whole_run(const Work& work, const BoundRow& row) {
    const auto figures = figures_of(work, row);
    return grammar::join(figures.front().span, figures.back().span);
}

std::string label_of(const Work& work, const BoundRow& row) {
    if (row.label) return std::string(work.source.text(*row.label));
    if (row.table == TableId::review) return std::string(grammar::all_forms[row.edition]->table(row.table).label);
    return std::string(block_of(row).rows[row.row].label);
}

void complain(Work& work, Code code, std::optional<Span> span, std::vector<Argument> arguments, std::vector<grammar::KeyId> cells) {
    Diagnostic diagnostic{.code = code, .span = span, .arguments = std::move(arguments), .cells = std::move(cells),
                          .related = {}, .repairs = {}};
    work.out.diagnostics.push_back(std::move(diagnostic));
}

std::vector<grammar::KeyId> keys_of(std::span<const Cell> cells) {
    std::vector<grammar::KeyId> keys;
    for (const Cell& cell : cells) keys.push_back(cell.key);
    return keys;
}

Span within(Span outer, Span inner) { return {outer.begin + inner.begin, outer.begin + inner.end}; }

Candidates keep(Compilation& out, const std::vector<std::optional<Decimal>>& values, bool complete) {
    const Candidates candidates{static_cast<std::uint32_t>(out.candidates.size()), static_cast<std::uint32_t>(values.size()), complete};
    out.candidates.insert(out.candidates.end(), values.begin(), values.end());
    return candidates;
}

// ---- cells that stand apart -----------------------------------------------------------------------------------------

void fill_separate(Work& work, const PrintedCell& printed, Unit unit, const BoundRow& row, Cell& cell) {
    const std::string_view text = work.source.text(printed.span);
    const Evaluation said = evaluate(text, unit, head_unit(work, row));
    cell.state = said.state;
    cell.span = printed.span;
    cell.text = printed.span;
    cell.value = said.value;
    if (!said.note.empty()) cell.note = within(printed.span, said.note);
    if (!said.unit.empty()) cell.unit = within(printed.span, said.unit);
    else if (is_amount(unit) && row.unit) cell.unit = *row.unit;
    if (said.value) cell.certainty = Certainty::read;
    if (!said.candidates.empty()) {
        cell.certainty = Certainty::guessed;
        cell.value.reset();
        cell.candidates = keep(work.out, {said.candidates.begin(), said.candidates.end()}, true);
    }
    if (said.unit_missing) complain(work, Code::unit_missing, printed.span, {{"text", std::string(text)}}, {cell.key});
    if (said.too_long) complain(work, Code::number_too_long, printed.span, {{"text", std::string(text)}}, {cell.key});
}

// ---- rows with several readings -------------------------------------------------------------------------------------

/// A run of digits without the unit that may stand behind it: 123833092元.
struct Run {
    Span digits, unit;
};

Run split_unit(const Work& work, Span span) {
    std::string_view text = work.source.text(span);
    std::size_t end = text.size();
    for (const std::string_view unit : {"万元", "亿元", "批次", "元", "件", "项", "条", "个", "宗", "份", "次", "批", "人", "户", "起", "余", "多", "以上", "左右"})
        if (text.ends_with(unit)) {
            end = text.size() - unit.size();
            break;
        }
    const auto cut = span.begin + static_cast<std::uint32_t>(end);
    return {ast::trimmed(work.source, {span.begin, cut}), {cut, span.end}};
}

std::size_t digit_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();)
        if (grammar::take_digit(text, at) >= 0) ++count;
        else ++at;
    return count;
}

std::vector<Unit> units_of(const BoundRow& row) {
    std::vector<Unit> units;
    for (std::size_t cell = 0; cell < row.cells; ++cell) units.push_back(unit_of(row, cell));
    return units;
}

Readings readings_of(const Work& work, const BoundRow& row, bool blanks) {
    if (row.fit == Fit::glued) {
        const Run run = split_unit(work, figures_of(work, row).front().span);
        return Readings::glued(work.source.text(run.digits), run.digits.begin, units_of(row), blanks);
    }
    std::vector<LooseFigure> figures;
    for (const PrintedCell& printed : figures_of(work, row))
        for (std::size_t cell = 0; cell < row.cells; ++cell) {
            const Evaluation said = evaluate(work.source.text(printed.span), unit_of(row, cell), head_unit(work, row));
            figures.push_back({said.state != State::illegible || !said.candidates.empty(), said.value, printed.span});
        }
    return Readings::open(figures, row.cells);
}

/// One reading on the list of candidates.
struct Listing {
    const Path* path;
    Magnitudes magnitudes;
    std::uint32_t more = 0;  // broken identities beyond the best reading's
    std::size_t implausible = 0;

    [[nodiscard]] bool as_likely_as(const Listing& other) const { return more == other.more && implausible == other.implausible; }
};

/// What a numeral of a run means in its column: amounts carry the unit of the run or of the head.
struct Scale {
    int power = 0;
    bool missing = false;  // no unit anywhere: yuan and 万元 are both possible
};

class RowFiller {
public:
    RowFiller(Work& work, const BoundRow& row, const Readings& readings, const RowSolution& solution, bool partial)
        : work_(work), row_(row), readings_(readings), solution_(solution), partial_(partial) {}

    void fill(std::span<Cell> cells, std::uint32_t& run_number) {
        std::uint32_t open = 0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!is_proved(i)) open |= 1U << i;
        if (open != 0) list_candidates();
        const std::uint32_t run = open != 0 ? ++run_number : 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (open >> i & 1U) fill_open(cells[i], i, run);
            else fill_proved(cells[i], i);
        }
        if (row_.fit == Fit::glued && open != 0 && candidates_.size() > 1) complain_ambiguous(cells, open);
    }

private:
    bool is_proved(std::size_t cell) const {
        if (solution_.doubtful >> cell & 1U) return false;
        if (solution_.law_broken >> cell & 1U) return false;
        return !scale(cell).missing || solution_.best[cell].value == Decimal(0) || !solution_.best[cell].value;
    }

    Scale scale(std::size_t cell) const {
        const Unit unit = unit_of(row_, cell);
        if (!is_amount(unit) || row_.fit != Fit::glued) return {};
        const Run run = split_unit(work_, figures_of(work_, row_).front().span);
        std::string_view printed = work_.source.text(run.unit);
        if (printed != "万元" && printed != "元" && printed != "亿元") printed = !row_.unit ? "" : head_unit(work_, row_) == HeadUnit::yuan ? "元" : "万元";
        if (printed.empty()) return {0, true};
        const int power = printed == "亿元" ? 8 : printed == "万元" ? 4 : 0;
        return {unit == Unit::yuan ? power : power - 4, false};
    }

    /// Rows with too few or too many figures have had their complaint already.
    void complain_ambiguous(std::span<const Cell> cells, std::uint32_t open) {
        std::vector<grammar::KeyId> keys;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (open >> i & 1U) keys.push_back(cells[i].key);
        const Span span = whole_run(work_, row_);
        complain(work_, Code::ambiguous_reading, span,
                 {{"label", label_of(work_, row_)}, {"text", std::string(work_.source.text(span))}, {"readings", readings_text()}},
                 std::move(keys));
    }

    void list_candidates() {
        for (const Rival& rival : solution_.rivals) add(rival.path, rival.more);
        const bool all = readings_.count() <= max_candidates;
        if (readings_.count() > solution_.rivals.size()) add_further();
        const Block& block = block_of(row_);
        for (Listing& listing : candidates_)
            if (row_.table == TableId::disclosure) listing.implausible = implausibilities(block, *listing.path);
        std::stable_sort(candidates_.begin(), candidates_.end(), [](const Listing& a, const Listing& b) {
            if (!a.as_likely_as(b)) return std::pair(a.more, a.implausible) < std::pair(b.more, b.implausible);
            return a.magnitudes.smaller_than(b.magnitudes);
        });
        if (candidates_.size() > max_candidates) candidates_.erase(candidates_.begin() + max_candidates, candidates_.end());
        complete_ = all;
    }

    void add(const Path& path, std::uint32_t more) { candidates_.push_back({&path, Magnitudes(path), more}); }

    /// Readings differ where their states do.
    static std::uint64_t fingerprint(const Path& path) {
        std::uint64_t hash = 0xCBF29CE484222325U;
        for (const Choice& choice : path) hash = (hash ^ (choice.next * 2U + (choice.value ? 1U : 0U))) * 0x100000001B3U;
        return hash;
    }

    bool is_listed(const Path& path) const {
        return std::find(fingerprints_.begin(), fingerprints_.end(), fingerprint(path)) != fingerprints_.end();
    }

    /// Readings that the search did not name: they break two identities more, or were not reached.
    void add_further() {
        const std::uint32_t more = partial_ ? 1 : 2;
        for (const Listing& listing : candidates_) fingerprints_.push_back(fingerprint(*listing.path));
        further_.reserve(max_candidates);
        Path path;
        walk(path, readings_.start(), more);
    }

    void walk(Path& path, std::uint16_t state, std::uint32_t more) {
        if (candidates_.size() >= max_candidates) return;
        if (path.size() == readings_.cells()) {
            if (is_listed(path)) return;
            further_.push_back(path);
            add(further_.back(), more);
            return;
        }
        for (const Choice& choice : readings_.choices(path.size(), state)) {
            path.push_back(choice);
            walk(path, choice.next, more);
            path.pop_back();
        }
    }

    /// The values of one cell over all candidates; a reading without a unit stands twice, in yuan and in 万元.
    std::vector<std::optional<Decimal>> values(std::size_t cell) const {
        std::vector<std::optional<Decimal>> list;
        const bool doubled = row_has_missing_unit();
        const Unit unit = unit_of(row_, cell);
        for (const Listing& listing : candidates_) {
            const auto printed = (*listing.path)[cell].value;
            if (!doubled) {
                list.push_back(scaled(printed, scale(cell).power));
                continue;
            }
            const bool amount = scale(cell).missing;
            list.push_back(amount ? scaled(printed, unit == Unit::yuan ? 0 : -4) : printed);
            list.push_back(amount ? scaled(printed, unit == Unit::yuan ? 4 : 0) : printed);
        }
        return list;
    }

    bool row_has_missing_unit() const {
        for (std::size_t cell = 0; cell < row_.cells; ++cell)
            if (scale(cell).missing) return true;
        return false;
    }

    static std::optional<Decimal> scaled(std::optional<Decimal> value, int power) { return value ? value->shifted(power) : value; }

    /// The value that evidence sets apart: all readings as likely as the first agree on it.
    std::optional<Decimal> likeliest(std::size_t cell) const {
        if (candidates_.empty() || partial_ || (scale(cell).missing && (*candidates_[0].path)[cell].value != Decimal(0))) return std::nullopt;
        const auto first = (*candidates_[0].path)[cell].value;
        for (const Listing& listing : candidates_) {
            if (!listing.as_likely_as(candidates_[0])) break;
            if ((*listing.path)[cell].value != first) return std::nullopt;
        }
        const bool all_ties_seen = complete_ || !candidates_.back().as_likely_as(candidates_[0]);
        return all_ties_seen ? scaled(first, scale(cell).power) : std::nullopt;
    }

    void fill_proved(Cell& cell, std::size_t i) {
        const Choice& choice = solution_.best[i];
        if (!choice.value) return;  // no figure of the row is this cell's: absent
        cell.state = State::given;
        cell.certainty = Certainty::proved;
        cell.value = scaled(choice.value, scale(i).power);
        cell.span = choice.span;
        cell.text = choice.span;
        if (row_.fit == Fit::open) {
            const Evaluation said = evaluate(work_.source.text(choice.span), unit_of(row_, i), head_unit(work_, row_));
            cell.state = said.state;
            if (!said.note.empty()) cell.note = within(choice.span, said.note);
        }
        note_unit(cell, i);
    }

    void fill_open(Cell& cell, std::size_t i, std::uint32_t run) {
        const Span span = whole_run(work_, row_);
        cell.span = span;
        cell.text = span;
        cell.run = run;
        const std::vector<std::optional<Decimal>> list = values(i);
        const bool sometimes_none = std::any_of(list.begin(), list.end(), [](const auto& value) { return !value; }) ||
                                    (!complete_ && row_.fit == Fit::open && row_.figure_count < row_.cells);
        cell.state = sometimes_none || list.empty() ? State::unplaced : State::given;
        cell.value = likeliest(i);
        cell.certainty = list.empty() ? Certainty::unknown : Certainty::guessed;
        const std::size_t count = std::min(list.size(), max_candidates);
        cell.candidates = keep(work_.out, {list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count)}, complete_ && count == list.size());
        note_unit(cell, i);
    }

    void note_unit(Cell& cell, std::size_t i) {
        if (!is_amount(unit_of(row_, i))) return;
        if (row_.fit == Fit::glued) {
            const Run run = split_unit(work_, figures_of(work_, row_).front().span);
            if (!run.unit.empty()) cell.unit = run.unit;
        }
        if (cell.unit.empty() && row_.unit) cell.unit = *row_.unit;
    }

    std::string readings_text() const { return complete_ ? std::to_string(candidates_.size()) : std::to_string(max_candidates) + "+"; }

    Work& work_;
    const BoundRow& row_;
    const Readings& readings_;
    const RowSolution& solution_;
    bool partial_;  // not all rivals are known
    std::vector<Path> further_;
    std::vector<std::uint64_t> fingerprints_;
    std::vector<Listing> candidates_;
    bool complete_ = true;
};

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
                problem.row_laws.push_back({bits_of(identity.left, block.columns) << first, bits_of(identity.right, block.columns) << first});
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

    void run() {
        for (const BoundRow& row : work_.binding.rows)
            if (row.table == table_) take(row);
        if (open_.empty()) return;
        blanks_ = some_run_is_short();
        const bool whole = table_ == TableId::requests && !blanks_;
        if (whole) solve_whole();
        else for (const BoundRow* row : open_) solve_row(*row);
    }

private:
    void take(const BoundRow& row) {
        if (row.fit == Fit::disputed) {
            for (Cell& cell : sheet_.row(row)) cell.state = State::unplaced;
            return;
        }
        if (row.fit == Fit::open && row.figure_count == 0) return;  // a label and too few blank cells: nothing to read
        if (row.fit != Fit::separate) {
            note_misfit(row);
            open_.push_back(&row);
            return;
        }
        const auto figures = figures_of(work_, row);
        const std::span<Cell> cells = sheet_.row(row);
        for (std::size_t i = 0; i < cells.size(); ++i) fill_separate(work_, figures[i], unit_of(row, i), row, cells[i]);
    }

    void note_misfit(const BoundRow& row) {
        if (row.fit != Fit::open || row.repeated) return;
        const Code code = row.figure_count < row.cells ? Code::too_few_figures : Code::too_many_figures;
        complain(work_, code, whole_run(work_, row),
                 {{"label", label_of(work_, row)}, {"figures", std::to_string(row.figure_count)}, {"cells", std::to_string(row.cells)}},
                 keys_of(sheet_.row(row)));
    }

    /// Where a run has fewer digits than cells the agency leaves cells blank, and may do so in every row.
    bool some_run_is_short() const {
        bool glued = false;
        for (const BoundRow* row : open_) {
            if (row->fit != Fit::glued) continue;
            glued = true;
            if (digit_count(work_.source.text(figures_of(work_, *row).front().span)) < row->cells) return true;
        }
        return glued && work_.binding.bare_labels[static_cast<std::size_t>(table_)];
    }

    void solve_whole() {
        const EditionId edition = work_.out.requests_edition.value_or(work_.binding.missing_edition);
        const grammar::Table& table = grammar::all_forms[edition]->table(table_);
        const std::size_t columns = table.blocks[0].columns.size();
        Problem problem;
        std::vector<const BoundRow*> bound(table.blocks[0].rows.size(), nullptr);
        for (const BoundRow* row : open_) bound[row->row] = row;
        for (std::size_t r = 0; r < bound.size(); ++r) {
            std::vector<std::optional<Decimal>> values;
            for (const Cell& cell : sheet_.row(table_, 0, r)) values.push_back(cell.value);
            problem.rows.push_back(bound[r] != nullptr ? readings_of(work_, *bound[r], false) : Readings::fixed(std::move(values)));
            if (problem.rows.back().count() != 0) continue;
            problem.rows.back() = Readings::fixed(std::vector<std::optional<Decimal>>(columns));
            unreadable(*bound[r]);
            bound[r] = nullptr;
        }
        add_laws(table, columns, problem);
        const Solution solution = solve(problem, work_.steps);
        if (solution.exhausted) note_exhausted();
        for (std::size_t r = 0; r < bound.size(); ++r)
            if (bound[r] != nullptr) fill(*bound[r], problem.rows[r], solution.rows[r], solution.exhausted || solution.settled);
    }

    void solve_row(const BoundRow& row) {
        Problem problem;
        problem.rows.push_back(readings_of(work_, row, blanks_));
        if (problem.rows[0].count() == 0) return unreadable(row);
        add_laws(grammar::all_forms[row.edition]->table(table_), row.cells, problem);
        problem.column_laws.clear();
        Solution solution = solve(problem, work_.steps / 8);
        if (solution.exhausted) note_exhausted();
        RowSolution& found = solution.rows[0];
        const std::uint32_t all = (1U << row.cells) - 1;
        if (blanks_ || (solution.exhausted && problem.rows[0].count() > 1)) found.doubtful = all & ~problem.rows[0].agreed();
        fill(row, problem.rows[0], found, solution.exhausted);
    }

    void fill(const BoundRow& row, const Readings& readings, const RowSolution& solution, bool partial) {
        RowFiller(work_, row, readings, solution, partial).fill(sheet_.row(row), run_number_);
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
        complain(work_, Code::budget_used_up, std::nullopt, {{"table", std::string(table.key)}, {"steps", std::to_string(work_.steps)}}, {});
    }

    Work& work_;
    Sheet& sheet_;
    TableId table_;
    std::uint32_t& run_number_;
    std::vector<const BoundRow*> open_;
    bool blanks_ = false;
    bool exhausted_noted_ = false;
};

}  // namespace

void resolve(Work& work) {
    work.out.cells.reserve(grammar::key_count);
    Sheet sheet(work);
    for (const std::uint8_t r : work.binding.unplaced)
        for (Cell& cell : sheet.row(TableId::requests, 0, r)) cell.state = State::unplaced;
    std::uint32_t runs = 0;
    for (const TableId table : {TableId::disclosure, TableId::requests, TableId::review})
        TableResolver(work, sheet, table, runs).run();
}

}  // namespace nianbao::passes
