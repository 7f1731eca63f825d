// Reading, digest, and the three calls into the library.
#include "cli/opened_input.hpp"

#include <mutex>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cli/failures.hpp"
#include "cli/output.hpp"
#include "cli/sandbox.hpp"
#include "cli/sha256.hpp"

namespace nianbao::cli {
namespace {

/// Said once, and only where a file is more than plain text.
void note_missing_protection() {
    static std::once_flag once;
    std::call_once(once, [] {
        complain(fmt::format("nianbao: note: files are read without the kernel's protection, which is not there: {}\n",
                             missing_protection()));
    });
}

}  // namespace

OpenedInput::OpenedInput(const InputFile& file, const readers::Options& options) {
    std::variant<FileBytes, ReadFailure> bytes = read_file(file);
    if (auto* failure = std::get_if<ReadFailure>(&bytes)) {
        failure_ = std::move(*failure);
        return;
    }
    bytes_ = std::get<FileBytes>(std::move(bytes));
    sha256_ = cli::sha256(bytes_.view());
    input_ = read(readers::read(bytes_.view(), options));
    if (input_->source.kind() != grammar::SourceKind::text && !missing_protection().empty()) note_missing_protection();
}

std::size_t OpenedInput::parts() const { return input_ ? input_->documents.size() : 1; }

passes::Compilation OpenedInput::compilation(std::size_t part, passes::Trace* trace) const {
    return input_ ? compile(*input_, part, {.trace = trace}) : unreadable(*failure_);
}

void Tally::add(const Tally& other) {
    inputs += other.inputs;
    reports += other.reports;
    compiled += other.compiled;
    failed += other.failed;
}

ExitCode Tally::exit_code(ExitCode otherwise) const {
    if (failed == 0) return otherwise;
    return compiled == 0 ? ExitCode::unusable : ExitCode::partly_failed;
}

}  // namespace nianbao::cli
