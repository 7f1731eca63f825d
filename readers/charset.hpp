// Bytes of one encoding as UTF-8. ICU converts (charset_icu.cpp); nothing else of the readers sees ICU.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/source.hpp"

namespace nianbao::readers {

/// GB18030 is also what is called GBK and GB2312: both are parts of it.
enum class Charset : std::uint8_t { utf_8, utf_16le, utf_16be, gb18030, big5 };

/// The name that IANA has for it.
[[nodiscard]] std::string_view name(Charset charset);

struct Converted {
    std::string text;        // valid UTF-8 without NUL; U+FFFD stands for what is no character
    grammar::Pieces pieces;  // where its characters stand in the bytes; none: offsets are the same
    grammar::Mending mending;
};

/// Never fails. At most `grammar::max_input_bytes` are converted.
[[nodiscard]] Converted convert(std::string_view bytes, Charset charset);

}  // namespace nianbao::readers
