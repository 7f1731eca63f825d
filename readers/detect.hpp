// What kind of file some bytes are. The bytes tell; names and suffixes are not looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "grammar/source.hpp"

namespace nianbao::readers {

/// ole: an old container that holds something else, such as slides, or is broken. encrypted: a file of Office with a password.
enum class FileKind : std::uint8_t { text, markdown, html, mhtml, docx, xlsx, pdf, doc, rtf, xls, zip, ole, encrypted };

/// Text where nothing tells otherwise.
[[nodiscard]] FileKind detect(std::string_view bytes);

/// The name of the kind for people: DOCX, MHTML, ZIP.
[[nodiscard]] std::string_view name(FileKind kind);

/// What the text of such a file is called in the output: MHTML is html there, and so is text with tables in HTML. Nothing for files that nobody reads.
[[nodiscard]] std::optional<grammar::SourceKind> source_kind(FileKind kind);

}  // namespace nianbao::readers
