// Old containers of Office: what lies in their root, and what becomes of those that are cut off or lead in circles.
#include "readers/compound_file.hpp"

#include <gtest/gtest.h>

#include <string>

#include "anonymize/random.hpp"
#include "compound_file.hpp"

namespace nianbao::readers {
namespace {

using grammar::Refusal;
using tests::compound_file;
using tests::put;
using tests::Stored;

const std::string content(2000, 'x');  // four sectors
const std::string sound = compound_file({{"WordDocument", content}, {"1Table", content}});

// Places in that file, which has its table in sector 0, its streams in 1 to 4 and 5 to 8, and its directory in 9.
constexpr std::size_t at_table = 512, at_directory = 512 * 10, entry = 128;

std::string with(std::size_t at, std::uint32_t number) {
    std::string changed = sound;
    put(changed, at, number, 4);
    return changed;
}

TEST(CompoundFile, TellsWhatLiesInItsRoot) {
    const std::string bytes = compound_file({{"MBD1", {}, true}, {"WordDocument", content}, {}, {"Workbook", content}});
    const CompoundFile file(bytes);
    EXPECT_FALSE(file.refused()) << file.refused().said;
    EXPECT_TRUE(file.holds("Workbook"));
    EXPECT_TRUE(file.holds("WORKBOOK"));
    EXPECT_TRUE(file.holds("MBD1"));
    EXPECT_FALSE(file.holds("WordDocument"));
    EXPECT_FALSE(file.holds("Work"));
    EXPECT_FALSE(file.holds("Root Entry"));
    EXPECT_FALSE(file.check_streams());
}

TEST(CompoundFile, IsBrokenWithoutADirectory) {
    EXPECT_EQ(CompoundFile("").refused().why, Refusal::damaged);
    for (const std::size_t size : {511U, 512U, 1024U, 512U * 10}) {
        const CompoundFile file(std::string_view(sound).substr(0, size));
        EXPECT_EQ(file.refused().why, Refusal::damaged) << size;
        EXPECT_FALSE(file.holds("WordDocument"));
        EXPECT_TRUE(file.check_streams());
    }
    EXPECT_TRUE(CompoundFile(with(0x1E, 31)).refused()) << "sectors of another size";
    EXPECT_TRUE(CompoundFile(with(0x30, 10)).refused()) << "the directory lies behind the end";
    EXPECT_TRUE(CompoundFile(with(0x4C, 10)).refused()) << "the table lies behind the end";
    EXPECT_TRUE(CompoundFile(with(at_directory + 0x42, 1)).refused()) << "a root that is none";
    EXPECT_TRUE(CompoundFile(with(at_directory + 0x4C, 4)).refused()) << "an entry that is not there";
}

TEST(CompoundFile, DoesNotGoInCircles) {
    EXPECT_TRUE(CompoundFile(with(at_directory + 2 * entry + 0x48, 1)).refused()) << "names";
    EXPECT_TRUE(CompoundFile(with(0x44, 1)).refused()) << "the list of the table's sectors";
    EXPECT_FALSE(CompoundFile(with(at_table + 4 * 4, 1)).check_streams()) << "nobody goes beyond the end of a stream";
    EXPECT_EQ(CompoundFile(with(at_table + 4 * 2, 1)).check_streams().why, Refusal::damaged);
    EXPECT_EQ(CompoundFile(with(at_table + 4 * 6, 2)).check_streams().why, Refusal::damaged) << "a part of another";
    EXPECT_FALSE(CompoundFile(with(at_table + 4 * 9, 9)).refused()) << "a directory that is its own next sector";
}

TEST(CompoundFile, HasToHoldItsStreams) {
    EXPECT_TRUE(CompoundFile(with(at_table + 4 * 2, 0xFFFFFFFE)).check_streams()) << "a stream that ends early";
    EXPECT_TRUE(CompoundFile(with(at_directory + entry + 0x78, 0xFFFFFFFF)).check_streams()) << "a size beyond all";
    EXPECT_TRUE(CompoundFile(with(at_directory + 2 * entry + 0x74, 11)).check_streams()) << "a stream behind the end";
    EXPECT_FALSE(CompoundFile(sound).check_streams());
    EXPECT_FALSE(CompoundFile(std::string_view(sound).substr(0, sound.size() - 1)).check_streams())
        << "cut in its rest";
}

TEST(CompoundFile, WhateverIsChangedItEnds) {
    anonymize::Random random(5);
    std::size_t refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = sound;
        for (std::size_t i = random.below(8); i-- > 0;) {
            const std::size_t at = random.below(2) == 0 ? random.below(1024) : at_directory + random.below(512);
            bytes[at] = static_cast<char>(random.below(2) == 0 ? random.below(12) : random.below(256));
        }
        bytes.resize(bytes.size() - random.below(600));
        const CompoundFile file(bytes);
        const bool is_refused = static_cast<bool>(file.check_streams());
        EXPECT_TRUE(is_refused || !file.refused());
        refused += is_refused ? 1 : 0;
    }
    EXPECT_GT(refused, 1000U);
    EXPECT_LT(refused, 19'000U);
}

}  // namespace
}  // namespace nianbao::readers
