// Diagnostics for people: place, message, the source line with a caret under the characters meant, related places,
// the repair. Rendering decides nothing: what is said stands in the Diagnostic.
#pragma once

#include <string>
#include <string_view>

#include "passes/compilation.hpp"

namespace nianbao::backends {

struct RenderOptions {
    passes::Language language = passes::Language::en;
    bool colour = false;
    int ambiguous_width = 2;    // columns of characters of ambiguous East Asian width
    std::size_t columns = 100;  // longest source excerpt shown, in display columns
};

/// Appends one diagnostic, in the manner of compilers: `path:line:column: severity[CODE name]: message`, the source
/// line, a caret line, then notes.
void render(const passes::Compilation& compilation, const passes::Diagnostic& diagnostic, std::string_view path,
            const RenderOptions& options, std::string& out);

}  // namespace nianbao::backends
