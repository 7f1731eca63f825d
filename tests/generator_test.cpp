// Tests of the tests: generated reports keep their identities, print their figures in order in every layout, and the
// oracle says of known rows what the contract says of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "generator.hpp"
#include "oracle.hpp"
#include "rendering.hpp"

namespace nianbao {
namespace {

using generator::Figure;
using generator::Layout;
using generator::Random;
using generator::Report;
using generator::Style;

std::int64_t value_at(const Report& report, grammar::TableId table, std::string_view row, std::string_view column) {
    const auto found = std::find_if(report.figures.begin(), report.figures.end(), [&](const Figure& figure) {
        const grammar::Key& key = grammar::keys()[figure.place.key];
        return key.table == table && key.row == row && key.column == column;
    });
    EXPECT_NE(found, report.figures.end()) << row << '.' << column;
    return found == report.figures.end() ? 0 : found->value.digits();
}

std::int64_t imbalance(const Report& report, const grammar::Table& table, const grammar::Identity& identity,
                       std::string_view line) {
    const bool within_rows = identity.axis == grammar::Axis::rows;
    const auto value = [&](std::string_view term) {
        return within_rows ? value_at(report, table.id, line, term) : value_at(report, table.id, term, line);
    };
    std::int64_t sum = 0;
    for (std::string_view term : identity.left) sum += value(term);
    for (std::string_view term : identity.right) sum -= value(term);
    return sum;
}

void expect_identities(const Report& report) {
    for (const grammar::Table& table : grammar::all_forms[report.edition]->tables)
        for (const grammar::Identity& identity : table.identities)
            for (const grammar::Block& block : table.blocks) {
                if (identity.axis == grammar::Axis::rows)
                    for (const auto& row : block.rows)
                        EXPECT_EQ(imbalance(report, table, identity, row.key), 0) << row.key;
                else
                    for (const auto& column : block.columns)
                        EXPECT_EQ(imbalance(report, table, identity, column.key), 0) << column.key;
            }
}

TEST(Generator, identities_hold_and_every_cell_has_a_figure) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        const Report report = generator::make_report(random);
        EXPECT_EQ(report.figures.size(), grammar::cells_of(report.edition).size());
        expect_identities(report);
    }
}

TEST(Generator, half_of_the_cells_are_zero) {
    std::size_t zeros = 0, cells = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Random random(generator::derived_seed(7, seed));
        for (const Figure& figure : generator::make_report(random).figures) {
            ++cells;
            zeros += figure.value == Decimal(0);
        }
    }
    EXPECT_GT(zeros * 100, cells * 47);
    EXPECT_LT(zeros * 100, cells * 53);
}

TEST(Generator, a_seed_gives_the_same_report_again) {
    for (const Layout& layout : generator::layouts()) {
        Random first(5), second(5);
        const std::string a = generator::render(generator::make_report(first), layout, {}, first);
        const std::string b = generator::render(generator::make_report(second), layout, {}, second);
        EXPECT_EQ(a, b);
    }
}

TEST(Generator, a_misprint_changes_that_many_figures) {
    for (unsigned count = 0; count <= 3; ++count) {
        Random random(count + 11);
        const Report before = generator::make_report(random);
        Report after = before;
        misprint(after, count, random);
        unsigned changed = 0;
        for (std::size_t i = 0; i < before.figures.size(); ++i)
            changed += before.figures[i].value != after.figures[i].value;
        EXPECT_EQ(changed, count);
    }
}

/// Each figure stands behind the one before it.
void expect_in_order(const std::string& text, const Report& report, const Layout& layout) {
    std::size_t at = text.find("第二十条");
    ASSERT_NE(at, std::string::npos);
    for (const Figure& figure : report.figures) {
        const std::string digits = digits_of(figure);
        at = text.find(digits, at);
        ASSERT_NE(at, std::string::npos) << layout.name << ' ' << grammar::keys()[figure.place.key].text;
        at += digits.size();
    }
}

TEST(Generator, every_layout_prints_all_figures_in_order) {
    for (const Layout& layout : generator::layouts())
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Random random(seed);
            const Report report = generator::make_report(random);
            Style style = generator::any_style(random);
            style.full_width_digits = false;
            expect_in_order(generator::render(report, layout, style, random), report, layout);
        }
}

// The oracle on the contract's own examples.

oracle::Row counts(std::string characters, std::size_t cells) {
    return {std::move(characters), std::vector<oracle::Slot>(cells, oracle::Slot::count)};
}

std::vector<oracle::Verdict> judge_row(oracle::Row row, std::vector<oracle::Equation> equations = {}) {
    const auto verdicts = oracle::judge({{std::move(row)}, std::move(equations)}, 100'000);
    EXPECT_TRUE(verdicts.has_value());
    return verdicts ? verdicts->front() : std::vector<oracle::Verdict>{};
}

oracle::Equation row_sum(std::size_t row, std::size_t cells) {
    oracle::Equation equation;
    for (std::size_t slot = 0; slot < cells; ++slot) equation.push_back({row, slot, slot + 1 == cells ? -1 : 1});
    return equation;
}

TEST(Oracle, as_many_digits_as_cells_are_proved) {
    const auto cells = judge_row(counts("449", 3));
    for (const auto& cell : cells) EXPECT_TRUE(cell.proved);
    EXPECT_EQ(cells[2].value, "9");
}

TEST(Oracle, a_sign_binds_what_stands_before_it) {
    using enum oracle::Slot;
    const auto cells = judge_row({"22+3417", {count, change, count}});
    EXPECT_TRUE(cells[0].proved);
    EXPECT_EQ(cells[0].value, "22");
    EXPECT_FALSE(cells[1].proved);
    EXPECT_EQ(cells[1].values, (std::vector<std::string>{"+3", "+34", "+341"}));
    EXPECT_FALSE(cells[2].proved);
}

TEST(Oracle, an_amount_can_begin_at_any_digit_but_zero) {
    const auto cells = judge_row({"123833092", {oracle::Slot::count, oracle::Slot::amount}});
    EXPECT_FALSE(cells[0].proved);
    EXPECT_EQ(cells[0].values.size(), 7U);
}

TEST(Oracle, a_row_sum_alone_proves_nothing) {
    // 23 0 0 79 0 0 120 is misprinted; the one split that adds up is 23 0 0 7 90 0 120.
    for (const auto& cell : judge_row(counts("23007900120", 7), {row_sum(0, 7)})) EXPECT_FALSE(cell.proved);
}

TEST(Oracle, a_row_sum_and_column_sums_prove_a_row) {
    // 12 3 15 over the same printed apart: every other split breaks its row and two columns.
    oracle::Table table{{counts("12315", 3), counts("000", 3), counts("12315", 3)}, {}};
    for (std::size_t row = 0; row < 3; ++row) table.equations.push_back(row_sum(row, 3));
    for (std::size_t slot = 0; slot < 3; ++slot) table.equations.push_back({{0, slot, 1}, {1, slot, 1}, {2, slot, -1}});
    const auto verdicts = judge(table, 1000);
    ASSERT_TRUE(verdicts.has_value());
    for (const auto& row : *verdicts)
        for (const auto& cell : row) EXPECT_TRUE(cell.proved);
    EXPECT_EQ((*verdicts)[0][0].value, "12");
}

TEST(Oracle, a_row_that_does_not_add_up_is_not_proved) {
    for (const auto& cell : judge_row(counts("1000002", 7), {row_sum(0, 7)})) EXPECT_FALSE(cell.proved);
    for (const auto& cell : judge_row(counts("1000001", 7), {row_sum(0, 7)})) EXPECT_TRUE(cell.proved);
}

TEST(Oracle, a_short_row_lets_every_cell_of_the_table_be_blank) {
    const auto verdicts = oracle::judge({{counts("11", 3), counts("000", 3), counts("112", 3)}, {}}, 1000);
    ASSERT_TRUE(verdicts.has_value());
    for (const auto& cell : (*verdicts)[0]) EXPECT_FALSE(cell.proved);
    for (const auto& cell : (*verdicts)[1]) EXPECT_TRUE(cell.proved);
    for (const auto& cell : (*verdicts)[2]) EXPECT_FALSE(cell.proved);
}

}  // namespace
}  // namespace nianbao
