// Eight bytes of text looked at in one go: flags are the top bit of each byte that is meant.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nianbao::backends::eight_bytes {

inline constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
inline constexpr std::uint64_t tops = ones << 7;

inline std::uint64_t load(const char* text) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/// Flags exactly the bytes that are `byte` (less than 0x80).
constexpr std::uint64_t exactly(std::uint64_t bytes, unsigned char byte) {
    const std::uint64_t others = bytes ^ (ones * byte);
    return ~(((others & ~tops) + ~tops) | others) & tops;
}

/// Flags exactly the bytes that continue a character of UTF-8.
constexpr std::uint64_t continuations(std::uint64_t bytes) { return bytes & ~(bytes << 1) & tops; }

/// Only the first `count` bytes in memory, 1 to 8; NULs stand for the others.
constexpr std::uint64_t first_of(std::uint64_t bytes, std::size_t count) {
    const std::uint64_t all = ~std::uint64_t{0};
    const auto others = static_cast<int>(8 * (8 - count));
    return bytes & (std::endian::native == std::endian::little ? all >> others : all << others);
}

/// Where in memory the last flag is set, 0 to 7; at least one is.
constexpr std::uint32_t last(std::uint64_t flags) {
    const int others = std::endian::native == std::endian::little ? std::countl_zero(flags) : std::countr_zero(flags);
    return 7 - static_cast<std::uint32_t>(others) / 8;
}

/// Only the flags of bytes that stand in memory behind the last of `marks`; at least one is set there.
constexpr std::uint64_t behind_last(std::uint64_t flags, std::uint64_t marks) {
    if (std::endian::native == std::endian::little) return flags & ~(~std::uint64_t{0} >> std::countl_zero(marks));
    return flags & ((marks & (0 - marks)) - 1);
}

/// How many flags are set.
constexpr std::uint32_t count(std::uint64_t flags) { return static_cast<std::uint32_t>(((flags >> 7) * ones) >> 56); }

}  // namespace nianbao::backends::eight_bytes
