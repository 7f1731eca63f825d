// Number formats by tables: names of formats, names of digits, first code points of enclosed numbers.
#include "readers/list_number.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace nianbao::readers {
namespace {

using Names = std::array<std::string_view, 10>;
constexpr Names plain_digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Names placed_digits = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Names legal_digits = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 4> plain_places = {"", "十", "百", "千"};
constexpr std::array<std::string_view, 4> legal_places = {"", "拾", "佰", "仟"};
constexpr Names stems = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
constexpr std::array<std::string_view, 12> branches = {"子", "丑", "寅", "卯", "辰", "巳",
                                                       "午", "未", "申", "酉", "戌", "亥"};

std::string decimal(std::uint32_t number) { return std::to_string(number); }

std::string full_width(std::uint32_t number) {
    std::string out;
    for (const char digit : decimal(number)) out.append("\xEF\xBC").append(1, static_cast<char>(digit - '0' + 0x90));
    return out;
}

std::string roman(std::uint32_t number, bool upper) {
    constexpr std::uint32_t most = 3999;
    struct Step {
        std::uint32_t value;
        std::string_view upper, lower;
    };
    constexpr Step steps[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
                              {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
                              {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};
    if (number == 0 || number > most) return decimal(number);
    std::string out;
    for (const Step& step : steps)
        for (; number >= step.value; number -= step.value) out += upper ? step.upper : step.lower;
    return out;
}

std::string letters(std::uint32_t number, char first) {
    constexpr std::uint32_t alphabet = 26, most = alphabet * 30;
    if (number == 0 || number > most) return decimal(number);
    return std::string((number - 1) / alphabet + 1, static_cast<char>(first + (number - 1) % alphabet));
}

/// 一百零一; 十 rather than 一十 at the front.
std::string counted(std::uint32_t number, const Names& digits, const std::array<std::string_view, 4>& places,
                    bool bare_ten) {
    constexpr std::uint32_t most = 9999;
    if (number > most) return decimal(number);
    if (number == 0) return std::string(digits[0]);
    std::string out;
    bool gap = false;
    std::uint32_t place_value = 1000;
    for (std::size_t place = places.size(); place-- > 0; place_value /= 10) {
        const std::uint32_t digit = number / place_value % 10;
        if (digit == 0) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += digits[0];
        gap = false;
        const bool ten_at_front = bare_ten && out.empty() && digit == 1 && place == 1;
        if (!ten_at_front) out += digits[digit];
        out += places[place];
    }
    return out;
}

std::string spelt(std::uint32_t number, const Names& digits) {
    std::string out;
    for (const char digit : decimal(number)) out += digits[static_cast<std::size_t>(digit - '0')];
    return out;
}

template <class List>
std::string listed(std::uint32_t number, const List& list) {
    return number >= 1 && number <= list.size() ? std::string(list[number - 1]) : decimal(number);
}

/// The character `number - 1` behind U+`first`, of which there are `count`; all of three bytes.
std::string enclosed(std::uint32_t number, std::uint32_t first, std::uint32_t count) {
    if (number == 0 || number > count) return decimal(number);
    const std::uint32_t code = first + number - 1;
    return {static_cast<char>(0xE0U | code >> 12U), static_cast<char>(0x80U | (code >> 6U & 0x3FU)),
            static_cast<char>(0x80U | (code & 0x3FU))};
}

struct Named {
    std::string_view name;
    NumberFormat format;
};
constexpr Named formats[] = {
    {"none", NumberFormat::none},
    {"bullet", NumberFormat::bullet},
    {"decimal", NumberFormat::decimal},
    {"decimalHalfWidth", NumberFormat::decimal},
    {"decimalZero", NumberFormat::padded_decimal},
    {"decimalFullWidth", NumberFormat::full_width_decimal},
    {"decimalFullWidth2", NumberFormat::full_width_decimal},
    {"upperRoman", NumberFormat::upper_roman},
    {"lowerRoman", NumberFormat::lower_roman},
    {"upperLetter", NumberFormat::upper_letter},
    {"lowerLetter", NumberFormat::lower_letter},
    {"chineseCounting", NumberFormat::chinese_counting},
    {"chineseCountingThousand", NumberFormat::chinese_counting},
    {"taiwaneseCounting", NumberFormat::chinese_counting},
    {"taiwaneseCountingThousand", NumberFormat::chinese_counting},
    {"japaneseCounting", NumberFormat::chinese_counting},
    {"ideographDigital", NumberFormat::chinese_digits},
    {"japaneseDigitalTenThousand", NumberFormat::chinese_digits},
    {"taiwaneseDigital", NumberFormat::chinese_digits},
    {"chineseLegalSimplified", NumberFormat::chinese_legal},
    {"ideographLegalTraditional", NumberFormat::chinese_legal},
    {"ideographTraditional", NumberFormat::heavenly_stems},
    {"ideographZodiac", NumberFormat::earthly_branches},
    {"decimalEnclosedCircle", NumberFormat::circled},
    {"decimalEnclosedCircleChinese", NumberFormat::circled},
    {"decimalEnclosedParen", NumberFormat::parenthesized},
    {"decimalEnclosedFullstop", NumberFormat::with_full_stop},
    {"ideographEnclosedCircle", NumberFormat::circled_chinese},
    {"numberInDash", NumberFormat::between_dashes},
};

}  // namespace

NumberFormat number_format(std::string_view name) {
    const auto* const found = std::ranges::find(formats, name, &Named::name);
    return found == std::end(formats) ? NumberFormat::decimal : found->format;
}

std::string printed_number(std::uint32_t number, NumberFormat format) {
    switch (format) {
        case NumberFormat::none:
        case NumberFormat::bullet: return {};
        case NumberFormat::decimal: return decimal(number);
        case NumberFormat::padded_decimal: return (number < 10 ? "0" : "") + decimal(number);
        case NumberFormat::full_width_decimal: return full_width(number);
        case NumberFormat::upper_roman: return roman(number, true);
        case NumberFormat::lower_roman: return roman(number, false);
        case NumberFormat::upper_letter: return letters(number, 'A');
        case NumberFormat::lower_letter: return letters(number, 'a');
        case NumberFormat::chinese_counting: return counted(number, plain_digits, plain_places, true);
        case NumberFormat::chinese_digits: return spelt(number, placed_digits);
        case NumberFormat::chinese_legal: return counted(number, legal_digits, legal_places, false);
        case NumberFormat::heavenly_stems: return listed(number, stems);
        case NumberFormat::earthly_branches: return listed(number, branches);
        case NumberFormat::circled: return enclosed(number, 0x2460, 20);
        case NumberFormat::parenthesized: return enclosed(number, 0x2474, 20);
        case NumberFormat::with_full_stop: return enclosed(number, 0x2488, 20);
        case NumberFormat::circled_chinese: return enclosed(number, 0x3280, 10);
        case NumberFormat::between_dashes: return "- " + decimal(number) + " -";
    }
    return {};
}

}  // namespace nianbao::readers
