// The command line as a value. arguments.cpp is the only file that sees the parser for it, which is slow to compile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "passes/compilation.hpp"
#include "readers/read.hpp"

namespace nianbao::cli {

/// What every command knows of who runs it.
struct Reader {
    passes::Language language{};
    When colour = When::automatic;
    bool sandbox = true;          // while files are read
    readers::Options files = {};  // how that is done
};

struct CompileCommand {
    std::vector<std::string> paths;
    std::string format;
    std::optional<std::string> output;
    std::size_t jobs = 1;
    passes::Certainty min_certainty = passes::Certainty::proved;
    When diagnostics = When::automatic;
    bool trace = false;                 // an account of the reading instead of data
    std::optional<std::string> expect;  // a comparison with these cells instead of data
};

struct LintCommand {
    std::vector<std::string> paths;
    bool json = false;
    std::optional<passes::Severity> fail_on;  // nothing: never
    std::size_t jobs = 1;
};

struct ExplainCommand {
    std::string code;
};

enum class Listing : unsigned char { layouts, forms, rules };
struct ListCommand {
    Listing what{};
    bool json = false;
};

struct SchemaCommand {};

struct TextCommand {
    std::string path;
    bool places = false;  // before each line its number, and where it stands in the file
};

struct TreeCommand {
    std::string path;
};

struct AnonymizeCommand {
    std::string path;
    std::uint64_t seed = 1;
};

/// --help, --version, or wrong usage.
struct Answer {
    std::string text;
    ExitCode code = ExitCode::done;
};

using Command = std::variant<Answer, CompileCommand, LintCommand, ExplainCommand, ListCommand, SchemaCommand,
                             TextCommand, TreeCommand, AnonymizeCommand>;

struct Arguments {
    Reader reader;
    Command command;

    [[nodiscard]] bool reads_files() const;
    /// The directories of the files that the command writes.
    [[nodiscard]] std::vector<std::string> places_written() const;
};

[[nodiscard]] Arguments parse_arguments(int count, const char* const* values);

}  // namespace nianbao::cli
