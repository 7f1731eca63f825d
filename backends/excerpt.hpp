// One line of the source around a span, cut to a width, and where its caret line goes. What comes from the input is
// shown, never obeyed: control characters and invisible marks, which could command a terminal or hide text, are
// written out. The work is bounded by the width, however long the line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "grammar/source.hpp"

namespace nianbao::backends {

struct Excerpt {
    std::string line;        // without its end; an ellipsis stands for what was left out
    std::size_t indent = 0;  // display columns before the first caret
    std::size_t marked = 1;  // display columns that the carets take
};

/// The line on which `span` begins; of a span over several lines the first is marked. `text` is valid UTF-8.
[[nodiscard]] Excerpt excerpt(std::string_view text, grammar::Span span, std::size_t columns, int ambiguous_width);

/// A path or a sentence on one line: its first characters, `most` of them, made visible.
[[nodiscard]] std::string visible(std::string_view text, std::size_t most);

}  // namespace nianbao::backends
