// Where text came from: stretches of it, each with the place in the input that it starts at. Where characters of several
// lengths take turns, as in GB18030, every second one begins a stretch of its own: they are kept in two bytes or three.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace nianbao::grammar {

/// Text from here on starts at `input` in the input; there and here, each character has so many bytes: here from 1 to
/// 15. Inputs are shorter than `max_input_bytes`.
struct Piece {
    std::uint32_t text = 0, input = 0;
    std::uint8_t text_step = 1, input_step = 1;

    /// Where a byte of the text stands that is in this piece.
    [[nodiscard]] std::uint32_t input_at(std::uint32_t offset) const {
        const std::uint32_t further = offset - text;
        return input + (text_step == 1 ? further : further / text_step) * input_step;
    }
    friend bool operator==(const Piece&, const Piece&) = default;
};

class Pieces {
public:
    Pieces() = default;
    Pieces(std::initializer_list<Piece> pieces) {
        for (const Piece& piece : pieces) push_back(piece);
    }

    /// Behind all others, or where the last one is.
    void push_back(const Piece& piece);
    /// Forgets those from this place in the text on.
    void cut(std::uint32_t text);

    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] const Piece& back() const { return last_; }

    class Iterator {
    public:
        Piece operator*() const { return piece_; }
        const Piece* operator->() const { return &piece_; }
        Iterator& operator++();
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

    private:
        friend class Pieces;
        const Pieces* pieces_ = nullptr;
        std::size_t index_ = 0, behind_ = 0;  // behind_: the bytes that lead to the next one
        Piece piece_;
    };
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;
    /// The piece that a byte of the text is in; the first one where it stands before all; the end where there are none.
    [[nodiscard]] Iterator at(std::uint32_t text) const;

    /// Where a byte of the text stands in the input. No pieces: in the same place.
    [[nodiscard]] std::uint32_t input_offset(std::uint32_t text) const;

private:
    struct Mark {  // every so many, one in full
        Piece piece;
        std::uint32_t behind = 0;
    };
    [[nodiscard]] Iterator marked(std::size_t index) const;
    [[nodiscard]] Piece next(const Piece& before, std::size_t& at) const;
    void put(const Piece& piece);
    void put_number(std::uint64_t number);
    [[nodiscard]] std::uint64_t number(std::size_t& at) const;

    std::vector<Mark> marks_;
    std::vector<std::uint8_t> bytes_;  // what leads from each piece to the next, but for those that are marked
    std::size_t count_ = 0;
    Piece last_;
};

/// The same for places that mostly follow each other: it goes on from the last piece that was asked for.
class PieceCursor {
public:
    PieceCursor() = default;
    explicit PieceCursor(const Pieces& pieces) : pieces_(&pieces) {}

    [[nodiscard]] std::uint32_t input_offset(std::uint32_t text) {
        if (pieces_ == nullptr || pieces_->empty()) return text;
        if (text < begin_ || text >= end_) move_to(text);
        return text < piece_.text ? text : piece_.input_at(text);
    }

private:
    void move_to(std::uint32_t text);

    const Pieces* pieces_ = nullptr;
    Pieces::Iterator next_;
    Piece piece_;
    std::uint32_t begin_ = 0, end_ = 0;  // of the text that is in the piece
};

}  // namespace nianbao::grammar
