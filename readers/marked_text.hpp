// Characters that stand on the page in a way of their own: a raised or struck digit is no digit of the figure beside it.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::readers {

/// 1 raised is ¹: a mark of a note or a power.
[[nodiscard]] inline std::string raised(std::string_view text) {
    constexpr std::string_view digits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                           "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    std::string out;
    for (const char c : text)
        c >= '0' && c <= '9' ? out.append(digits[static_cast<std::size_t>(c - '0')]) : out.append(1, c);
    return out;
}

/// 12 struck out is 1̶2̶.
[[nodiscard]] inline std::string struck(std::string_view text) {
    std::string out;
    for (const char c : text) c >= '0' && c <= '9' ? out.append(1, c).append("\u0336") : out.append(1, c);
    return out;
}

}  // namespace nianbao::readers
