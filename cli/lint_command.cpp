// nianbao lint: inputs -> findings on standard output, for people or a JSON line an input.
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

#include "backends/backends.hpp"
#include "backends/render.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/opened_input.hpp"
#include "cli/ordered.hpp"
#include "cli/output.hpp"

namespace nianbao::cli {
namespace {

using passes::Compilation;
using passes::Severity;
using passes::Status;

/// How many findings there are of each severity.
using Counts = std::array<std::size_t, 3>;

struct Finished {
    std::string text;
    Counts counts{};
    Tally tally;
};

/// An input has one line, so the findings of all its reports are one list. They point into the same source.
Compilation findings(const OpenedInput& input, Tally& tally) {
    Compilation all = input.compilation(0);
    for (std::size_t part = 0; part < input.parts(); ++part) {
        Compilation next = part == 0 ? Compilation{} : input.compilation(part);
        const Status status = part == 0 ? all.status : next.status;
        const bool compiled = status == Status::compiled;
        tally.reports += compiled;
        (compiled ? tally.compiled : tally.failed) = 1;
        if (compiled) all.status = status;
        std::ranges::move(next.diagnostics, std::back_inserter(all.diagnostics));
    }
    return all;
}

Finished lint(const InputFile& file, const LintCommand& command, const readers::Options& files,
              const backends::RenderOptions& rendering) {
    const OpenedInput input(file, files);
    Finished finished{.text = {}, .tally = {.inputs = 1}};
    const Compilation compilation = findings(input, finished.tally);
    if (command.json)
        backends::write_lint_json(compilation, {.path = file.path, .sha256 = input.sha256()}, finished.text);
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics) {
        ++finished.counts[static_cast<std::size_t>(describe(diagnostic.code).severity)];
        if (!command.json) backends::render(compilation, diagnostic, file.path, rendering, finished.text);
    }
    return finished;
}

std::string summary(const Counts& counts, const Tally& tally, passes::Language language) {
    const auto text = language == passes::Language::zh ? "{} 个输入：错误 {}，警告 {}，提示 {}\n"
                                                       : "inputs: {}, errors: {}, warnings: {}, notes: {}\n";
    return fmt::format(fmt::runtime(text), tally.inputs, counts[static_cast<std::size_t>(Severity::error)],
                       counts[static_cast<std::size_t>(Severity::warning)],
                       counts[static_cast<std::size_t>(Severity::note)]);
}

bool found(const Counts& counts, std::optional<Severity> least) {
    if (!least) return false;
    for (std::size_t severity = static_cast<std::size_t>(*least); severity < counts.size(); ++severity)
        if (counts[severity] != 0) return true;
    return false;
}

}  // namespace

ExitCode run(const LintCommand& command, const Reader& reader) {
    const std::vector<InputFile> inputs = list_inputs(command.paths);
    const backends::RenderOptions rendering = render_options(STDOUT_FILENO, reader.language, reader.colour);
    Output output;
    Counts counts{};
    Tally tally;
    in_order(
        inputs.size(), command.jobs,
        [&](std::size_t index) { return lint(inputs[index], command, reader.files, rendering); },
        [&](const Finished& finished) {
            output.write(finished.text);
            for (std::size_t severity = 0; severity < counts.size(); ++severity)
                counts[severity] += finished.counts[severity];
            tally.add(finished.tally);
        });
    output.close();
    if (!command.json) complain(summary(counts, tally, reader.language));
    return tally.exit_code(found(counts, command.fail_on) ? ExitCode::findings : ExitCode::done);
}

}  // namespace nianbao::cli
