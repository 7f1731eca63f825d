// The text as the grammar reads it: PEGTL's input, and what lies ahead on the line at hand. Line ends and separators are
// found once and remembered. So a rule may ask what kind of line it is on before it tries to read it, at any place and
// as often as it likes: that costs a comparison, and the whole text is read in linear time.
#pragma once

#include <tao/pegtl.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "grammar/blank.hpp"

namespace nianbao::grammar {

/// Where something stands next. Asked at places that move forwards, it looks at each byte once.
template <const char* find(const char* begin, const char* end)>
class Next {
public:
    /// The first place at or behind `place`, or `end`.
    [[nodiscard]] const char* from(const char* place, const char* end) {
        if (place < begin_ || place > found_) {
            begin_ = place;
            found_ = find(place, end);
        }
        return found_;
    }

private:
    const char* begin_ = nullptr;  // between here and `found_` there is none
    const char* found_ = nullptr;
};

template <char C>
[[nodiscard]] inline const char* find_byte(const char* begin, const char* end) {
    const void* found = std::memchr(begin, C, static_cast<std::size_t>(end - begin));
    return found == nullptr ? end : static_cast<const char*>(found);
}

[[nodiscard]] inline const char* find_wide_bar(const char* begin, const char* end) {
    const std::string_view text(begin, static_cast<std::size_t>(end - begin));
    return begin + std::min(text.find("\uFF5C"), text.size());
}

[[nodiscard]] inline const char* find_digit(const char* begin, const char* end) {
    for (; begin != end; ++begin) {
        if (*begin >= '0' && *begin <= '9') break;
        const bool wide = *begin == '\xEF' && end - begin >= 3 && begin[1] == '\xBC' && begin[2] >= '\x90' && begin[2] <= '\x99';
        if (wide) break;
    }
    return begin;
}

class LineInput : public tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*> {
public:
    explicit LineInput(std::string_view text) : memory_input(text.data(), text.data() + text.size(), "") {}

    /// At the first byte of a line.
    [[nodiscard]] bool at_line_begin() const { return current() == begin() || current()[-1] == '\n'; }

    /// The next line end, or the end of the text.
    [[nodiscard]] const char* line_end() { return newline_.from(current(), end()); }
    /// The next tab on this line, or the line's end.
    [[nodiscard]] const char* next_tab() { return std::min(tab_.from(current(), end()), line_end()); }
    /// The next bar of either width on this line, or the line's end.
    [[nodiscard]] const char* next_bar() {
        return std::min({bar_.from(current(), end()), wide_bar_.from(current(), end()), line_end()});
    }

    /// The next digit of either width on this line, or the line's end.
    [[nodiscard]] const char* next_digit() { return std::min(digit_.from(current(), end()), line_end()); }

    [[nodiscard]] std::string_view rest_of_line() { return to(line_end()); }

    /// The rest of the line without the blanks at its end.
    [[nodiscard]] std::string_view words_ahead() {
        const char* const end = line_end();
        if (end != words_.line_end || current() < words_.begin) {
            const std::string_view words = without_blanks_behind(to(end));
            words_ = {current(), words.data() + words.size(), end};
        }
        return to(std::max(words_.end, current()));
    }

private:
    [[nodiscard]] std::string_view to(const char* place) const {
        return {current(), static_cast<std::size_t>(place - current())};
    }

    Next<find_byte<'\n'>> newline_;
    Next<find_byte<'\t'>> tab_;
    Next<find_byte<'|'>> bar_;
    Next<find_wide_bar> wide_bar_;
    Next<find_digit> digit_;
    struct {
        const char *begin = nullptr, *end = nullptr, *line_end = nullptr;
    } words_;  // where the words of a line end that were last looked for
};

}  // namespace nianbao::grammar
