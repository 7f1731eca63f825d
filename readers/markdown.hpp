// Text with tables in HTML between its lines, as programs print it that turn documents or pictures of pages into
// Markdown.
#pragma once

#include <string_view>

#include "grammar/source.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// The lines as they are, and in place of each table its rows, as the reader of pages finds them.
[[nodiscard]] grammar::Extract markdown(std::string_view bytes, const Limits& limits = {});

/// Where the next table begins, at or behind `from`; npos where there is none.
[[nodiscard]] std::size_t next_table(std::string_view text, std::size_t from);

/// Behind the tag that ends a table which begins at `begin`, tables within it and all; the text's end where none does.
[[nodiscard]] std::size_t end_of_table(std::string_view text, std::size_t begin);

}  // namespace nianbao::readers
