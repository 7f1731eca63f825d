// What happens to a page between the agency's table and the text that is read: each damage by itself, and what of the
// report is still there to be read afterwards.
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page.hpp"

namespace nianbao::generator {

/// What became of a figure of the report.
enum class Fate : std::uint8_t {
    whole,    // it and its row are as they were
    touched,  // it is printed, but its row is damaged
    blank,    // its cell is empty
    lost,     // it is not in the text
};

/// The fate of each figure of the report.
using Fates = std::vector<Fate>;

struct Damage {
    std::string_view name;
    unsigned floor = 100;      // percent of the figures in damaged rows that come back right and certain, at least
    bool cells_apart = false;  // only where the layout keeps the cells apart
    bool loses_lines = false;  // labels or figures, wherever they are
    bool spreads = false;      // other rows come into doubt
    void (*to_page)(Page& page, Fates& fates, Random& random) = nullptr;         // before it is laid out
    void (*to_text)(std::string& text, Fates& fates, Random& random) = nullptr;  // behind that
};

[[nodiscard]] std::span<const Damage> damages();

/// For the names of tests.
inline void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

}  // namespace nianbao::generator
