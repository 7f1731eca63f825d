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
        while (at_ < to) {
            const std::uint32_t step = to - at_ < 8 ? to - at_ : 8;
            if (!pass_within_line(step)) pass_each(step);
        }
    }

    void pass_each(std::uint32_t step) {
        for (const std::uint32_t to = at_ + step; at_ < to; ++at_) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '\n') {
                ++place_.line;
                place_.column = 1;
            } else {
                place_.column += (byte & 0xC0) != 0x80;
            }
        }
    }

    /// Passes up to eight bytes at once, unless a line ends among them: their columns are the bytes that begin a
    /// character. Needs eight bytes to look at.
    bool pass_within_line(std::uint32_t step) {
        if (text_.size() - at_ < 8) return false;
        const std::uint64_t bytes = eight_bytes::load(text_.data() + at_);
        if (eight_bytes::among_first(eight_bytes::equal(bytes, '\n'), step) != 0) return false;
        place_.column += step - eight_bytes::count(eight_bytes::among_first(eight_bytes::continuations(bytes), step));
        at_ += step;
        return true;
    }

    const grammar::Source* source_;
    std::string_view text_;
    std::uint64_t shift_ = 0;
    std::uint32_t at_ = 0;
    grammar::Place place_;
    bool is_text_ = false, evenly_ = false;
};

}  // namespace nianbao::backends
