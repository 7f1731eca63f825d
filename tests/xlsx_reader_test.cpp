// Workbooks: each feature by the smallest file that has it, and generated reports, which give the values of their
// figures, all of them read.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "all_read.hpp"
#include "compile.hpp"
#include "generator.hpp"
#include "property.hpp"
#include "readers/office.hpp"
#include "readers/read.hpp"
#include "readers/xlsx_number.hpp"
#include "xlsx_writer.hpp"

namespace nianbao {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::Limits;
using tests::xlsx;
using tests::XlsxParts;

Extract extract_of(const XlsxParts& parts, const Limits& limits = {}) {
    return readers::read_office(xlsx(parts), limits);
}

std::string text_of(const XlsxParts& parts) {
    const Extract extract = extract_of(parts);
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.kind, grammar::SourceKind::xlsx);
    return extract.text;
}

/// The text of the tables that the file states.
std::string tables_of(const Extract& extract) {
    std::string out;
    for (const grammar::Span span : extract.tables) out.append(extract.text.substr(span.begin, span.size()));
    return out;
}

std::string sheet_data(std::string_view rows) { return fmt::format("<sheetData>{}</sheetData>", rows); }

std::string tables_of(std::string_view rows, std::string_view behind = {}, std::string_view before = {}) {
    return tables_of(extract_of({.sheets = {std::string(before) + sheet_data(rows) + std::string(behind)}}));
}

std::string text(std::string_view place, std::string_view text) {
    return fmt::format("<c r=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", place, text);
}

std::string number(std::string_view place, std::string_view value) {
    return fmt::format("<c r=\"{}\"><v>{}</v></c>", place, value);
}

std::string hidden_said(const Extract& extract) {
    for (const grammar::SourceNote& note : extract.notes)
        if (note.event == grammar::SourceEvent::hidden_skipped) return note.said.at(0);
    return "";
}

const std::string two_rows = "<row r=\"1\">" + text("A1", "规章") + number("B1", "4") + "</row><row r=\"2\">" +
                             text("A2", "行政许可") + number("B2", "9") + "</row>";

// Cells.

TEST(XlsxCells, texts_are_shared_or_stand_in_their_cells) {
    const std::string row = R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>1</t></r>)"
                            R"(<r><rPr><b/></rPr><t>2</t></r></is></c><c r="C1" t="str"><f>A1</f><v>丙</v></c></row>)";
    const std::string strings = "<si><t>乙</t></si><si><r><t>规</t></r><r><t>章</t></r><rPh><t>9</t></rPh></si>";
    EXPECT_EQ(text_of({.sheets = {sheet_data(row)}, .strings = strings}), "规章\t12\t丙\n\n");
}

TEST(XlsxCells, a_text_that_is_not_there_is_unknown) {
    const std::string row = R"(<row><c t="s"><v>7</v></c><c t="s"><v>-1</v></c><c t="s"/><c><v>4</v></c></row>)";
    EXPECT_EQ(text_of({.sheets = {sheet_data(row)}, .strings = "<si><t>乙</t></si>"}), "\uFFFD\t\uFFFD\t4\n\n");
}

TEST(XlsxCells, rows_and_cells_without_places_stand_behind_each_other) {
    EXPECT_EQ(tables_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"),
              "1\t2\n3\t4\n");
    EXPECT_EQ(
        tables_of(
            R"(<row><c r="B1"><v>1</v></c><c><v>2</v></c></row><row r="4"><c/><c><v>3</v></c><c><v>4</v></c></row>)"),
        "1\t2\n3\t4\n");
}

TEST(XlsxCells, lines_of_a_cell_join) {
    EXPECT_EQ(tables_of("<row>" + text("A1", "本年\n新收") + text("B1", "1_x000D_\n2") + "</row>"),
              "本年新收\t1\u20282\n");
}

TEST(XlsxCells, struck_and_raised_digits_are_kept_apart) {
    const std::string row = R"(<row><c t="inlineStr"><is><r><rPr><strike/></rPr><t>12</t></r><r><t>3</t></r></is></c>)"
                            R"(<c t="inlineStr"><is><r><t>22</t></r><r><rPr><vertAlign val="superscript"/></rPr>)"
                            R"(<t>1</t></r></is></c><c s="1"><v>4</v></c></row>)";
    const std::string styles =
        R"(<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>)";
    EXPECT_EQ(text_of({.sheets = {sheet_data(row)}, .styles = styles}), "1\u03362\u03363\t22¹\t4\u0336\n\n");
}

TEST(XlsxCells, formulas_without_a_value_are_no_blanks) {
    EXPECT_EQ(tables_of("<row><c><f>SUM(A2:A7)</f></c><c><f>1+1</f><v>2</v></c><c><f>1+1</f><v/></c></row>"),
              "\uFFFD\t2\t\uFFFD\n");
}

TEST(XlsxCells, two_values_of_one_cell_are_no_number) {
    EXPECT_EQ(tables_of("<row><c><v>1</v><v>2</v></c><c><v>3</v></c></row>"), "\uFFFD\t3\n");
}

TEST(XlsxCells, only_escapes_are_taken_for_escapes) {
    EXPECT_EQ(
        tables_of("<row>" + text("A1", "甲_x001F_乙") + text("B1", "_x001号_") + text("C1", "_x00__x000_") + "</row>"),
        "甲乙\t_x001号_\t_x00__x000_\n");
}

TEST(XlsxCells, truth_values_and_errors_are_words) {
    EXPECT_EQ(tables_of(R"(<row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>)"), "TRUE\t#REF!\n");
}

TEST(XlsxCells, have_the_sheet_and_row_for_their_origin) {
    const Extract extract = extract_of({.sheets = {sheet_data(two_rows)},
                                        .workbook = R"(<sheets><sheet name="甲&amp;乙" )"
                                                    R"(sheetId="4" r:id="rId1"/></sheets>)"});
    ASSERT_EQ(extract.origins.size(), 4U);
    const auto& origin = std::get<grammar::PartParagraph>(extract.origins[3].origin);
    EXPECT_EQ(origin.part, "甲&乙");
    EXPECT_EQ(origin.paragraph, 2U);
    EXPECT_EQ(extract.text.substr(extract.origins[3].text), "9\n\n");
}

// Numbers.

std::string shown(std::string_view value, std::string_view format = {}) {
    return readers::shown_number(value, format, false);
}

TEST(XlsxNumbers, are_decimals_without_exponents) {
    EXPECT_EQ(shown("5.0E0"), "5");
    EXPECT_EQ(shown("1.2E+3"), "1200");
    EXPECT_EQ(shown("-35"), "-35");
    EXPECT_EQ(shown("385000"), "385000");
    EXPECT_EQ(shown("1E-05"), "0.00001");
    EXPECT_EQ(shown("0.0"), "0");
    EXPECT_EQ(shown("-0"), "0");
    EXPECT_EQ(shown("1E+300"), "1E+300");
    for (const std::string_view none : {"", "-", "1e", "0x10", "NaN", "1.2.3"}) EXPECT_EQ(shown(none), none);
}

TEST(XlsxNumbers, have_fifteen_digits) {
    EXPECT_EQ(shown("59237.244899999998"), "59237.2449");
    EXPECT_EQ(shown("0.30000000000000004"), "0.3");
    EXPECT_EQ(shown("9.9999999999999996"), "10");
    EXPECT_EQ(shown("123456789012345678"), "123456789012346000");
}

TEST(XlsxNumbers, keep_their_value_whatever_the_format_rounds) {
    EXPECT_EQ(shown("38.5", "0"), "38.5");
    EXPECT_EQ(shown("1234567", "#,##0.00_ "), "1234567");
    EXPECT_EQ(shown("3", "General"), "3");
    EXPECT_EQ(shown("3", "@"), "3");
}

TEST(XlsxNumbers, have_what_the_format_prints_around_them) {
    EXPECT_EQ(shown("201", "0\"件\""), "201件");
    EXPECT_EQ(shown("38.5", "#,##0.00\\ \"万元\""), "38.5 万元");
    EXPECT_EQ(shown("2", "+0;-0;0"), "+2");
    EXPECT_EQ(shown("-2", "+0;-0;0"), "-2");
    EXPECT_EQ(shown("-2", "0_ ;[Red]\\-0\\ "), "-2 ");
    EXPECT_EQ(shown("0.125", "0.0%"), "12.5%");
    EXPECT_EQ(shown("5", "[$￥-804]#,##0"), "￥5");
}

TEST(XlsxNumbers, zeros_are_what_the_format_shows) {
    EXPECT_EQ(shown("0", "0;-0;;@"), "");
    EXPECT_EQ(shown("0", "#"), "");
    EXPECT_EQ(shown("0", "#,##0"), "0");
    EXPECT_EQ(shown("0", R"(_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ )"), "-");
    EXPECT_EQ(shown("3", R"(_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ )"), "3");
    EXPECT_EQ(shown("3", ";;;"), "");
}

TEST(XlsxNumbers, that_look_otherwise_are_in_doubt) {
    EXPECT_EQ(shown("385000", "0!.0,\"万元\""), "385000\uFFFD");
    EXPECT_EQ(shown("385000", "0,"), "385000\uFFFD");
    EXPECT_EQ(shown("385000", "0,.00"), "385000\uFFFD");
    EXPECT_EQ(shown("3", "m"), "3\uFFFD");
    EXPECT_EQ(shown("3", "mmm\"份\""), "3\uFFFD");
    EXPECT_EQ(shown("-3", "0;0"), "-3\uFFFD");
    EXPECT_EQ(shown("0.5", "# ?/?"), "0.5\uFFFD");
    EXPECT_EQ(shown("0.5", "h:mm"), "0.5\uFFFD");
    EXPECT_EQ(shown("12000", "[>=10000]0!.0,\"万\";0"), "12000\uFFFD");
}

TEST(XlsxNumbers, can_be_days) {
    EXPECT_EQ(shown("44957", "yyyy/m/d"), "2023年1月31日");
    EXPECT_EQ(shown("44957.75", "yyyy\"年\"m\"月\"d\"日\" h:mm"), "2023年1月31日");
    EXPECT_EQ(readers::shown_number("43495", "yyyy/m/d", true), "2023年1月31日");
    EXPECT_EQ(shown("-1", "yyyy/m/d"), "-1\uFFFD");
    EXPECT_EQ(shown("99999999", "yyyy/m/d"), "99999999\uFFFD");
    EXPECT_EQ(shown("44957", readers::builtin_format(14)), "2023年1月31日");
    EXPECT_EQ(shown("44957", readers::builtin_format(0)), "44957");
    EXPECT_EQ(shown("0", readers::builtin_format(41)), "-");
}

TEST(XlsxNumbers, any_format_ends) {
    generator::Random random(5);
    constexpr std::string_view characters = "0#?.,;%\"\\!_*[]$-eymdhs@/ \xE4\xBB\xB6";
    for (int round = 0; round < 3000; ++round) {
        std::string format;
        for (std::size_t i = random.below(12); i > 0; --i) format += characters[random.below(characters.size())];
        EXPECT_LE(shown("-1234.5", format).size(), 4 * format.size() + 12) << format;
    }
}

TEST(XlsxNumbers, zeros_that_the_sheet_does_not_show_are_blanks) {
    EXPECT_EQ(tables_of("<row><c><v>0</v></c><c><v>10</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>", "",
                        R"(<sheetViews><sheetView showZeros="0"/></sheetViews>)"),
              "\t10\t4\n5\t\t\n");
}

// Tables.

TEST(XlsxTables, blank_cells_keep_their_places_whether_written_or_not) {
    const std::string head =
        "<row r=\"1\">" + text("A1", "甲") + text("B1", "乙") + text("C1", "丙") + text("D1", "丁") + "</row>";
    for (const std::string_view blanks : {"", R"(<c r="B2" s="4"/><c r="C2"><v></v></c>)"})
        EXPECT_EQ(
            tables_of(head + "<row r=\"2\">" + number("A2", "1") + std::string(blanks) + number("D2", "4") + "</row>"),
            "甲\t乙\t丙\t丁\n1\t\t\t4\n");
}

TEST(XlsxTables, merged_cells_are_one_where_they_begin) {
    const std::string rows = "<row r=\"1\">" + text("A1", "甲") + text("B1", "乙") + text("C1", "9") +
                             "</row><row r=\"2\">" + text("B2", "丙") + text("C2", "丁") + "</row>";
    EXPECT_EQ(tables_of(rows, R"(<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>)"),
              "甲\t乙\n丙\t丁\n");
}

TEST(XlsxTables, merged_cells_reach_over_rows_and_columns_and_leave_the_others) {
    std::string rows;
    for (const char row : {'1', '2', '3', '4'}) {
        rows += "<row>";
        for (const char column : {'A', 'B', 'C', 'D'}) {
            const std::string place{column, row};
            rows += text(place, place);
        }
        rows += "</row>";
    }
    EXPECT_EQ(tables_of(rows, R"(<mergeCells><mergeCell ref="C4:D4"/><mergeCell ref="A1:A1"/><mergeCell ref="A1:A3"/>)"
                              R"(<mergeCell ref="B2:C3"/></mergeCells>)"),
              "A1\tB1\tC1\tD1\nB2\tD2\nD3\nA4\tB4\tC4\n");
}

TEST(XlsxTables, of_merged_cells_that_overlap_the_first_count) {
    const std::string rows = "<row>" + text("A1", "甲") + text("B1", "乙") + text("C1", "丙") + "</row><row>" +
                             text("A2", "丁") + text("B2", "戊") + text("C2", "己") + "</row>";
    EXPECT_EQ(tables_of(rows, R"(<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:B2"/></mergeCells>)"),
              "甲\t丙\n丁\t戊\t己\n");
}

TEST(XlsxTables, columns_in_which_nothing_begins_are_none) {
    EXPECT_EQ(tables_of("<row>" + text("B1", "规章") + number("F1", "4") + "</row><row>" + text("B2", "行政许可") +
                        number("XFD2", "9") + "</row>"),
              "规章\t4\t\n行政许可\t\t9\n");
}

TEST(XlsxTables, a_row_of_one_text_is_a_line_unless_it_is_a_label) {
    const Extract extract = extract_of(
        {.sheets = {sheet_data("<row>" + text("A1", "青榆县2023年政府信息公开工作年度报告") + "</row><row>" +
                               text("A2", "三、收到和处理政府信息公开申请情况") + "</row><row>" + text("A4", "甲") +
                               text("B4", "自然人") + "</row><row>" + text("A5", "（一）予以公开") + "</row><row>" +
                               text("A6", "（七）总计") + number("B6", "4") + "</row><row>" +
                               text("A7", "注：本表由办公室填写。") + "</row>")}});
    EXPECT_EQ(extract.text,
              "青榆县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
              "甲\t自然人\n（一）予以公开\t\n（七）总计\t4\n\n注：本表由办公室填写。\n");
    EXPECT_EQ(tables_of(extract), "甲\t自然人\n（一）予以公开\t\n（七）总计\t4\n");
}

TEST(XlsxTables, a_row_of_blank_cells_below_heads_is_a_row) {
    const std::string heads = "<row r=\"1\">" + text("A1", "结果维持") + text("B1", "结果纠正") + "</row>";
    EXPECT_EQ(tables_of(heads + R"(<row r="2"><c r="A2" s="1"/><c r="B2" s="1"/></row><row r="3"><c r="A3"/></row>)"),
              "结果维持\t结果纠正\n\t\n");
    EXPECT_EQ(tables_of(heads), "结果维持\t结果纠正\n");
}

TEST(XlsxTables, a_row_of_one_figure_is_a_row) {
    EXPECT_EQ(tables_of("<row>" + text("A1", "结果维持") + text("B1", "结果纠正") + "</row><row>" + number("B2", "4") +
                        "</row>"),
              "结果维持\t结果纠正\n\t4\n");
}

TEST(XlsxTables, sheets_follow_each_other_and_stay_apart) {
    const Extract extract = extract_of({.sheets = {sheet_data(two_rows), sheet_data(two_rows)}});
    EXPECT_EQ(extract.tables.size(), 2U);
    EXPECT_EQ(extract.text, "规章\t4\n行政许可\t9\n\n\n规章\t4\n行政许可\t9\n\n");
}

TEST(XlsxTables, prefixes_and_the_strict_form_make_no_difference) {
    EXPECT_EQ(tables_of(extract_of({.sheets = {sheet_data(two_rows)}, .prefix = "x:"})), "规章\t4\n行政许可\t9\n");
    EXPECT_EQ(tables_of(extract_of({.sheets = {sheet_data(two_rows)}, .strict = true})), "规章\t4\n行政许可\t9\n");
}

// What is hidden.

TEST(XlsxHidden, rows_columns_and_sheets_are_left_out_and_counted) {
    const std::string sheet =
        std::string(R"(<cols><col min="2" max="3" hidden="1"/></cols>)") +
        sheet_data("<row r=\"1\">" + text("A1", "规章") + number("B1", "7") + number("D1", "4") + "</row>" +
                   R"(<row r="2" hidden="true">)" + text("A2", "规章") + number("D2", "8") + "</row>");
    const Extract extract =
        extract_of({.sheets = {sheet, sheet_data(two_rows)},
                    .workbook = R"(<sheets><sheet name="甲" sheetId="1" r:id="rId1"/>)"
                                R"(<sheet name="乙" sheetId="2" state="hidden" r:id="rId2"/></sheets>)"});
    EXPECT_EQ(extract.text, "规章\t4\n\n");
    EXPECT_EQ(hidden_said(extract), "3");
}

TEST(XlsxHidden, merged_cells_stand_in_what_is_shown_of_them) {
    const std::string rows = R"(<row r="1" hidden="1">)" + text("A1", "规章") + "</row><row r=\"2\">" +
                             number("B2", "4") + "</row><row r=\"3\">" + text("A3", "甲") + number("B3", "5") +
                             "</row>";
    EXPECT_EQ(tables_of(rows, R"(<mergeCells><mergeCell ref="A1:A2"/></mergeCells>)"), "规章\t4\n甲\t5\n");
}

// Hostile sheets.

TEST(XlsxHostile, far_cells_cost_nothing) {
    EXPECT_EQ(tables_of("<row>" + text("A1", "甲") + text("XFD1", "乙") + "</row><row>" + text("XFD1048576", "丙") +
                        text("A1048576", "丁") + "</row>"),
              "甲\t乙\n丁\t丙\n");
    EXPECT_EQ(tables_of(R"(<row r="4294967295">)" + text("ZZZZZZ1", "甲") + text("A99999999999", "乙") + "</row>"),
              "甲\t乙\n");
}

TEST(XlsxHostile, tables_of_too_many_cells_are_refused) {
    std::string rows;
    for (int i = 1; i <= 60; ++i) {  // on a diagonal
        std::string name{static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
        rows += "<row>" + text(name + std::to_string(i), "甲") + text("Z" + name + std::to_string(i), "甲") + "</row>";
    }
    Limits limits;
    limits.cells.most = 1000;
    const Extract extract = extract_of({.sheets = {sheet_data(rows)}}, limits);
    EXPECT_EQ(extract.refusal, Refusal::over_limit);
    EXPECT_EQ(extract.refused, "cells of tables > 1000 (--limit-cells)");
    EXPECT_EQ(extract_of({.sheets = {sheet_data(rows)}}).refusal, Refusal::none);
}

TEST(XlsxHostile, one_text_in_many_cells_is_counted_each_time) {
    std::string row;
    for (int i = 0; i < 300; ++i) row += R"(<c t="s"><v>0</v></c>)";
    Limits limits;
    limits.text_bytes.most = 100'000;
    const Extract extract = extract_of(
        {.sheets = {sheet_data("<row>" + row + "</row>")}, .strings = "<si><t>" + std::string(1000, 'x') + "</t></si>"},
        limits);
    EXPECT_EQ(extract.refused, "bytes of text > 100000 (--limit-text)");
}

TEST(XlsxHostile, merged_cells_that_overlap_end) {
    std::string merged;
    for (int i = 0; i < 5000; ++i) merged += R"(<mergeCell ref="A1:XFD1048576"/>)";
    const std::string sheet =
        sheet_data(two_rows) + "<mergeCells>" + merged + R"(<mergeCell ref="B2:A1"/></mergeCells>)";
    const Extract extract = extract_of({.sheets = {sheet}});
    EXPECT_EQ(extract.refusal, Refusal::none);
    EXPECT_EQ(extract.text, "规章\n");
}

/// If every table looked at all the merged cells, this would take a thousand million looks.
TEST(XlsxHostile, many_tables_and_many_merged_cells_end) {
    std::string rows, merged;
    for (int i = 0; i < 20'000; ++i)
        rows += "<row><c><v>1</v></c><c><v>2</v></c></row><row><c t=\"str\"><v>说明文字。</v></c></row>";
    for (int i = 0; i < 50'000; ++i) merged += fmt::format(R"(<mergeCell ref="C{}:XFD1048576"/>)", i + 1);
    const Extract extract = extract_of({.sheets = {sheet_data(rows) + "<mergeCells>" + merged + "</mergeCells>"}});
    EXPECT_EQ(extract.refusal, Refusal::none) << extract.refused;
    EXPECT_EQ(extract.tables.size(), 20'000U);
}

TEST(XlsxHostile, a_workbook_without_its_parts_is_empty) {
    EXPECT_EQ(text_of({.sheets = {}, .workbook = R"(<sheets><sheet name="甲" sheetId="1" r:id="rId9"/></sheets>)"}),
              "");
}

/// Parts with bytes changed anywhere give text or are refused, and their tables are whole lines.
TEST(XlsxHostile, changed_bytes_do_no_harm) {
    generator::Random random(11);
    const std::string sheet = R"(<cols><col min="2" max="3" hidden="1"/></cols>)" + sheet_data(two_rows) +
                              R"(<mergeCells><mergeCell ref="A1:A2"/></mergeCells>)";
    const std::string styles = R"(<numFmts><numFmt numFmtId="176" formatCode="0.0_ ;\-0"/></numFmts>)"
                               R"(<cellXfs><xf numFmtId="176"/></cellXfs>)";
    const auto entries =
        tests::xlsx_entries({.sheets = {sheet}, .strings = "<si><r><t>乙</t></r></si>", .styles = styles});
    constexpr std::string_view bytes = "<>/\"=&;:.09AZaz-\x80\xE4\n";
    for (int round = 0; round < 2000; ++round) {
        auto changed = entries;
        for (int i = 0; i < 3; ++i) {
            std::string& part = changed[random.below(changed.size())].bytes;
            part[random.below(part.size())] = bytes[random.below(bytes.size())];
        }
        const Extract extract = readers::read_office(tests::zip(changed), {});
        EXPECT_TRUE(extract.refusal == Refusal::none || !extract.refused.empty());
        for (const grammar::Span table : extract.tables) {
            ASSERT_LE(table.end, extract.text.size());
            EXPECT_EQ(extract.text[table.end - 1], '\n');
        }
    }
}

// Reports.

bool has_reviews(const generator::Report& report) {
    return std::ranges::any_of(report.figures, [](const generator::Figure& figure) {
        return grammar::keys()[figure.place.key].text.starts_with("review.") && figure.value != Decimal{};
    });
}

TEST(XlsxProperty, reports_give_the_values_of_their_figures) {
    const property::Tally tally = property::run(6, [](std::uint64_t seed, property::Tally& found) {
        generator::Random random(seed);
        generator::Report report = generator::make_report(random);
        // A table without labels all of whose cells are blank may as well not be there.
        if (has_reviews(report) && random.chance(30)) generator::leave_zeros_blank(report, random);
        const generator::Page page = generator::compose(report, generator::any_style(random), random);
        const Input input = read(readers::read(tests::print_xlsx(page, random)));
        property::show(input.source.text());
        for (const std::string& difference : tests::differences(report, input))
            found.failures.insert({seed, "xlsx", "", difference});
        found.counts["figures"] += report.figures.size();
    });
    property::conclude("xlsx", tally);
}

}  // namespace
}  // namespace nianbao
