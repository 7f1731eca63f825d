// How each doubtful cell was read: the runs with their readings and what decided between them, rows that a page may have
// printed by columns, and cells that say no one number by themselves.
#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "backends/trace_names.hpp"

namespace nianbao::backends {
namespace {

using passes::Cell;
using passes::Certainty;
using passes::OrderDoubt;
using passes::ReadingEvent;

// ---- rows with several readings -------------------------------------------------------------------------------------

std::string count_of_readings(std::uint64_t readings) {
    constexpr std::uint64_t most = 1'000'000'000;
    return readings > most ? "over 10^9 readings" : counted(readings, "reading");
}

std::string identities(std::uint32_t count) {
    return fmt::format("{} {}", count, count == 1 ? "identity" : "identities");
}

/// The lines of a row that has figures, from the first of them to the last.
std::string lines_of_figures(const TracedReport& report, const passes::BoundRow& row) {
    const auto figures = std::span(report.trace.binding.figures).subspan(row.first_figure, row.figure_count);
    return lines_of(report.source, grammar::join(figures.front().span, figures.back().span));
}

std::string headline(const TracedReport& report, const ReadingEvent& event) {
    std::string out = fmt::format("  {}  {}: {}; {}", lines_of_figures(report, event.row), row_name(event.row),
                                  fit_of(report, event.row), count_of_readings(event.readings));
    if (event.blanks) out += ", blanks allowed";
    if (!event.weighed) return out + "; not weighed, too many rows of the table have lost figures\n";
    out += fmt::format("; the best breaks {} of the {}", identities(event.broken), event.table_wide ? "table" : "row");
    if (event.readings > 1)
        out += event.next ? fmt::format(", the next {} more", *event.next) : ", no other within one of that";
    out += fmt::format("; {}{}", counted(event.steps, "step"), event.table_wide ? " for the table" : "");
    return event.exhausted ? out + ", the budget used up\n" : out + '\n';
}

/// Why a number whose row the form's order alone tells is a guess; empty where that is not why.
std::string_view doubt_of_order(const TracedReport& report, grammar::KeyId key) {
    const auto& doubts = report.trace.order_doubts;
    const auto event = std::ranges::find(doubts, key, &passes::OrderDoubtEvent::key);
    if (event == doubts.end()) return {};
    switch (event->why) {
        case OrderDoubt::broken: return "the form's order alone tells its row, and a sum through it does not hold";
        case OrderDoubt::reordered: return "the form's order alone tells its row, and the heads stand in another";
        case OrderDoubt::no_sums: return "the form's order alone tells its row, and no sum proves it";
        case OrderDoubt::lost: return "its table has lost lines, and its row lacks a number or does not add up";
        case OrderDoubt::joined: return "its row has a number with blanks within, perhaps two, and does not add up";
    }
    return {};
}

/// What decided how a cell is read.
std::string decision(const TracedReport& report, const ReadingEvent& event, std::size_t cell, const Cell& said) {
    if (const std::string_view doubt = doubt_of_order(report, said.key); !doubt.empty()) return std::string(doubt);
    const std::uint32_t bit = 1U << cell;
    const bool doubtful = (event.doubtful & bit) != 0;
    if (said.certainty == Certainty::unknown) return "no figure of the row is its";
    if (said.certainty == Certainty::proved && event.readings == 1) return "the only reading";
    if (said.certainty == Certainty::proved && (event.agreed & bit) != 0) return "all readings agree";
    if (said.certainty == Certainty::proved) return "every other reading that changes it breaks two more";
    if (!event.weighed) return "no identity was asked";
    if (event.exhausted && event.readings > 1) return "the search did not end";
    if (doubtful && event.least[cell] != ReadingEvent::not_found)
        return fmt::format("another reading that changes it breaks {} more", event.least[cell]);
    if (doubtful) return event.blanks ? "blanks are allowed, and not all readings agree" : "no identity proves it";
    if ((event.law_broken & bit) != 0) return "the best reading breaks the identity of its row";
    return "no unit tells what it counts";
}

std::string verdict(const TracedReport& report, const Cell& cell) {
    if (cell.certainty == Certainty::unknown) return fmt::format("{}", passes::name(cell.state));
    std::string known = fmt::format("{} {}", number(cell.value), passes::name(cell.certainty));
    if (cell.certainty == Certainty::guessed) known += fmt::format(" of {}", candidates_of(report.compilation, cell));
    return cell.run == 0 ? known : fmt::format("{}, run {}", known, cell.run);
}

/// Proved cells that the same decided, on one line.
struct Proved {
    std::string decision;
    std::vector<std::string> cells;
};

void add(const std::string& decision, std::string cell, std::vector<Proved>& proved) {
    auto same = std::ranges::find(proved, decision, &Proved::decision);
    if (same == proved.end()) same = proved.insert(same, {decision, {}});
    same->cells.push_back(std::move(cell));
}

void write_reading(const TracedReport& report, const ReadingEvent& event, std::string& out) {
    out += headline(report, event);
    std::vector<Proved> proved;
    std::string others;
    for (std::size_t i = 0; i < event.row.cells; ++i) {
        const Cell* const cell = find_cell(report.compilation, key_of(event.row, i));
        if (cell == nullptr) continue;
        const std::string name = column_name(event.row, i);
        const std::string why = decision(report, event, i, *cell);
        if (cell->certainty == Certainty::proved)
            add(why, fmt::format("{} {}", name, number(cell->value)), proved);
        else
            others += fmt::format("    {}: {}; {}\n", name, verdict(report, *cell), why);
    }
    for (const Proved& each : proved)
        out += fmt::format("    proved, {}: {}\n", each.decision, fmt::join(each.cells, ", "));
    out += others;
}

// ---- other doubts ---------------------------------------------------------------------------------------------------

void write_turn(const passes::TurnEvent& event, grammar::EditionId edition, std::string& out) {
    std::vector<std::string> rows;
    for (const std::uint8_t row : event.rows) rows.push_back(row_name(edition, {grammar::TableId::requests, 0, row}));
    out += fmt::format("  dealt by order: {}\n", fmt::join(rows, " "));
    out += fmt::format("    {}{} by rows or by columns; the best, {}, breaks {}", counted(event.ways, "way"),
                       event.cut ? " of more" : "", event.turned ? "some by columns" : "by rows",
                       identities(event.broken));
    out += event.next ? fmt::format(", the next {} more\n", *event.next) : ", no other says anything else\n";
}

/// Rows whose figures nobody can place.
void write_unplaced(const TracedReport& report, std::string& out) {
    for (const passes::BoundRow& row : report.trace.binding.rows)
        if (row.fit == passes::Fit::disputed && row.figure_count != 0)
            out += fmt::format("  {}  {}: {}\n", lines_of_figures(report, row), row_name(row), fit_of(report, row));
    const auto edition = report.compilation.requests_edition.value_or(report.trace.binding.missing_edition);
    for (const passes::UnplacedRow& row : report.trace.binding.unplaced)
        out +=
            fmt::format("  {}  {} or another: rows without labels, more or fewer than the form has room for\n",
                        lines_of(report.source, row.span), row_name(edition, {grammar::TableId::requests, 0, row.row}));
}

/// Cells that stand apart, and are no certain numbers all the same; those of `readings` have been told of.
void write_cells(const TracedReport& report, std::string& out) {
    std::vector<bool> told(grammar::key_count, false);
    for (const ReadingEvent& event : report.trace.readings)
        for (std::size_t i = 0; i < event.row.cells; ++i) told[key_of(event.row, i)] = true;
    for (const Cell& cell : report.compilation.cells) {
        const bool guessed = cell.certainty == Certainty::guessed || cell.state == passes::State::illegible;
        if (!guessed || cell.run != 0 || !cell.span || told[cell.key]) continue;
        out += fmt::format("  {}  {}: '{}' is {}", lines_of(report.source, *cell.span), grammar::keys()[cell.key].text,
                           shown(report.source, cell.text), passes::name(cell.state));
        if (const std::string_view doubt = doubt_of_order(report, cell.key); !doubt.empty())
            out += fmt::format("; {}\n", doubt);
        else
            out += cell.candidates.count == 0 ? "\n" : fmt::format(": {}\n", candidates_of(report.compilation, cell));
    }
}

}  // namespace

void write_readings(const TracedReport& report, std::string& out) {
    out += "readings\n";
    for (const ReadingEvent& event : report.trace.readings) write_reading(report, event, out);
    const auto edition = report.compilation.requests_edition.value_or(report.trace.binding.missing_edition);
    for (const passes::TurnEvent& event : report.trace.turns) write_turn(event, edition, out);
    write_unplaced(report, out);
    write_cells(report, out);
}

}  // namespace nianbao::backends
