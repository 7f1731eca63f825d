// Whole numbers as digits. Most numbers of a report have one to four, for which this takes a third of the instructions
// of std::to_chars.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace nianbao::backends {

/// The longest of 64 bits, with its sign.
inline constexpr std::size_t longest_integer = 20;

namespace detail {

inline constexpr std::array<char, 200> digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const std::size_t digit = i % 2 == 0 ? i / 20 : i / 2 % 10;
        pairs[i] = static_cast<char>('0' + digit);
    }
    return pairs;
}();

inline char* write_pair(char* to, std::uint64_t number) {
    std::memcpy(to, &digit_pairs[2 * number], 2);
    return to + 2;
}

inline char* write_up_to_two(char* to, std::uint64_t number) {
    if (number >= 10) return write_pair(to, number);
    *to = static_cast<char>('0' + number);
    return to + 1;
}

char* write_many_digits(char* to, std::uint64_t number);

}  // namespace detail

/// `to` has room for `longest_integer`; returns the end of what is written.
inline char* write_digits(char* to, std::uint64_t number) {
    if (number < 100) return detail::write_up_to_two(to, number);
    if (number >= 10'000) return detail::write_many_digits(to, number);
    return detail::write_pair(detail::write_up_to_two(to, number / 100), number % 100);
}

inline char* detail::write_many_digits(char* to, std::uint64_t number) {
    const std::uint64_t low = number % 10'000;
    to = write_digits(to, number / 10'000);
    return write_pair(write_pair(to, low / 100), low % 100);
}

inline char* write_digits(char* to, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    if (number >= 0) return write_digits(to, bits);
    *to = '-';
    return write_digits(to + 1, 0 - bits);
}

}  // namespace nianbao::backends
