#include "grammar/decimal.hpp"

#include <charconv>

namespace nianbao {

void append(std::string& out, Decimal value) {
    char buffer[24];
    const auto magnitude = static_cast<std::uint64_t>(value.negative() ? -value.digits() : value.digits());
    const char* end = std::to_chars(buffer, buffer + sizeof buffer, magnitude).ptr;
    const auto length = static_cast<std::size_t>(end - buffer);
    const auto scale = static_cast<std::size_t>(value.scale());
    if (value.negative()) out += '-';
    if (scale == 0) {
        out.append(buffer, length);
    } else if (length > scale) {
        out.append(buffer, length - scale).append(1, '.').append(buffer + length - scale, scale);
    } else {
        out.append("0.").append(scale - length, '0').append(buffer, length);
    }
}

std::string to_string(Decimal value) {
    std::string out;
    append(out, value);
    return out;
}

}  // namespace nianbao
