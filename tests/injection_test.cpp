// Errors put into balanced tables: one wrong cell is found and corrected, always; two or three never go unseen.
// NIANBAO_INJECTIONS sets how many tables the test of one wrong cell takes; that of more cells takes a quarter of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "compilation_builder.hpp"
#include "passes/fillings.hpp"
#include "passes/repairs.hpp"

namespace nianbao::tests {
namespace {

using generator::Random;
using passes::Diagnostic;

constexpr std::uint64_t seed = 20'210'930;

std::size_t rounds() {
    const char* given = std::getenv("NIANBAO_INJECTIONS");
    return given ? static_cast<std::size_t>(std::strtoull(given, nullptr, 10)) : 20'000;
}

generator::Report balanced_report(std::size_t round, Random& random) {
    generator::Report report = generator::make_report(random);
    const auto edition = static_cast<grammar::EditionId>(round % grammar::form_count);
    while (report.edition != edition) report = generator::make_report(random);
    return report;
}

std::vector<passes::Cell*> requests_cells(CompilationBuilder& builder) {
    std::vector<passes::Cell*> cells;
    for (passes::Cell& cell : builder.compilation().cells)
        if (grammar::keys()[cell.key].table == grammar::TableId::requests) cells.push_back(&cell);
    return cells;
}

/// Another number: near the old one, of another size, or none at all.
Decimal another(Decimal old, Random& random) {
    while (true) {
        const std::int64_t number =
            random.chance(50) ? old.digits() + random.between(-2, 2) : random.between(0, 99'999);
        if (number >= 0 && number != old.digits()) return number;
    }
}

bool is_error(const Diagnostic& diagnostic) {
    return passes::describe(diagnostic.code).severity == passes::Severity::error;
}

void expect_located(const std::vector<Diagnostic>& diagnostics, grammar::KeyId key, Decimal old, Decimal wrong) {
    ASSERT_EQ(diagnostics.size(), 1U) << grammar::keys()[key].text;
    const Diagnostic& diagnostic = diagnostics[0];
    EXPECT_EQ(diagnostic.cells.size(), diagnostic.repairs.size());
    std::size_t of_size_one = 0;
    for (const passes::Repair& repair : diagnostic.repairs) {
        if (repair.size() != 1) continue;
        ++of_size_one;
        EXPECT_EQ(repair[0].key, key) << grammar::keys()[key].text;
        EXPECT_EQ(repair[0].from, wrong);
        EXPECT_EQ(repair[0].to, old);
    }
    EXPECT_EQ(of_size_one, 1U) << grammar::keys()[key].text;
    EXPECT_TRUE(diagnostic.repairs_complete);
}

TEST(Injection, OneWrongCellIsFoundAndCorrected) {
    Random random(seed);
    for (std::size_t round = 0; round < rounds() && !HasFatalFailure(); ++round) {
        CompilationBuilder builder(balanced_report(round, random));
        ASSERT_TRUE(builder.identities().empty()) << "round " << round;
        passes::Cell& cell = *random.pick(requests_cells(builder));
        const Decimal old = *cell.value, wrong = another(old, random);
        cell.value = wrong;
        expect_located(builder.identities(), cell.key, old, wrong);
    }
}

TEST(Injection, TwoOrThreeWrongCellsNeverGoUnseen) {
    Random random(seed + 1);
    for (std::size_t round = 0; round < rounds() / 4; ++round) {
        CompilationBuilder builder(balanced_report(round, random));
        const std::vector<passes::Cell*> cells = requests_cells(builder);
        std::set<passes::Cell*> wrong;
        while (wrong.size() < 2 + round % 2) wrong.insert(random.pick(cells));
        for (passes::Cell* cell : wrong) cell->value = another(*cell->value, random);
        const std::vector<Diagnostic> diagnostics = builder.identities();
        EXPECT_TRUE(std::ranges::any_of(diagnostics, is_error)) << "round " << round;
    }
}

TEST(Injection, EveryRepairOfSeveralWrongCellsKeepsAllIdentities) {
    Random random(seed + 2);
    for (std::size_t round = 0; round < rounds() / 20; ++round) {
        CompilationBuilder builder(balanced_report(round, random));
        const std::vector<passes::Cell*> cells = requests_cells(builder);
        for (std::size_t i = 0; i < 1 + round % 5; ++i) {
            passes::Cell& cell = *random.pick(cells);
            cell.value = another(*cell.value, random);
        }
        const std::vector<Diagnostic> diagnostics = builder.identities();
        // Independent causes are repaired one by one, so the first repair of each goes in together.
        bool all_repaired = true;
        for (const Diagnostic& diagnostic : diagnostics) {
            all_repaired = all_repaired && !diagnostic.repairs.empty();
            if (diagnostic.repairs.empty()) continue;
            for (const passes::Change& change : diagnostic.repairs[0]) {
                EXPECT_EQ(builder.cell(change.key).value, change.from);
                ASSERT_TRUE(change.to && !change.to->negative());
                builder.cell(change.key).value = change.to;
            }
        }
        if (all_repaired) {
            EXPECT_TRUE(builder.identities().empty()) << "round " << round;
        }
    }
}

/// The cells that repair a system alone, found by making one after the other unknown.
std::vector<passes::CellId> single_repairs(const passes::Sums& printed) {
    const std::vector<bool> all(printed.system().equations.size(), true);
    std::vector<passes::CellId> found;
    for (passes::CellId cell = 0; cell < printed.system().cells.size(); ++cell) {
        if (!printed.known(cell)) continue;
        passes::Sums without = printed;
        without.forget(cell);
        passes::Steps steps(100'000);
        if (passes::Fillings(without, all, steps).outcome() == passes::Outcome::possible) found.push_back(cell);
    }
    return found;
}

/// With blanks, a wrong cell may have several repairs: the search by broken identities misses none of them.
TEST(Injection, AllRepairsOfOneCellAreFoundAmongBlanks) {
    Random random(seed + 3);
    std::size_t several = 0;
    for (std::size_t round = 0; round < std::max<std::size_t>(200, rounds() / 100); ++round) {
        CompilationBuilder builder(balanced_report(round, random));
        const passes::System& system =
            passes::systems_of(static_cast<grammar::EditionId>(round % 2), grammar::TableId::requests)[0];
        passes::Sums sums(system);
        const unsigned kept = 40 + static_cast<unsigned>(round) % 60;
        for (passes::CellId id = 0; id < system.cells.size(); ++id)
            if (random.chance(kept)) sums.set(id, builder.cell(system.cells[id].key).value->digits());
        const auto wrong = static_cast<passes::CellId>(random.below(system.cells.size()));
        sums.set(wrong, random.between(0, 99));
        passes::Steps steps(1'000'000);
        const std::vector<bool> all(system.equations.size(), true);
        if (passes::Fillings(sums, all, steps).outcome() == passes::Outcome::possible) continue;
        const std::vector<passes::CellId> expected = single_repairs(sums);
        std::vector<passes::CellId> found;
        for (const passes::FixSet& set :
             passes::find_repairs(sums, std::vector<bool>(system.cells.size(), true), steps).sets)
            if (set.fixes.size() == 1) found.push_back(set.fixes[0].cell);
        std::ranges::sort(found);
        EXPECT_EQ(found, expected) << "round " << round;
        several += found.size() > 1;
    }
    EXPECT_GT(several, 0U);
}

}  // namespace
}  // namespace nianbao::tests
