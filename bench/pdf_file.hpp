// A PDF file that prints words where a page of the tests has them: the font is named and not embedded, as its metrics
// are all that pdftotext looks at.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::bench {

/// `words` is what `pdftotext -bbox` would print of the file, `drawing` what `pdftocairo -svg` would.
[[nodiscard]] std::string pdf_file(std::string_view words, std::string_view drawing);

}  // namespace nianbao::bench
