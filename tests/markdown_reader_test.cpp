// Text with tables in HTML between its lines: lines stay lines, tables are stated, and everything stands where it stood.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "all_read.hpp"
#include "compile.hpp"
#include "generator.hpp"
#include "markup.hpp"
#include "page.hpp"
#include "property.hpp"
#include "readers/markdown.hpp"
#include "readers/read.hpp"

namespace nianbao::readers {
namespace {

using generator::escaped;
using generator::Random;
using grammar::Extract;
using grammar::Refusal;
using grammar::Source;

constexpr std::string_view sample =
    "# 某某市2022年政府信息公开工作年度报告\n\n一、总体情况\n\n"
    "<table><tr><td>规章</td><td>4&nbsp;</td><td></td><td>9</td></tr></table>\n\n三、其他\n"
    "表二：<TABLE><tr><td><table><tr><td>行政</td><td>许可</td></tr></table></td><td>318</td></tr></TABLE>完\n";

/// As converters of documents print a page.
std::string as_markdown(const generator::Page& page) {
    std::string out;
    for (const generator::Part& part : page) {
        out += part.kind == generator::Part::Kind::heading ? "## " + part.text : part.text;
        if (part.kind == generator::Part::Kind::table) {
            out += "<table>";
            for (const auto& row : part.grid.rows) {
                out += "<tr>";
                for (const generator::GridCell& cell : row)
                    if (!cell.covered)
                        out += "<td colspan=\"" + std::to_string(cell.span) + "\">" + escaped(cell.text) + "</td>";
                out += "</tr>";
            }
            out += "</table>";
        }
        out += "\n\n";
    }
    return out;
}

TEST(MarkdownReader, KeepsLinesAndStatesTables) {
    const Extract extract = markdown(sample.substr(0, sample.find("三、")));
    EXPECT_EQ(extract.refusal, Refusal::none);
    ASSERT_EQ(extract.tables.size(), 1U);
    const grammar::Span table = extract.tables[0];
    EXPECT_EQ(extract.text.substr(table.begin, table.size()), "规章\t4\t\t9\n");
    EXPECT_TRUE(extract.text.starts_with("# 某某市2022年政府信息公开工作年度报告\n\n一、总体情况\n\n"));
}

TEST(MarkdownReader, FindsWhereATableEnds) {
    const std::size_t second = next_table(sample, next_table(sample, 0) + 1);
    EXPECT_TRUE(sample.substr(second).starts_with("<TABLE>"));
    EXPECT_EQ(sample.substr(end_of_table(sample, second)), "完\n");
    EXPECT_EQ(end_of_table("<table><tr>", 0), 11U);
    EXPECT_EQ(end_of_table("<table></table", 0), 14U);
    EXPECT_EQ(next_table("< table", 0), std::string_view::npos);
}

TEST(MarkdownReader, KnowsWhereEverythingStood) {
    const Source source = read(sample);
    for (const std::string_view word : {"某某市", "总体", "规章", "9", "其他", "318", "完"}) {
        const std::size_t at = source.text().find(word);
        ASSERT_NE(at, std::string_view::npos) << word;
        EXPECT_EQ(sample.substr(source.input_offset(static_cast<std::uint32_t>(at)), word.size()), word);
    }
}

TEST(MarkdownReader, HasLimits) {
    Limits limits;
    limits.text_bytes.most = 100;
    EXPECT_EQ(markdown(sample, limits).refusal, Refusal::over_limit);
    std::string many = "规章\n";
    for (int i = 0; i < 5000; ++i) many += "<table></table>\n";
    EXPECT_TRUE(markdown(many).tables.empty());
}

TEST(MarkdownReaderProperty, ReportsAreRead) {
    const property::Tally tally = property::run(5, [](std::uint64_t seed, property::Tally& found) {
        Random random(seed);
        const generator::Report report = generator::make_report(random);
        const std::string text = as_markdown(generator::compose(report, generator::any_style(random), random));
        property::show(text);
        for (const std::string& difference : tests::differences(report, nianbao::read(read(text))))
            found.failures.insert({seed, "markdown", "", difference});
        found.counts["figures"] += report.figures.size();
    });
    property::conclude("Markdown", tally);
}

}  // namespace
}  // namespace nianbao::readers
