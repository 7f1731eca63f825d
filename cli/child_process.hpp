// Another program, run on untrusted bytes: without a shell, in an empty directory of its own and within limits. When the
// call returns, it and all that it started have been killed: they are one process group, and the kernel lets none of them
// leave it (Linux with seccomp). When this process ends, it is killed.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::cli {

struct ChildLimits {
    std::chrono::milliseconds time{20'000};
    std::size_t memory = std::size_t{1} << 30;   // bytes of address space
    std::size_t output = std::size_t{64} << 20;  // bytes of standard output
    unsigned open_files = 32;
    int asker = -1;  // a socket: once its other end is closed, nobody waits for the child any more, and it is killed
};

/// How a child ended, and what it printed until then.
struct ChildResult {
    /// `lost`: the process that runs it, or the one that waits for it, is no more.
    enum class End { exited, by_signal, timed_out, too_much_output, not_found, not_started, lost };
    End end = End::not_started;
    int code = 0;           // the exit code or signal, or the system's error number of what could not be started
    std::string output;     // standard output
    std::string complaint;  // the beginning of standard error
};

/// Stands for the input among the arguments of run_child.
inline constexpr std::string_view input_path = "/proc/self/fd/3";

/// Runs a program that is found on the PATH. Its standard input is empty; `input` is a file to it, under `input_path`,
/// that lies in memory. It sees none of our other files and none of our environment, and can write no file: its directory
/// has no name any more, so nothing of it is left behind even if we are killed.
[[nodiscard]] ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments,
                                    std::string_view input, const ChildLimits& limits = {});

/// A program that makes a file of a file, both in its directory, which is also its home and what TMPDIR names. Nothing
/// here keeps it from writing elsewhere, as LibreOffice does in /tmp: that is what a sandbox is for.
struct Converter {
    std::string program;    // that is found on the PATH
    std::string companion;  // beside it: run in its place, if it is there
    std::vector<std::string> arguments;
    std::string input, output;  // names of the files
    std::optional<int> again;   // the exit code by which it asks to be run once more
};

/// The same of a converter: the file that it leaves is the output. Each of its files has to stay below the limit of the
/// output: one that reaches it may have been cut off there. The limit of time is one for all of its runs.
[[nodiscard]] ChildResult run_converter(const Converter& converter, std::string_view input,
                                        const ChildLimits& limits = {});

}  // namespace nianbao::cli
