// Any bytes as a web page and as a saved one: nothing may crash, hang or read out of bounds, and what comes out keeps
// what the rest of the pipeline relies on.
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "readers/html.hpp"
#include "readers/mhtml.hpp"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const nianbao::grammar::Extract& extract, std::size_t bytes) {
    require(simdjson::validate_utf8(extract.text.data(), extract.text.size()));
    require(extract.text.find('\0') == std::string::npos);
    std::uint32_t behind = 0;
    for (const nianbao::grammar::Span& table : extract.tables) {
        require(behind <= table.begin && table.begin < table.end && table.end <= extract.text.size());
        require(table.begin == 0 || extract.text[table.begin - 1] == '\n');
        require(extract.text[table.end - 1] == '\n');
        behind = table.end;
    }
    std::uint32_t last = 0;
    for (const nianbao::grammar::Piece& piece : extract.pieces) {
        require(last <= piece.text && piece.text <= extract.text.size() && piece.input <= bytes && piece.text_step > 0);
        last = piece.text;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(nianbao::readers::html(bytes), size);
    check(nianbao::readers::mhtml(bytes), size);
    return 0;
}
