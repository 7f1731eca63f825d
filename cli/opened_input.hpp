// One input, read: its text, or why there is none, and its compilations one at a time. So memory holds one compilation
// of an input, however many reports it has.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "compile.hpp"
#include "readers/read.hpp"

namespace nianbao::cli {

class OpenedInput {
public:
    OpenedInput(const InputFile& file, const readers::Options& options);

    /// At least 1; an input that cannot be read has one part, which says so.
    [[nodiscard]] std::size_t parts() const;
    /// `trace` gets what was done and why, if it is not null.
    [[nodiscard]] passes::Compilation compilation(std::size_t part, passes::Trace* trace = nullptr) const;

    [[nodiscard]] std::string_view bytes() const { return bytes_.view(); }
    [[nodiscard]] const std::string& sha256() const { return sha256_; }
    /// Null where the input could not be read.
    [[nodiscard]] const Input* input() const { return input_ ? &*input_ : nullptr; }

private:
    FileBytes bytes_;
    std::string sha256_;
    std::optional<Input> input_;  // refers into the bytes
    std::optional<ReadFailure> failure_;
};

/// What became of the parts of one input, or of all inputs.
struct Tally {
    std::size_t inputs = 0, reports = 0;
    std::size_t compiled = 0;  // inputs of which some part was compiled
    std::size_t failed = 0;    // inputs of which some part was not

    void add(const Tally& other);
    /// The exit code for what could not be compiled; `otherwise` where everything could.
    [[nodiscard]] ExitCode exit_code(ExitCode otherwise) const;
};

}  // namespace nianbao::cli
