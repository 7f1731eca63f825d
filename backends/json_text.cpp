// Escaping: sixteen bytes are looked at together, and what needs no escape is copied in runs.
#include "backends/json_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nianbao::backends {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

constexpr std::size_t lanes = 16;

/// Sixteen bytes, each looked at alike, which compilers make vector instructions of.
bool are_plain(const char* text) {
    std::array<std::uint8_t, lanes> special;
    for (std::size_t i = 0; i < lanes; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        special[i] = (byte < 0x20) | (byte == '"') | (byte == '\\');
    }
    std::array<std::uint64_t, 2> words;
    std::memcpy(words.data(), special.data(), lanes);
    return (words[0] | words[1]) == 0;
}

std::size_t plain_length(std::string_view text) {
    std::size_t at = 0;
    while (at + lanes <= text.size() && are_plain(text.data() + at)) at += lanes;
    const bool at_end = at + lanes > text.size() && at != 0;
    if (at_end && are_plain(text.data() + text.size() - lanes)) return text.size();
    while (at < text.size() && is_plain(text[at])) ++at;
    return at;
}

/// Puts a text of fewer bytes than are looked at together, if none needs an escape: copied among blanks, they are.
bool put_short(Output& out, std::string_view text) {
    char* to = out.reserve(lanes);
    std::memset(to, ' ', lanes);
    std::memcpy(to, text.data(), text.size());
    if (!are_plain(to)) return false;
    out.commit(to + text.size());
    return true;
}

void put_escape(Output& out, char c) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    switch (c) {
        case '"': return out.put("\\\"");
        case '\\': return out.put("\\\\");
        case '\n': return out.put("\\n");
        case '\r': return out.put("\\r");
        case '\t': return out.put("\\t");
        default: break;
    }
    out.put("\\u00");
    out.put(hexadecimal[static_cast<unsigned char>(c) >> 4]);
    out.put(hexadecimal[static_cast<unsigned char>(c) & 0x0F]);
}

}  // namespace

void put_json_escaped(Output& out, std::string_view text) {
    if (text.size() < lanes && put_short(out, text)) return;
    for (;;) {
        const std::size_t plain = plain_length(text);
        out.put(text.substr(0, plain));
        if (plain == text.size()) return;
        put_escape(out, text[plain]);
        text.remove_prefix(plain + 1);
    }
}

}  // namespace nianbao::backends
