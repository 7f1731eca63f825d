// Arabic numerals, digit by digit into an exact decimal; Chinese numerals by place value (一百零五) or position (二〇二〇).
#include "passes/numeral.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace nianbao::passes {

namespace {

/// Gathers digits into an exact decimal. Zeros that end a fraction cost no significant digit.
class Digits {
public:
    void push_whole(char32_t digit) { append(digit); }

    void push_fraction(char32_t digit) {
        ++pending_;
        if (digit == U'0') return;
        for (; pending_ > 1 && fits_; --pending_) append_place(U'0');
        append_place(digit);
        pending_ = 0;
    }

    [[nodiscard]] std::optional<Decimal> value() const { return fits_ ? Decimal::make(value_, scale_) : std::nullopt; }

private:
    void append(char32_t digit) {
        if (value_ > Decimal::limit / 10) fits_ = false;
        if (fits_) value_ = value_ * 10 + static_cast<std::int64_t>(digit - U'0');
    }

    void append_place(char32_t digit) {
        append(digit);
        if (scale_ == std::numeric_limits<std::int8_t>::max()) fits_ = false;
        if (fits_) ++scale_;
    }

    std::int64_t value_ = 0;
    int scale_ = 0;
    std::size_t pending_ = 0;
    bool fits_ = true;
};

std::size_t behind_digits(std::span<const Char> chars, std::size_t at) {
    while (at < chars.size() && is_digit(chars[at].code)) ++at;
    return at;
}

/// `,234` at `at`, and no fourth digit behind it.
bool is_thousands_group(std::span<const Char> chars, std::size_t at) {
    return at < chars.size() && chars[at].code == U',' && behind_digits(chars, at + 1) == at + 4;
}

/// Where digits go on behind blanks of one line, or `at`.
std::size_t behind_blanks_before_digit(std::span<const Char> chars, std::size_t at) {
    std::size_t next = at;
    while (next < chars.size() && chars[next].code == U' ') ++next;
    return next < chars.size() && is_digit(chars[next].code) ? next : at;
}

/// Whether digits with blanks between them are one number: 1 2 3, 12 34 and 1 234 567, but not 17 4 17.
bool is_one_number(std::span<const Char> chars, std::size_t at) {
    std::size_t groups = 0, digits = 0;
    bool thousands = true;
    for (std::size_t next = at; groups == 0 || next != at; ++groups) {
        at = next;
        const std::size_t end = behind_digits(chars, at);
        digits += end - at;
        thousands = thousands && (groups == 0 ? end - at <= 3 : end - at == 3);
        at = end;
        next = behind_blanks_before_digit(chars, at);
    }
    return groups <= 2 || digits == groups || thousands;
}

constexpr std::u32string_view digit_names = U"〇零一壹二贰貳弍三叁弎四肆五伍六陆陸七柒八捌九玖两";
constexpr int digit_values[] = {0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 2};
static_assert(digit_names.size() == std::size(digit_values));

constexpr std::u32string_view place_names = U"十拾百佰千仟万亿";

/// One bit for each character that names a digit or a place: almost all of a text is told from them by a single load.
class Names {
public:
    constexpr explicit Names(std::u32string_view names) {
        for (char32_t name : names) bits_[name / 64] |= std::uint64_t{1} << name % 64;
    }
    [[nodiscard]] constexpr bool hold(char32_t code) const {
        return code <= 0xFFFF && (bits_[code / 64] >> code % 64 & 1U) != 0;
    }

private:
    std::array<std::uint64_t, 0x10000 / 64> bits_{};
};

constexpr Names names_of_digits(digit_names);
constexpr Names names_of_places(place_names);

constexpr std::int64_t myriad = 10'000, myriad_squared = 100'000'000;

/// 十 百 千 万 亿, else 0.
std::int64_t place_of(char32_t code) {
    switch (code) {
        case U'十':
        case U'拾': return 10;
        case U'百':
        case U'佰': return 100;
        case U'千':
        case U'仟': return 1000;
        case U'万': return myriad;
        case U'亿': return myriad_squared;
        default: return 0;
    }
}

/// 二十六, 一百零五, 三千万: places go down, and 零 stands where one is left out. Nothing for anything else.
class PlaceValue {
public:
    [[nodiscard]] bool push(char32_t code) {
        if (const std::int64_t place = place_of(code)) return place < myriad ? push_place(place) : push_myriads(place);
        const std::optional<int> digit = chinese_digit(code);
        if (!digit || digit_ != 0) return false;
        if (*digit == 0) return push_zero();
        digit_ = *digit;
        return true;
    }

    [[nodiscard]] std::optional<std::int64_t> finish() {
        if (zero_ && digit_ == 0) return std::nullopt;
        const bool gap_after_squares = last_myriad_ == myriad_squared && section_ + digit_ != 0 && !zero_in_section_;
        if (!close_section() || gap_after_squares) return std::nullopt;
        return total_ + section_;
    }

private:
    bool empty() const { return total_ == 0 && section_ == 0; }

    /// Whether `place` may follow the last one: directly below it, or further down behind a 零.
    bool follows(std::int64_t place) const {
        if (empty()) return !zero_;
        return zero_ ? last_place_ > place * 10 : last_place_ == place * 10;
    }

    bool push_zero() {
        if (empty() || zero_) return false;
        zero_ = zero_in_section_ = true;
        return true;
    }

    bool push_place(std::int64_t place) {
        const bool bare_ten = digit_ == 0 && place == 10 && !zero_;
        if ((digit_ == 0 && !bare_ten) || !follows(place)) return false;
        section_ += (bare_ten ? 1 : digit_) * place;
        last_place_ = place;
        digit_ = 0;
        zero_ = false;
        return true;
    }

    bool push_myriads(std::int64_t place) {
        if (place >= last_myriad_ || !close_section() || section_ == 0) return false;
        total_ += section_ * place;
        last_myriad_ = place;
        last_place_ = myriad;
        section_ = 0;
        zero_in_section_ = false;
        return true;
    }

    /// Adds the ones.
    bool close_section() {
        if (digit_ != 0 && !follows(1)) return false;
        if (digit_ == 0 && zero_) return false;
        section_ += digit_;
        digit_ = 0;
        zero_ = false;
        return true;
    }

    std::int64_t total_ = 0, section_ = 0;
    std::int64_t last_place_ = 0;
    std::int64_t last_myriad_ = std::numeric_limits<std::int64_t>::max();
    int digit_ = 0;
    bool zero_ = false, zero_in_section_ = false;
};

std::optional<std::int64_t> by_place(std::span<const Char> run) {
    PlaceValue value;
    for (const Char& c : run)
        if (!value.push(c.code)) return std::nullopt;
    return value.finish();
}

std::optional<std::int64_t> by_position(std::span<const Char> run) {
    std::int64_t value = 0;
    for (const Char& c : run) value = value * 10 + chinese_digit(c.code).value_or(0);
    return value;
}

/// 三四 and 三五 mean some; 〇五 has a leading zero; a lone ○ may be a mark; 一一 may be dashes.
bool means_one_number(std::span<const Char> run) {
    const int first = *chinese_digit(run[0].code);
    if (run.size() == 1) return run[0].code != U'〇';
    const int second = *chinese_digit(run[1].code);
    if (first == 0 || (first == 1 && second == 1)) return false;
    return run.size() > 2 || second == 0 || (second != first + 1 && second != first + 2);
}

constexpr std::size_t longest_positional = 17;
constexpr std::size_t longest_by_place = 23;  // 九千九百九十九亿九千九百九十九万九千九百九十九

}  // namespace

std::optional<int> chinese_digit(char32_t code) {
    if (!names_of_digits.hold(code)) return std::nullopt;
    return digit_values[digit_names.find(code)];
}

bool is_chinese_numeral(char32_t code) { return names_of_digits.hold(code) || names_of_places.hold(code); }

std::optional<Numeral> read_arabic(std::span<const Char> chars, std::size_t& at) {
    if (at >= chars.size() || !is_digit(chars[at].code)) return std::nullopt;
    const std::size_t begin = at;
    Digits digits;
    const auto take = [&](std::size_t end) {
        for (; at < end; ++at) digits.push_whole(chars[at].code);
    };
    take(behind_digits(chars, at));
    const bool leading_zero = chars[begin].code == U'0' && at - begin > 1;
    if (chars[begin].code != U'0' && at - begin <= 3 && is_thousands_group(chars, at)) {
        while (is_thousands_group(chars, at)) {
            ++at;
            take(at + 3);
        }
    } else if (chars[begin].code != U'0' && is_one_number(chars, begin)) {
        for (std::size_t next; (next = behind_blanks_before_digit(chars, at)) != at;) {
            at = next;
            take(behind_digits(chars, at));
        }
    }
    Numeral numeral{.value = {}, .canonical = !leading_zero};
    if (at + 1 < chars.size() && chars[at].code == U'.' && is_digit(chars[at + 1].code)) {
        numeral.pointed = true;
        for (++at; at < chars.size() && is_digit(chars[at].code); ++at) digits.push_fraction(chars[at].code);
    }
    numeral.value = digits.value();
    return numeral;
}

std::optional<Numeral> read_chinese(std::span<const Char> chars, std::size_t& at, bool keep_unit) {
    std::size_t end = at;
    while (end < chars.size() && end - at <= longest_by_place && is_chinese_numeral(chars[end].code)) ++end;
    std::span<const Char> run = chars.subspan(at, end - at);
    if (run.empty() || run.size() > longest_by_place) return std::nullopt;
    const auto of_myriads = [](const Char& c) { return place_of(c.code) >= myriad; };
    if (keep_unit && std::ranges::count_if(run, of_myriads) == 1 && of_myriads(run.back()))
        run = run.first(run.size() - 1);
    if (run.empty()) return std::nullopt;

    const bool positional = std::ranges::all_of(run, [](const Char& c) { return chinese_digit(c.code).has_value(); });
    if (positional && run.size() > longest_positional) return std::nullopt;
    const std::optional<std::int64_t> value = positional ? by_position(run) : by_place(run);
    if (!value) return std::nullopt;
    at += run.size();
    return Numeral{.value = Decimal(*value),
                   .canonical = !positional || means_one_number(run),
                   .myriads = std::ranges::any_of(run, of_myriads)};
}

}  // namespace nianbao::passes
