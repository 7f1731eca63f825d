// Encodings: which one bytes are in, every character where it stands, and reports that are the same in each of them.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unicode/ucnv.h>

#include "all_read.hpp"
#include "generator.hpp"
#include "grammar/traditional.hpp"
#include "grammar/vocabulary.hpp"
#include "property.hpp"
#include "readers/encoding.hpp"
#include "readers/read.hpp"
#include "rendering.hpp"

namespace nianbao::readers {
namespace {

using generator::Random;
using grammar::Source;

/// UTF-8 in another encoding. Characters that it lacks become `otherwise`; without that there must be none.
std::string encoded(const std::string& text, const char* encoding, const char* otherwise = nullptr) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* const to = ucnv_open(encoding, &status);
    UConverter* const from = ucnv_open("UTF-8", &status);
    if (otherwise == nullptr)
        ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    else
        ucnv_setSubstChars(to, otherwise, 1, &status);
    std::string out(text.size() * 4 + 16, '\0');
    char* target = out.data();
    const char* source = text.data();
    ucnv_convertEx(to, from, &target, out.data() + out.size(), &source, source + text.size(), nullptr, nullptr, nullptr,
                   nullptr, true, true, &status);
    EXPECT_TRUE(U_SUCCESS(status)) << encoding << ' ' << u_errorName(status);
    out.resize(static_cast<std::size_t>(target - out.data()));
    ucnv_close(from);
    ucnv_close(to);
    return out;
}

const std::string sample = "规章 | 4 | 0 | 9 |\n行政许可 | 318 |\n政府信息公开工作年度报告";

struct Form {
    const char* icu;
    std::string_view mark, name;  // of the encoding: its byte-order mark and how the output calls it
};
constexpr std::array forms = {
    Form{"UTF-8", "", "UTF-8"},       Form{"UTF-8", "\xEF\xBB\xBF", "UTF-8"},
    Form{"gb18030", "", "GB18030"},   Form{"gb18030", "\x84\x31\x95\x33", "GB18030"},
    Form{"UTF-16LE", "", "UTF-16LE"}, Form{"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
    Form{"UTF-16BE", "", "UTF-16BE"}, Form{"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
};

std::string in(const Form& form, const std::string& text) { return std::string(form.mark) + encoded(text, form.icu); }

TEST(Encoding, IsTheOneInWhichTheFormAppears) {
    for (const Form& form : forms) {
        const std::string bytes = in(form, sample);
        const Decoded decoded = decode(bytes);
        EXPECT_TRUE(decoded.is_text) << form.name;
        EXPECT_EQ(name(decoded.charset), form.name);
        EXPECT_EQ(decoded.text, sample) << form.name;
        EXPECT_TRUE(decoded.notes.empty()) << form.name;
        EXPECT_EQ(decoded.mending.invalid_sequences + decoded.mending.nul_bytes, 0U) << form.name;
    }
}

TEST(Encoding, OfTraditionalTextIsBig5) {
    const std::string traditional = "行政許可 | 318 |\n行政處罰 | 4 |\n政府資訊公開工作年度報告";
    const Decoded decoded = decode(encoded(traditional, "windows-950"));
    EXPECT_EQ(decoded.charset, Charset::big5);
    EXPECT_EQ(decoded.text, traditional);
}

/// A declaration helps where nothing else tells, and is overruled where it is wrong.
TEST(Encoding, ThatIsDeclaredIsOverruledWhereItIsWrong) {
    const std::string gb = encoded(sample, "gb18030");
    for (const std::string_view right : {"GB2312", "gbk", "GB18030"}) {
        const Decoded decoded = decode(gb, right);
        EXPECT_EQ(decoded.text, sample) << right;
        EXPECT_TRUE(decoded.notes.empty()) << right;
    }
    for (const std::string_view wrong : {"utf-8", "big5", "utf-16", "iso-8859-1", "nonsense"}) {
        const Decoded decoded = decode(gb, wrong);
        EXPECT_EQ(decoded.text, sample) << wrong;
        ASSERT_EQ(decoded.notes.size(), 1U) << wrong;
        EXPECT_EQ(decoded.notes[0].said, (std::vector<std::string>{std::string(wrong), "GB18030"}));
    }
    EXPECT_EQ(decode(sample, "gb2312").notes.size(), 1U);
    EXPECT_TRUE(decode("plain", "gb2312").notes.empty());
    const Decoded poem = decode(encoded("床前明月光", "windows-950"), "big5");
    EXPECT_EQ(poem.text, "床前明月光");
}

/// Codes that ICU 72 has for private use, and byte 80; all of them as browsers read them.
TEST(Encoding, Gb18030HasTheCharactersThatBrowsersHave) {
    constexpr std::pair<std::string_view, std::string_view> codes[] = {
        {"\xA6\xD9", "︐"}, {"\xA6\xDA", "︒"}, {"\xA6\xDB", "︑"}, {"\xA6\xDC", "︓"}, {"\xA6\xDD", "︔"},
        {"\xA6\xDE", "︕"}, {"\xA6\xDF", "︖"}, {"\xA6\xEC", "︗"}, {"\xA6\xED", "︘"}, {"\xA6\xF3", "︙"},
        {"\xFE\x59", "龴"}, {"\xFE\x61", "龵"}, {"\xFE\x66", "龶"}, {"\xFE\x67", "龷"}, {"\xFE\x6D", "龸"},
        {"\xFE\x7E", "龹"}, {"\xFE\x90", "龺"}, {"\xFE\xA0", "龻"}, {"\xA3\xA0", "　"}, {"\x80", "€"},
    };
    for (const auto& [bytes, character] : codes) {
        const Converted converted = convert(bytes, Charset::gb18030);
        EXPECT_EQ(converted.text, character);
        EXPECT_EQ(converted.mending.invalid_sequences, 0U) << character;
    }
    EXPECT_EQ(convert("\x80", Charset::utf_8).text, "\uFFFD");
}

/// The bytes of the input that a character of the text was made of are that character again.
TEST(Encoding, EveryCharacterStandsWhereItStood) {
    const std::string text = "行政许可 4件，€38.5万元\n𠮷某某縣\t（一）龴 end";
    for (const Form& form : forms) {
        const std::string bytes = in(form, text);
        Decoded decoded = decode(bytes, form.name);
        ASSERT_EQ(decoded.text, text) << form.name;
        grammar::Extract extract;
        extract.text = decoded.text;
        extract.pieces = decoded.pieces;
        const Source source = Source::of(std::move(extract));
        std::size_t before = form.mark.size();
        for (std::uint32_t at = 0; at < text.size();) {
            std::uint32_t next = at + 1;
            while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
            ASSERT_EQ(source.input_offset(at), before) << form.name << ' ' << at;
            before += encoded(text.substr(at, next - at), form.icu).size();
            at = next;
        }
        EXPECT_EQ(before, bytes.size()) << form.name;
        EXPECT_EQ(source.input_offset(static_cast<std::uint32_t>(text.size())), bytes.size()) << form.name;
    }
}

TEST(Encoding, WhatIsNoCharacterIsMendedAndCounted) {
    std::string bytes = encoded(sample, "gb18030");
    const std::size_t at = bytes.find("| 4");
    bytes.insert(at, "\xFF");
    bytes += '\x81';
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.charset, Charset::gb18030);
    EXPECT_EQ(decoded.mending.invalid_sequences, 2U);
    EXPECT_EQ(decoded.text.substr(decoded.mending.first.begin, 3), "\uFFFD");
    EXPECT_EQ(decoded.mending.first.begin, sample.find("| 4"));
    EXPECT_TRUE(decoded.text.ends_with("\uFFFD"));
}

TEST(Encoding, OfUtf8WithMistakesIsStillUtf8) {
    for (const std::string& text : {std::string("今天天气很好，适合散步。\n"), sample}) {
        std::string bytes = text + text;
        bytes.insert(text.size() / 2, "\xFF");
        const Decoded decoded = decode(bytes);
        EXPECT_EQ(decoded.charset, Charset::utf_8) << text;
        EXPECT_TRUE(decoded.text.ends_with(text));
    }
}

/// The report may stand behind megabytes of a page's scripts, or before them.
TEST(Encoding, OfALongInputIsToldFromASample) {
    const std::string plain(3'000'001, 'x');
    for (const Form& form : forms) {
        if (!form.mark.empty()) continue;
        for (const std::string& text : {plain + '\n' + sample, sample + '\n' + plain}) {
            const Decoded decoded = decode(encoded(text, form.icu));
            EXPECT_EQ(name(decoded.charset), form.name);
            EXPECT_TRUE(decoded.text == text) << form.name;
        }
    }
}

TEST(Encoding, OfRandomBytesIsNone) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        std::string bytes;
        for (std::size_t i = 0; i < 600 + seed * 20; ++i) bytes += static_cast<char>(random.below(256));
        EXPECT_FALSE(decode(bytes).is_text) << seed;
        EXPECT_FALSE(decode(bytes, "gb2312").is_text) << seed;
    }
}

/// Any bytes at all: the text is valid, and its characters stand one behind the other.
TEST(Encoding, OfAnyBytesGivesText) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        std::string bytes = in(forms[seed % forms.size()], sample);
        for (std::size_t damage = random.below(8); damage > 0; --damage)
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        bytes.resize(bytes.size() - random.below(4));
        const Source source = read(bytes, {.kind = grammar::SourceKind::text});
        if (source.refusal() != grammar::Refusal::none) continue;
        std::uint64_t before = 0;
        for (std::uint32_t at = 0; at <= source.text().size(); ++at) {
            if (at < source.text().size() && (static_cast<unsigned char>(source.text()[at]) & 0xC0) == 0x80) continue;
            const std::uint64_t place = source.input_offset(at);
            ASSERT_GE(place, before) << seed << ' ' << at;
            ASSERT_LE(place, bytes.size()) << seed << ' ' << at;
            before = place;
        }
        EXPECT_EQ(Source::over(source.text()).mending().invalid_sequences, 0U) << seed;
    }
}

/// Simplified characters as the tables of the form print them in traditional ones. Of several that a character stands
/// for, the last: 复 is 覆 in 行政复议. 元 and 他 are printed in both.
std::string traditional(std::string_view text) {
    std::u32string_view simplified = grammar::simplified_characters;
    std::string out;
    for (std::size_t at = 0, length = 0; at < text.size(); at += length) {
        const char32_t character = grammar::decode(text.data() + at, text.data() + text.size(), length);
        const std::size_t found = simplified.rfind(character);
        if (found == std::u32string_view::npos || character == U'元' || character == U'他') {
            out += text.substr(at, length);
            continue;
        }
        const auto code = static_cast<unsigned>(grammar::traditional_characters[found]);  // of three bytes in UTF-8
        out += static_cast<char>(0xE0U | code >> 12U);
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
    return out;
}

/// Prose has characters that Big5 lacks; they become question marks.
TEST(EncodingProperty, ReportsInTraditionalCharactersAreTheSameInBig5) {
    const property::Tally tally = property::run(5, [](std::uint64_t seed, property::Tally& found) {
        Random random(seed);
        const generator::Report report = generator::make_report(random);
        generator::Style style = generator::any_style(random);
        style.byte_order_mark = false;
        const std::string text = traditional(generator::render(report, generator::layout("tabs"), style, random));
        property::show(text);
        const std::string bytes = encoded(text, "windows-950", "?");
        if (const Source source = read(bytes); source.encoding() != "Big5")
            found.failures.insert({seed, "Big5", "", "is taken for " + std::string(source.encoding())});
        for (const std::string& difference : tests::differences(report, nianbao::read(read(bytes))))
            found.failures.insert({seed, "Big5", "", difference});
        found.counts["figures"] += report.figures.size();
    });
    property::conclude("Big5", tally);
}

/// Whatever the encoding, the report says the same.
TEST(EncodingProperty, ReportsAreTheSameInEach) {
    const property::Tally tally = property::run(5, [](std::uint64_t seed, property::Tally& found) {
        Random random(seed);
        const generator::Report report = generator::make_report(random);
        generator::Style style = generator::any_style(random);
        style.byte_order_mark = false;
        const std::string text = generator::render(report, generator::layout("pipe-rows"), style, random);
        property::show(text);
        for (const Form& form : forms) {
            const std::string bytes = in(form, text);
            const Source source = read(bytes);
            if (source.encoding() != form.name)
                found.failures.insert({seed, form.icu, "", "is taken for " + std::string(source.encoding())});
            for (const std::string& difference : tests::differences(report, nianbao::read(read(bytes))))
                found.failures.insert({seed, form.icu, "", difference});
            found.counts["figures"] += report.figures.size();
        }
    });
    property::conclude("encodings", tally);
}

}  // namespace
}  // namespace nianbao::readers
