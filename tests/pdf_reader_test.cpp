// Words with boxes -> text: generated reports typeset in many page designs give back every figure, and hostile words end.
#include "readers/pdf.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compile.hpp"
#include "generator.hpp"
#include "page.hpp"
#include "pdf_page.hpp"
#include "property.hpp"

namespace nianbao {
namespace {

using generator::Random;
using grammar::Extract;
using grammar::Refusal;
using passes::Cell;
using passes::Certainty;
using passes::State;
using property::Tally;

/// A file that draws nothing.
Extract read_pdf(std::string_view words, const readers::Limits& limits = {}) {
    return readers::read_pdf({.words = words}, limits);
}

// ---- words of ours --------------------------------------------------------------------------------------------------

struct At {
    double left, middle;
    std::string_view text;
};

/// Pages of words of 10 points, each character as wide as it is high, digits half of that.
std::string printed(const std::vector<std::vector<At>>& pages) {
    std::string out;
    for (const std::vector<At>& page : pages) {
        out += "  <page width=\"595.000000\" height=\"842.000000\">\n";
        for (const At& word : page) {
            double width = 0;
            for (const char c : word.text)
                width += static_cast<unsigned char>(c) < 0x80             ? 5
                         : (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0
                                                                          : 10;
            out += fmt::format("    <word xMin=\"{:.6f}\" yMin=\"{:.6f}\" xMax=\"{:.6f}\" yMax=\"{:.6f}\">{}</word>\n",
                               word.left, word.middle - 5, word.left + width, word.middle + 5, word.text);
        }
        out += "  </page>\n";
    }
    return out;
}

std::string text_of(const std::vector<std::vector<At>>& pages) { return read_pdf(printed(pages)).text; }

TEST(PdfReader, WordsOfALineAreOneTextWithoutBlanksBesideWideCharacters) {
    EXPECT_EQ(
        text_of(
            {{{72, 100, "全年收到"}, {114, 100, "12"}, {126, 100, "件，见"}, {158, 100, "www"}, {176, 100, "a.cn"}}}),
        "全年收到12件，见www a.cn\n");
}

TEST(PdfReader, LabelsThatAreWrappedStandBesideTheirFigures) {
    const Extract extract = read_pdf(printed({{
        {150, 80, "自然人"},
        {250, 80, "总计"},  //
        {72, 100, "1.属于国"},
        {72, 112, "家秘密"},
        {160, 106, "3"},
        {260, 106, "4"},
        {72, 124, "2.重复申请"},
        {160, 124, "0"},
        {260, 124, "0"},
    }}));
    EXPECT_EQ(extract.text, "\t自然人\t总计\n1.属于国家秘密\t3\t4\n2.重复申请\t0\t0\n");
    ASSERT_EQ(extract.tables.size(), 1U);
    EXPECT_EQ(extract.tables[0].begin, 0U);
    EXPECT_EQ(extract.tables[0].end, extract.text.size());
}

TEST(PdfReader, LabelsWithoutNumbersAreToldApartByTheirFigures) {
    const std::string text = text_of({{
        {150, 80, "件数"},
        {250, 80, "金额"},  //
        {72, 100, "行政许可"},
        {160, 100, "3"},
        {260, 100, "4"},
        {72, 112, "其他对外管"},
        {72, 124, "理服务事项"},
        {160, 118, "1"},
        {260, 118, "2"},
        {72, 136, "行政处罚"},
        {160, 136, "5"},
        {260, 136, "6"},
    }});
    EXPECT_EQ(text, "\t件数\t金额\n行政许可\t3\t4\n其他对外管理服务事项\t1\t2\n行政处罚\t5\t6\n");
}

TEST(PdfReader, BlankCellsKeepTheirColumn) {
    const std::string text = text_of({{
        {150, 80, "自然人"},
        {250, 80, "商业企业"},
        {350, 80, "总计"},  //
        {72, 100, "甲"},
        {160, 100, "3"},
        {360, 100, "3"},
        {72, 115, "乙"},
        {360, 115, "1"},
    }});
    EXPECT_EQ(text, "\t自然人\t商业企业\t总计\n甲\t3\t\t3\n乙\t\t\t1\n");
}

TEST(PdfReader, WhereColumnsAreInDoubtNothingIsStated) {
    const Extract extract = read_pdf(printed({{
        {72, 100, "甲项"},
        {160, 100, "3"},
        {360, 100, "3"},  // no heads, and a row has one figure only
        {72, 115, "乙项"},
        {360, 115, "1"},
    }}));
    EXPECT_TRUE(extract.tables.empty());
    EXPECT_EQ(extract.text, "甲项   3   3\n乙项   1\n");
}

TEST(PdfReader, ALabelThatStandsAtNoRowsHeightIsDoubt) {
    const Extract extract = read_pdf(printed({{
        {150, 80, "自然人"},
        {250, 80, "总计"},  //
        {72, 100, "甲"},
        {160, 107, "3"},
        {260, 107, "4"},
        {72, 115, "乙"},
        {160, 122, "0"},
        {260, 122, "0"},
    }}));
    EXPECT_TRUE(extract.tables.empty());
}

TEST(PdfReader, PageNumbersAreLeftOut) {
    EXPECT_EQ(text_of({{{72, 100, "甲县"}, {300, 810, "-"}, {310, 810, "1"}, {320, 810, "-"}},
                       {{72, 100, "乙县"}, {300, 810, "2"}},
                       {{72, 100, "丙县"}, {300, 810, "3"}}}),
              "甲县\n乙县\n丙县\n");
}

TEST(PdfReader, AFigureInTheMarginIsNoPageNumber) {
    EXPECT_EQ(text_of({{{72, 100, "甲县"}, {300, 810, "17"}}, {{72, 100, "乙县"}, {300, 810, "9"}}}),
              "甲县\n17\n乙县\n9\n");
}

TEST(PdfReader, OriginsAreBoxesOnPages) {
    const Extract extract = read_pdf(printed({{{72, 100, "甲县"}}, {{80, 200, "乙县"}}}));
    ASSERT_EQ(extract.origins.size(), 2U);
    EXPECT_EQ(extract.text.substr(extract.origins[1].text), "乙县\n");
    const auto& box = std::get<grammar::PageBox>(extract.origins[1].origin);
    EXPECT_EQ(box.page, 2U);
    EXPECT_EQ(box.left, 8000);
    EXPECT_EQ(box.top, 19500);
    EXPECT_EQ(box.right, 10000);
    EXPECT_EQ(box.bottom, 20500);
}

TEST(PdfReader, ColumnsOfProseAreReadOneAfterTheOther) {
    std::vector<At> page{{150, 60, "甲县政府信息公开年报甲乙丙丁戊己庚"}};
    for (double middle = 100; middle < 220; middle += 15) {
        page.push_back({72, middle, "左乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙。"});
        page.push_back({310, middle, "右乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙。"});
    }
    const Extract extract = read_pdf(printed({page}));
    const std::size_t title = extract.text.find("甲县"), first_right = extract.text.find("右");
    EXPECT_LT(title, extract.text.find("左"));
    EXPECT_LT(extract.text.rfind("左"), first_right);
    EXPECT_NE(first_right, std::string::npos);
    for (const grammar::OriginMark& mark : extract.origins) EXPECT_EQ(std::get<grammar::PageBox>(mark.origin).page, 1U);
}

TEST(PdfReader, TwoFiguresInACellAreNotOne) {
    const Extract extract = read_pdf(printed({{
        {150, 80, "自然人"},  //
        {250, 80, "总计"},
        {72, 100, "甲"},
        {160, 100, "3"},
        {260, 100, "4"},
        {72, 130, "乙"},
        {160, 130, "5"},
        {260, 130, "6"},
        {160, 142, "7"},  // in the line below, without a label
    }}));
    EXPECT_EQ(extract.text.find("5 7"), std::string::npos) << extract.text;
    EXPECT_EQ(extract.text.find("57"), std::string::npos) << extract.text;
}

TEST(PdfReader, PagesWithoutWordsAreNoText) {
    EXPECT_EQ(read_pdf(printed({{}, {}})).refusal, Refusal::no_text);
    EXPECT_EQ(read_pdf("").refusal, Refusal::no_text);
}

TEST(PdfReader, LimitsAreTold) {
    readers::Limits limits;
    limits.pages.most = 1;
    const Extract pages = read_pdf(printed({{{72, 100, "甲"}}, {}}), limits);
    EXPECT_EQ(pages.refusal, Refusal::over_limit);
    EXPECT_NE(pages.refused.find("--limit-pages"), std::string::npos);
    limits = {};
    limits.text_bytes.most = 10;
    EXPECT_EQ(read_pdf(printed({{{72, 100, "甲乙丙丁戊己庚辛"}}}), limits).refusal, Refusal::over_limit);
}

// ---- generated reports ----------------------------------------------------------------------------------------------

Input input_of(Extract extract) { return read(grammar::Source::of(std::move(extract))); }

using Rules = generator::PdfDesign::Rules;

void check_report(std::uint64_t seed, Tally& tally, bool with_blanks, bool ruled = false) {
    Random random(seed);
    generator::Report report = generator::make_report(random);
    if (with_blanks) generator::leave_zeros_blank(report, random);
    generator::Style style = generator::any_style(random);
    style.wrapped_labels = false;  // the page wraps
    generator::PdfDesign design = generator::any_pdf_design(random);
    if (!ruled) design.rules = Rules::none;
    if (!ruled) style.full_width_digits = false;  // cells are too narrow for them
    design.broken_numbers = ruled;                // numbers run over the edges of their cells, else
    const generator::PrintedPdf printed =
        generator::print_pdf(generator::compose(report, style, random), design, random);
    Extract extract = readers::read_pdf({printed.words, printed.drawing});
    property::show(extract.text);
    const auto fail = [&](std::string cell, std::string what) {
        tally.failures.insert({seed, "pdf", std::move(cell), std::move(what)});
    };
    tally.counts["reports"] += 1;
    tally.counts["tables stated"] += extract.tables.size();
    const Input input = input_of(std::move(extract));
    const passes::Compilation compilation = compile(input, 0);
    std::map<grammar::KeyId, Decimal> truth = generator::truth_of(report);
    for (const Cell& cell : compilation.cells) {
        const auto known = truth.find(cell.key);
        const bool is_known = known != truth.end();
        if (cell.value && (!is_known || *cell.value != known->second) && cell.certainty != Certainty::guessed)
            fail(std::string(grammar::keys()[cell.key].text), "is another number");
        if (is_known && cell.certainty == Certainty::read) tally.counts["read"] += 1;
        if (is_known && cell.certainty != Certainty::read) {
            tally.counts["not read"] += 1;
            property::show(fmt::format("{}: not read {}\n", seed, grammar::keys()[cell.key].text));
        }
        if (is_known) truth.erase(known);
    }
    if (!truth.empty()) fail(std::string(grammar::keys()[truth.begin()->first].text), "has no cell");
}

TEST(PdfReader, FiguresAreReadInEveryDesign) {
    Tally tally = property::run(20, [](std::uint64_t seed, Tally& each) { check_report(seed, each, false); });
    EXPECT_LT(tally.counts["not read"] * 12, tally.counts["read"]);  // labels and heads that run into each other
    property::conclude("typeset", tally);
}

TEST(PdfReader, BlankCellsLeaveTheOthersInTheirPlace) {
    property::conclude("typeset with blanks",
                       property::run(21, [](std::uint64_t seed, Tally& tally) { check_report(seed, tally, true); }));
}

TEST(PdfReader, CellsBetweenRulesAreReadInEveryDesign) {
    for (const bool with_blanks : {false, true}) {
        Tally tally =
            property::run(20, [&](std::uint64_t seed, Tally& each) { check_report(seed, each, with_blanks, true); });
        EXPECT_EQ(tally.counts["not read"], 0);
        property::conclude("typeset with rules", tally);
    }
}

// ---- hostile words --------------------------------------------------------------------------------------------------

TEST(PdfReader, WordsAnywhereGiveText) {
    Random random(7);
    constexpr std::string_view texts[] = {"0", "12", "-", "一、", "（三）", "1.", "自然人", "总计", "/", "无", "\xFF"};
    for (int round = 0; round < 300; ++round) {
        std::string words = "<page width=\"595\" height=\"842\">\n";
        for (std::size_t i = 0; i < 200; ++i) {
            const double left = static_cast<double>(random.below(600)) - 5,
                         top = static_cast<double>(random.below(300)) - 5;
            words += fmt::format("<word xMin=\"{}\" yMin=\"{}\" xMax=\"{}\" yMax=\"{}\">{}</word>\n", left, top,
                                 left + static_cast<double>(random.below(60)),
                                 top + static_cast<double>(random.below(30)), random.pick(texts));
        }
        const Extract extract = read_pdf(words);
        std::uint32_t end = 0;
        for (const grammar::Span& table : extract.tables) {
            EXPECT_LE(end, table.begin);
            EXPECT_LT(table.begin, table.end);
            end = table.end;
        }
        EXPECT_LE(end, extract.text.size());
        EXPECT_EQ(extract.text.find('\xFF'), std::string::npos);
    }
}

/// Some thirty pages are so many hundredths of a point that a hundredfold of them is no number of 32 bits.
TEST(PdfReader, FiguresManyPagesApartAreNoRow) {
    const std::vector<At> table = {{150, 80, "件数"},     {250, 80, "金额"}, {72, 100, "行政许可"},
                                   {160, 100, "3"},       {260, 100, "4"},  //
                                   {72, 115, "行政处罚"}, {160, 115, "5"},   {260, 115, "6"}};
    const std::string printed_table = "\t件数\t金额\n行政许可\t3\t4\n行政处罚\t5\t6\n";
    for (std::size_t apart = 1; apart <= 70; ++apart) {
        std::vector<std::vector<At>> pages(apart + 1);
        pages.front() = pages.back() = table;
        EXPECT_EQ(text_of(pages), printed_table + printed_table) << apart;
    }
}

TEST(PdfReader, NumbersThatAreNoneAreNoWords) {
    for (const std::string_view number : {"nan", "1e9", "", "--1", "999999999999999999999", "-999999999999999999"}) {
        const std::string word = fmt::format(
            "<page width=\"{0}\" height=\"{0}\">\n<word xMin=\"{0}\" yMin=\"{0}\" xMax=\"{0}\" "
            "yMax=\"{0}\">甲</word>\n",
            number);
        EXPECT_EQ(read_pdf(word).refusal, Refusal::no_text) << number;
    }
}

}  // namespace
}  // namespace nianbao
