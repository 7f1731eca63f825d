// An unreadable input is a status and one S diagnostic; there is no source to point into.
#include "cli/failures.hpp"

#include <utility>

namespace nianbao::cli {

passes::Compilation unreadable(ReadFailure failure) {
    passes::Compilation compilation;
    compilation.status = passes::Status::unreadable;
    compilation.diagnostics.push_back({.code = failure.code, .arguments = {std::move(failure.argument)}});
    return compilation;
}

}  // namespace nianbao::cli
