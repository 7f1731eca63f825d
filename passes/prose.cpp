// Headings are the grammar's, read for number, title and role. Whether a line goes on with the one before it is decided
// on evidence: how that line ends, how this one begins, and whether that one is as wide as the page.
#include "passes/prose.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"
#include "passes/numeral.hpp"

namespace nianbao::passes {

namespace {

using ast::Block;
using ast::Document;
using ast::Kind;
using grammar::Source;

// ---- headings -------------------------------------------------------------------------------------------------------

/// What a word in a title tells.
enum Telling : unsigned {
    tells_review = 1,
    tells_application = 2,
    tells_refusal = 4,
    tells_disclosure = 8,
    tells_problems = 16,
    tells_other = 32,
    tells_matters = 64,
    tells_overview = 128,
};

struct TellingWord {
    std::u32string_view word;
    Telling tells;
};

constexpr TellingWord telling_words[] = {
    {U"复议", tells_review},
    {U"诉讼", tells_review},
    {U"申请", tells_application},
    {U"不予", tells_refusal},
    {U"主动公开政府信息", tells_disclosure},
    {U"主动公开信息情况", tells_disclosure},
    {U"问题", tells_problems},
    {U"改进", tells_problems},
    {U"其他", tells_other},
    {U"其它", tells_other},
    {U"报告", tells_matters},
    {U"说明", tells_matters},
    {U"事项", tells_matters},
    {U"总体情况", tells_overview},
    {U"总体概况", tells_overview},
    {U"基本情况", tells_overview},
    {U"工作概述", tells_overview},
    {U"概况", tells_overview},
};

constexpr Sieve telling_begins = beginnings_of([] {
    std::array<std::u32string_view, std::size(telling_words)> words;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = telling_words[i].word;
    return words;
}());

/// All that the words of a title tell.
unsigned told_by(std::u32string_view title) {
    unsigned told = 0;
    for (; !title.empty(); title.remove_prefix(1)) {
        if (!telling_begins.may_be(title.front())) continue;
        const auto begins = [&](const TellingWord& telling) { return begins_with(title, telling.word); };
        const auto telling = std::ranges::find_if(telling_words, begins);
        if (telling != std::end(telling_words)) told |= telling->tells;
    }
    return told;
}

/// From the title's telling words. 一、主动公开情况 is a part of the overview that lost its heading.
Role role_of(std::u32string_view title) {
    const unsigned told = told_by(title);
    if ((told & tells_review) != 0) return Role::review;
    if ((told & tells_application) != 0 && (told & tells_refusal) == 0) return Role::requests;
    if ((told & tells_disclosure) != 0) return Role::disclosure;
    if ((told & tells_problems) != 0) return Role::problems;
    if ((told & tells_other) != 0 && (told & tells_matters) != 0) return Role::other_matters;
    return (told & tells_overview) != 0 || title == U"概述" ? Role::overview : Role::none;
}

/// Markdown's ## and **, and Word's [bookmark: _GoBack].
void skip_marks(TextCursor& cursor) {
    constexpr std::size_t longest_bookmark = 80;  // characters
    while (true) {
        cursor.skip_blanks();
        if (cursor.take_one_of(U"#*")) continue;
        if (cursor.peek() != U'[') return;
        TextCursor bookmark = cursor;
        constexpr std::u32string_view begin = U"[bookmark:";
        if (!bookmark.take(begin)) return;
        for (std::size_t i = begin.size(); i < longest_bookmark && !bookmark.done() && bookmark.peek() != U']'; ++i)
            bookmark.pass();
        if (!bookmark.take(U']')) return;
        cursor = bookmark;
    }
}

std::string_view slice(std::string_view text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

constexpr std::size_t longest_number = 3;        // 二十一
constexpr std::size_t longest_title = 40;        // code points
constexpr std::size_t longest_heading = 20'000;  // bytes looked at

constexpr std::string_view full_stop = "。", wide_colon = "：";

/// Where a title that begins at `begin` ends: before a full stop or a colon.
std::size_t title_end(std::string_view line, std::size_t begin) {
    for (std::size_t at = begin; at < line.size();) {
        const char lead = line[at];
        if (lead == ':') return at;
        const bool may_end = lead == full_stop[0] || lead == wide_colon[0];
        if (may_end && (line.substr(at).starts_with(full_stop) || line.substr(at).starts_with(wide_colon))) return at;
        at += static_cast<unsigned char>(lead) >= 0xE0 ? 3 : 1;  // no other byte of the character is a lead
    }
    return line.size();
}

/// 一、总体情况 as number, title and what runs on behind the title.
Heading read_heading(std::string_view line) {
    const std::string_view front = line.substr(0, longest_heading);
    TextCursor cursor(front);
    skip_marks(cursor);
    const std::size_t unnumbered = cursor.at();
    cursor.take(U'第');
    const std::size_t begin = cursor.at();
    std::size_t digits = 0;
    for (; digits < longest_number && (is_chinese_numeral(cursor.peek()) || is_digit(cursor.peek())); ++digits)
        cursor.pass();
    const std::string_view number = digits == 0 ? std::string_view() : slice(front, begin, cursor.behind());
    if (cursor.peek() == U'部') cursor.take(std::u32string_view(U"部分"));
    const std::size_t before_mark = cursor.at();
    cursor.skip_blanks();
    while (cursor.take_one_of(U"、.,:．")) cursor.skip_blanks();
    const bool marked = cursor.at() > before_mark;

    const std::size_t title = cursor.at(), end = title_end(front, title);
    Heading heading;
    heading.role = role_of(Compact(slice(front, title, end)).codes());
    const bool numbered = digits > 0 && (marked || heading.role != Role::none);
    if (numbered) heading.number = number;
    heading.title = without_marks_behind(slice(front, numbered ? title : unnumbered, end));
    if (end < front.size()) heading.rest = trim(line.substr(end + (line[end] == ':' ? 1 : full_stop.size())));
    return heading;
}

/// A line of prose that is heading and paragraph in one: 一、总体情况。2020年…
bool runs_on(const Heading& heading) {
    return !heading.number.empty() && heading.role != Role::none && !heading.rest.empty() &&
           Compact(heading.title).codes().size() <= longest_title;
}

/// Whether a line begins with a character that a numbered heading can have: looked at before it is read as one.
bool may_be_numbered(std::string_view line) {
    constexpr unsigned char first_lead = 0xE2, last_lead = 0xE9;  // ○ and the ideographs
    const auto lead = static_cast<unsigned char>(line.empty() ? '\0' : line.front());
    if (lead < first_lead || lead > last_lead) return false;
    std::size_t at = 0;
    return is_chinese_numeral(folded(next_code_point(line, at)));
}

std::vector<Heading> read_headings(const Source& source, const Document& document) {
    constexpr std::size_t enough = 8;
    std::vector<Heading> headings;
    headings.reserve(enough);
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const Block& block = document.blocks[i];
        if (block.kind != Kind::heading && block.kind != Kind::line) continue;
        const std::string_view line = source.text(block.span);
        if (block.kind == Kind::line && !may_be_numbered(line)) continue;
        Heading heading = read_heading(line);
        if (block.kind == Kind::line && !runs_on(heading)) continue;
        heading.block = i;
        heading.span = {block.span.begin, block.span.end - static_cast<std::uint32_t>(heading.rest.size())};
        headings.push_back(heading);
    }
    return headings;
}

/// Leaves out a table of contents: headings in a row, the first of them behind no other, whose roles come again.
void drop_contents(std::vector<Heading>& headings, const Document& document) {
    std::array<std::size_t, 8> last_of_role{};
    for (std::size_t i = 0; i < headings.size(); ++i) last_of_role[static_cast<std::size_t>(headings[i].role)] = i;
    const auto comes_again = [&](std::size_t i) {
        return headings[i].role != Role::none && last_of_role[static_cast<std::size_t>(headings[i].role)] > i;
    };
    const auto touches_next = [&](std::size_t i) {
        if (i + 1 == headings.size()) return false;
        const auto between =
            std::span(document.blocks).subspan(headings[i].block + 1, headings[i + 1].block - headings[i].block - 1);
        return std::ranges::all_of(between, [](const Block& block) { return block.kind == Kind::page; });
    };
    std::size_t count = 0;
    bool in_contents = true;
    while (count < headings.size() && in_contents) {
        in_contents = comes_again(count) && (touches_next(count) || count > 0);
        count += in_contents;
    }
    headings.erase(headings.begin(), headings.begin() + static_cast<std::ptrdiff_t>(count));
}

// ---- lines ----------------------------------------------------------------------------------------------------------

constexpr std::u32string_view furniture_words[] = {
    U"扫一扫",   U"返回顶部",   U"返回首页",  U"返回上一",  U"上一篇",   U"下一篇",     U"上一条",   U"下一条",
    U"关闭窗口", U"打印本页",   U"分享到",    U"分享至",    U"版权所有", U"主办单位",   U"承办单位", U"ICP备",
    U"公网安备", U"网站标识码", U"网站地图",  U"联系我们",  U"您的位置", U"现在的位置", U"当前位置", U"浏览次数",
    U"点击次数", U"阅读次数",   U"访问量",    U"责任编辑",  U"信息来源", U"文章来源",   U"字体大小", U"收藏本站",
    U"设为首页", U"无障碍浏览", U"Copyright", U"技术支持:",
};

/// Fields of the page: the word and a colon begin the line.
constexpr std::u32string_view field_words[] = {
    U"发布时间", U"发布日期", U"发文日期", U"成文日期", U"公开日期", U"生成日期", U"来源", U"索引号",
    U"文号",     U"发文字号", U"发布机构", U"发文机关", U"公开机构", U"主题分类", U"作者", U"编辑",
    U"浏览量",   U"点击数",   U"字号",     U"字体",     U"日期",     U"时间",     U"名称", U"标题",
    U"有效性",   U"公开方式", U"信息名称", U"打印",     U"分享",
};

/// Buttons: the line holds nothing else.
constexpr std::u32string_view button_words[] = {
    U"打印", U"关闭", U"分享", U"首页", U"收藏", U"大", U"中", U"小", U"字号", U"字体", U"微信", U"微博", U"上页",
    U"下页", U"返回", U"【",   U"】",   U"[",    U"]",  U"|",  U":",  U"/",    U">",    U"»",    U"·"};

constexpr std::size_t longest_furniture = 360, longest_link = 60;  // bytes

constexpr Sieve furniture_begins = beginnings_of(furniture_words);
constexpr Sieve fields_begin = beginnings_of(field_words);
constexpr Sieve buttons_begin = beginnings_of(button_words);

bool holds_furniture_word(std::u32string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (!furniture_begins.may_be(line[at])) continue;
        const std::u32string_view rest = line.substr(at);
        if (std::ranges::any_of(furniture_words, [&](std::u32string_view word) { return begins_with(rest, word); }))
            return true;
    }
    return false;
}

bool holds_buttons_only(std::u32string_view line) {
    bool word = false;
    while (!line.empty()) {
        if (!buttons_begin.may_be(line.front())) return false;
        word |= is_ideograph(line.front());
        const auto button = std::ranges::find_if(button_words, [&](auto text) { return line.starts_with(text); });
        if (button == std::end(button_words)) return false;
        line.remove_prefix(button->size());
    }
    return word;
}

/// 发布时间：…
bool begins_with_field(std::u32string_view line) {
    if (!fields_begin.may_be(line.front())) return false;
    const std::size_t colon = line.find(U':');
    return colon != std::u32string_view::npos && std::ranges::count(field_words, line.substr(0, colon)) > 0;
}

constexpr std::size_t lanes = 16;

/// Columns of the character that a byte begins.
std::uint8_t columns_begun(char byte) {
    const auto code = static_cast<std::uint8_t>(byte);
    const bool begins = static_cast<std::uint8_t>(code - 0x80) >= 0x40, is_wide = code >= 0xE0;
    return static_cast<std::uint8_t>(std::uint8_t{begins} + std::uint8_t{is_wide});
}

/// Display columns: one a character, two if it has three bytes or more. Counts in lanes of fixed number, which compilers
/// turn into vector instructions; the text is to be so short that no lane counts above 255.
std::size_t columns_of(std::string_view text) {
    std::array<std::uint8_t, lanes> counts{};
    std::size_t at = 0;
    for (; at + lanes <= text.size(); at += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            counts[lane] = static_cast<std::uint8_t>(counts[lane] + columns_begun(text[at + lane]));
    std::size_t columns = 0;
    for (const std::uint8_t count : counts) columns += count;
    for (; at < text.size(); ++at) columns += columns_begun(text[at]);
    return columns;
}

struct Indent {
    std::size_t columns = 0;
    bool wide = false;  // ideographic blanks or a tab: a paragraph begins
};

/// The blanks in front of a block in its line.
Indent indent_of(const Source& source, Span span) {
    constexpr std::size_t farthest = 240;
    constexpr std::string_view ideographic = "\u3000";
    std::string_view before = source.text().substr(0, span.begin);
    before = before.substr(before.size() - std::min(before.size(), farthest));
    Indent indent;
    while (!before.empty()) {
        if (before.ends_with(ideographic)) {
            indent.columns += 2;
            indent.wide = true;
            before.remove_suffix(ideographic.size());
        } else if (before.ends_with(' ') || before.ends_with('\t')) {
            indent.wide |= before.ends_with('\t');
            indent.columns += 1;
            before.remove_suffix(1);
        } else {
            break;
        }
    }
    return indent;
}

/// Steps over （一） (2) 1、 2. ① 第一、 at the front of a paragraph. （三）项 and 1.5 are none.
bool take_label(TextCursor& cursor) {
    if (cursor.peek() >= U'①' && cursor.peek() <= U'⑳') {
        cursor.pass();
        return true;
    }
    const bool bracket = cursor.take(U'(');
    cursor.skip_blanks();
    const bool ordinal = !bracket && cursor.take(U'第');
    const bool arabic = is_digit(cursor.peek());
    std::size_t digits = 0;
    while (digits < longest_number && (arabic ? is_digit(cursor.peek()) : is_chinese_numeral(cursor.peek()))) {
        cursor.pass();
        ++digits;
    }
    if (digits == 0) return false;
    cursor.skip_blanks();
    if (bracket) {
        if (!cursor.take(U')')) return false;
        const bool refers = cursor.peek() == U'项' || cursor.peek() == U'款' || cursor.peek() == U'条';
        cursor.take_one_of(U"、.");
        return !refers;
    }
    if (ordinal) return cursor.take(U'、');
    return cursor.take_one_of(U"、.)") && !(arabic && is_digit(cursor.peek()));
}

/// The front of a line in which a label is looked for.
constexpr std::size_t longest_label = 60;  // bytes

/// The first characters that a label can have.
bool may_begin_label(char32_t code) {
    return code == U'(' || code == U'第' || is_digit(code) || is_blank(code) || (code >= U'①' && code <= U'⑳') ||
           (is_ideograph(code) && is_chinese_numeral(code));
}

constexpr char32_t sentence_ends[] = U"。!?;:…";
constexpr char32_t weak_ends[] = U";:";
constexpr char32_t commas[] = U",、(《“‘〔【[〈";
constexpr char32_t never_first[] = U",。、;:!?)》”’〕】]〉%";
constexpr char32_t closers[] = U")》”’〕】]〉\"";

bool is_latin(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return is_letter(code) || is_digit(code);
}
bool ends_words(char byte) { return std::string_view(",.;:%)").find(byte) != std::string_view::npos; }

constexpr std::size_t widest_page = 160;             // columns
constexpr std::size_t short_line = 2 * widest_page;  // bytes; a longer line is wider than any page

/// What the decision about a wrapped line asks of a line. Only its ends are decoded, and no more of them than is asked.
struct Line {
    Line() = default;
    Line(const Source& source, Span place, bool page_before)
        : span(place), text(source.text(place)), indent(indent_of(source, place)), behind_page(page_before) {
        TextCursor front(text.substr(0, longest_label));
        first = front.peek();
        const std::size_t begin = front.at();
        if (!may_begin_label(first) || !take_label(front)) return;
        label = slice(text, begin, front.behind());
        behind_label = front.behind();
    }

    Span span;
    std::string_view text;
    char32_t first = 0;
    Indent indent;
    std::string_view label;
    std::size_t behind_label = 0;  // bytes
    bool behind_page = false;

    [[nodiscard]] std::size_t columns() const { return text.size() > short_line ? short_line : columns_of(text); }

    [[nodiscard]] char32_t last() const {
        std::string_view rest = text;
        return take_last_visible(rest);
    }

    /// The sentence mark that ends the line, maybe within closing brackets, or 0.
    [[nodiscard]] char32_t end_mark() const {
        constexpr std::size_t most_closers = 10;
        std::string_view rest = text;
        char32_t code = take_last_visible(rest);
        for (std::size_t i = 0; i < most_closers && is_one_of(code, closers); ++i) code = take_last_visible(rest);
        return is_one_of(code, sentence_ends) ? code : 0;
    }

    /// 电 话：0596-…: a word of its own and a colon.
    [[nodiscard]] bool is_field() const {
        constexpr std::size_t longest = 12;
        TextCursor cursor(text.substr(0, longest_label));
        for (std::size_t i = 0; i < longest && !cursor.done(); ++i, cursor.pass()) {
            const char32_t code = cursor.peek();
            if (code == U':') return i > 0;
            if (!is_ideograph(code) && !is_letter(code) && !is_blank(code) && code != U'-') return false;
        }
        return false;
    }
};

/// What stands open at the end of a paragraph.
struct Balance {
    std::size_t brackets = 0;
    bool in_law = false;  // 《中华人民共和
    bool marks = false;   // there are marks of a sentence

    explicit Balance(std::string_view text) {
        const Compact compact(text);
        for (const char32_t code : compact.codes()) {
            if (code == U'(') ++brackets;
            if (code == U')' && brackets > 0) --brackets;
            if (code == U'《' || code == U'》') in_law = code == U'《';
            marks |= is_one_of(code, U"。,;:!?");
        }
    }
};

bool is_note(std::u32string_view line) {
    return line.starts_with(U"注:") || line.starts_with(U"备注") || line.starts_with(U"说明:") ||
           line.starts_with(U"单位:");
}

constexpr Needle corner_words[] = {{"勾稽关系", 1}, {"第三项加第四项", 11}};  // by 勾 and 加

bool holds_corner_word(std::string_view text) {
    return std::ranges::any_of(corner_words, [=](Needle word) { return holds(text, word); });
}

bool holds_full_stop(std::string_view text) {
    return text.ends_with(full_stop) || text.find(full_stop) != std::string_view::npos;
}

/// Lines between the tables of a section, and notes beside them, are no prose; whole sentences are. Nor are rows that no
/// layout knew, and the corner cell of table 三: （本列数据的勾稽关系为：…, 等于第三项加第四项之和）.
bool belongs_to_table(std::string_view text, bool may_be_corner, bool between, bool beside) {
    constexpr std::size_t longest = 600;
    const std::string_view front = text.substr(0, longest);
    if (!holds_full_stop(front) && front.find('|') != std::string_view::npos) return true;
    if (may_be_corner && holds_corner_word(front)) return true;
    if (!between && !beside) return false;
    const Compact line(front);
    if (is_note(line.codes())) return true;
    if (grammar::find_word(grammar::fold(front)) != nullptr) return true;
    return between && line.codes().find(U'。') == std::u32string_view::npos;
}

/// The width that most lines of a wrapped page come up to, or 0. Most pages are not wrapped, and of most of these the
/// bytes of the lines are enough to tell.
std::size_t measure_page(const Source& source, const Document& document) {
    constexpr std::size_t narrowest = 30, widest = widest_page, ragged = 6, fewest = 4;
    std::size_t wider = 0, maybe = 0;
    for (const Block& block : document.blocks) {
        if (block.kind != Kind::line) continue;
        wider += block.span.size() > short_line;
        maybe += block.span.size() >= narrowest && block.span.size() <= short_line;
    }
    if (maybe < fewest || maybe < wider) return 0;

    std::array<std::size_t, widest + 1> lines{};
    std::size_t total = wider;
    for (const Block& block : document.blocks) {
        if (block.kind != Kind::line || block.span.size() < narrowest || block.span.size() > short_line) continue;
        const std::size_t columns = columns_of(source.text(block.span));
        total += columns >= narrowest;
        if (columns <= widest) ++lines[columns];
    }
    std::size_t best = 0, most = 0, window = 0;
    for (std::size_t columns = narrowest; columns <= widest; ++columns) {
        window += lines[columns];
        if (columns >= narrowest + ragged) window -= lines[columns - ragged];
        if (window > most) {
            most = window;
            best = columns;
        }
    }
    while (best > 0 && lines[best] == 0) --best;
    return most >= fewest && most * 2 >= total ? best : 0;
}

bool begins_paragraphs_with_blanks(const Source& source, const Document& document) {
    constexpr std::size_t front = 24;  // bytes
    const auto is_indented = [&](const Block& block) {
        return block.kind == Kind::line && indent_of(source, block.span).columns >= 2;
    };
    if (std::ranges::none_of(document.blocks, is_indented)) return false;
    std::size_t labels = 0, indented = 0;
    for (const Block& block : document.blocks) {
        if (block.kind != Kind::line) continue;
        TextCursor cursor(source.text(block.span).substr(0, front));
        if (!may_begin_label(cursor.peek()) || !take_label(cursor)) continue;
        ++labels;
        indented += is_indented(block);
    }
    return labels >= 2 && indented * 3 >= labels * 2;
}

}  // namespace

// ---- paragraphs -----------------------------------------------------------------------------------------------------

/// Takes the lines of a section one by one.
class ParagraphBuilder {
public:
    ParagraphBuilder(const Prose& prose, std::size_t lines, JoinedLines& joined) : prose_(prose), joined_(joined) {
        paragraphs.reserve(lines);
    }

    void add(Span span, bool behind_page) {
        const Line line(*prose_.source_, span, behind_page);
        if (line.first == 0) return;
        if (open_ && goes_on_with(line))
            append(line);
        else
            begin(line);
        last_ = line;
    }

    void close() { open_ = false; }

    std::vector<Paragraph> paragraphs;

private:
    void begin(const Line& line) {
        const std::string_view text = trim(line.text.substr(line.behind_label));
        paragraphs.push_back({.label = line.label, .text = text, .span = line.span});
        open_ = true;
        lines_ = 1;
    }

    /// Nothing stands between Chinese characters of two lines, one blank between Latin words.
    void append(const Line& line) {
        Paragraph& paragraph = paragraphs.back();
        if (lines_ == 1) joined_.emplace_front(paragraph.text);
        std::string& text = joined_.front();
        const bool words =
            is_latin(line.text.front()) && (is_latin(last_.text.back()) || ends_words(last_.text.back()));
        if (words && !text.empty()) text += ' ';
        text += line.text;
        paragraph.text = text;
        paragraph.span = grammar::join(paragraph.span, line.span);
        ++lines_;
    }

    [[nodiscard]] bool goes_on_with(const Line& next) const {
        const char32_t last = last_.last();
        if (!next.label.empty() && last != U'第') return false;
        if (is_one_of(last, commas) || is_one_of(next.first, never_first)) return true;
        if (begins_with_blanks(next)) return false;
        const char32_t mark = last_.end_mark();
        if ((mark == 0 || prose_.indented()) && is_full(last_)) return true;
        if (mark != 0 && !is_one_of(mark, weak_ends)) return false;

        const Balance balance(end_of_paragraph());
        if (mark != 0) return balance.brackets > 0;
        if (balance.brackets > 0 || balance.in_law) return true;
        if (prose_.page_width() > 0 && next.first == U'《') return true;
        return !next.is_field() && !last_.is_field() && !is_title_like(balance);
    }

    /// As much of the open paragraph as an open bracket is looked for in: the cost of a line stays bounded.
    [[nodiscard]] std::string_view end_of_paragraph() const {
        constexpr std::size_t farthest = 600;
        const std::string_view text = paragraphs.back().text;
        return text.substr(text.size() - std::min(text.size(), farthest));
    }

    [[nodiscard]] bool begins_with_blanks(const Line& next) const {
        if (next.indent.wide && !last_.indent.wide) return true;
        if (next.behind_page) return next.indent.wide;
        if (next.indent.wide) return next.indent.columns >= last_.indent.columns && lines_ > 1;
        return next.indent.columns >= last_.indent.columns + 2;
    }

    [[nodiscard]] bool is_full(const Line& line) const {
        constexpr std::size_t ragged = 4;
        const std::size_t width = prose_.page_width();
        return width > 0 && line.columns() + line.indent.columns + ragged >= width;
    }

    /// （一）主动公开情况, on a line of its own. No title ends with a word that joins what follows.
    [[nodiscard]] bool is_title_like(const Balance& balance) const {
        constexpr std::size_t widest_title = 60;
        return lines_ == 1 && !balance.marks && last_.columns() < widest_title &&
               !is_one_of(last_.last(), U"第的和及与在对将由");
    }

    const Prose& prose_;
    JoinedLines& joined_;
    Line last_;  // of the open paragraph
    bool open_ = false;
    std::size_t lines_ = 0;
};

std::string_view without_marks_behind(std::string_view line) {
    line = trim(line);
    while (line.ends_with('*') || line.ends_with('#')) line = trim(line.substr(0, line.size() - 1));
    return line;
}

bool is_furniture(std::string_view line) {
    if (line.size() > longest_furniture || line.ends_with(full_stop)) return false;
    if (line.size() > longest_link && line.find("，") != std::string_view::npos) return false;
    const Compact compact(line);
    const std::u32string_view text = compact.codes();
    if (text.empty() || text.back() == U'。') return false;
    return begins_with_field(text) || holds_furniture_word(text) || holds_buttons_only(text);
}

Prose::Prose(const Source& source, const Document& document)
    : source_(&source), document_(&document), headings_(read_headings(source, document)) {
    drop_contents(headings_, document);
}

std::size_t Prose::page_width() const {
    if (!page_width_) page_width_ = measure_page(*source_, *document_);
    return *page_width_;
}

bool Prose::indented() const {
    if (!indented_) indented_ = begins_paragraphs_with_blanks(*source_, *document_);
    return *indented_;
}

std::size_t Prose::body() const { return headings_.empty() ? document_->blocks.size() : headings_.front().block; }

std::vector<Paragraph> Prose::paragraphs(std::size_t first, std::size_t last, JoinedLines& joined) const {
    const auto blocks = std::span(document_->blocks).subspan(first, last - first);
    const auto is_table = [](const Block& block) { return block.kind == Kind::table; };
    const auto first_table = static_cast<std::size_t>(std::ranges::find_if(blocks, is_table) - blocks.begin());
    std::size_t behind_tables = blocks.size();
    while (behind_tables > 0 && !is_table(blocks[behind_tables - 1])) --behind_tables;

    const auto is_line = [](const Block& block) { return block.kind == Kind::line; };
    const auto lines = static_cast<std::size_t>(std::ranges::count_if(blocks, is_line));
    if (lines == 0) return {};
    const bool may_hold_corner = holds_corner_word(source_->text(join(blocks.front().span, blocks.back().span)));
    ParagraphBuilder builder(*this, lines, joined);
    bool behind_page = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const bool beside = (i > 0 && is_table(blocks[i - 1])) || (i + 1 < blocks.size() && is_table(blocks[i + 1]));
        const bool prose =
            block.kind == Kind::line && !is_furniture(text(block)) &&
            !belongs_to_table(text(block), may_hold_corner, i > first_table && i < behind_tables, beside);
        if (prose)
            builder.add(block.span, behind_page);
        else if (block.kind != Kind::page)
            builder.close();
        behind_page = block.kind == Kind::page;
    }
    return std::move(builder.paragraphs);
}

std::vector<Paragraph> Prose::paragraphs(const Heading& heading, std::size_t last, JoinedLines& joined) const {
    const bool ends_report = !headings_.empty() && heading.block == headings_.back().block;
    std::size_t end = heading.block + 1;
    const auto is_footer = [&](const Block& block) { return block.kind == Kind::line && is_furniture(text(block)); };
    while (end < last && !(ends_report && is_footer(document_->blocks[end]))) ++end;
    std::vector<Paragraph> result = paragraphs(heading.block + 1, end, joined);
    if (heading.rest.empty()) return result;

    const Block& block = document_->blocks[heading.block];
    result.insert(result.begin(), {.label = {}, .text = heading.rest, .span = {heading.span.end, block.span.end}});
    return result;
}

}  // namespace nianbao::passes
