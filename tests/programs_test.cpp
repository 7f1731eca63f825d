// PDF files that are written here, through poppler's pdftotext, and RTF through LibreOffice, where they are installed.
#include "cli/programs.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "anonymize/random.hpp"
#include "cli/child_process.hpp"
#include "compound_file.hpp"

namespace nianbao::cli {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::FileKind;

/// A PDF of pages with one stream of drawing each, in one of the fonts that every reader has.
/// `/I Do` draws the picture in it: one of so many points a side, black.
std::string pdf_of(const std::vector<std::string>& streams, std::size_t side = 1) {
    const std::string black((side + 7) / 8 * side, '\0');
    std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        fmt::format("<< /Type /XObject /Subtype /Image /Width {0} /Height {0} /ImageMask true /BitsPerComponent 1 "
                    "/Length {1} >>\nstream\n{2}\nendstream",
                    side, black.size(), black)};
    std::string kids;
    for (const std::string& stream : streams) {
        kids += fmt::format("{} 0 R ", objects.size() + 1);
        objects.push_back(
            fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R "
                        "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>",
                        objects.size() + 2));
        objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", stream.size(), stream));
    }
    objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", streams.size(), kids);
    std::string out = "%PDF-1.4\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    return out +
           fmt::format(
               "xref\n0 {0}\n0000000000 65535 f \n{1}trailer << /Size {0} /Root 1 0 R >>\nstartxref\n{2}\n%%EOF\n",
               objects.size() + 1, table, out.size());
}

std::string text(double x, double y, std::string_view words) {
    return fmt::format("BT /F 12 Tf {} {} Td ({}) Tj ET\n", x, y, words);
}

Extract read(std::string_view bytes, const readers::Limits& limits = {}) {
    return read_by_program(FileKind::pdf, bytes, limits);
}

class Pdf : public testing::Test {
protected:
    void SetUp() override {
        if (run_child("pdftotext", {"-v"}, {}).end == ChildResult::End::not_found) GTEST_SKIP() << "no pdftotext";
    }
};

TEST_F(Pdf, GivesItsWordsAndWhereTheyStand) {
    const Extract extract = read(pdf_of({text(72, 700, "one"), text(72, 700, "two")}));
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.text, "one\ntwo\n");
    EXPECT_EQ(extract.kind, grammar::SourceKind::pdf);
    ASSERT_EQ(extract.origins.size(), 2U);
    EXPECT_EQ(std::get<grammar::PageBox>(extract.origins[1].origin).page, 2U);
    EXPECT_EQ(std::get<grammar::PageBox>(extract.origins[1].origin).left, 7200);
}

TEST_F(Pdf, PicturesAreNoText) { EXPECT_EQ(read(pdf_of({"0 0 100 100 re f", ""})).refusal, Refusal::no_text); }

TEST_F(Pdf, WhatIsBrokenIsSaid) {
    const Extract extract = read("%PDF-1.7\nno more");
    EXPECT_EQ(extract.refusal, Refusal::failed_program);
    EXPECT_TRUE(extract.refused.starts_with("pdftotext: ")) << extract.refused;
}

TEST_F(Pdf, CutOffAnywhereItEnds) {
    const std::string whole = pdf_of({text(72, 700, "one"), text(72, 700, "two")});
    for (std::size_t size = 0; size < whole.size(); size += whole.size() / 12 + 1) {
        const Extract extract = read(std::string_view(whole).substr(0, size));
        EXPECT_TRUE(extract.refusal != Refusal::none || !extract.text.empty()) << size;
    }
}

TEST_F(Pdf, RandomBytesEnd) {
    anonymize::Random random(3);
    for (int round = 0; round < 8; ++round) {
        std::string bytes = pdf_of({text(72, 700, "one")});
        for (int i = 0; i < 40; ++i) bytes[8 + random.below(bytes.size() - 8)] = static_cast<char>(random.below(256));
        const Extract extract = read(bytes);
        EXPECT_TRUE(extract.refusal != Refusal::none || !extract.text.empty());
    }
}

TEST_F(Pdf, TooManyPagesAreALimit) {
    readers::Limits limits;
    limits.pages.most = 3;
    const Extract extract = read(pdf_of(std::vector<std::string>(10'000, text(72, 700, "page"))), limits);
    EXPECT_EQ(extract.refusal, Refusal::over_limit);
    EXPECT_NE(extract.refused.find("--limit-pages"), std::string::npos);
}

TEST_F(Pdf, TooMuchIsALimit) {
    readers::Limits limits;
    limits.program_output.most = 100;
    EXPECT_EQ(read(pdf_of({text(72, 700, "one")}), limits).refusal, Refusal::over_limit);
}

/// pdftocairo, too.
class PdfDrawing : public Pdf {
protected:
    void SetUp() override {
        Pdf::SetUp();
        if (run_child("pdftocairo", {"-v"}, {}).end == ChildResult::End::not_found) GTEST_SKIP() << "no pdftocairo";
    }
};

/// Two rows of two cells between rules, which are the picture, drawn as long as they are and one point thick.
std::string table_of_pictures() {
    std::string out = text(82, 705, "one") + text(282, 705, "12") + text(82, 675, "two") + text(282, 675, "34");
    for (const int y : {660, 690, 720}) out += fmt::format("q 400 0 0 1 72 {} cm /I Do Q\n", y);
    for (const int x : {72, 272, 471}) out += fmt::format("q 1 0 0 61 {} 660 cm /I Do Q\n", x);
    return out;
}

TEST_F(PdfDrawing, PicturesOfOnePointAreRules) {
    const Extract extract = read(pdf_of({table_of_pictures()}));
    EXPECT_EQ(extract.text, "one\t12\ntwo\t34\n");
    EXPECT_EQ(extract.tables.size(), 1U);
}

/// A picture of 1.4 million points would be more than half as many bytes of output, even if all of them are black.
TEST_F(PdfDrawing, LargePicturesAreNotDrawn) {
    readers::Limits limits;
    limits.program_output.most = 64U << 10U;
    const Extract extract = read(pdf_of({text(72, 700, "one") + "q 400 0 0 400 72 100 cm /I Do Q\n"}, 1200), limits);
    EXPECT_EQ(extract.text, "one\n");
    EXPECT_TRUE(extract.notes.empty());
}

constexpr std::string_view rich_text =
    R"({\rtf1\ansi\trowd\cellx2000\cellx4000\intbl one\cell 12\cell\row\trowd\cellx2000\cellx4000)"
    R"(\intbl two\cell 3\cell\row\pard end\par})";

class OldOfficeFiles : public testing::Test {
protected:
    void SetUp() override {
        if (run_child("soffice", {"--version"}, {}).end == ChildResult::End::not_found) GTEST_SKIP() << "no soffice";
    }
};

TEST_F(OldOfficeFiles, AreReadWithTheirTables) {
    const Extract extract = read_by_program(FileKind::rtf, rich_text, {});
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.kind, grammar::SourceKind::docx);
    ASSERT_EQ(extract.tables.size(), 1U);
    EXPECT_EQ(extract.text.substr(0, extract.tables[0].end), "one\t12\ntwo\t3\n");
}

TEST_F(OldOfficeFiles, AreReadWithoutTheirPictures) {
    const std::string body(rich_text.substr(0, rich_text.size() - 1));
    const Extract extract = read_by_program(FileKind::rtf, body + "{\\pict\\pngblip 89504e47}}", {});
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.tables.size(), 1U);
}

TEST_F(OldOfficeFiles, OutOfTimeAreALimit) {
    readers::Limits limits;
    limits.program_seconds.most = 0;
    const Extract extract = read_by_program(FileKind::rtf, rich_text, limits);
    EXPECT_EQ(extract.refusal, Refusal::over_limit);
    EXPECT_NE(extract.refused.find("--limit-program-seconds"), std::string::npos);
}

/// Where LibreOffice would be missing, it is not even looked for.
TEST(Programs, WhatIsBrokenIsNotGivenToLibreOffice) {
    const std::string whole = tests::compound_file({{"WordDocument", std::string(2000, 'x')}, {"1Table", "x"}});
    std::string circle = whole;
    tests::put(circle, 512 + 4 * 2, 1, 4);  // the third sector leads back
    for (const auto& [kind, bytes] :
         {std::pair(FileKind::rtf, rich_text.substr(0, 50)), std::pair(FileKind::doc, std::string_view(circle)),
          std::pair(FileKind::xls, std::string_view(whole).substr(0, 1000))}) {
        const Extract extract = read_by_program(kind, bytes, {});
        EXPECT_EQ(extract.refusal, Refusal::damaged);
        EXPECT_FALSE(extract.refused.empty());
    }
}

TEST(Programs, WhatIsNotInstalledIsNamed) {
    const char* const path = std::getenv("PATH");
    const std::string before = path == nullptr ? "" : path;
    const auto missing = [](FileKind kind, std::string_view bytes) {
        const Extract extract = read_by_program(kind, bytes, {});
        EXPECT_EQ(extract.refusal, Refusal::missing_program);
        return extract.refused;
    };
    ::setenv("PATH", "/nowhere", 1);
    EXPECT_EQ(missing(FileKind::pdf, ""), "poppler-utils");
    EXPECT_EQ(missing(FileKind::rtf, rich_text), "libreoffice-writer");
    EXPECT_EQ(missing(FileKind::doc, tests::compound_file({{"WordDocument", "x"}})), "libreoffice-writer");
    EXPECT_EQ(missing(FileKind::xls, tests::compound_file({{"Workbook", "x"}})), "libreoffice-calc");
    ::setenv("PATH", before.c_str(), 1);
}

}  // namespace
}  // namespace nianbao::cli
