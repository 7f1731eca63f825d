// The rules one by one, each hit with near misses beside it; and that the grammar as a whole cannot loop without
// consuming. What a tree of any text looks like is for parse_test.cpp.
#include <gtest/gtest.h>

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/document.hpp"
#include "grammar/parse.hpp"

namespace nianbao::grammar {
namespace {

/// The part of a text that a rule takes at its front, in quotes, or "none".
template <class Rule>
std::string taken(std::string_view text) {
    LineInput in(text);
    const char* const begin = in.current();
    if (!pegtl::parse<Rule>(in)) return "none";
    return '"' + std::string(begin, in.current()) + '"';
}

using Texts = std::vector<std::string_view>;

template <class Rule>
void expect_whole(const Texts& texts) {
    for (const std::string_view text : texts) EXPECT_EQ(taken<Rule>(text), '"' + std::string(text) + '"');
}

template <class Rule>
void expect_none(const Texts& texts) {
    for (const std::string_view text : texts) EXPECT_EQ(taken<Rule>(text), "none") << '[' << text << ']';
}

TEST(Grammar, CannotLoopWithoutConsuming) { EXPECT_EQ(pegtl::analyze<document>(), 0U); }

// ---- token.hpp ------------------------------------------------------------------------------------------------------

TEST(Token, BlanksOfAnyWidth) {
    expect_whole<blanks>({"", " ", "\u3000\u00A0 \r\f\v", "\u2003\u200B\u202F\u205F\u2060\uFEFF"});
    EXPECT_EQ(taken<blanks>(" \t"), "\" \"");
    EXPECT_EQ(taken<blanks>(" \n"), "\" \"");
    EXPECT_EQ(taken<blanks>("\u3001"), "\"\"");
    EXPECT_EQ(taken<blanks>("\u2010"), "\"\"");
    EXPECT_EQ(taken<blanks_and_tabs>("\t \u3000\t1"), "\"\t \u3000\t\"");
}

TEST(Token, DigitsAndBarsOfBothWidths) {
    expect_whole<digit>({"0", "9", "０", "９"});
    expect_none<digit>({"", "a", "：", "／", "一", "〇", "٣"});
    expect_whole<bar>({"|", "｜"});
    expect_none<bar>({"", "/", "丨", "∣"});
}

TEST(Token, DigitsOfOneWidth) {
    expect_whole<digits>({"0", "2021", "０", "２０２１"});
    expect_none<digits>({"", "a", "：", "／", "一"});
    EXPECT_EQ(taken<digits>("1２"), "\"1\"");
    EXPECT_EQ(taken<digits>("１2"), "\"１\"");
}

TEST(Token, NumbersOfItems) {
    expect_whole<item_number>({"1.", "２．", "3、"});
    EXPECT_EQ(taken<item_number>("1. a"), "\"1.\"");
    expect_none<item_number>({"1", "1.5", "1. 5", "12.", "一、", "1,"});
}

TEST(Token, Numbers) {
    expect_whole<number>({"0", "１２", "1,234", "1，234", "38.5", "1 234"});
    expect_whole<number>({"+2", "－1", "− 35", "增2", "增加 2", "减少1", "约20"});
    expect_whole<number>({"31批次", "17 批次", "201件", "38.5万元", "20余", "10以上", "3 （份）"});
    expect_whole<number>({"22（其中修订 16 件）", "22件(新)（旧）"});
    expect_none<number>({"", "+", "增", "无", "（22）", "一", "2.重复申请", "1、", "+-1"});
    EXPECT_EQ(taken<number>("12。"), "\"12\"");
    EXPECT_EQ(taken<number>("12,"), "\"12\"");
    EXPECT_EQ(taken<number>("12吨"), "\"12\"");
    EXPECT_EQ(taken<number>("22（其中"), "\"22\"");
}

TEST(Token, SignsAndWordsThatStandForNumbers) {
    expect_whole<figure>({"/", "—", "——", "－", "--", "×", "\\", "无", "無", "零", "〇", "未增未减", "无变化", "不适用",
                          "+(0) -(0)", "+（2）－（0）", "+ ( 0 )"});
    expect_none<figure>({"", "。", "有", "（）", "+()", "规章", "三"});
    EXPECT_EQ(taken<figure>("+(0) -( )"), "\"+(0)\"");
    expect_whole<chinese_number>({"三", "二十六", "两千", "一百"});
    expect_none<chinese_number>({"〇", "个", "1"});
}

TEST(Token, WordsOfTheForm) {
    expect_whole<form_word>({"行政许可", "总 计", "(七)总计"});
    expect_none<form_word>({"行政许司", "12", "行政\n许可"});
    EXPECT_EQ(taken<form_word>("规章0"), "\"规章\"");
}

// ---- cell.hpp -------------------------------------------------------------------------------------------------------

TEST(Cell, FiguresAreAllOfTheirCell) {
    for (const std::string_view end : {"", "\n", " \n", "\r\n", " |", "｜", "\u3000|"})
        EXPECT_EQ(taken<only_figures<bar>>("12" + std::string(end)), "\"12\"") << end;
    EXPECT_EQ(taken<only_figures<bar>>("二十六 |"), "\"二十六\"");
    EXPECT_EQ(taken<only_figures<tab>>("12\t3"), "\"12\"");
    EXPECT_EQ(taken<only_figures<tab>>("12"), "\"12\"");
    expect_none<only_figures<bar>>({"12吨 |", "12。\n", "1 2。|", "12\t| ", "一、 |", "2.重复申请 |"});
    expect_none<only_figures<tab>>({"12 | 3"});
}

TEST(Cell, TextsEndAtTheirSeparatorOnly) {
    EXPECT_EQ(taken<text_cell<bar>>("a\tb ｜c"), "\"a\tb \"");
    EXPECT_EQ(taken<text_cell<tab>>("a|b\tc"), "\"a|b\"");
    EXPECT_EQ(taken<text_cell<bar>>("ab\nc|"), "\"ab\"");
    expect_none<text_cell<bar>>({"", "|", "\n"});
}

TEST(Cell, SeparatorsAlone) {
    expect_whole<filler<bar>>({"|", "|||", "| | ｜ "});
    expect_none<filler<bar>>({"", " |", "\t"});
    expect_whole<filler<tab>>({"\t\t", "\t \t"});
    expect_whole<gap<bar>>({"|", "| ||"});
}

TEST(Cell, LinesBetweenRows) {
    expect_whole<line_between>({"\n", " \t\n", "\u3000\n", "- 4 -\n", "  — 12 —\n", "-１-", "|\n", " | |\n"});
    expect_none<line_between>({"- -\n", "- 12345 -\n", "4\n", "-4\n", "- 4 - 5\n", "| 1 |\n", "规章\n"});
}

TEST(Cell, LinesThatHoldSeparators) {
    EXPECT_EQ(taken<line_holds<bar>>("a | b"), "\"\"");
    EXPECT_EQ(taken<line_holds<bar>>("a ｜"), "\"\"");
    expect_none<line_holds<bar>>({"", "a\tb", "a\n|"});
    EXPECT_EQ(taken<tabbed>("a\tb"), "\"\"");
    EXPECT_EQ(taken<tabbed>("\u3000\ta"), "\"\"");  // a wide blank before it is a cell
    expect_none<tabbed>({"a", "\ta", " \t a", "a\n\t"});
    EXPECT_EQ(taken<line_holds_digit>("第３条"), "\"\"");
    expect_none<line_holds_digit>({"第三条", "第三条\n3"});
}

TEST(Cell, LinesOfProse) {
    for (const std::string_view text :
         {"公开了信息。", "按照规定；", "内容包括：", "“公开。”", "云岭县2020年政府信息公开工作年度报告"})
        EXPECT_TRUE(prose_like::looks_like_prose(text)) << text;
    for (const std::string_view text : {"", "规章", "公开了信息", "1.申请人无正当理由逾期不补正、", "“三安全一稳定”"})
        EXPECT_FALSE(prose_like::looks_like_prose(text)) << text;
    std::string line = "行";
    while (line.size() <= 200) line += "行";
    EXPECT_TRUE(prose_like::looks_like_prose(line));
    EXPECT_FALSE(prose_like::looks_like_prose("行政许可" + line));  // begins with a word of the form
}

TEST(Cell, LinesThatAreHeadings) {
    for (const std::string_view text :
         {"一、总体情况", "一.总体情况", "十一、附件", "## 一、总体情况", "[bookmark: _GoBack]二、主动公开政府信息情况",
          "一 、 总体情况", "总体情况", "三、其他事项", "3.总体情况", "一、主动公开"})
        EXPECT_TRUE(heading_like::looks_like_heading(text)) << text;
    for (const std::string_view text :
         {"", "一、", "一", "一、公开了信息。", "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理",
          "三、本年度办理结果（一）予以公开", "一、总体情况 | 0", "（一）主动公开", "1.属于国家秘密",
          "[bookmark: _GoBack", "一个栏目", "我局总体情况", "一、二、三、"})
        EXPECT_FALSE(heading_like::looks_like_heading(text)) << text;
    std::string title = "一、";
    while (title.size() <= 150) title += "信";
    EXPECT_FALSE(heading_like::looks_like_heading(title));
}

/// Labels of the forms as they are printed, with what their variants are.
std::vector<std::string> printed_labels() {
    std::vector<std::string> labels = {"（三）不予公开",     "行政复议",         "行政诉讼",
                                       "第二十条第（一）项", "信息内容",         "单位：万元",
                                       "(三)不予公开",       "第二十条第(一)项", "单位:万元"};
    const auto add = [&](const auto& item) {
        labels.emplace_back(item.label);
        for (std::string_view left = item.variants; !left.empty();) {
            const std::size_t bar = std::min(left.find('|'), left.size());
            labels.emplace_back(left.substr(0, bar));
            left.remove_prefix(std::min(bar + 1, left.size()));
        }
    };
    for (const Form* form : all_forms)
        for (const Table& table : form->tables)
            for (const Block& block : table.blocks) {
                std::for_each(block.columns.begin(), block.columns.end(), add);
                if (table.id != TableId::review) std::for_each(block.rows.begin(), block.rows.end(), add);
            }
    return labels;
}

TEST(Cell, PrintedLabelsNeedNoOtherLook) {
    struct other_looks : pegtl::sor<cell_lines::separated, cell_lines::no_words, spaced::ends_in_figures,
                                    pegtl::seq<pegtl::opt<item_number>, line_holds_digit>> {};
    for (const std::string& label : printed_labels()) {
        EXPECT_EQ(taken<printed_label>(label + " \n0\n"), "\"\"") << label;
        EXPECT_EQ(taken<other_looks>(label), "none") << label;
    }
    for (const std::string_view text : {"", "规 章", "规章0", "规章 0", "规章制度", "0"})
        EXPECT_EQ(taken<printed_label>(text), "none") << text;
    expect_none<cell_lines::text_line>({"规章\t\n", "规章|\n"});  // but for separators
}

// ---- layouts --------------------------------------------------------------------------------------------------------

TEST(PipeCells, Rows) {
    expect_whole<telling_row<pipe_cells>>({"行政许可 |\n318 |\n", "行政许可|\n318|\n", "行政许可 ｜\n３１８ ｜\n",
                                           "行政许可 |\n\n318 |\n\n||\n5 |", "行政 |\n许可 |\n||\n0 |\n0 |\n",
                                           "规章 |\n"});
    expect_none<telling_row<pipe_cells>>(
        {"行政许可 | 318 |\n", "318 |\n", "| 行政许可 |\n", "行政许可\n318 |\n", "行政许可\t|318\n", "||\n"});
    EXPECT_EQ(taken<telling_row<pipe_cells>>("规章 |\n0 |\n规范性文件 |\n"), "\"规章 |\n0 |\n\"");
    EXPECT_EQ(taken<telling_row<pipe_cells>>("规章 |\n0\n"), "\"规章 |\n\"");
}

TEST(PipeRows, Rows) {
    expect_whole<telling_row<pipe_rows>>({"规章 | 0 | 0 | 0 |\n", "规章|0|0|0\n", "| 规章 | 0 |\n",
                                          "|||规章 | 0 | ||\n", "规章 ｜ ０ ｜\n", "第二十条第(一)项 | |||\n", "318 |",
                                          " 规章\t| 0 |\r\n", "规章 |"});
    expect_none<telling_row<pipe_rows>>({"规章 0 0 0\n", "规章\t0\n", "规章\n| 0 |\n", "|\n", "| ||\n", ""});
    EXPECT_EQ(taken<telling_row<pipe_rows>>("规章 | 0 |\n规范性文件 | 0 |\n"), "\"规章 | 0 |\n\"");
}

TEST(TabCells, Rows) {
    expect_whole<telling_row<tab_cells>>(
        {"\t规章\n\t0\n\t\n\t0\n", "\t行政许可\n\t318\n", "\t\n\t0\n", "\t0\n", "\t 规章 \n\t０"});
    expect_none<telling_row<tab_cells>>({"规章\n\t0\n", "\t公开了信息。\n", " \t规章\n", "规章\t0\n", "\t\t0\n"});
    EXPECT_EQ(taken<telling_row<tab_cells>>("\t规章\n\t0\n\n\t0\n"), "\"\t规章\n\t0\n\"");
    EXPECT_EQ(taken<telling_row<tab_cells>>("\t规章\n0\n"), "\"\t规章\n\"");
}

TEST(Tabs, Rows) {
    expect_whole<telling_row<tabs>>({"规章\t0\t0\t0\n", "第二十条第（五）项\t\t\t\n", "规章\t\t0\n", "\t规章\t0\n",
                                     "规章 \t ０\r\n", "4\t0\t0", "规章\t\n", "\u3000\t0\n"});
    expect_none<telling_row<tabs>>({"规章 0 0\n", "\t规章\n", "规章\n\t0\n", "", "\t\t\n"});
    EXPECT_EQ(taken<telling_row<tabs>>("规章\t0\n规范性文件\t0\n"), "\"规章\t0\n\"");
}

TEST(Spaced, Rows) {
    expect_whole<telling_row<spaced>>({"1.属于国家秘密 0 0 0 0 0 0 0\n", "4 0 0 0 0 0 4\n", "规章 0", "规章　１２ ３\n",
                                       "  规 章 0 0\r\n", "行政许可 22 +3 417\n", "政府集中采购 12 38.5万元\n",
                                       "规章 / / /\n", "行政许可 31项 -1 1,234件\n", "行政许可 22 增72 17 批次\n",
                                       "规章 0（见说明） 22 （其中修订 16 件） 0\n", "行政处罚 9 +(0) -(0) 约20\n",
                                       "规章 无 不适用 二十六\n", "规章 0 三 0\n"});
    expect_none<telling_row<spaced>>({"规章\n", "规章0\n", "4\n", "规章 0吨\n", "2020年 12月\n", "", "规章 三\n",
                                      "规章\n0 0\n", "属于行政查询事 项\n", "规章 （共 2 件）\n"});
    EXPECT_EQ(taken<telling_row<spaced>>("规章 0\n规范性文件 0\n"), "\"规章 0\n\"");
}

TEST(Collapsed, Rows) {
    expect_whole<telling_row<collapsed>>({"规范性文件449\n", "行政许可22+3417\n", "1.属于国家秘密0000000",
                                          "规章０００\n", "政府集中采购123833092元\n", "行政事业性收费0.35\n",
                                          "其他对外管理服务事项1，234\n", "本年增/减（减用负值表示，如 -8）12\n"});
    expect_none<telling_row<collapsed>>({"规范性文件\n", "449\n", "受理申请21件，答复20件\n", "规范性文件\n449",
                                         "2.重复申请\n", "本年增/减（如 -8）\n", "规范性文件449吨\n", ""});
}

TEST(Collapsed, NextLabelEndsTheRun) {
    EXPECT_EQ(taken<telling_row<collapsed>>("1.属于国家秘密00000002.其他法律行政法规禁止公开0000000"),
              "\"1.属于国家秘密0000000\"");
    EXPECT_EQ(taken<telling_row<collapsed>>("规章000规范性文件449"), "\"规章000\"");
    EXPECT_EQ(taken<telling_row<collapsed>>("重复申请12（六）其他处理"), "\"重复申请12\"");
    EXPECT_EQ(taken<telling_row<collapsed>>("重复申请12四、结转"), "\"重复申请12\"");
}

TEST(CellLines, Rows) {
    expect_whole<telling_row<cell_lines>>({"规章\n\n0\n\n0\n", "规章\n0\n0\n0", "规 章\n１２\n", "\t规章\n 0 \n",
                                           "（四）无\n法提供\n0\n", "行政许可\n增2\n/\n无\n", "规章\n",
                                           "规章\n- 4 -\n0\n", "行政许可\n8 6 2\n0\n"});
    expect_none<telling_row<cell_lines>>(
        {"0\n", "规章 | 0\n", "规章\t0\n", "公开了信息。\n", "一、总体情况\n", "", "\n规章\n", "无\n"});
    EXPECT_EQ(taken<telling_row<cell_lines>>("规章\n0\n规范性文件\n"), "\"规章\n0\n\"");
    EXPECT_EQ(taken<telling_row<cell_lines>>("规章\n规范性文件 4 0\n"), "\"规章\n\"");
    EXPECT_EQ(taken<telling_row<cell_lines>>("规章\n公开了信息。\n"), "\"规章\n\"");
    EXPECT_EQ(taken<telling_row<cell_lines>>("（一）予以公开\n4 0 0 0 0 0 4\n"),
              "\"（一）予以公开\n\"");  // all of the row
}

// ---- document.hpp ---------------------------------------------------------------------------------------------------

/// The layout of the first row of a text.
std::string_view first_layout(std::string_view text) {
    for (const Node& node : parse(text).nodes)
        if (node.kind == Kind::row) return all_layouts()[node.layout].name;
    return "none";
}

TEST(Layouts, TheMostTellingComesFirst) {
    EXPECT_EQ(first_layout("规章 |\n0 |\n"), "pipe-cells");
    EXPECT_EQ(first_layout("规章 | 0 |\n"), "pipe-rows");
    EXPECT_EQ(first_layout("\t规章\n\t0\n"), "tab-cells");
    EXPECT_EQ(first_layout("规章\t0\n"), "tabs");
    EXPECT_EQ(first_layout("规章 0 0 0\n"), "spaced");
    EXPECT_EQ(first_layout("规章000\n"), "collapsed");
    EXPECT_EQ(first_layout("规章\n0\n"), "cell-lines");
    EXPECT_EQ(first_layout("公开了信息。\n"), "none");
}

/// Every row of an example is one of the layout that gives it.
TEST(Layouts, ReadTheirExamples) {
    for (const LayoutFacts& layout : all_layouts()) {
        const std::vector<Span> whole = {{0, static_cast<std::uint32_t>(layout.example.size())}};
        const Tree tree = layout.stated ? parse(layout.example, whole) : parse(layout.example);
        std::size_t rows = 0;
        for (const Node& node : tree.nodes) {
            if (node.kind != Kind::row) continue;
            EXPECT_EQ(all_layouts()[node.layout].name, layout.name) << layout.example;
            ++rows;
        }
        EXPECT_GT(rows, 0U) << layout.name;
    }
}

TEST(Layouts, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const LayoutFacts& layout : all_layouts()) EXPECT_TRUE(names.insert(layout.name).second) << layout.name;
}

TEST(Layouts, SeparateCellsByWhatIsNotInThem) {
    for (const char32_t c : std::u32string_view(U"\t|｜")) EXPECT_TRUE(is_separator(c));
    for (const char32_t c : std::u32string_view(U"\n 0９az.．,，+-/、()（）一年")) EXPECT_FALSE(is_separator(c));
    for (char32_t c = first_ideograph; c <= last_ideograph; ++c) ASSERT_FALSE(is_separator(c));
}

TEST(Table, BeginsWithSeparatorsOrWordsOfTheForm) {
    for (const std::string_view text :
         {"a | b\n", "a\tb\n", "规章\n", "结果维持 结果纠正\n", "规章0\n", " 总 计\n", "行政许可+1\n"})
        EXPECT_NE(taken<table>(text), "none") << text;
    expect_none<table>({"公开了信息。\n", "规章制度\n", "全年 12 件\n", "12\n", "", "\ta\n"});
}

TEST(Table, GoesOnToTheNextHeadingOrProse) {
    EXPECT_EQ(taken<table>("规章 | 0 |\n- 4 -\n\n规范性文件\t4\n公开了信息。\n"),
              "\"规章 | 0 |\n- 4 -\n\n规范性文件\t4\n\"");
    EXPECT_EQ(taken<table>("规章 | 0 |\n一、总体情况\n"), "\"规章 | 0 |\n\"");
}

}  // namespace
}  // namespace nianbao::grammar
