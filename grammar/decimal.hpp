// An exact decimal number of at most 18 significant digits: what a cell can hold. Never a floating-point number.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao {

/// digits / 10^scale, in lowest terms: no trailing zero behind the point, and zero is 0 / 10^0.
class Decimal {
public:
    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : digits_(whole) {}  // NOLINT: a whole number is a decimal

    /// digits / 10^scale, or nothing when it needs more than 18 significant digits.
    [[nodiscard]] static constexpr std::optional<Decimal> make(std::int64_t digits, int scale) {
        while (scale > 0 && digits % 10 == 0) {
            digits /= 10;
            --scale;
        }
        for (; scale < 0; ++scale) {
            if (digits > limit / 10 || digits < -limit / 10) return std::nullopt;
            digits *= 10;
        }
        if (digits > limit || digits < -limit || scale > 18) return std::nullopt;
        Decimal result;
        result.digits_ = digits;
        result.scale_ = static_cast<std::int8_t>(digits == 0 ? 0 : scale);
        return result;
    }

    [[nodiscard]] constexpr std::int64_t digits() const { return digits_; }
    [[nodiscard]] constexpr int scale() const { return scale_; }
    [[nodiscard]] constexpr bool whole() const { return scale_ == 0; }
    [[nodiscard]] constexpr bool negative() const { return digits_ < 0; }

    /// value * 10^power
    [[nodiscard]] constexpr std::optional<Decimal> shifted(int power) const { return make(digits_, scale_ - power); }

    friend constexpr bool operator==(const Decimal&, const Decimal&) = default;

    static constexpr std::int64_t limit = 999'999'999'999'999'999;

private:
    std::int64_t digits_ = 0;
    std::int8_t scale_ = 0;
};

/// Appends the plain literal: no exponent, no trailing zeros, no -0.
void append(std::string& out, Decimal value);
[[nodiscard]] std::string to_string(Decimal value);

}  // namespace nianbao
