// Where text came from, through two steps: text out of a page out of a file.
#pragma once

#include <algorithm>
#include <cstdint>

#include "grammar/pieces.hpp"

namespace nianbao::readers {

/// Adds the pieces of a part to those of the whole: where it begins in the text and in the input.
inline void append(grammar::Pieces& whole, const grammar::Pieces& part, std::uint32_t text, std::uint32_t input) {
    for (grammar::Piece piece : part) {
        piece.text += text;
        piece.input += input;
        whole.push_back(piece);
    }
}

/// `inner` leads from the text to a page, `outer` from there to the file: what leads from the text to the file.
[[nodiscard]] inline grammar::Pieces through(grammar::Pieces inner, const grammar::Pieces& outer,
                                             std::uint32_t text_size) {
    using grammar::Piece;
    if (outer.empty()) return inner;
    grammar::Pieces out;
    const auto lead_out = [&](const Piece& piece, std::uint32_t end) {
        const bool same = piece.text_step == 1 && piece.input_step == 1;
        if (!same) {  // one character, or what does not stand in the page
            const std::uint32_t begin = outer.input_offset(piece.input);
            const std::uint32_t bytes = outer.input_offset(piece.input + piece.input_step) - begin;
            const auto step = static_cast<std::uint8_t>(std::min<std::uint32_t>(bytes, UINT8_MAX));
            return out.push_back({piece.text, begin, piece.text_step, step});
        }
        auto step = outer.at(piece.input);
        if (step->text <= piece.input) {
            out.push_back({piece.text, step->input_at(piece.input), step->text_step, step->input_step});
            ++step;
        } else {
            out.push_back({piece.text, piece.input});
        }
        for (; step != outer.end() && step->text < piece.input + (end - piece.text); ++step)
            out.push_back({piece.text + (step->text - piece.input), step->input, step->text_step, step->input_step});
    };
    for (auto next = inner.begin(); next != inner.end();) {
        const Piece piece = *next;
        lead_out(piece, ++next != inner.end() ? next->text : text_size);
    }
    return out;
}

}  // namespace nianbao::readers
