// Cells that are known of a report against those that a compilation has: each verdict, and what is not judged.
#include <gtest/gtest.h>

#include <string_view>

#include "compilation_builder.hpp"
#include "passes/coverage.hpp"

namespace nianbao::tests {
namespace {

using passes::Coverage;
using passes::Expectation;
using passes::Verdict;

/// All cells of the edition, each 0: what the builder begins with.
Expectation all_zero(grammar::EditionId edition) {
    Expectation expectation;
    for (const grammar::FormCell& cell : grammar::cells_of(edition))
        expectation.cells.push_back({.key = cell.key, .value = Decimal(0)});
    return expectation;
}

/// The verdict on a cell; `right` where no fault names it.
Verdict verdict(const Coverage& coverage, std::string_view key) {
    for (const passes::Fault& fault : coverage.faults)
        if (fault.key == grammar::find_key(key)) return fault.verdict;
    return Verdict::right;
}

std::size_t sum(const Coverage& coverage, std::size_t Coverage::Counts::*of) {
    std::size_t count = 0;
    for (const Coverage::Counts& table : coverage.tables) count += table.*of;
    return count;
}

TEST(Coverage, EveryCellOnce) {
    CompilationBuilder builder(edition2019);
    const Coverage coverage = judge(all_zero(edition2019), builder.compilation());
    EXPECT_TRUE(coverage.all_right());
    EXPECT_EQ(coverage.tables[0].right, 22);
    EXPECT_EQ(coverage.tables[1].right, 161);
    EXPECT_EQ(coverage.tables[2].right, 15);
}

TEST(Coverage, AnotherNumberIsSilentUnlessItIsGuessed) {
    CompilationBuilder builder(edition2021);
    builder.print("requests.granted.total", 4);
    builder.print("requests.denied_state_secret.total", 2);
    builder.cell("requests.denied_state_secret.total").certainty = passes::Certainty::proved;
    builder.guess(1, {"review.reconsideration.upheld"}, {{3}, {0}});
    const Coverage coverage = judge(all_zero(edition2021), builder.compilation());
    EXPECT_EQ(verdict(coverage, "requests.granted.total"), Verdict::silent);
    EXPECT_EQ(verdict(coverage, "requests.denied_state_secret.total"), Verdict::silent);
    EXPECT_EQ(verdict(coverage, "review.reconsideration.upheld"), Verdict::wrong);
    EXPECT_EQ(sum(coverage, &Coverage::Counts::silent), 2);
    EXPECT_EQ(sum(coverage, &Coverage::Counts::wrong), 1);
    EXPECT_EQ(sum(coverage, &Coverage::Counts::right), 197);
}

TEST(Coverage, NullIsMissingWhereANumberIsKnown) {
    CompilationBuilder builder(edition2021);
    builder.leave("requests.granted.total", passes::State::absent);
    builder.guess(1, {"review.reconsideration.upheld"}, {{0}, {1}}, false);
    const Coverage coverage = judge(all_zero(edition2021), builder.compilation());
    EXPECT_EQ(verdict(coverage, "requests.granted.total"), Verdict::missing);
    EXPECT_EQ(verdict(coverage, "review.reconsideration.upheld"), Verdict::missing);
    EXPECT_EQ(sum(coverage, &Coverage::Counts::missing), 2);
}

TEST(Coverage, ACellOfTheOtherEditionIsMissing) {
    CompilationBuilder builder(edition2021);
    Expectation expectation = all_zero(edition2021);
    expectation.cells.push_back({.key = grammar::find_key("disclosure.procurement.amount"), .value = Decimal(7)});
    EXPECT_EQ(verdict(judge(expectation, builder.compilation()), "disclosure.procurement.amount"), Verdict::missing);
    expectation.cells.back().value.reset();
    EXPECT_TRUE(judge(expectation, builder.compilation()).all_right());
}

TEST(Coverage, ANumberThatIsNotListedIsWrongUnlessItsCellIsFree) {
    CompilationBuilder builder(edition2021);
    Expectation expectation = all_zero(edition2021);
    const grammar::KeyId last = expectation.cells.back().key;
    expectation.cells.pop_back();
    EXPECT_EQ(verdict(judge(expectation, builder.compilation()), grammar::keys()[last].text), Verdict::silent);
    expectation.free.push_back(last);
    EXPECT_TRUE(judge(expectation, builder.compilation()).all_right());
}

TEST(Coverage, EitherTakesNullAndItsNumberAlone) {
    CompilationBuilder builder(edition2021);
    Expectation expectation = all_zero(edition2021);
    for (passes::ExpectedCell& cell : expectation.cells) cell.or_null = true;
    builder.leave("requests.granted.total", passes::State::blank);
    EXPECT_TRUE(judge(expectation, builder.compilation()).all_right());
    builder.print("requests.granted.total", 1);
    EXPECT_EQ(verdict(judge(expectation, builder.compilation()), "requests.granted.total"), Verdict::silent);
}

}  // namespace
}  // namespace nianbao::tests
