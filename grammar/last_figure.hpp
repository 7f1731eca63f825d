// Lines of figures that only blanks part, looked at from their end. Pure text: spaced.hpp has the rules that read them.
#pragma once

#include <cstddef>
#include <string_view>

namespace nianbao::grammar {

/// Bytes of the figure that ends a text and stands behind a blank or is all of it; 0 where there is none. What is
/// counted and remarks belong to it, though blanks stand between: 17 批次, 22 （其中修订 16 件）, +(0) -(0).
[[nodiscard]] std::size_t last_figure(std::string_view text);

/// Bytes of a line before the figures that end it and their blanks; 0 where there are no such figures, or nothing else.
[[nodiscard]] std::size_t label_before_figures(std::string_view line);

}  // namespace nianbao::grammar
