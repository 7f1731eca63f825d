// Where text came from, through two steps: text out of a page out of a file.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "grammar/source.hpp"

namespace nianbao::readers {

/// Where a byte of the text stands in the input. No pieces: in the same place.
[[nodiscard]] inline std::uint64_t input_offset(std::span<const grammar::Piece> pieces, std::uint64_t text) {
    const auto behind = [](std::uint64_t offset, const grammar::Piece& piece) { return offset < piece.text; };
    const auto next = std::upper_bound(pieces.begin(), pieces.end(), text, behind);
    if (next == pieces.begin()) return text;
    const grammar::Piece& piece = *std::prev(next);
    return piece.input + (text - piece.text) / piece.text_step * std::uint64_t{piece.input_step};
}

/// `inner` leads from the text to a page, `outer` from there to the file: what leads from the text to the file.
[[nodiscard]] inline std::vector<grammar::Piece> through(std::span<const grammar::Piece> inner,
                                                         std::span<const grammar::Piece> outer,
                                                         std::uint32_t text_size) {
    if (outer.empty()) return {inner.begin(), inner.end()};
    std::vector<grammar::Piece> out;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const grammar::Piece& piece = inner[i];
        const std::uint32_t end = i + 1 < inner.size() ? inner[i + 1].text : text_size;
        const bool same = piece.text_step == 1 && piece.input_step == 1;
        if (!same) {  // one character, or what does not stand in the page
            const std::uint64_t begin = input_offset(outer, piece.input);
            const std::uint64_t bytes = input_offset(outer, piece.input + piece.input_step) - begin;
            out.push_back(
                {piece.text, begin, piece.text_step, static_cast<std::uint8_t>(std::min(bytes, std::uint64_t{255}))});
            continue;
        }
        out.push_back({piece.text, input_offset(outer, piece.input)});
        const auto before = [](std::uint64_t offset, const grammar::Piece& step) { return offset < step.text; };
        auto step = std::upper_bound(outer.begin(), outer.end(), piece.input, before);
        if (step != outer.begin()) {
            out.back().text_step = std::prev(step)->text_step;
            out.back().input_step = std::prev(step)->input_step;
        }
        for (; step != outer.end() && step->text < piece.input + (end - piece.text); ++step)
            out.push_back({static_cast<std::uint32_t>(piece.text + (step->text - piece.input)), step->input,
                           step->text_step, step->input_step});
    }
    return out;
}

}  // namespace nianbao::readers
