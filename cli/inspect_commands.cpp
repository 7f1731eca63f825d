// nianbao text and tree: what the compiler sees of one input, for people who ask why.
#include <string>

#include "cli/commands.hpp"
#include "cli/failures.hpp"
#include "cli/opened_input.hpp"
#include "cli/output.hpp"
#include "grammar/parse.hpp"

namespace nianbao::cli {
namespace {

ExitCode print(const std::string& path, const Reader& reader, void (*write)(const Input&, Output&)) {
    const OpenedInput opened({.path = path, .name = path});
    const bool refused = !opened.input() || opened.input()->source.refusal() != grammar::Refusal::none;
    if (refused) {
        complain_about(opened.compilation(0), path, reader);
        return ExitCode::unusable;
    }
    Output output;
    write(*opened.input(), output);
    output.close();
    return ExitCode::done;
}

}  // namespace

ExitCode run(const TextCommand& command, const Reader& reader) {
    return print(command.path, reader, [](const Input& input, Output& output) { output.write(input.source.text()); });
}

ExitCode run(const TreeCommand& command, const Reader& reader) {
    return print(command.path, reader,
                 [](const Input& input, Output& output) { output.write(grammar::print(input.tree, input.source)); });
}

}  // namespace nianbao::cli
