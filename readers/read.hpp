// Bytes of any kind of file -> Source: where the readers meet. A new one is a row of the table in read.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "grammar/source.hpp"
#include "readers/detect.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// Reads a file with the help of another program, which nothing in the library may start.
using ByProgram = std::function<grammar::Extract(FileKind kind, std::string_view bytes, const Limits& limits)>;

struct Options {
    std::optional<grammar::SourceKind> kind;  // else the bytes tell
    Limits limits;
    ByProgram by_program;  // for kinds that need one (PDF, DOC); without it they are refused
};

/// The text of a file, or why there is none. Plain text in UTF-8 is not copied: the bytes must outlive the source.
[[nodiscard]] grammar::Source read(std::string_view bytes, const Options& options = {});

}  // namespace nianbao::readers
