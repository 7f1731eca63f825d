// The catalogue: every row whole in both languages, found by code and by name; sentences from templates.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "passes/diagnostic.hpp"

namespace nianbao::passes {
namespace {

std::size_t occurrences(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + word.size())) ++count;
    return count;
}

std::size_t faults_named(std::string_view text, std::initializer_list<std::string_view> faults) {
    std::size_t count = 0;
    for (std::string_view fault : faults) count += occurrences(text, fault);
    return count;
}

TEST(Catalogue, DescribesEveryCodeByItsOwnRow) {
    for (const CatalogueRow& row : catalogue()) EXPECT_EQ(&describe(row.id), &row) << row.code;
}

TEST(Catalogue, FindsRowsByCodeAndByName) {
    for (const CatalogueRow& row : catalogue()) {
        EXPECT_EQ(find_code(row.code), &row);
        EXPECT_EQ(find_code(row.name), &row);
    }
    EXPECT_EQ(find_code("A000"), nullptr);
    EXPECT_EQ(find_code("a101"), nullptr);
    EXPECT_EQ(find_code(""), nullptr);
}

TEST(Catalogue, SpeaksChineseInOneColumnAndEnglishInTheOther) {
    const auto has_chinese = [](std::string_view text) {
        for (char c : text)
            if (static_cast<unsigned char>(c) >= 0xE3) return true;
        return false;
    };
    for (const CatalogueRow& row : catalogue()) {
        EXPECT_TRUE(has_chinese(row.zh)) << row.code;
        EXPECT_TRUE(has_chinese(row.explain_zh)) << row.code;
        EXPECT_NE(row.en.find(' '), row.en.npos) << row.code;
    }
}

TEST(Catalogue, SaysForEachCodeWhichOfTheThreeItIs) {
    for (const CatalogueRow& row : catalogue()) {
        EXPECT_EQ(faults_named(row.explain_zh, {"\n来源有误：", "\n读法存疑：", "\n来源不全："}), 1U) << row.code;
        EXPECT_EQ(faults_named(row.explain_en,
                               {"\nThe source is wrong:", "\nThe reading is unsure:", "\nThe source is incomplete:"}),
                  1U)
            << row.code;
    }
}

TEST(Catalogue, TellsTheSameFaultInBothLanguages) {
    const auto fault = [](std::string_view text, std::initializer_list<std::string_view> faults) {
        std::size_t index = 0;
        for (std::string_view each : faults) {
            if (text.find(each) != text.npos) return index;
            ++index;
        }
        return index;
    };
    for (const CatalogueRow& row : catalogue())
        EXPECT_EQ(fault(row.explain_zh, {"\n来源有误：", "\n读法存疑：", "\n来源不全："}),
                  fault(row.explain_en,
                        {"\nThe source is wrong:", "\nThe reading is unsure:", "\nThe source is incomplete:"}))
            << row.code;
}

TEST(Catalogue, SaysForEachCodeWhatToDoAndGivesAnExample) {
    for (const CatalogueRow& row : catalogue()) {
        EXPECT_EQ(occurrences(row.explain_zh, "\n\n怎么办："), 1U) << row.code;
        EXPECT_EQ(occurrences(row.explain_zh, "\n\n例："), 1U) << row.code;
        EXPECT_EQ(occurrences(row.explain_en, "\n\nWhat to do: "), 1U) << row.code;
        EXPECT_EQ(occurrences(row.explain_en, "\n\nExample: "), 1U) << row.code;
    }
}

TEST(Catalogue, HasErrorsForContradictionsAndUnusableInputsOnly) {
    std::set<std::string_view> errors;
    for (const CatalogueRow& row : catalogue())
        if (row.severity == Severity::error) errors.insert(row.name);
    EXPECT_EQ(errors, (std::set<std::string_view>{"unreadable-file", "empty-input", "binary-input", "input-too-large",
                                                  "unsupported-kind", "no-input-files", "damaged-file", "over-limit",
                                                  "no-text", "missing-program", "failed-program", "not-a-report",
                                                  "applicants-do-not-add-up", "results-do-not-add-up", "balance-broken",
                                                  "review-does-not-add-up", "identities-conflict"}));
}

TEST(Message, PutsArgumentsInPlace) {
    const Diagnostic diagnostic{.code = Code::too_few_figures,
                                .arguments = {{"figures", "6"}, {"label", "（一）予以公开"}, {"cells", "7"}}};
    EXPECT_EQ(message(diagnostic, Language::en), "too few figures for '（一）予以公开': 6, but cells: 7");
    EXPECT_EQ(message(diagnostic, Language::zh), "“（一）予以公开”应有 7 个单元格，只印了 6 个数");
}

TEST(Message, LeavesPlaceholdersWithoutArgumentVisible) {
    const Diagnostic diagnostic{.code = Code::too_few_figures, .arguments = {{"figures", "6"}}};
    EXPECT_EQ(message(diagnostic, Language::en), "too few figures for '{label}': 6, but cells: {cells}");
}

TEST(Message, DoesNotReadPlaceholdersInArguments) {
    const Diagnostic diagnostic{.code = Code::unknown_row, .arguments = {{"label", "{label}{reason}{"}}};
    EXPECT_EQ(message(diagnostic, Language::en), "the form has no row '{label}{reason}{'");
}

TEST(Message, NamesTablesInWordsOnlyWhereTheArgumentIsATable) {
    const Diagnostic table{.code = Code::table_missing, .arguments = {{"table", "review"}}};
    EXPECT_EQ(message(table, Language::en), "there is no table 四 (review)");
    EXPECT_EQ(message(table, Language::zh), "缺少表四（政府信息公开行政复议、行政诉讼情况）");
    const Diagnostic row{.code = Code::unknown_row, .arguments = {{"label", "review"}}};
    EXPECT_EQ(message(row, Language::zh), "表式中没有“review”这一行");
}

TEST(Message, WordsEveryRelationInBothLanguages) {
    std::set<std::string_view> sentences;
    for (Relation relation : {Relation::added, Relation::total, Relation::first_occurrence, Relation::same_run})
        for (Language language : {Language::zh, Language::en}) sentences.insert(message(relation, language));
    EXPECT_EQ(sentences.size(), 8U);
    EXPECT_EQ(sentences.count(""), 0U);
}

}  // namespace
}  // namespace nianbao::passes
