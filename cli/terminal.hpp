// What the environment says of the person at the other end: language, colour, width.
#pragma once

#include <cstddef>

#include "backends/render.hpp"
#include "passes/diagnostic.hpp"

namespace nianbao::cli {

enum class When : unsigned char { automatic, always, never };

/// Chinese where the locale for messages is, else English.
[[nodiscard]] passes::Language language_of_locale();

[[nodiscard]] bool is_terminal(int descriptor);

/// How diagnostics look on this stream. `automatic` colours terminals, unless NO_COLOR is set or the terminal is dumb.
[[nodiscard]] backends::RenderOptions render_options(int descriptor, passes::Language language, When colour);

}  // namespace nianbao::cli
