// What a rule can stand for. A rule that derives from makes<Kind> leaves a node in the tree; no other rule does.
#pragma once

#include <cstdint>
#include <string_view>

namespace nianbao::grammar {

enum class Kind : std::uint8_t {
    document,  // the whole text
    heading,   // one line: 一、总体情况
    line,      // one line of prose
    page,      // a page number on a line of its own: - 4 -
    table,     // rows, in whatever layouts
    row,       // cells; where a layout has no rows of its own, some text and the figures behind it
    text,      // a cell with words: a label, a head, a remark
    figure,    // a cell that reads as a number, a sign for none, or a word for one
    run,       // digits glued to a label, of as many cells as the row has
    blank,     // a cell with nothing in it; may be empty
    filler,    // separators that stand for merged or empty cells: |||
    stray,     // what no rule knew
};

/// What the rows of a layout keep of the table that was printed; each layout says it of itself.
enum class Keeps : std::uint8_t {
    nothing,  // words and figures in their order
    cells,  // cells apart and in order, but a row ends where the next label begins: trailing blanks are lost or doubled
    rows,   // rows of their own: a text behind the label is a cell's value, and blank cells have their places
};

[[nodiscard]] constexpr std::string_view name(Kind kind) {
    switch (kind) {
        case Kind::document: return "document";
        case Kind::heading: return "heading";
        case Kind::line: return "line";
        case Kind::page: return "page";
        case Kind::table: return "table";
        case Kind::row: return "row";
        case Kind::text: return "text";
        case Kind::figure: return "figure";
        case Kind::run: return "run";
        case Kind::blank: return "blank";
        case Kind::filler: return "filler";
        case Kind::stray: return "stray";
    }
    return "";
}

[[nodiscard]] constexpr std::string_view name(Keeps keeps) {
    switch (keeps) {
        case Keeps::nothing: return "nothing";
        case Keeps::cells: return "cells";
        case Keeps::rows: return "rows";
    }
    return "";
}

template <Kind K>
struct makes {
    static constexpr Kind kind = K;
};

}  // namespace nianbao::grammar
