// A page in each of the shapes that web pages give it, as HTML.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "page.hpp"

namespace nianbao::generator {

struct HtmlShape {
    std::string_view name;
    void (*print)(const Page& page, Random& random, std::string& out);
};

[[nodiscard]] std::span<const HtmlShape> html_shapes();

}  // namespace nianbao::generator
