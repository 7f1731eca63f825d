// Derived numbers: forced by the identities, or nothing. The exact method is held against trying all fillings.
#include <gtest/gtest.h>

#include <array>

#include "compilation_builder.hpp"
#include "passes/fillings.hpp"

namespace nianbao::tests {
namespace {

using generator::Random;
using passes::CellId;
using passes::EquationId;
using passes::Fillings;
using passes::Outcome;
using passes::State;
using passes::Steps;
using passes::Sums;
using passes::System;
using passes::Wide;

TEST(Derive, BlanksBesideAFullTotalAreZero) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, 1, {}, {}, 4}).derive();
    EXPECT_EQ(builder.cell("review.reconsideration.other").derived, Decimal(0));
    EXPECT_EQ(builder.cell("review.reconsideration.pending").derived, Decimal(0));
    EXPECT_FALSE(builder.cell("review.reconsideration.upheld").derived);
}

TEST(Derive, OneBlankIsTheDifference) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, {}, 0, 0, 9}).derive();
    EXPECT_EQ(builder.cell("review.reconsideration.corrected").derived, Decimal(6));
}

TEST(Derive, TwoBlanksThatCanShareAreLeftAlone) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, {}, {}, 0, 9}).derive();
    EXPECT_FALSE(builder.cell("review.reconsideration.corrected").derived);
    EXPECT_FALSE(builder.cell("review.reconsideration.other").derived);
}

TEST(Derive, ABlankTotalIsNotBoundedByBlankParts) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, {}, 0, 0, {}}).derive();
    EXPECT_FALSE(builder.cell("review.reconsideration.total").derived);
}

TEST(Derive, ABrokenIdentitySaysNothing) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {13, {}, 0, 0, 9}).derive();
    EXPECT_FALSE(builder.cell("review.reconsideration.corrected").derived);
}

TEST(Derive, AGuessIsNoGround) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, {}, 0, 0, 9});
    builder.guess(1, {"review.reconsideration.upheld"}, {{3}, {4}}).derive();
    EXPECT_FALSE(builder.cell("review.reconsideration.corrected").derived);
}

TEST(Derive, WhatHasAValueIsNotDerived) {
    CompilationBuilder builder(edition2021);
    builder.derive();
    for (const passes::Cell& cell : builder.compilation().cells) EXPECT_FALSE(cell.derived);
}

TEST(Derive, ATableThatIsAbsentStaysUnknown) {
    CompilationBuilder builder(edition2019);
    for (const passes::Cell& cell : builder.compilation().cells)
        builder.leave(grammar::keys()[cell.key].text, State::absent);
    builder.derive();
    for (const passes::Cell& cell : builder.compilation().cells) EXPECT_FALSE(cell.derived);
}

/// Any lost row and any lost column of table 三 come back.
TEST(Derive, ALostLineIsRecovered) {
    Random random(7);
    for (grammar::EditionId edition : {edition2019, edition2021}) {
        generator::Report report = generator::make_report(random);
        while (report.edition != edition) report = generator::make_report(random);
        const grammar::Block& block = grammar::all_forms[edition]->table(grammar::TableId::requests).blocks[0];
        for (std::size_t line = 0; line < block.rows.size() + block.columns.size(); ++line) {
            CompilationBuilder builder(report), known(report);
            for (const grammar::FormCell& cell : grammar::cells_of(edition)) {
                const bool lost = line < block.rows.size() ? cell.row == line : cell.column == line - block.rows.size();
                if (lost && cell.table == grammar::TableId::requests)
                    builder.leave(grammar::keys()[cell.key].text, State::absent);
            }
            builder.derive();
            for (const passes::Cell& cell : builder.compilation().cells) {
                if (cell.state == State::absent) {
                    EXPECT_EQ(cell.derived, known.cell(cell.key).value) << grammar::keys()[cell.key].text;
                }
            }
        }
    }
}

TEST(Derive, FourCornersOfARectangleStayOpenWhereTheyCanMove) {
    CompilationBuilder builder(edition2019);
    builder.row("requests.new_received", {2, 2, 0, 0, 0, 0, 4});
    builder.row("requests.granted", {1, 1, 0, 0, 0, 0, 2}).row("requests.partially_granted", {1, 1, 0, 0, 0, 0, 2});
    builder.row("requests.total_processed", {2, 2, 0, 0, 0, 0, 4});
    for (auto key : {"requests.granted.natural_person", "requests.granted.business",
                     "requests.partially_granted.natural_person", "requests.partially_granted.business"})
        builder.leave(key, State::blank);
    builder.derive();
    EXPECT_FALSE(builder.cell("requests.granted.natural_person").derived);
}

// All fillings, tried one by one

constexpr Wide most_tried = 5;

struct Tried {
    bool possible = false;
    std::vector<std::optional<Wide>> only;  // by unknown cell; nothing once two fillings differ
};

class Trial {
public:
    Trial(const Sums& sums, std::vector<CellId> unknown) : sums_(sums), unknown_(std::move(unknown)) {}

    Tried run() {
        visit(0);
        return std::move(tried_);
    }

private:
    void visit(std::size_t n) {
        if (sums_.broken_equations() > 0) return;
        if (n == unknown_.size()) return keep();
        for (Wide value = 0; value <= most_tried; ++value) {
            sums_.set(unknown_[n], value);
            visit(n + 1);
        }
        sums_.forget(unknown_[n]);
    }

    void keep() {
        if (!tried_.possible) {
            for (CellId cell : unknown_) tried_.only.push_back(sums_.value(cell));
        } else {
            for (std::size_t i = 0; i < unknown_.size(); ++i)
                if (tried_.only[i] != sums_.value(unknown_[i])) tried_.only[i].reset();
        }
        tried_.possible = true;
    }

    Sums sums_;
    std::vector<CellId> unknown_;
    Tried tried_;
};

/// Table 三 with few and small numbers, some cells of which are unknown. Numbers stay below `most_tried` so that
/// trying sees everything: what trying finds to be forced could only be another number beyond it.
Sums small_table(const System& system, Random& random) {
    CompilationBuilder builder(edition2019);
    const std::array<std::string_view, 3> results = {"granted", "partially_granted", "other"};
    const std::array<std::string_view, 3> applicants = {"natural_person", "business", "other"};
    const auto add = [&](std::string_view row, std::string_view column) {
        const auto key = "requests." + std::string(row) + '.' + std::string(column);
        builder.print(std::string_view(key), builder.cell(key).value->digits() + 1);
    };
    for (int i = 0; i < 3; ++i) {
        const std::string_view column = random.pick(applicants);
        for (std::string_view row :
             {std::string_view("new_received"), std::string_view("total_processed"), random.pick(results)}) {
            add(row, column);
            add(row, "total");
        }
    }
    Sums sums(system);
    for (CellId cell = 0; cell < system.cells.size(); ++cell)
        sums.set(cell, builder.cell(system.cells[cell].key).value->digits());
    return sums;
}

/// Unknown cells close to each other, so that they depend on each other.
std::vector<CellId> forget_some(Sums& sums, Random& random) {
    const System& system = sums.system();
    std::vector<CellId> unknown;
    EquationId equation = static_cast<EquationId>(random.below(system.equations.size()));
    while (unknown.size() < 7) {
        const CellId cell = random.pick(system.equations[equation].terms).cell;
        if (sums.known(cell)) {
            sums.forget(cell);
            unknown.push_back(cell);
        }
        equation = random.pick(system.equations_of[cell]);
    }
    return unknown;
}

/// Changes a known number such that no equation is broken by itself, if that is soon found.
void hide_an_error(Sums& sums, const std::vector<CellId>& unknown, Random& random) {
    const System& system = sums.system();
    for (int tries = 0; tries < 30; ++tries) {
        const EquationId equation = random.pick(system.equations_of[random.pick(unknown)]);
        const CellId wrong = random.pick(system.equations[equation].terms).cell;
        if (!sums.known(wrong)) continue;
        const Wide value = *sums.value(wrong);
        sums.set(wrong, value + 1);
        if (sums.broken_equations() == 0) return;
        sums.set(wrong, value);
    }
}

TEST(Fillings, AgreeWithTryingAllOfThem) {
    const System& system = passes::systems_of(edition2019, grammar::TableId::requests)[0];
    Random random(11);
    std::size_t possible = 0, impossible = 0, forced = 0, open = 0;
    for (int round = 0; round < 4'000; ++round) {
        Sums sums = small_table(system, random);
        const std::vector<CellId> unknown = forget_some(sums, random);
        if (round % 3 == 0) hide_an_error(sums, unknown, random);
        const Tried tried = Trial(sums, unknown).run();
        Steps steps(100'000);
        Fillings fillings(sums, std::vector<bool>(system.equations.size(), true), steps);
        ASSERT_EQ(fillings.outcome(), tried.possible ? Outcome::possible : Outcome::impossible) << "round " << round;
        ++(tried.possible ? possible : impossible);
        for (std::size_t i = 0; tried.possible && i < unknown.size(); ++i) {
            ASSERT_EQ(fillings.forced(unknown[i]), tried.only[i]) << "round " << round;
            ++(tried.only[i] ? forced : open);
        }
    }
    EXPECT_GT(possible, 1'000U);
    EXPECT_GT(impossible, 100U);
    EXPECT_GT(forced, 1'000U);
    EXPECT_GT(open, 100U);
}

TEST(Fillings, AreAlwaysDecidedForTheNationalForm) {
    Random random(13);
    for (int round = 0; round < 300; ++round) {
        const auto edition = static_cast<grammar::EditionId>(round % grammar::form_count);
        generator::Report report = generator::make_report(random);
        while (report.edition != edition) report = generator::make_report(random);
        CompilationBuilder builder(report);
        const System& system = passes::systems_of(edition, grammar::TableId::requests)[0];
        const unsigned lost = 10U * (1U + static_cast<unsigned>(round) % 9U);
        Sums sums(system);
        for (CellId cell = 0; cell < system.cells.size(); ++cell)
            if (!random.chance(lost)) sums.set(cell, builder.cell(system.cells[cell].key).value->digits());
        Steps steps(1'000'000);
        Fillings fillings(sums, std::vector<bool>(system.equations.size(), true), steps);
        ASSERT_EQ(fillings.outcome(), Outcome::possible);
        for (CellId cell = 0; cell < system.cells.size(); ++cell) {
            if (sums.known(cell)) continue;
            const auto range = fillings.range(cell);
            ASSERT_TRUE(range);
            const Wide truth = builder.cell(system.cells[cell].key).value->digits();
            EXPECT_TRUE(range->low <= truth && (!range->high || truth <= *range->high));
        }
        EXPECT_FALSE(steps.used_up());
    }
}

/// Whichever of the identities count: those that are broken do not, and then others hang together otherwise.
TEST(Fillings, AreANetworkWhicheverIdentitiesCount) {
    Random random(19);
    for (int round = 0; round < 400; ++round) {
        const auto edition = static_cast<grammar::EditionId>(round % grammar::form_count);
        for (const grammar::TableId table : {grammar::TableId::requests, grammar::TableId::review})
            for (const System& system : passes::systems_of(edition, table)) {
                std::vector<bool> counted;
                for (EquationId e = 0; e < system.equations.size(); ++e) counted.push_back(!random.chance(25));
                Sums sums(system);
                for (CellId cell = 0; cell < system.cells.size(); ++cell)
                    if (random.chance(20)) sums.set(cell, 0);
                Steps steps(1'000'000);
                EXPECT_EQ(Fillings(sums, counted, steps).outcome(), Outcome::possible);
            }
    }
}

/// What Dependence says: nothing is left of the equation once the others are added to it.
TEST(Systems, TheTotalOfTheSumsFollowsFromTheOthers) {
    std::size_t found = 0;
    for (std::size_t edition = 0; edition < grammar::form_count; ++edition)
        for (const System& system :
             passes::systems_of(static_cast<grammar::EditionId>(edition), grammar::TableId::requests))
            for (const passes::Dependence& dependence : system.dependences) {
                std::vector<int> times(system.cells.size());
                const auto add = [&](EquationId equation, int factor) {
                    for (const passes::Term& term : system.equations[equation].terms)
                        times[term.cell] += term.left ? factor : -factor;
                };
                add(dependence.equation, 1);
                for (const auto& part : dependence.parts) add(part.equation, part.times);
                EXPECT_EQ(times, std::vector<int>(times.size()));
                ++found;
            }
    EXPECT_EQ(found, grammar::form_count);
}

TEST(Fillings, WithoutStepsNothingIsDecided) {
    const System& system = passes::systems_of(edition2019, grammar::TableId::requests)[0];
    const Sums sums(system);
    Steps steps(1);
    Fillings fillings(sums, std::vector<bool>(system.equations.size(), true), steps);
    EXPECT_FALSE(fillings.forced(0));
}

}  // namespace
}  // namespace nianbao::tests
