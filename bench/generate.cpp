// nianbao_generate DIR COUNT SEED [LAYOUT|all|pages|word|pdf [DAMAGE]]: writes COUNT different reports of 7 to 8 KB each,
// in one layout, or in all of them, each as often as it is met on government pages; damaged or not. Or as web pages, Word
// files or PDF files.
// Speed must be quoted on varied text: a few files over and over let the branch predictor learn them.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include "damage.hpp"
#include "docx_writer.hpp"
#include "generator.hpp"
#include "html_page.hpp"
#include "pdf_file.hpp"
#include "pdf_page.hpp"
#include "rendering.hpp"

namespace {

using namespace nianbao::generator;

constexpr std::size_t smallest = 7'000;

std::string damaged(Page page, const Report& report, const Layout& layout, const Style& style, const Damage& damage,
                    Random& random) {
    Fates fates(report.figures.size(), Fate::whole);
    if (damage.to_page != nullptr) damage.to_page(page, fates, random);
    std::string text = print(page, layout, style, random);
    if (damage.to_text != nullptr) damage.to_text(text, fates, random);
    return text;
}

/// As much prose as it takes.
std::string varied_report(Random& random, const Layout& layout, const Damage& damage) {
    const Report report = make_report(random);
    const Style style = any_style(random);
    const Random start = random;
    for (std::size_t paragraphs = 2;; ++paragraphs) {
        random = start;
        Page page = compose(report, style, random, paragraphs);
        if (render(report, layout, style, random, paragraphs).size() >= smallest)
            return damaged(std::move(page), report, layout, style, damage, random);
    }
}

/// In any of the shapes that web pages have.
std::string web_page(const Page& page, Random& random) {
    std::string out;
    random.pick(html_shapes()).print(page, random, out);
    return out;
}

std::string word_file(const Page& page, Random& random) { return nianbao::tests::print_docx(page, random); }

std::string pdf_file(const Page& page, Random& random) {
    const PdfDesign design = any_pdf_design(random);
    const nianbao::generator::PrintedPdf printed = print_pdf(page, design, random);
    return nianbao::bench::pdf_file(printed.words, printed.drawing);
}

/// Kinds of files that are no text.
struct FileForm {
    std::string_view name, suffix;
    std::string (*print)(const Page& page, Random& random);
};
constexpr FileForm file_forms[] = {
    {"pages", ".html", web_page},
    {"word", ".docx", word_file},
    {"pdf", ".pdf", pdf_file},
};

const FileForm* file_form(std::string_view wanted) {
    const auto* const found = std::ranges::find(file_forms, wanted, &FileForm::name);
    return found == std::end(file_forms) ? nullptr : found;
}

std::string file_report(Random& random, const FileForm& form) {
    const Report report = make_report(random);
    const Page page = compose(report, any_style(random), random);
    return form.print(page, random);
}

bool is_known(std::string_view wanted) {
    return wanted == "all" || file_form(wanted) != nullptr ||
           std::ranges::any_of(layouts(), [&](const Layout& known) { return known.name == wanted; });
}

struct Frequency {
    std::string_view layout;
    unsigned reports;
};

/// How many of 107 reports on government pages (2019-2025) had each layout, by the project's survey (LAYOUTS.md). It
/// tells families of layouts: 24 + 5 a cell a line, 22 + 6 + 3 a row a line with bars, 16 + 4 a bar behind each cell, 4
/// then a lone bar, 2 collapsed; within a family the rarer forms share what is not counted apart. Tabs are those of the
/// sample reports. Left out: pages that lost their repeated lines (5) or their tables (5), PDF text (4), padded bars (1).
constexpr Frequency frequencies[] = {
    {"cell-a-line", 14},
    {"cell-a-line-with-blanks", 5},
    {"cell-a-line-tight", 5},
    {"tab-before-cell", 5},
    {"pipe-rows-with-spans", 22},
    {"pipe-rows", 6},
    {"pipes-on-both-sides", 3},
    {"cell-with-pipe", 16},
    {"pipe-opens-row", 4},
    {"cell-then-lone-pipe", 4},
    {"collapsed", 1},
    {"collapsed-in-one-line", 1},
    {"tabs", 5},
};

const Layout& any_layout(Random& random) {
    std::size_t all = 0;
    for (const Frequency& frequency : frequencies) all += frequency.reports;
    std::size_t at = random.below(all);
    const Frequency* chosen = frequencies;
    for (; at >= chosen->reports; ++chosen) at -= chosen->reports;
    return layout(chosen->layout);
}

std::string text_report(Random& random, std::string_view wanted, const Damage& damage) {
    const Layout* chosen = wanted == "all" ? &any_layout(random) : &layout(wanted);
    while (wanted == "all" && damage.cells_apart && !chosen->separate) chosen = &any_layout(random);
    return varied_report(random, *chosen, damage);
}

bool write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
}

std::string number_of_width(std::uint64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

template <class Items>
auto find_named(const Items& items, std::string_view name) {
    return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
}

template <class Items>
int refuse(std::string_view kind, std::string_view name, const Items& items) {
    std::cerr << "nianbao_generate: there is no " << kind << ' ' << name << "; there are:";
    for (const auto& known : items) std::cerr << " '" << known.name << "'";
    std::cerr << '\n';
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4 || argc > 6) {
        std::cerr << "usage: nianbao_generate DIR COUNT SEED [LAYOUT|all|pages|word|pdf [DAMAGE]]\n";
        return 2;
    }
    const std::string_view wanted = argc > 4 ? argv[4] : "all", damage_name = argc > 5 ? argv[5] : "none";
    if (!is_known(wanted)) return refuse("layout", wanted, layouts());
    const auto damage = find_named(damages(), damage_name);
    if (damage == damages().end()) return refuse("damage", damage_name, damages());
    const FileForm* const form = file_form(wanted);
    const std::filesystem::path folder = argv[1];
    const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
    const std::uint64_t seed = std::strtoull(argv[3], nullptr, 10);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (std::uint64_t index = 0; index < count; ++index) {
        Random random(derived_seed(seed, index));
        const auto path = folder / number_of_width(index, 6).append(form != nullptr ? form->suffix : ".txt");
        if (!write(path, form != nullptr ? file_report(random, *form) : text_report(random, wanted, *damage))) {
            std::cerr << "nianbao_generate: cannot write " << path.string() << '\n';
            return 1;
        }
    }
    return 0;
}
