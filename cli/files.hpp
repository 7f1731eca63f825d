// The only place where inputs are listed and read.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "passes/diagnostic.hpp"

namespace nianbao::cli {

/// An input as the user named it, or as it was found below a directory.
struct InputFile {
    std::string path;              // as given; "-" is standard input; below a directory its path is put in front
    std::string name;              // relative to the directory that was walked, else the file's own name
    bool below_directory = false;  // found by walking
    bool empty_directory = false;  // stands for a directory without any file
};

/// The inputs of a command line in their order. Directories are walked, each in the byte order of relative paths:
/// regular files and links to them, no hidden names. Links to directories below are not followed, so loops are
/// harmless. What cannot be looked at is listed too: reading it says why.
[[nodiscard]] std::vector<InputFile> list_inputs(const std::vector<std::string>& paths);

/// Why an input has no bytes, as a diagnostic says it.
struct ReadFailure {
    passes::Code code{};
    passes::Argument argument;
};

/// What was read: unlike that of a string, its room is not filled before.
struct FileBytes {
    std::unique_ptr<char[]> data;
    std::size_t size = 0;

    [[nodiscard]] std::string_view view() const { return {data.get(), size}; }
};

/// The bytes of a file, or why there are none. Pipes and devices are read to their end.
[[nodiscard]] std::variant<FileBytes, ReadFailure> read_file(const InputFile& file);

/// The system's words for an error number, as part of a sentence.
[[nodiscard]] std::string system_reason(int error);

}  // namespace nianbao::cli
