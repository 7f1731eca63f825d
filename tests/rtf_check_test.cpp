// What is given to LibreOffice, and what is refused before: files that are cut off, and those that would take it long.
#include "readers/rtf_check.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "anonymize/random.hpp"

namespace nianbao::readers {
namespace {

using grammar::Refusal;

std::string times(std::size_t count, std::string_view what) {
    std::string all;
    all.reserve(count * what.size());
    while (count-- > 0) all += what;
    return all;
}

std::string rtf(std::string_view body) { return "{\\rtf1\\ansi " + std::string(body) + "}"; }

Refused check(std::string_view bytes, const Limits& limits = {}) { return check_rtf(bytes, limits).refused; }

/// The option that would let it pass, or "" where it passes.
std::string option(std::string_view body, const Limits& limits = {}) {
    const Refused refused = check(rtf(body), limits);
    if (!refused) return "";
    EXPECT_EQ(refused.why, Refusal::over_limit) << refused.said;
    const std::size_t begin = refused.said.find("--"), end = refused.said.find(')');
    return begin == std::string::npos ? refused.said : refused.said.substr(begin, end - begin);
}

constexpr std::string_view row = R"(\trowd\cellx1000\cellx2000\intbl \'b9\'e6\'d5\'c2\cell 12\cell\row )";
constexpr std::string_view steps = "--limit-office-steps";

TEST(RtfCheck, LetsReportsPass) {
    EXPECT_FALSE(check(rtf("")));
    EXPECT_FALSE(check(rtf(times(1000, row))));
    EXPECT_FALSE(check(rtf(times(3000, "\\pard\\plain\\fs24 \\u35268?\\u31456? \\{12\\}\\par\r\n"))));
    EXPECT_FALSE(check(rtf("{\\fonttbl" + times(500, "{\\f1\\fnil\\fcharset134 SimSun;}") + "}")));
    EXPECT_FALSE(check(rtf("{\\*\\shppict{\\pict\\pngblip " + times(2'000'000, "89504e47") + "}}12")));
    EXPECT_FALSE(check(rtf("\xB9\xE6\xD5\xC2 12\\par"))) << "bytes of an encoding";
}

TEST(RtfCheck, WhatIsBehindTheEndDoesNotMatter) { EXPECT_FALSE(check(rtf("12") + std::string("\r\n\0{{{", 6))); }

TEST(RtfCheck, LeavesPicturesOut) {
    const auto kept = [](std::string_view body) { return check_rtf(rtf(body), {}).without_pictures; };
    EXPECT_EQ(kept("1{\\b 2}"), rtf("1{\\b 2}"));
    EXPECT_EQ(kept("1{\\*\\shppict{\\pict\\pngblip{\\*\\blipuid 12} 89504e47}}2"), rtf("1{\\*\\shppict{}}2"));
    EXPECT_EQ(kept("{1\\pict 89}2{\\*\\objdata\\bin3 }}}}{\\result 3}"), rtf("{1}2{\\*}{\\result 3}"));
    EXPECT_EQ(kept("{\\pict {\\pict 12}34}{\\pict}5"), rtf("{}{}5"));
    EXPECT_EQ(kept("1\\pict 2"), rtf("1"));
    EXPECT_EQ(check_rtf(rtf("1") + "{\\pict}", {}).without_pictures, rtf("1"));
}

TEST(RtfCheck, RefusesWhatIsCutOff) {
    const std::string whole = rtf(std::string("\\b {12}") + "{\\pict\\bin3 }}}}" + std::string(row));
    EXPECT_FALSE(check(whole));
    for (std::size_t size = 5; size < whole.size(); ++size)
        EXPECT_EQ(check(whole.substr(0, size)).why, Refusal::damaged) << size;
}

TEST(RtfCheck, RefusesWhatIsNoRtf) {
    EXPECT_EQ(check(rtf(std::string("1\x01", 2))).why, Refusal::damaged);
    EXPECT_EQ(check(rtf(std::string("1\0", 2))).why, Refusal::damaged);
    EXPECT_EQ(check(rtf("{\\pict\\bin99 12}")).why, Refusal::damaged);
    EXPECT_EQ(check(rtf("{\\pict\\bin9999999999 12}")).why, Refusal::damaged);
    EXPECT_EQ(check(rtf("\\li99999999999 12")).why, Refusal::damaged);
    EXPECT_EQ(check(rtf("\\" + times(300, "a"))).why, Refusal::damaged);
    for (const std::string_view bytes : {"", "}", "\\", "12", "}{\\rtf1}"})
        EXPECT_EQ(check(bytes).why, Refusal::damaged) << bytes;
    EXPECT_FALSE(check(rtf("{\\pict\\bin2 \1\2}\\bin-5 \\li-9999999999 12")));
}

TEST(RtfCheck, ItsLimitsHaveOptions) {
    Limits limits;
    limits.cells.most = 3;
    EXPECT_EQ(option(row, limits), "");
    EXPECT_EQ(option(times(2, row), limits), "--limit-cells");
    limits.cells.most = 100;
    limits.paragraphs.most = 4;
    EXPECT_EQ(option(times(3, row), limits), "--limit-paragraphs");
    limits.depth.most = 5;
    EXPECT_EQ(option("{{{{1}}}}", limits), "");
    EXPECT_EQ(option("{{{{{1}}}}}", limits), "--limit-depth");
    limits.office_steps.most = 100;
    EXPECT_EQ(option("1", limits), "");
    EXPECT_EQ(option(times(20, "1"), limits), steps);
}

/// Each of these keeps LibreOffice 7.4 busy for more than ten seconds, but fewer of the same do not.
TEST(RtfCheck, RefusesWhatTakesLibreOfficeLong) {
    const struct {
        std::string_view what;
        std::size_t too_many, few;
    } all[] = {
        {row, 10'000, 2000},
        {"\\u20013?", 20'000, 2000},
        {"{\\b x}{\\i y}", 6000, 1000},
        {"x{\\footnote y}", 6000, 1000},
        {"{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}", 6000, 1000},
        {"{\\*\\bkmkstart b}x{\\*\\bkmkend b}\\par ", 20'000, 2000},
        {"{\\revised x}{\\deleted y}\\par ", 8000, 1000},
        {"x{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 1}}}}\\par ", 5000, 200},
        {"\\trowd\\clvertalc\\cellx100", 20'000, 500},
        {"\\b0", 20'000, 1000},
        {"\\cellx100", 20'000, 1000},
        {"\\tx100 x\\par ", 9000, 1000},
        {"\\tab ", 1'000'000, 10'000},
        {"{\\colortbl\\red1\\green2\\blue3;}", 5000, 500},
        {"{\\s1\\sbasedon2 a;}\\par ", 8000, 1000},
        {"\\'d6\\'d0", 2'000'000, 5000},
        {"abcdefg ", 500'000, 10'000},
        {"\\pard\\posx100\\absw100 x\\par ", 3000, 500},
        {"\\fs3200 x ", 20'000, 500},
        {"x\\page ", 40'000, 1000},
        {"x\\sect ", 40'000, 1000},
    };
    for (const auto& one : all) {
        EXPECT_EQ(option(times(one.too_many, one.what)), steps) << one.what;
        EXPECT_EQ(option(times(one.few, one.what)), "") << one.what;
    }
    EXPECT_EQ(option("\\paperw1000\\paperh400 " + times(2000, times(20, "abc def ") + "\\par ")), steps);
    EXPECT_EQ(option("\\itap400 x\\nestcell " + times(400, "\\itap400 x\\nestcell ")), steps);
    EXPECT_EQ(option("\\itap9999999999 x"), steps);
}

TEST(RtfCheck, WhateverTheBytesItEnds) {
    anonymize::Random random(7);
    constexpr std::string_view parts[] = {"{",      "}",   "\\",     "\\bin", "9", "-",     " ",
                                          "\\cell", "\\'", "\\itap", "\\fs",  "x", "\\pict"};
    std::size_t refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = "{\\rtf";
        for (std::size_t i = random.below(40); i-- > 0;) bytes += parts[random.below(std::size(parts))];
        refused += check(bytes) ? 1 : 0;
    }
    EXPECT_GT(refused, 1000U);
    EXPECT_LT(refused, 19'000U);
}

}  // namespace
}  // namespace nianbao::readers
