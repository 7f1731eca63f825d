// Random reports about invented agencies, from a seed: figures that keep every identity of the form, and misprints of
// them. What a report looks like in print is the business of rendering.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "anonymize/random.hpp"
#include "grammar/decimal.hpp"
#include "grammar/forms.hpp"

namespace nianbao::generator {

class Random : public anonymize::Random {
public:
    using anonymize::Random::Random;

    bool chance(unsigned percent) { return next() % 100 < percent; }

    template <class Items>
    const auto& pick(const Items& items) {
        return items[below(std::size(items))];
    }
};

/// A seed of its own for the n-th of many reports.
[[nodiscard]] std::uint64_t derived_seed(std::uint64_t seed, std::uint64_t index);

enum class Level : std::uint8_t { village, township, county, city, province };
inline constexpr std::size_t level_count = 5;

/// One cell of the form and how it is printed.
struct Figure {
    grammar::FormCell place;
    Decimal value;          // in the canonical unit of its key
    std::string_view unit;  // printed behind the digits: "", "元", " 元" or "万元"
    bool plus_sign = true;  // of an increase: +2 or 2
    bool blank = false;     // nothing is printed
};

struct Report {
    grammar::EditionId edition = 0;
    Level level{};
    std::string agency;
    unsigned year = 0;
    std::vector<Figure> figures;  // in the form's order
};

struct Recipe {
    std::optional<Level> level;  // else any
    std::optional<unsigned>
        filled;  // percent of the figures that are no totals and not zero; else any, half in the mean
};

[[nodiscard]] Report make_report(Random& random, const Recipe& recipe = {});

/// Replaces `count` different figures, totals among them, each by another number of the same or another length.
void misprint(Report& report, unsigned count, Random& random);

/// Prints nothing for some of the zeros.
void leave_zeros_blank(Report& report, Random& random);

/// The digits, sign and point of a figure, in half-width characters and without its unit; empty where blank.
[[nodiscard]] std::string digits_of(const Figure& figure);

/// What the report prints: the value of every figure that is not blank.
[[nodiscard]] std::map<grammar::KeyId, Decimal> truth_of(const Report& report);

}  // namespace nianbao::generator
