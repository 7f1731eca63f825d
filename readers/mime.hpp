// A message of several parts, as browsers save pages with what belongs to them (MHTML): its parts, and their bytes out of
// quoted-printable or base64.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"

namespace nianbao::readers {

struct MimePart {
    std::string_view type, charset, encoding;  // text/html, gb2312, quoted-printable; empty where nothing is said
    std::string_view body;
};

/// The parts of a message, or the message itself where it has none; parts within parts are parts too. At most `most`.
[[nodiscard]] std::vector<MimePart> mime_parts(std::string_view message, std::size_t most);

struct MimeBody {
    std::string bytes;
    grammar::Pieces pieces;  // offsets within the part's body
};

[[nodiscard]] MimeBody decode_body(const MimePart& part);

/// Whether two words are the same but for capitals.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);

}  // namespace nianbao::readers
