// The commands: each takes what the command line says and returns how the program ends. Data goes to standard output,
// everything else to standard error.
#pragma once

#include "cli/arguments.hpp"

namespace nianbao::cli {

[[nodiscard]] ExitCode run(const CompileCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const LintCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const ExplainCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const ListCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const SchemaCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const TextCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const TreeCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const AnonymizeCommand& command, const Reader& reader);
[[nodiscard]] ExitCode run(const Answer& answer, const Reader& reader);

}  // namespace nianbao::cli
