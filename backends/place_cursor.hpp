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
        last_near_ = text_.size() < 8 ? 0 : static_cast<std::uint32_t>(text_.size() - 8);
        const grammar::Mending& mending = source->mending();
        is_text_ = source->kind() == grammar::SourceKind::text || source->kind() == grammar::SourceKind::html;
        evenly_ = !is_text_ || (source->kind() == grammar::SourceKind::text && source->encoding() == "UTF-8" &&
                                mending.invalid_sequences == 0 && mending.nul_bytes == 0);
        shift_ = is_text_ ? source->input_offset(0) : 0;
        pieces_ = grammar::PieceCursor(source->pieces());
    }

    [[nodiscard]] const grammar::Source* source() const { return source_; }

    /// Whether the input's bytes are the text, so that a span needs no other origin.
    [[nodiscard]] bool input_is_text() const { return is_text_; }

    [[nodiscard]] Location locate(grammar::Span span) {
        move_to(span.begin);
        const grammar::Place place{line_, at_ - before_line_};
        if (evenly_) return {span.begin + shift_, span.end + shift_, place};
        const std::uint32_t begin = pieces_.input_offset(span.begin);
        return {begin, pieces_.input_offset(span.end), place};
    }

private:
    static constexpr std::uint32_t near = 64;   // counted by eight bytes; the rest in longer steps
    static constexpr std::uint32_t far = 1024;  // from here on the Source is quicker

    void move_to(std::uint32_t to) {
        if (to - at_ > near || to > last_near_) return move_far(to);  // or back
        std::uint32_t at = at_;
        for (; to - at > 8; at += 8) pass(at, eight_bytes::load(text_.data() + at));
        if (at != to) pass(at, eight_bytes::first_of(eight_bytes::load(text_.data() + at), to - at));
        at_ = to;
    }

    /// Passes the bytes that stand at `at`. Those that continue a character make no column.
    void pass(std::uint32_t at, std::uint64_t bytes) {
        using namespace eight_bytes;
        const std::uint64_t line_ends = exactly(bytes, '\n');
        std::uint64_t no_columns = continuations(bytes);
        if (line_ends != 0) {
            line_ += count(line_ends);
            before_line_ = at + last(line_ends);
            no_columns = behind_last(no_columns, line_ends);
        }
        if (no_columns != 0) before_line_ += count(no_columns);
    }

    void move_far(std::uint32_t to) {
        const std::uint32_t from = std::exchange(at_, to);
        if (to < from || to - from > far || to > text_.size()) {
            const grammar::Place place = source_->place(to);
            line_ = place.line;
            before_line_ = to - place.column;
            return;
        }
        const std::string_view stretch = text_.substr(from, to - from);
        const std::size_t last = stretch.rfind('\n');
        if (last == std::string_view::npos) {
            before_line_ += count_continuations(stretch);
        } else {
            line_ += count_bytes(stretch, [](std::uint8_t byte) { return byte == '\n'; });
            before_line_ = from + static_cast<std::uint32_t>(last) + count_continuations(stretch.substr(last + 1));
        }
    }

    static std::uint32_t count_continuations(std::string_view text) {
        return count_bytes(text, [](std::uint8_t byte) { return (byte & 0xC0) == 0x80; });
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
    grammar::PieceCursor pieces_;
    std::uint64_t shift_ = 0;
    std::uint32_t at_ = 0;
    std::uint32_t last_near_ = 0;  // eight bytes stand here and at every place before
    std::uint32_t line_ = 1;
    std::uint32_t before_line_ = ~std::uint32_t{0};  // column 0, moved on by each byte that makes no column
    bool is_text_ = false;
    bool evenly_ = false;  // UTF-8 that needed no mending lies in the input as it is, behind its byte-order mark
};

}  // namespace nianbao::backends
