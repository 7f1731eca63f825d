// A generated report before it is laid out: its title, headings and prose, and its tables as the form draws them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "generator.hpp"

namespace nianbao::generator {

/// A cell as the form draws it, over `span` columns. A covered cell belongs to the one above it.
struct GridCell {
    std::string text;
    std::size_t span = 1;
    bool covered = false;
    std::optional<std::size_t> figure = {};  // that it prints: index in Report::figures
};

/// A printed table before it is laid out: header rows and rows of figures.
struct Grid {
    std::size_t columns = 0;
    std::vector<std::vector<GridCell>> rows;
};

/// How many rows the cell that begins there goes over.
[[nodiscard]] std::size_t height_of(const Grid& grid, std::size_t row, std::size_t column);

/// What stands between two paragraph ends.
struct Part {
    enum class Kind { title, heading, paragraph, table } kind{};
    std::string text;  // of what is no table
    Grid grid;         // of a table
};

using Page = std::vector<Part>;

/// What varies between agencies and page designs, whatever the layout.
struct Style {
    bool full_width_punctuation = true;
    bool full_width_digits = false;
    bool label_variants = false;  // other labels seen in print
    bool wrapped_labels = false;  // a blank where a label was wrapped
    bool filler_cells = false;    // empty cells for merged ones, in layouts that keep columns
    bool empty_lines = false;     // between paragraphs
    bool crlf = false;
    bool byte_order_mark = false;
};

[[nodiscard]] Style any_style(Random& random);

/// `paragraphs` of invented prose in its longest section, fewer in the others.
[[nodiscard]] Page compose(const Report& report, const Style& style, Random& random, std::size_t paragraphs = 3);

}  // namespace nianbao::generator
