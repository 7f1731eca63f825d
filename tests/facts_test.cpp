// Title, agency, region, year, period, publication and contact, each with the spellings that reports print.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read_document.hpp"

namespace {

using nianbao::grammar::Source;
using nianbao::passes::Date;
using nianbao::passes::Facts;

Facts facts_of(std::string_view text) {
    Facts facts;
    const auto read = [](nianbao::passes::Work& work) {
        nianbao::passes::find_sections(work);
        nianbao::passes::find_facts(work);
    };
    nianbao::tests::run_step(text, read, [&](const auto& work) { facts = work.out.facts; });
    return facts;
}

std::string shown(const std::optional<std::string>& value) { return value.value_or("null"); }
std::string shown(const std::optional<Date>& date) {
    return date ? fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day) : "null";
}

/// "agency | region | year"
std::string named(std::string_view lines) {
    const Facts facts = facts_of(fmt::format("{}\n本报告由总体情况等部分组成。\n一、总体情况\n公开了信息。\n", lines));
    return fmt::format("{} | {} | {}", shown(facts.agency), shown(facts.region),
                       facts.year ? fmt::to_string(*facts.year) : "null");
}

std::string title_of(std::string_view lines) {
    return shown(facts_of(fmt::format("{}\n一、总体情况\n公开了信息。\n", lines)).title);
}

constexpr std::string_view plain_title = "云岭县教育局2020年政府信息公开工作年度报告";

Facts with_preamble(std::string_view preamble) {
    return facts_of(fmt::format("{}\n{}\n一、总体情况\n公开了信息。\n", plain_title, preamble));
}

std::string period_of(std::string_view preamble) {
    const Facts facts = with_preamble(preamble);
    return shown(facts.from) + " " + shown(facts.to);
}

TEST(Facts, TitleOnOneLine) {
    EXPECT_EQ(named("云岭县教育局2020年政府信息公开工作年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("2020年云岭县教育局政府信息公开工作年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县教育局 2020 年度政府信息公开年报"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县教育局二〇二〇年政府信息公开年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县教育局二○二一年度政府信息公开年度报告"), "云岭县教育局 | 云岭县 | 2021");
    EXPECT_EQ(named("云岭县教育局２０２０年政府信息公开工作年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县教育局政府信息公开工作年度报告（2020年）"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("## **云岭县教育局2020年政府信息公开工作年度报告**"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("2020年政府信息公开工作年度报告（云岭县教育局）"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县人民政府信息公开工作年度报告"), "云岭县人民政府 | 云岭县 | null");
    EXPECT_EQ(named("2020年政府信息公開工作年度報告"), "null | null | 2020");
}

TEST(Facts, TitleOnSeveralLines) {
    EXPECT_EQ(named("云岭县工信局\n\n2020 年政府信息公开工作年度报告"), "云岭县工信局 | 云岭县 | 2020");
    EXPECT_EQ(named("2020 年云岭县工信局\n政府信息公开工作年度报告"), "云岭县工信局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭市工业信息化科技局2020年政府\n信息公开工作年度报告"),
              "云岭市工业信息化科技局 | 云岭市 | 2020");
    EXPECT_EQ(named("云岭县教育局\n2020年政府信息公开\n工作年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("云岭县市场监督\n管理局2020年政府信息公开工作年度报告"), "云岭县市场监督管理局 | 云岭县 | 2020");
    EXPECT_EQ(title_of("2020 年云岭县工信局\n\n政府信息公开工作年度报告 "),
              "2020 年云岭县工信局政府信息公开工作年度报告");
    EXPECT_EQ(title_of("云岭县教育局\n云岭县教育局 2020 年政府信息公开 工作年度报告"),
              "云岭县教育局 2020 年政府信息公开 工作年度报告");
}

TEST(Facts, TitleAmongFurniture) {
    EXPECT_EQ(named("返回首页\n政府信息公开\n首页 > 政府信息公开 > "
                    "政府信息公开年报\n\n云岭县教育局2020年政府信息公开工作年度报告\n"
                    "发布时间：2021-01-13 来源：办公室"),
              "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("政府信息公开\n年度报告\n云岭县教育局2020年政府信息公开工作年度报告"),
              "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("政府信息公开年报\n云岭县教育局\n2020年政府信息公开工作年度报告"), "云岭县教育局 | 云岭县 | 2020");
    EXPECT_EQ(named("索引号 | 0001 |\n发布日期 | 2021-01-13 |\n\n云岭县教育局2020年政府信息公开工作年度报告"),
              "云岭县教育局 | 云岭县 | 2020");
}

TEST(Facts, ProseIsNoTitle) {
    const Facts facts = facts_of("根据政府信息公开条例编制本年度报告。\n一、总体情况\n公开了信息。\n");
    EXPECT_FALSE(facts.title);
    EXPECT_FALSE(facts.agency);
}

TEST(Facts, RegionIsTheChainOfPlacesBeforeTheOrgan) {
    const auto region = [](std::string_view agency) {
        return shown(facts_of(fmt::format("{}2020年政府信息公开工作年度报告\n一、总体情况\n", agency)).region);
    };
    EXPECT_EQ(region("云岭县白石镇人民政府"), "云岭县白石镇");
    EXPECT_EQ(region("云岭县沙溪街道办事处"), "云岭县沙溪街道");
    EXPECT_EQ(region("云岭县市场监督管理局"), "云岭县");
    EXPECT_EQ(region("云岭市市场监督管理局"), "云岭市");
    EXPECT_EQ(region("云岭市工业和信息化局"), "云岭市");
    EXPECT_EQ(region("云岭市民政局"), "云岭市");
    EXPECT_EQ(region("云岭县乡村振兴局"), "云岭县");
    EXPECT_EQ(region("云岭县住房和城乡建设局"), "云岭县");
    EXPECT_EQ(region("盐城市城市管理局"), "盐城市");
    EXPECT_EQ(region("云岭经济开发区管理委员会"), "null");
    EXPECT_EQ(region("白水自治州云岭县教育局"), "白水自治州云岭县");
    EXPECT_EQ(region("东林省云岭市城南区人民政府"), "东林省云岭市城南区");
    EXPECT_EQ(region("云岭县教育局"), "云岭县");
    EXPECT_EQ(region("教育局"), "null");
}

TEST(Facts, YearWithoutAnyInTheTitle) {
    const auto year = [](std::string_view preamble) {
        return facts_of(fmt::format("云岭县教育局政府信息公开工作年度报告\n{}\n一、总体情况\n公开了信息。\n", preamble))
            .year.value_or(0);
    };
    EXPECT_EQ(year("统计期限自2021年1月1日起至2021年12月31日止。依据2019年的通知。"), 2021);
    EXPECT_EQ(year("2020年，我局依据2019年的通知，完成2020年的工作。"), 2020);
    EXPECT_EQ(year("2020年，我局依据2019年的通知工作。"), 0);
    EXPECT_EQ(year("文号20201号，共有2020件。"), 0);
}

TEST(Facts, PeriodSpellings) {
    const std::string whole = "2020-01-01 2020-12-31";
    EXPECT_EQ(period_of("所列数据统计期限自2020年1月1日起至2020年12月31日止。"), whole);
    EXPECT_EQ(period_of("所列数据统计期限自 2020 年 1 月 1 日始，至 2020 年 12 月 31 日止。"), whole);
    EXPECT_EQ(period_of("统计期限为２０２０年１月１日至１２月３１日。"), whole);
    EXPECT_EQ(period_of("数据的统计期限从2020年1月1日到2020年12月31日。"), whole);
    EXPECT_EQ(period_of("统计期限：2020.1.1-2020.12.31。"), whole);
    EXPECT_EQ(period_of("统计期限：2020-01-01至2020-12-31。"), whole);
    EXPECT_EQ(period_of("统计期限自二〇二〇年一月一日起至十二月三十一日止。"), whole);
    EXPECT_EQ(period_of("统计期限自 2020 年 1 月 1 日\n起至 2020 年 12 月 31 日止。"), whole);
    EXPECT_EQ(period_of("2020年1月1日至12月31日，我局公开信息。"), whole);
    EXPECT_EQ(period_of("2020年3月1日至5月31日，开展活动。统计期限为2020年1月1日至2020年12月31日。"), whole);
}

TEST(Facts, NoPeriod) {
    EXPECT_EQ(period_of("2020年3月1日至5月31日，开展活动。"), "null null");
    EXPECT_EQ(period_of("统计期限自2020年13月1日至2020年12月31日。"), "null null");
    EXPECT_EQ(period_of("统计期限自2020年1月1日至2020年2月30日。"), "null null");
    EXPECT_EQ(period_of("统计期限自2020年12月31日至2020年1月1日。"), "null null");
    EXPECT_EQ(period_of("统计期限自2020年1月1日，共计2020年12月31日。"), "null null");
}

TEST(Facts, Published) {
    const auto published = [](std::string_view line) {
        return shown(facts_of(fmt::format("{}\n{}\n一、总体情况\n公开了信息。\n", plain_title, line)).published);
    };
    EXPECT_EQ(published("发布时间:2021-01-13 00:00"), "2021-01-13");
    EXPECT_EQ(published("发布日期：2021年1月3日 15:20"), "2021-01-03");
    EXPECT_EQ(published("发布时间：2021-1-3 10:00"), "2021-01-03");
    EXPECT_EQ(published("日期：2021/01/13"), "2021-01-13");
    EXPECT_EQ(published("【成文日期】 2021.1.13"), "2021-01-13");
    EXPECT_EQ(published("索引号 | 0001 | 发布日期 | 2021-01-13 |"), "2021-01-13");
    EXPECT_EQ(published("成文日期：2021-01-10\n发布日期：2021-01-13"), "2021-01-13");
    EXPECT_EQ(published("发布时间：2021-13-01"), "null");
    EXPECT_EQ(published("有效日期：2021-01-13"), "null");
    EXPECT_EQ(published("2021年1月13日"), "null");
}

struct Expected {
    std::string_view address, postcode, telephone, email;
};

void expect_contact(std::string_view preamble, const Expected& expected) {
    const auto contact = with_preamble(preamble).contact;
    EXPECT_EQ(shown(contact.address), expected.address) << preamble;
    EXPECT_EQ(shown(contact.postcode), expected.postcode) << preamble;
    EXPECT_EQ(shown(contact.telephone), expected.telephone) << preamble;
    EXPECT_EQ(shown(contact.email), expected.email) << preamble;
}

TEST(Facts, ContactInASentence) {
    expect_contact(
        "如有疑问，请与本局联系（地址：云岭县北街1号三楼；邮编：256100；电话：0533-0000001；邮箱：a_b.c@mail.example."
        "cn）。",
        {"云岭县北街1号三楼", "256100", "0533-0000001", "a_b.c@mail.example.cn"});
    expect_contact("地址:云岭市北街综合楼三楼,邮编:363000,\n电话:(0596)0000002,电子信箱:abc@example.com。",
                   {"云岭市北街综合楼三楼", "363000", "(0596)0000002", "abc@example.com"});
}

TEST(Facts, ContactWithSpacedLabelsAndWrappedLines) {
    expect_contact(
        "请与本局办公室联系（地 址：云岭县湖滨大道 90\n号 ， 邮 编 ： 223100 ， 电 话 ： 0517－00000003 ， 电 子 邮 箱 "
        "：\nabc@example.com）。",
        {"云岭县湖滨大道 90号", "223100", "0517-00000003", "abc@example.com"});
}

TEST(Facts, ContactOnLinesOfItsOwn) {
    expect_contact(
        "联系地址：云岭县北街1号\n邮政编码：２５６１００\n联系电话：0533 0000001 "
        "传真：0533-0000009\nE-mail：abc＠example.com",
        {"云岭县北街1号", "256100", "05330000001", "abc@example.com"});
    expect_contact("通讯地址：云岭县北街1号 邮编：256100 电话：0533-0000001转8012",
                   {"云岭县北街1号", "256100", "0533-0000001", "null"});
}

TEST(Facts, WhatIsNoContact) {
    expect_contact("网站地址：http://www.example.gov.cn，邮箱地址：见网站；邮编：12345；电话：另行公布；邮箱：无@。",
                   {"null", "null", "null", "null"});
}

TEST(Facts, Website) {
    const auto website = [](std::string_view preamble) { return shown(with_preamble(preamble).website); };
    EXPECT_EQ(website("可在门户网站（http://www.example.gov.cn/xx/）下载。"), "http://www.example.gov.cn/xx/");
    EXPECT_EQ(website("可在门户网站（<https://example.gov.cn/a?b=1>）下载。"), "https://example.gov.cn/a?b=1");
    EXPECT_EQ(website("可从www.example.gov.cn下载。"), "www.example.gov.cn");
    EXPECT_EQ(website("网址：http://。"), "null");
}

TEST(Facts, NothingFromNothing) {
    EXPECT_EQ(named(""), "null | null | null");
    const Facts facts = facts_of("");
    EXPECT_FALSE(facts.title || facts.published || facts.website || facts.contact.address);
}

/// Whatever is repeated, the work stays in proportion: these would take hours if any step began anew at each character.
TEST(Facts, LongRunsOfOneThing) {
    for (std::string_view piece :
         {"一", "1 ", "2020年1月1日至", "（", "云岭县", "a@", "政府信息公开年度报告\n", "：\n"}) {
        std::string text;
        while (text.size() < 300'000) text += piece;
        const Facts facts = with_preamble(text);
        EXPECT_EQ(shown(facts.contact.email), "null") << piece;
        EXPECT_FALSE(facts.from.has_value()) << piece;
        EXPECT_EQ(facts.year, 2020) << piece;
        EXPECT_EQ(shown(facts.region), "云岭县") << piece;
    }
}

/// Cut anywhere, characters in two among it, a front page gives no fact that its text does not hold.
TEST(Facts, AnyTextGivesFactsOrNone) {
    const std::string text =
        "返回首页\n2020 "
        "年云岭县工信局\n政府信息公开工作年度报告\n发布时间：2021-01-13\n统计期限自2020年1月1日起至12月31日。"
        "（地址：云岭县北街1号；邮编：256100；电话：0533-0000001；邮箱：a@b.example）http://"
        "www.example.cn\n一、总体情况\n";
    for (std::size_t length = 0; length < text.size(); ++length) {
        for (const std::string& piece : {text.substr(0, length), text.substr(length)}) {
            const Facts facts = facts_of(piece);
            const auto is_one_of = [](const std::string& value, std::initializer_list<std::string_view> values) {
                return std::ranges::find(values, value) != values.end();
            };
            EXPECT_TRUE(is_one_of(shown(facts.published), {"2021-01-13", "2021-01-01", "null"})) << piece;
            EXPECT_TRUE(is_one_of(shown(facts.contact.postcode), {"256100", "null"})) << piece;
            EXPECT_TRUE(is_one_of(shown(facts.from), {"2020-01-01", "null"})) << piece;
            EXPECT_TRUE(is_one_of(shown(facts.to), {"2020-12-31", "2020-12-03", "null"})) << piece;
            EXPECT_EQ(facts.from.has_value(), facts.to.has_value()) << piece;
            EXPECT_EQ(facts.year.value_or(2020), 2020) << piece;
            for (const std::optional<std::string>& fact :
                 {facts.region, facts.contact.address, facts.contact.telephone, facts.contact.email, facts.website}) {
                const Source source = Source::from_bytes(piece);
                EXPECT_NE(source.text().find(fact.value_or("")), std::string_view::npos) << *fact << " in " << piece;
            }
        }
    }
}

}  // namespace
