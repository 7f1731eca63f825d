// Properties over random reports: what was printed is what is compiled, in every layout; what collapsed digits leave
// open stays open. A wrong number marked read or proved is the worst bug there can be, and this is where it is sought.
// property.hpp has the settings.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "compile.hpp"
#include "generator.hpp"
#include "oracle.hpp"
#include "property.hpp"
#include "rendering.hpp"

namespace nianbao {
namespace {

using generator::Figure;
using generator::Layout;
using generator::Random;
using generator::Report;
using grammar::TableId;
using passes::Cell;
using passes::Certainty;
using passes::Compilation;
using passes::State;
using property::conclude;
using property::run;
using property::setting;
using property::Tally;

// One printed report and what was made of it.

struct Case {
    std::uint64_t seed;
    const Report& report;
    const Layout& layout;
    Tally& tally;

    void fail(std::string_view cell, std::string_view what) const {
        tally.failures.insert({seed, std::string(layout.name), std::string(cell), std::string(what)});
    }
    void count(const std::string& what, std::uint64_t number = 1) const { tally.counts[what] += number; }
};

/// The report in print, compiled. Cells by their key.
class Compiled {
public:
    Compiled(const Case& of, Random& random)
        : Compiled(of, generator::render(of.report, of.layout, generator::any_style(random), random)) {}

    Compiled(const Case& of, std::string text) {
        property::show(text);
        input_ = read(std::move(text));
        if (input_.documents.size() != 1)
            of.fail("", "is read as " + std::to_string(input_.documents.size()) + " reports");
        compilation_ = compile(input_, 0);
        for (const Cell& cell : compilation_.cells) cells_[cell.key] = &cell;
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    [[nodiscard]] const Cell* cell(grammar::KeyId key) const { return cells_[key]; }
    [[nodiscard]] const Compilation& compilation() const { return compilation_; }

    [[nodiscard]] std::vector<std::optional<Decimal>> candidates(const Cell& cell) const {
        const auto begin = compilation_.candidates.begin() + cell.candidates.begin;
        return {begin, begin + cell.candidates.count};
    }

private:
    Input input_;
    Compilation compilation_;
    std::array<const Cell*, grammar::key_count> cells_{};
};

std::string_view text_of(grammar::KeyId key) { return grammar::keys()[key].text; }

bool is_certain(const Cell& cell) { return cell.certainty == Certainty::read || cell.certainty == Certainty::proved; }

std::string text_of(const std::optional<Decimal>& value) { return value ? to_string(*value) : "blank"; }

std::optional<Decimal> printed_value(const Figure& figure) {
    return figure.blank ? std::nullopt : std::optional<Decimal>(figure.value);
}

/// Separate cells are read, all of them.
void expect_read(const Case& of, const Compiled& compiled) {
    for (const Figure& figure : of.report.figures) {
        const Cell* cell = compiled.cell(figure.place.key);
        if (cell == nullptr) {
            of.fail(text_of(figure.place.key), "is missing");
        } else if (cell->state != State::given || cell->certainty != Certainty::read || cell->value != figure.value) {
            of.fail(text_of(figure.place.key), "is " + text_of(figure.value) + ", not " +
                                                   std::string(name(cell->state)) + ' ' +
                                                   std::string(name(cell->certainty)) + ' ' + text_of(cell->value));
        }
    }
    of.count("cells read", of.report.figures.size());
}

/// Whether a cell that was compiled can stand: certain and right, or open with the truth among its candidates.
enum class Outcome { proved, open, wrong, truth_lost };

Outcome outcome_of(const Figure& figure, const Compiled& compiled) {
    const Cell* cell = compiled.cell(figure.place.key);
    if (cell == nullptr) return Outcome::truth_lost;
    if (is_certain(*cell)) return cell->value == printed_value(figure) ? Outcome::proved : Outcome::wrong;
    if (!cell->candidates.complete) return Outcome::open;
    const auto candidates = compiled.candidates(*cell);
    const bool kept = std::find(candidates.begin(), candidates.end(), printed_value(figure)) != candidates.end();
    return kept ? Outcome::open : Outcome::truth_lost;
}

void count_outcome(const Case& of, const Figure& figure, Outcome outcome) {
    const bool proved = outcome == Outcome::proved;
    if (figure.place.table == TableId::requests)
        of.count(proved ? "cells of table 三 proved" : "of table 三 open");
    else
        of.count(proved ? "others proved" : "others open");
}

void expect_not_wrong(const Case& of, const Compiled& compiled) {
    for (const Figure& figure : of.report.figures) {
        const Outcome outcome = outcome_of(figure, compiled);
        if (outcome == Outcome::wrong)
            of.fail(text_of(figure.place.key), "is " + text_of(printed_value(figure)) + ", not " +
                                                   text_of(compiled.cell(figure.place.key)->value));
        if (outcome == Outcome::truth_lost)
            of.fail(text_of(figure.place.key), "has lost " + text_of(printed_value(figure)));
        count_outcome(of, figure, outcome);
    }
}

// Tables as the oracle wants them.

oracle::Slot slot_of(grammar::Unit unit) {
    switch (unit) {
        case grammar::Unit::count: return oracle::Slot::count;
        case grammar::Unit::change: return oracle::Slot::change;
        case grammar::Unit::yuan:
        case grammar::Unit::wan_yuan: return oracle::Slot::amount;
    }
    return oracle::Slot::count;
}

/// A glued table and which figure of the report is which of its cells.
struct GluedTable {
    oracle::Table table;
    std::vector<std::vector<const Figure*>> figures;
};

/// Rows as they are printed: those of the form, but all of table 四 in one.
GluedTable glued(const Report& report, TableId id) {
    GluedTable out;
    std::tuple<int, int> above{-1, -1};
    for (const Figure& figure : report.figures) {
        if (figure.place.table != id) continue;
        const std::tuple<int, int> row =
            id == TableId::review ? std::tuple(0, 0) : std::tuple<int, int>(figure.place.block, figure.place.row);
        if (row != above) {
            out.table.rows.emplace_back();
            out.figures.emplace_back();
        }
        above = row;
        out.table.rows.back().characters += digits_of(figure);
        out.table.rows.back().slots.push_back(slot_of(grammar::keys()[figure.place.key].unit));
        out.figures.back().push_back(&figure);
    }
    return out;
}

/// Where the cell of a row and a column of the form stands in the glued table.
oracle::Term term_of(const GluedTable& glued, std::string_view row, std::string_view column, int sign) {
    for (std::size_t r = 0; r < glued.figures.size(); ++r)
        for (std::size_t c = 0; c < glued.figures[r].size(); ++c) {
            const grammar::Key& key = grammar::keys()[glued.figures[r][c]->place.key];
            if (key.row == row && key.column == column) return {r, c, sign};
        }
    ADD_FAILURE() << "no cell " << row << '.' << column;
    return {};
}

void add_equations(GluedTable& glued, const grammar::Block& block, const grammar::Identity& identity) {
    const bool within_rows = identity.axis == grammar::Axis::rows;
    std::vector<std::string_view> lines;
    if (within_rows)
        for (const auto& row : block.rows) lines.push_back(row.key);
    else
        for (const auto& column : block.columns) lines.push_back(column.key);
    for (std::string_view line : lines) {
        oracle::Equation equation;
        const auto add = [&](std::string_view term, int sign) {
            equation.push_back(within_rows ? term_of(glued, line, term, sign) : term_of(glued, term, line, sign));
        };
        for (std::string_view term : identity.left) add(term, 1);
        for (std::string_view term : identity.right) add(term, -1);
        glued.table.equations.push_back(std::move(equation));
    }
}

GluedTable glued_with_equations(const Report& report, TableId id) {
    GluedTable out = glued(report, id);
    const grammar::Table& form = grammar::all_forms[report.edition]->table(id);
    for (const grammar::Identity& identity : form.identities)
        for (const grammar::Block& block : form.blocks) add_equations(out, block, identity);
    return out;
}

constexpr TableId all_tables[] = {TableId::disclosure, TableId::requests, TableId::review};

// Separate cells.

const Layout& separate_layout(Random& random) {
    for (;;) {
        const Layout& layout = random.pick(generator::layouts());
        if (layout.separate) return layout;
    }
}

void read_separate_cells(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    Report report = generator::make_report(random);
    if (random.chance(30)) misprint(report, 1 + static_cast<unsigned>(random.below(3)), random);
    const Case of{seed, report, separate_layout(random), tally};
    const Compiled compiled(of, random);
    expect_read(of, compiled);
    of.count("reports");
}

TEST(Property, separate_cells_are_read_as_printed) { conclude("separate cells", run(25, read_separate_cells)); }

/// Each table in a layout of its own, and each goes on in another after some row.
std::string with_mixed_layouts(const generator::Page& page, const generator::Style& style, Random& random) {
    std::string out;
    for (const generator::Part& part : page) {
        generator::Page first{part}, rest;
        if (part.kind == generator::Part::Kind::table) {
            auto& rows = first.front().grid.rows;
            const std::size_t cut = rows.size() - random.below(rows.size() / 2);
            rest.push_back(part);
            rest.front().grid.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(cut), rows.end());
            rows.resize(cut);
        }
        out += generator::print(first, separate_layout(random), style, random);
        if (!rest.empty()) out += generator::print(rest, separate_layout(random), style, random);
    }
    return out;
}

void read_mixed_layouts(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const Report report = generator::make_report(random);
    generator::Style style = generator::any_style(random);
    style.byte_order_mark = false;
    const std::string text = with_mixed_layouts(generator::compose(report, style, random), style, random);
    const Case of{seed, report, generator::layout("tabs"), tally};
    const Compiled compiled(of, text);
    expect_read(of, compiled);
    of.count("reports");
}

TEST(Property, layouts_mix_within_a_table) { conclude("mixed layouts", run(10, read_mixed_layouts)); }

// Blank is not zero, and a figure beside a blank cell must not slip into it. Layouts that drop empty cells leave it open.

void read_blank_cells(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    Report report = generator::make_report(random);
    leave_zeros_blank(report, random);
    const Case of{seed, report, separate_layout(random), tally};
    const Compiled compiled(of, random);
    of.count("reports");
    for (const Figure& figure : report.figures) {
        const Cell* cell = compiled.cell(figure.place.key);
        if (cell == nullptr) continue;
        of.count(is_certain(*cell) ? "cells read" : cell->state == State::blank ? "cells blank" : "cells open");
        if (is_certain(*cell) && cell->value != printed_value(figure))
            of.fail(text_of(figure.place.key),
                    "is " + text_of(printed_value(figure)) + ", not " + text_of(cell->value));
    }
}

TEST(Property, blank_cells_are_not_filled) { conclude("blank cells", run(10, read_blank_cells)); }

// Collapsed digits.

const Layout& collapsed_layout(Random& random) {
    return generator::layout(random.chance(70) ? "collapsed" : "collapsed-in-one-line");
}

void resolve_collapsed(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const Report report = generator::make_report(random);
    const Case of{seed, report, collapsed_layout(random), tally};
    const Compiled compiled(of, random);
    expect_not_wrong(of, compiled);
    of.count("reports");
}

TEST(Property, collapsed_digits_are_proved_or_left_open) {
    Tally tally = run(25, resolve_collapsed);
    conclude("collapsed", tally);
    const std::uint64_t proved = tally.counts["cells of table 三 proved"];
    const std::uint64_t all = proved + tally.counts["of table 三 open"];
    EXPECT_GE(proved * 100, all * 99);
}

// Misprints can make another reading look better than what was printed: two that support each other, and, in some three
// of a million reports, one, where a wrong split of another row makes up for it. That is no fault, but only then.

std::optional<std::string> decided_text(const Cell& cell, const Compiled& compiled) {
    if (is_certain(cell) && cell.value) return to_string(*cell.value);
    if (cell.candidates.count == 0) return std::nullopt;
    const std::optional<Decimal> first = compiled.candidates(cell).front();
    return first ? std::optional(to_string(*first)) : std::nullopt;
}

/// The compiler's own reading of a row; nothing if it is none of the same characters.
std::optional<oracle::Reading> compiled_row(const std::vector<const Figure*>& figures, const Compiled& compiled,
                                            const oracle::Row& row) {
    oracle::Reading reading;
    std::string joined;
    for (const Figure* figure : figures) {
        const Cell* cell = compiled.cell(figure->place.key);
        const auto text = cell == nullptr ? std::nullopt : decided_text(*cell, compiled);
        if (!text) return std::nullopt;
        reading.push_back(*text);
        joined += *text;
    }
    return joined == row.characters ? std::optional(std::move(reading)) : std::nullopt;
}

oracle::Reading printed_row(const std::vector<const Figure*>& figures) {
    oracle::Reading reading;
    for (const Figure* figure : figures) reading.push_back(digits_of(*figure));
    return reading;
}

/// Whether a reading of the same characters breaks at least two identities fewer than what was printed: the compiler's
/// reading, either of all rows or only of those where it differs in something certain.
bool another_reading_is_better(const GluedTable& glued, const Compiled& compiled) {
    std::vector<oracle::Reading> printed, all, certain;
    for (std::size_t row = 0; row < glued.figures.size(); ++row) {
        const auto& figures = glued.figures[row];
        printed.push_back(printed_row(figures));
        const auto read = compiled_row(figures, compiled, glued.table.rows[row]);
        all.push_back(read.value_or(printed.back()));
        const bool wrong = std::any_of(figures.begin(), figures.end(), [&](const Figure* figure) {
            return outcome_of(*figure, compiled) == Outcome::wrong;
        });
        certain.push_back(wrong && read ? *read : printed.back());
    }
    const std::size_t fewest = std::min(broken(glued.table, all), broken(glued.table, certain));
    return fewest + 2 <= broken(glued.table, printed);
}

void resolve_misprinted(std::uint64_t seed, Tally& tally, unsigned misprints) {
    Random random(seed);
    Report report = generator::make_report(random);
    misprint(report, misprints, random);
    const Case of{seed, report, collapsed_layout(random), tally};
    const Compiled compiled(of, random);
    of.count("reports");
    for (TableId id : all_tables) {
        const GluedTable table = glued_with_equations(report, id);
        std::optional<bool> excused;
        for (const auto& row : table.figures)
            for (const Figure* figure : row) {
                const Outcome outcome = outcome_of(*figure, compiled);
                count_outcome(of, *figure, outcome);
                if (outcome == Outcome::truth_lost)
                    of.fail(text_of(figure->place.key), "has lost " + text_of(figure->value));
                if (outcome != Outcome::wrong) continue;
                if (!excused) excused = another_reading_is_better(table, compiled);
                of.count("cells where another reading is better by two");
                if (!*excused) of.fail(text_of(figure->place.key), "is proved, and no other reading is better by two");
            }
    }
}

TEST(Property, one_misprint_proves_only_what_breaks_two_identities_fewer) {
    conclude("one misprint", run(20, [](std::uint64_t seed, Tally& tally) { resolve_misprinted(seed, tally, 1); }));
}

TEST(Property, two_misprints_prove_only_what_breaks_two_identities_fewer) {
    conclude("two misprints", run(11, [](std::uint64_t seed, Tally& tally) { resolve_misprinted(seed, tally, 2); }));
}

// Against the oracle.

constexpr std::uint64_t readings_per_table = 20'000;

/// The value of a text in the figure's own unit.
std::optional<Decimal> value_of(const std::string& text, const Figure& figure) {
    if (text.empty()) return std::nullopt;
    const std::size_t point = text.find('.');
    std::string digits = text;
    if (point != std::string::npos) digits.erase(point, 1);
    const int scale = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
    const bool in_wan = grammar::keys()[figure.place.key].unit == grammar::Unit::yuan && figure.unit == "万元";
    return Decimal::make(std::stoll(digits), in_wan ? scale - 4 : scale);
}

/// An amount that some reading makes more than 0 although no unit is printed can be yuan or 万元.
bool lacks_unit(const Figure& figure) {
    return grammar::keys()[figure.place.key].unit == grammar::Unit::yuan && (figure.unit.empty() || figure.blank);
}

std::set<std::string> texts_of(const std::vector<std::optional<Decimal>>& values) {
    std::set<std::string> texts;
    for (const auto& value : values) texts.insert(text_of(value));
    return texts;
}

void compare(const Case& of, const Figure& figure, const oracle::Verdict& verdict, const Compiled& compiled) {
    const Cell* cell = compiled.cell(figure.place.key);
    if (cell == nullptr) return of.fail(text_of(figure.place.key), "is missing");
    const bool proved = verdict.proved && !(lacks_unit(figure) && verdict.value != "0");
    of.count(proved ? "cells to prove" : "cells to leave open");
    if (proved != is_certain(*cell))
        return of.fail(text_of(figure.place.key), proved ? "could be proved" : "is no more than guessed");
    if (proved && cell->value != value_of(verdict.value, figure))
        of.fail(text_of(figure.place.key), "is proved as another value");
    const bool row_is_empty = verdict.values == std::vector<std::string>{""};
    if (proved || row_is_empty || !cell->candidates.complete || lacks_unit(figure)) return;
    if (cell->state == State::absent) return of.fail(text_of(figure.place.key), "is absent, but its row is printed");
    std::vector<std::optional<Decimal>> expected;
    for (const std::string& text : verdict.values) expected.push_back(value_of(text, figure));
    const auto readings = texts_of(expected), listed = texts_of(compiled.candidates(*cell));
    if (readings == listed) return;
    of.fail(text_of(figure.place.key),
            "has " + std::to_string(listed.size()) + " candidates, not " + std::to_string(readings.size()));
}

void agree_with_oracle(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const generator::Recipe few_long_rows{.level = static_cast<generator::Level>(random.below(4)),
                                          .filled = static_cast<unsigned>(random.between(1, 5))};
    Report report = generator::make_report(random, few_long_rows);
    misprint(report, static_cast<unsigned>(random.below(4)), random);
    if (random.chance(15)) leave_zeros_blank(report, random);
    const Case of{seed, report, collapsed_layout(random), tally};
    const Compiled compiled(of, random);
    of.count("reports");
    for (TableId id : all_tables) {
        const GluedTable table = glued_with_equations(report, id);
        const auto verdicts = oracle::judge(table.table, readings_per_table);
        of.count(verdicts ? "tables judged" : "tables with too many readings");
        if (!verdicts) continue;
        for (std::size_t row = 0; row < verdicts->size(); ++row)
            for (std::size_t slot = 0; slot < (*verdicts)[row].size(); ++slot)
                compare(of, *table.figures[row][slot], (*verdicts)[row][slot], compiled);
    }
}

TEST(Property, collapsed_digits_agree_with_the_oracle) {
    Tally tally = run(9, agree_with_oracle);
    conclude("oracle", tally);
    if (setting("NIANBAO_PROPERTY_REPLAY", 0) != 0) return;
    EXPECT_GT(tally.counts["tables judged"], tally.counts["tables with too many readings"]);
    EXPECT_GT(tally.counts["cells to prove"], 0U);
    EXPECT_GT(tally.counts["cells to leave open"], 0U);
}

}  // namespace
}  // namespace nianbao
