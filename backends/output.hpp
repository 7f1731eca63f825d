// A string being written to, through a buffer: an append costs a comparison and a copy. The string holds all that was
// written when the Output goes; until then it must not be read.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "backends/digits.hpp"
#include "grammar/decimal.hpp"

namespace nianbao::backends {

/// Copies a literal to where there is room for it. Its length is known, so this needs no call.
template <std::size_t N>
char* write_literal(char* to, const char (&literal)[N]) {
    std::memcpy(to, literal, N - 1);
    return to + N - 1;
}

class Output {
public:
    explicit Output(std::string& target) : target_(target) {}
    ~Output() { flush(); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void put(char character) {
        char* to = reserve(1);
        *to = character;
        at_ = to + 1;
    }

    template <std::size_t N>
    void put(const char (&literal)[N]) {
        static_assert(N <= capacity);
        at_ = write_literal(reserve(N - 1), literal);
    }

    void put(std::string_view text) {
        if (text.empty()) return;
        if (text.size() > static_cast<std::size_t>(buffer_ + capacity - at_)) return put_through(text);
        std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }

    void put(std::unsigned_integral auto number) requires(!std::same_as<decltype(number), bool>) {
        at_ = write_digits(reserve(integer_room), std::uint64_t{number});
    }

    void put(Decimal number) {
        if (number.whole())
            at_ = write_digits(reserve(integer_room), number.digits());
        else
            put(std::string_view(to_string(number)));
    }

    /// Room for so many bytes, at most `capacity`, to be written behind this class's back; then `commit` their end.
    [[nodiscard]] char* reserve(std::size_t bytes) {
        if (at_ > buffer_ + (capacity - bytes)) flush();
        return at_;
    }
    void commit(char* end) { at_ = end; }

    static constexpr std::size_t capacity = 4096;

private:
    [[gnu::noinline]] void flush() {
        target_.append(buffer_, static_cast<std::size_t>(at_ - buffer_));
        at_ = buffer_;
    }

    [[gnu::noinline]] void put_through(std::string_view text) {
        flush();
        target_.append(text);
    }

    std::string& target_;
    char* at_ = buffer_;
    char buffer_[capacity];
};

}  // namespace nianbao::backends
