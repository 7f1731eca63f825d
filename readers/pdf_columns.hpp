// Pages whose text is set in two columns: the left one is read before the right one, as if it were a page before it.
#pragma once

#include <cstddef>
#include <vector>

#include "readers/pdf_words.hpp"

namespace nianbao::readers {

/// The pages, with each stretch of a page that has two columns of prose as two pages, and what stands above and below it
/// as pages of their own. They keep the number of the page that they stand on, and words their places on it. Where there
/// would be more than `most` pages, they stay as they are.
[[nodiscard]] std::vector<WordPage> columns_apart(std::vector<WordPage> pages, std::size_t most);

}  // namespace nianbao::readers
