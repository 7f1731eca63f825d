// nianbao text and tree: what the compiler sees of one input, for people who ask why.
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "backends/names.hpp"
#include "cli/commands.hpp"
#include "cli/failures.hpp"
#include "cli/opened_input.hpp"
#include "cli/output.hpp"
#include "grammar/parse.hpp"

namespace nianbao::cli {
namespace {

/// The lines of the text, each behind its number and its place: `   12 page 3 | 规章→4`.
void write_with_places(const grammar::Source& source, Output& output) {
    std::uint32_t at = 0;
    for (std::size_t line = 1; at < source.text().size(); ++line) {
        const std::size_t end = source.text().find('\n', at);
        const std::string_view text = source.text().substr(at, end == std::string_view::npos ? end : end - at);
        const std::string origin = backends::name(source.origin(at));
        output.write(fmt::format("{:>5}{}{} | {}\n", line, origin.empty() ? "" : " ", origin, text));
        at += static_cast<std::uint32_t>(text.size()) + 1;
    }
}

ExitCode print(const std::string& path, const Reader& reader, void (*write)(const Input&, Output&)) {
    const OpenedInput opened({.path = path, .name = path}, reader.files);
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
    if (command.places)
        return print(command.path, reader,
                     [](const Input& input, Output& output) { write_with_places(input.source, output); });
    return print(command.path, reader, [](const Input& input, Output& output) { output.write(input.source.text()); });
}

ExitCode run(const TreeCommand& command, const Reader& reader) {
    return print(command.path, reader,
                 [](const Input& input, Output& output) { output.write(grammar::print(input.tree, input.source)); });
}

}  // namespace nianbao::cli
