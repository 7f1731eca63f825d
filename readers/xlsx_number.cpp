// A decimal number without binary arithmetic, and number formats (ECMA-376, part 1, 18.8.31) as far as they say what
// else than the value is shown.
#include "readers/xlsx_number.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace nianbao::readers {
namespace {

constexpr std::string_view doubtful = "\xEF\xBF\xBD";
constexpr std::size_t kept_digits = 15;
constexpr int most_places = 30;  // before or behind the point, of a number that is shown in full

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// 0.DIGITS times ten to the power of `exponent`; no digits: zero.
struct Number {
    bool negative = false;
    std::string digits;  // neither the first nor the last is 0
    int exponent = 0;
};

void drop_zeros(Number& number) {
    const std::size_t first = std::min(number.digits.find_first_not_of('0'), number.digits.size());
    number.digits.erase(0, first);
    number.exponent -= static_cast<int>(first);
    number.digits.erase(number.digits.find_last_not_of('0') + 1);
    if (number.digits.empty()) number = {};
}

/// Half up. What a workbook has beyond its digits is what binary fractions leave: 59237.244899999998.
void round(Number& number) {
    if (number.digits.size() <= kept_digits) return;
    const bool up = number.digits[kept_digits] >= '5';
    number.digits.resize(kept_digits);
    std::size_t at = kept_digits;
    while (up && at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
    if (up && at > 0) ++number.digits[at - 1];
    if (up && at == 0) {
        number.digits.insert(0, 1, '1');
        ++number.exponent;
    }
    drop_zeros(number);
}

std::optional<int> exponent_of(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    constexpr std::size_t most = 4;
    if (text.empty() || text.size() > most || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return negative ? -value : value;
}

/// -12.5, 5.0E0, 1E-05
std::optional<Number> number_in(std::string_view text) {
    constexpr std::size_t longest = 400;
    if (text.size() > longest) return std::nullopt;
    Number number;
    number.negative = text.starts_with('-');
    if (number.negative || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t e = std::min(text.find_first_of("eE"), text.size());
    const std::string_view mantissa = text.substr(0, e);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    number.digits = mantissa.substr(0, point);
    if (point < mantissa.size()) number.digits += mantissa.substr(point + 1);
    if (number.digits.empty() || !std::ranges::all_of(number.digits, is_digit)) return std::nullopt;
    const std::optional<int> exponent = e == text.size() ? 0 : exponent_of(text.substr(e + 1));
    if (!exponent) return std::nullopt;
    number.exponent = *exponent + static_cast<int>(point);
    drop_zeros(number);
    round(number);
    return number;
}

/// Without an exponent; nothing where that would be mostly zeros.
std::optional<std::string> in_full(const Number& number) {
    const int behind = static_cast<int>(number.digits.size()) - number.exponent;
    if (number.exponent > most_places || behind > most_places) return std::nullopt;
    std::string out = number.exponent > 0 ? number.digits.substr(0, static_cast<std::size_t>(number.exponent)) : "0";
    if (behind < 0) out.append(static_cast<std::size_t>(-behind), '0');
    if (behind <= 0) return out;
    out.append(".").append(static_cast<std::size_t>(std::max(-number.exponent, 0)), '0');
    return out += number.digits.substr(static_cast<std::size_t>(std::max(number.exponent, 0)));
}

/// One of up to four parts of a format: what stands before and behind the number, and what becomes of the number.
struct Section {
    std::string before, behind;
    bool has_number = false;  // a place for it
    bool needs_digit = true;  // a 0 is shown as 0, not as nothing
    bool is_date = false, alters = false;
    int percents = 0;
};

/// Walks over the characters of a format, quoted ones and all.
class FormatReader {
public:
    explicit FormatReader(std::string_view format) : left_(format) {}

    std::vector<Section> sections() {
        std::vector<Section> all(1);
        while (!left_.empty()) {
            if (left_.front() == ';') {
                end(all.back());
                all.emplace_back();
                left_.remove_prefix(1);
            } else {
                next(all.back());
            }
        }
        end(all.back());
        return all;
    }

private:
    void end(Section& section) {
        section.needs_digit = zero_;
        section.alters |= comma_;
        section.is_date = section.is_date && !section.has_number;
        section.alters |= month_ && !section.is_date;
        zero_ = comma_ = literal_ = month_ = false;
    }

    std::string_view take(std::size_t bytes) {
        const std::string_view taken = left_.substr(0, bytes);
        left_.remove_prefix(taken.size());
        return taken;
    }

    /// A character of UTF-8, whole.
    std::string_view take_character() {
        std::size_t bytes = 1;
        while (bytes < left_.size() && (static_cast<unsigned char>(left_[bytes]) & 0xC0U) == 0x80U) ++bytes;
        return take(bytes);
    }

    void literal(Section& section, std::string_view text) {
        (section.has_number ? section.behind : section.before) += text;
        literal_ = literal_ || (section.has_number && !text.empty());
        if (comma_) section.alters = true;
        comma_ = false;
    }

    /// A place for a digit: 0 # ?
    void place(Section& section, char kind) {
        section.alters |= literal_;  // digits with something between them: 0!.0,
        section.has_number = true;
        zero_ = zero_ || kind != '#';
        comma_ = false;
    }

    void next(Section& section) {
        for (const std::string_view general : {"General", "G/\u901A\u7528\u683C\u5F0F", "@"})
            if (left_.starts_with(general)) {
                take(general.size());
                return place(section, '0');
            }
        const std::string_view character = take_character();
        switch (small(character.front())) {
            case '0':
            case '#':
            case '?': return place(section, character.front());
            case '.': section.alters |= comma_; return;  // 0,.0 is in thousands, as 0, is
            case ',': comma_ = section.has_number; return;
            case '%': ++section.percents; return literal(section, character);
            case '"': return quoted(section);
            case '\\':
            case '!': return left_.empty() ? void() : literal(section, take_character());
            case '_':
            case '*': take_character(); return;
            case '[': return bracket(section);
            case 'e': section.alters = true; return;
            case 'y':
            case 'd': section.is_date = true; return;
            case 'm': month_ = true; return;  // or minutes
            case 'h':
            case 's':
            case 'g':
            case 'b': section.alters = true; return;
            case '/': section.alters |= section.has_number; return literal(section, character);
            default: return literal(section, character);
        }
    }

    void quoted(Section& section) {
        const std::size_t end = std::min(left_.find('"'), left_.size());
        literal(section, take(end));
        take(1);
    }

    /// [Red], [DBNum1], [$￥-804], [>100], [h]
    void bracket(Section& section) {
        const std::size_t end = std::min(left_.find(']'), left_.size());
        const std::string_view inside = take(end);
        take(1);
        if (inside.starts_with('$')) return literal(section, inside.substr(1, inside.find('-') - 1));
        const bool is_condition = inside.find_first_of("<>=") != std::string_view::npos;
        const bool is_duration = !inside.empty() && std::ranges::all_of(inside, [](char c) {
            return small(c) == 'h' || small(c) == 'm' || small(c) == 's';
        });
        section.alters |= is_condition || is_duration;
    }

    std::string_view left_;
    bool zero_ = false, comma_ = false, literal_ = false, month_ = false;
};

/// The day of a serial number, which counts from 1900 as if that had been a leap year.
std::optional<std::string> date_of(const Number& number, bool from_1904) {
    constexpr long first = 61, last = 2'958'465;  // 1 March 1900, 31 December 9999
    const std::optional<std::string> full = in_full(number);
    if (!full || number.negative || number.exponent > 7) return std::nullopt;
    long days = 0;
    for (const char c : std::string_view(*full).substr(0, full->find('.'))) days = days * 10 + (c - '0');
    if (from_1904) days += 1462;
    if (days < first || days > last) return std::nullopt;
    using namespace std::chrono;
    const year_month_day date(sys_days(year(1899) / December / 30) + std::chrono::days(days));
    return std::to_string(int(date.year())) + "年" + std::to_string(unsigned(date.month())) + "月" +
           std::to_string(unsigned(date.day())) + "日";
}

bool says_negative(const Section& section) {
    for (const std::string_view sign : {"-", "\uFF0D", "\u2212", "减"})
        if (section.before.find(sign) != std::string::npos) return true;
    return false;
}

/// Which section shows the number: those for positive ones, negative ones and zero, as far as there are such.
std::size_t section_for(const Number& number, std::size_t sections) {
    if (number.negative && sections > 1) return 1;
    return number.digits.empty() && sections > 2 ? 2 : 0;
}

std::string shown(Number number, const Section& section, bool sign_is_ours, bool from_1904, std::string_view value) {
    const std::optional<std::string> date = section.is_date ? date_of(number, from_1904) : std::nullopt;
    if (date && !number.negative) return *date;
    bool alters = section.alters || section.is_date || (number.negative && !sign_is_ours && !says_negative(section));
    if (!alters && !section.has_number) return section.before;
    number.exponent += number.digits.empty() ? 0 : 2 * section.percents;
    std::optional<std::string> full = in_full(number);
    if (!full) return std::string(value);
    if (number.digits.empty() && !section.needs_digit) full->clear();
    if (alters) return (number.negative ? "-" : "") + *full + std::string(doubtful);
    return section.before + (number.negative && sign_is_ours ? "-" : "") + *full + section.behind;
}

}  // namespace

std::string shown_number(std::string_view value, std::string_view format, bool from_1904) {
    const std::optional<Number> number = number_in(value);
    if (!number) return std::string(value);
    std::vector<Section> sections = FormatReader(format.empty() ? "General" : format).sections();
    const std::size_t index = section_for(*number, sections.size());
    const bool sign_is_ours = index == 0;
    const bool any_condition = sections.size() > 1 && sections[0].alters;  // then it is another section, maybe
    sections[index].alters |= any_condition;
    return shown(*number, sections[index], sign_is_ours, from_1904, value);
}

std::string_view builtin_format(std::uint32_t id) {
    struct Builtin {
        std::uint32_t first, last;
        std::string_view format;
    };
    // Those of East Asian editions, where editions differ.
    constexpr Builtin all[] = {
        {1, 4, "0"},          {9, 10, "0%"},        {11, 13, "0E+0"},       {14, 17, "yyyy/m/d"},
        {18, 21, "h:mm"},     {22, 22, "yyyy/m/d"}, {27, 31, "yyyy/m/d"},   {32, 35, "h:mm"},
        {36, 36, "yyyy/m/d"}, {37, 40, "0;-0"},     {41, 44, "0;-0;\"-\""}, {45, 47, "h:mm"},
        {48, 48, "0E+0"},     {50, 58, "yyyy/m/d"},
    };
    const auto found = std::ranges::find_if(all, [&](const Builtin& b) { return b.first <= id && id <= b.last; });
    return found == std::end(all) ? std::string_view() : found->format;
}

}  // namespace nianbao::readers
