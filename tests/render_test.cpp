// What people see of a diagnostic: places, excerpts with carets under the right display columns, notes, repairs, and
// nothing that commands a terminal.
#include <string>

#include <gtest/gtest.h>

#include "backends/excerpt.hpp"
#include "backends/render.hpp"
#include "grammar/unicode.hpp"

namespace nianbao::backends {
namespace {

using grammar::Source;
using grammar::Span;
using passes::Code;
using passes::Compilation;
using passes::Diagnostic;
using passes::Language;

Span span_of(std::string_view text, std::string_view word) {
    const auto begin = static_cast<std::uint32_t>(text.find(word));
    return {begin, begin + static_cast<std::uint32_t>(word.size())};
}

Excerpt excerpt_of(std::string_view text, std::string_view word, std::size_t columns = 100, int ambiguous = 2) {
    return excerpt(text, span_of(text, word), columns, ambiguous);
}

std::string rendered(std::string text, Diagnostic diagnostic, std::string_view word, RenderOptions options = {}) {
    if (!word.empty()) diagnostic.span = span_of(text, word);
    const Source source = Source::from_bytes(std::move(text));
    Compilation compilation;
    compilation.source = &source;
    std::string out;
    render(compilation, diagnostic, "report.txt", options, out);
    return out;
}

Diagnostic unknown_row(std::string label) { return {.code = Code::unknown_row, .arguments = {{"label", label}}}; }

TEST(Width, FollowsEastAsianWidthAndGivesMarksNoColumn) {
    EXPECT_EQ(grammar::display_width(U'a', 2), 1);
    EXPECT_EQ(grammar::display_width(U'年', 2), 2);
    EXPECT_EQ(grammar::display_width(U'１', 2), 2);
    EXPECT_EQ(grammar::display_width(U'\U00020000', 2), 2);  // Extension B
    EXPECT_EQ(grammar::display_width(U'\u0301', 2), 0);
    EXPECT_EQ(grammar::display_width(U'\u200B', 2), 0);
    EXPECT_EQ(grammar::display_width(U'…', 2), 2);
    EXPECT_EQ(grammar::display_width(U'…', 1), 1);
}

TEST(CompatibilityForm, FoldsWidthsAndLeavesTheRest) {
    EXPECT_EQ(grammar::compatibility_form("１２（三）"), "12(三)");
    EXPECT_EQ(grammar::compatibility_form("plain"), "plain");
    EXPECT_EQ(grammar::compatibility_form(""), "");
    EXPECT_EQ(grammar::compatibility_form("e\u0301"), "\u00e9");
}

TEST(Excerpt, MarksAsciiColumns) {
    const Excerpt shown = excerpt_of("one two three\n", "two");
    EXPECT_EQ(shown.line, "one two three");
    EXPECT_EQ(shown.indent, 4U);
    EXPECT_EQ(shown.marked, 3U);
}

TEST(Excerpt, CountsTwoColumnsForFullWidthCharacters) {
    const Excerpt shown = excerpt_of("规章　１２", "１２");
    EXPECT_EQ(shown.indent, 6U);
    EXPECT_EQ(shown.marked, 4U);
}

TEST(Excerpt, CountsTwoColumnsForExtensionB) {
    const Excerpt shown = excerpt_of("\U00020000镇 7", "7");
    EXPECT_EQ(shown.indent, 5U);
    EXPECT_EQ(shown.marked, 1U);
}

TEST(Excerpt, CountsNoColumnForCombiningMarks) {
    const Excerpt shown = excerpt_of("e\u0301e\u0301 7", "7");
    EXPECT_EQ(shown.indent, 3U);
    EXPECT_EQ(shown.line, "e\u0301e\u0301 7");
}

TEST(Excerpt, HasACaretUnderAMarkOfNoWidth) { EXPECT_EQ(excerpt_of("e\u0301 7", "\u0301").marked, 1U); }

TEST(Excerpt, ShowsTabsAsBlanks) {
    const Excerpt shown = excerpt_of("规章\t0\t12\n", "12");
    EXPECT_EQ(shown.line, "规章    0    12");
    EXPECT_EQ(shown.indent, 13U);
}

TEST(Excerpt, LeavesOutLineEndsOfEitherKind) {
    EXPECT_EQ(excerpt_of("a\r\nbcd\r\ne\r\n", "c").line, "bcd");
    EXPECT_EQ(excerpt_of("a\nbcd\ne", "c").line, "bcd");
    EXPECT_EQ(excerpt_of("bcd\r", "c").line, "bcd");
}

TEST(Excerpt, ShowsCarriageReturnsWithinLines) { EXPECT_EQ(excerpt_of("ab\rcd\n", "cd").line, "ab␍cd"); }

TEST(Excerpt, MarksOnlyTheFirstLineOfALongerSpan) {
    const Excerpt shown = excerpt_of("x three\r\nfour\n", "three\r\nfour");
    EXPECT_EQ(shown.line, "x three");
    EXPECT_EQ(shown.indent, 2U);
    EXPECT_EQ(shown.marked, 5U);
}

TEST(Excerpt, PutsOneCaretWhereNothingIs) {
    const Excerpt shown = excerpt("ab\n", {2, 2}, 100, 2);
    EXPECT_EQ(shown.indent, 2U);
    EXPECT_EQ(shown.marked, 1U);
    EXPECT_EQ(excerpt("", {0, 0}, 100, 2).marked, 1U);
    EXPECT_EQ(excerpt("ab\n", {3, 3}, 100, 2).line, "");
}

TEST(Excerpt, WritesOutWhatWouldCommandATerminal) {
    EXPECT_EQ(excerpt_of("\x1b[31m7", "7").line, "␛[31m7");
    EXPECT_EQ(excerpt_of("\u202E7", "7").line, "<U+202E>7");
    EXPECT_EQ(excerpt_of("\u202E7", "7").indent, 8U);
    EXPECT_EQ(excerpt_of("\u009B31m7", "7").line, "<U+009B>31m7");
    EXPECT_EQ(excerpt_of("\x7F 7", "7").line, "␡ 7");
}

std::size_t columns_of(const std::string& text) {
    std::size_t columns = 0;
    for (char c : text) columns += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return columns;
}

TEST(Excerpt, CutsLongLinesAroundTheSpan) {
    const std::string text = std::string(500, 'a') + "HERE" + std::string(500, 'b');
    const Excerpt shown = excerpt_of(text, "HERE", 40, 1);
    EXPECT_EQ(columns_of(shown.line), 40U);
    EXPECT_TRUE(shown.line.starts_with("…a"));
    EXPECT_TRUE(shown.line.ends_with("b…"));
    EXPECT_EQ(shown.line.find("HERE"), shown.indent + std::string("…").size() - 1);
}

TEST(Excerpt, GivesTheRoomOfAShortSideToTheOther) {
    const std::string text = "ab HERE" + std::string(500, 'b');
    const Excerpt shown = excerpt_of(text, "HERE", 40, 1);
    EXPECT_TRUE(shown.line.starts_with("ab HEREb"));
    EXPECT_EQ(shown.indent, 3U);
    EXPECT_EQ(columns_of(shown.line), 39U);

    const Excerpt last = excerpt_of(std::string(500, 'a') + "HERE x", "HERE", 40, 1);
    EXPECT_TRUE(last.line.ends_with("aHERE x"));
    EXPECT_EQ(columns_of(last.line), 39U);
}

TEST(Excerpt, CutsASpanThatIsLongerThanTheLine) {
    const Excerpt shown = excerpt_of("a " + std::string(500, '7') + " b", std::string(500, '7'), 40, 1);
    EXPECT_EQ(shown.line, "…" + std::string(38, '7') + "…");
    EXPECT_EQ(shown.indent, 1U);
    EXPECT_EQ(shown.marked, 38U);
}

TEST(Excerpt, KeepsWholeALineThatJustFits) {
    const std::string text = std::string(18, 'a') + "HERE" + std::string(18, 'b');
    EXPECT_EQ(excerpt_of(text, "HERE", 40, 2).line, text);
}

TEST(Excerpt, StaysShortWhereMarksPileUp) {
    std::string text = "7";
    for (int i = 0; i < 100'000; ++i) text += "\u0301";
    EXPECT_LT(excerpt_of(text, "7", 40).line.size(), 2000U);
    EXPECT_LT(excerpt_of(text + "8", "8", 40).line.size(), 2000U);
}

TEST(Excerpt, NeverSplitsACharacterAtAnyWidth) {
    const std::string text = "二〇二四年\U00020000\t１２e\u0301（七）总计|3|\r\n";
    for (std::size_t columns = 0; columns < 60; ++columns) {
        for (std::uint32_t at = 0; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
            const Excerpt shown = excerpt(text, {at, static_cast<std::uint32_t>(text.size())}, columns, 2);
            EXPECT_EQ(visible(shown.line, 1000), shown.line);
        }
    }
}

TEST(Render, WritesPlaceSeverityCodeMessageAndCaret) {
    EXPECT_EQ(rendered("一\n行政检查 | 3\n", unknown_row("行政检查"), "行政检查"),
              "report.txt:2:1: warning[L125 unknown-row]: the form has no row '行政检查'\n"
              "    2 | 行政检查 | 3\n"
              "      | ^~~~~~~~\n");
}

TEST(Render, SpeaksChinese) {
    const std::string out = rendered("行政检查\n", unknown_row("行政检查"), "行政检查", {.language = Language::zh});
    EXPECT_TRUE(out.starts_with("report.txt:1:1: warning[L125 unknown-row]: 表式中没有“行政检查”这一行\n")) << out;
}

TEST(Render, WritesOneLineWithoutAPlace) {
    EXPECT_EQ(rendered("", {.code = Code::empty_input}, ""),
              "report.txt: error[S105 empty-input]: the input is empty\n");
}

TEST(Render, NeedsNoSource) {
    std::string out;
    const Diagnostic diagnostic{.code = Code::unreadable_file, .arguments = {{"reason", "permission denied"}}};
    render({}, diagnostic, "gone.txt", {}, out);
    EXPECT_EQ(out, "gone.txt: error[S101 unreadable-file]: cannot read the input: permission denied\n");
}

TEST(Render, ListsCellsNotesAndRepairs) {
    const grammar::KeyId part = grammar::find_key("requests.granted.natural_person");
    const grammar::KeyId total = grammar::find_key("requests.granted.total");
    const std::string text = "（一） | 3 | 5 |\n";
    const Diagnostic diagnostic{
        .code = Code::applicants_do_not_add_up,
        .arguments = {{"place", "（一）予以公开"}, {"sum", "3 = 3 ≠ 5"}},
        .cells = {total},
        .related = {{.span = span_of(text, "3"), .relation = passes::Relation::added, .cells = {part}}},
        .repairs = {{{.key = total, .from = Decimal(5), .to = Decimal(3)}},
                    {{.key = part, .from = Decimal(3), .to = std::nullopt},
                     {.key = total, .from = std::nullopt, .to = Decimal(0)}}},
    };
    EXPECT_EQ(rendered(text, diagnostic, "5"),
              "report.txt:1:11: error[A101 applicants-do-not-add-up]: "
              "in the row '（一）予以公开' the applicants do not add up to the total: 3 = 3 ≠ 5\n"
              "    1 | （一） | 3 | 5 |\n"
              "      |              ^\n"
              "      = cells: requests.granted.total\n"
              "      = help: requests.granted.total: 5 → 3\n"
              "      = help: requests.granted.natural_person: 3 → blank, requests.granted.total: blank → 0\n"
              "report.txt:1:7: note: added here: 3 (requests.granted.natural_person)\n");
}

TEST(Render, CutsLongLists) {
    Diagnostic diagnostic = unknown_row("x");
    for (grammar::KeyId key = 0; key < 200; ++key) diagnostic.cells.push_back(key);
    for (int i = 0; i < 9; ++i) diagnostic.repairs.push_back({{.key = 0, .from = Decimal(i), .to = Decimal(0)}});
    const std::string out = rendered("x\n", diagnostic, "x");
    EXPECT_NE(out.find(", ... (200 in all)\n"), std::string::npos);
    EXPECT_NE(out.find("      = 4 more are not shown\n"), std::string::npos);
    EXPECT_LT(out.size(), 1000U);
}

TEST(Render, ColoursOnlyWhenAsked) {
    EXPECT_EQ(rendered("x\n", unknown_row("x"), "x").find('\x1b'), std::string::npos);
    const std::string out = rendered("x\n", unknown_row("x"), "x", {.colour = true});
    EXPECT_NE(out.find("\x1b[1;35mwarning[L125 unknown-row]:\x1b[0m"), std::string::npos) << out;
}

TEST(Render, LetsNoTextOfTheInputCommandTheTerminal) {
    std::string out = rendered("\x1b[2J\u202E 7\n", unknown_row("\x1b[2J\n\u202E"), "7");
    EXPECT_EQ(out.find('\x1b'), std::string::npos);
    EXPECT_EQ(out.find("\u202E"), std::string::npos);
    std::string gone;
    render({}, {.code = Code::empty_input}, "a\x1b]0;x\x07\xFF.txt", {}, gone);
    EXPECT_TRUE(gone.starts_with("a␛]0;x␇\uFFFD.txt: error")) << gone;
}

TEST(Render, QuotesNoMoreThanAFewThousandCharacters) {
    EXPECT_LT(rendered("x\n", unknown_row(std::string(1'000'000, 'y')), "x").size(), 5000U);
}

}  // namespace
}  // namespace nianbao::backends
