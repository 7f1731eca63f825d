#include "backends/json_text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nianbao::backends {
namespace {

constexpr std::size_t chunk = sizeof(std::uint64_t);
constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
constexpr std::uint64_t tops = ones << 7;

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

constexpr std::uint64_t zero_bytes(std::uint64_t bytes) { return (bytes - ones) & ~bytes & tops; }

/// Whether none of eight bytes is a control character, a quote or a backslash.
bool all_plain(const char* text) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    const std::uint64_t controls = (bytes - ones * 0x20) & ~bytes & tops;
    return (controls | zero_bytes(bytes ^ (ones * '"')) | zero_bytes(bytes ^ (ones * '\\'))) == 0;
}

std::size_t plain_length(std::string_view text) {
    std::size_t at = 0;
    while (at + chunk <= text.size() && all_plain(text.data() + at)) at += chunk;
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
