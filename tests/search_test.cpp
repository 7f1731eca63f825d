// The search for the best readings against counting all of them, in tables small enough for that, most of which the
// agency got wrong somewhere.
#include "passes/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "generator.hpp"
#include "oracle.hpp"

namespace nianbao::tests {
namespace {

using generator::Random;
using passes::Problem;
using passes::Readings;
using passes::Solution;

constexpr std::size_t parts = 2, columns = parts + 1;  // the last is the total
constexpr std::array all_counts{grammar::Unit::count, grammar::Unit::count, grammar::Unit::count};

/// What each row prints, without a space between its cells.
using Lines = std::vector<std::string>;
using Laws = std::vector<passes::ColumnLaw>;

Problem problem_of(const Lines& lines, const Laws& laws) {
    Problem problem{.rows = {}, .row_laws = {{.left = 0b011, .right = 0b100}}, .column_laws = laws};
    for (const std::string& line : lines) problem.rows.push_back(Readings::glued(line, 0, all_counts, false));
    return problem;
}

constexpr std::uint64_t enough = 1'000'000;

oracle::Table table_of(const Lines& lines, const Laws& laws) {
    oracle::Table table;
    for (const std::string& line : lines) table.rows.push_back({line, std::vector(columns, oracle::Slot::count)});
    for (std::size_t row = 0; row < lines.size(); ++row)
        table.equations.push_back({{row, 0, 1}, {row, 1, 1}, {row, 2, -1}});
    for (const passes::ColumnLaw& law : laws)
        for (std::size_t column = 0; column < columns; ++column) {
            oracle::Equation& equation = table.equations.emplace_back();
            for (const std::size_t row : law.left) equation.push_back({row, column, 1});
            for (const std::size_t row : law.right) equation.push_back({row, column, -1});
        }
    return table;
}

/// As in table 三: what came in is what was done and what is left; what was done is made of several rows.
const Laws two_laws{{.left = {0, 1}, .right = {4, 5}}, {.left = {2, 3}, .right = {4}}};

std::size_t any_number(Random& random) { return random.chance(40) ? 0 : random.below(random.chance(50) ? 10 : 120); }

/// Six rows that keep `two_laws`, but for some misprints.
Lines any_lines(Random& random) {
    std::vector<std::array<std::size_t, columns>> rows(6);
    for (std::size_t column = 0; column < parts; ++column) {
        const std::size_t done = any_number(random), left = any_number(random);
        rows[0][column] = random.below(done + left + 1);
        rows[1][column] = done + left - rows[0][column];
        rows[2][column] = random.below(done + 1);
        rows[3][column] = done - rows[2][column];
        rows[4][column] = done;
        rows[5][column] = left;
    }
    for (auto& row : rows) row[parts] = row[0] + row[1];
    for (std::size_t misprints = random.below(4); misprints-- > 0;)
        rows[random.below(rows.size())][random.below(columns)] = any_number(random);
    Lines lines;
    for (const auto& row : rows) {
        std::string& line = lines.emplace_back();
        for (const std::size_t number : row) line += std::to_string(number);
    }
    return lines;
}

std::string joined(const Lines& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + ' ';
    return all;
}

TEST(Search, agrees_with_counting_all_readings) {
    std::size_t proved = 0, open = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        Random random(generator::derived_seed(1, seed));
        const Lines lines = any_lines(random);
        const auto verdicts = oracle::judge(table_of(lines, two_laws), 200'000);
        if (!verdicts) continue;
        const Solution solution = passes::solve(problem_of(lines, two_laws), enough);
        ASSERT_FALSE(solution.exhausted) << joined(lines);
        for (std::size_t row = 0; row < lines.size(); ++row)
            for (std::size_t column = 0; column < columns; ++column) {
                const passes::RowSolution& found = solution.rows[row];
                const bool certain = ((found.doubtful | found.law_broken) >> column & 1U) == 0;
                const oracle::Verdict& verdict = (*verdicts)[row][column];
                ASSERT_EQ(certain, verdict.proved) << joined(lines) << "row " << row << " column " << column;
                if (certain) {
                    ASSERT_EQ(to_string(found.best[column].value.value()), verdict.value) << joined(lines);
                }
                ++(certain ? proved : open);
            }
    }
    EXPECT_GT(proved, 10'000U);
    EXPECT_GT(open, 1'000U);
}

// 0 3 0 has one reading, which breaks its sum and that of a column whatever the others say. Of the total 33538 one
// reading breaks another column as well. 0 35 35 is certain: its other readings break two sums more than the best, though
// only one more than the second best.
TEST(Search, row_with_one_reading_may_break_its_sum_without_putting_others_in_doubt) {
    const Lines lines{"303", "030", "03535", "33538"};
    const Solution solution = passes::solve(problem_of(lines, {{.left = {0, 1, 2}, .right = {3}}}), enough);
    EXPECT_EQ(solution.broken, 1U);
    EXPECT_EQ(solution.rows[1].law_broken, 0b111U);
    EXPECT_EQ(solution.rows[2].doubtful, 0U);
    EXPECT_EQ(solution.rows[3].doubtful, 0b011U);
}

}  // namespace
}  // namespace nianbao::tests
