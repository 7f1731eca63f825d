// Packages made to harm a reader: each is refused with a message that says why, or gives text; none takes more memory
// than the limits allow.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docx_writer.hpp"
#include "readers/office.hpp"
#include "zip_writer.hpp"

namespace nianbao {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::Limits;
using tests::docx;
using tests::docx_entries;
using tests::word_paragraph;
using tests::zip;
using tests::ZipEntry;

constexpr std::string_view document = "word/document.xml";

Extract office(std::string_view bytes, const Limits& limits = {}) { return readers::read_office(bytes, limits); }

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

/// A package whose main part is this, as it is.
std::string package_of(std::string xml) {
    auto entries = docx_entries({.body = word_paragraph("甲")});
    for (ZipEntry& entry : entries)
        if (entry.name == document) entry.bytes = std::move(xml);
    return zip(entries);
}

/// A document with this text in front of its root, and this in its body.
std::string document_with(std::string_view prologue, std::string_view body) {
    return std::string(prologue) +
           R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" +
           std::string(body) + "</w:body></w:document>";
}

void expect_refused(const std::string& bytes, Refusal why, std::string_view said, const Limits& limits = {}) {
    const Extract extract = office(bytes, limits);
    EXPECT_EQ(static_cast<int>(extract.refusal), static_cast<int>(why)) << extract.refused;
    EXPECT_NE(extract.refused.find(said), std::string::npos) << extract.refused << ", not " << said;
    EXPECT_TRUE(extract.text.empty());
    EXPECT_EQ(extract.input_bytes, bytes.size());
}

// Archives.

TEST(HostileArchive, what_is_no_archive_is_refused) {
    expect_refused("", Refusal::damaged, "no directory");
    expect_refused("PK\x03\x04", Refusal::damaged, "no directory");
    expect_refused(repeated("PK\x05\x06", 5), Refusal::damaged, "");
    expect_refused(zip({}), Refusal::damaged, "no directory");
    expect_refused(zip({{"a.txt", "甲"}}), Refusal::unsupported_kind, "ZIP");
}

TEST(HostileArchive, cut_off_anywhere_it_is_refused_unless_nothing_is_lost) {
    const std::string whole = docx({.body = word_paragraph("甲")});
    ASSERT_EQ(office(whole).refusal, Refusal::none);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Extract extract = office(std::string_view(whole).substr(0, size));
        const bool lacks_zeros_only = extract.text == "甲\n" && size + 4 >= whole.size();
        EXPECT_TRUE(extract.refusal == Refusal::damaged || lacks_zeros_only) << size;
    }
}

TEST(HostileArchive, a_changed_byte_is_text_or_a_reason) {
    const std::string whole = docx({.body = repeated(word_paragraph("甲"), 20)});
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        const Extract extract = office(changed);
        if (extract.refusal == Refusal::none)
            EXPECT_EQ(extract.text, repeated("甲\n", 20)) << at;
        else
            EXPECT_FALSE(extract.refused.empty()) << at;
    }
}

TEST(HostileArchive, a_wrong_checksum_is_refused) {
    auto entries = docx_entries({.body = word_paragraph("甲")});
    for (ZipEntry& entry : entries)
        if (entry.name == document) entry.crc = 1;
    expect_refused(zip(entries), Refusal::damaged, "checksum");
}

TEST(HostileArchive, names_that_leave_the_archive_are_refused) {
    for (const std::string_view name : {"../x", "a/../../x", "/etc/x", "C:x", "..\\x", ".."}) {
        auto entries = docx_entries({.body = word_paragraph("甲")});
        entries.push_back({std::string(name), "x"});
        expect_refused(zip(entries), Refusal::damaged, "is named");
    }
}

TEST(HostileArchive, two_entries_of_one_name_are_refused) {
    auto entries = docx_entries({.body = word_paragraph("甲")});
    entries.push_back({"Word/Document.xml", "x"});
    expect_refused(zip(entries), Refusal::damaged, "two entries");
}

TEST(HostileArchive, long_names_and_many_entries_are_refused) {
    expect_refused(zip({{std::string(60'000, 'a'), "x"}}), Refusal::damaged, "60000 bytes");
    std::vector<ZipEntry> many;
    for (int i = 0; i < 60; ++i) many.push_back({"e" + std::to_string(i), ""});
    Limits limits;
    limits.entries.most = 50;
    expect_refused(zip(many), Refusal::over_limit, "--limit-entries", limits);
}

TEST(HostileArchive, encrypted_and_unknown_packing_is_refused) {
    for (ZipEntry& changed :
         std::vector<ZipEntry>{{.name = "", .bytes = "", .flags = 1}, {.name = "", .bytes = "", .method = 12}}) {
        auto entries = docx_entries({.body = word_paragraph("甲")});
        for (ZipEntry& entry : entries) {
            if (entry.name != document) continue;
            entry.flags = changed.flags;
            entry.method = changed.method;
        }
        expect_refused(zip(entries), Refusal::damaged, document);
    }
}

TEST(HostileArchive, a_bomb_stops_at_the_limit) {
    const std::string bomb = package_of(document_with("", repeated("<w:p/>          ", 4U << 20U)));
    EXPECT_LT(bomb.size(), 1U << 20U);
    expect_refused(bomb, Refusal::over_limit, "--limit-");
    expect_refused(package_of(document_with(std::string(40U << 20U, ' '), "")), Refusal::over_limit,
                   "--limit-unpacked");
    expect_refused(package_of(document_with("", std::string(40U << 20U, ' '))), Refusal::over_limit,
                   "--limit-unpacked");
}

TEST(HostileArchive, an_archive_may_not_claim_more_than_it_has) {
    std::string archive = docx({.body = word_paragraph("甲")});
    const std::size_t end = archive.rfind("PK\x05\x06");
    for (std::size_t field = 8; field < 20; ++field) {
        std::string changed = archive;
        changed[end + field] = '\xFF';
        const Extract extract = office(changed);
        EXPECT_TRUE(extract.refusal == Refusal::damaged || extract.text == "甲\n") << field;
    }
}

// XML.

TEST(HostileXml, document_types_are_refused) {
    const std::string laughs =
        "<!DOCTYPE w [<!ENTITY a \"甲甲甲甲\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    expect_refused(package_of(document_with(laughs, "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>")), Refusal::damaged, "DTD");
    const std::string outside = "<!DOCTYPE w SYSTEM \"file:///etc/passwd\">";
    expect_refused(package_of(document_with(outside, "")), Refusal::damaged, "DTD");
    const std::string entity = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
    expect_refused(package_of(document_with(entity, "&x;")), Refusal::damaged, "DTD");
    expect_refused(package_of(document_with("", "&x;")), Refusal::damaged, "well-formed");
}

TEST(HostileXml, broken_xml_is_refused) {
    for (const std::string_view body :
         {"<w:p>", "</w:p>", "<w:p w:a='1' w:a='2'/>", "<w:p>\x01</w:p>", "<w:p>\xFF</w:p>", "<w:t>\xED\xA0\x80</w:t>",
          "<", "&#0;", "&#xD800;", "<x:y/><w:p"})
        expect_refused(package_of(document_with("", body)), Refusal::damaged, "word/document.xml: no well-formed XML");
    expect_refused(package_of(""), Refusal::damaged, "XML");
    expect_refused(package_of("PK"), Refusal::damaged, "XML");
}

TEST(HostileXml, nesting_stops_at_the_limit) {
    const std::string deep = repeated("<w:ins>", 100'000);
    expect_refused(package_of(document_with("", deep)), Refusal::over_limit, "--limit-depth");
    const std::string tables = repeated("<w:tbl><w:tr><w:tc>", 45), closed = repeated("</w:tc></w:tr></w:tbl>", 45);
    EXPECT_EQ(office(package_of(document_with("", tables + word_paragraph("甲") + closed))).text, "甲\n");
}

TEST(HostileXml, giant_tags_stop_at_the_limit) {
    const std::string value(8U << 20U, 'a');
    expect_refused(package_of(document_with("", "<w:p w:rsidR=\"" + value + "\"/>")), Refusal::over_limit,
                   "--limit-token");
    expect_refused(package_of(document_with("", "<w:" + value + "/>")), Refusal::over_limit, "--limit-token");
    expect_refused(package_of(document_with("<!--" + value + "-->", "")), Refusal::over_limit, "--limit-token");
}

/// The pattern so many times, with a number for each #.
std::string numbered(std::string_view pattern, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
        for (const char c : pattern) c == '#' ? out.append(std::to_string(i)) : out.append(1, c);
    return out;
}

TEST(HostileXml, many_names_attributes_and_namespaces_stop_at_the_limit) {
    const auto with = [](const std::string& body) { return package_of(document_with("", body)); };
    expect_refused(with(numbered("<a#/>", 1'000'000)), Refusal::over_limit, "--limit-names");
    expect_refused(with(numbered("<x#:a xmlns:x#='http://u#/'/>", 300'000)), Refusal::over_limit, "--limit-names");
    expect_refused(with("<w:p" + numbered(" a#=''", 3000) + "/>"), Refusal::over_limit, "--limit-attributes");
    expect_refused(with("<w:p" + numbered(" a#=''", 60'000) + "/>"), Refusal::over_limit, "--limit-");
    expect_refused(with("<w:p" + numbered(" xmlns:a#='http://u/'", 300) + "/>"), Refusal::over_limit,
                   "--limit-attributes");
    const std::string level = "<w:p" + numbered(" xmlns:a#='http://u/'", 100) + ">";
    expect_refused(with(repeated(level, 100)), Refusal::over_limit, "--limit-attributes");
    expect_refused(with(repeated("<q:a/>", 100'000)), Refusal::damaged, "errors");
    expect_refused(with(repeated("<a xmlns='u'/>", 100'000)), Refusal::damaged, "errors");
}

// Documents.

TEST(HostileDocument, too_much_of_anything_stops_at_its_limit) {
    Limits few;
    few.paragraphs.most = few.cells.most = few.definitions.most = 9;
    few.text_bytes.most = 100;
    expect_refused(package_of(document_with("", repeated("<w:p/>", 10))), Refusal::over_limit, "--limit-paragraphs",
                   few);
    expect_refused(package_of(document_with("", repeated(word_paragraph("甲甲甲甲甲甲"), 6))), Refusal::over_limit,
                   "--limit-text", few);
    expect_refused(package_of(document_with("", word_paragraph(std::string(101, 'a')))), Refusal::over_limit,
                   "--limit-text", few);
    const std::string cells = "<w:tbl><w:tr>" + repeated("<w:tc/>", 10) + "</w:tr></w:tbl>";
    expect_refused(package_of(document_with("", cells)), Refusal::over_limit, "--limit-cells", few);
    std::string styles;
    for (int i = 0; i < 11; ++i) styles += "<w:style w:styleId=\"" + std::to_string(i) + "\"/>";
    expect_refused(docx({.body = word_paragraph("甲"), .styles = styles}), Refusal::over_limit, "--limit-definitions",
                   few);
}

TEST(HostileDocument, absurd_spans_are_refused) {
    const auto table = [](std::string_view span) {
        return package_of(document_with("", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"" + std::string(span) +
                                                "\"/></w:tcPr>" + word_paragraph("甲") + "</w:tc></w:tr></w:tbl>"));
    };
    expect_refused(table("1000000"), Refusal::over_limit, "--limit-span");
    for (const std::string_view nonsense : {"-1", "x", "", "99999999999999999999"})
        EXPECT_EQ(office(table(nonsense)).text, "甲\n") << nonsense;
}

TEST(HostileDocument, elements_in_wrong_places_do_no_harm) {
    for (const std::string_view body : {
             "<w:pPr><w:txbxContent><w:p/></w:txbxContent></w:pPr>",
             "<w:tr><w:tc><w:p/></w:tc></w:tr>",
             "<w:tc><w:tc/></w:tc>",
             "<w:tbl><w:tc><w:tr/></w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tbl>",
             "<w:p><w:p><w:p/></w:p><w:r><w:t>甲</w:t></w:r></w:p>",
             "<w:txbxContent><w:tbl><w:tr><w:tc>",
             "<w:footnote><w:p/></w:footnote><w:endnote><w:endnote/></w:endnote>",
             "<w:tcPr><w:gridSpan w:val='3'/></w:tcPr><w:trPr><w:del/></w:trPr><w:rPr><w:rPr/></w:rPr>",
             "<w:r><w:fldChar w:fldCharType='end'/><w:fldChar w:fldCharType='separate'/></w:r>",
             "<w:t>甲</w:t><w:tab/><w:br/>",
         }) {
        const Extract extract = office(package_of(document_with("", body)));
        EXPECT_TRUE(extract.refusal == Refusal::none || !extract.refused.empty()) << body;
    }
}

TEST(HostileDocument, lists_with_nonsense_do_no_harm) {
    const std::string nonsense =
        R"(<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>)"
        R"(<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="99"/><w:lvl w:ilvl="0"><w:start w:val="4294967295"/>)"
        R"(<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%%%0%9%1%"/></w:lvl></w:abstractNum>)"
        R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>)"
        R"(<w:num w:numId="3"><w:abstractNumId w:val="77"/></w:num>)";
    const std::string styles =
        R"(<w:style w:type="numbering" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>)";
    std::string body;
    for (const std::string_view list : {"1", "2", "2", "3", "4"})
        body += "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"7\"/><w:numId w:val=\"" + std::string(list) +
                "\"/></w:numPr></w:pPr></w:p><w:p><w:pPr><w:numPr><w:numId w:val=\"" + std::string(list) +
                "\"/></w:numPr></w:pPr></w:p>";
    const Extract extract = office(docx({.body = body, .styles = styles, .numbering = nonsense}));
    EXPECT_EQ(extract.refusal, Refusal::none);
    EXPECT_EQ(extract.text, "\n\n\n%%%014294967295%\n\n%%%010%\n\n\n\n\n");
}

}  // namespace
}  // namespace nianbao
