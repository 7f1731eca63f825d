// A piece is written as what sets it apart from the one before: how much further on in the text it begins, and only if
// they are others, the lengths of its characters and how far it is from where the one before would lead.
#include "grammar/pieces.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace nianbao::grammar {
namespace {

constexpr std::size_t stride = 8;  // pieces of which one is kept in full
constexpr unsigned has_steps = 1, has_shift = 2, flags = 2;
constexpr unsigned most_step = 15;  // in half a byte; an input step of so many, or more, has a byte of its own

// Small numbers of either sign as small numbers: 0, -1, 1, -2 are 0, 1, 2, 3.
std::uint32_t folded(std::uint32_t shift) { return shift << 1U ^ (0 - (shift >> 31U)); }
std::uint32_t unfolded(std::uint64_t number) { return static_cast<std::uint32_t>(number >> 1U ^ (0 - (number & 1U))); }

}  // namespace

void Pieces::put_number(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7U) bytes_.push_back(static_cast<std::uint8_t>(number | 0x80U));
    bytes_.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t Pieces::number(std::size_t& at) const {
    if (bytes_[at] < 0x80) return bytes_[at++];
    std::uint64_t number = 0;
    unsigned shift = 0;
    for (; (bytes_[at] & 0x80U) != 0; shift += 7) number |= std::uint64_t{bytes_[at++] & 0x7FU} << shift;
    return number | std::uint64_t{bytes_[at++]} << shift;
}

void Pieces::put(const Piece& piece) {
    const bool steps = piece.text_step != last_.text_step || piece.input_step != last_.input_step;
    const std::uint32_t shift = piece.input - last_.input_at(piece.text);
    put_number(std::uint64_t{piece.text - last_.text} << flags | (steps ? has_steps : 0U) |
               (shift != 0 ? has_shift : 0U));
    if (steps) {
        const unsigned input_step = std::min<unsigned>(piece.input_step, most_step);
        bytes_.push_back(static_cast<std::uint8_t>(piece.text_step << 4U | input_step));
        if (input_step == most_step) bytes_.push_back(piece.input_step);
    }
    if (shift != 0) put_number(folded(shift));
}

Piece Pieces::next(const Piece& before, std::size_t& at) const {
    const std::uint64_t head = number(at);
    Piece piece = before;
    piece.text += static_cast<std::uint32_t>(head >> flags);
    piece.input = before.input_at(piece.text);
    if ((head & has_steps) != 0) {
        piece.text_step = bytes_[at] >> 4U;
        piece.input_step = bytes_[at++] & 0xFU;
        if (piece.input_step == most_step) piece.input_step = bytes_[at++];
    }
    if ((head & has_shift) != 0) piece.input += unfolded(number(at));
    return piece;
}

void Pieces::push_back(const Piece& piece) {
    assert(piece.text_step > 0 && piece.text_step <= most_step && (empty() || last_.text <= piece.text));
    if (count_ % stride == 0)
        marks_.push_back({piece, static_cast<std::uint32_t>(bytes_.size())});
    else
        put(piece);
    last_ = piece;
    ++count_;
}

void Pieces::cut(std::uint32_t text) {
    if (empty() || last_.text < text) return;
    while (!marks_.empty() && marks_.back().piece.text >= text) marks_.pop_back();
    if (marks_.empty()) return *this = {}, void();
    count_ = std::min(count_, marks_.size() * stride);
    Iterator kept = marked(marks_.size() - 1);
    for (Iterator next = kept; ++next != end() && next->text < text;) kept = next;
    bytes_.resize(kept.behind_);
    count_ = kept.index_ + 1;
    last_ = *kept;
}

Pieces::Iterator& Pieces::Iterator::operator++() {
    ++index_;
    if (index_ == pieces_->count_) return *this;
    piece_ = index_ % stride == 0 ? pieces_->marks_[index_ / stride].piece : pieces_->next(piece_, behind_);
    return *this;
}

Pieces::Iterator Pieces::marked(std::size_t index) const {
    Iterator found;
    found.pieces_ = this;
    found.index_ = index * stride;
    found.behind_ = marks_[index].behind;
    found.piece_ = marks_[index].piece;
    return found;
}

Pieces::Iterator Pieces::begin() const { return empty() ? end() : marked(0); }

Pieces::Iterator Pieces::end() const {
    Iterator end;
    end.pieces_ = this;
    end.index_ = count_;
    return end;
}

Pieces::Iterator Pieces::at(std::uint32_t text) const {
    if (empty()) return end();
    const auto behind = [](std::uint32_t offset, const Mark& mark) { return offset < mark.piece.text; };
    const auto next_mark = std::upper_bound(marks_.begin(), marks_.end(), text, behind);
    if (next_mark == marks_.begin()) return begin();
    Iterator found = marked(static_cast<std::size_t>(next_mark - marks_.begin()) - 1);
    for (const std::size_t last = std::min(found.index_ + stride, count_) - 1; found.index_ < last; ++found.index_) {
        std::size_t further = found.behind_;
        const Piece piece = next(found.piece_, further);
        if (piece.text > text) break;
        found.piece_ = piece;
        found.behind_ = further;
    }
    return found;
}

std::uint32_t Pieces::input_offset(std::uint32_t text) const {
    const Iterator found = at(text);
    return found == end() || text < found->text ? text : found->input_at(text);
}

void PieceCursor::move_to(std::uint32_t text) {
    constexpr int most_steps = 16;  // from there on the pieces are quicker
    int steps = text < begin_ || end_ == 0 ? most_steps : 0;
    for (; steps < most_steps && next_ != pieces_->end() && next_->text <= text; ++steps, ++next_) piece_ = *next_;
    if (steps == most_steps) {
        next_ = pieces_->at(text);
        piece_ = *next_;
        ++next_;
    }
    begin_ = piece_.text;
    end_ = next_ == pieces_->end() ? UINT32_MAX : next_->text;
}

}  // namespace nianbao::grammar
