// unicode.hpp with ICU: normalisation and display widths. The only file that sees ICU; a build without it (WebAssembly)
// replaces this one file.
#include "grammar/unicode.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace nianbao::grammar {
namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool takes_no_column(UChar32 character) {
    constexpr std::uint32_t mask = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_MN_MASK | U_GC_ME_MASK;
    return (U_MASK(u_charType(character)) & mask) != 0;
}

}  // namespace

std::string compatibility_form(std::string_view text) {
    constexpr std::size_t icu_limit = std::numeric_limits<std::int32_t>::max();
    if (is_ascii(text) || text.size() > icu_limit) return std::string(text);

    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return std::string(text);

    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
    return U_SUCCESS(status) ? result : std::string(text);
}

int display_width(char32_t code_point, int ambiguous_width) {
    if (code_point >= 0x20 && code_point < 0x7F) return 1;
    const auto character = static_cast<UChar32>(code_point);
    if (takes_no_column(character)) return 0;
    switch (u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH)) {
        case U_EA_WIDE:
        case U_EA_FULLWIDTH: return 2;
        case U_EA_AMBIGUOUS: return ambiguous_width;
        default: return 1;
    }
}

}  // namespace nianbao::grammar
