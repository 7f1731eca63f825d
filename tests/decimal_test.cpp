// Exact decimals: lowest terms, the bounds of 18 significant digits, powers of ten, and the literals they print.
#include "grammar/decimal.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace nianbao {
namespace {

constexpr std::int64_t limit = Decimal::limit;

/// "digits/scale", or "none".
std::string terms(const std::optional<Decimal>& value) {
    return value ? std::to_string(value->digits()) + '/' + std::to_string(value->scale()) : "none";
}

std::string printed(std::int64_t digits, int scale) {
    const std::optional<Decimal> value = Decimal::make(digits, scale);
    return value ? to_string(*value) : "none";
}

TEST(Decimal, IsInLowestTerms) {
    EXPECT_EQ(terms(Decimal::make(1250, 2)), "125/1");
    EXPECT_EQ(terms(Decimal::make(1200, 2)), "12/0");
    EXPECT_EQ(terms(Decimal::make(1200, 0)), "1200/0");
    EXPECT_EQ(terms(Decimal::make(-50, 3)), "-5/2");
    EXPECT_EQ(terms(Decimal::make(0, 5)), "0/0");
    EXPECT_EQ(terms(Decimal::make(7, -3)), "7000/0");
    EXPECT_EQ(terms(Decimal::make(0, -3)), "0/0");
    EXPECT_EQ(terms(Decimal()), "0/0");
}

TEST(Decimal, SoEqualNumbersAreEqualValues) {
    EXPECT_EQ(Decimal::make(1250, 2), Decimal::make(125, 1));
    EXPECT_EQ(Decimal::make(1200, 2), Decimal(12));
    EXPECT_EQ(Decimal::make(0, 9), Decimal(0));
    EXPECT_NE(Decimal::make(125, 1), Decimal(125));
    EXPECT_NE(Decimal(-1), Decimal(1));
}

TEST(Decimal, HasEighteenDigitsAtMost) {
    EXPECT_EQ(terms(Decimal::make(limit, 0)), "999999999999999999/0");
    EXPECT_EQ(terms(Decimal::make(-limit, 0)), "-999999999999999999/0");
    EXPECT_EQ(terms(Decimal::make(limit, 18)), "999999999999999999/18");
    EXPECT_EQ(terms(Decimal::make(limit + 1, 0)), "none");
    EXPECT_EQ(terms(Decimal::make(-limit - 1, 0)), "none");
    EXPECT_EQ(terms(Decimal::make(limit + 2, 1)), "none");
    EXPECT_EQ(terms(Decimal::make(limit + 1, 1)), "100000000000000000/0");  // its zeros do not count
    EXPECT_EQ(terms(Decimal::make(1, 18)), "1/18");
    EXPECT_EQ(terms(Decimal::make(1, 19)), "none");
    EXPECT_EQ(terms(Decimal::make(10, 19)), "1/18");
}

TEST(Decimal, NeverOverflows) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t digits : {least, least + 1, greatest - 1, greatest})
        for (const int scale : {-19, -1, 0, 1, 18, 19})
            EXPECT_EQ(terms(Decimal::make(digits, scale)), "none") << digits;
    EXPECT_EQ(terms(Decimal::make(limit / 10, -1)), "999999999999999990/0");
    EXPECT_EQ(terms(Decimal::make(limit / 10 + 1, -1)), "none");
    EXPECT_EQ(terms(Decimal::make(-limit / 10 - 1, -1)), "none");
    EXPECT_EQ(terms(Decimal::make(1, -17)), "100000000000000000/0");
    EXPECT_EQ(terms(Decimal::make(1, -18)), "none");
}

TEST(Decimal, IsShiftedByPowersOfTen) {
    const Decimal amount = *Decimal::make(385, 1);  // 38.5万元
    EXPECT_EQ(amount.shifted(4), Decimal(385'000));
    EXPECT_EQ(amount.shifted(1), Decimal(385));
    EXPECT_EQ(amount.shifted(0), amount);
    EXPECT_EQ(amount.shifted(-4), Decimal::make(385, 5));
    EXPECT_EQ(amount.shifted(4)->shifted(-4), amount);
    EXPECT_EQ(Decimal(0).shifted(8), Decimal(0));
    EXPECT_EQ(Decimal(251'000).shifted(-4), Decimal::make(251, 1));
    EXPECT_EQ(Decimal(-5).shifted(8), Decimal(-500'000'000));
}

TEST(Decimal, IsNotShiftedBeyondItsDigits) {
    EXPECT_EQ(Decimal(limit).shifted(1), std::nullopt);
    EXPECT_EQ(Decimal(-limit).shifted(4), std::nullopt);
    EXPECT_EQ(Decimal(limit).shifted(-18), Decimal::make(limit, 18));
    EXPECT_EQ(Decimal(limit).shifted(-19), std::nullopt);
    EXPECT_EQ(Decimal(1).shifted(17), Decimal(100'000'000'000'000'000));
    EXPECT_EQ(Decimal(1).shifted(18), std::nullopt);
}

TEST(Decimal, TellsSignAndWholeness) {
    EXPECT_TRUE(Decimal(0).whole());
    EXPECT_FALSE(Decimal(0).negative());
    EXPECT_TRUE(Decimal::make(120, 1)->whole());
    EXPECT_FALSE(Decimal::make(121, 1)->whole());
    EXPECT_TRUE(Decimal::make(-1, 2)->negative());
    EXPECT_FALSE(Decimal::make(-0, 2)->negative());
}

TEST(Decimal, PrintsPlainLiterals) {
    EXPECT_EQ(printed(0, 0), "0");
    EXPECT_EQ(printed(0, 4), "0");
    EXPECT_EQ(printed(-0, 1), "0");
    EXPECT_EQ(printed(-1, 0), "-1");
    EXPECT_EQ(printed(1250, 2), "12.5");
    EXPECT_EQ(printed(1200, 2), "12");
    EXPECT_EQ(printed(1200, 0), "1200");
    EXPECT_EQ(printed(592'372'449, 4), "59237.2449");
    EXPECT_EQ(printed(5, 1), "0.5");
    EXPECT_EQ(printed(-5, 3), "-0.005");
    EXPECT_EQ(printed(12, 2), "0.12");
    EXPECT_EQ(printed(112, 2), "1.12");
    EXPECT_EQ(printed(1, 18), "0.000000000000000001");
    EXPECT_EQ(printed(-limit, 18), "-0.999999999999999999");
    EXPECT_EQ(printed(limit, 17), "9.99999999999999999");
    EXPECT_EQ(printed(-limit, 0), "-999999999999999999");
}

TEST(Decimal, IsAppendedToWhatIsThere) {
    std::string text = "a";
    append(text, Decimal(-7));
    append(text, *Decimal::make(25, 1));
    EXPECT_EQ(text, "a-72.5");
}

/// A literal read by its point gives the number back: every value has one literal, and none a longer one.
TEST(Decimal, LiteralsSayTheWholeValue) {
    for (std::int64_t digits = -2'000; digits <= 2'000; ++digits)
        for (int scale = 0; scale <= 18; ++scale) {
            const Decimal value = *Decimal::make(digits, scale);
            std::string text = to_string(value);
            const std::size_t point = text.find('.');
            const std::size_t places = point == std::string::npos ? 0 : text.size() - point - 1;
            EXPECT_FALSE(places != 0 && text.ends_with('0')) << text;
            if (point != std::string::npos) text.erase(point, 1);
            EXPECT_EQ(Decimal::make(std::stoll(text), static_cast<int>(places)), value) << text;
        }
}

}  // namespace
}  // namespace nianbao
