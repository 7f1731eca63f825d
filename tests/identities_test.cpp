// What is said about numbers that do not add up: which cell is marked, with which sum, and how it can be repaired.
#include <gtest/gtest.h>

#include <algorithm>

#include "compilation_builder.hpp"

namespace nianbao::tests {
namespace {

using generator::Random;
using passes::Code;
using passes::Diagnostic;
using passes::Relation;
using passes::State;

std::string argument(const Diagnostic& diagnostic, std::string_view name) {
    const auto found = std::ranges::find(diagnostic.arguments, name, &passes::Argument::name);
    return found == diagnostic.arguments.end() ? "(none)" : found->value;
}

/// review.total.x: 0 -> 4; ...
std::string text_of(const passes::Repair& repair) {
    std::string text;
    for (const passes::Change& change : repair) {
        if (!text.empty()) text += "; ";
        text += grammar::keys()[change.key].text;
        text += ": " + (change.from ? to_string(*change.from) : "null") + " -> " +
                (change.to ? to_string(*change.to) : "null");
    }
    return text;
}

std::vector<std::string> repairs_of(const Diagnostic& diagnostic) {
    std::vector<std::string> texts;
    for (const passes::Repair& repair : diagnostic.repairs) texts.push_back(text_of(repair));
    return texts;
}

std::vector<std::string> cells_of(const Diagnostic& diagnostic) {
    std::vector<std::string> texts;
    for (grammar::KeyId key : diagnostic.cells) texts.emplace_back(grammar::keys()[key].text);
    return texts;
}

using Texts = std::vector<std::string>;

/// A small balanced table 三: two requests granted, one denied, one carried over.
CompilationBuilder small_report() {
    CompilationBuilder builder(edition2021);
    builder.row("requests.new_received", {3, 1, 0, 0, 0, 0, 4});
    builder.row("requests.granted", {2, 0, 0, 0, 0, 0, 2});
    builder.row("requests.denied_state_secret", {0, 1, 0, 0, 0, 0, 1});
    builder.row("requests.total_processed", {2, 1, 0, 0, 0, 0, 3});
    builder.row("requests.carried_over_out", {1, 0, 0, 0, 0, 0, 1});
    return builder;
}

TEST(Identities, ABalancedReportIsClean) { EXPECT_TRUE(small_report().identities().empty()); }

TEST(Identities, AWrongTotalIsMarkedWithItsSum) {
    CompilationBuilder builder = small_report();
    builder.print("requests.granted.total", 5).render();
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    const Diagnostic& diagnostic = diagnostics[0];
    EXPECT_EQ(diagnostic.code, Code::applicants_do_not_add_up);
    EXPECT_EQ(argument(diagnostic, "place"), "（一）予以公开");
    EXPECT_EQ(argument(diagnostic, "sum"), "2 + 0 + 0 + 0 + 0 + 0 = 2 ≠ 5");
    EXPECT_EQ(argument(diagnostic, "expected"), "2");
    EXPECT_EQ(argument(diagnostic, "printed"), "5");
    EXPECT_EQ(cells_of(diagnostic), Texts{"requests.granted.total"});
    EXPECT_EQ(repairs_of(diagnostic), Texts{"requests.granted.total: 5 -> 2"});
    EXPECT_TRUE(diagnostic.repairs_complete);
    ASSERT_TRUE(diagnostic.span);
    EXPECT_EQ(builder.text(*diagnostic.span), "5");
    ASSERT_EQ(diagnostic.related.size(), 1U);  // zeros add nothing
    EXPECT_EQ(diagnostic.related[0].relation, Relation::added);
    EXPECT_EQ(builder.text(diagnostic.related[0].span), "2");
}

TEST(Identities, AWrongPartIsComparedWithTheTotal) {
    CompilationBuilder builder = small_report();
    builder.print("requests.denied_state_secret.business", 7).render();
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::applicants_do_not_add_up);
    EXPECT_EQ(argument(diagnostics[0], "place"), "（三）不予公开 1.属于国家秘密");
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"requests.denied_state_secret.business: 7 -> 1"});
    ASSERT_EQ(diagnostics[0].related.size(), 1U);
    EXPECT_EQ(diagnostics[0].related[0].relation, Relation::total);
}

TEST(Identities, AColumnThatForgetsItsRowsIsNamedByItsTotal) {
    CompilationBuilder builder = small_report();
    builder.print("requests.total_processed.natural_person", 0);
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::results_do_not_add_up);
    EXPECT_EQ(argument(diagnostics[0], "place"), "自然人");
    EXPECT_EQ(argument(diagnostics[0], "sum"), "2 ≠ 0");  // a long sum is shown without its zeros
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"requests.total_processed.natural_person: 0 -> 2"});
}

TEST(Identities, TheBalanceShowsBothSides) {
    CompilationBuilder builder = small_report();
    for (auto column : {"natural_person", "total"}) {
        const auto key = std::string("requests.carried_over_in.") + column;
        builder.print(std::string_view(key), 4);
    }
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::balance_broken);
    EXPECT_EQ(argument(diagnostics[0], "sum"), "3 + 4 = 7 ≠ 3 = 2 + 1");
}

TEST(Identities, IndependentCausesAreToldApart) {
    CompilationBuilder builder = small_report();
    builder.print("requests.granted.natural_person", 9).print("requests.carried_over_out.business", 5);
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 2U);
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"requests.granted.natural_person: 9 -> 2"});
    EXPECT_EQ(repairs_of(diagnostics[1]), Texts{"requests.carried_over_out.business: 5 -> 0"});
}

TEST(Identities, CellsThatShareAnIdentityAreOneCause) {
    CompilationBuilder builder = small_report();
    builder.print("requests.granted.natural_person", 9).print("requests.granted.business", 5);
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(repairs_of(diagnostics[0]),
              Texts{"requests.granted.natural_person: 9 -> 2; requests.granted.business: 5 -> 0"});
}

TEST(Identities, AGroupOfTableFourHasSeveralRepairsTheCheapestFirst) {
    CompilationBuilder builder(edition2019);
    builder.row("review.litigation_direct", {2, 1, 0, 0, 0});
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::review_does_not_add_up);
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"review.litigation_direct.total: 0 -> 3"});
    builder.row("review.litigation_direct", {2, 1, 0, 0, 2});
    EXPECT_EQ(repairs_of(builder.identities().at(0)),
              (Texts{"review.litigation_direct.total: 2 -> 3", "review.litigation_direct.upheld: 2 -> 1",
                     "review.litigation_direct.corrected: 1 -> 0"}));
}

TEST(Identities, GroupsOfTableFourDoNotMix) {
    CompilationBuilder builder(edition2019);
    builder.row("review.reconsideration", {0, 0, 0, 0, 3}).row("review.litigation_direct", {2, 1, 0, 0, 0});
    EXPECT_EQ(builder.identities().size(), 2U);
}

TEST(Identities, TotalsOfZeroBesidePartsThatAreNotComeBeforeDeletions) {
    CompilationBuilder builder(edition2021);
    builder.print("requests.new_received.legal_service", 1).print("requests.granted.legal_service", 1);
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(repairs_of(diagnostics[0]),
              (Texts{"requests.new_received.total: 0 -> 1; requests.granted.total: 0 -> 1; "
                     "requests.total_processed.legal_service: 0 -> 1; requests.total_processed.total: 0 -> 1",
                     "requests.new_received.legal_service: 1 -> 0; requests.granted.legal_service: 1 -> 0"}));
}

TEST(Identities, AWholeRowOfTotalsIsOneCause) {
    CompilationBuilder builder(edition2021);
    builder.row("requests.new_received", {3, 1, 2, 1, 1, 2, 10}).row("requests.granted", {3, 1, 2, 1, 1, 2, 10});
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    ASSERT_FALSE(diagnostics[0].repairs.empty());
    EXPECT_EQ(diagnostics[0].repairs[0].size(), 7U);
    EXPECT_EQ(diagnostics[0].code, Code::results_do_not_add_up);
    EXPECT_FALSE(diagnostics[0].repairs_complete);
}

TEST(Identities, SeveralSingleErrorsAreFoundEach) {
    CompilationBuilder builder = small_report();
    const Texts wrong = {"requests.granted.natural_person", "requests.denied_third_party_rights.business",
                         "requests.unavailable_unclear.legal_service",
                         "requests.not_processed_petition.research_institution", "requests.other_misc.public_interest"};
    for (const std::string& key : wrong) builder.print(std::string_view(key), 50);
    Texts found;
    for (const Diagnostic& diagnostic : builder.identities())
        for (const std::string& key : cells_of(diagnostic)) found.push_back(key);
    EXPECT_EQ(found, wrong);
}

TEST(Identities, WhereNothingHelpsEachBrokenIdentityIsTold) {
    CompilationBuilder builder(edition2021);
    Random random(3);
    for (passes::Cell& cell : builder.compilation().cells)
        if (grammar::keys()[cell.key].table == grammar::TableId::requests) cell.value = random.between(0, 999);
    const auto diagnostics = builder.identities();
    EXPECT_GT(diagnostics.size(), 30U);
    for (const Diagnostic& diagnostic : diagnostics) {
        EXPECT_TRUE(diagnostic.repairs.empty());
        EXPECT_FALSE(diagnostic.repairs_complete);
        EXPECT_EQ(diagnostic.related.size(), 0U);  // no spans: nothing is printed
    }
}

// Unknown numbers

TEST(Identities, AnUnknownNumberCanMakeUpADifferenceButNotASurplus) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {3, {}, 0, 0, 9});
    for (const Diagnostic& diagnostic : builder.identities()) EXPECT_EQ(diagnostic.code, Code::blanks_are_not_zero);
    builder.row("review.reconsideration", {13, {}, 0, 0, 9});
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::review_does_not_add_up);
    EXPECT_EQ(argument(diagnostics[0], "sum"), "13 + ? + 0 + 0 ≠ 9");
    EXPECT_EQ(repairs_of(diagnostics[0]),
              (Texts{"review.reconsideration.total: 9 -> 13", "review.reconsideration.upheld: 13 -> 9"}));
    EXPECT_FALSE(diagnostics[0].repairs_complete);  // other numbers would do as well
}

TEST(Identities, BlankForZeroIsFine) {
    CompilationBuilder builder = small_report();
    for (passes::Cell& cell : builder.compilation().cells)
        if (cell.value == Decimal(0)) builder.leave(grammar::keys()[cell.key].text, State::blank);
    EXPECT_TRUE(builder.identities().empty());
}

TEST(Identities, ABlankThatCannotBeZeroIsAWarningWithItsNumber) {
    CompilationBuilder builder = small_report();
    builder.leave("requests.granted.total", State::blank).render();
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::blanks_are_not_zero);
    EXPECT_EQ(argument(diagnostics[0], "place"), "（一）予以公开");
    EXPECT_EQ(cells_of(diagnostics[0]), Texts{"requests.granted.total"});
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"requests.granted.total: null -> 2"});
}

TEST(Identities, WhatIsNotBlankButAbsentIsNoWarning) {
    CompilationBuilder builder = small_report();
    builder.leave("requests.granted.total", State::absent).leave("requests.new_received.total", State::not_applicable);
    EXPECT_TRUE(builder.identities().empty());
}

TEST(Identities, OnlyTotalsPrintedIsOneWarning) {
    CompilationBuilder builder = small_report();
    for (passes::Cell& cell : builder.compilation().cells) {
        const grammar::Key& key = grammar::keys()[cell.key];
        if (key.table == grammar::TableId::requests && key.column != "total") builder.leave(key.text, State::blank);
    }
    builder.render();
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::blanks_are_not_zero);
    EXPECT_EQ(argument(diagnostics[0], "place"),
              "一、本年新收政府信息公开申请数量、（一）予以公开、（三）不予公开 1.属于国家秘密……");
}

TEST(Identities, TwoDemandsOnOneBlankAreAConflict) {
    CompilationBuilder builder = small_report();
    builder.leave("requests.granted.natural_person", State::blank);  // its row wants 2, its column 1
    builder.row("requests.total_processed", {1, 1, 0, 0, 0, 0, {}})
        .row("requests.carried_over_out", {2, 0, 0, 0, 0, 0, {}});
    for (auto key : {"requests.total_processed.total", "requests.carried_over_out.total"})
        builder.leave(key, State::absent);
    builder.render();
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(diagnostics[0].code, Code::identities_conflict);
    EXPECT_EQ(argument(diagnostics[0], "table"), "requests");
    const Texts cells = cells_of(diagnostics[0]);
    EXPECT_EQ(std::ranges::count(cells, "requests.granted.natural_person"), 1);
    EXPECT_FALSE(diagnostics[0].repairs.empty());
    for (const passes::Repair& repair : diagnostics[0].repairs) EXPECT_EQ(repair.size(), 1U);
}

// Guesses

TEST(Identities, AGuessThatAnotherReadingMakesTrueIsNoEvidence) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {12, 3, 0, 0, 6});
    builder.guess(1, {"review.reconsideration.upheld", "review.reconsideration.corrected"}, {{12, 3}, {1, 5}});
    EXPECT_TRUE(builder.identities().empty());
}

TEST(Identities, AGuessThatNoReadingMakesTrueIsAnError) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {12, 3, 0, 0, 6});
    builder.guess(1, {"review.reconsideration.upheld", "review.reconsideration.corrected"}, {{12, 3}, {1, 23}});
    ASSERT_EQ(builder.identities().size(), 1U);
    EXPECT_EQ(builder.identities()[0].code, Code::review_does_not_add_up);
}

TEST(Identities, AReadingThatBreaksMoreElsewhereIsNoExcuse) {
    CompilationBuilder builder = small_report();
    builder.row("requests.granted", {2, 1, 0, 0, 0, 0, 2}).row("requests.denied_state_secret", {0, 0, 0, 0, 0, 0, 0});
    builder.guess(1, {"requests.granted.natural_person", "requests.granted.business"}, {{2, 1}, {1, 1}});
    EXPECT_FALSE(builder.identities().empty());
}

// Numbers at the edge

TEST(Identities, NumbersOfEighteenDigitsAddUpExactly) {
    CompilationBuilder builder(edition2021);
    builder.print("review.reconsideration.upheld", Decimal::limit)
        .print("review.reconsideration.total", Decimal::limit);
    EXPECT_TRUE(builder.identities().empty());
    builder.print("review.reconsideration.corrected", Decimal::limit);
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(argument(diagnostics[0], "sum"),
              "999999999999999999 + 999999999999999999 + 0 + 0 = 1999999999999999998 ≠ 999999999999999999");
    for (const std::string& repair : repairs_of(diagnostics[0])) EXPECT_TRUE(repair.ends_with(" -> 0")) << repair;
}

TEST(Identities, FractionsAreAddedExactlyAndRepairedWhole) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {1, 1, 0, 0, 2});
    builder.print("review.reconsideration.upheld", *Decimal::make(15, 1));
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    EXPECT_EQ(argument(diagnostics[0], "sum"), "1.5 + 1 + 0 + 0 = 2.5 ≠ 2");
    EXPECT_EQ(repairs_of(diagnostics[0]), Texts{"review.reconsideration.upheld: 1.5 -> 1"});
}

TEST(Identities, ANegativeCountIsRepairedToZeroOrMore) {
    CompilationBuilder builder(edition2021);
    builder.row("review.reconsideration", {-1, 1, 0, 0, 1});
    const auto diagnostics = builder.identities();
    ASSERT_EQ(diagnostics.size(), 1U);
    for (const passes::Repair& repair : diagnostics[0].repairs)
        for (const passes::Change& change : repair) EXPECT_FALSE(change.to->negative());
}

}  // namespace
}  // namespace nianbao::tests
