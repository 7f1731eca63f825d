// The sections of a report: number, role, heading and paragraphs. Requires nothing of the other passes; fills
// Compilation::sections. The text between the title and the first heading is a section of its own, the preamble.
#include <optional>
#include <string>
#include <utility>

#include "passes/passes.hpp"
#include "passes/prose.hpp"
#include "passes/title.hpp"

namespace nianbao::passes {

namespace {

Section preamble_of(const Work& work, const Prose& prose) {
    const std::optional<Title> title = find_title(work.source, work.document, prose);
    const std::size_t begin = title && title->last_block < prose.body() ? title->last_block + 1 : 0;
    Section section;
    section.role = Role::preamble;
    section.paragraphs = prose.paragraphs(begin, prose.body());
    return section;
}

Section section_of(const Work& work, const Prose& prose, std::size_t index) {
    const auto& headings = prose.headings();
    const Heading& heading = headings[index];
    const bool last = index + 1 == headings.size();
    Section section;
    section.number = heading.number;
    section.role = heading.role;
    section.heading = heading.title;
    section.span = heading.span;
    section.paragraphs = prose.paragraphs(heading, last ? work.document.blocks.size() : headings[index + 1].block);
    return section;
}

}  // namespace

void find_sections(Work& work) {
    const Prose prose(work.source, work.document);
    Section preamble = preamble_of(work, prose);
    if (!preamble.paragraphs.empty()) work.out.sections.push_back(std::move(preamble));
    for (std::size_t i = 0; i < prose.headings().size(); ++i) work.out.sections.push_back(section_of(work, prose, i));
}

}  // namespace nianbao::passes
