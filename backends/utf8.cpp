// The table of well-formed byte sequences is 3-7 of the Unicode Standard.
#include "backends/utf8.hpp"

#include <cstddef>

#include "backends/eight_bytes.hpp"

namespace nianbao::backends {
namespace {

struct Sequence {
    std::size_t length = 1;
    bool valid = false;
};

/// The bounds of a sequence's second byte: what keeps out overlong forms, surrogates and what is above U+10FFFF.
struct Bounds {
    unsigned char low = 0x80, high = 0xBF;
};

std::size_t length_by_lead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

Bounds bounds_behind(unsigned char lead) {
    switch (lead) {
        case 0xE0: return {0xA0, 0xBF};
        case 0xED: return {0x80, 0x9F};
        case 0xF0: return {0x90, 0xBF};
        case 0xF4: return {0x80, 0x8F};
        default: return {};
    }
}

Sequence first_sequence(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = length_by_lead(lead);
    if (length == 0) return {1, false};
    Bounds bounds = bounds_behind(lead);
    for (std::size_t i = 1; i < length; ++i, bounds = {}) {
        if (i == text.size()) return {i, false};
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < bounds.low || byte > bounds.high) return {i, false};
    }
    return {length, true};
}

/// How much of the front of a text is well-formed.
std::size_t valid_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + 8 <= text.size() && (eight_bytes::load(text.data() + at) & eight_bytes::tops) == 0) {
            at += 8;
            continue;
        }
        const Sequence sequence = first_sequence(text.substr(at));
        if (!sequence.valid) break;
        at += sequence.length;
    }
    return at;
}

}  // namespace

std::string well_formed_utf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t valid = valid_length(text);
        result.append(text.substr(0, valid));
        text.remove_prefix(valid);
        if (text.empty()) break;
        result.append("\xEF\xBF\xBD");
        text.remove_prefix(first_sequence(text).length);
    }
    return result;
}

}  // namespace nianbao::backends
