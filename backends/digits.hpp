// Whole numbers as digits, four at a time from a table. Most numbers of a report have no more, for which this takes a
// sixth of the instructions of std::to_chars.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nianbao::backends {

/// Room for the longest of 64 bits with its sign, and for what is copied along behind its digits.
inline constexpr std::size_t integer_room = 24;

namespace detail {

inline constexpr std::uint64_t ten_thousand = 10'000;

/// The digits of a number below ten thousand. All four are copied: what is not theirs is written over.
struct UpToFour {
    std::array<char, 4> digits{};
    std::uint32_t count = 1;

    char* write(char* to) const {
        std::memcpy(to, digits.data(), digits.size());
        return to + count;
    }
    char* write_with_zeros(char* to) const {
        std::memset(to, '0', digits.size());
        return write(to + digits.size() - count);
    }
};

constexpr UpToFour up_to_four(std::uint32_t number) {
    UpToFour result;
    for (std::uint32_t rest = number; rest >= 10; rest /= 10) ++result.count;
    for (std::uint32_t i = result.count; i > 0; number /= 10) result.digits[--i] = static_cast<char>('0' + number % 10);
    return result;
}

inline constexpr std::array<UpToFour, ten_thousand> short_numbers = [] {
    std::array<UpToFour, ten_thousand> numbers;
    for (std::uint32_t number = 0; number < ten_thousand; ++number) numbers[number] = up_to_four(number);
    return numbers;
}();

char* write_many_digits(char* to, std::uint64_t number);

}  // namespace detail

/// `to` has `integer_room`; returns the end of what is written.
inline char* write_digits(char* to, std::uint64_t number) {
    return number < detail::ten_thousand ? detail::short_numbers[number].write(to)
                                         : detail::write_many_digits(to, number);
}

[[gnu::noinline]] inline char* detail::write_many_digits(char* to, std::uint64_t number) {
    to = write_digits(to, number / ten_thousand);
    return short_numbers[number % ten_thousand].write_with_zeros(to);
}

inline char* write_digits(char* to, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    if (number >= 0) return write_digits(to, bits);
    *to = '-';
    return write_digits(to + 1, 0 - bits);
}

}  // namespace nianbao::backends
