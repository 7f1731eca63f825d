// Pieces are kept as what sets each apart from the one before; a plain list of them says what must come out.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "generator.hpp"
#include "grammar/pieces.hpp"
#include "readers/pieces.hpp"

namespace nianbao::grammar {
namespace {

using generator::Random;

std::vector<Piece> listed(const Pieces& pieces) {
    std::vector<Piece> out;
    for (const Piece piece : pieces) out.push_back(piece);
    return out;
}

Pieces kept(const std::vector<Piece>& list) {
    Pieces out;
    for (const Piece& piece : list) out.push_back(piece);
    return out;
}

/// What may follow the last piece: mostly a little further on, sometimes far away or back, in text and in input.
Piece any_after(const Piece& last, Random& random) {
    Piece piece = last;
    piece.text += static_cast<std::uint32_t>(random.chance(5) ? random.below(1'000'000) : random.below(40));
    piece.input = random.chance(50)  ? last.input_at(piece.text)
                  : random.chance(5) ? static_cast<std::uint32_t>(random.below(std::uint64_t{1} << 32U))
                                     : last.input + static_cast<std::uint32_t>(random.below(200));
    if (random.chance(50)) {
        piece.text_step = static_cast<std::uint8_t>(1 + random.below(random.chance(10) ? 15 : 4));
        piece.input_step = static_cast<std::uint8_t>(random.below(random.chance(10) ? 256 : 5));
    }
    return piece;
}

std::vector<Piece> any_pieces(std::size_t count, Random& random) {
    std::vector<Piece> out;
    for (Piece piece; out.size() < count; piece = any_after(piece, random)) out.push_back(piece);
    return out;
}

/// The last piece that begins at or before a byte of the text.
Piece expected_at(const std::vector<Piece>& list, std::uint32_t text) {
    const auto next = std::ranges::upper_bound(list, text, {}, &Piece::text);
    return next == list.begin() ? list.front() : *(next - 1);
}

constexpr std::size_t sizes[] = {1, 2, 63, 64, 65, 127, 128, 129, 1000};

TEST(Pieces, AreWhatWasAdded) {
    Random random(1);
    for (const std::size_t size : sizes) {
        const auto list = any_pieces(size, random);
        const Pieces pieces = kept(list);
        EXPECT_EQ(listed(pieces), list) << size;
        EXPECT_EQ(pieces.back(), list.back()) << size;
    }
    EXPECT_TRUE(Pieces().empty());
    EXPECT_TRUE(listed({}).empty());
}

TEST(Pieces, AreFoundByTheTextThatTheyHold) {
    Random random(2);
    for (const std::size_t size : sizes) {
        const auto list = any_pieces(size, random);
        const Pieces pieces = kept(list);
        for (const Piece& piece : list)
            for (const std::uint32_t text : {piece.text, piece.text + 1}) {
                EXPECT_EQ(*pieces.at(text), expected_at(list, text)) << size << ' ' << text;
                EXPECT_EQ(pieces.input_offset(text), expected_at(list, text).input_at(text)) << size << ' ' << text;
            }
    }
}

TEST(Pieces, AreFoundInAnyOrderByACursor) {
    Random random(5);
    for (const std::size_t size : sizes) {
        const Pieces pieces = kept(any_pieces(size, random));
        const std::uint64_t end = std::uint64_t{pieces.back().text} + 10;
        PieceCursor cursor(pieces);
        for (int ask = 0; ask < 2000; ++ask) {
            const auto steps = random.chance(95) ? random.below(60) : random.below(end);
            const auto text = static_cast<std::uint32_t>((static_cast<std::uint64_t>(ask) * 20 + steps) % end);
            ASSERT_EQ(cursor.input_offset(text), pieces.input_offset(text)) << size << ' ' << text;
        }
    }
    EXPECT_EQ(PieceCursor().input_offset(5), 5U);
    const Pieces none;
    EXPECT_EQ(PieceCursor(none).input_offset(5), 5U);
}

TEST(Pieces, LeadNowhereElseBeforeTheFirst) {
    const Pieces pieces = {{.text = 10, .input = 100}};
    EXPECT_EQ(pieces.input_offset(9), 9U);
    EXPECT_EQ(pieces.input_offset(12), 102U);
    EXPECT_EQ(pieces.at(3)->text, 10U);
    EXPECT_EQ(Pieces().input_offset(7), 7U);
    EXPECT_TRUE(Pieces().at(7) == Pieces().end());
}

TEST(Pieces, ThatAreCutOffAreGoneAndOthersMayFollow) {
    Random random(3);
    for (const std::size_t size : sizes)
        for (int i = 0; i < 50; ++i) {
            auto list = any_pieces(size, random);
            Pieces pieces = kept(list);
            const std::uint32_t from = random.pick(list).text + static_cast<std::uint32_t>(random.below(2));
            std::erase_if(list, [&](const Piece& piece) { return piece.text >= from; });
            pieces.cut(from);
            ASSERT_EQ(listed(pieces), list) << size << ' ' << from;
            for (int more = 0; more < 70; ++more) {
                list.push_back(any_after(list.empty() ? Piece{} : list.back(), random));
                pieces.push_back(list.back());
            }
            ASSERT_EQ(listed(pieces), list) << size << ' ' << from;
        }
}

/// Each byte of the text stands where the two steps lead one after the other.
TEST(Pieces, LeadThroughAPageToTheFile) {
    Random random(4);
    for (int i = 0; i < 200; ++i) {
        Pieces outer;                                 // characters of several lengths, as another encoding has them
        std::vector<std::uint32_t> characters = {0};  // where each begins in the page, and where the last one ends
        for (std::uint32_t input = 0; characters.back() < 300;) {
            const auto text_step = static_cast<std::uint8_t>(1 + random.below(3));
            const auto input_step = static_cast<std::uint8_t>(1 + random.below(4));
            outer.push_back({characters.back(), input, text_step, input_step});
            for (auto count = 1 + random.below(9); count > 0; --count, input += input_step)
                characters.push_back(characters.back() + text_step);
        }
        Pieces inner;  // stretches of the page with gaps between them
        std::uint32_t text = 0;
        for (std::size_t from = random.below(4), to = 0; from + 5 < characters.size(); from = to + random.below(4)) {
            to = from + 1 + random.below(4);
            inner.push_back({text, characters[from]});
            text += characters[to] - characters[from];
        }
        const Pieces both = readers::through(inner, outer, text);
        for (std::uint32_t at = 0; at < text; ++at)
            ASSERT_EQ(both.input_offset(at), outer.input_offset(inner.input_offset(at))) << i << ' ' << at;
    }
}

}  // namespace
}  // namespace nianbao::grammar
