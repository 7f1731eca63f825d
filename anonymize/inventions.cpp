#include "anonymize/inventions.hpp"

#include <algorithm>

#include "anonymize/kept_words.hpp"

namespace nianbao::anonymize {
namespace {

constexpr std::size_t ideographs_of_four_bytes = 0x6000;

/// A number of a date with as many digits, and a leading zero where there was one.
int number_of_date(int printed, int most, Random& random) {
    constexpr int first_of_two = 10;
    return static_cast<int>(printed < first_of_two ? random.between(1, first_of_two - 1)
                                                   : random.between(first_of_two, most));
}

int as_number(const std::string& digits) {
    int number = 0;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    return number;
}

/// Whether a number would be taken for a year.
bool looks_like_year(const std::string& digits) {
    constexpr std::size_t length = 4;
    return digits.size() == length && is_year(as_number(digits));
}

}  // namespace

char32_t Inventions::character(char32_t instead_of) {
    if (instead_of > 0xFFFF) return static_cast<char32_t>(0x20000 + random_.below(ideographs_of_four_bytes));
    for (;;) {
        const char32_t code = invented_characters[random_.below(invented_characters.size())];
        if (code != instead_of) return code;
    }
}

char32_t Inventions::in_name(std::u32string_view name) {
    if (const auto known = in_names_.find(name); known != in_names_.end()) return known->second;
    std::set<char32_t>& taken = taken_[std::u32string(name.substr(1))];
    char32_t code = character(name.front());
    while (taken.contains(code) && taken.size() + 1 < invented_characters.size()) code = character(name.front());
    taken.insert(code);
    return in_names_[std::u32string(name)] = code;
}

const std::u32string& Inventions::letters(const std::u32string& printed) {
    constexpr std::size_t alphabet = 26;
    std::u32string& invented = letters_[printed];
    for (std::size_t i = invented.size(); i < printed.size(); ++i) {
        const std::size_t steps = 1 + random_.below(alphabet - 1);
        invented += static_cast<char32_t>(U'a' + (printed[i] - U'a' + steps) % alphabet);
    }
    return invented;
}

MonthDay Inventions::date(MonthDay printed) {
    constexpr int months = 12, days_of_all_months = 28;
    if (printed == MonthDay{1, 1} || printed == MonthDay{months, 31}) return printed;
    const auto known = dates_.find(printed);
    if (known != dates_.end()) return known->second;
    MonthDay date{number_of_date(printed.month, months, random_), 0};
    if (printed.day > 0) date.day = number_of_date(printed.day, days_of_all_months, random_);
    return dates_[printed] = date;
}

std::size_t Inventions::digit(int instead_of) {
    constexpr std::size_t digits = 9;
    return 1 + (static_cast<std::size_t>(instead_of) + random_.below(digits - 1)) % digits;
}

char32_t Inventions::neighbour(char32_t code) {
    constexpr char32_t block = 32;  // characters of one script and one number of bytes
    return (code & ~(block - 1)) | static_cast<char32_t>(random_.below(block));
}

void Numbers::learn(const std::string& printed, const std::string& invented) {
    const auto [known, first] = learnt_.emplace(printed, invented);
    if (!first && known->second != invented) known->second.clear();
}

std::string Numbers::operator()(const std::string& printed) {
    const auto learnt = learnt_.find(printed);
    if (learnt != learnt_.end() && !learnt->second.empty()) return learnt->second;
    const auto known = invented_.find(printed);
    if (known != invented_.end()) return known->second;
    std::string invented = printed;
    const bool all_zeros = printed.find_first_not_of('0') == std::string::npos;
    while (!all_zeros && (invented == printed || looks_like_year(invented)))
        for (char& digit : invented)
            if (digit != '0') digit = static_cast<char>('1' + random_.below(9));
    return invented_[printed] = invented;
}

}  // namespace nianbao::anonymize
