// A page in each of the layouts, as text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page.hpp"

namespace nianbao::generator {

struct Layout {
    std::string_view name;
    bool separate = true;  // the figures of a row stand apart
    void (*render)(const Grid& grid, const Style& style, Random& random, std::string& out);
};

[[nodiscard]] std::span<const Layout> layouts();

/// The layout with this name; it must be there.
[[nodiscard]] const Layout& layout(std::string_view name);

/// The text of each part of the page by itself.
[[nodiscard]] std::vector<std::string> print_parts(const Page& page, const Layout& layout, const Style& style,
                                                   Random& random);

[[nodiscard]] std::string print(const Page& page, const Layout& layout, const Style& style, Random& random);

/// The report as text, with `paragraphs` of prose in its longest section.
[[nodiscard]] std::string render(const Report& report, const Layout& layout, const Style& style, Random& random,
                                 std::size_t paragraphs = 3);

}  // namespace nianbao::generator
