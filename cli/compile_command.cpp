// nianbao compile: inputs -> data in one of the formats, in the order of the inputs, on one stream or a file an input.
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "backends/backends.hpp"
#include "backends/render.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/opened_input.hpp"
#include "cli/ordered.hpp"
#include "cli/output.hpp"
#include "cli/trace_command.hpp"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

using backends::Format;
using passes::Compilation;
using passes::Language;
using passes::Severity;
using passes::Status;

/// The settings that the work on one input needs.
struct Settings {
    const Format& format;
    passes::Certainty min_certainty;
    backends::RenderOptions rendering;
    const readers::Options& files;
    bool all_diagnostics;  // else those of failures only
    bool no_diagnostics;
};

/// Reports in a format on one output. `alone`: where there is one report, JSON is that object and no array.
class ReportStream {
public:
    ReportStream(Output& output, const Format& format, bool alone)
        : output_(output), format_(format), bare_(alone && format.name == "json") {}

    /// The next report; `parts` is the number of reports in its input.
    void add(std::string_view report, std::size_t parts) {
        if (first_) {
            bare_ = bare_ && parts == 1;
            begin();
        } else {
            output_.write(format_.separator);
        }
        output_.write(report);
    }

    void end() {
        if (first_) begin();
        output_.write(bare_ ? "\n" : format_.after);
        output_.close();
    }

private:
    void begin() {
        first_ = false;
        if (!bare_) output_.write(format_.before);
    }

    Output& output_;
    const Format& format_;
    bool bare_;
    bool first_ = true;
};

std::string messages(const Compilation& compilation, const std::string& path, const Settings& settings) {
    std::string out;
    if (settings.no_diagnostics) return out;
    const bool failed = compilation.status != Status::compiled;
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics) {
        const bool fatal = failed && describe(diagnostic.code).severity == Severity::error;
        if (settings.all_diagnostics || fatal) backends::render(compilation, diagnostic, path, settings.rendering, out);
    }
    return out;
}

/// A report as it is written, and what is said about it.
struct Written {
    std::string data;
    std::string messages;
};

Written write(const Compilation& compilation, const backends::Context& context, const Settings& settings) {
    Written written;
    settings.format.write(compilation, context, written.data);
    written.messages = messages(compilation, context.path, settings);
    return written;
}

/// Compiles the parts of an input and hands each on before the next is begun.
Tally compile_each(const InputFile& file, const Settings& settings,
                   const std::function<void(Written, std::size_t parts)>& hand_on) {
    const OpenedInput input(file, settings.files);
    const backends::Context context{
        .path = file.path, .sha256 = input.sha256(), .min_certainty = settings.min_certainty};
    Tally tally{.inputs = 1};
    for (std::size_t part = 0; part < input.parts(); ++part) {
        const Compilation compilation = input.compilation(part);
        const bool compiled = compilation.status == Status::compiled;
        tally.reports += compiled;
        (compiled ? tally.compiled : tally.failed) = 1;
        hand_on(write(compilation, context, settings), input.parts());
    }
    return tally;
}

/// An input that was compiled ahead of its turn: all of its reports.
struct Finished {
    std::vector<Written> reports;
    Tally tally;
};

void deliver(const Written& written, std::size_t parts, ReportStream& stream) {
    stream.add(written.data, parts);
    complain(written.messages);
}

// One stream for all inputs

bool is_single_input(const std::vector<InputFile>& inputs) {
    return inputs.size() == 1 && !inputs.front().below_directory;
}

Tally compile_alone(const InputFile& file, const Settings& settings, ReportStream& stream) {
    return compile_each(file, settings,
                        [&](const Written& written, std::size_t parts) { deliver(written, parts, stream); });
}

Finished compile_ahead(const InputFile& file, const Settings& settings) {
    Finished finished;
    finished.tally = compile_each(
        file, settings, [&](Written written, std::size_t) { finished.reports.push_back(std::move(written)); });
    return finished;
}

Tally compile_to_stream(const std::vector<InputFile>& inputs, const Settings& settings, std::size_t jobs,
                        Output& output) {
    ReportStream stream(output, settings.format, is_single_input(inputs));
    Tally tally;
    if (inputs.size() == 1 || jobs == 1) {  // no reports of an input need to be kept
        for (const InputFile& file : inputs) tally.add(compile_alone(file, settings, stream));
    } else {
        in_order(
            inputs.size(), jobs, [&](std::size_t index) { return compile_ahead(inputs[index], settings); },
            [&](const Finished& finished) {
                for (const Written& written : finished.reports) deliver(written, finished.reports.size(), stream);
                tally.add(finished.tally);
            });
    }
    stream.end();
    return tally;
}

// A file an input

/// A path below the output directory: what would lead out of it is dropped.
fs::path kept_below(const fs::path& path) {
    fs::path result;
    for (const fs::path& part : path.relative_path().lexically_normal())
        if (part != ".." && part != ".") result /= part;
    return result;
}

fs::path with_extension(fs::path name, std::string_view extension) {
    name.replace_extension(fs::path(extension));
    return name;
}

fs::path with_extension_behind(fs::path name, std::string_view extension) {
    name += fmt::format(".{}", extension);
    return name;
}

/// The names that are taken once each by `name_of` keep it; where two inputs want one name, all of them stay open.
template <class NameOf>
void settle(const std::vector<InputFile>& inputs, std::vector<fs::path>& names, NameOf name_of) {
    std::map<fs::path, int> wanted;
    for (const fs::path& name : names)
        if (!name.empty()) ++wanted[name];
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (names[i].empty()) ++wanted[name_of(inputs[i])];
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const fs::path name = names[i].empty() ? name_of(inputs[i]) : fs::path();
        if (!name.empty() && wanted[name] == 1) names[i] = name;
    }
}

/// a.txt -> a.json; a.txt and a.html -> a.txt.json and a.html.json; 2020/a.txt and 2021/a.txt given by themselves keep
/// their directories; and what still clashes is the same path given twice, which is written twice.
std::vector<fs::path> output_names(const std::vector<InputFile>& inputs, std::string_view extension) {
    std::vector<fs::path> names(inputs.size());
    const auto own = [&](const InputFile& file) { return with_extension(kept_below(file.name), extension); };
    const auto longer = [&](const InputFile& file) { return with_extension_behind(kept_below(file.name), extension); };
    const auto full = [&](const InputFile& file) {
        return with_extension_behind(kept_below(file.path == "-" ? file.name : file.path), extension);
    };
    settle(inputs, names, own);
    settle(inputs, names, longer);
    settle(inputs, names, full);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (names[i].empty()) names[i] = full(inputs[i]);
    return names;
}

void make_directory(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (!error) return;
    throw WriteError(fmt::format("cannot make the directory {}: {}", path.string(), system_reason(error.value())));
}

void write_file(const fs::path& path, const Finished& finished, const Settings& settings) {
    make_directory(path.parent_path());
    Output output(path.string());
    ReportStream stream(output, settings.format, true);
    for (const Written& written : finished.reports) deliver(written, finished.reports.size(), stream);
    stream.end();
}

Tally compile_to_directory(const std::vector<InputFile>& inputs, const Settings& settings, std::size_t jobs,
                           const fs::path& directory) {
    make_directory(directory);
    const std::vector<fs::path> names = output_names(inputs, settings.format.name);
    Tally tally;
    std::size_t index = 0;
    in_order(
        inputs.size(), jobs, [&](std::size_t i) { return compile_ahead(inputs[i], settings); },
        [&](const Finished& finished) {
            write_file(directory / names[index++], finished, settings);
            tally.add(finished.tally);
        });
    return tally;
}

// The command

bool names_directory(const std::string& path) {
    std::error_code error;
    return path.ends_with('/') || fs::is_directory(path, error);
}

Tally compile_all(const CompileCommand& command, const std::vector<InputFile>& inputs, const Settings& settings) {
    const std::string target = command.output.value_or("-");
    if (target == "-") {
        Output output;
        return compile_to_stream(inputs, settings, command.jobs, output);
    }
    if (names_directory(target)) return compile_to_directory(inputs, settings, command.jobs, target);
    Output output(target);
    return compile_to_stream(inputs, settings, command.jobs, output);
}

std::string summary(const Tally& tally, Language language) {
    const auto text = language == Language::zh ? "已编译 {} 个输入中的 {} 个（{} 份报告），{} 个失败\n"
                                               : "inputs: {}, compiled: {} (reports: {}), failed: {}\n";
    return fmt::format(fmt::runtime(text), tally.inputs, tally.compiled, tally.reports, tally.failed);
}

}  // namespace

ExitCode run(const CompileCommand& command, const Reader& reader) {
    if (command.trace || command.expect) return run_trace(command, reader);
    const std::vector<InputFile> inputs = list_inputs(command.paths);
    const bool watched = is_single_input(inputs) || is_terminal(STDERR_FILENO);
    const Settings settings{
        .format = *backends::find_format(command.format),
        .min_certainty = command.min_certainty,
        .rendering = render_options(STDERR_FILENO, reader.language, reader.colour),
        .files = reader.files,
        .all_diagnostics = command.diagnostics == When::always || (command.diagnostics == When::automatic && watched),
        .no_diagnostics = command.diagnostics == When::never,
    };
    const Tally tally = compile_all(command, inputs, settings);
    if (!is_single_input(inputs) && !settings.no_diagnostics) complain(summary(tally, reader.language));
    return tally.exit_code(ExitCode::done);
}

}  // namespace nianbao::cli
