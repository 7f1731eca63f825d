// Each line is read once into letters, and each letter is settled once: kept, or written over. The steps that know most
// come first; what is left at the end is prose that nothing hangs on.
#include "anonymize/words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

#include "anonymize/kept_words.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"
#include "passes/evaluate.hpp"
#include "passes/label_reader.hpp"
#include "passes/numeral.hpp"
#include "passes/prose.hpp"

namespace nianbao::anonymize {
namespace {

using grammar::Span;
using passes::is_chinese_numeral;
using passes::is_digit;

bool holds(std::u32string_view characters, char32_t code) { return characters.find(code) != std::u32string_view::npos; }

constexpr std::u32string_view chinese_digits = U"〇一二三四五六七八九";

/// 0 to 9, of a digit as years are printed with: 2020, 二〇二〇, 二零二零, 二O二O.
std::optional<int> digit_of_year(char32_t code) {
    if (is_digit(code)) return static_cast<int>(code - U'0');
    return code == U'o' ? 0 : passes::chinese_digit(code);
}

// ---- words ----------------------------------------------------------------------------------------------------------

/// Words by their first character.
template <std::size_t N>
class WordList {
public:
    constexpr explicit WordList(const std::u32string_view (&words)[N])
        : words_(words), begins_(passes::beginnings_of(words)) {}

    /// Characters of the longest word that a text begins with, or 0.
    [[nodiscard]] std::size_t longest(std::u32string_view text) const {
        std::size_t longest = 0;
        if (text.empty() || !begins_.may_be(text.front())) return longest;
        for (const std::u32string_view word : words_)
            if (word.size() > longest && text.starts_with(word)) longest = word.size();
        return longest;
    }

private:
    std::span<const std::u32string_view> words_;
    passes::Sieve begins_;
};

constexpr WordList kept(kept_words);
constexpr WordList ends(name_ends);

/// What the words of the form are made of: single characters, and pairs of them.
class FormPieces {
public:
    FormPieces() {
        for (const grammar::Word& word : grammar::words()) add(word.folded);
        for (const std::u32string_view word : kept_words) add(word);
    }
    [[nodiscard]] bool hold(char32_t code) const { return pieces_.contains(code); }
    [[nodiscard]] bool hold(char32_t first, char32_t second) const { return pieces_.contains(pair(first, second)); }

private:
    static std::uint64_t pair(char32_t first, char32_t second) { return std::uint64_t{first} << 32 | second; }
    void add(std::u32string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            pieces_.insert(word[i]);
            if (i > 0) pieces_.insert(pair(word[i - 1], word[i]));
        }
    }

    std::unordered_set<std::uint64_t> pieces_;
};

const FormPieces& form_pieces() {
    static const FormPieces instance;
    return instance;
}

bool touch(const Letter& a, const Letter& b) { return a.begin + a.size == b.begin; }

// ---- names ----------------------------------------------------------------------------------------------------------

constexpr std::size_t longest_name = 8;  // letters in front of the end of a name that are taken for it

std::u32string folded(std::string_view text) {
    return read_line(text, {0, static_cast<std::uint32_t>(text.size())}).codes;
}

/// 县 in 全县, 市 in 城市.
bool in_other_word(std::u32string_view codes, std::size_t letter) {
    return std::ranges::any_of(other_words, [&](std::u32string_view word) {
        const std::size_t at = word.find(codes[letter]);
        return at != std::u32string_view::npos && at <= letter && codes.substr(letter - at).starts_with(word);
    });
}

bool is_one_of(std::u32string_view characters, std::u32string_view codes, std::size_t letter) {
    return letter < codes.size() && holds(characters, codes[letter]) && !in_other_word(codes, letter);
}

/// Letters of the end of a name that stands there, or 0: the 县 of 青榆县. The 州 of 榆州市 is none.
std::size_t length_of_name_end(std::u32string_view codes, std::size_t letter) {
    if (const std::size_t length = ends.longest(codes.substr(letter))) return length;
    if (is_one_of(place_end_characters, codes, letter)) return !is_one_of(place_end_characters, codes, letter + 1);
    return is_one_of(organ_end_characters, codes, letter);
}

/// 云岭县白石镇: 云岭 and 白石, with what stands behind each.
void add_places(std::u32string_view region, std::vector<Report::Name>& names) {
    std::size_t begin = 0;
    for (std::size_t at = 1; at < region.size(); ++at) {
        const std::size_t end = length_of_name_end(region, at);
        if (end == 0) continue;
        if (at - begin > 1)
            names.push_back({std::u32string(region.substr(begin, at - begin)), std::u32string(region.substr(at, end))});
        begin = at + end;
        at = begin;
    }
}

}  // namespace

std::vector<Report::Name> names_of(const passes::Facts& facts) {
    std::vector<Report::Name> names;
    if (facts.agency) names.push_back({folded(*facts.agency), {}});
    if (facts.region) {
        names.push_back({folded(*facts.region), {}});
        add_places(folded(*facts.region), names);
    }
    std::erase_if(names, [](const Report::Name& name) { return name.printed.size() < 2; });
    std::ranges::stable_sort(names, std::greater(), [](const Report::Name& name) { return name.printed.size(); });
    return names;
}

// ---- lines ----------------------------------------------------------------------------------------------------------

void Words::read(Span span) {
    span_ = span;
    line_ = read_line(text_, span);
    fates_.assign(line_.letters.size(), Fate::open);
}

void Words::write(std::size_t letter, char32_t code) {
    write_letter(text_, line_.letters[letter], code);
    fates_[letter] = Fate::written;
}

void Words::keep(std::size_t begin, std::size_t end) {
    std::fill(fates_.begin() + static_cast<std::ptrdiff_t>(begin), fates_.begin() + static_cast<std::ptrdiff_t>(end),
              Fate::kept);
}

template <class Is>
std::size_t Words::end_of(std::size_t begin, Is is) const {
    std::size_t end = begin + 1;
    while (end < size() && mark(end) == 0 && is(code(end))) ++end;
    return end;
}

void Words::rewrite(Span span) {
    read(span);
    keep_words();
    if (is_part_of_table()) keep_damaged_words();
    if (size() == 1 && holds(U"无零", code(0))) keep(0, 1);
    rewrite_open();
}

void Words::rewrite_label(Span span) {
    read(span);
    keep_words();
    if (is_row_label())
        keep(0, size());
    else
        keep_damaged_words();
    rewrite_open();
}

void Words::rewrite_figure(Span span) {
    read(span);
    keep_words();
    for (std::size_t i = 0; i < size(); ++i)
        if (!line_.letters[i].in_brackets && !is_digit(code(i))) fates_[i] = Fate::kept;
    rewrite_open();
}

void Words::rewrite_open() {
    rename_known_names();
    keep_item_numbers();
    rewrite_chinese_years();
    rewrite_numbers();
    keep_lone_characters();
    rename_other_names();
    rewrite_chinese_numbers();
    rewrite_latin();
    invent_rest();
}

// ---- words that stay ------------------------------------------------------------------------------------------------

void Words::keep_words() {
    const std::u32string_view codes = line_.codes;
    for (std::size_t i = 0; i < size();) {
        const grammar::Word* const word = grammar::longest_word(codes.substr(i));
        std::size_t length = std::max(kept.longest(codes.substr(i)), ends.longest(codes.substr(i)));
        if (word != nullptr && word->folded.size() > 1) length = std::max(length, word->folded.size());
        keep(i, i + length);
        i += std::max<std::size_t>(length, 1);
    }
}

/// A label that is a row's of the form but for some characters, as the compiler sees it; or a word that stands for none.
bool Words::is_row_label() const {
    constexpr std::size_t longest = 96;  // bytes of a label
    const std::string_view label = std::string_view(text_).substr(span_.begin, span_.size());
    if (passes::word_of_cell(label) != nullptr) return true;
    if (label.size() > longest) return false;
    const passes::State state = passes::evaluate(label, grammar::Unit::change, passes::HeadUnit::none).state;
    if (state == passes::State::none || state == passes::State::not_applicable) return true;
    const std::u32string whole = grammar::fold(label);
    return passes::any(passes::nearest_row(whole, grammar::TableId::disclosure, {})) ||
           passes::any(passes::nearest_row(whole, grammar::TableId::requests, {}));
}

/// Letters of the form's words, or of pieces of them: 属于行政查 and 询事项, a lone 总, 结 果 维 持 line by line.
std::vector<bool> Words::known_letters() const {
    const FormPieces& pieces = form_pieces();
    std::vector<bool> known(size());
    const bool alone = size() <= 2 || std::ranges::adjacent_find(line_.letters, touch) == line_.letters.end();
    for (std::size_t i = 0; i < size(); ++i) {
        known[i] = known[i] || fates_[i] == Fate::kept || (alone && pieces.hold(code(i)));
        if (i > 0 && pieces.hold(code(i - 1), code(i))) known[i - 1] = known[i] = true;
    }
    return known;
}

/// Whether a line of its own is a label that the page has wrapped, a head, a title: short, no sentence, and of known words.
bool Words::is_part_of_table() const {
    constexpr std::size_t longest = 40;
    if (size() > longest || holds(U"。;:", line_.last_mark)) return false;
    const std::vector<bool> known = known_letters();
    return static_cast<std::size_t>(std::ranges::count(known, true)) * 3 >= size() * 2;
}

/// What stands between pieces of the form's words is damage where it is little, 本机关不掌屋相关政府信息, else it is
/// something else.
void Words::keep_damaged_words() {
    const std::vector<bool> known = known_letters();
    const bool mostly = static_cast<std::size_t>(std::ranges::count(known, true)) * 2 > size();
    for (std::size_t i = 0; i < size(); ++i) {
        const bool lone = mostly && (i == 0 || known[i - 1]) && (i + 1 == size() || known[i + 1]);
        if ((known[i] || lone) && !is_digit(code(i))) fates_[i] = Fate::kept;
    }
}

/// Characters that say something where they stand: 12件, the last 的 of a line, 注：, the 大中小 of a page.
void Words::keep_lone_characters() {
    const bool furniture = passes::is_furniture(std::string_view(text_).substr(span_.begin, span_.size()));
    const auto counts = [&](std::size_t i) { return is_digit(code(i)) || is_chinese_numeral(code(i)); };
    for (std::size_t i = 0; i < size(); ++i) {
        if (fates_[i] != Fate::open) continue;
        const bool beside = holds(beside_digits, code(i)) && ((i > 0 && counts(i - 1)) || counts(i + 1));
        const bool at_end = i + 1 == size() && line_.last_mark == 0 && holds(at_line_ends, code(i));
        const bool note = i == 0 && code(i) == U'注' && mark(1) == U':';
        if (beside || at_end || note || (furniture && holds(U"大中小", code(i)))) fates_[i] = Fate::kept;
    }
}

// ---- names ----------------------------------------------------------------------------------------------------------

/// Of a name that ends at `end` at the latest, or at the next mark.
std::size_t Words::name_end_at(std::size_t letter, std::size_t end) const {
    if (mark(letter + 1) != 0) end = letter + 1;
    return length_of_name_end(std::u32string_view(line_.codes).substr(0, end), letter);
}

/// Letters of a name; `name` goes on behind them. Digits and Latin letters in it are left to the steps that know them.
void Words::rename(std::size_t begin, std::size_t end, std::u32string_view name) {
    for (std::size_t i = begin; i < end; ++i)
        if (passes::is_ideograph(code(i)))
            write(i, inventions_.in_name(name.substr(i - begin)));
        else
            fates_[i] = Fate::open;
}

/// All of a name that may hold others: 青榆县水利局.
void Words::rename_within(std::size_t begin, std::size_t end, std::u32string_view behind) {
    std::size_t first = begin;
    const auto name_from = [&](std::size_t last) { return line_.codes.substr(first, last - first); };
    for (std::size_t i = begin + 1; i < end; ++i) {
        const std::size_t length = name_end_at(i, end);
        const bool ends_nothing = i == first && length < 2;  // 县县 is no end of a name, 县人民政府 is
        if (length == 0 || ends_nothing) continue;
        rename(first, i, name_from(i + length));
        keep(i, i + length);
        first = i + length;
        i = first - 1;
    }
    if (first >= end) return;
    const bool ends_agency =
        behind.empty() && (name_end_at(end - 1, end) == 1 || holds(agency_end_characters, code(end - 1)));
    rename(first, ends_agency ? end - 1 : end, name_from(end).append(behind));
    if (ends_agency) keep(end - 1, end);
}

void Words::rename_known_names() {
    const std::u32string_view codes = line_.codes;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto begins = [&](const Report::Name& name) { return codes.substr(i).starts_with(name.printed); };
        const auto name = std::ranges::find_if(report_.names, begins);
        if (name == report_.names.end()) continue;
        rename_within(i, i + name->printed.size(), name->behind);
        i += name->printed.size() - 1;
    }
}

/// What stands in front of the end of a name: nobody knows where it begins, so that each letter is renamed by all that
/// stands between it and the end. 县水利局 begins with the end of a name that is left out.
void Words::rename_other_names() {
    for (std::size_t i = 1; i < size(); ++i) {
        const std::size_t length = name_end_at(i, size());
        if (length == 0 || (length == 1 && fates_[i] != Fate::open)) continue;
        std::size_t first = i;
        while (first > 0 && i - first < longest_name && mark(first) == 0 && fates_[first - 1] == Fate::open &&
               passes::is_ideograph(code(first - 1)) && name_end_at(first - 1, size()) == 0)
            --first;
        if (first == i) continue;
        if (first > 0 && mark(first) == 0 && name_end_at(first - 1, size()) == 1) fates_[first - 1] = Fate::kept;
        rename(first, i, std::u32string_view(line_.codes).substr(first, i + length - first));
        keep(i, i + length);
    }
}

// ---- numbers --------------------------------------------------------------------------------------------------------

/// （一） 1. 2、 第三: numbers that name an item, and no quantity. They begin a line or a sentence, or stand behind the label
/// of a group.
void Words::keep_item_numbers() {
    constexpr std::size_t longest = 2;  // digits
    constexpr std::u32string_view before = U"\n(]】。;:", behind = U"、.):";
    const auto begins_item = [&](std::size_t i) {
        if (mark(i) != 0 || i == 0) return holds(before, mark(i));
        return fates_[i - 1] == Fate::kept || !touch(line_.letters[i - 1], line_.letters[i]);
    };
    for (std::size_t i = 0; i < size(); ++i) {
        const bool digits = is_digit(code(i));
        if (!digits && !is_chinese_numeral(code(i))) continue;
        const std::size_t end = digits ? end_of(i, is_digit) : end_of(i, is_chinese_numeral);
        const bool ordinal = mark(i) == 0 && i > 0 && code(i - 1) == U'第';
        const bool ends_item = mark(end) != U'\n' && holds(behind, mark(end)) && !is_digit(code(end));
        if ((ordinal || (ends_item && begins_item(i))) && end - i <= longest) {
            keep(i, end);
            if (ordinal) fates_[i - 1] = Fate::kept;
        }
        i = end - 1;
    }
}

/// Behind the digits of a number, all held or none. They may stand apart, as in 2 0 2 0, but not in 00 2020.
std::size_t Words::end_of_number(std::size_t begin, bool may_stand_apart) const {
    const auto touches_last = [&](std::size_t i) { return touch(line_.letters[i - 1], line_.letters[i]); };
    std::size_t end = begin + 1;
    while (end < size() && mark(end) == 0 && is_digit(code(end)) && is_held(end) == is_held(begin) &&
           (touches_last(end) || (may_stand_apart && (end == begin + 1 || !touches_last(end - 1)))))
        ++end;
    return end;
}

bool Words::rewrite_year(std::size_t begin, std::size_t end) {
    constexpr std::size_t length = 4;
    if (end - begin != length) return false;
    int year = 0;
    for (std::size_t i = begin; i < end; ++i) year = year * 10 + digit_of_year(code(i)).value_or(0);
    if (!is_year(year)) return false;
    year += report_.years;
    for (std::size_t i = end; i > begin; --i, year /= 10) rewrite_digit_of_year(i - 1, year % 10);
    return true;
}

/// In the characters that it is printed in: 零 has many shapes, and an O stays.
void Words::rewrite_digit_of_year(std::size_t letter, int digit) {
    if (digit_of_year(code(letter)) == digit || is_latin(code(letter)))
        keep(letter, letter + 1);
    else if (is_digit(code(letter)))
        write(letter, U'0' + static_cast<char32_t>(digit));
    else
        write(letter, chinese_digits[static_cast<std::size_t>(digit)]);
}

/// 3月5日, 2021-03-05: the date whose month stands there. Returns the letter behind it, or `month` where there is none.
std::size_t Words::rewrite_date(std::size_t month, std::size_t behind_month, bool behind_year) {
    constexpr std::u32string_view separators = U"-./";
    constexpr std::size_t longest = 2;
    constexpr int months = 12, days = 31;
    const auto number = [&](std::size_t begin, std::size_t end) {
        int value = 0;
        for (std::size_t i = begin; i < end; ++i) value = value * 10 + static_cast<int>(code(i) - U'0');
        return value;
    };
    const bool in_words = code(behind_month) == U'月' && mark(behind_month) == 0;
    const bool in_marks = behind_year && holds(separators, mark(month)) && mark(behind_month) == mark(month);
    if ((!in_words && !in_marks) || behind_month - month > longest) return month;
    const std::size_t day = behind_month + in_words;
    const bool has_day = is_digit(code(day)) && (in_marks || mark(day) == 0) && !is_held(day);
    const std::size_t behind = has_day ? end_of_number(day, in_words) : day;
    const MonthDay printed{number(month, behind_month), has_day && behind - day <= longest ? number(day, behind) : 0};
    if (printed.month < 1 || printed.month > months || printed.day > days || (has_day && printed.day < 1)) return month;
    const MonthDay date = inventions_.date(printed);
    const auto print = [&](int value, std::size_t begin, std::size_t end) {
        for (std::size_t i = end; i > begin; --i, value /= 10) write(i - 1, U'0' + static_cast<char32_t>(value % 10));
    };
    print(date.month, month, behind_month);
    if (has_day) print(date.day, day, behind);
    return behind;
}

void Words::rewrite_number(std::size_t begin, std::size_t end) {
    std::string printed;
    for (std::size_t i = begin; i < end; ++i) printed += static_cast<char>(code(i));
    const std::string invented = numbers_(printed);
    for (std::size_t i = begin; i < end; ++i) write(i, static_cast<unsigned char>(invented[i - begin]));
}

void Words::rewrite_numbers() {
    bool behind_year = false;
    for (std::size_t i = 0; i < size();) {
        if (!is_digit(code(i)) || fates_[i] == Fate::written) {
            behind_year = behind_year && code(i) == U'年';
            ++i;
            continue;
        }
        std::size_t end = end_of_number(i, true);
        const std::size_t behind_date = is_held(i) ? i : rewrite_date(i, end, behind_year);
        behind_year = false;
        if (is_held(i)) {
            keep(i, end);
        } else if (behind_date != i) {
            end = behind_date;
        } else if (rewrite_year(i, end)) {
            behind_year = true;
        } else if (fates_[i] == Fate::open) {
            rewrite_number(i, end);
        }
        i = end;
    }
}

/// 二〇二三年
void Words::rewrite_chinese_years() {
    const auto is_of_year = [](char32_t c) { return digit_of_year(c).has_value(); };
    for (std::size_t i = 0; i < size();) {
        if (!passes::chinese_digit(code(i))) {
            ++i;
            continue;
        }
        const std::size_t end = end_of(i, is_of_year);
        if (code(end) == U'年') rewrite_year(i, end);
        i = end;
    }
}

/// 二十六件; 十 and what is above it stay, so that the number has as many characters.
void Words::rewrite_chinese_numbers() {
    for (std::size_t i = 0; i < size(); ++i) {
        if (fates_[i] != Fate::open || !is_chinese_numeral(code(i))) continue;
        const bool of_date = code(i + 1) == U'月' || code(i + 1) == U'日' || code(i + 1) == U'十';
        const bool last_of_date = of_date && i > 0 && code(i - 1) == U'十';
        const int digit = passes::chinese_digit(code(i)).value_or(0);
        if (digit == 0 || code(i) == U'两' || last_of_date)
            fates_[i] = Fate::kept;
        else
            write(i, chinese_digits[inventions_.digit(digit)]);
    }
}

// ---- what is left ---------------------------------------------------------------------------------------------------

void Words::rewrite_latin() {
    for (std::size_t i = 0; i < size();) {
        if (!is_latin(code(i)) || fates_[i] != Fate::open) {
            ++i;
            continue;
        }
        const std::size_t end = end_of(i, is_latin);
        const std::u32string word = line_.codes.substr(i, end - i);
        if (std::ranges::find(kept_letters, std::u32string_view(word)) != std::end(kept_letters)) {
            keep(i, end);
        } else {
            const std::u32string& invented = inventions_.letters(word);
            for (std::size_t l = i; l < end; ++l) write(l, invented[l - i]);
        }
        i = end;
    }
}

/// ① and ㈠ are numbers of items.
void Words::invent_rest() {
    const auto is_enclosed = [](char32_t c) { return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x3200 && c <= 0x33FF); };
    for (std::size_t i = 0; i < size(); ++i) {
        if (fates_[i] != Fate::open || is_enclosed(code(i)) || is_digit(code(i))) continue;
        write(i, passes::is_ideograph(code(i)) ? inventions_.character(code(i)) : inventions_.neighbour(code(i)));
    }
}

}  // namespace nianbao::anonymize
