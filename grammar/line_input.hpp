// The text as the grammar reads it: PEGTL's input, and what lies ahead on the line at hand. Line ends and separators are
// found once and remembered. So a rule may ask what kind of line it is on before it tries to read it, at any place and
// as often as it likes: that costs a comparison, and the whole text is read in linear time.
#pragma once

#include <tao/pegtl.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "grammar/blank.hpp"
#include "grammar/digit.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::grammar {

/// Where something stands next: what was found once holds at every place up to there.
class Next {
public:
    /// The first place at or behind `place`; `find` looks for it where it is not known.
    template <class Find>
    [[gnu::always_inline]] [[nodiscard]] const char* from(const char* place, const Find& find) {
        return place >= begin_ && place <= found_ ? found_ : look(place, find);
    }

private:
    template <class Find>
    [[gnu::noinline]] const char* look(const char* place, const Find& find) {  // apart, so that the rest is inlined
        begin_ = place;
        return found_ = find(place);
    }

    const char* begin_ = nullptr;  // between here and `found_` there is none
    const char* found_ = nullptr;
};

[[nodiscard]] inline const char* find_byte(char byte, const char* begin, const char* end) {
    const void* found = std::memchr(begin, byte, static_cast<std::size_t>(end - begin));
    return found == nullptr ? end : static_cast<const char*>(found);
}

/// ｜ is EF BD 9C; the byte in the middle is the one that Chinese text has least of.
[[nodiscard]] inline const char* find_wide_bar(const char* begin, const char* end) {
    for (const char* at = begin; (at = find_byte('\xBD', at, end)) != end; ++at)
        if (at != begin && at + 1 != end && at[-1] == '\xEF' && at[1] == '\x9C') return at - 1;
    return end;
}

[[nodiscard]] inline const char* find_digit(const char* begin, const char* end) {
    while (begin != end) {
        const auto byte = static_cast<unsigned char>(*begin);
        if (byte >= 0xE3 && byte <= 0xE9 && end - begin > 3) {  // almost always an ideograph
            begin += 3;
            continue;
        }
        if (byte >= '0' && byte <= '9') return begin;
        if (byte == 0xEF && wide_digit_at({begin, static_cast<std::size_t>(end - begin)}, 0) >= 0) return begin;
        ++begin;
    }
    return end;
}

class LineInput : public tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*> {
public:
    explicit LineInput(std::string_view text) : memory_input(text.data(), text.data() + text.size(), "") {}

    /// At the first byte of a line.
    [[nodiscard]] bool at_line_begin() const { return current() == begin() || current()[-1] == '\n'; }

    /// The next line end, or the end of the text.
    [[nodiscard]] const char* line_end() {
        return newline_.from(current(), [&](const char* place) { return find_byte('\n', place, end()); });
    }
    /// The next tab on this line, or the line's end.
    [[nodiscard]] const char* next_tab() {
        const auto find = [&](const char* place) { return find_byte('\t', place, end()); };
        return std::min(tab_.from(current(), find), line_end());
    }
    /// The next bar of either width on this line, or the line's end.
    [[nodiscard]] const char* next_bar() {
        const auto find = [&](const char* place) { return find_byte('|', place, end()); };
        const auto find_wide = [&](const char* place) { return find_wide_bar(place, end()); };
        return std::min({bar_.from(current(), find), wide_bar_.from(current(), find_wide), line_end()});
    }
    /// The next digit of either width on this line, or the line's end.
    [[nodiscard]] const char* next_digit() {
        return digit_or_end_.from(current(), [&](const char* place) { return find_digit(place, line_end()); });
    }

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
    /// Whether these are a label, just as the form prints it.
    [[nodiscard]] bool at_printed_label() {
        if (current() != label_.begin) label_ = {current(), is_printed_word(words_ahead())};
        return label_.is_printed;
    }

private:
    [[nodiscard]] std::string_view to(const char* place) const {
        return {current(), static_cast<std::size_t>(place - current())};
    }

    Next newline_, tab_, bar_, wide_bar_;  // in the text
    Next digit_or_end_;                    // on the line
    struct {
        const char *begin = nullptr, *end = nullptr, *line_end = nullptr;
    } words_;  // where the words of a line end that were last looked for
    struct {
        const char* begin = nullptr;
        bool is_printed = false;
    } label_;  // whether there is one, where it was last looked for
};

}  // namespace nianbao::grammar
