// nianbao compile --trace and --expect: how reports were read and how far they yield what is known of them, for people
// who write layouts. Text on standard output in place of data.
#include "cli/trace_command.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "backends/excerpt.hpp"
#include "backends/render.hpp"
#include "backends/trace.hpp"
#include "cli/expected_cells.hpp"
#include "cli/files.hpp"
#include "cli/opened_input.hpp"
#include "cli/output.hpp"

namespace nianbao::cli {
namespace {

using backends::TracedReport;
using passes::Compilation;
using passes::Status;

constexpr std::size_t longest_path = 200;  // characters

/// What is asked of the inputs, and what has come out so far.
struct Inspection {
    const CompileCommand& command;
    const Reader& reader;
    const passes::Expectation* expectation = nullptr;  // null: nothing is known of the cells
    Tally tally = {};
    bool all_right = true;
};

void show_diagnostics(const Compilation& compilation, const std::string& path, const Inspection& inspection) {
    if (inspection.command.diagnostics == When::never) return;
    const auto options = render_options(STDERR_FILENO, inspection.reader.language, inspection.reader.colour);
    std::string messages;
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics)
        backends::render(compilation, diagnostic, path, options, messages);
    complain(messages);
}

std::string account_of(const TracedReport& report, Inspection& inspection) {
    std::string out;
    if (inspection.command.trace) write_trace(report, out);
    if (inspection.expectation == nullptr) return out;
    const passes::Coverage coverage = judge(*inspection.expectation, report.compilation);
    inspection.all_right = inspection.all_right && coverage.all_right();
    write_coverage(report, coverage, out);
    return out;
}

void inspect(const OpenedInput& opened, const std::string& path, Inspection& inspection, Output& output) {
    Tally tally{.inputs = 1};
    for (std::size_t part = 0; part < opened.parts(); ++part) {
        passes::Trace trace;
        const Compilation compilation = opened.compilation(part, &trace);
        const bool compiled = compilation.status == Status::compiled;
        tally.reports += compiled;
        (compiled ? tally.compiled : tally.failed) = 1;
        show_diagnostics(compilation, path, inspection);
        output.write(fmt::format("{}, report {} of {}: {}\n", backends::visible(path, longest_path), compilation.part,
                                 compilation.parts, passes::name(compilation.status)));
        if (compilation.status == Status::unreadable) continue;
        output.write(account_of({opened.input()->documents[part], compilation, trace}, inspection));
    }
    inspection.tally.add(tally);
}

ExitCode refuse(const std::string& path, std::string_view reason) {
    complain(fmt::format("nianbao: {}: {}\n", backends::visible(path, longest_path), reason));
    return ExitCode::unusable;
}

/// The expectation of the command line, or why it cannot be read.
std::variant<passes::Expectation, std::string> expectation_in(const std::string& path) {
    const auto read = read_file({.path = path, .name = path});
    if (const auto* failure = std::get_if<ReadFailure>(&read)) return failure->argument.value;
    return read_expectation(std::get<FileBytes>(read).view());
}

ExitCode trace_all(Inspection& inspection) {
    Output output;
    for (const InputFile& file : list_inputs(inspection.command.paths))
        inspect(OpenedInput(file, inspection.reader.files), file.path, inspection, output);
    output.close();
    return inspection.tally.exit_code(ExitCode::done);
}

/// Known cells are those of one report.
ExitCode compare(Inspection& inspection) {
    const std::variant expected = expectation_in(*inspection.command.expect);
    if (const auto* reason = std::get_if<std::string>(&expected)) return refuse(*inspection.command.expect, *reason);
    inspection.expectation = &std::get<passes::Expectation>(expected);
    const std::vector<InputFile> inputs = list_inputs(inspection.command.paths);
    if (inputs.size() != 1) return refuse("--expect", "takes one file");
    const OpenedInput opened(inputs.front(), inspection.reader.files);
    if (opened.parts() != 1) return refuse(inputs.front().path, "holds several reports; --expect takes one");
    Output output;
    inspect(opened, inputs.front().path, inspection, output);
    output.close();
    return inspection.tally.exit_code(inspection.all_right ? ExitCode::done : ExitCode::findings);
}

}  // namespace

ExitCode run_trace(const CompileCommand& command, const Reader& reader) {
    Inspection inspection{.command = command, .reader = reader};
    return command.expect ? compare(inspection) : trace_all(inspection);
}

}  // namespace nianbao::cli
