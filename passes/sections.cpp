// The sections of a report: number, role, heading and paragraphs. Requires nothing of the other passes; fills
// Compilation::sections, and leaves title and body for the facts. The text between the title and the first heading is
// a section of its own, the preamble.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "passes/passes.hpp"
#include "passes/prose.hpp"
#include "passes/title.hpp"

namespace nianbao::passes {

namespace {

/// A text that has nothing of a report may have millions of lines; the first of them are enough to say what it is.
constexpr std::size_t most_lines_of_no_report = 10'000;

std::vector<Paragraph> preamble_of(Work& work, const Prose& prose) {
    const std::size_t begin = work.title && work.title->last_block < work.body ? work.title->last_block + 1 : 0;
    const bool is_no_report = !work.title && prose.headings().empty() && work.document.tables.empty();
    const std::size_t end = is_no_report ? std::min(work.body, most_lines_of_no_report) : work.body;
    return prose.paragraphs(begin, end, work.out.joined_lines);
}

Section section_of(Work& work, const Prose& prose, std::size_t index) {
    const auto& headings = prose.headings();
    const Heading& heading = headings[index];
    const bool last = index + 1 == headings.size();
    const std::size_t end = last ? work.document.blocks.size() : headings[index + 1].block;
    return {.number = heading.number,
            .role = heading.role,
            .heading = heading.title,
            .span = heading.span,
            .paragraphs = prose.paragraphs(heading, end, work.out.joined_lines)};
}

}  // namespace

void find_sections(Work& work) {
    const Prose prose(work.source, work.document);
    work.title = find_title(work.source, work.document, prose);
    work.body = prose.body();
    auto& sections = work.out.sections;
    sections.reserve(prose.headings().size() + 1);
    if (auto preamble = preamble_of(work, prose); !preamble.empty()) {
        sections.emplace_back().role = Role::preamble;
        sections.back().paragraphs = std::move(preamble);
    }
    for (std::size_t i = 0; i < prose.headings().size(); ++i) sections.push_back(section_of(work, prose, i));
}

}  // namespace nianbao::passes
