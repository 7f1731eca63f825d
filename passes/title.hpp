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
    std::optional<std::string>
        region;  // the place-names at the front of the agency: 云岭县白石镇 of 云岭县白石镇人民政府
    std::optional<std::uint16_t> year;
};

/// The title before the first heading, or in a table's cell there, or nothing.
[[nodiscard]] std::optional<Title> find_title(const grammar::Source& source, const ast::Document& document,
                                              const Prose& prose);

}  // namespace nianbao::passes
