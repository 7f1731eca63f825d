// Word files: each feature by the smallest file that has it, and generated reports, which give the values of their
// figures, all of them read.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compile.hpp"
#include "docx_writer.hpp"
#include "generator.hpp"
#include "property.hpp"
#include "readers/office.hpp"
#include "readers/read.hpp"

namespace nianbao {
namespace {

using grammar::Extract;
using grammar::Refusal;
using grammar::SourceEvent;
using tests::docx;
using tests::DocxParts;
using tests::word_paragraph;

Extract extract_of(const DocxParts& parts) { return readers::read_office(docx(parts), {}); }

std::string text_of(const DocxParts& parts) {
    const Extract extract = extract_of(parts);
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.kind, grammar::SourceKind::docx);
    return extract.text;
}

std::string text_of(std::string body) { return text_of(DocxParts{.body = std::move(body)}); }

/// What the file states as tables, each with a line of dashes behind it.
std::string tables_of(const Extract& extract) {
    std::string out;
    for (const grammar::Span span : extract.tables)
        out.append(extract.text.substr(span.begin, span.size())).append("--\n");
    return out;
}

std::string tables_of(std::string body) { return tables_of(extract_of(DocxParts{.body = std::move(body)})); }

std::string said(const Extract& extract, SourceEvent event) {
    for (const grammar::SourceNote& note : extract.notes)
        if (note.event == event) return note.said.at(0);
    return "";
}

std::string cell(std::string_view text, std::string_view properties = {}) {
    return std::string("<w:tc><w:tcPr>").append(properties).append("</w:tcPr>").append(word_paragraph(text)) +
           "</w:tc>";
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "<w:tr>";
    for (const std::string& c : cells) out += c;
    return out + "</w:tr>";
}

std::string table(const std::vector<std::string>& rows) {
    std::string out = "<w:tbl><w:tblPr/><w:tblGrid/>";
    for (const std::string& r : rows) out += r;
    return out + "</w:tbl>";
}

std::string run(std::string_view text, std::string_view properties = {}) {
    return std::string("<w:r><w:rPr>").append(properties).append("</w:rPr><w:t>").append(text).append("</w:t></w:r>");
}

std::string paragraph(std::string_view runs, std::string_view properties = {}) {
    return std::string("<w:p><w:pPr>").append(properties).append("</w:pPr>").append(runs).append("</w:p>");
}

// Text.

TEST(DocxText, a_paragraph_is_a_line) {
    EXPECT_EQ(text_of(word_paragraph("一、总体情况") + word_paragraph("甲 & 乙")), "一、总体情况\n甲 & 乙\n");
    EXPECT_EQ(text_of("<w:p/>" + word_paragraph("甲")), "\n甲\n");
}

TEST(DocxText, runs_are_no_gaps_and_breaks_are_lines) {
    EXPECT_EQ(text_of(paragraph(run("12") + run("34"))), "1234\n");
    EXPECT_EQ(text_of("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"), "甲\n乙\t丙\n");
    EXPECT_EQ(text_of("<w:p><w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r></w:p>"), "1-2\n");
}

TEST(DocxText, blanks_count_where_they_are_to_be_kept) {
    EXPECT_EQ(text_of("<w:p><w:r><w:t>\n  甲 </w:t></w:r></w:p>"), "甲\n");
    EXPECT_EQ(text_of("<w:p><w:r><w:t xml:space=\"preserve\"> 甲 </w:t></w:r></w:p>"), " 甲 \n");
}

TEST(DocxText, the_strict_form_is_read_too) {
    EXPECT_EQ(text_of(DocxParts{.body = word_paragraph("甲"), .strict = true}), "甲\n");
}

TEST(DocxText, each_paragraph_has_its_origin) {
    const Extract extract =
        extract_of({.body = word_paragraph("甲") + "<w:p/>" + table({row({cell("乙"), cell("丙")})})});
    ASSERT_EQ(extract.origins.size(), 3U);
    const auto at = [&](std::size_t i) { return std::get<grammar::PartParagraph>(extract.origins[i].origin); };
    EXPECT_EQ(at(0).part, "word/document.xml");
    EXPECT_EQ(at(0).paragraph, 1U);
    EXPECT_EQ(at(2).paragraph, 4U);
    EXPECT_EQ(extract.text.substr(extract.origins[2].text), "丙\n\n");
}

// What is not printed.

TEST(DocxHidden, hidden_text_is_left_out_and_counted) {
    const Extract extract = extract_of({.body = paragraph(run("1") + run("9", "<w:vanish/>") + run("2"))});
    EXPECT_EQ(extract.text, "12\n");
    EXPECT_EQ(said(extract, SourceEvent::hidden_skipped), "1");
    EXPECT_EQ(text_of(paragraph(run("1", R"(<w:vanish w:val="0"/>)"))), "1\n");
    EXPECT_EQ(text_of(paragraph(run("1"), "<w:rPr><w:vanish/></w:rPr>")), "1\n") << "the mark of the paragraph's end";
}

TEST(DocxHidden, a_style_can_hide) {
    const std::string styles = R"(<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>)"
                               R"(<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>)";
    EXPECT_EQ(text_of({.body = paragraph(run("1") + run("2", R"(<w:rStyle w:val="b"/>)")), .styles = styles}), "1\n");
    EXPECT_EQ(
        text_of({.body = paragraph(run("2", R"(<w:rStyle w:val="b"/><w:vanish w:val="false"/>)")), .styles = styles}),
        "2\n");
}

TEST(DocxHidden, styles_based_on_each_other_end) {
    const std::string styles = R"(<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>)"
                               R"(<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>)";
    EXPECT_EQ(text_of({.body = paragraph(run("1"), R"(<w:pStyle w:val="a"/>)"), .styles = styles}), "1\n");
}

TEST(DocxFields, a_field_is_its_result) {
    const std::string field =
        R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 7</w:instrText><w:t>7</w:t></w:r>)"
        R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r>)";
    const std::string end = R"(<w:r><w:fldChar w:fldCharType="end"/></w:r>)";
    EXPECT_EQ(text_of(paragraph(field + run("3") + end + run("页"))), "3页\n");
    const std::string within_instruction = R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r>)" + field + run("8") + end +
                                           R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r>)" + run("4") + end;
    EXPECT_EQ(text_of(paragraph(within_instruction)), "4\n");
    EXPECT_EQ(text_of("<w:p><w:fldSimple w:instr=\"DATE\">" + run("5") + "</w:fldSimple></w:p>"), "5\n");
}

TEST(DocxChanges, tracked_changes_are_accepted_and_counted) {
    const Extract extract = extract_of(
        {.body = paragraph("<w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins>" + run("6") +
                               "</w:ins><w:moveFrom>" + run("7") + "</w:moveFrom>",
                           R"(<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>)")});
    EXPECT_EQ(extract.text, "6\n");
    EXPECT_EQ(said(extract, SourceEvent::changes_accepted), "3");
}

TEST(DocxChanges, a_deleted_end_joins_paragraphs) {
    const std::string joined = paragraph(run("一、总体"), "<w:rPr><w:del/></w:rPr>") + word_paragraph("情况");
    EXPECT_EQ(text_of(joined), "一、总体情况\n");
    EXPECT_EQ(text_of(paragraph(run("甲"), "<w:rPr><w:del/></w:rPr>")), "甲\n");
}

TEST(DocxChanges, deleted_rows_and_cells_are_gone) {
    EXPECT_EQ(tables_of(table({row({cell("甲"), cell("1")}),
                               "<w:tr><w:trPr><w:del/></w:trPr>" + cell("乙") + cell("2") + "</w:tr>",
                               row({cell("丙"), cell("9", "<w:cellDel/>"), cell("3")})})),
              "甲\t1\n丙\t3\n--\n");
}

TEST(DocxRuns, a_raised_digit_is_no_digit_of_the_figure) {
    EXPECT_EQ(text_of(paragraph(run("22") + run("1", R"(<w:vertAlign w:val="superscript"/>)"))), "22¹\n");
    EXPECT_EQ(text_of(paragraph(run("22") + run("1", R"(<w:vertAlign w:val="baseline"/>)"))), "221\n");
}

TEST(DocxRuns, what_is_struck_out_is_no_figure) {
    EXPECT_EQ(text_of(paragraph(run("12", "<w:strike/>") + run("15"))), "1\u03362\u033615\n");
    EXPECT_EQ(text_of(paragraph(run("12", R"(<w:strike w:val="0"/>)") + run("15"))), "1215\n");
}

TEST(DocxRuns, symbols_and_formulas_are_marked_where_text_cannot_show_them) {
    EXPECT_EQ(text_of(R"(<w:p><w:r><w:t>1</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>)"), "1\uFFFD\n");
    EXPECT_EQ(text_of("<w:p><m:oMath><m:r><m:t>12</m:t></m:r></m:oMath></w:p>"), "12\n");
    const std::string fraction = text_of(
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></"
        "m:oMath></w:p>");
    EXPECT_EQ(fraction.find("12"), std::string::npos) << fraction;
}

// Text boxes and notes.

TEST(DocxBoxes, an_alternative_is_taken_once) {
    const std::string box = "<w:txbxContent>" + word_paragraph("印章") + "</w:txbxContent>";
    const std::string drawing = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" + box +
                                "</mc:Choice><mc:Fallback><w:pict>" + box +
                                "</w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    EXPECT_EQ(text_of(paragraph(run("甲") + drawing + run("乙")) + word_paragraph("丙")), "甲乙\n印章\n丙\n");
    EXPECT_EQ(text_of(paragraph("<w:r><mc:AlternateContent><mc:Fallback>" + box +
                                "</mc:Fallback></mc:AlternateContent></w:r>")),
              "\n印章\n");
}

TEST(DocxBoxes, a_text_box_in_a_cell_is_no_text_of_it) {
    const std::string box = "<w:tc><w:p><w:r><w:pict><w:txbxContent>" + word_paragraph("1") +
                            "</w:txbxContent></w:pict><w:t>2</w:t></w:r></w:p></w:tc>";
    EXPECT_EQ(text_of(table({row({cell("甲"), box})})), "甲\t2\n\n1\n");
}

TEST(DocxNotes, a_note_stands_behind_what_refers_to_it) {
    const std::string notes =
        R"(<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>--</w:t></w:r></w:p></w:footnote>)"
        R"(<w:footnote w:id="2">)" +
        word_paragraph("注") + "</w:footnote>";
    const std::string reference = R"(<w:r><w:footnoteReference w:id="2"/></w:r>)";
    EXPECT_EQ(text_of({.body = paragraph(run("甲") + reference + run("乙") + reference) + word_paragraph("丙"),
                       .footnotes = notes}),
              "甲乙\n注\n丙\n");
    const Extract in_cell =
        extract_of({.body = table({row({cell("甲"), "<w:tc>" + paragraph(run("22") + reference) + "</w:tc>"}),
                                   row({cell("乙"), cell("3")})}),
                    .footnotes = notes});
    EXPECT_EQ(in_cell.text, "甲\t22\n乙\t3\n\n注\n");
    EXPECT_EQ(std::get<grammar::PartParagraph>(in_cell.origins.back().origin).part, "word/footnotes.xml");
}

// Tables.

TEST(DocxTables, rows_are_lines_with_tabs) {
    EXPECT_EQ(tables_of(word_paragraph("题") +
                        table({row({cell(""), cell("甲"), cell("")}), row({cell("乙"), cell("1"), cell("2")})})),
              "\t甲\t\n乙\t1\t2\n--\n");
}

TEST(DocxTables, covered_cells_are_left_out) {
    EXPECT_EQ(tables_of(table({
                  row({cell("甲", R"(<w:vMerge w:val="restart"/>)"), cell("乙", R"(<w:gridSpan w:val="2"/>)")}),
                  row({cell("", "<w:vMerge/>"), cell("1"), cell("2")}),
                  row({cell("", "<w:vMerge/>"), cell("3"), cell("4")}),
                  row({cell("丙"), cell("5"), cell("6")}),
              })),
              "甲\t乙\n1\t2\n3\t4\n丙\t5\t6\n--\n");
    EXPECT_EQ(
        tables_of(table({row({cell("甲", R"(<w:hMerge w:val="restart"/>)"), cell("", "<w:hMerge/>"), cell("1")})})),
        "甲\t1\n--\n");
}

TEST(DocxTables, a_mark_without_a_cell_above_covers_nothing) {
    EXPECT_EQ(
        tables_of(table({row({cell("甲", "<w:vMerge/>"), cell("1")}), row({cell("乙"), cell("2", "<w:vMerge/>")})})),
        "甲\t1\n乙\t2\n--\n");
}

TEST(DocxTables, lines_of_a_cell_join) {
    const auto lines = [](std::string_view first, std::string_view second) {
        return tables_of(
            table({row({"<w:tc>" + word_paragraph(first) + word_paragraph(second) + "</w:tc>", cell("1")})}));
    };
    EXPECT_EQ(lines("三、", "本年"), "三、本年\t1\n--\n");
    EXPECT_EQ(lines("甲 a", "b"), "甲 a b\t1\n--\n");
    EXPECT_EQ(lines("", "乙"), "乙\t1\n--\n");
    EXPECT_EQ(lines("12", "5"), "12\u20285\t1\n--\n") << "not stated to be one figure";
    EXPECT_EQ(lines("12", "件"), "12 件\t1\n--\n");
}

TEST(DocxTables, tables_next_to_each_other_are_one) {
    const std::string one = table({row({cell("甲"), cell("1")})}), other = table({row({cell("乙"), cell("2")})});
    EXPECT_EQ(tables_of(one + other), "甲\t1\n乙\t2\n--\n");
    EXPECT_EQ(tables_of(one + "<w:p/>" + other), "甲\t1\n--\n乙\t2\n--\n");
}

TEST(DocxTables, a_table_that_lays_out_the_page_is_none) {
    const std::string inner = table({row({cell("甲"), cell("1")})});
    EXPECT_EQ(tables_of(table({row({cell("题")}), row({cell("文")})})), "");
    const Extract extract =
        extract_of({.body = table({row({cell("左"), "<w:tc>" + word_paragraph("文") + inner + "<w:p/></w:tc>"})})});
    EXPECT_EQ(tables_of(extract), "甲\t1\n--\n");
    EXPECT_TRUE(extract.text.starts_with("左\n文\n")) << extract.text;
    std::string report;
    for (int i = 0; i < 300; ++i) report += word_paragraph("一段很长的文字。");
    EXPECT_EQ(tables_of(table({row({cell("左"), "<w:tc>" + report + "</w:tc>"})})), "");
}

// Lists.

std::string level(int index, std::string_view format, std::string_view text, std::string_view more = {}) {
    return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           std::string(format) + "\"/>" + std::string(more) + "<w:lvlText w:val=\"" + std::string(text) +
           "\"/></w:lvl>";
}

std::string definition(int id, std::string_view levels) {
    return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + std::string(levels) + "</w:abstractNum>";
}

std::string list(int id, int definition, std::string_view overrides = {}) {
    return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" + std::to_string(definition) +
           "\"/>" + std::string(overrides) + "</w:num>";
}

std::string item(std::string_view text, int list, int level) {
    return paragraph(text.empty() ? std::string() : run(text), "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                                                                   "\"/><w:numId w:val=\"" + std::to_string(list) +
                                                                   "\"/></w:numPr>");
}

const std::string chapters = definition(
    0, level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3."));

TEST(DocxLists, levels_count_and_start_anew) {
    EXPECT_EQ(text_of({.body = item("甲", 1, 0) + item("乙", 1, 1) + item("丙", 1, 1) + item("丁", 1, 2) +
                               item("戊", 1, 0) + item("己", 1, 1),
                       .numbering = chapters + list(1, 0)}),
              "一、甲\n（一）乙\n（二）丙\n1.丁\n二、戊\n（一）己\n");
}

TEST(DocxLists, lists_of_one_definition_count_together_unless_one_starts_anew) {
    const std::string anew = R"(<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>)";
    EXPECT_EQ(text_of({.body = item("甲", 1, 0) + item("乙", 2, 0) + item("丙", 3, 0) + item("丁", 3, 0),
                       .numbering = chapters + list(1, 0) + list(2, 0) + list(3, 0, anew)}),
              "一、甲\n二、乙\n五、丙\n六、丁\n");
}

TEST(DocxLists, a_list_can_print_a_level_its_own_way) {
    const std::string own =
        "<w:lvlOverride w:ilvl=\"0\">" + level(0, "decimalEnclosedCircle", "%1") + "</w:lvlOverride>";
    EXPECT_EQ(text_of({.body = item("甲", 1, 0), .numbering = chapters + list(1, 0, own)}), "①甲\n");
}

TEST(DocxLists, levels_above_are_shown_and_may_go_on) {
    const std::string levels = level(0, "chineseCounting", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>") +
                               level(2, "decimal", "%3", R"(<w:lvlRestart w:val="0"/>)");
    EXPECT_EQ(
        text_of({.body = item("甲", 1, 0) + item("乙", 1, 1) + item("丙", 1, 2) + item("丁", 1, 0) + item("戊", 1, 2),
                 .numbering = definition(0, levels) + list(1, 0)}),
        "一甲\n1.1 乙\n1 丙\n二丁\n2 戊\n");
}

TEST(DocxLists, a_style_brings_its_list) {
    const std::string styles =
        R"(<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>)"
        R"(<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/>)"
        R"(<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>)";
    const std::string body = paragraph(run("甲"), R"(<w:pStyle w:val="h1"/>)") +
                             paragraph(run("乙"), R"(<w:pStyle w:val="h2"/>)") +
                             paragraph(run("丙"), R"(<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>)");
    EXPECT_EQ(text_of({.body = body, .styles = styles, .numbering = chapters + list(1, 0)}), "一、甲\n（一）乙\n丙\n");
}

TEST(DocxLists, bullets_are_decoration) {
    EXPECT_EQ(
        text_of({.body = item("甲", 1, 0), .numbering = definition(0, level(0, "bullet", "\uF06C")) + list(1, 0)}),
        "甲\n");
}

TEST(DocxLists, numbers_do_not_grow_into_figures) {
    const std::string numbering = chapters + list(1, 0);
    EXPECT_EQ(text_of({.body = item("5件", 1, 2), .numbering = numbering}), "1. 5件\n");
    EXPECT_EQ(
        text_of({.body = table({row({"<w:tc>" + item("5", 1, 2) + "</w:tc>", cell("甲")})}), .numbering = numbering}),
        "1.\u20285\t甲\n\n");
}

TEST(DocxLists, paragraphs_in_cells_that_are_not_printed_do_not_count) {
    const std::string covered = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + item("", 1, 0) + "</w:tc>";
    EXPECT_EQ(text_of({.body = table({row({cell("甲", R"(<w:vMerge w:val="restart"/>)"), cell("1")}),
                                      row({covered, cell("2")})}) +
                               item("乙", 1, 0),
                       .numbering = chapters + list(1, 0)}),
              "甲\t1\n2\n\n一、乙\n");
}

// Parts of other formats.

const std::string takes_chunk = R"(<w:altChunk xmlns:r="r" r:id="rId1"/>)";

TEST(DocxChunks, a_page_stands_where_it_is_taken_in) {
    const Extract extract =
        extract_of({.body = word_paragraph("甲") + takes_chunk + word_paragraph("丙") + takes_chunk,
                    .chunk = "<html><p>乙</p><table><tr><td>规章</td><td>4</td></tr><tr><td>行政许可</td><td></td></tr>"
                             "</table></html>"});
    EXPECT_EQ(extract.text, "甲\n乙\n规章\t4\n行政许可\t\n\n丙\n");
    EXPECT_EQ(tables_of(extract), "规章\t4\n行政许可\t\n--\n");
    const auto& origin = std::get<grammar::PartParagraph>(extract.origins[1].origin);
    EXPECT_EQ(origin.part, "word/chunk.dat");
    EXPECT_EQ(origin.paragraph, 1U);
}

TEST(DocxChunks, saved_pages_and_text_are_read_and_others_are_marked) {
    const auto text_with = [&](const std::string& chunk) { return text_of({.body = takes_chunk, .chunk = chunk}); };
    EXPECT_EQ(text_with("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
                        "Content-Type: text/html; charset=utf-8\r\n\r\n<p>乙</p>\r\n--b--\r\n"),
              "乙\n");
    EXPECT_EQ(text_with("乙\n丙"), "乙\n丙\n");
    EXPECT_EQ(text_with("{\\rtf1\\ansi one}"), "\uFFFD\n");
    EXPECT_EQ(text_with(docx({.body = takes_chunk, .chunk = "乙"})), "\uFFFD\n");
}

TEST(DocxChunks, have_the_limits_of_their_kind) {
    readers::Limits limits;
    limits.page_bytes.most = 20;
    const Extract extract =
        readers::read_office(docx({.body = takes_chunk, .chunk = "<p>" + std::string(20, 'x')}), limits);
    EXPECT_EQ(extract.refusal, Refusal::over_limit);
    EXPECT_EQ(extract.refused, "bytes of a web page > 20 (--limit-page)");
}

// Reports.

/// Every figure is read, with its value and a place in the document.
void expect_read(std::uint64_t seed, property::Tally& tally) {
    generator::Random random(seed);
    const generator::Report report = generator::make_report(random);
    const std::string bytes =
        tests::print_docx(generator::compose(report, generator::any_style(random), random), random);
    const Input input = read(readers::read(bytes));
    property::show(input.source.text());
    const passes::Compilation compilation = compile(input, 0);
    const auto fail = [&](std::string_view key, const std::string& what) {
        tally.failures.insert({seed, "docx", std::string(key), what});
    };
    if (input.documents.size() != 1) fail("", "is read as " + std::to_string(input.documents.size()) + " reports");
    for (const generator::Figure& figure : report.figures) {
        const std::string_view key = grammar::keys()[figure.place.key].text;
        const auto cell = std::ranges::find(compilation.cells, figure.place.key, &passes::Cell::key);
        if (cell == compilation.cells.end() || cell->certainty != passes::Certainty::read ||
            cell->value != figure.value)
            fail(key, "is not read as " + to_string(figure.value));
        else if (!std::holds_alternative<grammar::PartParagraph>(input.source.origin(cell->span->begin)))
            fail(key, "has no origin");
    }
    ++tally.counts["reports"];
    tally.counts["cells read"] += report.figures.size();
}

TEST(DocxProperty, reports_give_the_values_of_their_figures) {
    property::conclude("docx", property::run(5, expect_read));
}

}  // namespace
}  // namespace nianbao
