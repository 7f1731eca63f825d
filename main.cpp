// The program: a command line in, an exit code out. What the commands do is in cli/, what they know in the library.
#include <exception>
#include <new>
#include <variant>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/old_office.hpp"
#include "cli/output.hpp"
#include "cli/sandbox.hpp"

namespace {

using nianbao::cli::ExitCode;

ExitCode run(int count, char** values) {
    const nianbao::cli::Arguments arguments = nianbao::cli::parse_arguments(count, values);
    if (arguments.reads_files()) {
        nianbao::cli::start_office_process(arguments.reader.sandbox);
        if (arguments.reader.sandbox) nianbao::cli::enter_sandbox(arguments.places_written());
    }
    return std::visit([&](const auto& command) { return nianbao::cli::run(command, arguments.reader); },
                      arguments.command);
}

/// How each thing that can be thrown ends the program. Called within a handler.
ExitCode explain_current_exception() {
    using nianbao::cli::complain;
    try {
        throw;
    } catch (const nianbao::cli::ClosedPipe&) {
        return ExitCode::closed_pipe;
    } catch (const nianbao::cli::WriteError& error) {
        complain(fmt::format("nianbao: {}\n", error.what()));
        return ExitCode::not_written;
    } catch (const std::bad_alloc&) {
        complain("nianbao: not enough memory\n");
        return ExitCode::bug;
    } catch (const std::exception& error) {
        complain(fmt::format("nianbao: internal error: {}\n", error.what()));
        return ExitCode::bug;
    } catch (...) {
        complain("nianbao: internal error\n");
        return ExitCode::bug;
    }
}

}  // namespace

int main(int count, char** values) {
    ExitCode code{};
    try {
        nianbao::cli::guard_standard_streams();
        nianbao::cli::handle_signals();
        code = run(count, values);
    } catch (...) {
        code = explain_current_exception();
    }
    return static_cast<int>(code);
}
