// An unreadable input is a status and one S diagnostic; there is no source to point into.
#include "cli/failures.hpp"

#include <utility>

#include <unistd.h>

#include "backends/render.hpp"
#include "cli/output.hpp"

namespace nianbao::cli {

passes::Compilation unreadable(ReadFailure failure) {
    passes::Compilation compilation;
    compilation.status = passes::Status::unreadable;
    compilation.diagnostics.push_back({.code = failure.code, .arguments = {std::move(failure.argument)}});
    return compilation;
}

void complain_about(const passes::Compilation& compilation, const std::string& path, const Reader& reader) {
    std::string out;
    const backends::RenderOptions options = render_options(STDERR_FILENO, reader.language, reader.colour);
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics)
        backends::render(compilation, diagnostic, path, options, out);
    complain(out);
}

}  // namespace nianbao::cli
