#include "passes/turned_rows.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "passes/bound_row.hpp"
#include "passes/characters.hpp"
#include "passes/range.hpp"
#include "passes/trace.hpp"

namespace nianbao::passes {
namespace {

using grammar::Axis;
using grammar::TableId;

constexpr std::size_t most_ways = 4096;    // that are weighed
constexpr std::size_t most_choices = 512;  // for the rows that were dealt together
constexpr std::uint32_t most_worse = 2;    // sums that two turned blocks may break more than the best of one

/// Which printed cell each cell of the table shows, by index.
using Deal = std::vector<std::size_t>;

/// A way to read some rows: how many of their own sums break.
struct Choice {
    std::vector<std::size_t> cells;  // in the order of the rows: the printed cell that each shows
    std::uint32_t broken = 0;
};

struct Way {
    Deal deal;
    std::uint32_t broken = 0;
};

class TurnedTable {
public:
    TurnedTable(Work& work, std::span<Cell> cells, bool others_open)
        : work_(work),
          cells_(cells),
          printed_(cells.begin(), cells.end()),
          others_open_(others_open),
          table_(grammar::all_forms[edition()]->table(TableId::requests)),
          columns_(table_.blocks[0].columns.size()),
          deal_(cells.size()) {
        std::iota(deal_.begin(), deal_.end(), std::size_t{0});
    }

    void settle(std::uint32_t& run_number) {
        for (const DealtRows& rows : work_.binding.dealt) choices_.push_back(choices_for(rows));
        weigh();
        for (const DealtRows& rows : work_.binding.dealt) fill(rows, run_number);
    }

private:
    grammar::EditionId edition() const { return work_.out.requests_edition.value_or(work_.binding.missing_edition); }

    using Turn = DealtRows::Turn;

    /// All ways to read the rows that say different things: straight on, with one block turned, or with two.
    std::vector<Choice> choices_for(const DealtRows& rows) {
        std::vector<Choice> choices{choice(rows, {})};
        const std::uint32_t straight = choices.front().broken;
        std::uint32_t least = straight;
        std::vector<std::uint32_t> broken;
        for (const Turn& turn : rows.turns) {
            Choice turned = choice(rows, {&turn, 1});
            broken.push_back(turned.broken);
            least = std::min(least, turned.broken);
            add(std::move(turned), choices);
        }
        for (std::size_t i = 0; i < rows.turns.size(); ++i)
            for (std::size_t k = 0; k < rows.turns.size(); ++k) {
                const std::array both{rows.turns[i], rows.turns[k]};
                if (both[0].first + both[0].count > both[1].first) continue;
                if (broken[i] + broken[k] > straight + least + most_worse)
                    continue;  // each row is in one block at most
                add(choice(rows, both), choices);
                if (choices.size() < most_choices) continue;
                unseen_ = true;
                break;
            }
        std::stable_sort(choices.begin(), choices.end(),
                         [](const Choice& a, const Choice& b) { return a.broken < b.broken; });
        return choices;
    }

    void add(Choice turned, std::vector<Choice>& choices) const {
        const bool known = std::any_of(choices.begin(), choices.end(), [&](const Choice& other) {
            return std::equal(turned.cells.begin(), turned.cells.end(), other.cells.begin(),
                              [&](std::size_t a, std::size_t b) { return printed_[a].value == printed_[b].value; });
        });
        if (!known) choices.push_back(std::move(turned));
    }

    /// The n-th figure of turned rows is that of the n-th cell going down the columns.
    Choice choice(const DealtRows& rows, std::span<const Turn> turns) const {
        Choice out;
        for (std::size_t r = 0; r < rows.rows.size(); ++r) {
            const auto turn = std::find_if(turns.begin(), turns.end(), [&](const Turn& each) {
                return each.first <= r && r < std::size_t{each.first} + each.count;
            });
            for (std::size_t column = 0; column < columns_; ++column) {
                const std::size_t n = turn != turns.end() ? column * turn->count + (r - turn->first) : column;
                const std::size_t row = turn != turns.end() ? turn->first + n / columns_ : r;
                out.cells.push_back(rows.rows[row] * columns_ + n % columns_);
            }
        }
        Deal deal = deal_;
        put(rows, out, deal);
        for (const std::uint8_t row : rows.rows)
            for (const grammar::Identity& identity : table_.identities)
                out.broken += identity.axis == Axis::rows && !holds(identity, row, deal);
        return out;
    }

    void put(const DealtRows& rows, const Choice& choice, Deal& deal) const {
        for (std::size_t i = 0; i < choice.cells.size(); ++i)
            deal[rows.rows[i / columns_] * columns_ + i % columns_] = choice.cells[i];
    }

    /// Finds all ways to read the table within one broken identity of the best: those that break few sums of rows first,
    /// until the others break too many for that alone.
    void weigh() {
        std::uint32_t least = 0;
        for (const auto& choices : choices_) least += choices.front().broken;
        for (std::uint32_t allowed = least; !cut_; ++allowed) {
            const std::size_t seen = ways_.size();
            choose(0, deal_, 0, allowed);
            const bool all = std::all_of(choices_.begin(), choices_.end(), [&](const auto& choices) {
                return choices.back().broken + least <= allowed + choices.front().broken;
            });
            const std::uint32_t best = least_broken();
            if ((!ways_.empty() && allowed > best) || (all && ways_.size() == seen)) break;
        }
        std::stable_sort(ways_.begin(), ways_.end(), [](const Way& a, const Way& b) { return a.broken < b.broken; });
    }

    std::uint32_t least_broken() const {
        std::uint32_t best = UINT32_MAX;
        for (const Way& way : ways_) best = std::min(best, way.broken);
        return best;
    }

    /// Adds the ways in which rows break exactly so many of their own sums.
    void choose(std::size_t next, const Deal& deal, std::uint32_t so_far, std::uint32_t allowed) {
        if (cut_) return;
        if (next == choices_.size()) {
            if (so_far != allowed) return;
            cut_ = ways_.size() == most_ways;
            if (!cut_) ways_.push_back({deal, broken(deal)});
            return;
        }
        for (const Choice& choice : choices_[next]) {
            if (so_far + choice.broken > allowed) break;
            Deal chosen = deal;
            put(work_.binding.dealt[next], choice, chosen);
            choose(next + 1, chosen, so_far + choice.broken, allowed);
        }
    }

    std::uint32_t broken(const Deal& deal) const {
        std::uint32_t count = 0;
        for (const grammar::Identity& identity : table_.identities) {
            const std::size_t lines = identity.axis == Axis::rows ? rows() : columns_;
            for (std::size_t line = 0; line < lines; ++line) count += !holds(identity, line, deal);
        }
        return count;
    }

    bool holds(const grammar::Identity& identity, std::size_t line, const Deal& deal) const {
        return meet(sum(identity, identity.left, line, deal), sum(identity, identity.right, line, deal));
    }

    Range sum(const grammar::Identity& identity, std::span<const std::string_view> terms, std::size_t line,
              const Deal& deal) const {
        Range range;
        const grammar::Block& block = table_.blocks[0];
        for (const std::string_view term : terms) {
            const std::size_t cell = identity.axis == Axis::rows
                                         ? line * columns_ + grammar::index_of(block.columns, term)
                                         : grammar::index_of(block.rows, term) * columns_ + line;
            const auto& value = printed_[deal[cell]].value;
            range += value ? Range{value->digits(), value->digits()} : Range{0, infinite};
        }
        return range;
    }

    std::size_t rows() const { return table_.blocks[0].rows.size(); }

    /// Whether the row adds up as the best way deals it.
    bool adds_up(std::size_t row) const {
        return std::all_of(table_.identities.begin(), table_.identities.end(), [&](const grammar::Identity& identity) {
            return identity.axis != Axis::rows || holds(identity, row, ways_.front().deal);
        });
    }

    /// Whether every way within one broken identity of the best says the same of a cell.
    bool is_settled(std::size_t cell) const {
        if (others_open_ || cut_ || unseen_)
            return std::all_of(ways_.begin(), ways_.end(), [&](const Way& way) { return same(way, cell); });
        return std::all_of(ways_.begin(), ways_.end(),
                           [&](const Way& way) { return way.broken > ways_.front().broken + 1 || same(way, cell); });
    }

    bool same(const Way& way, std::size_t cell) const {
        return printed_[way.deal[cell]].value == printed_[ways_.front().deal[cell]].value;
    }

    void fill(const DealtRows& block, std::uint32_t& run_number) {
        const Span run = extent(block);
        note_turn(block, run);
        if (work_.trace != nullptr) note_event(block);
        std::uint32_t number = 0;
        for (const std::uint8_t row : block.rows) {
            const bool lawful = adds_up(row);
            for (std::size_t cell = row * columns_; cell < (row + 1U) * columns_; ++cell) {
                if (lawful && is_settled(cell)) {
                    prove(cell);
                    continue;
                }
                if (number == 0) number = ++run_number;
                leave_open(cell, run, number);
            }
        }
    }

    void note_turn(const DealtRows& block, Span run) {
        std::vector<grammar::KeyId> keys;
        std::size_t rows = 0;
        for (const std::uint8_t row : block.rows) {
            if (!is_turned(row)) continue;
            ++rows;
            for (std::size_t i = row * columns_; i < (row + 1U) * columns_; ++i) keys.push_back(cells_[i].key);
        }
        if (rows != 0) complain(work_, Code::rows_by_columns, run, {{"rows", std::to_string(rows)}}, std::move(keys));
    }

    /// Whether the best way gives a row other figures than those printed in its place.
    bool is_turned(std::uint8_t row) const {
        for (std::size_t cell = row * columns_; cell < (row + 1U) * columns_; ++cell)
            if (ways_.front().deal[cell] != cell) return true;
        return false;
    }

    void note_event(const DealtRows& block) const {
        TurnEvent event{.rows = block.rows,
                        .ways = ways_.size(),
                        .broken = ways_.front().broken,
                        .next = std::nullopt,
                        .cut = cut_ || unseen_};
        for (const Way& way : ways_)
            if (!event.next && says_something_else(way, block)) event.next = way.broken - event.broken;
        event.turned = std::any_of(block.rows.begin(), block.rows.end(), [&](auto row) { return is_turned(row); });
        work_.trace->turns.push_back(std::move(event));
    }

    bool says_something_else(const Way& way, const DealtRows& block) const {
        return std::any_of(block.rows.begin(), block.rows.end(), [&](std::uint8_t row) {
            for (std::size_t cell = row * columns_; cell < (row + 1U) * columns_; ++cell)
                if (!same(way, cell)) return true;
            return false;
        });
    }

    Span extent(const DealtRows& block) const {
        return grammar::join(printed_[block.rows.front() * columns_].text,
                             printed_[block.rows.back() * columns_ + columns_ - 1].text);
    }

    void show(std::size_t cell) {
        const grammar::KeyId key = cells_[cell].key;
        cells_[cell] = printed_[ways_.front().deal[cell]];
        cells_[cell].key = key;
    }

    void prove(std::size_t cell) {
        show(cell);
        if (cells_[cell].certainty == Certainty::read) cells_[cell].certainty = Certainty::proved;
    }

    void leave_open(std::size_t cell, Span run, std::uint32_t number) {
        show(cell);
        std::vector<std::optional<Decimal>> values;
        for (const Way& way : ways_) values.push_back(printed_[way.deal[cell]].value);
        Cell& open = cells_[cell];
        open.certainty = Certainty::guessed;
        open.state = State::given;
        open.span = run;
        open.text = run;
        open.run = number;
        const bool tied = std::any_of(ways_.begin(), ways_.end(), [&](const Way& way) {
            return way.broken == ways_.front().broken && !same(way, cell);
        });
        open.value = tied ? std::nullopt : values.front();
        const std::size_t count = std::min(values.size(), max_candidates);
        open.candidates = keep(work_.out, std::span(values).first(count), !cut_ && !unseen_ && count == values.size());
    }

    Work& work_;
    std::span<Cell> cells_;
    std::vector<Cell> printed_;
    bool others_open_;
    const grammar::Table& table_;
    std::size_t columns_;
    Deal deal_;                                 // row by row
    std::vector<std::vector<Choice>> choices_;  // by dealt rows
    std::vector<Way> ways_;                     // those that break the fewest identities first
    bool cut_ = false;                          // there are more ways
    bool unseen_ = false;                       // there may be
};

/// The number stands there, but whether in this cell is not certain.
void doubt(Work& work, Cell& cell, OrderDoubt why) {
    if (!cell.value || cell.certainty == Certainty::guessed) return;
    if (work.trace != nullptr) work.trace->order_doubts.push_back({cell.key, why});
    const std::optional<Decimal> value = cell.value;
    cell.certainty = Certainty::guessed;
    cell.candidates = keep(work.out, {&value, 1}, why != OrderDoubt::joined);
}

class OrderCheck {
public:
    OrderCheck(const grammar::Table& table, std::span<const Cell> cells)
        : table_(table), block_(table.blocks[0]), cells_(cells) {}

    /// Whether some identity through this cell is broken, cells without a value being what they may be.
    bool breaks(std::size_t row, std::size_t column) const {
        return breaks_row(row) || std::ranges::any_of(table_.identities, [&](const grammar::Identity& identity) {
                   return identity.axis == Axis::columns && names(identity, block_.rows[row].key) &&
                          is_broken(identity, column);
               });
    }

    /// Whether an identity within the row is.
    bool breaks_row(std::size_t row) const {
        return std::ranges::any_of(table_.identities, [&](const grammar::Identity& identity) {
            return identity.axis == Axis::rows && is_broken(identity, row);
        });
    }

    /// Whether the row keeps its identities, and no cell that is unknown helps it.
    bool adds_up(std::size_t row) const {
        const std::size_t columns = block_.columns.size();
        const auto cells = cells_.subspan(row * columns, columns);
        return std::ranges::all_of(cells, [](const Cell& cell) { return bool(cell.value); }) && !breaks_row(row);
    }

private:
    static Range range_of(const Cell& cell) {
        return cell.value ? Range{cell.value->digits(), cell.value->digits()} : Range{0, infinite};
    }

    bool is_broken(const grammar::Identity& identity, std::size_t line) const {
        return !meet(sum(identity, identity.left, line), sum(identity, identity.right, line));
    }

    static bool names(const grammar::Identity& identity, std::string_view key) {
        return std::find(identity.left.begin(), identity.left.end(), key) != identity.left.end() ||
               std::find(identity.right.begin(), identity.right.end(), key) != identity.right.end();
    }

    Range sum(const grammar::Identity& identity, std::span<const std::string_view> terms, std::size_t line) const {
        Range range;
        const std::size_t columns = block_.columns.size();
        for (const std::string_view term : terms) {
            const std::size_t cell = identity.axis == Axis::rows
                                         ? line * columns + grammar::index_of(block_.columns, term)
                                         : grammar::index_of(block_.rows, term) * columns + line;
            range += range_of(cells_[cell]);
        }
        return range;
    }

    const grammar::Table& table_;
    const grammar::Block& block_;
    std::span<const Cell> cells_;
};

/// 94 517
bool has_blank_within(std::string_view figure) {
    const std::vector<Char> chars = fold(figure);
    for (std::size_t i = 1; i + 1 < chars.size(); ++i)
        if (chars[i].code == U' ' && is_digit(chars[i - 1].code) &&
            (is_digit(chars[i + 1].code) || chars[i + 1].code == U' '))
            return true;
    return false;
}

/// Whether two figures of a row that does not add up may have been read as one. Where rows keep their cells, none have.
bool may_have_joined(const Work& work, const BoundRow& row, const OrderCheck& check) {
    return row.keeps == grammar::Keeps::nothing && check.breaks_row(row.row) &&
           std::ranges::any_of(figures_of(work, row), [&](const ast::PrintedCell& figure) {
               return has_blank_within(work.source.text(figure.span));
           });
}

}  // namespace

void doubt_rows_by_order(Work& work, std::span<Cell> cells, bool lines_lost) {
    const grammar::EditionId edition = work.out.requests_edition.value_or(work.binding.missing_edition);
    const grammar::Table& table = grammar::all_forms[edition]->table(TableId::requests);
    const std::size_t columns = table.blocks[0].columns.size();
    const OrderCheck check(table, cells);
    for (const BoundRow& row : work.binding.rows) {
        if (row.table != TableId::requests) continue;
        const bool lost = lines_lost && !check.adds_up(row.row);
        const bool joined = may_have_joined(work, row, check);
        if (!row.by_order && !lost && !joined) continue;
        for (std::size_t column = 0; column < columns; ++column) {
            Cell& cell = cells[row.row * columns + column];
            if (lost)
                doubt(work, cell, OrderDoubt::lost);
            else if (joined)
                doubt(work, cell, OrderDoubt::joined);
            else if (work.binding.reordered)
                doubt(work, cell, OrderDoubt::reordered);
            else if (check.breaks(row.row, column))
                doubt(work, cell, OrderDoubt::broken);
        }
    }
}

void doubt_row_without_sums(Work& work, std::span<Cell> cells) {
    for (Cell& cell : cells) doubt(work, cell, OrderDoubt::no_sums);
}

void doubt_columns(Work& work, std::span<Cell> cells) {
    for (Cell& cell : cells) {
        doubt(work, cell, OrderDoubt::no_sums);
        cell.value.reset();
        cell.candidates.complete = false;
    }
}

void settle_turned_rows(Work& work, std::span<Cell> cells, bool others_open, std::uint32_t& run_number) {
    TurnedTable(work, cells, others_open).settle(run_number);
}

}  // namespace nianbao::passes
