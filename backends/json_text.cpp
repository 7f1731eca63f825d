// Escaping: eight bytes are looked at together, and what needs no escape is copied in runs.
#include "backends/json_text.hpp"

#include <cstddef>

namespace nianbao::backends {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

bool are_plain(const char* eight) { return to_be_escaped(eight_bytes::load(eight)) == 0; }

std::size_t plain_length(std::string_view text) {
    std::size_t at = 0;
    while (at + 8 <= text.size() && are_plain(text.data() + at)) at += 8;
    const bool at_end = at + 8 > text.size() && at != 0;
    if (at_end && are_plain(text.data() + text.size() - 8)) return text.size();
    while (at < text.size() && is_plain(text[at])) ++at;
    return at;
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
    for (;;) {
        const std::size_t plain = plain_length(text);
        out.put(text.substr(0, plain));
        if (plain == text.size()) return;
        put_escape(out, text[plain]);
        text.remove_prefix(plain + 1);
    }
}

}  // namespace nianbao::backends
