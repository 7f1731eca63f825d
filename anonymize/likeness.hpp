// Whether two texts of the same shape compile alike.
#pragma once

#include <optional>
#include <vector>

#include "passes/compilation.hpp"

namespace nianbao::anonymize {

/// What a copy must have in common with the original.
struct Outline {
    struct Cell {
        grammar::KeyId key = 0;
        passes::State state{};
        passes::Certainty certainty{};
        std::optional<grammar::Span> span;
        friend bool operator==(const Cell&, const Cell&) = default;
    };
    struct Finding {
        passes::Code code{};
        std::optional<grammar::Span> span;
        std::vector<grammar::KeyId> cells = {};
    };
    passes::Status status{};
    std::vector<Cell> cells;
    std::vector<Finding> findings;
};

[[nodiscard]] Outline outline_of(const passes::Compilation& compilation);

/// What only one of them has.
struct Unlike {
    std::vector<Outline::Cell> cells;  // as the first has them
    std::vector<Outline::Finding> findings;
    bool altogether = false;  // the cells are not even of the same editions

    [[nodiscard]] bool none() const { return cells.empty() && findings.empty() && !altogether; }
    [[nodiscard]] std::size_t count() const { return cells.size() + findings.size() + altogether; }
};

[[nodiscard]] Unlike compare(const Outline& original, const Outline& copy);

}  // namespace nianbao::anonymize
