// What the source does not hold: one diagnostic for each cause.
#include <gtest/gtest.h>

#include <algorithm>

#include "compilation_builder.hpp"

namespace nianbao::tests {
namespace {

using passes::Code;
using passes::Diagnostic;
using passes::Role;
using passes::State;

/// A report with all tables and all sections.
CompilationBuilder whole_report() {
    CompilationBuilder builder(edition2021);
    for (Role role :
         {Role::overview, Role::disclosure, Role::requests, Role::review, Role::problems, Role::other_matters})
        builder.compilation().sections.push_back({.role = role});
    return builder;
}

std::vector<Code> codes_of(const std::vector<Diagnostic>& diagnostics) {
    std::vector<Code> codes;
    for (const Diagnostic& diagnostic : diagnostics) codes.push_back(diagnostic.code);
    return codes;
}

std::string argument(const Diagnostic& diagnostic, std::string_view name) {
    const auto found = std::ranges::find(diagnostic.arguments, name, &passes::Argument::name);
    return found == diagnostic.arguments.end() ? "(none)" : found->value;
}

void lose_table(CompilationBuilder& builder, grammar::TableId table, bool found) {
    builder.compilation().tables_found[static_cast<std::size_t>(table)] = found;
    for (const passes::Cell& cell : builder.compilation().cells)
        if (grammar::keys()[cell.key].table == table) builder.leave(grammar::keys()[cell.key].text, State::absent);
}

TEST(Completeness, AWholeReportIsComplete) { EXPECT_TRUE(whole_report().completeness().empty()); }

TEST(Completeness, BlankCellsAreThere) {
    CompilationBuilder builder = whole_report();
    builder.leave("requests.granted.total", State::blank).leave("requests.other_misc.total", State::not_applicable);
    EXPECT_TRUE(builder.completeness().empty());
}

TEST(Completeness, AMissingTableIsToldOnce) {
    CompilationBuilder builder = whole_report();
    lose_table(builder, grammar::TableId::review, false);
    EXPECT_EQ(codes_of(builder.completeness()), std::vector{Code::table_missing});
    EXPECT_EQ(argument(builder.completeness()[0], "table"), "review");
}

TEST(Completeness, AReportWithoutTablesIsToldOnce) {
    CompilationBuilder builder = whole_report();
    for (auto table : {grammar::TableId::disclosure, grammar::TableId::requests, grammar::TableId::review})
        lose_table(builder, table, false);
    EXPECT_EQ(codes_of(builder.completeness()), std::vector{Code::no_tables});
}

TEST(Completeness, AbsentCellsOfATableAreOneDiagnostic) {
    CompilationBuilder builder = whole_report();
    for (auto column : {"natural_person", "business", "total"})
        builder.leave("requests.not_processed_repeated." + std::string(column), State::absent);
    builder.leave("requests.carried_over_out.total", State::absent);
    const auto diagnostics = builder.completeness();
    ASSERT_EQ(codes_of(diagnostics), std::vector{Code::cells_missing});
    EXPECT_EQ(diagnostics[0].cells.size(), 4U);
    EXPECT_EQ(argument(diagnostics[0], "count"), "4");
    EXPECT_EQ(argument(diagnostics[0], "rows"), "（五）不予处理 2.重复申请；四、结转下年度继续办理");
}

TEST(Completeness, OnlyTheFirstOfManyRowsAreNamed) {
    CompilationBuilder builder = whole_report();
    lose_table(builder, grammar::TableId::disclosure, true);
    const auto diagnostics = builder.completeness();
    ASSERT_EQ(codes_of(diagnostics), std::vector{Code::cells_missing});
    EXPECT_EQ(diagnostics[0].cells.size(), 10U);
    EXPECT_EQ(argument(diagnostics[0], "count"), "10");
    EXPECT_EQ(argument(diagnostics[0], "rows"), "规章；行政规范性文件；行政许可；行政处罚……");
}

TEST(Completeness, MissingSectionsAreListed) {
    CompilationBuilder builder = whole_report();
    std::erase_if(builder.compilation().sections, [](const passes::Section& section) {
        return section.role == Role::problems || section.role == Role::overview;
    });
    const auto diagnostics = builder.completeness();
    ASSERT_EQ(codes_of(diagnostics), std::vector{Code::section_missing});
    EXPECT_EQ(argument(diagnostics[0], "section"), "一、总体情况；五、存在的主要问题及改进情况");
}

TEST(Completeness, ThePreambleMayBeMissing) {
    CompilationBuilder builder = whole_report();
    builder.compilation().sections.push_back({.role = Role::preamble});
    EXPECT_TRUE(builder.completeness().empty());
}

TEST(Completeness, MixedEditionsNameTheirBlocks) {
    CompilationBuilder builder = whole_report();
    builder.compilation().requests_edition = edition2019;
    const auto diagnostics = builder.completeness();
    ASSERT_EQ(codes_of(diagnostics), std::vector{Code::editions_mixed});
    EXPECT_EQ(argument(diagnostics[0], "editions"), "2019: 三; 2021: 二（1）、二（5）、二（6）、二（8）");
}

TEST(Completeness, AnIllegibleCellIsShownWithItsText) {
    CompilationBuilder builder = whole_report();
    builder.leave("disclosure.licensing.decisions", State::illegible).render();
    const auto diagnostics = builder.completeness();
    ASSERT_EQ(codes_of(diagnostics), std::vector{Code::illegible_cell});
    EXPECT_EQ(argument(diagnostics[0], "text"), "约20");
    ASSERT_TRUE(diagnostics[0].span);
    EXPECT_EQ(builder.text(*diagnostics[0].span), "约20");
}

TEST(Completeness, CellsOfOneIllegibleTextAreOneDiagnostic) {
    CompilationBuilder builder = whole_report();
    builder.leave("requests.granted.natural_person", State::illegible);
    builder.leave("requests.granted.business", State::illegible).render();
    EXPECT_EQ(builder.completeness().size(), 2U);
    builder.cell("requests.granted.business").span = builder.cell("requests.granted.natural_person").span;
    ASSERT_EQ(builder.completeness().size(), 1U);
    EXPECT_EQ(builder.completeness()[0].cells.size(), 2U);
}

TEST(Completeness, ANumberThatIsTooLongIsNotToldTwice) {
    CompilationBuilder builder = whole_report();
    builder.leave("disclosure.licensing.decisions", State::illegible).render();
    builder.compilation().diagnostics.push_back(
        {.code = Code::number_too_long, .cells = {grammar::find_key("disclosure.licensing.decisions")}});
    EXPECT_TRUE(builder.completeness().empty());
}

TEST(Completeness, WhatIsNoReportIsNotIncomplete) {
    CompilationBuilder builder = whole_report();
    builder.compilation().sections.clear();
    builder.compilation().status = passes::Status::not_a_report;
    EXPECT_TRUE(builder.completeness().empty());
}

}  // namespace
}  // namespace nianbao::tests
