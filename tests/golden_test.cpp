// One behaviour, one folder of tests/cases: `input.txt` (or .bin, .pdf ...) and what the compiler makes of it, reviewed
// as a diff. `diagnostics.txt` is always there, as lint prints it in English; the others where the case is about them:
//
//     cells.txt    the cells that the source holds, one a line, with all that is known of them
//     values.csv   as compile -f csv prints it
//     report.json  as compile -f json prints it
//     tree.txt     as tree prints it
//     trace.txt    as compile --trace prints it
//
// UPDATE_GOLDEN=1 rewrites those that are there; a new one begins as an empty file. A file `steps` sets the budget of the
// search.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "backends/backends.hpp"
#include "backends/render.hpp"
#include "backends/trace.hpp"
#include "compile.hpp"
#include "readers/read.hpp"

namespace nianbao {
namespace {

namespace fs = std::filesystem;

using passes::Cell;
using passes::Code;
using passes::Compilation;

// Only the program raises these, or readers of files that are no text, or they take an input of many megabytes: see
// cli_test.py, admission_test.cpp and the tests of the readers.
constexpr Code without_case[] = {Code::unreadable_file,  Code::no_input_files,  Code::input_too_large,
                                 Code::too_many_nodes,   Code::damaged_file,    Code::over_limit,
                                 Code::no_text,          Code::missing_program, Code::failed_program,
                                 Code::changes_accepted, Code::rules_unread,    Code::cut_at_limit};

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Case {
    fs::path folder;
    std::string input;  // name of the file in it
};

void PrintTo(const Case& of, std::ostream* out) { *out << of.folder.filename().string(); }

std::string name_of(const testing::TestParamInfo<Case>& info) {
    std::string name = info.param.folder.filename().string();
    std::ranges::replace(name, '-', '_');
    return name;
}

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (const fs::directory_entry& folder : fs::directory_iterator(NIANBAO_ROOT "/tests/cases"))
        for (const fs::directory_entry& file : fs::directory_iterator(folder))
            if (file.path().stem() == "input") cases.push_back({folder.path(), file.path().filename().string()});
    std::ranges::sort(cases, {}, &Case::folder);
    return cases;
}

/// What the compiler makes of a case.
class Compiled {
public:
    explicit Compiled(const Case& of)
        : name_(of.input), bytes_(contents(of.folder / of.input)), input_(read(readers::read(bytes_))) {
        if (fs::exists(of.folder / "steps")) options_.steps = std::stoull(contents(of.folder / "steps"));
        for (std::size_t part = 0; part < input_.documents.size(); ++part)
            reports_.push_back(compile(input_, part, options_));
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    [[nodiscard]] const std::vector<Compilation>& reports() const { return reports_; }

    [[nodiscard]] std::string output(const std::string& file) const {
        if (file == "diagnostics.txt") return diagnostics();
        if (file == "cells.txt") return cells();
        if (file == "values.csv") return formatted("csv");
        if (file == "report.json") return formatted("json") + '\n';
        if (file == "trace.txt") return traced().trace;
        return grammar::print(input_.tree, input_.source);
    }

    /// All reports once more, with a trace.
    struct Traced {
        std::string trace, json;
    };
    [[nodiscard]] Traced traced() const {
        Traced traced;
        for (std::size_t part = 0; part < input_.documents.size(); ++part) {
            passes::Trace trace;
            const Compilation report = compile(input_, part, {.steps = options_.steps, .trace = &trace});
            backends::write_json(report, {.path = name_, .sha256 = {}}, traced.json);
            backends::write_trace({input_.documents[part], report, trace}, traced.trace);
        }
        return traced;
    }

    [[nodiscard]] std::string untraced_json() const {
        std::string json;
        for (const Compilation& report : reports_) backends::write_json(report, {.path = name_, .sha256 = {}}, json);
        return json;
    }

private:
    [[nodiscard]] std::string diagnostics() const {
        std::string out;
        for (const Compilation& report : reports_)
            for (const passes::Diagnostic& diagnostic : report.diagnostics)
                backends::render(report, diagnostic, name_, {}, out);
        return out;
    }

    [[nodiscard]] std::string formatted(std::string_view format_name) const {
        const backends::Format& format = *backends::find_format(format_name);
        const bool bare = format_name == "json" && reports_.size() == 1;
        std::string out(bare ? "" : format.before);
        for (const Compilation& report : reports_) {
            if (&report != &reports_.front()) out += format.separator;
            format.write(report, {.path = name_, .sha256 = {}}, out);
        }
        return out += bare ? "" : format.after;
    }

    [[nodiscard]] std::string cells() const {
        std::string out;
        for (const Compilation& report : reports_) {
            if (reports_.size() > 1)
                out += fmt::format("report {}: {}\n", report.part, report.facts.title.value_or("no title"));
            for (const Cell& cell : report.cells)
                if (cell.state != passes::State::absent || cell.derived) out += line_of(cell, report);
        }
        return out;
    }

    static std::string in_words(const std::optional<Decimal>& number) { return number ? to_string(*number) : "null"; }

    [[nodiscard]] std::string line_of(const Cell& cell, const Compilation& report) const {
        const std::string_view certainty = name(cell.certainty);
        std::string out = fmt::format("{} = {}  {}{}{}", grammar::keys()[cell.key].text, in_words(cell.value),
                                      name(cell.state), certainty.empty() ? "" : " ", certainty);
        if (cell.span) {
            const grammar::Place place = input_.source.place(cell.span->begin);
            out += fmt::format("  {}:{} \"{}\"", place.line, place.column, input_.source.text(cell.text));
        }
        if (!cell.note.empty()) out += fmt::format("  note \"{}\"", input_.source.text(cell.note));
        if (!cell.unit.empty()) out += fmt::format("  unit {}", input_.source.text(cell.unit));
        if (cell.run != 0) out += fmt::format("  run {}", cell.run);
        if (cell.candidates.count != 0) out += "  candidates" + candidates_of(cell, report);
        if (cell.derived) out += "  derived " + to_string(*cell.derived);
        return out + '\n';
    }

    static std::string candidates_of(const Cell& cell, const Compilation& report) {
        std::string out;
        for (std::uint32_t i = 0; i < cell.candidates.count; ++i)
            out += ' ' + in_words(report.candidates[cell.candidates.begin + i]);
        return cell.candidates.complete ? out : out + " ...";
    }

    std::string name_;
    std::string bytes_;
    Input input_;  // may refer into the bytes
    Options options_;
    std::vector<Compilation> reports_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

void append(std::string& out, std::string_view mark, std::string_view line) {
    out += mark;
    out += line;
    if (!line.ends_with('\n')) out += "[no newline]\n";
}

/// The lines between the first and the last difference, with a line around them.
std::string difference(std::string_view expected, std::string_view actual) {
    const std::vector<std::string_view> old_lines = lines_of(expected), new_lines = lines_of(actual);
    const auto [old_first, new_first] = std::ranges::mismatch(old_lines, new_lines);
    auto old_last = old_lines.end();
    auto new_last = new_lines.end();
    while (old_last != old_first && new_last != new_first && *std::prev(old_last) == *std::prev(new_last))
        --old_last, --new_last;

    std::string out = fmt::format("from line {}:\n", old_first - old_lines.begin() + 1);
    if (old_first != old_lines.begin()) append(out, "  ", *std::prev(old_first));
    for (auto line = old_first; line != old_last; ++line) append(out, "- ", *line);
    for (auto line = new_first; line != new_last; ++line) append(out, "+ ", *line);
    if (old_last != old_lines.end()) append(out, "  ", *old_last);
    return out;
}

bool updating() { return std::getenv("UPDATE_GOLDEN") != nullptr; }

void compare(const fs::path& golden, const std::string& actual) {
    if (updating()) {
        std::ofstream file(golden, std::ios::binary);
        file << actual;
        ASSERT_TRUE(file.flush()) << golden;
        return;
    }
    const std::string expected = contents(golden);
    EXPECT_TRUE(expected == actual) << golden.string() << ", - is what it says, + is what came out, "
                                    << difference(expected, actual)
                                    << "Run with UPDATE_GOLDEN=1 to accept, and read the diff.";
}

class Golden : public testing::TestWithParam<Case> {};

TEST_P(Golden, ComesOutAsReviewed) {
    const Compiled compiled(GetParam());
    compare(GetParam().folder / "diagnostics.txt", compiled.output("diagnostics.txt"));
    for (const std::string file : {"cells.txt", "values.csv", "report.json", "tree.txt", "trace.txt"})
        if (fs::exists(GetParam().folder / file)) compare(GetParam().folder / file, compiled.output(file));
}

TEST_P(Golden, TracingChangesNothing) {
    const Compiled compiled(GetParam());
    const Compiled::Traced once = compiled.traced(), again = compiled.traced();
    EXPECT_EQ(once.json, compiled.untraced_json());
    EXPECT_EQ(once.trace, again.trace);
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(all_cases()), name_of);

TEST(GoldenCases, EveryFolderHasOneInput) {
    std::set<fs::path> folders;
    for (const Case& each : all_cases()) EXPECT_TRUE(folders.insert(each.folder).second) << each.folder;
    for (const fs::directory_entry& folder : fs::directory_iterator(NIANBAO_ROOT "/tests/cases"))
        EXPECT_TRUE(folders.contains(folder.path())) << folder.path() << " has no input";
}

TEST(GoldenCases, EveryCodeHasOne) {
    std::set<Code> raised;
    for (const Case& each : all_cases()) {
        const Compiled compiled(each);
        for (const Compilation& report : compiled.reports())
            for (const passes::Diagnostic& diagnostic : report.diagnostics) raised.insert(diagnostic.code);
    }
    for (const passes::CatalogueRow& row : passes::catalogue()) {
        const bool excused = std::ranges::find(without_case, row.id) != std::end(without_case);
        EXPECT_NE(raised.contains(row.id), excused) << row.code << ' ' << row.name;
    }
}

TEST(GoldenCases, ADifferenceShowsOnlyWhatChanged) {
    EXPECT_EQ(difference("a\nb\nc\nd\n", "a\nx\ny\nc\nd\n"), "from line 2:\n  a\n- b\n+ x\n+ y\n  c\n");
    EXPECT_EQ(difference("", "a"), "from line 1:\n+ a[no newline]\n");
}

}  // namespace
}  // namespace nianbao
