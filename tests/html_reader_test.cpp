// Web pages: what their tables state, which text is seen, where it stands, and what is refused. Last, generated reports
// in each shape of page: every figure is read as it was printed.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "all_read.hpp"
#include "generator.hpp"
#include "html_page.hpp"
#include "property.hpp"
#include "readers/html.hpp"

namespace nianbao {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::html;
using readers::Limits;

std::string text_of(std::string_view page) { return html(page).text; }

std::vector<std::string> tables_of(const Extract& extract) {
    std::vector<std::string> out;
    for (const grammar::Span& table : extract.tables)
        out.push_back(extract.text.substr(table.begin, table.end - table.begin));
    return out;
}

std::vector<std::string> tables_of(std::string_view page) { return tables_of(html(page)); }

using Texts = std::vector<std::string>;

// Tables.

TEST(HtmlTables, AreLinesOfTheirRows) {
    EXPECT_EQ(tables_of("<table><tr><th>规章<th>制发<tr><td>1<td>2</table>"), (Texts{"规章\t制发\n1\t2\n"}));
}

TEST(HtmlTables, PrintAMergedCellWhereItBegins) {
    const auto page = "<table><tr><td colspan=2 rowspan=2>甲<td>乙<tr><td>丙<tr><td>1<td>2<td>3</table>";
    EXPECT_EQ(tables_of(page), (Texts{"甲\t乙\n丙\n1\t2\t3\n"}));
}

TEST(HtmlTables, KeepEmptyCells) {
    const auto page = "<table><tr><td><td>甲<td></tr><tr><td>&nbsp;<td> <td><p></p></td></tr></table>";
    EXPECT_EQ(tables_of(page), (Texts{"\t甲\t\n\t\t\n"}));
}

TEST(HtmlTables, LeaveOutRowsOfOneEmptyCell) {
    EXPECT_EQ(tables_of("<table><tr><td>甲<td>乙<tr><td colspan=2>&nbsp;<tr><td>1<td>2</table>"),
              (Texts{"甲\t乙\n1\t2\n"}));
}

TEST(HtmlTables, JoinWhatACellHoldsAsTheFormPrintsIt) {
    const auto cell = [](std::string_view inner) {
        return tables_of("<table><tr><td>" + std::string(inner) + "</td><td>x</td></tr></table>").at(0);
    };
    EXPECT_EQ(cell("本年<br>新收"), "本年新收\tx\n");
    EXPECT_EQ(cell("<p>三、</p>\n<p>办理\r\n  结果</p>"), "三、办理结果\tx\n");
    EXPECT_EQ(cell("<span>1</span><span>2</span>"), "12\tx\n");
    EXPECT_EQ(cell("总 计"), "总 计\tx\n");
    EXPECT_EQ(cell("总&nbsp;&nbsp;\t计"), "总 计\tx\n");
    EXPECT_EQ(cell("本年<br>2023"), "本年 2023\tx\n");
    EXPECT_EQ(cell("甲\t乙\n丙"), "甲 乙丙\tx\n");
    EXPECT_EQ(cell("<table><tr><td>12</td></tr></table>"), "12\tx\n");
    EXPECT_EQ(cell("3&#8203;4"), "34\tx\n");
}

TEST(HtmlTables, NeverMakeOneNumberOfTwo) {
    const auto cell = [](std::string_view inner) {
        return tables_of("<table><tr><td>" + std::string(inner) + "</td><td>x</td></tr></table>").at(0);
    };
    EXPECT_EQ(cell("<p>12</p><p>34</p>"), "12；34\tx\n");
    EXPECT_EQ(cell("12<br>34"), "12；34\tx\n");
    EXPECT_EQ(cell("12<sup>1</sup>"), "12^1\tx\n");
    EXPECT_EQ(cell("12<sub><b>1</b></sub>"), "12^1\tx\n");
    EXPECT_EQ(cell("<s>12</s>15"), "12^15\tx\n");
    EXPECT_EQ(cell("<del>12</del> 15"), "12^15\tx\n");
    EXPECT_EQ(cell("12<sup>注</sup>"), "12注\tx\n");
    EXPECT_EQ(cell("１２<br>３４"), "１２；３４\tx\n");
}

TEST(HtmlTables, ThatLayOutThePageAreLines) {
    const Extract page =
        html("<table><tr><td>首页</td><td><p>甲</p><table><tr><td>1<td>2</table><p>乙</p></td></tr></table>");
    EXPECT_EQ(tables_of(page), (Texts{"1\t2\n"}));
    EXPECT_EQ(page.text, "首页\n\n甲\n\n1\t2\n\n乙\n\n");
    EXPECT_TRUE(tables_of("<table><tr><td>甲<tr><td>乙</table>").empty()) << "a single column";
    const std::string prose(5000, 'x');
    EXPECT_TRUE(tables_of("<table><tr><td>甲<td>" + prose + "</table>").empty()) << "a cell that holds a page";
}

TEST(HtmlTables, KeepWhatStandsBesideTheirCells) {
    EXPECT_EQ(tables_of("<table><caption>表二</caption><tr><td>甲<td>乙</table>"), (Texts{"表二\n甲\t乙\n"}));
}

// Text.

TEST(HtmlText, IsALineAParagraph) {
    EXPECT_EQ(text_of("<p>甲</p><p>乙</p>"), "甲\n\n乙\n\n");
    EXPECT_EQ(text_of("<div>甲<br>乙</div>"), "甲\n乙\n\n");
    EXPECT_EQ(text_of("<p>甲\n  乙</p><p>one\ntwo</p>"), "甲乙\n\none two\n\n");
    EXPECT_EQ(text_of("<p>&nbsp;&nbsp;　甲 </p>"), "甲\n\n");
    EXPECT_EQ(text_of("<ul><li>甲<li>乙</ul>"), "甲\n\n乙\n\n");
}

TEST(HtmlText, KeepsLinesThatAreSetAsTheyStand) {
    EXPECT_EQ(text_of("<pre>规章  4\t4\n\n   9\r\n甲</pre>"), "规章  4\t4\n\n   9\n甲\n\n");
}

TEST(HtmlText, HoldsWhatEntitiesMean) {
    EXPECT_EQ(text_of("<p>&lt;&amp;&#20043;&#x4e4b;&mdash;&nosuch;</p>"), "<&之之—&nosuch;\n\n");
}

TEST(HtmlText, IsWhatAReaderOfThePageSees) {
    const Extract page = html(
        "<html><head><title>题</title><style>p{}</style></head><body><script>1<2</script><!-- 3 "
        "--><noscript>4</noscript>"
        "<select><option>5</select><p hidden>6</p><div style='Display : none'>7<p>8</p></div><p>甲</p>"
        "<span style='visibility:hidden'> </span></body></html>");
    EXPECT_EQ(page.text, "甲\n\n");
    ASSERT_EQ(page.notes.size(), 1U);
    EXPECT_EQ(page.notes[0].event, grammar::SourceEvent::hidden_skipped);
    EXPECT_EQ(page.notes[0].said, (Texts{"2"})) << "those that hold text";
}

TEST(HtmlText, KnowsItsPlaceInThePage) {
    const std::string page =
        "<html><body><p>甲乙&nbsp;&#20043;丙</p>\n<!-- 丁 "
        "--><table><tr><td><b>1</b>2<td>&#52;&lt;x</table></body></html>";
    const grammar::Source source = grammar::Source::of(html(page));
    const auto place = [&](std::string_view found) {
        const std::size_t at = source.text().find(found);
        const auto begin = static_cast<std::uint32_t>(at), end = static_cast<std::uint32_t>(at + found.size());
        const std::size_t from = source.input_offset(begin);
        return page.substr(from, source.input_offset(end) - from);
    };
    EXPECT_EQ(place("甲乙"), "甲乙");
    EXPECT_EQ(place("之"), "&#20043;");
    EXPECT_EQ(place("丙"), "丙");
    EXPECT_EQ(place("12"), "1</b>2");
    EXPECT_EQ(place("4"), "&#52;");
    EXPECT_EQ(place("<x"), "&lt;x");
}

TEST(HtmlText, IsInTheEncodingThatThePageDeclares) {
    EXPECT_EQ(readers::declared_charset("<meta charset=gbk>"), "gbk");
    EXPECT_EQ(readers::declared_charset("<META http-equiv='Content-Type' CONTENT='text/html; CharSet=GB2312'>"),
              "GB2312");
    EXPECT_EQ(readers::declared_charset("<meta name=x><meta charset = \"utf-8\" />"), "utf-8");
    EXPECT_EQ(readers::declared_charset("<meta name=x>charset=gbk"), "");
}

// The report in its page.

TEST(HtmlPage, IsLeftOutAroundTheReport) {
    const std::string report =
        "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年制发件数<tr><td>规章<td>1</table>";
    const std::string page =
        "<div><a>首页</a></div><h1>某某县<br>2023年政府信息公开工作年度报告</h1><p>来源：本站</p><div>" + report +
        "</div><div>版权所有</div>";
    EXPECT_EQ(text_of(page),
              "某某县\n2023年政府信息公开工作年度报告\n\n来源：本站\n\n二、主动公开政府信息情况\n\n信息内容\t本年制发件"
              "数\n规章\t1\n\n");
    const std::string prose(150, 'x');
    EXPECT_NE(text_of("<div>" + report + "</div><div>" + prose + "。</div>").find(prose), std::string::npos)
        << "prose beside the tables may be more of the report";
}

TEST(HtmlPage, StaysWholeWithoutAReport) { EXPECT_EQ(text_of("<div>甲</div><div>乙</div>"), "甲\n\n乙\n\n"); }

// What is refused.

std::string repeated(std::string_view part, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += part;
    return out;
}

std::string refusal_of(std::string_view page, const Limits& limits = {}) {
    const Extract extract = html(page, limits);
    EXPECT_TRUE(extract.refusal == Refusal::over_limit || extract.refused.empty());
    EXPECT_TRUE(extract.refusal == Refusal::none || extract.text.empty());
    return extract.refused;
}

TEST(HtmlLimits, AreNamedWithTheirOption) {
    EXPECT_EQ(refusal_of("<table><tr><td colspan=1000000>1</table>"),
              "columns or rows that a cell covers > 1000 (--limit-span)");
    EXPECT_EQ(refusal_of("<table><tr><td rowspan=99999999999999999999>1</table>"),
              "columns or rows that a cell covers > 1000 (--limit-span)");
    EXPECT_EQ(refusal_of(repeated("<div>", 100'000)), "elements within each other > 500 (--limit-depth)");
    EXPECT_EQ(refusal_of(repeated("<table><tr><td>", 100'000)), "elements within each other > 500 (--limit-depth)");
    EXPECT_EQ(refusal_of("<table>" + repeated("<td></td>", 200'001)), "cells of tables > 200000 (--limit-cells)");
    EXPECT_EQ(refusal_of(repeated("<br>", 250'001)), "elements of a web page > 250000 (--limit-elements)");
    EXPECT_EQ(refusal_of(repeated("<p></i>", 300'000)),
              "mistakes in the markup of a web page > 200000 (--limit-mistakes)");
    std::string names;
    for (int i = 0; i < 20'000; ++i) names += "<x" + std::to_string(i) + "></x" + std::to_string(i) + ">";
    EXPECT_EQ(refusal_of(names), "bytes of different names in markup > 40000 (--limit-names)");
    EXPECT_EQ(refusal_of(names + "年"), "bytes of different names in markup > 40000 (--limit-names)");
    std::string tag = "<a";
    for (int i = 0; i < 100'000; ++i) tag += " a" + std::to_string(i);
    EXPECT_EQ(refusal_of(tag + ">"), "bytes of different names in markup > 40000 (--limit-names)");
    EXPECT_EQ(refusal_of("<img src='" + std::string(17U << 20U, 'a') + "'>"),
              "bytes of a web page > 16777216 (--limit-page)");
    EXPECT_EQ(refusal_of("<pre>" + repeated("1\n", 300'000)), "paragraphs > 200000 (--limit-paragraphs)");
    EXPECT_EQ(refusal_of(repeated("<p>1", 200'001)), "paragraphs > 200000 (--limit-paragraphs)");
    Limits limits;
    limits.text_bytes.most = 100;
    EXPECT_EQ(refusal_of("<p>" + std::string(200, 'a'), limits), "bytes of text > 100 (--limit-text)");
}

TEST(HtmlLimits, LeaveLargePagesAlone) {
    EXPECT_EQ(refusal_of("<img src='" + std::string(9U << 20U, 'a') + "'><p>甲"), "");
    EXPECT_EQ(text_of("<img src='" + std::string(9U << 20U, 'a') + "'><p>甲"), "甲\n\n");
    EXPECT_EQ(refusal_of(repeated("<div>", 400) + "甲"), "");
    EXPECT_EQ(refusal_of(repeated("<p>1", 200'000)), "");
}

/// Tags of the head and the body may be left out, and libxml2 does not know which elements end a head.
TEST(HtmlPages, WithoutABodyTagAreRead) {
    for (const std::string_view front : {"", "<html>", "<html><head>", "<html><head></head>", "<body>"})
        for (const std::string_view element : {"main", "section", "article", "p", "div"}) {
            std::string page(front);
            page.append("<meta charset=utf-8><title>栏目</title><").append(element).append(">甲</").append(element);
            EXPECT_EQ(text_of(page + ">"), "甲\n\n") << page;
        }
}

/// Characters that are no ASCII are shown to libxml2 as something else: here they stand where markup is looked for.
TEST(HtmlPages, HaveCharactersAnywhere) {
    EXPECT_EQ(text_of("<p 题=甲 title='乙>丙'>丁<中>&戊;己~庚</p>"), "丁<中>&戊;己~庚\n\n");
    EXPECT_EQ(text_of("<!--甲--><p>~乙~~丙~<script>丁</script></p>"), "~乙~~丙~\n\n");
    EXPECT_EQ(text_of("<p style='font:宋体;display:none'>甲</p><p>乙"), "乙\n\n");
}

TEST(HtmlPages, MayLeaveOutTheSemicolonOfAnEntity) {
    EXPECT_EQ(text_of("<p>甲&nbsp乙&nbsp12&nbsp<b>丙</b>&amp丁&ampx &lt5&gt &quot&nbsp;戊&foo己&foo;"),
              "甲\u00A0乙\u00A012\u00A0丙&丁&x <5> \"\u00A0戊&foo己&foo;\n\n");
    EXPECT_EQ(text_of("<table><tr><td>规章<td>&nbsp<td>&nbsp0<td>1&nbsp</table>"), "规章\t\t0\t1\n\n");
}

TEST(HtmlPages, MayHaveTextOutsideOfTheirBody) {
    EXPECT_EQ(text_of("<html>甲<body>乙"), "甲\n\n乙\n");
    EXPECT_EQ(text_of("<html><body>甲</body></html>乙&middot;丙"), "甲\n\n乙·丙\n\n");
    EXPECT_EQ(text_of("<title>题</title>甲<table><tr><td>1<td>2</table>乙<br>&alpha;"), "甲\n\n1\t2\n\n乙\nα\n\n");
}

/// What tells Word from browsers is for neither to read.
TEST(HtmlPages, MayHoldConditionsForWord) {
    for (const std::string_view behind : {"", "&alpha;"}) {
        const std::string page =
            "<table><tr><td>规章<td><![if !supportEmptyParas]>&nbsp;<![endif]><td>1<![if x]>2</table>";
        EXPECT_EQ(tables_of(page + std::string(behind)), (Texts{"规章\t\t12\n"})) << behind;
    }
    EXPECT_EQ(text_of("<p>甲<![if a>乙<![if &b<i>丙</i><![丁"), "甲乙丙<![丁\n\n");
}

/// 1<2 is not 12.
TEST(HtmlPages, KeepBracketsThatBeginNoTag) {
    EXPECT_EQ(text_of("<p>1<2 3 < 4 <<5 <中 <"), "1<2 3 < 4 <<5 <中 <\n\n");
    EXPECT_EQ(text_of("<p>1&lt;2&lt;<b>3</b>&#60;<i>4</i>&#60<i>5</i><!--x--><6"), "1<2<3<4<5<6\n\n");
    const Extract cell = html("<table><tr><td>规章<td>1<2<td>3</table>");
    EXPECT_EQ(cell.text, "规章\t1<2\t3\n\n");
    EXPECT_EQ(cell.pieces.input_offset(static_cast<std::uint32_t>(cell.text.find('2'))), 27U);
}

TEST(HtmlPages, ThatAreBrokenStillHaveText) {
    const std::string page = "<table><tr><td>规章</td><td>&#20043;1</td></tr></table>";
    for (std::size_t size = 0; size <= page.size(); ++size) {
        const Extract cut = html(page.substr(0, size));
        EXPECT_EQ(cut.refusal, Refusal::none) << size;
        for (const grammar::Span& table : cut.tables) EXPECT_LE(table.end, cut.text.size());
    }
    EXPECT_EQ(text_of("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><p>&e;甲</p>").find("甲") ==
                  std::string::npos,
              false);
    EXPECT_EQ(text_of("</td></tr></table><p>甲</body></html><p>乙"), "甲\n\n乙\n\n");
    EXPECT_EQ(text_of("<p>甲\x01\x02乙</p>"), "甲乙\n\n");
}

// Whole reports.

TEST(HtmlPages, OfGeneratedReportsAreReadAsPrinted) {
    const auto& shapes = generator::html_shapes();
    const auto check = [&](std::uint64_t seed, property::Tally& tally) {
        for (const generator::HtmlShape& shape : shapes) {
            generator::Random random(seed);
            generator::Report report = generator::make_report(random);
            if (random.chance(30)) leave_zeros_blank(report, random);
            const generator::Style style = generator::any_style(random);
            std::string page;
            shape.print(generator::compose(report, style, random), random, page);
            property::show(page);
            const Input input = read(grammar::Source::of(html(page)));
            for (const std::string& difference : tests::differences(report, input))
                tally.failures.insert({seed, std::string(shape.name), difference, ""});
            ++tally.counts[std::string(shape.name)];
        }
    };
    property::conclude("pages", property::run(5, check));
}

}  // namespace
}  // namespace nianbao
