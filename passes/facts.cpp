// Who reports, on which year, when, and whom to ask: read from the title and the preamble, and from the page's own
// fields before the report (发布时间：2021-01-13). Requires nothing of the passes; fills Compilation::facts.
//
// 沂源县工信局 2020 年政府信息公开工作年度报告 / …统计期限自 2020 年 1 月 1 日始，至 2020 年 12 月 31 日止…
// （地址：…；邮编：256100；电话：0533-3241453；邮箱：…@zb.shandong.cn）
#include <algorithm>
#include <array>
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
#include "passes/prose.hpp"
#include "passes/title.hpp"

namespace nianbao::passes {

namespace {

using Chars = std::vector<Char>;

// ---- dates ----------------------------------------------------------------------------------------------------------

constexpr int first_year = 1990, last_year = 2099;

int days_in(int year, int month) {
    constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (leap && month == 2);
}

/// A number of a date: at most `most` Arabic digits, or a Chinese numeral.
std::optional<int> take_number(Cursor& cursor, std::size_t most) {
    cursor.skip_blanks();
    int value = 0;
    std::size_t digits = 0;
    while (digits < most && is_digit(cursor.peek())) {
        value = value * 10 + static_cast<int>(cursor.peek() - U'0');
        cursor.take(cursor.peek());
        ++digits;
    }
    if (digits > 0) return is_digit(cursor.peek()) ? std::nullopt : std::optional(value);
    std::size_t at = cursor.at();
    const auto numeral = read_chinese(cursor.chars(), at);
    if (!numeral || !numeral->value || numeral->value->digits() > last_year) return std::nullopt;
    cursor = Cursor(cursor.chars(), at);
    return static_cast<int>(numeral->value->digits());
}

/// The mark between two numbers of a date, 0 for none: 年 - / .
char32_t take_mark(Cursor& cursor, char32_t word) {
    cursor.skip_blanks();
    const char32_t mark = cursor.peek();
    return cursor.take(word) || cursor.take_one_of(U"-/.") ? mark : 0;
}

/// 2021-01-13, 2021年1月13日, 2021/1/13. With `year`, its year may be left out: 12月31日.
std::optional<Date> take_date(Cursor& cursor, std::optional<int> year = {}) {
    Cursor reading = cursor;
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

bool may_begin_date(std::span<const Char> chars, std::size_t at) {
    return (is_digit(chars[at].code) || chinese_digit(chars[at].code)) && (at == 0 || !is_digit(chars[at - 1].code));
}

auto as_number(Date date) { return date.year * 10'000 + date.month * 100 + date.day; }

// ---- the period -----------------------------------------------------------------------------------------------------

struct Period {
    Date from, to;
};

/// 起至, 始，至, 到, -: between two dates.
bool take_until(Cursor& cursor) {
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

std::optional<Period> take_period(Cursor& cursor) {
    Cursor reading = cursor;
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

/// The range of dates behind 期限 in its sentence; else one that is a whole year.
std::optional<Period> find_period(std::span<const Char> chars) {
    std::optional<Period> whole_year;
    bool in_sentence = false;
    for (std::size_t at = 0; at < chars.size(); ++at) {
        Cursor cursor(chars, at);
        if (chars[at].code == U'。') in_sentence = false;
        if (cursor.take_any(std::array{U"期限", U"统计时间", U"时间范围", U"统计区间", U"统计周期"}))
            in_sentence = true;
        if (!may_begin_date(chars, at)) continue;
        const auto period = take_period(cursor);
        if (!period) continue;
        if (in_sentence) return period;
        if (!whole_year && is_whole_year(*period)) whole_year = period;
        at = cursor.at() - 1;
    }
    return whole_year;
}

// ---- the date of publication ----------------------------------------------------------------------------------------

/// The date behind a label, whatever separators a page or a table puts between them.
std::optional<Date> date_behind(Cursor cursor) {
    constexpr std::size_t farthest = 12;
    cursor.skip_blanks();
    for (std::size_t i = 0; i < farthest && cursor.take_one_of(U":|]】)*"); ++i) cursor.skip_blanks();
    return take_date(cursor);
}

/// The most telling label that a valid date stands behind. 日期 and 时间 count alone only: not in 有效日期.
std::optional<Date> find_published(std::span<const Char> chars) {
    constexpr std::u32string_view labels[] = {U"发布时间", U"发布日期", U"公开日期", U"公开时间", U"发文日期",
                                              U"成文日期", U"生成日期", U"日期",     U"时间"};
    std::optional<Date> published;
    std::size_t rank = std::size(labels);
    for (std::size_t at = 0; at < chars.size(); ++at) {
        if (chars[at].code != U'发' && chars[at].code != U'公' && chars[at].code != U'成' && chars[at].code != U'生' &&
            chars[at].code != U'日' && chars[at].code != U'时')
            continue;
        for (std::size_t i = 0; i < rank; ++i) {
            Cursor cursor(chars, at);
            const bool bare = labels[i].size() == 2;
            if ((bare && at > 0 && is_ideograph(chars[at - 1].code)) || !cursor.take(labels[i])) continue;
            const auto date = date_behind(cursor);
            if (!date) continue;
            published = date;
            rank = i;
        }
    }
    return published;
}

// ---- whom to ask ----------------------------------------------------------------------------------------------------

constexpr std::u32string_view address_labels[] = {U"地址"};
constexpr std::u32string_view postcode_labels[] = {U"邮政编码", U"邮编", U"邮码"};
constexpr std::u32string_view telephone_labels[] = {U"电话号码", U"电话", U"联系方式"};
/// What may stand behind a value without a mark between.
constexpr std::u32string_view next_labels[] = {
    U"邮政编码", U"邮编",     U"联系电话", U"咨询电话", U"办公电话", U"电话",     U"传真",
    U"电子邮箱", U"电子信箱", U"电子邮件", U"邮箱",     U"E-mail",   U"Email",    U"联系人",
    U"网址",     U"联系方式", U"办公时间", U"工作时间", U"邮寄地址", U"监督电话",
};

/// A paragraph and its folded characters.
struct Passage {
    std::string_view text;
    Chars chars;
};

std::string cut(const Passage& passage, std::size_t begin, std::size_t end) {
    if (begin >= end) return {};
    const std::uint32_t first = passage.chars[begin].begin;
    return std::string(trim(passage.text.substr(first, passage.chars[end - 1].end - first)));
}

std::string folded_cut(const Passage& passage, std::size_t begin, std::size_t end) {
    std::string result;
    for (const Char& c : std::span(passage.chars).subspan(begin, end - begin))
        if (c.code < 0x80 && !is_blank(c.code)) result += static_cast<char>(c.code);
    return result;
}

/// Calls `read` behind each label until it gives a value.
template <std::size_t N, class Read>
std::optional<std::string> find_value(const Passage& passage, const std::u32string_view (&labels)[N], Read read) {
    for (std::size_t at = 0; at < passage.chars.size(); ++at) {
        Cursor cursor(passage.chars, at);
        if (!cursor.take_any(labels)) continue;
        if (std::optional<std::string> value = read(cursor, at)) return value;
    }
    return std::nullopt;
}

/// : 为 是, or nothing but blanks. Whether a mark stood there.
bool take_colon(Cursor& cursor) {
    cursor.skip_blanks();
    const bool colon = cursor.take_one_of(U":为是");
    cursor.skip_blanks();
    return colon;
}

std::optional<std::string> find_address(const Passage& passage) {
    constexpr std::size_t longest = 100;
    constexpr std::u32string_view of_other_things = U"网站箱件络P链";  // 网址 and 邮箱地址 are no place
    constexpr std::u32string_view ends = U",;。()[]{}【】<>《》|\n、!?“”";
    return find_value(passage, address_labels, [&](Cursor cursor, std::size_t at) -> std::optional<std::string> {
        if (at > 0 && of_other_things.find(passage.chars[at - 1].code) != std::u32string_view::npos)
            return std::nullopt;
        if (!take_colon(cursor)) return std::nullopt;
        const std::size_t begin = cursor.at();
        std::size_t end = begin;
        while (end < passage.chars.size() && end - begin < longest &&
               ends.find(passage.chars[end].code) == std::u32string_view::npos) {
            Cursor label(passage.chars, end);
            if (label.take_any(next_labels)) break;
            ++end;
        }
        std::string address = cut(passage, begin, end);
        return address.empty() || address.find("://") != std::string::npos ? std::nullopt
                                                                           : std::optional(std::move(address));
    });
}

std::optional<std::string> find_postcode(const Passage& passage) {
    constexpr std::size_t digits = 6;
    return find_value(passage, postcode_labels, [&](Cursor cursor, std::size_t) -> std::optional<std::string> {
        take_colon(cursor);
        std::string code;
        while (is_digit(cursor.peek()) && code.size() <= digits) {
            code += static_cast<char>(cursor.peek());
            cursor.take(cursor.peek());
            Cursor behind = cursor;
            behind.skip_blanks();
            if (code.size() < digits) cursor = behind;  // 3 6 3 0 0 0
        }
        return code.size() == digits ? std::optional(std::move(code)) : std::nullopt;
    });
}

/// 0596-2024519, (0596)2024519, 0598－5822282转8012, 400-800-1234, 12345.
std::optional<std::string> find_telephone(const Passage& passage) {
    constexpr std::size_t fewest = 5, most = 20;
    return find_value(passage, telephone_labels, [&](Cursor cursor, std::size_t) -> std::optional<std::string> {
        take_colon(cursor);
        const std::size_t begin = cursor.at();
        std::size_t end = begin, digits = 0;
        while (!cursor.done() && digits <= most) {
            const bool digit = is_digit(cursor.peek());
            if (!digit && !cursor.take_one_of(U"-()+ ")) break;
            if (digit) cursor.take(cursor.peek());
            digits += digit;
            if (digit) end = cursor.at();
        }
        if (digits < fewest || digits > most) return std::nullopt;
        std::string number = folded_cut(passage, begin, end);
        if (number.starts_with('(') && number.find(')') == std::string::npos) number.erase(0, 1);
        return number;
    });
}

bool is_mail_character(char32_t code) {
    return is_letter(code) || is_digit(code) || code == U'.' || code == U'_' || code == U'-';
}

std::optional<std::string> find_email(const Passage& passage) {
    constexpr std::size_t longest = 64;
    const Chars& chars = passage.chars;
    for (std::size_t at = 1; at + 1 < chars.size(); ++at) {
        if (chars[at].code != U'@') continue;
        std::size_t begin = at, end = at + 1;
        while (begin > 0 && at - begin < longest &&
               (is_mail_character(chars[begin - 1].code) || chars[begin - 1].code == U'+'))
            --begin;
        while (end < chars.size() && end - at < longest && is_mail_character(chars[end].code)) ++end;
        while (end > at && (chars[end - 1].code == U'.' || chars[end - 1].code == U'-')) --end;
        while (begin < at && !is_letter(chars[begin].code) && !is_digit(chars[begin].code)) ++begin;
        const std::string domain = folded_cut(passage, at + 1, end);
        const std::size_t dot = domain.rfind('.');
        if (begin == at || dot == std::string::npos || dot == 0 || domain.size() - dot < 3) continue;
        return folded_cut(passage, begin, end);
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

void find_contact(const Passage& passage, Contact& contact) {
    if (!contact.address) contact.address = find_address(passage);
    if (!contact.postcode) contact.postcode = find_postcode(passage);
    if (!contact.telephone) contact.telephone = find_telephone(passage);
    if (!contact.email) contact.email = find_email(passage);
}

// ---- the year -------------------------------------------------------------------------------------------------------

/// The year that prose names most often, if one does.
std::optional<std::uint16_t> commonest_year(const std::vector<Passage>& passages) {
    std::map<std::uint16_t, int> counts;
    for (const Passage& passage : passages) {
        for (std::size_t at = 0; at < passage.chars.size(); ++at) {
            if (!may_begin_date(passage.chars, at)) continue;
            Cursor cursor(passage.chars, at);
            const auto year = take_number(cursor, 4);
            cursor.skip_blanks();
            if (year && *year >= first_year && *year <= last_year && cursor.peek() == U'年')
                ++counts[static_cast<std::uint16_t>(*year)];
        }
    }
    const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto best = std::ranges::max_element(counts, by_count);
    if (best == counts.end()) return std::nullopt;
    const bool tie = std::ranges::count(counts, best->second, [](const auto& entry) { return entry.second; }) > 1;
    return tie ? std::nullopt : std::optional(best->first);
}

// ---- where to look --------------------------------------------------------------------------------------------------

std::vector<Passage> passages_of(const std::vector<Paragraph>& paragraphs) {
    std::vector<Passage> passages;
    passages.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs) passages.push_back({paragraph.text, fold(paragraph.text)});
    return passages;
}

/// In one, because a period may be broken over lines that look like two paragraphs.
std::string all_text(const std::vector<Paragraph>& paragraphs) {
    std::string text;
    for (const Paragraph& paragraph : paragraphs) text.append(paragraph.text).append(1, '\n');
    return text;
}

/// The paragraphs that a heading rules.
std::vector<Paragraph> section_of(const Prose& prose, const ast::Document& document, std::size_t index) {
    const auto& headings = prose.headings();
    const std::size_t end = index + 1 < headings.size() ? headings[index + 1].block : document.blocks.size();
    return prose.paragraphs(headings[index], end);
}

/// Everything before the body, tables and furniture with it.
std::string_view front_matter(const Work& work, const Prose& prose) {
    constexpr std::size_t longest = std::size_t{1} << 16;
    const std::size_t body = prose.body();
    const auto& blocks = work.document.blocks;
    const std::uint32_t end = body < blocks.size() ? blocks[body].span.begin : work.document.extent.end;
    return work.source.text({work.document.extent.begin, end}).substr(0, longest);
}

}  // namespace

void find_facts(Work& work) {
    Facts& facts = work.out.facts;
    const Prose prose(work.source, work.document);
    const std::optional<Title> title = find_title(work.source, work.document, prose);
    if (title) {
        facts.title = title->text;
        facts.agency = title->agency;
        facts.year = title->year;
        if (facts.agency) facts.region = region_of(*facts.agency);
    }
    facts.published = find_published(fold(front_matter(work, prose)));

    const std::size_t preamble_begin = title && title->last_block < prose.body() ? title->last_block + 1 : 0;
    const std::vector<Paragraph> preamble = prose.paragraphs(preamble_begin, prose.body());
    const std::vector<Passage> front = passages_of(preamble);
    std::optional<Period> period = find_period(fold(all_text(preamble)));
    std::vector<Paragraph> overview;  // read when the preamble does not say enough
    if ((!period || !facts.year) && !prose.headings().empty()) overview = section_of(prose, work.document, 0);
    if (!period) period = find_period(fold(all_text(overview)));
    if (period) {
        facts.from = period->from;
        facts.to = period->to;
    }
    for (const Passage& passage : front) {
        find_contact(passage, facts.contact);
        if (!facts.website) facts.website = find_website(passage.text);
    }
    if (prose.headings().size() > 1) {
        const std::vector<Paragraph> last = section_of(prose, work.document, prose.headings().size() - 1);
        for (const Passage& passage : passages_of(last)) find_contact(passage, facts.contact);
    }
    if (!facts.year && facts.from && facts.from->year == facts.to->year) facts.year = facts.from->year;
    if (!facts.year) facts.year = commonest_year(front);
    if (!facts.year) facts.year = commonest_year(passages_of(overview));
}

}  // namespace nianbao::passes
