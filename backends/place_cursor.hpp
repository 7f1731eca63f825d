// Places of spans, cheaply: what is written stands mostly in the order of the text, so lines and columns are counted
// on from the last place asked for. Going back, or far ahead, asks the Source.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "backends/eight_bytes.hpp"
#include "grammar/source.hpp"

namespace nianbao::backends {

/// A span as readers see it: offsets of the input where its bytes are the text, else of the text.
struct Location {
    std::uint64_t start = 0, end = 0;
    grammar::Place place;
};

class PlaceCursor {
public:
    /// `source` may be null: then there are no spans to ask for.
    explicit PlaceCursor(const grammar::Source* source) : source_(source) {
        if (source == nullptr) return;
        text_ = source->text();
        const grammar::Mending& mending = source->mending();
        is_text_ = source->kind() == grammar::SourceKind::text || source->kind() == grammar::SourceKind::html;
        evenly_ = !is_text_ || (source->kind() == grammar::SourceKind::text && source->encoding() == "UTF-8" &&
                                mending.invalid_sequences == 0 && mending.nul_bytes == 0);
        shift_ = is_text_ ? source->input_offset(0) : 0;
    }

    [[nodiscard]] const grammar::Source* source() const { return source_; }

    /// Whether the input's bytes are the text, so that a span needs no other origin.
    [[nodiscard]] bool input_is_text() const { return is_text_; }

    [[nodiscard]] Location locate(grammar::Span span) {
        move_to(span.begin);
        return {offset(span.begin), offset(span.end), place_};
    }

private:
    static constexpr std::uint32_t near = 64;   // counted by eight bytes; the rest in longer steps
    static constexpr std::uint32_t far = 1024;  // from here on the Source is quicker

    // UTF-8 that needed no mending lies in the input as it is, behind its byte-order mark.
    [[nodiscard]] std::uint64_t offset(std::uint32_t at) const {
        return evenly_ ? at + shift_ : source_->input_offset(at);
    }

    void move_to(std::uint32_t to) {
        if (to - at_ > near || to > text_.size()) return move_far(to);  // or back
        std::uint32_t at = at_;
        for (; to - at > 8; at += 8) pass(eight_bytes::load(text_.data() + at), 8);
        if (at != to) pass(eight_bytes::first_of(eight_from(at), to - at), to - at);
        at_ = to;
    }

    [[nodiscard]] std::uint64_t eight_from(std::uint32_t at) const {
        const std::size_t rest = text_.size() - at;
        return rest < 8 ? eight_bytes::load(text_.data() + at, rest) : eight_bytes::load(text_.data() + at);
    }

    /// Passes `count` bytes, 1 to 8; behind them are NULs. Their columns are the bytes that begin a character.
    void pass(std::uint64_t bytes, std::uint32_t count) {
        using namespace eight_bytes;
        const std::uint64_t line_ends = exactly(bytes, '\n');
        if (line_ends == 0) {
            place_.column += count - eight_bytes::count(continuations(bytes));
        } else {
            place_.line += eight_bytes::count(line_ends);
            place_.column = 1 + eight_bytes::count(behind_last(~continuations(bytes) & tops, line_ends)) - (8 - count);
        }
    }

    void move_far(std::uint32_t to) {
        const std::uint32_t from = std::exchange(at_, to);
        if (to < from || to - from > far || to > text_.size()) {
            place_ = source_->place(to);
            return;
        }
        const std::string_view stretch = text_.substr(from, to - from);
        const std::size_t last = stretch.rfind('\n');
        if (last == std::string_view::npos) {
            place_.column += count_columns(stretch);
        } else {
            place_.line += count_bytes(stretch, [](std::uint8_t byte) { return byte == '\n'; });
            place_.column = 1 + count_columns(stretch.substr(last + 1));
        }
    }

    static std::uint32_t count_columns(std::string_view text) {
        return count_bytes(text, [](std::uint8_t byte) { return static_cast<std::uint8_t>(byte - 0x80) >= 0x40; });
    }

    /// How many bytes of a text, at most `far`, are such. Counts in lanes of fixed number, which compilers turn into
    /// vector instructions.
    template <class Predicate>
    static std::uint32_t count_bytes(std::string_view text, Predicate is) {
        constexpr std::size_t lanes = 16;
        static_assert(far / lanes < 256);
        std::array<std::uint8_t, lanes> counts{};
        std::size_t at = 0;
        for (; at + lanes <= text.size(); at += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const bool counted = is(static_cast<std::uint8_t>(text[at + lane]));
                counts[lane] = static_cast<std::uint8_t>(counts[lane] + std::uint8_t{counted});
            }
        std::uint32_t count = 0;
        for (const std::uint8_t part : counts) count += part;
        for (; at < text.size(); ++at) count += is(static_cast<std::uint8_t>(text[at])) ? 1 : 0;
        return count;
    }

    const grammar::Source* source_;
    std::string_view text_;
    std::uint64_t shift_ = 0;
    std::uint32_t at_ = 0;
    grammar::Place place_;
    bool is_text_ = false, evenly_ = false;
};

}  // namespace nianbao::backends
