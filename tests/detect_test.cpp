// The kind of a file, told by its bytes, and what becomes of it when it is read.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "compile.hpp"
#include "compound_file.hpp"
#include "readers/detect.hpp"
#include "readers/read.hpp"

namespace nianbao::readers {
namespace {

using grammar::Refusal;
using grammar::SourceKind;

std::string wide(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) out.append(1, c).append(1, '\0');
    return out;
}

TEST(Detect, KnowsContainersByWhatTheyHold) {
    EXPECT_EQ(detect("%PDF-1.7\n"), FileKind::pdf);
    EXPECT_EQ(detect("\n\n%PDF-1.4\n"), FileKind::pdf);
    EXPECT_EQ(detect("PK\x03\x04...word/document.xml..."), FileKind::docx);
    EXPECT_EQ(detect("PK\x03\x04...xl/workbook.xml..."), FileKind::xlsx);
    EXPECT_EQ(detect("PK\x03\x04...photo.jpg..."), FileKind::zip);
    EXPECT_EQ(detect("{\\rtf1\\ansi"), FileKind::rtf);
}

TEST(Detect, KnowsOldOfficeByWhatLiesInTheRoot) {
    const auto holding = [](const std::vector<tests::Stored>& all) { return detect(tests::compound_file(all)); };
    EXPECT_EQ(holding({{"1Table", "x"}, {"WordDocument", "x"}}), FileKind::doc);
    EXPECT_EQ(holding({{"Workbook", "x"}}), FileKind::xls);
    EXPECT_EQ(holding({{"Book", "x"}}), FileKind::xls);
    EXPECT_EQ(holding({{"MBD1", {}, true}, {"WordDocument", "x"}, {}, {"Workbook", "x"}}), FileKind::xls);
    EXPECT_EQ(holding({{"ObjectPool", {}, true}, {"Workbook", "x"}, {}, {"WordDocument", "x"}}), FileKind::doc);
    EXPECT_EQ(holding({{"EncryptedPackage", "x"}, {"EncryptionInfo", "x"}}), FileKind::encrypted);
    EXPECT_EQ(holding({{"PowerPoint Document", "WordDocument"}}), FileKind::ole);
    EXPECT_EQ(detect("\xD0\xCF\x11\xE0" + wide("WordDocument")), FileKind::ole);
}

TEST(Detect, KnowsMarkupWhateverItBeginsWith) {
    for (const std::string_view page :
         {"<!DOCTYPE html><p>", "<html>", "  \r\n<HTML>", "\xEF\xBB\xBF<html>", "<!-- saved from url -->",
          "<?xml version=\"1.0\"?>", "<div class=\"x\">", "<p>规章</p>", "<td>4</td>", "<table><tr><td>",
          "某某市2022年报告<br>\n<table><tr><td>", "规章</p>\n<TABLE border=1>"})
        EXPECT_EQ(detect(page), FileKind::html) << page;
    for (const std::string_view text : {"某某市2022年报告\n\n<table><tr><td>", "规章\n<TABLE border=1>",
                                        "<table><tr><td><p>4<br></p></td></tr></table>\n三、\n"})
        EXPECT_EQ(detect(text), FileKind::markdown) << text;
    EXPECT_EQ(detect("\xFF\xFE" + wide("<html>")), FileKind::html);
    EXPECT_EQ(detect("From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"), FileKind::mhtml);
}

TEST(Detect, TakesTheRestForText) {
    for (const std::string_view text :
         {"", "规章 | 4 | 9 |", "< 4", "<某某市>", "<4>", "a < b", "MIME-Version: 1.0", "| <br> | 4 |"})
        EXPECT_EQ(detect(text), FileKind::text) << text;
}

TEST(Read, RefusesWhatNobodyReads) {
    const std::string slides = tests::compound_file({{"PowerPoint Document", "x"}});
    for (const std::string_view file :
         {std::string_view("PK\x03\x04...photo.jpg..."), std::string_view("%PDF-1.7\n"), std::string_view(slides)}) {
        const grammar::Source source = read(file);
        EXPECT_EQ(source.refusal(), Refusal::unsupported_kind);
        EXPECT_EQ(source.refused(), name(detect(file)));
        EXPECT_EQ(source.input_bytes(), file.size());
        EXPECT_TRUE(source.text().empty());
    }
}

TEST(Read, SaysWhatIsBrokenOfAnOldContainer) {
    const grammar::Source source = read("\xD0\xCF\x11\xE0...");
    EXPECT_EQ(source.refusal(), Refusal::damaged);
    EXPECT_FALSE(source.refused().empty());
}

TEST(Read, AsksAnotherProgramForPdf) {
    const Options options{.by_program = [](FileKind kind, std::string_view, const Limits&) {
        grammar::Extract extract;
        extract.kind = *source_kind(kind);
        extract.text = "规章\t4\n";
        return extract;
    }};
    const grammar::Source source = read("%PDF-1.7\n", options);
    EXPECT_EQ(source.refusal(), Refusal::none);
    EXPECT_EQ(source.kind(), SourceKind::pdf);
    EXPECT_EQ(source.text(), "规章\t4\n");
    EXPECT_EQ(source.input_bytes(), 9U);
}

TEST(Read, TakesFilesForWhatTheyAreSaidToBe) {
    const std::string_view markup = "<p>规章</p>\n";
    const grammar::Source as_text = read(markup, {.kind = SourceKind::text});
    EXPECT_EQ(as_text.refusal(), Refusal::none);
    EXPECT_EQ(as_text.text(), markup);
    EXPECT_NE(read("规章 | 4 |\n", {.kind = SourceKind::docx}).refusal(), Refusal::none);
}

TEST(Read, LeavesPlainTextWhereItLies) {
    const std::string_view text = "规章 | 4 |\n";
    EXPECT_EQ(read(text).text().data(), text.data());
}

TEST(Read, FollowsOtherEncodingsUpToALimit) {
    Options options;
    options.limits.text_bytes.most = 20;
    const std::string_view text = "\xB9\xE6\xD5\xC2 4 9\n";
    EXPECT_EQ(read(text, options).text(), "规章 4 9\n");
    const std::string longer = std::string(text) + std::string(text) + std::string(text);
    EXPECT_EQ(read(longer, options).refusal(), Refusal::over_limit);
    EXPECT_EQ(read(longer, options).refused(), "bytes of text > 20 (--limit-text)");
    EXPECT_EQ(read("规章 | 4 | 9 |\n规章 | 4 | 9 |\n", options).refusal(), Refusal::none);
}

TEST(Read, EndsLinesOfOldMacsInAnyEncoding) {
    EXPECT_EQ(read("规章\r行政许可\r").text(), "规章\n行政许可\n");
    EXPECT_EQ(read(std::string_view("\xB9\xE6\xD5\xC2\r\xD0\xD0\xD5\xFE\xD0\xED\xBF\xC9\r")).text(),
              "规章\n行政许可\n");
}

}  // namespace
}  // namespace nianbao::readers
