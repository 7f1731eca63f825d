// Places of spans, cheaply: what is written stands mostly in the order of the text, so lines and columns are counted
// on from the last place asked for. Going back, or far ahead, asks the Source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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
        while (to - at_ >= 8)
            if (!pass_eight()) pass_each(at_ + 8);
        pass_each(to);
    }

    void pass_each(std::uint32_t to) {
        for (; at_ < to; ++at_) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '\n') {
                ++place_.line;
                place_.column = 1;
            } else {
                place_.column += (byte & 0xC0) != 0x80;
            }
        }
    }

    /// Eight bytes at once, unless a line ends among them: their columns are the bytes that begin a character.
    bool pass_eight() {
        constexpr std::uint64_t ones = 0x0101'0101'0101'0101, tops = ones << 7;
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text_.data() + at_, sizeof bytes);
        const std::uint64_t no_line_end = bytes ^ (ones * '\n');
        if (((no_line_end - ones) & ~no_line_end & tops) != 0) return false;
        const std::uint64_t continuations = bytes & ~(bytes << 1) & tops;
        place_.column += 8 - static_cast<std::uint32_t>(((continuations >> 7) * ones) >> 56);
        at_ += 8;
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
