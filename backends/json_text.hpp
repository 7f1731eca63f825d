// JSON's values one by one: strings with their escapes, numbers, null. Strings must be valid UTF-8.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

#include "backends/output.hpp"

namespace nianbao::backends {

/// Without the quotes. What needs no escape is copied in runs.
void put_json_escaped(Output& out, std::string_view text);

inline void put_json(Output& out, std::string_view text) {
    out.put('"');
    put_json_escaped(out, text);
    out.put('"');
}

inline void put_json(Output& out, std::same_as<bool> auto truth) {
    if (truth)
        out.put("true");
    else
        out.put("false");
}

inline void put_json(Output& out, std::unsigned_integral auto number) requires(!std::same_as<decltype(number), bool>) {
    out.put(number);
}

inline void put_json(Output& out, Decimal number) { out.put(number); }

template <class Value>
void put_json(Output& out, const std::optional<Value>& value) {
    if (value)
        put_json(out, *value);
    else
        out.put("null");
}

}  // namespace nianbao::backends
