// The words of the form, as labels are compared: folding, looking up, how far two words are apart, and which lines are
// titles.
#include "grammar/vocabulary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "generator.hpp"
#include "passes/label_reader.hpp"

namespace nianbao::grammar {
namespace {

constexpr EditionId edition2019 = 0, edition2021 = 1;

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6), tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12), tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0);
    }
}

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

std::string folded(std::string_view text) { return utf8(fold(text)); }

std::string said(const Word* word) { return word == nullptr ? "none" : utf8(word->folded); }

// ---- folding --------------------------------------------------------------------------------------------------------

TEST(Fold, WidthsAndCasesAreOne) {
    EXPECT_EQ(folded("１．属于国家秘密"), "1属于国家秘密");
    EXPECT_EQ(folded("ＡｂＺz０９"), "abzz09");
    EXPECT_EQ(folded("(一)予以公开"), folded("（一）予以公开"));
}

TEST(Fold, BlanksAndPunctuationAreGone) {
    EXPECT_EQ(folded(" 总\u3000计\t\r\n"), "总计");
    EXPECT_EQ(folded("3.危及“三安全一稳定”"), "3危及三安全一稳定");
    EXPECT_EQ(folded("本年增/减"), "本年增减");
    EXPECT_EQ(folded("总\u00A0\u200B\uFEFF\u2003计"), "总计");
    EXPECT_EQ(folded("、。，：；·—…《》【】｜|×÷±"), "");
    EXPECT_EQ(folded("\uE000总\uFE0F计\U0000FFFD"), "总计");
    EXPECT_EQ(folded(""), "");
}

TEST(Fold, OtherCharactersStay) {
    EXPECT_EQ(folded("二〇二〇"), "二〇二〇");
    EXPECT_EQ(folded("𠮷é"), "𠮷é");
}

TEST(Fold, CompatibilityCharactersAreResolved) {
    EXPECT_EQ(folded("㈠予以公开"), "一予以公开");
    EXPECT_EQ(folded("①总计"), "1总计");
    EXPECT_EQ(folded("⼀、总计"), "一总计");
    EXPECT_EQ(folded("⑴总计"), "1总计");
}

TEST(Fold, TraditionalCharactersAreSimplified) {
    EXPECT_EQ(folded("行政許可"), "行政许可");
    EXPECT_EQ(folded("規範性文件"), "规范性文件");
    EXPECT_EQ(folded("1.屬於國家秘密"), "1属于国家秘密");
    EXPECT_EQ(folded("（六）其它處理"), "六其他处理");
    EXPECT_NE(find_word("3.危及「三安全一穩定」"), nullptr);
}

/// Every label of the form, printed in traditional characters as far as they are known.
TEST(Fold, EveryLabelIsFoundInTraditionalCharacters) {
    for (const Word& word : words()) {
        std::u32string printed = word.folded;
        for (char32_t& c : printed) {
            const std::size_t at = simplified_characters.find(c);
            if (at != std::u32string_view::npos) c = traditional_characters[at];
        }
        ASSERT_NE(find_word(utf8(word.folded)), nullptr) << utf8(word.folded);
        EXPECT_EQ(find_word(utf8(printed)), find_word(utf8(word.folded))) << utf8(printed);
    }
}

TEST(Decode, AnyCodePoint) {
    for (const char32_t wanted :
         {U'\0', U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'年', U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
        const std::string text = utf8(std::u32string(1, wanted)) + "x";
        std::size_t length = 0;
        EXPECT_EQ(decode(text.data(), text.data() + text.size(), length), wanted);
        EXPECT_EQ(length, text.size() - 1);
    }
}

TEST(Decode, ACutCharacterIsOneByte) {
    for (const std::string_view text : {"\xE8\xA7", "\xE8", "\xC3", "\xF0\xA0\xAE"}) {
        std::size_t length = 0;
        EXPECT_EQ(decode(text.data(), text.data() + text.size(), length), U'\uFFFD');
        EXPECT_EQ(length, 1U);
    }
}

TEST(CharacterSets, HoldWhatTheyList) {
    for (const char32_t c : U"一二三四五六七八九十") EXPECT_EQ(numerals.holds(c), c != 0);
    for (const char32_t c : U"〇零百１1a") EXPECT_FALSE(numerals.holds(c));
    EXPECT_FALSE(numerals.holds(U'一' + 64));  // the same bit
}

// ---- words ----------------------------------------------------------------------------------------------------------

TEST(Words, AreFoundHoweverTheyArePrinted) {
    for (const std::string_view text : {"1.属于国家秘密", "１．属于国家秘密", "1、属于国家秘密",
                                        " 1 . 属于 国家\n秘密 ", "1属于国家秘密", "①属于国家秘密"})
        EXPECT_EQ(said(find_word(text)), "1属于国家秘密") << text;
    for (const std::string_view text : {"（七）总计", "(七)总计", "七、总 计", "㈦总计"})
        EXPECT_EQ(said(find_word(text)), "七总计") << text;
}

TEST(Words, AreAllOfTheText) {
    for (const std::string_view text :
         {"", " ", "（）", "1.", "属于国家", "1.属于国家秘密的", "2.属于国家秘密", "行政许司", "情况", "2020", "规章0"})
        EXPECT_EQ(find_word(text), nullptr) << text;
}

TEST(Words, AreFoundRawAndFoldedAlike) {
    const auto expect_same = [](std::string_view text) {
        EXPECT_EQ(find_word(text), find_word(std::u32string_view(fold(text)))) << text;
    };
    constexpr std::string_view slipped_in[] = {" ", "\u3000", "\n", "，", "(", "1", "一", "总", "①", "x", "\u200B"};
    generator::Random random(1);
    for (const Word& word : words()) {
        const std::string text = utf8(word.folded);
        EXPECT_EQ(find_word(text), &word) << text;
        EXPECT_EQ(find_word(std::u32string_view(word.folded)), &word) << text;
        for (int i = 0; i < 40; ++i) {
            std::u32string damaged = word.folded;
            if (random.chance(50)) damaged.erase(random.below(damaged.size()), 1);
            const std::size_t cut = random.below(damaged.size() + 1);
            const std::u32string_view whole = damaged;
            expect_same(utf8(whole.substr(0, cut)) + std::string(random.pick(slipped_in)) + utf8(whole.substr(cut)));
        }
    }
}

TEST(Words, EachIsThereOnce) {
    for (const Word& word : words()) {
        EXPECT_FALSE(word.folded.empty());
        EXPECT_EQ(std::ranges::count(words(), word.folded, &Word::folded), 1) << utf8(word.folded);
    }
}

TEST(Words, NumbersTellLabelsApart) {
    const Word* numbered = find_word("（七）总计");
    const Word* bare = find_word("总计");
    ASSERT_NE(numbered, nullptr);
    ASSERT_NE(bare, nullptr);
    EXPECT_TRUE(numbered->numbered);
    EXPECT_FALSE(numbered->applicant.has_value());
    EXPECT_FALSE(bare->numbered);
    EXPECT_EQ(bare->rows, numbered->rows);
    EXPECT_EQ(bare->applicant, 6);
    EXPECT_EQ(bare->outcome, 4);
}

TEST(Words, MayMeanSeveralThings) {
    const Word* other = find_word("其他");
    ASSERT_NE(other, nullptr);
    EXPECT_EQ(other->applicant, 5);
    EXPECT_EQ(other->rows[edition2021], (RowPlace{TableId::requests, 0, 22}));
    EXPECT_FALSE(other->rows[edition2019].has_value());

    const Word* sixth = find_word("（六）其他处理");
    ASSERT_NE(sixth, nullptr);
    EXPECT_EQ(sixth->group, Group::other);
    EXPECT_EQ(sixth->rows[edition2019], (RowPlace{TableId::requests, 0, 20}));
    EXPECT_FALSE(sixth->rows[edition2021].has_value());
    EXPECT_TRUE(sixth->names_row());
    EXPECT_FALSE(find_word("信息内容")->names_row());
    EXPECT_TRUE(find_word("信息内容")->filler);
}

TEST(Words, HeadsOfOneNameStandInSeveralBlocks) {
    const Word* change = find_word("本年增/减");
    ASSERT_NE(change, nullptr);
    EXPECT_EQ(change->heads[edition2019], 1U << 5 | 1U << 9 | 1U << 13);  // the second head of blocks 五, 六 and 八
    EXPECT_EQ(change->heads[edition2021], 0U);
}

TEST(Words, MisspeltBannersAreKnown) {
    for (const std::string_view text :
         {"第二十条第（六）项", "第二十条第(六)项", "第二十条（六）项", "第二十一条第（六）项"}) {
        ASSERT_NE(find_word(text), nullptr) << text;
        EXPECT_EQ(find_word(text)->banner, 2) << text;
    }
    EXPECT_EQ(find_word("第二十条第（二）项"), nullptr);
    EXPECT_EQ(find_word("第二十条"), nullptr);
}

TEST(LongestWord, StandsInFront) {
    const auto longest = [](std::string_view text) { return said(longest_word(fold(text))); };
    EXPECT_EQ(longest("其他对外管理服务事项3"), "其他对外管理服务事项");
    EXPECT_EQ(longest("其他对外管理"), "其他");
    EXPECT_EQ(longest("总计总计"), "总计");
    EXPECT_EQ(longest("行政许"), "none");
    EXPECT_EQ(longest(""), "none");
}

/// The bytes of the word at the front of a line, in quotes, or "none".
std::string word_in_front(std::string_view line) {
    std::size_t length = 0;
    const Word* word = word_at(line.data(), line.data() + line.size(), length);
    return word == nullptr ? "none" : '"' + std::string(line.substr(0, length)) + '"';
}

TEST(WordAt, TakesTheLongestWordAndWhatClosesBehindIt) {
    EXPECT_EQ(word_in_front("行政许可318"), "\"行政许可\"");
    EXPECT_EQ(word_in_front("行 政 许　可 318"), "\"行 政 许　可\"");
    EXPECT_EQ(word_in_front("其他对外管理服务事项"), "\"其他对外管理服务事项\"");
    EXPECT_EQ(word_in_front("其他对外关系"), "\"其他\"");
    EXPECT_EQ(word_in_front("总计，总计"), "\"总计\"");
    EXPECT_EQ(word_in_front("（二）部分公开（区分处理的，只计这一情形，不计其他情形）0"),
              "\"（二）部分公开（区分处理的，只计这一情形，不计其他情形）\"");
    EXPECT_EQ(word_in_front("3.危及“三安全一稳定” 0"), "\"3.危及“三安全一稳定”\"");
    EXPECT_EQ(word_in_front("1.属于国家秘密0000000"), "\"1.属于国家秘密\"");
    EXPECT_EQ(word_in_front("（总计）"), "\"（总计）\"");
}

TEST(WordAt, FindsNoneWhereNoneIs) {
    for (const std::string_view line : {"", "\n行政许可", "行政许", "行政\n许可", "约行政许可", "12", "（）"})
        EXPECT_EQ(word_in_front(line), "none") << line;
}

TEST(WordAt, DoesNotWalkThroughASeaOfBlanks) {
    EXPECT_EQ(word_in_front(std::string(200, ' ') + "总计"), '"' + std::string(200, ' ') + "总计\"");
    EXPECT_EQ(word_in_front(std::string(2'000, ' ') + "总计"), "none");
    EXPECT_EQ(word_in_front("总" + std::string(2'000, ' ') + "计"), "none");
}

TEST(BeginsWord, WithSixCharactersAtLeast) {
    for (const std::string_view text :
         {"1.申请人无正当理由逾期不补正、", "三、本年度办理", "政府集中采购", "其他对外管理", "1. 属于国家秘"})
        EXPECT_TRUE(begins_word(text)) << text;
    for (const std::string_view text :
         {"", "其他", "三、本年度办", "其他对外管", "政府集中采购项目", "无正当理由逾期不补正"})
        EXPECT_FALSE(begins_word(text)) << text;
}

// ---- distances ------------------------------------------------------------------------------------------------------

TEST(EditDistance, CountsInsertedDroppedAndChangedCharacters) {
    EXPECT_EQ(edit_distance(U"", U"", 3), 0U);
    EXPECT_EQ(edit_distance(U"行政许可", U"行政许可", 0), 0U);
    EXPECT_EQ(edit_distance(U"行政许可", U"行政许司", 3), 1U);
    EXPECT_EQ(edit_distance(U"行政许可", U"行政可", 3), 1U);
    EXPECT_EQ(edit_distance(U"行政许可", U"行政的许可", 3), 1U);
    EXPECT_EQ(edit_distance(U"过程性", U"过性程", 3), 2U);
    EXPECT_EQ(edit_distance(U"", U"总计", 2), 2U);
}

TEST(EditDistance, StopsAboveItsLimit) {
    EXPECT_GT(edit_distance(U"行政许可", U"行政许司", 0), 0U);
    EXPECT_GT(edit_distance(U"总计", U"行政许可", 2), 2U);
    EXPECT_GT(edit_distance(U"", U"总计", 1), 1U);
    const std::u32string long_word(97, U'一');
    EXPECT_EQ(edit_distance(long_word, long_word, 5), 6U);  // longer than any label
    EXPECT_EQ(edit_distance(long_word.substr(1), long_word.substr(1), 5), 0U);
}

std::size_t plain_distance(std::u32string_view a, std::u32string_view b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    if (a.front() == b.front()) return plain_distance(a.substr(1), b.substr(1));
    return 1 + std::min({plain_distance(a.substr(1), b), plain_distance(a, b.substr(1)),
                         plain_distance(a.substr(1), b.substr(1))});
}

TEST(EditDistance, IsThatOfTheDefinition) {
    generator::Random random(7);
    for (int round = 0; round < 3'000; ++round) {
        std::u32string a, b;
        for (std::size_t i = random.below(7); i > 0; --i) a += random.pick(U"甲乙丙");
        for (std::size_t i = random.below(7); i > 0; --i) b += random.pick(U"甲乙丙");
        const std::size_t wanted = plain_distance(a, b);
        for (std::size_t limit = 0; limit <= 7; ++limit) {
            const std::size_t found = edit_distance(a, b, limit);
            ASSERT_TRUE(wanted <= limit ? found == wanted : found > limit)
                << utf8(a) << ' ' << utf8(b) << " limit " << limit << ": " << found << ", not " << wanted;
        }
    }
}

// ---- titles and lines that look like some ---------------------------------------------------------------------------

TEST(SectionTitle, WithOrWithoutItsNumeral) {
    for (const std::string_view line :
         {"总体情况", "一、总体情况", "## 一、 总 体 情 况", "二、主动公开政府信息情况",
          "3．收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
          "四、政府信息公开行政复议和行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
          "五、存在的主要问题及改进情况", "（五）存在问题及改进情况", "六、其他需要报告的事项", "需要说明的其他事项",
          "㈠总体情况"})
        EXPECT_TRUE(is_section_title(line)) << line;
}

TEST(SectionTitle, IsAllOfTheLine) {
    for (const std::string_view line :
         {"", "一、", "总体情况。如下", "一、总体情况良好", "总体", "一、主动公开", "其他", "六、其他事项",
          "我局总体情况", "三、本年度办理结果", "一、本年新收政府信息公开申请数量"})
        EXPECT_FALSE(is_section_title(line)) << line;
    EXPECT_TRUE(is_section_title("总体情况。"));  // punctuation is nothing
}

TEST(ReportTitle, NamesTheReport) {
    for (const std::string_view line : {"云岭县2020年政府信息公开工作年度报告", "政府信息公开工作年度报告（2020年）",
                                        "信息公开年报", "2020 年政府信息公开年度报告"})
        EXPECT_TRUE(is_report_title(line)) << line;
    for (const std::string_view line : {"", "年报", "云岭县2020年工作报告", "云岭县政府信息公开工作报告",
                                        "现发布云岭县2020年政府信息公开工作年度报告。", "政务公开年报", "信息公开"})
        EXPECT_FALSE(is_report_title(line)) << line;
    std::string prose = "政府信息公开年报";
    while (prose.size() <= 180) prose += "一";
    EXPECT_FALSE(is_report_title(prose));
}

TEST(WrittenOver, IsAWordWithAnotherNameOverItsMiddle) {
    constexpr std::u32string_view word = U"4保护第三方合法权益";
    EXPECT_EQ(written_over(U"4保护第某某网三方合法权益", word), 0U);  // into it
    EXPECT_EQ(written_over(U"4保护某某网方合法权益", word), 2U);
    EXPECT_FALSE(written_over(U"4保护某某网权益", word));         // too little of it is left
    EXPECT_FALSE(written_over(U"某某网护第三方合法权益", word));  // its beginning may be another's
    EXPECT_FALSE(written_over(U"4保护第一二三四五六七八九十一二三四五六七三方合法权益", word));  // that is no name
    EXPECT_FALSE(written_over(U"1属于工作秘密", U"1属于国家秘密"));                              // another row's label
    EXPECT_FALSE(written_over(U"", word));
}

TEST(NumberedRow, IsToldFromAHeading) {
    for (const std::string_view line :
         {"一、本年新收政府信息公开申请数量", "二、上年转结政府信息公开申请数量", "三、本年度办理结果",
          "四、结转下年度继续办理", "一、本年新收政府信息公开", "二、上", "四、结转下一年度继续办理",
          "一，本年新收政府政府信息公开申请数量", "一、本年新收政府某某彩票网信息公开申请数量"})
        EXPECT_TRUE(resembles_numbered_row(line)) << line;
    for (const std::string_view line : {"", "一、总体情况", "一、本地概况", "四、下年度工作打算",
                                        "三、收到和处理政府信息公开申请情况", "二、政府信息公开申请办理情况"})
        EXPECT_FALSE(resembles_numbered_row(line)) << line;
}

}  // namespace
}  // namespace nianbao::grammar
