#include "passes/admission.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"

namespace nianbao::passes {
namespace {

constexpr std::size_t telling_sections = 3;  // sections of the form that make a text a report, tables or none
constexpr std::size_t listed_reports = 3;    // so many titles and nothing else are a list

constexpr std::size_t longest_title = 180;  // bytes

/// What a text about the form has before its sections, in one line with what the form is for.
constexpr std::string_view form_words[] = {"格式", "通知", "解读", "填报", "编制", "样表", "模板"};

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

/// Whether there is prose under 一、总体情况: nothing stands there in the form.
bool has_overview(const Compilation& out) {
    return std::ranges::any_of(out.sections, [](const Section& section) {
        return section.role == Role::overview && !section.paragraphs.empty();
    });
}

/// Shows the lines before the first heading, or all of them, until one is found.
template <class Find>
bool any_line_before_sections(const Work& work, Find find) {
    return std::any_of(work.document.blocks.begin(),
                       work.document.blocks.begin() + static_cast<std::ptrdiff_t>(work.body),
                       [&](const ast::Block& block) {
                           return block.kind == grammar::Kind::line && find(trim(work.source.text(block.span)));
                       });
}

/// The title of a text about the form: no sentence, and says what about it.
bool is_title_about_form(std::string_view line) {
    const auto holds = [&](std::string_view word) { return line.find(word) != std::string_view::npos; };
    if (line.size() > longest_title || holds("，") || holds("。")) return false;
    return holds("年度报告") && std::ranges::any_of(form_words, holds);
}

/// 国办公开办函〔2021〕30号 and what explains it print the titles of the sections, and tables, if at all, that are blank.
/// A title of the form names no year: ××××年政府信息公开工作年度报告.
bool is_about_form(const Work& work) {
    const Facts& facts = work.out.facts;
    if ((facts.title && facts.year) || says_anything(work.out)) return false;
    if (has_tables(work.out) && !has_overview(work.out)) return true;
    return any_line_before_sections(work, is_title_about_form);
}

/// Titles of several reports, and nothing of any.
bool is_list(const Work& work) {
    if (has_tables(work.out) || work.body < work.document.blocks.size()) return false;
    std::vector<std::string_view> titles;
    const bool has_sentence = any_line_before_sections(work, [&](std::string_view line) {
        const bool is_new = titles.size() < listed_reports && grammar::is_report_title(line) &&
                            std::ranges::find(titles, line) == titles.end();
        if (is_new) titles.push_back(line);
        return line.ends_with("。");
    });
    return !has_sentence && titles.size() == listed_reports;
}

/// Why this is no report; empty where it is one.
std::string_view objection(const Work& work) {
    if (is_about_form(work)) return "it is the form itself or about it, and reports nothing";
    if (is_list(work)) return "it is a list of reports";
    if (has_tables(work.out) || work.out.facts.title || has_sections(work.out)) return {};
    return "neither a title, sections nor tables of the form";
}

void report_refusal(const grammar::Source& source, Compilation& out) {
    using grammar::Refusal;
    const auto say = [&](Code code, std::string_view what) {
        complain(out, code, std::nullopt, {{what, std::string(source.refused())}});
    };
    switch (source.refusal()) {
        case Refusal::none: break;
        case Refusal::too_large:
            complain(out, Code::input_too_large, std::nullopt, {{"limit", std::to_string(grammar::max_input_bytes)}});
            break;
        case Refusal::binary: complain(out, Code::binary_input, std::nullopt, {}); break;
        case Refusal::unsupported_kind: say(Code::unsupported_kind, "kind"); break;
        case Refusal::damaged: say(Code::damaged_file, "reason"); break;
        case Refusal::over_limit: say(Code::over_limit, "limit"); break;
        case Refusal::no_text: complain(out, Code::no_text, std::nullopt, {}); break;
        case Refusal::missing_program: say(Code::missing_program, "program"); break;
        case Refusal::failed_program: say(Code::failed_program, "reason"); break;
    }
}

/// What a note says has these names, in its order.
struct Told {
    Code code;
    std::array<std::string_view, 2> names;  // empty: there is no more
};

Told told(grammar::SourceEvent event) {
    using grammar::SourceEvent;
    switch (event) {
        case SourceEvent::encoding_overruled: return {Code::encoding_overruled, {"declared", "used"}};
        case SourceEvent::changes_accepted: return {Code::changes_accepted, {"count"}};
        case SourceEvent::hidden_skipped: return {Code::hidden_skipped, {"count"}};
        case SourceEvent::rules_unread: return {Code::rules_unread, {"reason"}};
        case SourceEvent::cut_at_limit: return {Code::cut_at_limit, {"limit", "option"}};
    }
    return {};
}

void report_note(const grammar::SourceNote& note, Compilation& out) {
    const Told as = told(note.event);
    std::vector<Argument> arguments;
    for (std::size_t i = 0; i < as.names.size() && !as.names[i].empty(); ++i)
        arguments.push_back({as.names[i], i < note.said.size() ? note.said[i] : std::string()});
    complain(out, as.code, std::nullopt, std::move(arguments));
}

}  // namespace

void report_source(const grammar::Source& source, const grammar::Tree& tree, Compilation& out) {
    report_refusal(source, out);
    if (source.refusal() != grammar::Refusal::none) {
        out.status = Status::unreadable;
        return;
    }
    for (const grammar::SourceNote& note : source.notes()) report_note(note, out);
    const grammar::Mending& mending = source.mending();
    if (mending.invalid_sequences + mending.nul_bytes != 0)
        complain(out, Code::invalid_utf8, mending.first,
                 {{"encoding", std::string(source.encoding())},
                  {"count", std::to_string(mending.invalid_sequences + mending.nul_bytes)}});
    if (tree.cut) complain(out, Code::too_many_nodes, std::nullopt, {{"limit", std::to_string(grammar::max_nodes)}});
    if (trim(source.text()).empty()) {
        out.status = Status::not_a_report;
        complain(out, Code::empty_input, std::nullopt, {});
    }
}

void admit(Work& work) {
    Compilation& out = work.out;
    if (out.status != Status::compiled) return;
    const std::string_view reason = objection(work);
    if (reason.empty()) return;
    out.status = Status::not_a_report;
    out.cells.clear();
    out.candidates.clear();
    out.sections.clear();  // of a text of any length that is about something else
    complain(out, Code::not_a_report, std::nullopt, {{"reason", std::string(reason)}});
}

}  // namespace nianbao::passes
