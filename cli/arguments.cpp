// Command line -> Arguments, by CLI11. Every option is declared here and nowhere else.
#include "cli/arguments.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "backends/backends.hpp"
#include "backends/names.hpp"
#include "cli/programs.hpp"
#include "version.hpp"

namespace nianbao::cli {
namespace {

using passes::Certainty;
using passes::Language;
using passes::Severity;

constexpr std::size_t most_jobs = 256;

const std::map<std::string, When> whens = {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}};
const std::map<std::string, Language> languages = {{"zh", Language::zh}, {"en", Language::en}};
const std::map<std::string, Certainty> certainties = {
    {"read", Certainty::read}, {"proved", Certainty::proved}, {"guessed", Certainty::guessed}};
const std::map<std::string, std::optional<Severity>> severities = {
    {"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}, {"never", std::nullopt}};
const std::map<std::string, std::optional<grammar::SourceKind>> kinds = [] {
    std::map<std::string, std::optional<grammar::SourceKind>> all = {{"auto", std::nullopt}};
    for (const grammar::SourceKind kind : backends::source_kinds()) all.emplace(backends::name(kind), kind);
    return all;
}();
const std::map<std::string, Listing> listings = {
    {"layouts", Listing::layouts}, {"forms", Listing::forms}, {"rules", Listing::rules}};

/// An option whose words stand for values. CLI11's own transformer would also take the numbers behind them.
template <class Value>
CLI::Option* add_choice(CLI::App& command, const std::string& names, Value& value,
                        const std::map<std::string, Value>& choices, const std::string& description) {
    std::vector<std::string> words;
    for (const auto& [word, meaning] : choices) words.push_back(word);
    const auto set = [&value, &choices](const std::string& word) { value = choices.at(word); };
    return command.add_option_function<std::string>(names, set, description)->check(CLI::IsMember(words));
}

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const backends::Format& format : backends::formats()) names.emplace_back(format.name);
    return names;
}

std::size_t default_jobs() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_jobs); }

void add_inputs(CLI::App& command, std::vector<std::string>& paths, std::size_t& jobs) {
    jobs = default_jobs();
    command.add_option("PATH", paths, "files; - is standard input; a directory is walked")->required();
    command.add_option("-j,--jobs", jobs, "threads; does not change the output")
        ->check(CLI::Range(std::size_t{1}, most_jobs));
}

/// The parser and the values it writes to.
struct Parser {
    CLI::App app{"A compiler for annual reports on open government information (政府信息公开工作年度报告)", "nianbao"};
    Reader reader{.language = language_of_locale(), .files = {.kind = {}, .limits = {}, .by_program = read_by_program}};
    CompileCommand compile;
    LintCommand lint;
    ExplainCommand explain;
    ListCommand list;
    SchemaCommand schema;
    TextCommand text;
    TreeCommand tree;
    AnonymizeCommand anonymize;
    std::string lint_format, list_format, schema_format;
    std::optional<Severity> fail_on = Severity::error;

    Parser() {
        app.set_version_flag("--version", fmt::format("nianbao {}", version));
        app.require_subcommand(1);
        app.fallthrough();  // so that these options may also stand behind the command
        add_choice(app, "--lang", reader.language, languages, "language of messages (default: by locale)");
        add_choice(app, "--color,--colour", reader.colour, whens, "colour diagnostics (default: auto)");
        app.add_flag("!--no-sandbox", reader.sandbox,
                     "read files without the protection of the kernel (Linux: Landlock, seccomp)");
        add_choice(app, "--from", reader.files.kind, kinds, "kind of the files (default: auto, by their content)");
        for (readers::Limit* const limit : reader.files.limits.all())
            app.add_option(std::string(limit->option), limit->most,
                           fmt::format("most {} (default: {})", limit->what, limit->most))
                ->group("Limits of what is read of one file");
        add_compile();
        add_lint();
        add_others();
    }

    [[nodiscard]] Command command() const {
        if (app.got_subcommand("compile")) return compile;
        if (app.got_subcommand("lint")) {
            LintCommand result = lint;
            result.json = lint_format == "json";
            result.fail_on = fail_on;
            return result;
        }
        if (app.got_subcommand("explain")) return explain;
        if (app.got_subcommand("list")) {
            ListCommand result = list;
            result.json = list_format == "json";
            return result;
        }
        if (app.got_subcommand("schema")) return schema;
        if (app.got_subcommand("text")) return text;
        if (app.got_subcommand("anonymize")) return anonymize;
        return tree;
    }

private:
    void add_compile() {
        CLI::App& command = *app.add_subcommand("compile", "Compile reports into data");
        add_inputs(command, compile.paths, compile.jobs);
        compile.format = "json";
        CLI::Option* const format =
            command.add_option("-f,--format", compile.format, "json (default), ndjson, xml, csv");
        format->check(CLI::IsMember(format_names()));
        CLI::Option* const output = command.add_option(
            "-o,--output", compile.output, "a file; or an existing directory or name/, for one file an input");
        add_choice(command, "--min-certainty", compile.min_certainty, certainties,
                   "least certainty of what counts as a value: read, proved (default), guessed");
        add_choice(command, "--diagnostics", compile.diagnostics, whens,
                   "show diagnostics on standard error (default: auto, for one input or a terminal)");
        for (CLI::Option* const instead_of_data :
             {command.add_flag("--trace", compile.trace,
                               "for authors of layouts, instead of data: which layout read which lines, which label is "
                               "which row, how doubtful cells were read"),
              command.add_option(
                  "--expect", compile.expect,
                  "for authors of layouts, instead of data: compare one report with the cells that this "
                  "JSON file gives, {\"table.row.column\": number or null, ...}; 1 unless all are right")})
            instead_of_data->excludes(format)->excludes(output);
    }

    void add_lint() {
        CLI::App& command = *app.add_subcommand("lint", "Report what is wrong, unsure or missing");
        add_inputs(command, lint.paths, lint.jobs);
        command.add_option("-f,--format", lint_format, "text (default), json (a line an input)")
            ->check(CLI::IsMember({"text", "json"}));
        add_choice(command, "--fail-on", fail_on, severities,
                   "least severity that ends with exit code 1: error (default), warning, note, never");
    }

    void add_others() {
        CLI::App& explain_command = *app.add_subcommand("explain", "Explain a diagnostic");
        explain_command.add_option("CODE", explain.code, "its code or name, such as A101")->required();

        CLI::App& list_command = *app.add_subcommand("list", "List what this program knows");
        add_choice(list_command, "WHAT", list.what, listings, "layouts, forms, rules")->required();
        list_command.add_option("-f,--format", list_format, "text (default), json")
            ->check(CLI::IsMember({"text", "json"}));

        CLI::App& schema_command = *app.add_subcommand("schema", "Print the schema of a format");
        schema_command.add_option("FORMAT", schema_format, "json")->required()->check(CLI::IsMember({"json"}));

        CLI::App& text_command = *app.add_subcommand("text", "Print the text that the compiler sees");
        text_command.add_option("FILE", text.path, "a file; - is standard input")->required();

        text_command.add_flag("--places", text.places,
                              "before each line its number, and the page or paragraph that it was taken from");

        CLI::App& tree_command = *app.add_subcommand("tree", "Print the tree that the grammar makes of a text");
        tree_command.add_option("FILE", tree.path, "a file; - is standard input")->required();

        CLI::App& anonymize_command =
            *app.add_subcommand("anonymize", "Print a copy with invented names, prose and figures, to show to others");
        anonymize_command.add_option("FILE", anonymize.path, "a file; - is standard input")->required();
        anonymize_command.add_option("--seed", anonymize.seed, "another number makes other inventions (default: 1)");
    }
};

std::string usage(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    const CLI::App& command = chosen.empty() ? app : *chosen.front();
    const std::string name = chosen.empty() ? app.get_name() : app.get_name() + ' ' + command.get_name();
    return CLI::Formatter().make_usage(&command, name);
}

/// What CLI11 says, but for commands and options that do not exist.
std::string explanation(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_name() != "RequiredError" || !app.get_subcommands().empty()) return error.what();
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
    const std::string commands = fmt::format("the commands are {}", fmt::join(names, ", "));
    const std::vector<std::string> unknown = app.remaining();
    if (unknown.empty()) return fmt::format("a command is required; {}", commands);
    if (unknown.front().starts_with('-')) return fmt::format("there is no option '{}'", unknown.front());
    return fmt::format("there is no command '{}'; {}", unknown.front(), commands);
}

Answer answer(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success)) {
        return {fmt::format("nianbao: {}\n{}Run with --help for more.\n", explanation(app, error), usage(app)),
                ExitCode::unusable};
    }
    std::ostringstream text;
    app.exit(error, text, text);
    return {text.str(), ExitCode::done};
}

/// What CLI11 cannot know: standard input can be read once.
std::optional<Answer> misuse(const Command& command) {
    const auto* const compile = std::get_if<CompileCommand>(&command);
    const auto* const lint = std::get_if<LintCommand>(&command);
    if (!compile && !lint) return std::nullopt;
    const std::vector<std::string>& paths = compile ? compile->paths : lint->paths;
    if (std::ranges::count(paths, "-") <= 1) return std::nullopt;
    return Answer{"nianbao: standard input (-) can be read only once\n", ExitCode::unusable};
}

}  // namespace

bool Arguments::reads_files() const {
    return !std::holds_alternative<Answer>(command) && !std::holds_alternative<ExplainCommand>(command) &&
           !std::holds_alternative<ListCommand>(command) && !std::holds_alternative<SchemaCommand>(command);
}

std::vector<std::string> Arguments::places_written() const {
    const auto* compile = std::get_if<CompileCommand>(&command);
    if (compile == nullptr || !compile->output) return {};
    const std::filesystem::path output(*compile->output);
    return {*compile->output, output.has_parent_path() ? output.parent_path().string() : "."};
}

Arguments parse_arguments(int count, const char* const* values) {
    Parser parser;
    try {
        parser.app.parse(count, values);
    } catch (const CLI::ParseError& error) {
        return {parser.reader, answer(parser.app, error)};
    }
    Command command = parser.command();
    if (std::optional<Answer> wrong = misuse(command)) return {parser.reader, std::move(*wrong)};
    return {parser.reader, std::move(command)};
}

}  // namespace nianbao::cli
