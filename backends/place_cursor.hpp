// Places of spans, cheaply: what is written stands mostly in the order of the text, so lines and columns are counted
// on from the last place asked for. Going back, or far ahead, asks the Source.
#pragma once

#include <cstdint>
#include <string_view>

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
    static constexpr std::uint32_t far = 512;

    // UTF-8 that needed no mending lies in the input as it is, behind its byte-order mark.
    [[nodiscard]] std::uint64_t offset(std::uint32_t at) const {
        return evenly_ ? at + shift_ : source_->input_offset(at);
    }

    void move_to(std::uint32_t to) {
        if (to < at_ || to - at_ > far || to > text_.size()) {
            place_ = source_->place(to);
            at_ = to;
            return;
        }
        for (; to - at_ > 8; at_ += 8) pass(eight_bytes::load(text_.data() + at_), 8);
        if (at_ != to) pass(eight_ahead(), to - at_);
        at_ = to;
    }

    [[nodiscard]] std::uint64_t eight_ahead() const {
        const std::size_t rest = text_.size() - at_;
        return rest < 8 ? eight_bytes::load(text_.data() + at_, rest) : eight_bytes::load(text_.data() + at_);
    }

    /// Passes the first `count` of the bytes, 1 to 8. Their columns are the bytes that begin a character.
    void pass(std::uint64_t bytes, std::uint32_t count) {
        using namespace eight_bytes;
        const std::uint64_t characters = among_first(~continuations(bytes) & tops, count);
        const std::uint64_t line_ends = among_first(exactly(bytes, '\n'), count);
        if (line_ends == 0) {
            place_.column += eight_bytes::count(characters);
        } else {
            place_.line += eight_bytes::count(line_ends);
            place_.column = 1 + eight_bytes::count(behind_last(characters, line_ends));
        }
    }

    const grammar::Source* source_;
    std::string_view text_;
    std::uint64_t shift_ = 0;
    std::uint32_t at_ = 0;
    grammar::Place place_;
    bool is_text_ = false, evenly_ = false;
};

}  // namespace nianbao::backends
