// charset.hpp with ICU's converters, and what is right where ICU 72 is wrong about GB18030.
#include "readers/charset.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <memory>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf8.h>

namespace nianbao::readers {
namespace {

constexpr UChar32 replacement = 0xFFFD;
constexpr UChar euro = 0x20AC;

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

const char* icu_name(Charset charset) {
    switch (charset) {
        case Charset::utf_8: return "UTF-8";
        case Charset::utf_16le: return "UTF-16LE";
        case Charset::utf_16be: return "UTF-16BE";
        case Charset::gb18030: return "gb18030";
        case Charset::big5: return "windows-950";
    }
    return "";
}

/// Two-byte codes that ICU 72 has for private use, and the characters that GB18030-2022 and browsers have. A3A0 is a wide
/// blank in old files.
constexpr std::pair<UChar32, UChar32> real_characters[] = {
    {0xE5E5, 0x3000}, {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13},
    {0xE791, 0xFE14}, {0xE792, 0xFE15}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18},
    {0xE796, 0xFE19}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
    {0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB},
};
static_assert(std::ranges::is_sorted(real_characters));

UChar32 real_character(UChar32 converted) {
    if (converted < std::begin(real_characters)->first || converted > std::prev(std::end(real_characters))->first)
        return converted;
    const auto found = std::ranges::lower_bound(real_characters, converted, {}, &std::pair<UChar32, UChar32>::first);
    return found != std::end(real_characters) && found->first == converted ? found->second : converted;
}

struct Mended {
    bool has_euro = false;  // byte 80, as Windows' GBK has it
    std::uint32_t count = 0;
};

/// What ICU calls for bytes that are no character. `context` is a Mended.
void U_CALLCONV mend(const void* context, UConverterToUnicodeArgs* arguments, const char* bytes, std::int32_t length,
                     UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;  // no bytes: the converter is opened, closed or copied
    Mended& mended = *static_cast<Mended*>(const_cast<void*>(context));  // ICU hands it back as it got it
    const bool is_euro = mended.has_euro && length == 1 && bytes[0] == '\x80';
    const UChar character = is_euro ? euro : static_cast<UChar>(replacement);
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &character, 1, 0, status);
    mended.count += is_euro ? 0 : 1;
}

class Conversion {
public:
    explicit Conversion(std::string_view bytes) : bytes_(bytes.substr(0, grammar::max_input_bytes)) {
        out_.text.reserve(bytes_.size() + bytes_.size() / 2);
    }

    Converted run(Charset charset) {
        UErrorCode status = U_ZERO_ERROR;
        const Converter converter(ucnv_open(icu_name(charset), &status));
        Mended mended{.has_euro = charset == Charset::gb18030};
        ucnv_setToUCallBack(converter.get(), mend, &mended, nullptr, nullptr, &status);
        assert(U_SUCCESS(status));
        const char* at = bytes_.data();
        const char* const end = at + bytes_.size();
        while (at != end) {
            const char* const begin = at;
            const UChar32 character = ucnv_getNextUChar(converter.get(), &at, end, &status);
            if (U_FAILURE(status)) break;  // nothing but the rest of a character was left
            const bool is_mended = std::exchange(out_.mending.invalid_sequences, mended.count) != mended.count;
            put(charset == Charset::gb18030 ? real_character(character) : character, begin, at, is_mended);
        }
        return std::move(out_);
    }

private:
    /// One character, which stands in these bytes. `mended`: or none does.
    void put(UChar32 character, const char* begin, const char* end, bool mended) {
        const bool byte_order_mark = character == 0xFEFF && begin == bytes_.data();
        if (byte_order_mark) return;
        const bool is_nul = character == 0;
        out_.mending.nul_bytes += is_nul ? 1 : 0;
        const std::size_t before = out_.text.size();
        append(is_nul ? replacement : character);
        const auto text = static_cast<std::uint32_t>(before);
        const auto text_step = static_cast<std::uint8_t>(out_.text.size() - before);
        const auto input_step = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(end - begin, UINT8_MAX));
        if ((mended || is_nul) && out_.mending.first.empty()) out_.mending.first = {text, text + text_step};
        if (text_step != text_step_ || input_step != input_step_)
            out_.pieces.push_back({text, static_cast<std::uint32_t>(begin - bytes_.data()), text_step, input_step});
        text_step_ = text_step;
        input_step_ = input_step;
    }

    void append(UChar32 character) {
        std::array<char, U8_MAX_LENGTH> bytes{};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(bytes.data(), length, character);
        out_.text.append(bytes.data(), static_cast<std::size_t>(length));
    }

    std::string_view bytes_;
    Converted out_;
    std::uint8_t text_step_ = 0, input_step_ = 0;  // of the last piece
};

}  // namespace

std::string_view name(Charset charset) {
    switch (charset) {
        case Charset::utf_8: return "UTF-8";
        case Charset::utf_16le: return "UTF-16LE";
        case Charset::utf_16be: return "UTF-16BE";
        case Charset::gb18030: return "GB18030";
        case Charset::big5: return "Big5";
    }
    return "";
}

Converted convert(std::string_view bytes, Charset charset) { return Conversion(bytes).run(charset); }

}  // namespace nianbao::readers
