// Compilations made by hand for the tests of the backends: they hold every state, certainty and kind of place that a
// format has to write, whether or not some pass makes such a thing today. Agencies are invented.
#pragma once

#include <list>
#include <string>

#include "backends/backends.hpp"
#include "grammar/source.hpp"
#include "passes/compilation.hpp"

namespace nianbao::tests {

/// A compilation refers to its source, so a sample stays where it is made.
struct Sample {
    std::string name;
    std::string bytes;
    grammar::Source source;
    backends::Context context;
    passes::Compilation compilation;
};

[[nodiscard]] std::list<Sample> sample_compilations();

}  // namespace nianbao::tests
