// Any bytes as text: in the encoding that they show, in each by itself, and what kind of file they are.
#include <initializer_list>

#include "checks.hpp"
#include "readers/charset.hpp"
#include "readers/detect.hpp"
#include "readers/encoding.hpp"

namespace {

using nianbao::readers::Charset;

void check(std::string_view text, const nianbao::grammar::Pieces& pieces, std::size_t bytes) {
    nianbao::grammar::Extract extract;
    extract.text = text;
    extract.pieces = pieces;
    nianbao::fuzz::check(extract, bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    static_cast<void>(nianbao::readers::detect(bytes));
    for (const std::string_view declared : {"", "gbk", "utf-16", "big5"}) {
        const auto decoded = nianbao::readers::decode(bytes, declared);
        nianbao::fuzz::require(decoded.is_text || decoded.text.empty());
        check(decoded.text, decoded.pieces, size);
    }
    for (const Charset charset :
         {Charset::utf_8, Charset::utf_16le, Charset::utf_16be, Charset::gb18030, Charset::big5}) {
        const auto converted = nianbao::readers::convert(bytes, charset);
        check(converted.text, converted.pieces, size);
    }
    return 0;
}
