// Runs the program within its limits and tells its failures; what it prints is read in readers/.
#include "cli/programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/child_process.hpp"
#include "cli/old_office.hpp"
#include "readers/compound_file.hpp"
#include "readers/office.hpp"
#include "readers/pdf.hpp"
#include "readers/pdf_pictures.hpp"
#include "readers/refused.hpp"
#include "readers/rtf_check.hpp"

namespace nianbao::cli {
namespace {

using grammar::Extract;
using grammar::Refusal;
using readers::FileKind;
using readers::Limits;
using End = ChildResult::End;

Extract refuse(FileKind kind, readers::Refused refused) {
    return readers::refuse(readers::source_kind(kind).value_or(grammar::SourceKind::text), std::move(refused));
}

/// The last line of what a program complained of; printable ASCII, as anything may be in it that is in the file.
std::string last_line(std::string_view complaint) {
    while (!complaint.empty() && (complaint.back() == '\n' || complaint.back() == ' ')) complaint.remove_suffix(1);
    std::string line(complaint.substr(complaint.rfind('\n') + 1));
    std::ranges::replace_if(
        line, [](char c) { return c < ' ' || c > '~'; }, '?');
    return line;
}

ChildLimits child_limits(const Limits& limits) {
    constexpr std::size_t day = 86'400;
    return {.time = std::chrono::seconds(std::min(limits.program_seconds.most, day)),
            .memory = limits.program_memory.most,
            .output = limits.program_output.most};
}

/// Why there is no output to read, if there is none.
std::optional<Extract> failure(FileKind kind, const std::string& program, std::string_view package,
                               const ChildResult& result, const Limits& limits) {
    const auto failed = [&](std::string_view how) {
        return refuse(kind, {Refusal::failed_program, fmt::format("{}: {}", program, how)});
    };
    switch (result.end) {
        case End::exited:
            if (result.code == 0) return std::nullopt;
            return failed(result.complaint.empty() ? fmt::format("exit code {}", result.code)
                                                   : last_line(result.complaint));
        case End::by_signal: return failed(fmt::format("signal {}", result.code));
        case End::timed_out: return refuse(kind, {Refusal::over_limit, beyond(limits.program_seconds)});
        case End::too_much_output: return refuse(kind, {Refusal::over_limit, beyond(limits.program_output)});
        case End::not_found: return refuse(kind, {Refusal::missing_program, std::string(package)});
        case End::not_started: return failed(std::generic_category().message(result.code));
        case End::lost: return failed("the process that runs it has ended");
    }
    return std::nullopt;
}

/// Whether the lines of the pages would change nothing: there is no word, or there are more pages than are read.
bool needs_no_lines(std::string_view words, const Limits& limits) {
    constexpr std::string_view page = "<page ";
    std::size_t pages = 0;
    for (std::size_t at = words.find(page); at != words.npos; at = words.find(page, at + page.size())) ++pages;
    return pages > limits.pages.most || words.find("<word ") == words.npos;
}

/// Why the lines that a PDF draws are not known.
std::string why_not_drawn(const std::string& drawer, End end, const Extract& failed, const Limits& limits) {
    if (end == End::timed_out)
        return fmt::format("{}: out of time, a quarter of {} s at most ({})", drawer, limits.program_seconds.most,
                           limits.program_seconds.option);
    return failed.refusal == Refusal::failed_program ? failed.refused : drawer + ": " + failed.refused;
}

/// The words of a PDF and, where they are to be read, the lines that it draws; both within the time of one program, of
/// which the lines get no more than a quarter. One page more than is read, so that it shows where there are more.
Extract read_pdf_file(std::string_view bytes, const Limits& limits) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string program = "pdftotext", input(input_path);
    constexpr std::size_t most = 1'000'000;  // pages, which the program counts in an int
    const std::string last_page = std::to_string(std::min(limits.pages.most, most) + 1);
    ChildLimits child = child_limits(limits);
    const ChildResult words =
        run_child(program, {"-cropbox", "-bbox", "-enc", "UTF-8", "-l", last_page, input, "-"}, bytes, child);
    if (auto failed = failure(FileKind::pdf, program, "poppler-utils", words, limits)) return *std::move(failed);
    if (needs_no_lines(words.output, limits)) return readers::read_pdf({words.output}, limits);

    const std::string drawer = "pdftocairo";
    const auto spent = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    child.time = std::max(std::min(child.time / 4, child.time - spent), std::chrono::milliseconds(1));
    const ChildResult drawing =
        run_child(drawer, {"-svg", "-l", last_page, input, "-"}, readers::without_pictures(bytes), child);
    const auto failed = failure(FileKind::pdf, drawer, "poppler-utils", drawing, limits);
    if (!failed) return readers::read_pdf({words.output, drawing.output}, limits);
    Extract extract = readers::read_pdf({words.output}, limits);
    extract.notes.push_back(
        {grammar::SourceEvent::rules_unread, {why_not_drawn(drawer, drawing.end, *failed, limits)}});
    return extract;
}

Extract convert(FileKind kind, std::string_view bytes, const Limits& limits) {
    const std::string program = "soffice";
    const bool is_workbook = kind == FileKind::xls;
    const ChildResult result =
        convert_old_office(is_workbook ? OldOffice::workbook : OldOffice::document, bytes, child_limits(limits));
    const std::string_view package = is_workbook ? "libreoffice-calc" : "libreoffice-writer";
    if (auto failed = failure(kind, program, package, result, limits)) return *std::move(failed);
    if (result.output.empty())
        return refuse(kind, {Refusal::failed_program,
                             fmt::format("{}: no file was made of it; is {} installed?", program, package)});
    return readers::read_office(result.output, limits);
}

/// What is not worth LibreOffice's time, as far as that can be told at once, is not given to it.
Extract read_old_office_file(FileKind kind, std::string_view bytes, const Limits& limits) {
    if (kind == FileKind::rtf) {
        readers::CheckedRtf checked = readers::check_rtf(bytes, limits);
        return checked.refused ? refuse(kind, std::move(checked.refused))
                               : convert(kind, checked.without_pictures, limits);
    }
    readers::Refused refused = readers::CompoundFile(bytes).check_streams();
    return refused ? refuse(kind, std::move(refused)) : convert(kind, bytes, limits);
}

}  // namespace

Extract read_by_program(FileKind kind, std::string_view bytes, const Limits& limits) {
    switch (kind) {
        case FileKind::pdf: return read_pdf_file(bytes, limits);
        case FileKind::doc:
        case FileKind::rtf:
        case FileKind::xls: return read_old_office_file(kind, bytes, limits);
        case FileKind::text:
        case FileKind::markdown:
        case FileKind::html:
        case FileKind::mhtml:
        case FileKind::docx:
        case FileKind::xlsx:
        case FileKind::zip:
        case FileKind::ole:
        case FileKind::encrypted: break;
    }
    return refuse(kind, {Refusal::unsupported_kind, std::string(readers::name(kind))});
}

}  // namespace nianbao::cli
