// Reports in files that other programs make: LibreOffice, pandoc and a browser, where they are installed. What such a
// file states is read and never guessed; what a page only shows is never wrong where it is called certain.
//
//     NIANBAO_PROPERTY_REPORTS   reports of each kind (4)
//     NIANBAO_PROPERTY_SEED      the seed that all others derive from (1)
//     NIANBAO_KEEP_FILES         a directory to make the files in, which are then kept
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "all_read.hpp"
#include "cli/child_process.hpp"
#include "cli/programs.hpp"
#include "compile.hpp"
#include "generator.hpp"
#include "html_page.hpp"
#include "printed_page.hpp"
#include "property.hpp"
#include "readers/read.hpp"

namespace nianbao {
namespace {

namespace fs = std::filesystem;
using generator::Random;
using generator::Report;

bool is_installed(const std::string& program) {
    return cli::run_child(program, {"--version"}, {}).end != cli::ChildResult::End::not_found;
}

/// Runs a program to its end, or for ten minutes; what it prints is not looked at.
bool run(const std::vector<std::string>& words) {
    std::vector<std::string> all{"timeout", "600"};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    for (const int stream : {0, 1, 2}) posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    const int error = posix_spawnp(&child, "timeout", &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    return error == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// A new directory, gone at the end of the test unless somebody wants to look into it.
class Folder {
public:
    explicit Folder(const std::string& name) {
        const char* const kept = std::getenv("NIANBAO_KEEP_FILES");
        is_kept_ = kept != nullptr;
        std::string path = is_kept_ ? fmt::format("{}/{}", kept, name)
                                    : (fs::temp_directory_path() / ("nianbao-test-" + name + "-XXXXXX")).string();
        if (is_kept_)
            fs::create_directories(path);
        else if (::mkdtemp(path.data()) == nullptr)
            std::abort();
        path_ = path;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        if (!is_kept_) fs::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

private:
    fs::path path_;
    bool is_kept_ = false;
};

void write_file(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Printed {
    std::uint64_t seed = 0;
    Report report;
    std::string source, result;  // files
};

/// Reports as web pages in a folder, to be converted.
std::vector<Printed> web_pages(const Folder& folder, std::string_view suffix, unsigned share,
                               std::string (*print)(const generator::Page&, Random&), std::uint64_t most = 1'000'000) {
    const std::uint64_t count = std::min(property::setting("NIANBAO_PROPERTY_REPORTS", 4), most);
    const std::uint64_t seed = generator::derived_seed(property::setting("NIANBAO_PROPERTY_SEED", 1), share);
    std::vector<Printed> all;
    for (std::uint64_t i = 0; i < count; ++i) {
        Printed printed{.seed = generator::derived_seed(seed, i),
                        .report = {},
                        .source = folder.file(fmt::format("{:04}.html", i)),
                        .result = folder.file(fmt::format("{:04}.{}", i, suffix))};
        Random random(printed.seed);
        printed.report = generator::make_report(random);
        generator::Style style = generator::any_style(random);
        style.wrapped_labels = false;                                            // the page wraps
        style.full_width_digits = style.full_width_digits && random.chance(30);  // seldom: most cells are too narrow
        write_file(printed.source, print(generator::compose(printed.report, style, random), random));
        all.push_back(std::move(printed));
    }
    return all;
}

std::string as_saved(const generator::Page& page, Random& random) {
    std::string out;
    for (const generator::HtmlShape& shape : generator::html_shapes())
        if (shape.name == "spans") shape.print(page, random, out);
    return out;
}

/// By LibreOffice with a profile of its own, many files at a time: it starts slowly, and gives up after some 250.
bool convert_by_libreoffice(const Folder& folder, std::span<const Printed> all, const std::string& to,
                            const std::string& from = "HTML (StarWriter)") {
    constexpr std::size_t most = 100;
    if (all.size() > most)
        return convert_by_libreoffice(folder, all.first(most), to, from) &&
               convert_by_libreoffice(folder, all.subspan(most), to, from);
    std::vector<std::string> words{"soffice",    "-env:UserInstallation=file://" + folder.file("profile"),
                                   "--headless", "--convert-to",
                                   to,           "--infilter=" + from,
                                   "--outdir",   folder.file("")};
    for (const Printed& printed : all) words.push_back(printed.source);
    return run(words);
}

Input input_of(const Printed& printed) {
    return read(readers::read(read_file(printed.result), {.by_program = cli::read_by_program}));
}

void expect_all_read(std::string_view name, const std::vector<Printed>& all) {
    property::Tally tally;
    for (const Printed& printed : all) {
        tally.counts["figures"] += printed.report.figures.size();
        for (const std::string& difference : tests::differences(printed.report, input_of(printed)))
            tally.failures.insert({printed.seed, std::string(name), printed.result, difference});
    }
    property::conclude(name, tally);
}

TEST(RealDocx, ByLibreOfficeIsRead) {
    if (!is_installed("soffice")) GTEST_SKIP() << "no LibreOffice (soffice) is installed";
    const Folder folder("docx-libreoffice");
    const std::vector<Printed> all = web_pages(folder, "docx", 1, as_saved);
    ASSERT_TRUE(convert_by_libreoffice(folder, all, "docx:Office Open XML Text"));
    expect_all_read("docx by LibreOffice", all);
}

TEST(RealDocx, ByPandocIsRead) {
    if (!is_installed("pandoc")) GTEST_SKIP() << "no pandoc is installed";
    const Folder folder("docx-pandoc");
    const std::vector<Printed> all = web_pages(folder, "docx", 2, as_saved);
    for (const Printed& printed : all)
        ASSERT_TRUE(run({"pandoc", "-f", "html", "-t", "docx", "-o", printed.result, printed.source}));
    expect_all_read("docx by pandoc", all);
}

TEST(RealXlsx, ByLibreOfficeIsRead) {
    if (!is_installed("soffice")) GTEST_SKIP() << "no LibreOffice (soffice) is installed";
    const Folder folder("xlsx-libreoffice");
    const std::vector<Printed> all = web_pages(folder, "xlsx", 6, as_saved);
    const bool converted = convert_by_libreoffice(folder, all, "xlsx", "HTML (StarCalc)");
    if (!fs::exists(all.front().result)) GTEST_SKIP() << "LibreOffice is installed without its spreadsheets (Calc)";
    ASSERT_TRUE(converted);
    expect_all_read("xlsx by LibreOffice", all);
}

/// Read by LibreOffice as well, one after the other: two of each are enough.
TEST(RealOldOffice, DocAndRtfAreRead) {
    if (!is_installed("soffice")) GTEST_SKIP() << "no LibreOffice (soffice) is installed";
    for (const auto& [suffix, filter] :
         {std::pair("doc", "doc:MS Word 97"), std::pair("rtf", "rtf:Rich Text Format")}) {
        const Folder folder(suffix);
        const std::vector<Printed> all = web_pages(folder, suffix, 5, as_saved, 2);
        ASSERT_TRUE(convert_by_libreoffice(folder, all, filter));
        expect_all_read(suffix, all);
    }
}

/// A page draws its tables, and the rules part the cells; where a figure was too long for its cell it may stay open, but
/// none may be wrong and certain.
void expect_none_wrong(std::string_view name, const std::vector<Printed>& all) {
    property::Tally tally;
    for (const Printed& printed : all) {
        const Input input = input_of(printed);
        const passes::Compilation compilation = compile(input, 0);
        const auto truth = generator::truth_of(printed.report);
        std::size_t read = 0;
        for (const passes::Cell& cell : compilation.cells) {
            const auto known = truth.find(cell.key);
            if (!cell.value || cell.certainty == passes::Certainty::guessed) continue;
            if (known != truth.end() && known->second == *cell.value)
                ++read;
            else
                tally.failures.insert(
                    {printed.seed, std::string(name), printed.result,
                     fmt::format("{} is not {}", grammar::keys()[cell.key].text, to_string(*cell.value))});
        }
        tally.counts["figures"] += truth.size();
        tally.counts["open"] += truth.size() - read;
        tally.counts["reports with open cells"] += read < truth.size() ? 1 : 0;
        if (read < truth.size()) property::show(fmt::format("{}: {} open\n", printed.result, truth.size() - read));
    }
    EXPECT_LE(tally.counts["open"] * 200, tally.counts["figures"]);
    property::conclude(name, tally);
}

TEST(RealPdf, ByLibreOfficeIsNeverWrong) {
    if (!is_installed("soffice")) GTEST_SKIP() << "no LibreOffice (soffice) is installed";
    if (!is_installed("pdftotext")) GTEST_SKIP() << "no pdftotext is installed";
    const Folder folder("pdf-libreoffice");
    const std::vector<Printed> all = web_pages(folder, "pdf", 3, tests::print_for_paper);
    ASSERT_TRUE(convert_by_libreoffice(folder, all, "pdf:writer_pdf_Export"));
    expect_none_wrong("pdf by LibreOffice", all);
}

TEST(RealPdf, ByChromiumIsNeverWrong) {
    if (!is_installed("chromium")) GTEST_SKIP() << "no Chromium is installed";
    if (!is_installed("pdftotext")) GTEST_SKIP() << "no pdftotext is installed";
    const Folder folder("pdf-chromium");
    const std::vector<Printed> all = web_pages(folder, "pdf", 4, tests::print_for_paper);
    for (const Printed& printed : all)
        ASSERT_TRUE(run({"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                         "--user-data-dir=" + folder.file("profile"), "--print-to-pdf=" + printed.result,
                         "file://" + printed.source}));
    expect_none_wrong("pdf by Chromium", all);
}

}  // namespace
}  // namespace nianbao
