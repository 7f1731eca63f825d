// Which encoding bytes of text are in: that of a byte-order mark, UTF-8 where it is valid, else the one in which words of
// the form appear, whatever the file says of itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.hpp"
#include "readers/charset.hpp"

namespace nianbao::readers {

struct Decoded {
    std::string text;  // valid UTF-8 without a byte-order mark or NUL
    grammar::Pieces pieces;
    Charset charset{};
    grammar::Mending mending;
    std::vector<grammar::SourceNote> notes;  // of a declaration that was overruled
    bool is_text = true;                     // else it is no text in any encoding, and `text` is empty
};

/// `declared`: what the file says its encoding is; empty where it says nothing.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view declared = {});

}  // namespace nianbao::readers
