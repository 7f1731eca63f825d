#include "passes/open_row.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ast/build.hpp"
#include "grammar/digit.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/evaluate.hpp"
#include "passes/plausibility.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::Block;
using grammar::TableId;
using grammar::Unit;

std::vector<Unit> units_of(const BoundRow& row) {
    std::vector<Unit> units;
    for (std::size_t cell = 0; cell < row.cells; ++cell) units.push_back(unit_of(row, cell));
    return units;
}

/// One reading on the list of candidates.
struct Listing {
    const Path* path;
    Magnitudes magnitudes;
    std::uint32_t more = 0;  // broken identities beyond the best reading's
    std::size_t implausible = 0;

    [[nodiscard]] bool as_likely_as(const Listing& other) const {
        return more == other.more && implausible == other.implausible;
    }
};

/// Of readings that nothing sets apart, a few show what they are like.
constexpr std::size_t most_unweighed = 8;

/// What a numeral of a run means in its column: amounts carry the unit of the run or of the head.
struct Scale {
    int power = 0;
    bool missing = false;  // no unit anywhere: yuan and 万元 are both possible
};

class RowFiller {
public:
    RowFiller(Work& work, const BoundRow& row, const Readings& readings, const RowSolution& solution, Known known)
        : work_(work), row_(row), readings_(readings), solution_(solution), known_(known) {
        if (known == Known::nothing) most_ = most_unweighed;
        if (row.fit == Fit::glued) run_ = run_of(work, row);
        for (std::size_t cell = 0; run_ && cell < row.cells; ++cell) scales_[cell] = scale_of(cell);
    }

    void fill(std::span<Cell> cells, std::uint32_t& run_number) {
        std::uint32_t open = 0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!is_proved(i)) open |= 1U << i;
        if (open != 0) list_candidates();
        const std::uint32_t run = open != 0 ? ++run_number : 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (open >> i & 1U)
                fill_open(cells[i], i, run);
            else
                fill_proved(cells[i], i);
        }
        if (row_.fit == Fit::glued && open != 0 && candidates_.size() > 1) complain_ambiguous(cells, open);
    }

private:
    bool is_proved(std::size_t cell) const {
        if (solution_.doubtful >> cell & 1U) return false;
        if (solution_.law_broken >> cell & 1U) return false;
        return !scale(cell).missing || solution_.best[cell].value == Decimal(0) || !solution_.best[cell].value;
    }

    const Scale& scale(std::size_t cell) const { return scales_[cell]; }

    /// Of the cells of a run.
    Scale scale_of(std::size_t cell) const {
        const Unit unit = unit_of(row_, cell);
        if (!grammar::is_amount(unit)) return {};
        const std::optional<int> power = power_of_unit();
        if (!power) return {0, true};
        return {unit == Unit::yuan ? *power : *power - 4, false};
    }

    /// Of ten, by the unit behind the run, else by that of the head.
    std::optional<int> power_of_unit() const {
        const std::u32string printed = grammar::fold(work_.source.text(run_->unit));
        if (printed == U"亿元") return 8;
        if (printed == U"万元") return 4;
        if (printed == U"元") return 0;
        if (!row_.unit) return std::nullopt;
        return head_unit(work_, row_) == HeadUnit::wan_yuan ? 4 : 0;
    }

    /// Rows with too few or too many figures have had their complaint already.
    void complain_ambiguous(std::span<const Cell> cells, std::uint32_t open) {
        std::vector<grammar::KeyId> keys;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (open >> i & 1U) keys.push_back(cells[i].key);
        const Span span = whole_run(work_, row_);
        complain(work_, Code::ambiguous_reading, span,
                 {{"label", label_of(work_, row_)},
                  {"text", std::string(work_.source.text(span))},
                  {"readings", readings_text()}},
                 std::move(keys));
    }

    void list_candidates() {
        candidates_.reserve(most_ + solution_.rivals.size());
        for (const Rival& rival : solution_.rivals) add(rival.path, rival.more);
        const bool all = readings_.count() <= most_;
        if (readings_.count() > solution_.rivals.size()) add_further();
        const Block& block = block_of(row_);
        for (Listing& listing : candidates_)
            if (row_.table == TableId::disclosure) listing.implausible = implausibilities(block, *listing.path);
        std::stable_sort(candidates_.begin(), candidates_.end(), [](const Listing& a, const Listing& b) {
            if (!a.as_likely_as(b)) return std::pair(a.more, a.implausible) < std::pair(b.more, b.implausible);
            return a.magnitudes.smaller_than(b.magnitudes);
        });
        if (candidates_.size() > most_)
            candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(most_), candidates_.end());
        complete_ = all;
    }

    void add(const Path& path, std::uint32_t more) { candidates_.push_back({&path, Magnitudes(path), more}); }

    /// Readings differ where their states do.
    static std::uint64_t fingerprint(const Path& path) {
        std::uint64_t hash = 0xCBF29CE484222325U;
        for (const Choice& choice : path)
            hash = (hash ^ (choice.next * 2U + (choice.value ? 1U : 0U))) * 0x100000001B3U;
        return hash;
    }

    bool is_listed(const Path& path) const {
        return std::find(fingerprints_.begin(), fingerprints_.end(), fingerprint(path)) != fingerprints_.end();
    }

    /// Readings that the search did not name: they break two identities more, or were not reached.
    void add_further() {
        const std::uint32_t more = known_ == Known::rivals ? 2 : 1;
        for (const Listing& listing : candidates_) fingerprints_.push_back(fingerprint(*listing.path));
        further_.reserve(most_);
        Path path;
        walk(path, readings_.start(), more);
    }

    void walk(Path& path, std::uint16_t state, std::uint32_t more) {
        if (candidates_.size() >= most_) return;
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
        list.reserve(2 * candidates_.size());
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

    static std::optional<Decimal> scaled(std::optional<Decimal> value, int power) {
        return value ? value->shifted(power) : value;
    }

    /// The value that evidence sets apart: all readings as likely as the first agree on it.
    std::optional<Decimal> likeliest(std::size_t cell) const {
        if (candidates_.empty() || known_ <= Known::some ||
            (scale(cell).missing && (*candidates_[0].path)[cell].value != Decimal(0)))
            return std::nullopt;
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
        const std::size_t count = std::min(list.size(), most_);
        cell.candidates = keep(work_.out, std::span(list).first(count), complete_ && count == list.size());
        note_unit(cell, i);
    }

    void note_unit(Cell& cell, std::size_t i) {
        if (!grammar::is_amount(unit_of(row_, i))) return;
        if (run_ && !run_->unit.empty())
            cell.unit = run_->unit;
        else if (row_.unit)
            cell.unit = *row_.unit;
    }

    std::string readings_text() const {
        return complete_ ? std::to_string(candidates_.size()) : std::to_string(most_) + "+";
    }

    Work& work_;
    const BoundRow& row_;
    const Readings& readings_;
    const RowSolution& solution_;
    Known known_;
    std::optional<Run> run_;  // of a glued row
    std::array<Scale, max_row_cells> scales_{};
    std::size_t most_ = max_candidates;
    std::vector<Path> further_;
    std::vector<std::uint64_t> fingerprints_;
    std::vector<Listing> candidates_;
    bool complete_ = true;
};

}  // namespace

Run run_of(const Work& work, const BoundRow& row) {
    const Span span = figures_of(work, row).front().span;
    const std::string_view text = work.source.text(span);
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();)
        if (grammar::take_digit(text, at) >= 0)
            end = at;
        else
            ++at;
    const auto cut = span.begin + static_cast<std::uint32_t>(end);
    return {{span.begin, cut}, ast::trimmed(work.source, {cut, span.end})};
}

std::size_t digit_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();)
        if (grammar::take_digit(text, at) >= 0)
            ++count;
        else
            ++at;
    return count;
}

Readings readings_of(const Work& work, const BoundRow& row, bool blanks) {
    if (row.fit == Fit::glued) {
        const Span digits = run_of(work, row).digits;
        return Readings::glued(work.source.text(digits), digits.begin, units_of(row), blanks);
    }
    std::vector<LooseFigure> figures;
    figures.reserve(row.figure_count * std::size_t{row.cells});
    for (const PrintedCell& printed : figures_of(work, row))
        for (std::size_t cell = 0; cell < row.cells; ++cell) {
            if (cell > 0 && unit_of(row, cell) == unit_of(row, cell - 1)) {
                figures.push_back(figures.back());
                continue;
            }
            const Evaluation said = evaluate(work.source.text(printed.span), unit_of(row, cell), head_unit(work, row));
            figures.push_back({said.state != State::illegible || !said.candidates.empty(), said.value, printed.span});
        }
    return Readings::open(figures, row.cells);
}

void fill_open_row(Work& work, const BoundRow& row, const Readings& readings, const RowSolution& solution, Known known,
                   std::span<Cell> cells, std::uint32_t& run_number) {
    RowFiller(work, row, readings, solution, known).fill(cells, run_number);
}

}  // namespace nianbao::passes
