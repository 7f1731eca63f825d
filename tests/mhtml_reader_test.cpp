// Saved pages: which part is read, out of which encoding, and where its text stands in the file.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "all_read.hpp"
#include "html_page.hpp"
#include "property.hpp"
#include "readers/mhtml.hpp"

namespace nianbao {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::Limits;
using readers::mhtml;

constexpr std::string_view front =
    "From: <Saved by a browser>\r\nSubject: =?utf-8?B?5bm05oql?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"----=_Part\"\r\n\r\nnobody reads this\r\n";

std::string part(std::string_view type, std::string_view encoding, std::string_view body) {
    std::string out("------=_Part\r\nContent-Type: ");
    out.append(type).append("\r\nContent-Transfer-Encoding: ").append(encoding).append("\r\n\r\n");
    return out.append(body).append("\r\n");
}

std::string message(std::string_view parts) { return std::string(front).append(parts).append("------=_Part--\r\n"); }

std::string quoted_printable(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (column > 70) out += "=\r\n", column = 0;
        if (c == '\n' || (byte >= 0x20 && byte < 0x7F && c != '=')) {
            out += c;
            column = c == '\n' ? 0 : column + 1;
        } else {
            out.append(1, '=').append(1, digits[byte / 16]).append(1, digits[byte % 16]);
            column += 3;
        }
    }
    return out;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t i) {
            return at + i < bytes.size() ? unsigned{static_cast<unsigned char>(bytes[at + i])} : 0U;
        };
        const unsigned bits = byte(0) << 16U | byte(1) << 8U | byte(2);
        if (at > 0 && at % 57 == 0) out += "\r\n";
        for (std::size_t i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : digits[bits >> (18 - 6 * i) & 0x3FU];
    }
    return out;
}

constexpr std::string_view table = "<p>规章<table><tr><td>甲<td>12<td>=</table>";
constexpr std::string_view table_text = "规章\n\n甲\t12\t=\n\n";

TEST(Mhtml, IsThePageInIt) {
    EXPECT_EQ(mhtml(message(part("image/png", "base64", "AAAA") + part("text/html", "8bit", table))).text, table_text);
    EXPECT_EQ(mhtml(message(part("text/html; charset=\"utf-8\"", "quoted-printable", quoted_printable(table)))).text,
              table_text);
    EXPECT_EQ(mhtml(message(part("TEXT/HTML", "BASE64", base64(table)))).text, table_text);
}

TEST(Mhtml, MayBeAPageAlone) {
    EXPECT_EQ(mhtml("MIME-Version: 1.0\nContent-Type: text/html\n\n" + std::string(table)).text, table_text);
}

TEST(Mhtml, IsThePageWithTheMostTables) {
    const std::string frame = part("text/html", "8bit", "<p>首页"),
                      page = part("text/html", "quoted-printable", quoted_printable(table));
    EXPECT_EQ(mhtml(message(frame + page)).text, table_text);
    EXPECT_EQ(mhtml(message(page + frame)).text, table_text);
}

TEST(Mhtml, KnowsPlacesInTheFile) {
    const auto placed = [](const std::string& file, std::string_view found) {
        const grammar::Source source = grammar::Source::of(mhtml(file));
        const std::size_t at = source.text().find(found);
        const std::size_t begin = source.input_offset(static_cast<std::uint32_t>(at));
        return file.substr(begin, source.input_offset(static_cast<std::uint32_t>(at + found.size())) - begin);
    };
    EXPECT_EQ(placed(message(part("text/html", "quoted-printable", quoted_printable(table))), "甲"), "=E7=94=B2");
    EXPECT_EQ(placed(message(part("text/html", "quoted-printable", quoted_printable(table))), "12"), "12");
    EXPECT_EQ(placed(message(part("text/html", "7bit", table)), "规章"), "规章");
    const std::string aligned = "<p>   甲乙";  // each character in four digits of its own
    EXPECT_EQ(placed(message(part("text/html", "base64", base64(aligned))), "乙"), base64("乙"));
}

TEST(Mhtml, WithoutAPageIsRefused) {
    EXPECT_EQ(mhtml(message(part("image/png", "base64", "AAAA"))).refusal, Refusal::damaged);
    EXPECT_EQ(mhtml(front).refusal, Refusal::damaged);
    EXPECT_EQ(mhtml("").refusal, Refusal::damaged);
    Limits limits;
    limits.entries.most = 1;
    EXPECT_EQ(mhtml(message(part("text/html", "8bit", table) + part("text/html", "8bit", table)), limits).refused,
              "entries of an archive > 1 (--limit-entries)");
    limits = {};
    limits.page_bytes.most = 10;
    EXPECT_EQ(mhtml(message(part("text/html", "8bit", table)), limits).refused,
              "bytes of a web page > 10 (--limit-page)");
}

TEST(Mhtml, MayBeCutOffAnywhere) {
    const std::string file = message(part("text/html", "quoted-printable", quoted_printable(table)) +
                                     part("text/html", "base64", base64(table)));
    for (std::size_t size = 0; size < file.size(); ++size) {
        const Extract cut = mhtml(std::string_view(file).substr(0, size));
        for (const grammar::Piece& piece : cut.pieces) EXPECT_LE(piece.input, size);
    }
}

TEST(Mhtml, OfGeneratedReportsIsReadAsPrinted) {
    const auto check = [](std::uint64_t seed, property::Tally& tally) {
        generator::Random random(seed);
        const generator::Report report = generator::make_report(random);
        const generator::Style style = generator::any_style(random);
        std::string page;
        const generator::HtmlShape& shape = random.pick(generator::html_shapes());
        shape.print(generator::compose(report, style, random), random, page);
        const bool quotes = random.chance(50);
        const std::string file = message(
            part("text/html", quotes ? "quoted-printable" : "base64", quotes ? quoted_printable(page) : base64(page)));
        for (const std::string& difference : tests::differences(report, read(grammar::Source::of(mhtml(file)))))
            tally.failures.insert({seed, std::string(shape.name), difference, ""});
        ++tally.counts["pages"];
    };
    property::conclude("saved", property::run(5, check));
}

}  // namespace
}  // namespace nianbao
