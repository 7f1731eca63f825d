// Compilations made by hand for the tests of the backends: they hold every state, certainty and kind of place that a
// format has to write, whether or not some pass makes such a thing today. Agencies are invented.
#pragma once

#include <list>
#include <string>

#include "backends/backends.hpp"
#include "passes/compilation.hpp"

namespace nianbao::tests {

/// The source that the compilation refers to is kept: samples may be copied.
struct Sample {
    std::string name;
    std::string bytes;
    backends::Context context;
    passes::Compilation compilation;
};

[[nodiscard]] std::list<Sample> sample_compilations();

}  // namespace nianbao::tests
