// What a printed cell says, text by text: each reading with a near miss beside it.
#include "passes/evaluate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using nianbao::Decimal;
using nianbao::grammar::Unit;
using nianbao::passes::evaluate;
using nianbao::passes::Evaluation;
using nianbao::passes::HeadUnit;
using nianbao::passes::State;

/// "given 22 项 （其中修订16件）", "illegible {3 5}", "given ? {8350 83500000}": everything an evaluation holds, in one line.
std::string shown(std::string_view text, Unit unit, HeadUnit head = HeadUnit::none) {
    const Evaluation result = evaluate(text, unit, head);
    std::string out(name(result.state));
    if (result.value) out += " " + nianbao::to_string(*result.value);
    if (result.too_long) out += " too_long";
    if (result.unit_missing) out += " ?";
    if (!result.unit.empty()) out += " " + std::string(text.substr(result.unit.begin, result.unit.size()));
    if (!result.note.empty()) out += " " + std::string(text.substr(result.note.begin, result.note.size()));
    if (!result.candidates.empty()) {
        std::string list;
        for (Decimal candidate : result.candidates) list += (list.empty() ? "" : " ") + nianbao::to_string(candidate);
        out += " {" + list + "}";
    }
    return out;
}

struct Case {
    std::string_view text, expected;
};

void expect_all(Unit unit, HeadUnit head, const std::vector<Case>& cases) {
    for (const Case& c : cases) EXPECT_EQ(shown(c.text, unit, head), c.expected) << "text: [" << c.text << "]";
}

void expect_counts(const std::vector<Case>& cases) { expect_all(Unit::count, HeadUnit::none, cases); }
void expect_changes(const std::vector<Case>& cases) { expect_all(Unit::change, HeadUnit::none, cases); }

TEST(Evaluate, PlainDigits) {
    expect_counts({{"0", "given 0"},
                   {"12", "given 12"},
                   {"999999999", "given 999999999"},
                   {"1234567890", "given 1234567890"},
                   {"  12 \n", "given 12"},
                   {"１２", "given 12"},
                   {"１,２３４", "given 1234"}});
}

TEST(Evaluate, LeadingZerosAreNoCanonicalNumeral) {
    expect_counts({{"007", "illegible {7}"}, {"00", "illegible {0}"}, {"0 2", "illegible {0 2}"}});
}

TEST(Evaluate, ThousandsGroupsMustBeWhole) {
    expect_counts({{"1,234", "given 1234"},
                   {"1，234", "given 1234"},
                   {"12,345,678", "given 12345678"},
                   {"1,23", "illegible {1 23}"},
                   {"1,2345", "illegible {1 2345}"},
                   {"0,123", "illegible {0 123}"},
                   {"1234,567", "illegible {1234 567}"}});
}

TEST(Evaluate, BlanksWithinOneNumber) {
    expect_counts({{"1 2", "given 12"},
                   {"1\u00A02\u3000 3", "given 123"},
                   {"1\u200B2", "given 12"},
                   {"12\n34", "illegible {12 34}"},
                   {"1, 234", "illegible {1 234}"}});
}

TEST(Evaluate, CountsAreWhole) {
    expect_counts({{"3.5", "illegible"}, {"12.0", "illegible {12}"}, {"1.2万件", "given 12000 万件"}});
}

TEST(Evaluate, SignsStandOnlyInChangeColumns) {
    expect_changes({{"+2", "given 2"},
                    {"增2", "given 2"},
                    {"增加2项", "given 2 项"},
                    {"-1", "given -1"},
                    {"－1", "given -1"},
                    {"−1", "given -1"},
                    {"减1", "given -1"},
                    {"减少1", "given -1"},
                    {"減少 1", "given -1"},
                    {"- 35", "given -35"},
                    {"-0", "given 0"},
                    {"增 72", "given 72"},
                    {"5", "given 5"},
                    {"减 少 3", "given -3"},
                    {"减少三项", "given -3 项"}});
    expect_counts(
        {{"-1", "illegible {-1}"}, {"减1", "illegible {-1}"}, {"+2", "illegible {2}"}, {"3-5", "illegible {3 5}"}});
}

TEST(Evaluate, BothSignsOfTheForm) {
    expect_changes({{"+(0) -(0)", "given 0"},
                    {"+（2）-（0）", "given 2"},
                    {"+(0) -(4)", "given -4"},
                    {"+0/-3", "given -3"},
                    {"+(2) -( )", "given 2"},
                    {"+(3) -(1)", "illegible {3 1}"},
                    {"+( ) -( )", "illegible"},
                    {"+(1) +(0)", "illegible {1 0}"}});
    expect_counts({{"+(0) -(0)", "illegible {0}"}});
}

TEST(Evaluate, WordsForNone) {
    expect_counts({{"无", "none 0"},
                   {"無", "none 0"},
                   {"零", "none 0"},
                   {"无。", "none 0"},
                   {"暂 无", "none 0"},
                   {"无（未开展）", "none 0 （未开展）"},
                   {"无条件", "illegible"}});
    expect_changes({{"未增未减", "none 0"}, {"无变化", "none 0"}, {"持平", "none 0"}});
    expect_counts({{"持平", "illegible"}, {"未增未减", "illegible"}});
}

TEST(Evaluate, BlankIsNotZero) { expect_counts({{"", "blank"}, {" \t\u3000\u00A0\u200B\uFEFF\r\n", "blank"}}); }

TEST(Evaluate, NotApplicable) {
    for (std::string_view text :
         {"/", "／", "\\", "-", "—", "–", "－", "──", "——", "--", "- -", "×", "✕", "不适用", "不涉及", "N/A"})
        EXPECT_EQ(shown(text, Unit::change), "not_applicable") << text;
    EXPECT_EQ(shown("—（不涉及）", Unit::count), "not_applicable （不涉及）");
    EXPECT_EQ(shown("-(2)", Unit::count), "illegible {2}");
}

TEST(Evaluate, Counters) {
    expect_counts({{"31批次", "given 31 批次"},
                   {"17 批次", "given 17 批次"},
                   {"6项", "given 6 项"},
                   {"201件", "given 201 件"},
                   {"3（份）", "given 3 份"},
                   {"31批", "given 31 批"},
                   {"5元", "illegible {5}"},
                   {"5%", "illegible {5}"}});
}

TEST(Evaluate, NotesAreKeptVerbatim) {
    expect_counts({{"22（其中修订16件）", "given 22 （其中修订16件）"},
                   {"22(其中修订 16 件)", "given 22 (其中修订 16 件)"},
                   {"22件（含（新）1件）", "given 22 件 （含（新）1件）"},
                   {"22（其中修订", "given 22 （其中修订"},
                   {"22[1]", "given 22 [1]"},
                   {"22（左右）", "illegible {22}"},
                   {"（22）", "illegible {22}"}});
}

TEST(Evaluate, AmountsInYuan) {
    expect_all(Unit::yuan, HeadUnit::none,
               {{"38.5万元", "given 385000 万元"},
                {"38.5 万 元", "given 385000 万 元"},
                {"38.5万", "given 385000 万"},
                {"38.5（万元）", "given 385000 万元"},
                {"251000元", "given 251000 元"},
                {"251,000.50元", "given 251000.5 元"},
                {"508312.4元", "given 508312.4 元"},
                {"1.2亿元", "given 120000000 亿元"},
                {"5千元", "given 5000 千元"},
                {"¥251000", "given 251000 ¥"},
                {"0 元", "given 0 元"},
                {"0", "given 0"},
                {"无", "none 0"},
                {"三万五千元", "given 35000 元"},
                {"三万元", "given 30000 万元"},
                {"３８．５万元", "given 385000 万元"},
                {"约38.5万元", "illegible {385000}"},
                {"-5元", "illegible {-5}"},
                {"5项", "illegible {5}"},
                {"三亿五千万", "illegible {350000000}"}});
}

TEST(Evaluate, AmountsInWanYuan) {
    expect_all(Unit::wan_yuan, HeadUnit::wan_yuan,
               {{"59237.2449", "given 59237.2449"},
                {"38.5万元", "given 38.5 万元"},
                {"251000元", "given 25.1 元"},
                {"35.60", "given 35.6"},
                {"0.00", "given 0"}});
    EXPECT_EQ(shown("251000", Unit::wan_yuan, HeadUnit::yuan), "given 25.1");
}

TEST(Evaluate, AmountsWithoutAnyUnitAreInDoubt) {
    EXPECT_EQ(shown("8350", Unit::yuan, HeadUnit::none), "given ? {8350 83500000}");
    EXPECT_EQ(shown("8350", Unit::yuan, HeadUnit::yuan), "given 8350");
    EXPECT_EQ(shown("8350", Unit::yuan, HeadUnit::wan_yuan), "given 83500000");
    EXPECT_EQ(shown("126.45", Unit::wan_yuan, HeadUnit::none), "given ? {126.45 0.012645}");
    EXPECT_EQ(shown("0", Unit::wan_yuan, HeadUnit::none), "given 0");
}

TEST(Evaluate, ChineseNumerals) {
    expect_counts({{"三", "given 3"},
                   {"二十六", "given 26"},
                   {"十", "given 10"},
                   {"十二件", "given 12 件"},
                   {"一百零五", "given 105"},
                   {"一千二百", "given 1200"},
                   {"三万零五百", "given 30500"},
                   {"一亿零五", "given 100000005"},
                   {"二〇", "given 20"},
                   {"二○", "given 20"},
                   {"一二〇", "given 120"},
                   {"两项", "given 2 项"},
                   {"贰拾陆", "given 26"},
                   {"一项", "given 1 项"},
                   {"一", "illegible {1}"},
                   {"三四", "illegible {34}"},
                   {"一百五", "illegible"},
                   {"五百三千", "illegible"},
                   {"零五", "illegible {5}"},
                   {"二十余", "illegible {20}"},
                   {"口径不统一", "illegible"}});
}

TEST(Evaluate, WhatIsNoOneNumber) {
    expect_counts({{"约20", "illegible {20}"},
                   {"近20", "illegible {20}"},
                   {"20余", "illegible {20}"},
                   {"10以上", "illegible {10}"},
                   {"省级5件，市级3件，县级5件", "illegible {5 3}"},
                   {"详见附件", "illegible"},
                   {"1.2.3", "illegible {3}"},
                   {"\xFF\xE4\xB8", "illegible"}});
    expect_changes({{"许可减少3项，处罚增加2项", "illegible {-3 2}"}});
}

TEST(Evaluate, EighteenSignificantDigits) {
    expect_counts({{"999999999999999999", "given 999999999999999999"}, {"1000000000000000000", "given too_long"}});
    expect_all(Unit::yuan, HeadUnit::yuan,
               {{"1.5000000000000000000000", "given 1.5"}, {"0.0000000000000000001", "given too_long"}});
    EXPECT_EQ(shown("999999999999999999", Unit::yuan, HeadUnit::wan_yuan), "given too_long");
    EXPECT_EQ(shown("999999999999999999", Unit::yuan, HeadUnit::none), "given ? {999999999999999999}");
}

TEST(Evaluate, CandidatesAreCappedAndSaySo) {
    std::string text = "数";
    for (int i = 1; i <= 100; ++i) text += std::to_string(i) + "、";
    const Evaluation many = evaluate(text, Unit::count, HeadUnit::none);
    EXPECT_EQ(many.candidates.size(), nianbao::passes::max_candidates);
    EXPECT_FALSE(many.candidates_complete);
    EXPECT_EQ(many.candidates.front(), Decimal(1));

    const Evaluation prose = evaluate("共3件" + std::string(1 << 20, ' ') + "4", Unit::count, HeadUnit::none);
    EXPECT_EQ(prose.state, State::illegible);
    EXPECT_FALSE(prose.candidates_complete);
}

/// Whatever bytes stand in a cell, spans lie within it and only given and none have values.
TEST(Evaluate, HoldsItsPromisesForAnyPieces) {
    constexpr std::string_view pieces[] = {"1",  "0",  "234",  ",",  "，", ".",  " ",    "\n",   "+",  "-",
                                           "—",  "增", "减少", "(",  "）", "件", "万",   "元",   "亿", "无",
                                           "一", "百", "零",   "约", "/",  "¥",  "\xE4", "\xFF", "。"};
    constexpr std::size_t count = std::size(pieces);
    for (std::size_t n = 0; n < count * count * count; ++n) {
        const std::string text =
            std::string(pieces[n % count]).append(pieces[n / count % count]).append(pieces[n / count / count]);
        for (Unit unit : {Unit::count, Unit::change, Unit::yuan, Unit::wan_yuan}) {
            const Evaluation result = evaluate(text, unit, HeadUnit::none);
            const bool has_number = result.state == State::given || result.state == State::none;
            ASSERT_EQ(result.value.has_value() || result.unit_missing || result.too_long, has_number) << text;
            ASSERT_LE(result.note.begin, result.note.end) << text;
            ASSERT_LE(result.note.end, text.size()) << text;
            ASSERT_LE(result.unit.begin, result.unit.end) << text;
            ASSERT_LE(result.unit.end, text.size()) << text;
            ASSERT_TRUE(result.candidates.empty() || result.state == State::illegible || result.unit_missing) << text;
            ASSERT_FALSE(result.unit_missing && result.candidates.empty()) << text;
            if (unit == Unit::count && result.value) {
                ASSERT_TRUE(result.value->whole() && !result.value->negative()) << text;
            }
        }
    }
}

}  // namespace
