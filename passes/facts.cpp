// Who reports, on which year, when, and whom to ask: read from the title and the preamble, and from the page's own
// fields before the report (发布时间：2021-01-13). Requires the sections; fills Compilation::facts. Most of a text tells
// no fact: raw bytes are searched for the words that do, and only what stands around them is decoded.
//
// 沂源县工信局 2020 年政府信息公开工作年度报告 / …统计期限自 2020 年 1 月 1 日始，至 2020 年 12 月 31 日止…
// （地址：…；邮编：256100；电话：0533-3241453；邮箱：…@zb.shandong.cn）
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "passes/characters.hpp"
#include "passes/numeral.hpp"
#include "passes/passes.hpp"
#include "passes/title.hpp"

namespace nianbao::passes {

namespace {

// ---- dates ----------------------------------------------------------------------------------------------------------

constexpr int first_year = 1990, last_year = 2099;

int days_in(int year, int month) {
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (leap && month == 2);
}

/// A Chinese numeral no greater than a year.
std::optional<int> take_chinese_number(TextCursor& cursor) {
    constexpr std::size_t enough = 24;  // more than any numeral has
    std::array<Char, enough> chars;
    std::size_t count = 0;
    for (TextCursor ahead = cursor; count < enough && is_chinese_numeral(ahead.peek()); ahead.pass())
        chars[count++].code = ahead.peek();
    std::size_t read = 0;
    const auto numeral = read_chinese(std::span(chars).first(count), read);
    if (!numeral || !numeral->value || numeral->value->digits() > last_year) return std::nullopt;
    for (; read > 0; --read) cursor.pass();
    return static_cast<int>(numeral->value->digits());
}

/// A number of a date: at most `most` Arabic digits, or a Chinese numeral.
std::optional<int> take_number(TextCursor& cursor, std::size_t most) {
    cursor.skip_blanks();
    if (!is_digit(cursor.peek())) return take_chinese_number(cursor);
    int value = 0;
    for (std::size_t digits = 0; digits < most && is_digit(cursor.peek()); ++digits, cursor.pass())
        value = value * 10 + static_cast<int>(cursor.peek() - U'0');
    return is_digit(cursor.peek()) ? std::nullopt : std::optional(value);
}

/// The mark between two numbers of a date, 0 for none: 年 - / .
char32_t take_mark(TextCursor& cursor, char32_t word) {
    cursor.skip_blanks();
    const char32_t mark = cursor.peek();
    return cursor.take(word) || cursor.take_one_of(U"-/.") ? mark : 0;
}

/// 2021-01-13, 2021年1月13日, 2021/1/13. With `year`, its year may be left out: 12月31日.
std::optional<Date> take_date(TextCursor& cursor, std::optional<int> year = {}) {
    TextCursor reading = cursor;
    std::optional<int> first = take_number(reading, 4);
    if (!first) return std::nullopt;
    const bool has_year = *first >= first_year && *first <= last_year;
    char32_t mark = U'年';
    if (has_year) {
        year = first;
        mark = take_mark(reading, U'年');
        if (mark == 0) return std::nullopt;
        if (mark == U'年') reading.take(U'度');
        first = take_number(reading, 2);
    }
    const std::optional<int> month = first;
    if (!year || !month) return std::nullopt;
    const char32_t second = take_mark(reading, U'月');
    if (second == 0 || (mark == U'年') != (second == U'月')) return std::nullopt;
    const std::optional<int> day = take_number(reading, 2);
    if (!day || *month < 1 || *month > 12 || *day < 1 || *day > days_in(*year, *month)) return std::nullopt;
    cursor = reading;
    reading.skip_blanks();
    if (reading.take_one_of(U"日号")) cursor = reading;
    return Date{static_cast<std::uint16_t>(*year), static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
}

/// Whether a number of a date may begin with the character ahead; `before` is the one before it, 0 for none.
bool may_begin_date(const TextCursor& cursor, char32_t before) {
    const char32_t code = cursor.peek();
    return (is_digit(code) || (is_ideograph(code) && chinese_digit(code))) && !is_digit(before);
}

auto as_number(Date date) { return date.year * 10'000 + date.month * 100 + date.day; }

// ---- the period -----------------------------------------------------------------------------------------------------

struct Period {
    Date from, to;
};

/// 起至, 始，至, 到, -: between two dates.
bool take_until(TextCursor& cursor) {
    constexpr std::size_t longest = 8;
    bool until = false;
    for (std::size_t i = 0; i < longest; ++i) {
        cursor.skip_blanks();
        if (cursor.take_one_of(U"至到-~～"))
            until = true;
        else if (!cursor.take_one_of(U"起始,、开截止"))
            break;
    }
    return until;
}

std::optional<Period> take_period(TextCursor& cursor) {
    TextCursor reading = cursor;
    const auto from = take_date(reading);
    if (!from || !take_until(reading)) return std::nullopt;
    const auto to = take_date(reading, from->year);
    if (!to || as_number(*to) < as_number(*from)) return std::nullopt;
    cursor = reading;
    return Period{*from, *to};
}

bool is_whole_year(const Period& period) {
    return period.from.year == period.to.year && period.from.month == 1 && period.from.day == 1 &&
           period.to.month == 12 && period.to.day == 31;
}

/// Dates and labels may hold blanks, but reach no farther than this behind the mark or label that tells them.
constexpr std::size_t farthest = 240;  // bytes

/// A text from `begin` to as far as what is told at `end` may reach.
std::string_view reach(std::string_view text, std::size_t begin, std::size_t end) {
    end = std::min(text.size(), end + farthest);
    while (end < text.size() && is_inner_byte(text[end])) ++end;
    return text.substr(begin, end - begin);
}

bool is_of_number(char32_t code) { return is_digit(code) || (is_ideograph(code) && is_chinese_numeral(code)); }

/// Where the number before the mark at `mark` begins, blanks between them, or `mark` where none does.
std::size_t begin_of_number(std::string_view text, std::size_t mark) {
    constexpr std::size_t longest = 12;  // characters: 二千零二十
    std::string_view before = trim_end(text.substr(0, mark));
    std::size_t begin = mark;
    for (std::size_t i = 0; i < longest && !before.empty(); ++i) {
        const char32_t code = take_last(before);
        if (code != 0 && !is_of_number(code)) break;
        begin = before.size();
    }
    return begin;
}

/// Whether a mark behind a year stands at `at`, numbers on both sides.
bool is_year_mark(std::string_view text, std::size_t at) {
    TextCursor cursor(text.substr(at));
    if (!cursor.take_one_of(U"年-./")) return false;
    while (is_blank(cursor.peek()) || cursor.peek() == U'度') cursor.pass();
    if (!is_of_number(cursor.peek())) return false;
    std::string_view before = trim_end(text.substr(0, at));
    return is_of_number(take_last_visible(before));
}

/// Whether a - / . of another width than ASCII's may stand at `at`, where a byte stands that such marks begin with: most
/// other characters have another last byte.
bool may_be_wide_mark(std::string_view text, std::size_t at) {
    if (text.size() - at < 3) return false;
    const auto third = static_cast<unsigned char>(text[at + 2]);
    if (text[at] == '\xE2') return third >= 0x90 && third <= 0x95;
    return text[at + 1] != '\xBC' || (third >= 0x8D && third <= 0x8F);
}

/// Where marks behind a year stand, in the order of the text: 年, or - / . of any width. Most texts have none.
std::vector<std::size_t> year_marks(std::string_view text) {
    std::vector<std::size_t> marks;
    for (const Needle mark : {Needle{"年", 2}, Needle{"-"}, Needle{"."}, Needle{"/"}})
        for (std::size_t at = 0; (at = find(text, mark, at)) != std::string_view::npos; ++at)
            if (is_year_mark(text, at)) marks.push_back(at);
    for (const char lead : {'\xE2', '\xEF'})
        for (std::size_t at = 0; (at = text.find(lead, at)) != std::string_view::npos; ++at)
            if (may_be_wide_mark(text, at) && is_year_mark(text, at)) marks.push_back(at);
    std::ranges::sort(marks);
    return marks;
}

/// A period and the bytes it stands on.
struct PrintedPeriod {
    Period period;
    std::size_t begin = 0, end = 0;
};

/// A period whose first year begins at `begin` or between there and the mark.
std::optional<PrintedPeriod> period_at(std::string_view text, std::size_t begin, std::size_t mark) {
    std::string_view before_it = text.substr(0, begin);
    char32_t before = take_last_visible(before_it);  // a digit there belongs to the number
    for (TextCursor cursor(reach(text, begin, mark)); begin + cursor.at() < mark; cursor.pass()) {
        TextCursor reading = cursor;
        const auto period = may_begin_date(cursor, before) ? take_period(reading) : std::nullopt;
        if (period) return PrintedPeriod{*period, begin + cursor.at(), begin + reading.behind()};
        before = cursor.peek();
    }
    return std::nullopt;
}

/// Follows a text to tell whether a place in it stands in a sentence behind a word for the period: 统计期限.
class PeriodSentence {
public:
    explicit PeriodSentence(std::string_view text) : text_(text) {}

    /// Places are asked for in the order of the text. What was read before is not read again, but for a word that
    /// may have been cut.
    bool holds(std::size_t place) {
        const std::size_t stop = text_.substr(read_, place - read_).rfind("。");
        if (stop != std::string_view::npos) {
            told_ = false;
            sentence_ = read_ + stop;
        }
        const std::size_t begin = std::max(sentence_, read_ - std::min(read_, farthest));
        told_ = told_ || tells(text_.substr(begin, place - begin));
        read_ = place;
        return told_;
    }

private:
    static bool tells(std::string_view sentence) {
        const Compact compact(sentence);
        return std::ranges::any_of(
            std::array{U"期限", U"统计时间", U"时间范围", U"统计区间", U"统计周期"},
            [&](std::u32string_view word) { return compact.codes().find(word) != std::u32string_view::npos; });
    }

    std::string_view text_;
    std::size_t read_ = 0, sentence_ = 0;
    bool told_ = false;
};

using Paragraphs = std::span<const Paragraph>;

/// In one, because a period may be broken over lines that look like two paragraphs.
std::string all_text(Paragraphs paragraphs) {
    std::size_t size = 0;
    for (const Paragraph& paragraph : paragraphs) size += paragraph.text.size() + 1;
    std::string text;
    text.reserve(size);
    for (const Paragraph& paragraph : paragraphs) text.append(paragraph.text).append(1, '\n');
    return text;
}

/// The range of dates behind 期限 in its sentence; else one that is a whole year.
std::optional<Period> find_period(std::string_view text) {
    std::optional<Period> whole_year;
    PeriodSentence sentence(text);
    constexpr std::size_t shortest_year = 4;  // bytes
    std::size_t behind = 0;                   // the last period
    for (const std::size_t mark : year_marks(text)) {
        const std::size_t begin = std::max(behind, begin_of_number(text, mark));
        if (begin + shortest_year > mark) continue;
        const auto printed = period_at(text, begin, mark);
        if (!printed) continue;
        if (sentence.holds(printed->begin)) return printed->period;
        if (!whole_year && is_whole_year(printed->period)) whole_year = printed->period;
        behind = printed->end;
    }
    return whole_year;
}

std::optional<Period> find_period(Paragraphs paragraphs) {
    if (paragraphs.size() == 1) return find_period(paragraphs.front().text);
    return find_period(all_text(paragraphs));
}

// ---- the date of publication ----------------------------------------------------------------------------------------

/// The date behind a label, whatever separators a page or a table puts between them.
std::optional<Date> date_behind(TextCursor cursor) {
    constexpr std::size_t most = 12;
    cursor.skip_blanks();
    for (std::size_t i = 0; i < most && cursor.take_one_of(U":|]】)*"); ++i) cursor.skip_blanks();
    return take_date(cursor);
}

constexpr std::u32string_view published_labels[] = {U"发布时间", U"发布日期", U"公开日期", U"公开时间", U"发文日期",
                                                    U"成文日期", U"生成日期", U"日期",     U"时间"};

/// The most telling label so far that a valid date stands behind.
struct Published {
    std::optional<Date> date;
    std::size_t rank = std::size(published_labels);
};

/// Labels that begin with the character ahead. 日期 and 时间 count alone only: not in 有效日期.
void look_for_published(const TextCursor& cursor, char32_t before, Published& best) {
    for (std::size_t i = 0; i < best.rank; ++i) {
        const std::u32string_view label = published_labels[i];
        if (cursor.peek() != label.front()) continue;
        TextCursor reading = cursor;
        const bool bare = label.size() == 2;
        if ((bare && is_ideograph(before)) || !reading.take(label)) continue;
        if (const auto date = date_behind(reading)) best = {date, i};
    }
}

/// Where each 日期 and 时间 of a text has its last character.
std::vector<std::size_t> date_labels(std::string_view text) {
    std::vector<std::size_t> ends;
    for (const Needle last : {Needle{"期", 2}, Needle{"间", 1}, Needle{"間", 2}}) {
        for (std::size_t at = 0; (at = find(text, last, at)) != std::string_view::npos; ++at) {
            const std::string_view before = trim_end(text.substr(0, at));
            if (before.ends_with("日") || before.ends_with("时") || before.ends_with("時")) ends.push_back(at);
        }
    }
    std::ranges::sort(ends);
    return ends;
}

std::optional<Date> find_published(std::string_view text) {
    constexpr std::size_t longest = 60;  // bytes of a label
    Published best;
    for (const std::size_t end : date_labels(text)) {
        std::size_t begin = end - std::min(end, longest);
        while (begin > 0 && is_inner_byte(text[begin])) --begin;
        TextCursor cursor(reach(text, begin, end));
        char32_t before = 0;
        if (begin > 0) {
            before = cursor.peek();
            cursor.pass();
        }
        for (; begin + cursor.at() < end; cursor.pass()) {
            look_for_published(cursor, before, best);
            before = cursor.peek();
        }
    }
    return best.date;
}

// ---- whom to ask ----------------------------------------------------------------------------------------------------

/// A character that tells a label, and how many characters of the label stand before it.
struct Telling {
    Needle character;
    std::size_t index = 0;
};

/// Words for one thing; each holds one of the telling characters, which are rare.
template <std::size_t Words, std::size_t Characters>
struct Labels {
    std::array<std::u32string_view, Words> words;
    std::array<Telling, Characters> telling;
};
constexpr Labels<1, 1> address_labels = {{U"地址"}, {{{{"址", 1}, 1}}}};
constexpr Labels<3, 2> postcode_labels = {{U"邮政编码", U"邮编", U"邮码"}, {{{{"邮", 2}}, {{"郵", 2}}}}};
constexpr Labels<3, 3> telephone_labels = {{U"电话号码", U"电话", U"联系方式"},
                                           {{{{"话", 2}, 1}, {{"話", 1}, 1}, {{"方", 1}, 2}}}};
constexpr Telling at_signs[] = {{{"@"}}, {{"＠", 2}}};

/// What may stand behind a value without a mark between.
constexpr std::u32string_view next_labels[] = {
    U"邮政编码", U"邮编",     U"联系电话", U"咨询电话", U"办公电话", U"电话",     U"传真",
    U"电子邮箱", U"电子信箱", U"电子邮件", U"邮箱",     U"E-mail",   U"Email",    U"联系人",
    U"网址",     U"联系方式", U"办公时间", U"工作时间", U"邮寄地址", U"监督电话",
};

constexpr Sieve next_labels_begin = beginnings_of(next_labels);

/// Where labels may begin that the characters tell, in the order of the text.
std::vector<std::size_t> places_of(std::span<const Telling> characters, std::string_view text) {
    std::vector<std::size_t> places;
    for (const auto& [character, index] : characters) {
        for (std::size_t at = 0; (at = find(text, character, at)) != std::string_view::npos; ++at) {
            std::string_view before = text.substr(0, at);
            for (std::size_t i = 0; i < index; ++i) {
                before = trim_end(before);
                take_last_visible(before);
            }
            places.push_back(before.size());
        }
    }
    std::ranges::sort(places);
    return places;
}

/// Calls `read` with what stands before each label, and behind it, until it gives a value.
template <std::size_t Words, std::size_t Characters, class Read>
std::optional<std::string> find_value(std::string_view text, const Labels<Words, Characters>& labels, Read read) {
    for (const std::size_t begin : places_of(labels.telling, text)) {
        TextCursor cursor(text.substr(begin));
        if (!cursor.take_any(labels.words)) continue;
        if (std::optional<std::string> value = read(text.substr(0, begin), cursor)) return value;
    }
    return std::nullopt;
}

/// : 为 是, or nothing but blanks. Whether a mark stood there.
bool take_colon(TextCursor& cursor) {
    cursor.skip_blanks();
    const bool colon = cursor.take_one_of(U":为是");
    cursor.skip_blanks();
    return colon;
}

std::optional<std::string> find_address(std::string_view text) {
    constexpr std::size_t longest = 100;
    constexpr char32_t of_other_things[] = U"网站箱件络P链";  // 网址 and 邮箱地址 are no place
    constexpr char32_t ends[] = U",;。()[]{}【】<>《》|\n、!?“”";
    return find_value(text, address_labels, [&](std::string_view before, TextCursor cursor) {
        if (is_one_of(take_last_visible(before), of_other_things) || !take_colon(cursor))
            return std::optional<std::string>();
        const std::size_t begin = cursor.at();
        std::size_t end = begin;
        for (std::size_t i = 0; i < longest && !cursor.done() && !is_one_of(cursor.peek(), ends); ++i) {
            if (next_labels_begin.may_be(cursor.peek()) && TextCursor(cursor).take_any(next_labels)) break;
            cursor.pass();
            end = cursor.behind();
        }
        const std::string_view address = trim(cursor.text().substr(begin, end - begin));
        const bool is_place = !address.empty() && address.find("://") == std::string_view::npos;
        return is_place ? std::optional(std::string(address)) : std::nullopt;
    });
}

std::optional<std::string> find_postcode(std::string_view text) {
    constexpr std::size_t digits = 6;
    return find_value(text, postcode_labels, [&](std::string_view, TextCursor cursor) {
        take_colon(cursor);
        std::string code;
        while (is_digit(cursor.peek()) && code.size() <= digits) {
            code += static_cast<char>(cursor.peek());
            cursor.pass();
            TextCursor behind = cursor;
            behind.skip_blanks();
            if (code.size() < digits) cursor = behind;  // 3 6 3 0 0 0
        }
        return code.size() == digits ? std::optional(std::move(code)) : std::nullopt;
    });
}

/// 0596-2024519, (0596)2024519, 0598－5822282转8012, 400-800-1234, 12345.
std::optional<std::string> find_telephone(std::string_view text) {
    constexpr std::size_t fewest = 5, most = 20;
    return find_value(text, telephone_labels, [&](std::string_view, TextCursor cursor) {
        take_colon(cursor);
        std::string number;
        std::size_t end = 0, digits = 0;
        for (; digits <= most; cursor.pass()) {
            const char32_t code = cursor.peek();
            if (!is_digit(code) && (cursor.done() || !is_one_of(code, U"-()+ "))) break;
            if (code != U' ') number += static_cast<char>(code);
            digits += is_digit(code);
            if (is_digit(code)) end = number.size();
        }
        if (digits < fewest || digits > most) return std::optional<std::string>();
        number.resize(end);
        if (number.starts_with('(') && number.find(')') == std::string::npos) number.erase(0, 1);
        return std::optional(std::move(number));
    });
}

bool is_mail_character(char32_t code) {
    return is_letter(code) || is_digit(code) || code == U'.' || code == U'_' || code == U'-';
}

constexpr std::size_t longest_mail_name = 64;

/// What may stand before the @ of an address, at the end of a text.
std::string mail_name(std::string_view before) {
    std::string name;
    while (name.size() < longest_mail_name) {
        const char32_t code = take_last_visible(before);
        if (!is_mail_character(code) && code != U'+') break;
        name += static_cast<char>(code);
    }
    while (!name.empty() && !is_letter(static_cast<unsigned char>(name.back())) &&
           !is_digit(static_cast<unsigned char>(name.back())))
        name.pop_back();
    std::ranges::reverse(name);
    return name;
}

/// What may stand behind it.
std::string mail_domain(TextCursor behind) {
    std::string domain;
    for (; domain.size() + 1 < longest_mail_name && is_mail_character(behind.peek()); behind.pass())
        domain += static_cast<char>(behind.peek());
    while (domain.ends_with('.') || domain.ends_with('-')) domain.pop_back();
    return domain;
}

std::optional<std::string> find_email(std::string_view text) {
    for (const std::size_t at : places_of(at_signs, text)) {
        const std::string name = mail_name(text.substr(0, at));
        TextCursor cursor(text.substr(at));
        cursor.pass();
        const std::string domain = mail_domain(cursor);
        const std::size_t dot = domain.rfind('.');
        if (name.empty() || dot == std::string::npos || dot == 0 || domain.size() - dot < 3) continue;
        return name + '@' + domain;
    }
    return std::nullopt;
}

std::optional<std::string> find_website(std::string_view text) {
    constexpr std::string_view characters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'*+,;=%";
    constexpr std::string_view not_last = ".,;:!?'*";
    std::size_t begin = std::string_view::npos;
    for (std::string_view start : {"http://", "https://", "www."}) begin = std::min(begin, text.find(start));
    if (begin == std::string_view::npos) return std::nullopt;
    std::string_view site = text.substr(begin);
    site = site.substr(0, site.find_first_not_of(characters));
    while (!site.empty() && not_last.find(site.back()) != std::string_view::npos) site.remove_suffix(1);
    const std::size_t host = site.find("://");
    const bool has_host = host == std::string_view::npos ? site.size() > 4 : site.size() > host + 3;
    return has_host ? std::optional(std::string(site)) : std::nullopt;
}

void find_contact(std::string_view text, Contact& contact) {
    if (!contact.address) contact.address = find_address(text);
    if (!contact.postcode) contact.postcode = find_postcode(text);
    if (!contact.telephone) contact.telephone = find_telephone(text);
    if (!contact.email) contact.email = find_email(text);
}

// ---- the year -------------------------------------------------------------------------------------------------------

void count_years(std::string_view text, std::map<std::uint16_t, int>& counts) {
    char32_t before = 0;
    for (TextCursor cursor(text); !cursor.done(); cursor.pass()) {
        if (may_begin_date(cursor, before)) {
            TextCursor reading = cursor;
            const auto year = take_number(reading, 4);
            reading.skip_blanks();
            if (year && *year >= first_year && *year <= last_year && reading.peek() == U'年')
                ++counts[static_cast<std::uint16_t>(*year)];
        }
        before = cursor.peek();
    }
}

/// The year that prose names most often, if one does.
std::optional<std::uint16_t> commonest_year(Paragraphs paragraphs) {
    std::map<std::uint16_t, int> counts;
    for (const Paragraph& paragraph : paragraphs) count_years(paragraph.text, counts);
    const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto best = std::ranges::max_element(counts, by_count);
    if (best == counts.end()) return std::nullopt;
    const bool tie = std::ranges::count(counts, best->second, [](const auto& entry) { return entry.second; }) > 1;
    return tie ? std::nullopt : std::optional(best->first);
}

// ---- where to look --------------------------------------------------------------------------------------------------

Paragraphs preamble_of(std::span<const Section> sections) {
    if (sections.empty() || sections.front().role != Role::preamble) return {};
    return sections.front().paragraphs;
}

/// The sections that have a heading.
std::span<const Section> body_of(std::span<const Section> sections) {
    return sections.subspan(!sections.empty() && sections.front().role == Role::preamble);
}

/// Everything before the body, tables and furniture with it.
std::string_view front_matter(const Work& work) {
    constexpr std::size_t longest = std::size_t{1} << 16;
    const auto& blocks = work.document.blocks;
    const std::uint32_t end = work.body < blocks.size() ? blocks[work.body].span.begin : work.document.extent.end;
    return work.source.text({work.document.extent.begin, end}).substr(0, longest);
}

void take_from_title(const Title& title, Facts& facts) {
    facts.title = title.text;
    facts.agency = title.agency;
    facts.year = title.year;
    facts.region = title.region;
}

}  // namespace

void find_facts(Work& work) {
    Facts& facts = work.out.facts;
    if (work.title) take_from_title(*work.title, facts);
    facts.published = find_published(front_matter(work));

    const Paragraphs preamble = preamble_of(work.out.sections);
    const std::span<const Section> body = body_of(work.out.sections);
    const Paragraphs overview = body.empty() ? Paragraphs{} : body.front().paragraphs;
    std::optional<Period> period = find_period(preamble);
    if (!period) period = find_period(overview);
    if (period) {
        facts.from = period->from;
        facts.to = period->to;
    }
    for (const Paragraph& paragraph : preamble) {
        find_contact(paragraph.text, facts.contact);
        if (!facts.website) facts.website = find_website(paragraph.text);
    }
    if (body.size() > 1)
        for (const Paragraph& paragraph : body.back().paragraphs) find_contact(paragraph.text, facts.contact);
    if (!facts.year && facts.from && facts.from->year == facts.to->year) facts.year = facts.from->year;
    if (!facts.year) facts.year = commonest_year(preamble);
    if (!facts.year) facts.year = commonest_year(overview);
}

}  // namespace nianbao::passes
