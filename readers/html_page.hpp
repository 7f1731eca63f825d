// A web page as what its reader sees of it: stretches of text, and where blocks, tables, rows and cells begin and end.
// parse_page() finds the elements with libxml2, which html_page.cpp alone sees.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "readers/limits.hpp"

namespace nianbao::readers {

/// One step through a page. Ends follow their beginnings, whatever the page has forgotten to close.
struct PageItem {
    enum class Kind : std::uint8_t {
        text,       // bytes of the page, as they stand
        character,  // an entity that means `value`
        line_break,
        block,  // a paragraph, a division, a list: what stands on lines of its own
        block_end,
        preformatted,  // text whose blanks and line ends count
        preformatted_end,
        raised,  // or lowered, or struck out: a footnote's mark, a figure that no longer holds
        raised_end,
        table,
        table_end,
        row,
        row_end,
        cell,
        cell_end,
    };
    Kind kind{};
    std::uint32_t begin = 0, end = 0;  // bytes of the page, of text and characters
    std::uint32_t value = 0;           // a code point; of a table or cell, the index of its end
};

struct HtmlPage {
    std::vector<PageItem> items;
    std::uint32_t hidden = 0;       // elements with text that no reader of the page sees
    const Limit* beyond = nullptr;  // that the page goes beyond; then `items` end there
};

/// `page` is valid UTF-8 without NUL, and shorter than the limit on pages. Elements that are no text (scripts, styles,
/// comments) and such as are hidden leave no items.
[[nodiscard]] HtmlPage parse_page(std::string_view page, const Limits& limits);

}  // namespace nianbao::readers
