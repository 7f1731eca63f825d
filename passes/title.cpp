// A title is a short line, or two or three, that says 政府信息公开 and 年度报告. What stands before these words, but for
// the year, is the agency; an agency may also stand alone on the line above.
#include "passes/title.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"
#include "passes/numeral.hpp"

namespace nianbao::passes {

namespace {

using ast::Block;
using ast::Document;
using ast::Kind;
using grammar::Source;

constexpr std::size_t longest_line = 45, longest_title = 80, longest_agency = 36;  // code points
constexpr std::size_t longest_line_bytes = 400;
constexpr std::size_t most_lines = 400;  // of the front of a document without any heading
constexpr std::uint16_t first_year = 1990, last_year = 2099;
constexpr auto npos = std::u32string_view::npos;

/// Looks at the last characters first: hardly any word has the one that the text ends with.
template <class Words>
bool ends_with_any(std::u32string_view text, const Words& words) {
    return std::ranges::any_of(words, [&](std::u32string_view word) {
        return !text.empty() && word.back() == text.back() && text.ends_with(word);
    });
}

// ---- years ----------------------------------------------------------------------------------------------------------

/// A year and where it stands, 年 and 年度 with it.
struct PrintedYear {
    std::size_t begin = 0, end = 0;
    std::uint16_t year = 0;
    bool named = false;  // 年 is printed
};

/// The years that count begin with one or two.
constexpr grammar::CharacterSet year_begins(U"12一壹二贰貳弍两");

std::optional<int> digit_of(char32_t code) {
    if (is_digit(code)) return static_cast<int>(code - U'0');
    if (code == U'O' || code == U'o') return 0;  // 二O二O
    return chinese_digit(code);
}

std::optional<PrintedYear> year_at(std::u32string_view codes, std::size_t at) {
    constexpr std::size_t digits = 4;
    if (codes.size() - at < digits || (at > 0 && is_digit(codes[at - 1]))) return std::nullopt;
    int year = 0;
    for (const char32_t code : codes.substr(at, digits)) {
        const std::optional<int> digit = digit_of(code);
        if (!digit) return std::nullopt;
        year = year * 10 + *digit;
    }
    PrintedYear result{.begin = at, .end = at + digits, .year = static_cast<std::uint16_t>(year)};
    if (result.year < first_year || result.year > last_year) return std::nullopt;
    const std::u32string_view behind = codes.substr(result.end);
    if (behind.empty()) return result;
    if (is_digit(behind.front())) return std::nullopt;
    result.named = behind.front() == U'年';
    result.end += result.named;
    const std::u32string_view tail = codes.substr(result.end);
    if (tail.starts_with(U'度') && !tail.starts_with(U"度报")) ++result.end;  // not of 年度报告
    return result;
}

std::optional<PrintedYear> find_printed_year(std::u32string_view codes) {
    std::optional<PrintedYear> unnamed;
    for (std::size_t at = 0; at < codes.size(); ++at) {
        if (!year_begins.holds(codes[at])) continue;
        const auto year = year_at(codes, at);
        if (year && year->named) return year;
        if (year && !unnamed) unnamed = year;
    }
    return unnamed;
}

// ---- places ---------------------------------------------------------------------------------------------------------

constexpr std::u32string_view place_suffixes[] = {U"自治区", U"自治州", U"自治县", U"自治旗", U"街道", U"省", U"市",
                                                  U"县",     U"区",     U"旗",     U"盟",     U"镇",   U"乡"};

/// Words that hold such a character and are no part of a place's name.
constexpr std::u32string_view other_words[] = {
    U"市场",     U"城市管理", U"城市建设", U"城市规划", U"城市综合", U"城市更新", U"城乡",   U"城镇化",
    U"城镇建设", U"乡镇",     U"村镇",     U"乡村振兴", U"社区",     U"园区",     U"开发区", U"保护区",
    U"风景区",   U"度假区",   U"示范区",   U"库区",     U"灾区",     U"校区",     U"专区",   U"片区",
    U"区域",     U"区划",     U"联盟",     U"国旗",     U"上市公司", U"全市",     U"本市",   U"全县",
    U"本县",     U"全省",     U"本省",     U"全区",     U"本区",
};

/// No place's name holds these: behind them an organ has begun.
constexpr std::u32string_view organ_words[] = {U"局",   U"厅",   U"委员会", U"政府", U"办公室",
                                               U"管理", U"建设", U"监督",   U"服务", U"保障"};

constexpr Sieve ends_place = endings_of(place_suffixes), ends_organ = endings_of(organ_words);
constexpr Sieve of_other_words = characters_of(other_words);

/// Whether one of the other words covers the character before `end`, which is not the name's first.
bool in_other_word(std::u32string_view name, std::size_t begin, std::size_t end) {
    const char32_t last = name[end - 1], next = end < name.size() ? name[end] : U' ';
    if (!of_other_words.may_be(name[end - 2]) && !of_other_words.may_be(next)) return false;
    return std::ranges::any_of(other_words, [&](std::u32string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i)
            if (word[i] == last && end - begin > i && name.substr(end - 1 - i, word.size()) == word) return true;
        return false;
    });
}

bool ends_a_place(std::u32string_view name, std::size_t begin, std::size_t end) {
    const std::u32string_view place = name.substr(begin, end - begin);
    return ends_with_any(place.substr(std::min<std::size_t>(place.size(), 1)), place_suffixes) &&
           !in_other_word(name, begin, end);
}

/// Where the place-name that begins at `begin` ends, or `begin`.
std::size_t place_end(std::u32string_view name, std::size_t begin) {
    constexpr std::size_t longest_place = 18;  // 双江拉祜族佤族布朗族傣族自治县
    for (std::size_t end = begin + 2; end <= name.size() && end - begin <= longest_place; ++end) {
        const char32_t last = name[end - 1];
        if (ends_organ.may_be(last) && ends_with_any(name.substr(begin, end - begin), organ_words)) return begin;
        if (!is_ideograph(last)) return begin;
        if (ends_place.may_be(last) && ends_a_place(name, begin, end)) return end;
    }
    return begin;
}

std::size_t region_length(std::u32string_view name) {
    std::size_t end = 0;
    while (true) {
        const std::size_t next = place_end(name, end);
        if (next == end) return end;
        end = next;
    }
}

// ---- agencies -------------------------------------------------------------------------------------------------------

constexpr std::u32string_view organ_ends[] = {
    U"局",   U"政府", U"委员会", U"委",   U"办公室", U"办事处", U"厅",   U"院",   U"中心", U"队",   U"站",   U"公司",
    U"学校", U"医院", U"大学",   U"学院", U"管委会", U"联合会", U"集团", U"学会", U"协会", U"总会", U"海关", U"银行",
    U"支行", U"办",   U"处",     U"所",   U"镇",     U"乡",     U"街道", U"县",   U"市",   U"区",   U"省",   U"部",
};

bool ends_like_agency(std::u32string_view name) {
    return name.size() >= 2 && name.size() <= longest_agency && std::ranges::all_of(name, is_ideograph) &&
           ends_with_any(name, organ_ends);
}

/// A name in a title, of which a year may have been taken out.
struct Name {
    std::u32string codes;
    std::size_t first = 0;               // of the title's characters but for the year
    std::size_t gap = 0, gap_width = 0;  // where the year stood

    /// Where a character of the name stands in the title.
    [[nodiscard]] std::size_t place(std::size_t index) const {
        return first + index + (first + index < gap ? 0 : gap_width);
    }
};

/// Words around the name in a title: 关于…的, 《…, ##.
void strip_wrapping(Name& name) {
    constexpr grammar::CharacterSet marks(U"《》“”\"'#*:-·—的()【】[]|,、。");
    std::u32string_view codes = name.codes;
    while (!codes.empty() && marks.holds(codes.back())) codes.remove_suffix(1);
    while (!codes.empty() && marks.holds(codes.front())) codes.remove_prefix(1);
    for (std::u32string_view word : {U"关于公布", U"关于发布", U"关于", U"公布", U"标题"}) {
        if (!codes.starts_with(word)) continue;
        codes.remove_prefix(word.size());
        break;
    }
    const auto front = static_cast<std::size_t>(codes.data() - name.codes.data());
    name.codes.erase(front + codes.size());
    name.codes.erase(0, front);
    name.first += front;
}

/// Where the words of the subject begin: 政府信息公开, whose 政府 may be the agency's (人民政府信息公开).
std::size_t subject_begin(std::u32string_view title) {
    const std::size_t whole = title.find(U"政府信息公开");
    const bool shared = whole != npos && whole >= 2 && title.substr(whole - 2, 2) == U"人民";
    if (whole != npos) return shared ? whole + 2 : whole;
    const std::size_t part = title.find(U"信息公开");
    return part != npos ? part : title.find(U"政务公开");
}

Name without_year(std::u32string_view codes, const std::optional<PrintedYear>& year) {
    Name name{.codes = std::u32string(codes)};
    if (year) {
        name.gap = year->begin;
        name.gap_width = year->end - year->begin;
        name.codes.erase(name.gap, name.gap_width);
    }
    strip_wrapping(name);
    return name;
}

Name without_year(std::u32string_view codes) { return without_year(codes, find_printed_year(codes)); }

/// The agency in a title: the name before the subject, else one in brackets behind it. Empty where there is none.
Name agency_in(std::u32string_view title, const std::optional<PrintedYear>& year) {
    const std::size_t subject = subject_begin(title);
    if (subject == npos) return {};
    const std::u32string_view before = title.substr(0, subject);
    Name name = year && year->end <= subject ? without_year(before, year) : without_year(before);
    if (name.codes.size() >= 2 && name.codes.size() <= longest_agency && std::ranges::any_of(name.codes, is_ideograph))
        return name;
    const std::size_t open = title.find(U'(', subject), close = title.find(U')', subject);
    if (open == npos || close == npos || close < open) return {};
    const std::u32string_view behind = title.substr(open + 1, close - open - 1);
    return ends_like_agency(behind) ? Name{.codes = std::u32string(behind), .first = open + 1} : Name();
}

// ---- titles ---------------------------------------------------------------------------------------------------------

struct TitleLine {
    std::size_t block = 0;
    std::string_view text;
    std::u32string codes;   // no more than tell that the line is too long for a title
    bool is_title = false;  // all alone
    bool follows = false;   // on the line above, with nothing but blanks and page numbers between
};

constexpr std::u32string_view foreign_words[] = {U"。",     U";",    U"!",    U"?",    U">",    U"»",
                                                 U"本报告", U"根据", U"按照", U"要求", U"位置", U"编制"};
constexpr Sieve foreign_begins = beginnings_of(foreign_words);

/// Whether a text holds a mark or a word that no title does.
bool holds_foreign_word(std::u32string_view text) {
    for (; !text.empty(); text.remove_prefix(1)) {
        if (!foreign_begins.may_be(text.front())) continue;
        if (std::ranges::any_of(foreign_words, [&](auto word) { return begins_with(text, word); })) return true;
    }
    return false;
}

/// Where the words for a report end, or npos: 年度报告, 年报, 年度工作报告.
std::size_t behind_report(std::u32string_view title, std::size_t subject) {
    for (std::u32string_view word : {U"年度工作报告", U"年度报告", U"年报", U"工作报告", U"年度总结"})
        if (const std::size_t at = title.find(word, subject); at != npos) return at + word.size();
    return npos;
}

bool is_title(std::u32string_view title) {
    constexpr std::size_t longest_tail = 16;  // （2020年度）
    if (title.size() > longest_title) return false;
    const std::size_t subject = subject_begin(title);
    if (subject == npos || holds_foreign_word(title)) return false;
    const std::size_t behind = behind_report(title, subject);
    if (behind == npos) return false;
    const std::u32string_view tail = title.substr(behind);
    return tail.empty() ||
           (tail.size() <= longest_tail && std::u32string_view(U"(》\"”*#-0123456789二全").find(tail[0]) != npos);
}

/// As much of a line as tells whether it is a title.
Compact start_of(std::string_view line) { return Compact(line, longest_title + 1); }

std::vector<TitleLine> lines_before(const Source& source, const Document& document, const Prose& prose) {
    std::vector<TitleLine> lines;
    bool follows = false;
    for (std::size_t i = 0; i < prose.body() && lines.size() < most_lines; ++i) {
        const Block& block = document.blocks[i];
        if (block.kind == Kind::page) continue;
        const std::string_view text = source.text(block.span);
        if (block.kind != Kind::line || text.size() > longest_line_bytes) {
            follows = false;
            continue;
        }
        const Compact compact(text, longest_line + 1);
        if (compact.codes().empty()) continue;
        const bool is_short = compact.codes().size() <= longest_line;
        const bool title = is_short && is_title(compact.codes());
        const bool furniture = !title && is_furniture(text) && (is_short || !is_title(start_of(text).codes()));
        if (!furniture)
            lines.push_back({.block = i,
                             .text = text,
                             .codes = std::u32string(compact.codes()),
                             .is_title = title,
                             .follows = follows});
        follows = !furniture;
    }
    return lines;
}

/// Lines first to last of the list, joined.
std::string joined(std::span<const TitleLine> lines) {
    std::string text;
    for (const TitleLine& line : lines) {
        std::string_view part = trim(line.text);
        while (part.starts_with('#') || part.starts_with('*')) part = trim(part.substr(1));
        text += without_marks_behind(part);
    }
    return text;
}

/// A name as the title prints it, but without blanks.
std::string printed(std::string_view title, const Name& name) {
    std::string result;
    TextCursor cursor(title);
    std::size_t begin = 0, end = 0;  // of characters that stand together and are not copied yet
    for (std::size_t place = 0, index = 0; index < name.codes.size() && !cursor.done(); ++place) {
        cursor.skip_blanks();
        const std::size_t at = cursor.at();
        cursor.pass();
        if (place != name.place(index)) continue;
        if (at != end) {
            result += title.substr(begin, end - begin);
            begin = at;
        }
        end = cursor.behind();
        ++index;
    }
    return result += title.substr(begin, end - begin);
}

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if (!is_inner_byte(text[end]) && count-- == 0) break;
    return std::string(text.substr(0, end));
}

Title read_title(std::string text, std::size_t last_block) {
    Title title{.last_block = last_block, .text = std::move(text), .agency = {}, .region = {}, .year = {}};
    const Compact compact(title.text);
    const std::optional<PrintedYear> year = find_printed_year(compact.codes());
    if (year) title.year = year->year;
    const Name agency = agency_in(compact.codes(), year);
    if (agency.codes.empty()) return title;
    title.agency = printed(title.text, agency);
    const std::size_t region = region_length(agency.codes);
    if (region != 0) title.region = first_characters(*title.agency, region);
    return title;
}

Title read_title(std::span<const TitleLine> lines) { return read_title(joined(lines), lines.back().block); }

bool are_one_title(std::span<const TitleLine> lines) {
    const auto is_short = [](const TitleLine& line) { return line.codes.size() <= longest_line; };
    if (!std::ranges::all_of(lines, is_short)) return false;
    if (lines.size() == 1) return lines.front().is_title;
    if (!std::ranges::all_of(lines.subspan(1), &TitleLine::follows)) return false;
    const auto joined_are_title = [](std::span<const TitleLine> some) {
        if (some.size() == 1) return some.front().is_title;
        std::u32string codes;
        for (const TitleLine& line : some) codes += line.codes;
        return is_title(codes);
    };
    return joined_are_title(lines) && !joined_are_title(lines.subspan(1)) &&
           !joined_are_title(lines.first(lines.size() - 1));
}

/// Whether the line above a title is the agency that the title lacks, or the front of its name.
bool is_agency_of(const TitleLine& above, const Title& title) {
    const std::u32string name = without_year(Compact(above.text).codes()).codes;
    if (!title.agency) return ends_like_agency(name);
    return !title.region && !ends_like_agency(name) && name.size() <= longest_agency && region_length(name) != 0 &&
           std::ranges::all_of(name, is_ideograph);
}

/// The title that so many lines are, maybe with the line above.
Title read_title(std::span<const TitleLine> lines, std::size_t first, std::size_t count) {
    Title title = read_title(lines.subspan(first, count));
    const bool more = first > 0 && lines[first].follows && is_agency_of(lines[first - 1], title);
    return more ? read_title(lines.subspan(first - 1, count + 1)) : title;
}

/// A title that names agency and year is worth more than a link of a menu that names neither.
int worth_of(const Title& title) { return 2 * title.agency.has_value() + title.year.has_value(); }

std::optional<Title> best_title(std::span<const TitleLine> lines) {
    constexpr std::size_t most_title_lines = 3;
    std::optional<Title> best;
    for (std::size_t count = 1; count <= most_title_lines; ++count) {
        for (std::size_t first = 0; first + count <= lines.size(); ++first) {
            if (!are_one_title(lines.subspan(first, count))) continue;
            Title title = read_title(lines, first, count);
            if (!best || worth_of(title) > worth_of(*best)) best = std::move(title);
        }
    }
    return best;
}

/// A cell of a table before the body: where an extractor made a table of the page's head.
std::optional<Title> title_in_tables(const Source& source, const Document& document, std::size_t body) {
    constexpr std::size_t most_cells = 200;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < body; ++i) {
        const Block& block = document.blocks[i];
        if (block.kind != Kind::table) continue;
        for (const ast::PrintedRow& row : document.rows_of(block)) {
            for (const ast::PrintedCell& cell : document.cells_of(row)) {
                if (++seen > most_cells) return std::nullopt;
                const std::string_view text = source.text(cell.span);
                if (text.size() <= longest_line_bytes && is_title(start_of(text).codes()))
                    return read_title(std::string(trim(text)), i);
            }
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Title> find_title(const Source& source, const Document& document, const Prose& prose) {
    const std::vector<TitleLine> lines = lines_before(source, document, prose);
    if (auto best = best_title(lines)) return best;
    return title_in_tables(source, document, prose.body());
}

}  // namespace nianbao::passes
