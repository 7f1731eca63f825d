// What every reader promises of what it gives, whatever it was given. A broken promise ends the program, which is how
// libFuzzer learns of it.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "grammar/source.hpp"

namespace nianbao::fuzz {

inline void require(bool condition) {
    if (!condition) std::abort();
}

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Tables follow each other and are whole lines.
inline void check_tables(const grammar::Extract& extract) {
    std::uint32_t behind = 0;
    for (const grammar::Span& table : extract.tables) {
        require(behind <= table.begin && table.begin < table.end && table.end <= extract.text.size());
        require(table.begin == 0 || extract.text[table.begin - 1] == '\n');
        require(extract.text[table.end - 1] == '\n');
        behind = table.end;
    }
}

/// Pieces follow each other and lead into the input.
inline void check_pieces(const grammar::Extract& extract, std::size_t bytes) {
    std::uint32_t behind = 0;
    for (const grammar::Piece piece : extract.pieces) {
        require(behind <= piece.text && piece.text <= extract.text.size());
        require(piece.input <= bytes && piece.text_step > 0);
        behind = piece.text;
    }
}

inline void check_origins(const grammar::Extract& extract) {
    std::uint32_t behind = 0;
    for (const grammar::OriginMark& mark : extract.origins) {
        require(behind <= mark.text && mark.text <= extract.text.size());
        behind = mark.text;
    }
}

/// `bytes`: of the input.
inline void check(const grammar::Extract& extract, std::size_t bytes) {
    require(extract.refusal == grammar::Refusal::none || extract.text.empty());
    require(simdjson::validate_utf8(extract.text.data(), extract.text.size()));
    require(extract.text.find('\0') == std::string::npos);
    check_tables(extract);
    check_pieces(extract, bytes);
    check_origins(extract);
}

}  // namespace nianbao::fuzz
