// Headings and their roles, and which lines are one paragraph.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "read_document.hpp"

namespace {

using nianbao::passes::Role;
using nianbao::passes::Section;
using nianbao::passes::Work;

/// One line a section, "一 overview 总体情况", and one a paragraph behind it, "  （一）: text".
std::string shown(const Work& work) {
    std::string out;
    for (const Section& section : work.out.sections) {
        const std::string_view role = nianbao::passes::name(section.role);
        out += fmt::format("{} {} {}\n", section.number.empty() ? "-" : section.number, role.empty() ? "null" : role,
                           section.heading);
        for (const auto& paragraph : section.paragraphs)
            out += fmt::format("  {}: {}\n", paragraph.label, paragraph.text);
    }
    return out;
}

std::string sections_of(std::string_view text) {
    std::string out;
    nianbao::tests::run_step(text, nianbao::passes::find_sections, [&](const Work& work) { out = shown(work); });
    return out;
}

/// The paragraphs of a first section with these lines.
std::string paragraphs_of(std::string_view lines) {
    const std::string out =
        sections_of(fmt::format("云岭县教育局2020年政府信息公开工作年度报告\n一、总体情况\n{}\n", lines));
    constexpr std::string_view heading = "一 overview 总体情况\n";
    return out.starts_with(heading) ? out.substr(heading.size()) : "no such section: " + out;
}

constexpr std::string_view small_table =
    "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t2\t3\n";

TEST(Sections, TheSixOfTheForm) {
    EXPECT_EQ(
        sections_of("云岭县教育局2020年政府信息公开工作年度报告\n本报告由总体情况、主动公开政府信息情况等六部分组成。\n"
                    "一、总体情况\n甲。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
                    "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n乙。\n六、其他需要报告的事项"
                    "\n无。\n"),
        "- preamble \n"
        "  : 本报告由总体情况、主动公开政府信息情况等六部分组成。\n"
        "一 overview 总体情况\n  : 甲。\n"
        "二 disclosure 主动公开政府信息情况\n"
        "三 requests 收到和处理政府信息公开申请情况\n"
        "四 review 政府信息公开行政复议、行政诉讼情况\n"
        "五 problems 存在的主要问题及改进情况\n  : 乙。\n"
        "六 other_matters 其他需要报告的事项\n  : 无。\n");
}

TEST(Sections, HeadingsInOtherWords) {
    EXPECT_EQ(
        sections_of(
            "## 一．总体情况\n甲。\n[bookmark: _GoBack]二. 主动公开政府信息情况\n三 、收到和处理政府信息公开申请情况\n"
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n五、政府信息公开工作存在的主要问题及改进情况\n"
            "六、需要说明的其他事项\n无。\n"),
        "一 overview 总体情况\n  : 甲。\n"
        "二 disclosure 主动公开政府信息情况\n"
        "三 requests 收到和处理政府信息公开申请情况\n"
        "四 review 因政府信息公开工作被申请行政复议、提起行政诉讼情况\n"
        "五 problems 政府信息公开工作存在的主要问题及改进情况\n"
        "六 other_matters 需要说明的其他事项\n  : 无。\n");
    EXPECT_EQ(sections_of("五、存在问题及改进情况\n甲。\n七、附件清单\n乙。\n"),
              "五 problems 存在问题及改进情况\n  : 甲。\n七 null 附件清单\n  : 乙。\n");
}

TEST(Sections, ASentenceMayRunOnBehindTheHeading) {
    EXPECT_EQ(
        sections_of("一、总体情况\n甲。\n六、其他需要报告的事项：本机关没有其他需要报告的事项。\n"),
        "一 overview 总体情况\n  : 甲。\n六 other_matters 其他需要报告的事项\n  : 本机关没有其他需要报告的事项。\n");
}

TEST(Sections, TableOfContentsIsNoReport) {
    EXPECT_EQ(
        sections_of(
            "云岭县教育局2020年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n五、存在的主要问题及改"
            "进情况\n\n"
            "本报告由办公室编写。\n一、总体情况\n甲。\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n乙。\n"),
        "- preamble \n  : 本报告由办公室编写。\n"
        "一 overview 总体情况\n  : 甲。\n二 disclosure 主动公开政府信息情况\n五 problems 存在的主要问题及改进情况\n  : "
        "乙。\n");
}

TEST(Sections, LabelsStandApart) {
    EXPECT_EQ(paragraphs_of("（一）主动公开情况\n全年公开信息3条。\n(二) "
                            "依申请公开\n全年收到0件。\n1、做好公开。\n2.做好解读。\n①做好回应。"),
              "  （一）: 主动公开情况\n  : 全年公开信息3条。\n  (二): 依申请公开\n  : 全年收到0件。\n"
              "  1、: 做好公开。\n  2.: 做好解读。\n  ①: 做好回应。\n");
    EXPECT_EQ(paragraphs_of("依据条例第二十条第\n（三）项的规定公开。\n1.5万条信息已经公开。"),
              "  : 依据条例第二十条第（三）项的规定公开。\n  : 1.5万条信息已经公开。\n");
}

TEST(Sections, LinesThatGoOn) {
    EXPECT_EQ(paragraphs_of("公开工作取得了成效，\n\n但仍有不足。\n次年将继续改进。"),
              "  : 公开工作取得了成效，但仍有不足。\n  : 次年将继续改进。\n");
    EXPECT_EQ(paragraphs_of("全年召开会议，对群众关心的内容与群众密\n切相关的领域作了公开。"),
              "  : 全年召开会议，对群众关心的内容与群众密切相关的领域作了公开。\n");
    EXPECT_EQ(paragraphs_of("依据《中华人民共和国政府\n信息公开条例》公开。"),
              "  : 依据《中华人民共和国政府信息公开条例》公开。\n");
    EXPECT_EQ(paragraphs_of("网站采用了新的平台，名称是 Open\nGovernment Data，全年\n2020条。"),
              "  : 网站采用了新的平台，名称是 Open Government Data，全年2020条。\n");
    EXPECT_EQ(paragraphs_of("具体做法如下：\n一是公开。\n二是解读。"),
              "  : 具体做法如下：\n  : 一是公开。\n  : 二是解读。\n");
    EXPECT_EQ(paragraphs_of("全年召开了会议，公开\n　　次年继续公开。"),
              "  : 全年召开了会议，公开\n  : 次年继续公开。\n");
    EXPECT_EQ(paragraphs_of("主动公开\n全年公开了三条信息。"), "  : 主动公开\n  : 全年公开了三条信息。\n");
}

TEST(Sections, PageNumbersDoNotBreakParagraphs) {
    EXPECT_EQ(paragraphs_of("严格执行程序，落实制度，从严执行分\n- 1 -\n级审核程序。"),
              "  : 严格执行程序，落实制度，从严执行分级审核程序。\n");
}

TEST(Sections, WrappedPagesJoinFullLines) {
    EXPECT_EQ(paragraphs_of("   "
                            "（一）主动公开情况主要通过政府门户网站公开政府文件和各项审\n批以及通知公告等各类信息并且按"
                            "照规定的时间在网站平台上公开了\n"
                            "全部应当公开的内容其中包括机构职能和规划计划以及行政许可事项。\n每一条内容都由专人负责并且"
                            "经过审核以后才在网站平台上予以发布。\n"
                            "没有审核的不发。\n   "
                            "（二）依申请公开情况进一步规范依申请公开的流程畅通依申请公开\n渠道全年没有收到申请。"),
              "  （一）: "
              "主动公开情况主要通过政府门户网站公开政府文件和各项审批以及通知公告等各类信息并且按照规定的时间在网站平台"
              "上公开了"
              "全部应当公开的内容其中包括机构职能和规划计划以及行政许可事项。每一条内容都由专人负责并且经过审核以后才在"
              "网站平台上予以发布。"
              "没有审核的不发。\n"
              "  （二）: 依申请公开情况进一步规范依申请公开的流程畅通依申请公开渠道全年没有收到申请。\n");
}

TEST(Sections, TablesAndTheirNotesAreNoParagraphs) {
    EXPECT_EQ(sections_of(fmt::format("一、总体情况\n甲。\n二、主动公开政府信息情况\n本机关的情况见下表。\n{}"
                                      "注：数字来自台账\n三、收到和处理政府信息公开申请情况\n丙。\n",
                                      small_table)),
              "一 overview 总体情况\n  : 甲。\n二 disclosure 主动公开政府信息情况\n  : 本机关的情况见下表。\n"
              "三 requests 收到和处理政府信息公开申请情况\n  : 丙。\n");
}

TEST(Sections, FurnitureIsNoParagraph) {
    EXPECT_EQ(sections_of("返回首页\n云岭县教育局2020年政府信息公开工作年度报告\n发布时间：2021-01-13 "
                          "来源：办公室\n【打印】 【关闭】\n本报告由办公室编写。\n"
                          "一、总体情况\n甲。\n六、其他需要报告的事项\n无。\n扫一扫在手机打开当前页返回首页\n友情链接\n"
                          "版权所有：云岭县\n"),
              "- preamble \n  : 本报告由办公室编写。\n一 overview 总体情况\n  : 甲。\n六 other_matters "
              "其他需要报告的事项\n  : 无。\n");
    EXPECT_EQ(paragraphs_of("服务大厅设有打印机，可以打印。\n关闭了两个账号。"),
              "  : 服务大厅设有打印机，可以打印。\n  : 关闭了两个账号。\n");
}

TEST(Sections, SpansCoverTheirLines) {
    constexpr std::string_view text = "一、总体情况\n　　（一）公开工作取得了成效，\n但仍有不足。\n";
    nianbao::tests::run_step(text, nianbao::passes::find_sections, [&](const Work& work) {
        ASSERT_EQ(work.out.sections.size(), 1U);
        const Section& section = work.out.sections[0];
        ASSERT_EQ(section.paragraphs.size(), 1U);
        ASSERT_TRUE(section.span);
        EXPECT_EQ(work.source.text(*section.span), "一、总体情况");
        EXPECT_EQ(work.source.text(section.paragraphs[0].span), "（一）公开工作取得了成效，\n但仍有不足。");
        EXPECT_EQ(section.paragraphs[0].label, "（一）");
        EXPECT_EQ(section.role, Role::overview);
    });
}

TEST(Sections, NothingFromNothing) { EXPECT_EQ(sections_of(""), ""); }

/// Every character of prose comes out once, whatever the lines are: nothing is lost or doubled by joining.
TEST(Sections, JoiningLosesNothing) {
    const std::vector<std::string_view> lines = {"（一）公开情况",   "全年公开信息3条，", "其中政策2条", "均已发布。",
                                                 "　　下一年继续；", "2、做好解读",       "Open",        "Data（含"};
    for (std::size_t n = 0; n < 4096; ++n) {
        std::string text, letters;
        for (std::size_t digits = n; digits > 0; digits /= 8) {
            text += std::string(lines[digits % 8]) + "\n";
            letters += lines[digits % 8];
        }
        std::string out;
        nianbao::tests::run_step("一、总体情况\n" + text, nianbao::passes::find_sections, [&](const Work& work) {
            ASSERT_EQ(work.out.sections.size(), 1U) << text;
            for (const auto& paragraph : work.out.sections[0].paragraphs)
                out.append(paragraph.label).append(paragraph.text);
        });
        const auto without_blanks = [](std::string value) {
            std::erase(value, ' ');
            for (std::size_t at; (at = value.find("\u3000")) != std::string::npos;) value.erase(at, 3);
            return value;
        };
        ASSERT_EQ(without_blanks(out), without_blanks(letters)) << text;
    }
}

}  // namespace
