// Tables that a file states: their lines are rows, whatever they look like, and nothing of them is guessed.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "all_read.hpp"
#include "compile.hpp"
#include "generator.hpp"
#include "grammar/parse.hpp"
#include "page.hpp"
#include "property.hpp"

namespace nianbao {
namespace {

using generator::Random;
using grammar::Extract;
using grammar::Kind;
using grammar::Node;
using grammar::Source;
using grammar::Span;
using grammar::Tree;

std::uint32_t size_of(const std::string& text) { return static_cast<std::uint32_t>(text.size()); }

/// A text with one stated table in it.
Extract with_table(std::string_view before, std::string_view rows, std::string_view behind) {
    Extract extract;
    extract.text = before;
    extract.text += rows;
    extract.tables.push_back({static_cast<std::uint32_t>(before.size()), size_of(extract.text)});
    extract.text += behind;
    return extract;
}

std::string shape(Kind kind, std::string_view text) {
    return kind == Kind::blank ? "_" : std::string(kind == Kind::figure ? "#" : "") + std::string(text);
}

/// The rows of the first stated table as the grammar reads them: `规章 #4 _ #9`. Figures have a # before them.
std::vector<std::string> rows_of(std::string_view rows) {
    const Source source = Source::of(with_table("", rows, ""));
    const Tree tree = grammar::parse(source.text(), source.tables());
    std::vector<std::string> found;
    for (const Node& node : tree.nodes) {
        if (node.kind == Kind::row) {
            EXPECT_EQ(grammar::all_layouts()[node.layout].name, "stated-rows");
            found.emplace_back();
        } else if (node.kind != Kind::document && node.kind != Kind::table) {
            std::string& row = found.at(found.size() - 1);
            row += (row.empty() ? "" : " ") + shape(node.kind, source.text(node.span()));
        }
    }
    return found;
}

/// The report as a file states it: a cell over several columns stands where it begins.
Extract stated(const generator::Page& page) {
    Extract extract;
    for (const generator::Part& part : page) {
        const std::uint32_t begin = size_of(extract.text);
        for (const auto& row : part.grid.rows) {
            std::size_t cells = 0;
            for (const generator::GridCell& cell : row)
                if (!cell.covered) extract.text.append(cells++ == 0 ? "" : "\t").append(cell.text);
            extract.text += '\n';
        }
        if (part.kind == generator::Part::Kind::table)
            extract.tables.push_back({begin, size_of(extract.text)});
        else
            extract.text += part.text + '\n';
    }
    return extract;
}

TEST(StatedRows, KeepEveryCellInItsPlace) {
    EXPECT_EQ(rows_of("规章\t4\t\t9\n"), (std::vector<std::string>{"规章 #4 _ #9"}));
    EXPECT_EQ(rows_of("\t规章\t4\n"), (std::vector<std::string>{"_ 规章 #4"}));
    EXPECT_EQ(rows_of("规章\t4\t\n"), (std::vector<std::string>{"规章 #4 _"}));
    EXPECT_EQ(rows_of("\t\t\n\n"), (std::vector<std::string>{"_ _ _", "_"}));
    EXPECT_EQ(rows_of("规章\t　\t 4 \n"), (std::vector<std::string>{"规章 _ #4"}));
}

/// What other layouts, headings, page numbers and prose would make of these lines does not matter.
TEST(StatedRows, AreReadByNoOtherRule) {
    EXPECT_EQ(rows_of("一、总体情况\t4\n"), (std::vector<std::string>{"一、总体情况 #4"}));
    EXPECT_EQ(rows_of("一、总体情况\n"), (std::vector<std::string>{"一、总体情况"}));
    EXPECT_EQ(rows_of("- 4 -\n"), (std::vector<std::string>{"- 4 -"}));
    EXPECT_EQ(rows_of("规章 | 4 | 9\t449\n"), (std::vector<std::string>{"规章 | 4 | 9 #449"}));
    EXPECT_EQ(rows_of("规范性文件449\n"), (std::vector<std::string>{"规范性文件449"}));
    EXPECT_EQ(rows_of("全年公开信息4条。\t全年公开信息4条。\n"),
              (std::vector<std::string>{"全年公开信息4条。 全年公开信息4条。"}));
}

TEST(StatedRows, AreWhereTheFileSaysAndNowhereElse) {
    const Source source = Source::of(with_table("规章\t4\n", "规章\t4\n", "规章\t4\n"));
    const Tree tree = grammar::parse(source.text(), source.tables());
    std::vector<std::string_view> layouts;
    for (const Node& node : tree.nodes)
        if (node.kind == Kind::row) layouts.push_back(grammar::all_layouts()[node.layout].name);
    EXPECT_EQ(layouts, (std::vector<std::string_view>{"tabs", "stated-rows", "tabs"}));
}

TEST(StatedRows, OfTheLastLineNeedNoLineEnd) {
    const Source source = Source::of(with_table("甲\n", "规章\t4", ""));
    EXPECT_EQ(source.text(), "甲\n规章\t4\n");
    EXPECT_EQ(source.tables(), (std::vector<Span>{{4, 13}}));
}

/// A row without its own label, or with too many figures, is as open as in any other layout: a file that states its
/// tables does not state what they mean.
TEST(StatedRows, AreReadWhereTheyFitAndDoubtfulWhereTheyDoNot) {
    const std::string_view text =
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t4\t0\t9\n行政规范性文件\t4\t9\n";
    const Input input = read(Source::of(with_table("某某市2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n",
                                                   "第二十条第（一）项\n" + std::string(text), "")));
    const passes::Compilation compilation = compile(input, 0);
    for (const passes::Cell& cell : compilation.cells) {
        const std::string_view key = grammar::keys()[cell.key].text;
        const bool is_read = cell.certainty == passes::Certainty::read;
        if (key.starts_with("disclosure.regulations.")) {
            EXPECT_TRUE(is_read) << key;
        }
        if (key.starts_with("disclosure.normative_documents.")) {
            EXPECT_FALSE(is_read) << key;
        }
    }
}

TEST(StatedProperty, WhatAFileStatesIsRead) {
    const property::Tally tally = property::run(5, [](std::uint64_t seed, property::Tally& found) {
        Random random(seed);
        generator::Report report = generator::make_report(random);
        if (random.chance(30)) generator::leave_zeros_blank(report, random);
        const generator::Style style = generator::any_style(random);
        const Extract extract = stated(generator::compose(report, style, random));
        property::show(extract.text);
        for (const std::string& difference : tests::differences(report, read(Source::of(extract))))
            found.failures.insert({seed, "stated-rows", "", difference});
        found.counts["figures"] += report.figures.size();
    });
    property::conclude("stated", tally);
}

}  // namespace
}  // namespace nianbao
