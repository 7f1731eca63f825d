// A string being written to: appends that cost a comparison and a copy. The string grows by doubling and is cut to
// what was written when the Output goes. Until then the string itself must not be read.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "grammar/decimal.hpp"

namespace nianbao::backends {

class Output {
public:
    explicit Output(std::string& target) : target_(target), at_(target.data() + target.size()), end_(at_) {}
    ~Output() { target_.resize(static_cast<std::size_t>(at_ - target_.data())); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void put(char character) { *take(1) = character; }

    /// A literal: its length is known, so the copy needs no call.
    template <std::size_t N>
    void put(const char (&literal)[N]) {
        std::memcpy(take(N - 1), literal, N - 1);
    }

    void put(std::string_view text) {
        char* to = take(text.size());
        if (!text.empty()) std::memcpy(to, text.data(), text.size());
    }

    /// The plain decimal literal.
    template <std::integral Number>
        requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    void put(Number number) {
        constexpr std::size_t longest = 20;
        if (room() < longest) grow(longest);
        at_ = std::to_chars(at_, end_, number).ptr;
    }

    void put(Decimal number) {
        if (number.whole()) return put(number.digits());
        put(std::string_view(to_string(number)));
    }

    /// Makes room for so many bytes at once, where the caller can tell what is coming.
    void expect(std::size_t bytes) {
        if (room() < bytes) grow(bytes);
    }

private:
    [[nodiscard]] std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }

    char* take(std::size_t bytes) {
        if (room() < bytes) grow(bytes);
        char* taken = at_;
        at_ += bytes;
        return taken;
    }

    [[gnu::noinline]] void grow(std::size_t bytes) {
        const auto written = static_cast<std::size_t>(at_ - target_.data());
        const std::size_t doubled = 2 * target_.size();
        target_.resize(doubled > written + bytes ? doubled : written + bytes);
        at_ = target_.data() + written;
        end_ = target_.data() + target_.size();
    }

    std::string& target_;
    char* at_;
    char* end_;
};

}  // namespace nianbao::backends
