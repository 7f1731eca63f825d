// What elements, attributes and entities are to a reader of the page, whichever parser finds them.
#pragma once

#include <optional>
#include <string_view>

#include "readers/html_page.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

struct Element {
    std::string_view name;
    std::optional<PageItem::Kind> begins;  // none: it holds nothing to read
};

/// By its name in small letters; none of elements that stand within lines and leave no items.
[[nodiscard]] const Element* find_element(std::string_view name);

/// Whether an element with this attribute is not seen. Names of attributes are in small letters.
[[nodiscard]] bool hides(std::string_view attribute, std::string_view value);

/// Whether a cell with this attribute covers more rows or columns than the limit.
[[nodiscard]] bool spans_beyond(const Limit& span, std::string_view attribute, std::string_view value);

/// An entity that browsers read without the semicolon that libxml2 asks for.
struct BareEntity {
    std::string_view name;  // with its ampersand
    char32_t meaning;
};

/// The one that this text begins with, if any.
[[nodiscard]] const BareEntity* find_bare_entity(std::string_view text);

}  // namespace nianbao::readers
