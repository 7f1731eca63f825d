// The title of a report, which may stand on one to four lines among the furniture of a web page, and what it names:
// the agency, the agency's place and the year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "passes/prose.hpp"

namespace nianbao::passes {

struct Title {
    std::size_t last_block = 0;  // in Document::blocks
    std::string text;            // lines joined
    std::optional<std::string> agency;
    std::optional<std::uint16_t> year;
};

/// The title before the first heading, or in a table's cell there, or nothing.
[[nodiscard]] std::optional<Title> find_title(const grammar::Source& source, const ast::Document& document,
                                              const Prose& prose);

/// The longest chain of place-names at the front of an agency's name: 云岭县白石镇 of 云岭县白石镇人民政府.
[[nodiscard]] std::optional<std::string> region_of(std::string_view agency);

/// The first year printed with 年 in a text: 2020年, 二〇二〇年度.
[[nodiscard]] std::optional<std::uint16_t> find_year(std::string_view text);

}  // namespace nianbao::passes
