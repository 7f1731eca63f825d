// Bytes -> text: what is skipped, mended or refused, and where each byte of the text stands, in lines and in the input.
#include "grammar/source.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "generator.hpp"

namespace nianbao::grammar {
namespace {

using namespace std::string_literals;

constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string replaced(std::size_t times) {
    std::string text;
    while (times-- > 0) text += replacement;
    return text;
}

Source source_of(std::string_view bytes) { return Source::from_bytes(std::string(bytes)); }

std::string place_in(const Source& source, std::size_t offset) {
    const Place place = source.place(static_cast<std::uint32_t>(offset));
    return std::to_string(place.line) + ':' + std::to_string(place.column);
}

/// The place of the first occurrence of `what` in the text made of `bytes`.
std::string place_of(std::string_view what, std::string_view bytes) {
    const Source source = source_of(bytes);
    return place_in(source, source.text().find(what));
}

// ---- text that is kept ----------------------------------------------------------------------------------------------

TEST(Source, TextIsKeptAsItIs) {
    constexpr std::string_view text = "云岭县　１２\t| ＋２ |\n\u200B𠮷\v\f\n";
    const Source source = source_of(text);
    EXPECT_EQ(source.text(), text);
    EXPECT_EQ(source.input_bytes(), text.size());
    EXPECT_EQ(source.encoding(), "UTF-8");
    EXPECT_EQ(source.kind(), SourceKind::text);
    EXPECT_EQ(source.refusal(), Refusal::none);
    EXPECT_EQ(source.mending().invalid_sequences, 0U);
    EXPECT_EQ(source.mending().nul_bytes, 0U);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(source.origin(3)));
    EXPECT_EQ(source.text({3, 6}), "岭");
}

TEST(Source, WhatNeedsNoMendingIsNotCopied) {
    const std::string bytes = std::string(mark) + "规章\n0";
    EXPECT_EQ(Source::over(bytes).text().data(), bytes.data() + mark.size());
    EXPECT_EQ(Source::over({}).text(), "");
    for (const std::string_view mended : {"规\xFF章\n0", "规章\r0"})
        EXPECT_EQ(Source::over(mended).text(), source_of(mended).text());
}

TEST(Source, TextStaysWhereItIsWhenASourceIsMoved) {
    for (const std::string_view text : {"0", "规\xFF", "本机关不掌握相关政府信息"}) {
        Source from = source_of(text);
        const std::string_view before = from.text();
        const Source to = std::move(from);
        EXPECT_EQ(to.text().data(), before.data());
    }
}

TEST(Source, NothingIsTextToo) {
    const Source source = source_of("");
    EXPECT_EQ(source.text(), "");
    EXPECT_EQ(source.refusal(), Refusal::none);
    EXPECT_EQ(place_in(source, 0), "1:1");
    EXPECT_EQ(source.input_offset(0), 0U);
}

TEST(Source, ByteOrderMarkIsSkipped) {
    const Source source = source_of(std::string(mark) + "规章\n0");
    EXPECT_EQ(source.text(), "规章\n0");
    EXPECT_EQ(source.input_bytes(), 11U);
    EXPECT_EQ(source.input_offset(0), 3U);
    EXPECT_EQ(source.input_offset(7), 10U);
    EXPECT_EQ(source.input_offset(8), 11U);
    EXPECT_EQ(place_in(source, 0), "1:1");
    EXPECT_EQ(source_of(mark).text(), "");
    EXPECT_EQ(source_of(std::string(mark) + std::string(mark)).text(), mark);  // only the first is one
    EXPECT_EQ(source_of("a" + std::string(mark)).input_offset(1), 1U);
}

TEST(Source, SpansAreJoined) {
    EXPECT_EQ(join({1, 3}, {2, 9}), (Span{1, 9}));
    EXPECT_EQ(join({5, 6}, {1, 2}), (Span{1, 6}));
    EXPECT_EQ(join({1, 9}, {2, 3}), (Span{1, 9}));
    EXPECT_TRUE((Span{4, 4}).empty());
    EXPECT_EQ((Span{4, 7}).size(), 3U);
}

// ---- text that is mended --------------------------------------------------------------------------------------------

/// Each byte that is part of no character becomes U+FFFD (Unicode 15, table 3-7).
TEST(Source, BytesOfNoCharacterAreReplaced) {
    struct Case {
        std::string_view bytes;
        std::size_t invalid;
    };
    for (const auto& [bytes, invalid] :
         {Case{"\xFF", 1}, Case{"\x80", 1}, Case{"\xC0\xAF", 2}, Case{"\xC1\xBF", 2}, Case{"\xC2", 1},
          Case{"\xE0\x9F\xBF", 3}, Case{"\xED\xA0\x80", 3}, Case{"\xE8\xA7", 2}, Case{"\xF0\x8F\xBF\xBF", 4},
          Case{"\xF4\x90\x80\x80", 4}, Case{"\xF0\xA0\xAE", 3}, Case{"\xF5\x80\x80\x80", 4}}) {
        for (const std::string_view behind : {"", "章", "1"}) {
            const Source source = source_of("规" + std::string(bytes) + std::string(behind));
            EXPECT_EQ(source.text(), "规" + replaced(invalid) + std::string(behind));
            EXPECT_EQ(source.mending().invalid_sequences, invalid);
            EXPECT_EQ(source.mending().first, (Span{3, 6}));
        }
    }
}

TEST(Source, CharactersAtTheEdgesOfUnicodeAreKept) {
    for (const std::string_view text :
         {"\u0080", "\u07FF", "\u0800", "\xED\x9F\xBF", "\xEE\x80\x80", "\uFFFF", "\U00010000", "\U0010FFFF"}) {
        EXPECT_EQ(source_of(text).text(), text);
        EXPECT_EQ(source_of(text).mending().invalid_sequences, 0U);
        const Source beside = source_of("\xFF" + std::string(text));  // read a character at a time
        EXPECT_EQ(beside.text(), replaced(1) + std::string(text));
    }
}

TEST(Source, NulBytesAreReplaced) {
    const std::string text(200, 'a');
    const Source source = Source::from_bytes(text + "\0b"s);
    EXPECT_EQ(source.text(), text + replaced(1) + "b");
    EXPECT_EQ(source.mending().nul_bytes, 1U);
    EXPECT_EQ(source.mending().invalid_sequences, 0U);
    EXPECT_EQ(source.mending().first, (Span{200, 203}));
    EXPECT_EQ(source.input_offset(203), 201U);
}

TEST(Source, OffsetsOfTheInputBehindMendedBytes) {
    const Source source = source_of(std::string(mark) + "甲\xFF乙\xE8\xA7丙");
    ASSERT_EQ(source.text(), "甲" + replaced(1) + "乙" + replaced(2) + "丙");
    const std::uint64_t wanted[] = {3, 6, 7, 10, 11, 12, 15};  // of the six characters and the end
    for (std::uint32_t i = 0; i < 7; ++i) EXPECT_EQ(source.input_offset(3 * i), wanted[i]) << i;
}

// ---- input that is refused ------------------------------------------------------------------------------------------

TEST(Source, OtherKindsAreToldByTheirFirstBytes) {
    struct Case {
        std::string bytes;
        std::string_view kind;
    };
    for (const auto& [bytes, kind] :
         {Case{"%PDF-1.7\n", "PDF"}, Case{"PK\x03\x04", "ZIP (DOCX, XLSX)"}, Case{"\xD0\xCF\x11\xE0", "OLE (DOC, XLS)"},
          Case{"\xFF\xFE"
               "a\0"s,
               "UTF-16"},
          Case{"\xFE\xFF\0a"s, "UTF-16"}, Case{"<!DOCTYPE html>", "HTML"}, Case{"<html>", "HTML"},
          Case{"\r\n\t <HTML lang=zh>", "HTML"}, Case{std::string(mark) + "<html>", "HTML"}}) {
        const Source source = Source::from_bytes(bytes);
        EXPECT_EQ(source.refusal(), Refusal::unsupported_kind) << kind;
        EXPECT_EQ(source.refused(), kind);
        EXPECT_EQ(source.text(), "");
        EXPECT_EQ(source.input_bytes(), bytes.size());
        EXPECT_EQ(place_in(source, 0), "1:1");
    }
}

TEST(Source, TextThatMentionsThemIsText) {
    for (const std::string_view text :
         {"格式为 %PDF-1.7", "%PDF", "PK 赛", "<htm>", "<!doctype>", "< html>", "见<html>"}) {
        EXPECT_EQ(source_of(text).refusal(), Refusal::none) << text;
        EXPECT_EQ(source_of(text).text(), text);
    }
}

TEST(Source, WhatIsNoTextIsRefused) {
    const std::string text(640, 'a');
    for (const std::string& bytes : {"\0"s, std::string(100, '\0'), std::string(64, '\x01') + std::string(64, 'a'),
                                     text + std::string(11, '\0'), text + std::string(100, '\xFF')}) {
        const Source source = Source::from_bytes(bytes);
        EXPECT_EQ(source.refusal(), Refusal::binary) << bytes.size();
        EXPECT_EQ(source.text(), "") << bytes.size();
    }
}

TEST(Source, ALittleDamageIsNoReasonToRefuse) {
    const std::string text(640, 'a');
    for (const std::string& bytes :
         {text + std::string(10, '\0'), text + std::string(20, '\x01'), text + std::string(40, '\xFF'), "\xFF"s})
        EXPECT_EQ(Source::from_bytes(bytes).refusal(), Refusal::none) << bytes.size();
}

TEST(Source, TextInAnotherEncodingIsRefused) {
    std::string gbk;
    while (gbk.size() < 400) gbk += "\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2";  // 政府信息
    EXPECT_EQ(Source::from_bytes(gbk).refusal(), Refusal::binary);
}

// ---- places ---------------------------------------------------------------------------------------------------------

TEST(Source, PlacesCountLinesAndCodePoints) {
    EXPECT_EQ(place_of("章", "规章"), "1:2");
    EXPECT_EQ(place_of("b", "一\n\n𠮷b"), "3:2");
    EXPECT_EQ(place_of("\n", "一二\n三"), "1:3");
    EXPECT_EQ(place_of("三", "一二\n三"), "2:1");
    EXPECT_EQ(place_in(source_of("一二\n三"), 10), "2:2");  // the end
    EXPECT_EQ(place_in(source_of("一\n"), 4), "2:1");
    EXPECT_EQ(place_of("b", "e\u0301b"), "1:3");  // a combining mark is a code point
}

TEST(Source, LineEndsOfAllKinds) {
    EXPECT_EQ(place_of("三", "一\r\n二三"), "2:2");
    EXPECT_EQ(place_of("三", "一\r\n\r\n二三"), "3:2");
    EXPECT_EQ(source_of("一\r\n二").text(), "一\r\n二");
    EXPECT_EQ(place_of("三", "一\r二三"), "2:2");  // nothing but returns: they end lines
    EXPECT_EQ(source_of("一\r二\r").text(), "一\n二\n");
    EXPECT_EQ(source_of("一\r二").input_offset(4), 4U);
    EXPECT_EQ(place_of("三", "一\r二\n三"), "2:1");  // a return among line ends is a blank
    EXPECT_EQ(place_of("二", "一\r二\n三"), "1:3");
}

/// The same by counting from the start.
std::string counted_place(std::string_view text, std::size_t offset) {
    std::size_t line = 1, column = 1;
    for (const char c : text.substr(0, offset)) {
        if (c == '\n') ++line, column = 0;
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++column;
    }
    return std::to_string(line) + ':' + std::to_string(column);
}

TEST(Source, PlacesInLinesOfAnyLength) {
    constexpr std::string_view pieces[] = {"a", "é", "年", "𠮷", "\r", "年报", "12"};
    for (const std::size_t mean_line : {2U, 40U, 3'000U}) {
        generator::Random random(mean_line);
        std::string text;
        while (text.size() < 12'000) text += random.below(mean_line) == 0 ? "\n" : random.pick(pieces);
        const Source source = source_of(text);
        ASSERT_EQ(source.text(), text);
        for (std::size_t at = 0; at <= text.size(); ++at) {
            const bool inside = at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
            if (inside) continue;
            ASSERT_EQ(place_in(source, at), counted_place(text, at)) << mean_line << ' ' << at;
        }
    }
}

/// Whatever the bytes: text is UTF-8 without NUL, and each of its characters comes from where the input has it.
TEST(Source, AnyBytesGiveTextThatKnowsItsInput) {
    constexpr std::string_view pieces[] = {"规", "章", "0",    "12", "\n",   "\r\n",     "𠮷",       "é",
                                           " ",  "|",  "总计", "三", "\xFF", "\xE8\xA7", "\xF0\xA0", "\xC0"};
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        generator::Random random(seed);
        std::string bytes = random.chance(30) ? std::string(mark) : "";
        for (std::size_t i = random.below(60); i > 0; --i)
            bytes += pieces[random.below(random.chance(20) ? std::size(pieces) : std::size(pieces) - 4)];
        const Source source = source_of(bytes);
        if (source.refusal() != Refusal::none) continue;
        EXPECT_EQ(source.input_offset(static_cast<std::uint32_t>(source.text().size())), bytes.size());
        const std::string_view text = source.text();
        for (std::uint32_t at = 0; at < text.size();) {
            const auto lead = static_cast<unsigned char>(text[at]);
            const std::uint32_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            const std::string_view character = text.substr(at, length),
                                   original(bytes.data() + source.input_offset(at));
            EXPECT_TRUE(original.starts_with(character) || character == replacement) << "seed " << seed << " at " << at;
            EXPECT_EQ(source.input_offset(at + length) - source.input_offset(at),
                      character == replacement ? 1U : length);
            at += length;
        }
        EXPECT_EQ(source_of(text).mending().invalid_sequences, 0U) << "seed " << seed;
        if (HasFailure()) break;
    }
}

}  // namespace
}  // namespace nianbao::grammar
