// What the opening of a source has to say that no small text can show.
#include <gtest/gtest.h>

#include "passes/admission.hpp"

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

}  // namespace
}  // namespace nianbao::passes
