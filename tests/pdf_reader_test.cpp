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

// ---- rules ----------------------------------------------------------------------------------------------------------

struct Frame {
    double left, top, right, bottom;
};

/// A page that frames its cells with a pen.
std::string framed(const std::vector<std::vector<Frame>>& pages) {
    std::string out = "<defs>\n<path d=\"M 0 0 L 500 0 \" style=\"stroke:black\"/>\n</defs>\n<pageSet>\n";
    for (const std::vector<Frame>& page : pages) {
        out += "<page>\n";
        for (const auto& [left, top, right, bottom] : page)
            out += fmt::format(
                "<path style=\"fill:none;stroke-width:0.5;stroke:rgb(0%,0%,0%);\" "
                "d=\"M {0} {1} L {2} {1} L {2} {3} L {0} {3} Z M {0} {1} \"/>\n",
                left, top, right, bottom);
        out += "</page>\n";
    }
    return out + "</pageSet>\n";
}

/// A row of cells between the edges.
void add_row(double top, double bottom, const std::vector<double>& edges, std::vector<Frame>& out) {
    for (std::size_t i = 1; i < edges.size(); ++i) out.push_back({edges[i - 1], top, edges[i], bottom});
}

std::string ruled_text(const std::vector<std::vector<At>>& words, const std::vector<std::vector<Frame>>& frames) {
    return readers::read_pdf({printed(words), framed(frames)}).text;
}

TEST(PdfRules, ACellIsWhatStandsBetweenRules) {
    // A label right beside its figure, which without rules is one with it, and a head over two columns.
    const std::vector<Frame> frames = {
        {72, 90, 150, 130},   {150, 90, 230, 110},  {150, 110, 190, 130}, {190, 110, 230, 130}, {72, 130, 150, 150},
        {150, 130, 190, 150}, {190, 130, 230, 150}, {72, 150, 150, 170},  {150, 150, 190, 170}, {190, 150, 230, 170}};
    const std::string text = ruled_text({{{160, 100, "金额与件数"},
                                          {155, 120, "件数"},
                                          {195, 120, "金额"},
                                          {108, 140, "行政许可"},
                                          {151, 140, "3"},
                                          {74, 160, "行政处罚"},
                                          {191, 160, "5"}}},
                                        {frames});
    EXPECT_EQ(text, "\t金额与件数\n件数\t金额\n行政许可\t3\t\n行政处罚\t\t5\n");
}

TEST(PdfRules, PiecesOfLinesAndNarrowRectanglesAreRules) {
    const std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}, {75, 120, "行政许可"}, {155, 120, "2"}};
    const std::string expected = "规章\t1\n行政许可\t2\n";
    const auto bar = [](double left, double top, double right, double bottom) {
        return fmt::format(
            "<path style=\" stroke:none;fill:rgb(0%,0%,0%);\" d=\"M {0} {1} L {2} {1} L {2} {3} L {0} {3} "
            "Z M {0} {1} \"/>\n",
            left, top, right, bottom);
    };
    std::string bars;
    for (const double y : {90.0, 110.0, 130.0}) bars += bar(72, y, 150, y + 0.75) + bar(150, y, 200, y + 0.75);
    for (const double x : {72.0, 150.0, 200.0}) bars += bar(x, 90, x + 0.75, 110) + bar(x, 110, x + 0.75, 130);
    EXPECT_EQ(readers::read_pdf({printed({words}), bars}).text, expected);
    std::string lines;
    const auto line = [](double x1, double y1, double x2, double y2) {  // in a page's own coordinates
        return fmt::format(
            "<path fill=\"none\" stroke=\"rgb(0%, 0%, 0%)\" stroke-width=\"1\" d=\"M {} {} L {} {} \" "
            "transform=\"matrix(0.5, 0, 0, -0.5, 10, 842)\"/>\n",
            2 * (x1 - 10), 2 * (842 - y1), 2 * (x2 - 10), 2 * (842 - y2));
    };
    for (const double y : {90.0, 110.0, 130.0}) lines += line(72, y, 200, y);
    for (const double x : {72.0, 150.0, 200.0}) lines += line(x, 90, x, 130);
    EXPECT_EQ(readers::read_pdf({printed({words}), lines}).text, expected);
}

TEST(PdfRules, LettersShadesAndPicturesAreNone) {
    const std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}, {75, 120, "行政许可"}, {155, 120, "2"}};
    std::vector<Frame> frames;
    add_row(90, 130, {72, 150, 200}, frames);  // what is drawn at 110 would part the rows, if it were a rule
    const auto with = [&](std::string_view path) {
        std::string drawing = framed({frames});
        drawing.insert(drawing.find("</page>"), fmt::format("<path {}/>\n", path));
        return readers::read_pdf({printed({words}), drawing}).text;
    };
    const std::string parted = "规章\t1\n行政许可\t2\n", none = text_of({words});
    EXPECT_NE(none, parted);
    EXPECT_EQ(with("style=\"fill:none;stroke:black;\" d=\"M 72 110 L 200 110 \""), parted);
    for (const std::string_view path :
         {"style=\"fill:gray;\" d=\"M 72 108 L 200 108 L 200 112 L 72 112 Z M 72 108 \"",
          "style=\"fill:none;stroke:none;\" d=\"M 72 110 L 200 110 \"",
          "style=\"fill:none;stroke:black;\" d=\"M 72 108 L 200 112 \"",
          "style=\"fill:none;stroke:black;\" d=\"M 72 110 C 100 111 150 109 200 110 \"",
          "style=\"fill:none;stroke:black;\" d=\"M nan 110 L 200 110 \"", "d=\"L 1 2 M\"", "d=\"M 1\"", "d=\"\""})
        EXPECT_EQ(with(path), none) << path;
}

TEST(PdfRules, AFrameOrALayoutIsNoTable) {
    const std::vector<At> words = {{80, 100, "规章"}, {160, 100, "1"}, {80, 120, "行政许可"}, {160, 120, "2"}};
    std::vector<Frame> frames = {{20, 20, 560, 800}};  // around the page
    EXPECT_EQ(ruled_text({words}, {frames}), text_of({words}));
    frames.push_back({560, 20, 580, 800});  // two columns, the first of which holds a table
    add_row(90, 110, {72, 150, 200}, frames);
    add_row(110, 130, {72, 150, 200}, frames);
    EXPECT_EQ(ruled_text({words}, {frames}), "规章\t1\n行政许可\t2\n");
}

TEST(PdfRules, ADrawingOfOtherPagesIsNotUsed) {
    const std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}};
    std::vector<Frame> frames;
    add_row(90, 110, {72, 150, 200}, frames);
    EXPECT_EQ(ruled_text({words}, {frames}), "规章\t1\n");
    EXPECT_EQ(ruled_text({words}, {frames, {}}), text_of({words}));
}

TEST(PdfRules, AFigureThatRunsOverARuleIsInDoubt) {
    std::vector<Frame> frames;
    for (double top = 90; top < 190; top += 20) add_row(top, top + 20, {72, 150, 170, 200}, frames);
    std::vector<At> words = {{75, 100, "规章"}, {158, 100, "123456"}};
    for (double middle = 120; middle < 190; middle += 20)
        for (const double left : {75.0, 152.0, 172.0}) words.push_back({left, middle, "7"});
    const std::string text = ruled_text({words}, {frames});
    EXPECT_EQ(text.substr(0, text.find('\n')), "规章\t\xEF\xBF\xBD\t123456\xEF\xBF\xBD");
    EXPECT_NE(text.find("7\t7\t7\n"), std::string::npos);
}

TEST(PdfRules, AFigureIsWrappedWhereItsCellIsTooNarrow) {
    std::vector<Frame> frames;
    add_row(90, 120, {72, 150, 175, 215}, frames);
    add_row(120, 150, {72, 150, 175, 215}, frames);
    std::vector<At> words = {{75, 105, "规章"}, {153, 99, "1234"}, {153, 111, "56"},
                             {190, 105, "7"},   {75, 135, "许可"}, {153, 129, "1234"},
                             {153, 141, "56"},  {190, 129, "1"},   {190, 141, "2"}};
    std::string others;
    for (double top = 150; top < 250; top += 20) {
        add_row(top, top + 20, {72, 150, 175, 215}, frames);
        words.insert(words.end(), {{75, top + 10, "规章"}, {153, top + 10, "8"}, {190, top + 10, "9"}});
        others += "规章\t8\t9\n";
    }
    EXPECT_EQ(ruled_text({words}, {frames}),
              "规章\t123456\t7\n"  // as no other figure of the row has room
              "许可\t1234\xE2\x80\xA8"
              "56\t1\xE2\x80\xA8"
              "2\n" +
                  others);  // rows without a rule between, perhaps
}

TEST(PdfRules, RulesThatDoNotPartTheFiguresAreNotEnough) {
    std::vector<Frame> rows, columns;
    std::vector<At> words;
    for (double top = 90; top < 190; top += 20) {
        add_row(top, top + 20, {72, 150, 250}, rows);  // one cell for both figures
        for (const double left : {155.0, 205.0}) words.push_back({left, top + 10, "7"});
        words.push_back({75, top + 10, "规章"});
    }
    add_row(90, 190, {72, 150, 200, 250}, columns);  // one cell for all figures of a column
    EXPECT_EQ(ruled_text({words}, {rows}), text_of({words}));
    EXPECT_EQ(ruled_text({words}, {columns}), text_of({words}));
}

TEST(PdfRules, TwoLabelsInACellAreTwoRows) {
    std::vector<Frame> frames;
    add_row(90, 110, {72, 150, 190, 230}, frames);
    add_row(110, 150, {72, 150, 190, 230}, frames);  // no rule between these rows
    std::vector<At> words = {{75, 100, "行政许可"}, {155, 100, "1"}, {195, 100, "2"},
                             {75, 120, "行政处罚"}, {155, 120, "3"}, {75, 140, "行政强制"}};
    EXPECT_EQ(ruled_text({words}, {frames}), text_of({words}));
    words.pop_back();
    words.push_back({75, 140, "书"});
    EXPECT_EQ(ruled_text({words}, {frames}), "行政许可\t1\t2\n行政处罚书\t3\t\n");
    words[3].text = "（六）";
    words[5].text = "其他";  // 处理 stands on the next page
    EXPECT_EQ(ruled_text({words}, {frames}), "行政许可\t1\t2\n（六）其他\t3\t\n");
}

TEST(PdfRules, AFigureOfTwoRowsHasLostARule) {
    std::vector<Frame> frames;
    add_row(90, 110, {72, 150, 190}, frames);
    add_row(110, 130, {72, 150}, frames);
    add_row(130, 150, {72, 150}, frames);
    add_row(110, 150, {150, 190}, frames);
    std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}, {75, 120, "许可"}, {155, 120, "2"}, {75, 140, "处罚"}};
    EXPECT_EQ(ruled_text({words}, {frames}), text_of({words}));
    words.pop_back();
    EXPECT_EQ(ruled_text({words}, {frames}), "规章\t1\n许可\t2\n\n");
}

TEST(PdfRules, AMarkBesideAFigureIsNoDigitOfIt) {
    std::vector<Frame> frames;
    for (const double top : {90.0, 110.0}) add_row(top, top + 20, {72, 150, 190, 230}, frames);
    std::string words = printed(
        {{{75, 100, "规章"}, {155, 100, "409"}, {195, 100, "2"}, {75, 120, "许可"}, {155, 120, "3"}, {195, 120, "4"}}});
    const std::string page_end = "  </page>\n";
    words.replace(words.size() - page_end.size(), page_end.size(),
                  "<word xMin=\"170.5\" yMin=\"95\" xMax=\"173\" yMax=\"101\">1</word>\n" + page_end);
    EXPECT_EQ(readers::read_pdf({words, framed({frames})}).text,
              "规章\t409\xE2\x80\xA8"
              "1\t2\n许可\t3\t4\n");
}

TEST(PdfRules, ALineThroughAWordPartsNothing) {
    const std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}, {75, 120, "行政许可"}, {155, 120, "2"}};
    std::vector<Frame> frames;
    add_row(90, 110, {72, 150, 200}, frames);
    add_row(110, 130, {72, 150, 200}, frames);
    const std::string expected = "规章\t1\n行政许可\t2\n";
    std::string drawing = framed({frames});
    drawing.insert(drawing.find("</page>"), "<path style=\"fill:none;stroke:black;\" d=\"M 73 100 L 149 100 \"/>\n");
    EXPECT_EQ(readers::read_pdf({printed({words}), drawing}).text, expected);
}

TEST(PdfRules, DotsInARowAreARule) {
    const std::vector<At> words = {{75, 100, "规章"}, {155, 100, "1"}, {75, 120, "行政许可"}, {155, 120, "2"}};
    std::vector<Frame> frames;
    add_row(90, 130, {72, 150, 200}, frames);
    std::string dots;
    for (double x = 72; x < 200; x += 1.5)
        dots +=
            fmt::format("<path style=\" stroke:none;fill:black;\" d=\"M {0} {1} L {2} {1} L {2} {3} L {0} {3} Z \"/>\n",
                        x, 110, x + 0.5, 110.5);
    std::string drawing = framed({frames});
    drawing.insert(drawing.find("</page>"), dots);
    EXPECT_EQ(readers::read_pdf({printed({words}), drawing}).text, "规章\t1\n行政许可\t2\n");
}

// ---- the end of a page ----

/// A table of two columns on two pages, with these texts above and below the end of the first.
std::string over_the_end(const std::vector<std::string_view>& above, const std::vector<std::string_view>& below) {
    const std::vector<double> edges = {72, 200, 230, 260};
    std::vector<std::vector<Frame>> frames(2);
    add_row(740, 760, edges, frames[0]);
    add_row(760, 780, edges, frames[0]);
    add_row(72, 92, edges, frames[1]);
    add_row(92, 112, edges, frames[1]);
    std::vector<std::vector<At>> words = {{{75, 750, "规章"}, {203, 750, "1"}, {233, 750, "2"}},
                                          {{75, 102, "行政强制"}, {203, 102, "3"}, {233, 102, "4"}}};
    for (std::size_t i = 0; i < 3; ++i) {
        if (!above[i].empty()) words[0].push_back({edges[i] + 3, 770, above[i]});
        if (!below[i].empty()) words[1].push_back({edges[i] + 3, 82, below[i]});
    }
    const std::string text = ruled_text(words, frames);
    constexpr std::string_view first = "规章\t1\t2\n", last = "行政强制\t3\t4\n";
    EXPECT_TRUE(text.starts_with(first) && text.ends_with(last)) << text;
    return text.substr(first.size(), text.size() - first.size() - last.size());
}

TEST(PdfRules, ATableGoesOnOnTheNextPage) {
    EXPECT_EQ(over_the_end({"行政许可", "5", "6"}, {"行政处罚", "7", "8"}), "行政许可\t5\t6\n行政处罚\t7\t8\n");
    EXPECT_EQ(over_the_end({"规章外", "", ""}, {"另一行", "7", "8"}), "规章外\t\t\n另一行\t7\t8\n");
    EXPECT_EQ(over_the_end({"件数", "数", "额"}, {"", "7", "8"}), "件数\t数\t额\n\t7\t8\n");
}

TEST(PdfRules, TheEndOfAPageCutsARow) {
    EXPECT_EQ(over_the_end({"5.属于三类内部事", "5", ""}, {"务信息", "", "6"}), "5.属于三类内部事务信息\t5\t6\n");
    EXPECT_EQ(over_the_end({"行政许可", "", ""}, {"", "5", "6"}), "行政许可\t5\t6\n");
    EXPECT_EQ(over_the_end({"行政许可", "1234", "6"}, {"", "5", ""}), "行政许可\t12345\t6\n");
    EXPECT_EQ(over_the_end({"行政许可", "12", "6"}, {"", "5", ""}),
              "行政许可\t12\xE2\x80\xA8"
              "5\t6\n");
}

TEST(PdfRules, TheEndOfAPageCutsARowBesideACellThatOnlyTheNextPageDraws) {
    std::vector<std::vector<Frame>> frames(2);
    add_row(760, 780, {100, 200, 230, 260}, frames[0]);
    add_row(72, 92, {100, 200, 230, 260}, frames[1]);
    add_row(92, 112, {100, 200, 230, 260}, frames[1]);
    frames[1].push_back({72, 72, 100, 112});
    EXPECT_EQ(ruled_text({{{103, 770, "5.属于三类内部事"}, {203, 770, "5"}},
                          {{103, 82, "务信息"}, {233, 82, "6"}, {103, 102, "规章"}, {203, 102, "7"}, {233, 102, "8"}}},
                         frames),
              "5.属于三类内部事务信息\t5\t6\n规章\t7\t8\n");
}

TEST(PdfRules, TheEndOfAPageCutsARowWithoutALabel) {
    std::vector<std::vector<Frame>> frames(2);
    add_row(760, 780, {72, 100, 130, 160}, frames[0]);
    add_row(72, 92, {72, 100, 130, 160}, frames[1]);
    const std::vector<At> above = {{75, 770, "5"}, {103, 770, "1234"}, {133, 770, "6"}};
    EXPECT_EQ(ruled_text({above, {{103, 82, "5"}}}, frames), "5\t12345\t6\n");
    EXPECT_EQ(ruled_text({above, {{75, 82, "1"}, {103, 82, "5"}}}, frames), "5\t1234\t6\n1\t5\t\n");
    EXPECT_EQ(ruled_text({above, {{75, 82, "1"}, {103, 82, "5"}, {133, 82, "2"}}}, frames), "5\t1234\t6\n1\t5\t2\n");
}

TEST(PdfRules, ACellOfSeveralRowsGoesOnOnTheNextPage) {
    const std::vector<double> rest = {112, 200, 230};
    std::vector<std::vector<Frame>> frames = {{{72, 740, 112, 780}}, {{72, 72, 112, 112}}};
    for (const double top : {740.0, 760.0}) add_row(top, top + 20, rest, frames[0]);
    for (const double top : {72.0, 92.0}) add_row(top, top + 20, rest, frames[1]);
    const std::vector<At> first = {
        {75, 760, "总计"}, {115, 750, "规章"}, {203, 750, "1"}, {115, 770, "许可"}, {203, 770, "2"}};
    const std::vector<At> second = {{115, 82, "处罚"}, {203, 82, "3"}, {115, 102, "强制"}, {203, 102, "4"}};
    EXPECT_EQ(ruled_text({first, second}, frames), "总计\t规章\t1\n许可\t2\n处罚\t3\n强制\t4\n");
    std::vector<At> named = second;
    named.push_back({75, 90, "总计"});
    EXPECT_EQ(ruled_text({first, named}, frames), "总计\t规章\t1\n许可\t2\n总计\t处罚\t3\n强制\t4\n");
}

TEST(PdfRules, CellsAreLimited) {
    std::vector<Frame> frames;
    std::vector<At> words;
    for (double top = 90; top < 390; top += 20) {
        add_row(top, top + 20, {72, 150, 200, 250}, frames);
        words.push_back({75, top + 10, "规章"});
    }
    readers::Limits limits;
    limits.cells.most = 40;
    const Extract extract = readers::read_pdf({printed({words}), framed({frames})}, limits);
    EXPECT_EQ(extract.refusal, Refusal::over_limit);
    EXPECT_NE(extract.refused.find("--limit-cells"), std::string::npos);
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
