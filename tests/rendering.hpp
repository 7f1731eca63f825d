// How a generated report looks in print: its sections, its prose, and its tables in each of the layouts.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator.hpp"

namespace nianbao::generator {

/// A cell as the form draws it, over `span` columns. A covered cell belongs to the one above it.
struct GridCell {
    std::string text;
    std::size_t span = 1;
    bool covered = false;
};

/// A printed table before it is laid out: header rows and rows of figures.
struct Grid {
    std::size_t columns = 0;
    std::vector<std::vector<GridCell>> rows;
};

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

struct Layout {
    std::string_view name;
    bool separate = true;  // the figures of a row stand apart
    void (*render)(const Grid& grid, const Style& style, Random& random, std::string& out);
};

[[nodiscard]] std::span<const Layout> layouts();

/// The layout with this name; it must be there.
[[nodiscard]] const Layout& layout(std::string_view name);

[[nodiscard]] Style any_style(Random& random);

/// The report as text. `paragraphs` of invented prose in its longest section, fewer in the others.
[[nodiscard]] std::string render(const Report& report, const Layout& layout, const Style& style, Random& random,
                                 std::size_t paragraphs = 3);

}  // namespace nianbao::generator
