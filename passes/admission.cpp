#include "passes/admission.hpp"

#include <algorithm>

#include "passes/characters.hpp"

namespace nianbao::passes {
namespace {

constexpr std::size_t telling_sections = 3;  // sections of the form that make a text a report, tables or none

void complain(Compilation& out, Code code, std::optional<Span> span, std::vector<Argument> arguments) {
    Diagnostic diagnostic{
        .code = code, .span = span, .arguments = std::move(arguments), .cells = {}, .related = {}, .repairs = {}};
    out.diagnostics.push_back(std::move(diagnostic));
}

bool has_tables(const Compilation& out) {
    return std::any_of(out.tables_found.begin(), out.tables_found.end(), [](bool found) { return found; });
}

bool has_sections(const Compilation& out) {
    const auto known = std::count_if(out.sections.begin(), out.sections.end(), [](const Section& section) {
        return section.role != Role::none && section.role != Role::preamble;
    });
    return static_cast<std::size_t>(known) >= telling_sections;
}

}  // namespace

void report_source(const grammar::Source& source, const grammar::Tree& tree, Compilation& out) {
    switch (source.refusal()) {
        case grammar::Refusal::none: break;
        case grammar::Refusal::too_large:
            complain(out, Code::input_too_large, std::nullopt, {{"limit", std::to_string(grammar::max_input_bytes)}});
            break;
        case grammar::Refusal::binary: complain(out, Code::binary_input, std::nullopt, {}); break;
        case grammar::Refusal::unsupported_kind:
            complain(out, Code::unsupported_kind, std::nullopt, {{"kind", std::string(source.refused_kind())}});
            break;
    }
    if (source.refusal() != grammar::Refusal::none) {
        out.status = Status::unreadable;
        return;
    }
    const grammar::Mending& mending = source.mending();
    if (mending.invalid_sequences + mending.nul_bytes != 0)
        complain(out, Code::invalid_utf8, mending.first,
                 {{"count", std::to_string(mending.invalid_sequences + mending.nul_bytes)}});
    if (tree.cut) complain(out, Code::too_many_nodes, std::nullopt, {{"limit", std::to_string(grammar::max_nodes)}});
    if (trim(source.text()).empty()) {
        out.status = Status::not_a_report;
        complain(out, Code::empty_input, std::nullopt, {});
    }
}

void admit(Work& work) {
    Compilation& out = work.out;
    if (out.status != Status::compiled) return;
    if (has_tables(out) || out.facts.title || has_sections(out)) return;
    out.status = Status::not_a_report;
    out.cells.clear();
    out.candidates.clear();
    complain(out, Code::not_a_report, std::nullopt, {{"reason", "neither a title, sections nor tables of the form"}});
}

}  // namespace nianbao::passes
