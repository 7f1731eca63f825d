// Text as markup has it: of web pages, and of the XML within office files.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::generator {

/// For attributes, too.
[[nodiscard]] inline std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

}  // namespace nianbao::generator
