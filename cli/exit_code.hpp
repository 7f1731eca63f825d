// How the program ends. The numbers are the contract's; a signal n ends it with 128 + n.
#pragma once

#include <csignal>

namespace nianbao::cli {

enum class ExitCode : int {
    done = 0,
    findings = 1,       // lint found something at or above --fail-on
    unusable = 2,       // wrong usage, or no input could be compiled
    partly_failed = 3,  // some inputs could not be compiled
    not_written = 4,    // output could not be written
    bug = 101,          // a bug in nianbao, or no memory left
    closed_pipe = 128 + SIGPIPE,
};

}  // namespace nianbao::cli
