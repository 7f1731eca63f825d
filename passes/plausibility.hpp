// Which of several readings of a row is likelier when the identities do not tell. The order of candidates, written down
// in one place:
//
//   1. fewer broken identities (the search's business);
//   2. fewer implausibilities: in table 二 nothing adds up, but last year's items and this year's change cannot be
//      negative together, no more documents were disclosed this year than in all, an amount needs a project;
//   3. smaller numbers: the reading whose largest number is smallest, then the smaller numbers from the left.
//
// The first two are evidence: a reading that they set apart from all others may be given as a guess. The third only
// makes the order of the list firm.
#pragma once

#include <cstddef>

#include "grammar/form.hpp"
#include "passes/search.hpp"

namespace nianbao::passes {

[[nodiscard]] std::size_t implausibilities(const grammar::Block& block, const Path& path);

/// The third rule, for many comparisons: a reading with its largest number.
class Magnitudes {
public:
    explicit Magnitudes(const Path& path);
    /// Whether this reading comes before the other.
    [[nodiscard]] bool smaller_than(const Magnitudes& other) const;

private:
    const Path* path_;
    Decimal largest_;
};

}  // namespace nianbao::passes
