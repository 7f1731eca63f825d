// What things are called in a copy. Inventions are made as things are first asked for, from the random numbers alone, so
// that they tell nothing of what they stand for but which of it was the same.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "anonymize/random.hpp"

namespace nianbao::anonymize {

struct MonthDay {
    int month = 0, day = 0;
    friend auto operator<=>(const MonthDay&, const MonthDay&) = default;
};

class Inventions {
public:
    explicit Inventions(Random& random) : random_(random) {}

    /// An ideograph of invented text, in the place of another.
    [[nodiscard]] char32_t character(char32_t instead_of);

    /// For the first character of a name or of the end of one: 青榆县, 榆县. Names that end alike but differ there get
    /// different characters.
    [[nodiscard]] char32_t in_name(std::u32string_view name);

    /// As many small letters.
    [[nodiscard]] const std::u32string& letters(const std::u32string& printed);

    /// A day of the year, its numbers as long as before; a day of 0 stays so. The first and the last day of the year stay.
    [[nodiscard]] MonthDay date(MonthDay printed);

    /// 1 to 9, of a number in Chinese.
    [[nodiscard]] std::size_t digit(int instead_of);

    /// Any of the characters around this one, of a script that has no invented text.
    [[nodiscard]] char32_t neighbour(char32_t code);

private:
    Random& random_;
    std::map<std::u32string, char32_t, std::less<>> in_names_;
    std::map<std::u32string, std::set<char32_t>, std::less<>> taken_;  // by what stands behind in the name
    std::map<std::u32string, std::u32string> letters_;
    std::map<MonthDay, MonthDay> dates_;
};

/// Other numbers for those of one report, digit by digit: zeros stay zeros, so that a number is as long as before.
class Numbers {
public:
    explicit Numbers(Random& random) : random_(random) {}

    /// What a number of a table became, for where prose says it again; one that became several is not said again.
    void learn(const std::string& printed, const std::string& invented);

    [[nodiscard]] std::string operator()(const std::string& printed);

private:
    Random& random_;
    std::map<std::string, std::string> learnt_, invented_;
};

inline constexpr int first_year = 1990, last_year = 2099;

/// Whether four digits are taken for a year.
[[nodiscard]] constexpr bool is_year(int number) { return number >= first_year && number <= last_year; }

}  // namespace nianbao::anonymize
