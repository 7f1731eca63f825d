// What the opening of a source has to say that no small text can show.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "passes/admission.hpp"
#include "readers/limits.hpp"

namespace nianbao::passes {
namespace {

TEST(Admission, ATreeThatWasCutIsAWarning) {
    const auto source = grammar::Source::from_bytes("行政许可 | 12 |\n");
    grammar::Tree tree = grammar::parse(source.text());
    Compilation whole, cut;
    report_source(source, tree, whole);
    tree.cut = true;
    report_source(source, tree, cut);

    EXPECT_TRUE(whole.diagnostics.empty());
    ASSERT_EQ(cut.diagnostics.size(), 1U);
    EXPECT_EQ(cut.status, Status::compiled);
    EXPECT_EQ(message(cut.diagnostics[0], Language::en),
              "the text has more than 16777216 nodes; the rest was not parsed");
}

/// The only sentence about a source of which a reader says this.
std::string sentence(grammar::Extract extract, Language language = Language::en) {
    const auto source = grammar::Source::of(std::move(extract));
    Compilation out;
    report_source(source, {}, out);
    EXPECT_EQ(out.status == Status::unreadable, source.refusal() != grammar::Refusal::none);
    return out.diagnostics.size() == 1 ? message(out.diagnostics[0], language) : "not one diagnostic";
}

std::string refusal(grammar::Refusal why, std::string refused, Language language = Language::en) {
    return sentence({.text = {}, .refusal = why, .refused = std::move(refused)}, language);
}

std::string note(grammar::SourceEvent event, std::vector<std::string> said, Language language = Language::en) {
    return sentence({.text = "规章\n", .notes = {{event, std::move(said)}}}, language);
}

TEST(Admission, SaysWhyAFileWasRefused) {
    using grammar::Refusal;
    EXPECT_EQ(refusal(Refusal::unsupported_kind, "ZIP"), "inputs of the kind ZIP are not supported");
    EXPECT_EQ(refusal(Refusal::damaged, "no end"), "the file is damaged and cannot be read: no end");
    EXPECT_EQ(refusal(Refusal::no_text, ""), "there is no text in the file, only pictures");
    EXPECT_EQ(refusal(Refusal::missing_program, "poppler-utils"),
              "this kind of file is read with another program, which is not installed: poppler-utils");
    EXPECT_EQ(refusal(Refusal::failed_program, "out of time"),
              "the program that converts the file failed: out of time");
}

TEST(Admission, NamesALimitInBothLanguages) {
    using grammar::Refusal;
    const std::string cells = readers::beyond(readers::Limits{}.cells);
    EXPECT_EQ(refusal(Refusal::over_limit, cells),
              "the file goes beyond a limit: cells of tables > 200000 (--limit-cells)");
    EXPECT_EQ(refusal(Refusal::over_limit, cells, Language::zh),
              "文件超出读取的上限：单元格数 > 200000 (--limit-cells)");
    readers::Limits limits;
    for (const readers::Limit* limit : limits.all())
        EXPECT_EQ(
            refusal(Refusal::over_limit, readers::beyond(*limit), Language::zh).find(std::string(limit->what) + " >"),
            std::string::npos)
            << limit->what << " has no Chinese name";
}

TEST(Admission, PassesOnWhatAReaderNotes) {
    using grammar::SourceEvent;
    EXPECT_EQ(note(SourceEvent::encoding_overruled, {"gb2312", "UTF-8"}),
              "the file says that its encoding is gb2312; it was read as UTF-8");
    EXPECT_EQ(note(SourceEvent::changes_accepted, {"2"}, Language::zh),
              "文档里有 2 处修订记录没有接受或拒绝，已按全部接受读取");
    EXPECT_EQ(note(SourceEvent::hidden_skipped, {"3"}),
              "content that readers of the file do not see was left out, in so many places: 3");
    EXPECT_EQ(note(SourceEvent::rules_unread, {"pdftocairo: signal 9"}),
              "the lines that the pages draw could not be read: pdftocairo: signal 9");
    EXPECT_EQ(note(SourceEvent::cut_at_limit, {"cells of tables", "--limit-cells"}),
              "the rest of the file was left out, beyond a limit: cells of tables (--limit-cells)");
    EXPECT_EQ(note(SourceEvent::cut_at_limit, {"cells of tables", "--limit-cells"}, Language::zh),
              "到达上限后，文件的其余部分没有读取：单元格数（--limit-cells）");
}

}  // namespace
}  // namespace nianbao::passes
