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

bool holds(std::u32string_view text, std::u32string_view word) { return text.find(word) != std::u32string_view::npos; }

template <class Words>
bool holds_any(std::u32string_view text, const Words& words) {
    return std::ranges::any_of(words, [&](std::u32string_view word) { return holds(text, word); });
}

// ---- headings -------------------------------------------------------------------------------------------------------

/// From the title's telling words. 一、主动公开情况 is a part of the overview that lost its heading.
Role role_of(std::u32string_view title) {
    if (holds(title, U"复议") || holds(title, U"诉讼")) return Role::review;
    if (holds(title, U"申请") && !holds(title, U"不予")) return Role::requests;
    if (holds(title, U"主动公开政府信息") || holds(title, U"主动公开信息情况")) return Role::disclosure;
    if (holds(title, U"问题") || holds(title, U"改进")) return Role::problems;
    if ((holds(title, U"其他") || holds(title, U"其它")) && holds_any(title, std::array{U"报告", U"说明", U"事项"}))
        return Role::other_matters;
    if (holds_any(title, std::array{U"总体情况", U"总体概况", U"基本情况", U"工作概述", U"概况"}))
        return Role::overview;
    return title == U"概述" ? Role::overview : Role::none;
}

/// Markdown's ## and **, and Word's [bookmark: _GoBack].
void skip_marks(Cursor& cursor) {
    constexpr std::size_t longest_bookmark = 80;
    while (true) {
        cursor.skip_blanks();
        if (cursor.take_one_of(U"#*")) continue;
        Cursor bookmark = cursor;
        if (!bookmark.take(std::u32string_view(U"[bookmark:"))) return;
        while (!bookmark.done() && bookmark.peek() != U']' && bookmark.at() - cursor.at() < longest_bookmark)
            bookmark.take(bookmark.peek());
        if (!bookmark.take(U']')) return;
        cursor = bookmark;
    }
}

std::string_view slice(std::string_view text, std::span<const Char> chars, std::size_t begin, std::size_t end) {
    return begin == end ? text.substr(0, 0) : text.substr(chars[begin].begin, chars[end - 1].end - chars[begin].begin);
}

constexpr std::size_t longest_number = 3;        // 二十一
constexpr std::size_t longest_title = 40;        // code points
constexpr std::size_t longest_heading = 20'000;  // bytes looked at

bool ends_title(char32_t code) { return code == U'。' || code == U':'; }

/// 一、总体情况 as number, title and what runs on behind the title; `chars` is the line or its front. Nothing where the
/// title goes on behind the front.
std::optional<Heading> read_heading(std::string_view line, std::span<const Char> chars, bool front) {
    Cursor cursor(chars);
    skip_marks(cursor);
    const std::size_t unnumbered = cursor.at();
    cursor.take(U'第');
    const std::size_t begin = cursor.at();
    while (!cursor.done() && (is_chinese_numeral(cursor.peek()) || is_digit(cursor.peek())) &&
           cursor.at() - begin < longest_number)
        cursor.take(cursor.peek());
    const std::size_t end = cursor.at();
    cursor.take(std::u32string_view(U"部分"));
    const std::size_t before_mark = cursor.at();
    cursor.skip_blanks();
    while (cursor.take_one_of(U"、.,:．")) cursor.skip_blanks();
    const bool marked = cursor.at() > before_mark;

    std::size_t title = cursor.at();
    std::size_t last = title;
    while (last < chars.size() && !ends_title(chars[last].code)) ++last;
    if (front && last == chars.size()) return std::nullopt;
    Heading heading;
    heading.role = role_of(compact(slice(line, chars, title, last)));
    if (end > begin && (marked || heading.role != Role::none))
        heading.number = slice(line, chars, begin, end);
    else
        title = unnumbered;
    heading.title = trim(slice(line, chars, title, last));
    while (heading.title.ends_with('*') || heading.title.ends_with('#'))
        heading.title = trim(heading.title.substr(0, heading.title.size() - 1));
    if (last < chars.size()) heading.rest = trim(line.substr(chars[last].end));
    return heading;
}

/// Most titles end in the front of a line that runs on.
Heading read_heading(std::string_view line) {
    constexpr std::size_t enough = 120;  // bytes
    if (line.size() > enough) {
        std::size_t end = enough;
        while (end > 0 && is_inner_byte(line[end])) --end;
        if (const auto heading = read_heading(line, fold(line.substr(0, end)), true)) return *heading;
    }
    return *read_heading(line, fold(line.substr(0, longest_heading)), false);
}

/// A line of prose that is heading and paragraph in one: 一、总体情况。2020年…
bool runs_on(const Heading& heading) {
    return !heading.number.empty() && heading.role != Role::none && !heading.rest.empty() &&
           compact(heading.title).size() <= longest_title;
}

/// The first characters that a numbered heading can have, looked at before a line of prose is read as one.
bool may_be_numbered(std::string_view line) {
    std::size_t at = 0;
    return !line.empty() && is_chinese_numeral(folded(next_code_point(line, at)));
}

std::vector<Heading> read_headings(const Source& source, const Document& document) {
    std::vector<Heading> headings;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const Block& block = document.blocks[i];
        const std::string_view line = source.text(block.span);
        if (block.kind != Kind::heading && (block.kind != Kind::line || !may_be_numbered(line))) continue;
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

/// One bit for each character that a furniture word begins with: most lines hold none.
constexpr auto furniture_begins = [] {
    std::array<std::uint64_t, 0x10000 / 64> bits{};
    for (std::u32string_view word : furniture_words) bits[word[0] / 64] |= std::uint64_t{1} << word[0] % 64;
    return bits;
}();

bool holds_furniture_word(std::u32string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] > 0xFFFF || (furniture_begins[line[at] / 64] >> line[at] % 64 & 1U) == 0) continue;
        const std::u32string_view rest = line.substr(at);
        if (std::ranges::any_of(furniture_words, [&](std::u32string_view word) { return rest.starts_with(word); }))
            return true;
    }
    return false;
}

bool holds_buttons_only(std::u32string_view line) {
    bool word = false;
    while (!line.empty()) {
        word |= is_ideograph(line.front());
        const auto button = std::ranges::find_if(button_words, [&](auto text) { return line.starts_with(text); });
        if (button == std::end(button_words)) return false;
        line.remove_prefix(button->size());
    }
    return word;
}

/// 发布时间：…
bool begins_with_field(std::u32string_view line) {
    const std::size_t colon = line.find(U':');
    return colon != std::u32string_view::npos && std::ranges::count(field_words, line.substr(0, colon)) > 0;
}

/// Display columns: one a character, two if it has three bytes or more. Eight bytes at a time.
std::size_t columns_of(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101, tops = ones << 7U;
    std::size_t columns = 0;
    while (!text.empty()) {
        const std::size_t count = std::min<std::size_t>(text.size(), 8);
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), count);
        const std::uint64_t high = word & tops, second = word << 1U & tops, third = word << 2U & tops;
        const std::uint64_t wide = high & second & third, inner = high & ~second;
        columns += count + (((wide >> 7U) * ones) >> 56U) - (((inner >> 7U) * ones) >> 56U);
        text.remove_prefix(count);
    }
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

/// （一） (2) 1、 2. ① 第一、 at the front of a paragraph: how many characters it has, or 0. （三）项 and 1.5 are none.
std::size_t label_length(std::span<const Char> chars) {
    Cursor cursor(chars);
    if (cursor.peek() >= U'①' && cursor.peek() <= U'⑳') return 1;
    const bool bracket = cursor.take(U'(');
    cursor.skip_blanks();
    const bool ordinal = !bracket && cursor.take(U'第');
    const std::size_t begin = cursor.at();
    const bool arabic = is_digit(cursor.peek());
    while (!cursor.done() && cursor.at() - begin < longest_number &&
           (arabic ? is_digit(cursor.peek()) : is_chinese_numeral(cursor.peek())))
        cursor.take(cursor.peek());
    if (cursor.at() == begin) return 0;
    cursor.skip_blanks();
    if (bracket) {
        if (!cursor.take(U')')) return 0;
        const std::size_t end = cursor.at();
        cursor.take_one_of(U"、.");
        return std::u32string_view(U"项款条").find(chars.size() > end ? chars[end].code : U' ') ==
                       std::u32string_view::npos
                   ? cursor.at()
                   : 0;
    }
    if (ordinal) return cursor.take_one_of(U"、") ? cursor.at() : 0;
    if (!cursor.take_one_of(U"、.)")) return 0;
    return arabic && is_digit(cursor.peek()) ? 0 : cursor.at();
}

/// The first characters that a label can have.
bool may_begin_label(char32_t code) {
    return code == U'(' || code == U'第' || is_digit(code) || is_blank(code) || (code >= U'①' && code <= U'⑳') ||
           (is_ideograph(code) && is_chinese_numeral(code));
}

constexpr std::u32string_view sentence_ends = U"。!?;:…";
constexpr std::u32string_view weak_ends = U";:";
constexpr std::u32string_view commas = U",、(《“‘〔【[〈";
constexpr std::u32string_view never_first = U",。、;:!?)》”’〕】]〉%";
constexpr std::u32string_view closers = U")》”’〕】]〉\"";

bool is_one_of(char byte, std::string_view bytes) { return bytes.find(byte) != std::string_view::npos; }
bool is_latin(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return is_letter(code) || is_digit(code);
}
bool is_one_of(char32_t code, std::u32string_view codes) { return codes.find(code) != std::u32string_view::npos; }

constexpr std::size_t widest_page = 160;             // columns
constexpr std::size_t short_line = 2 * widest_page;  // bytes; a longer line is wider than any page

/// The first character of a line, or 0.
char32_t first_of(std::string_view line) {
    char32_t code = 0;
    for (std::size_t at = 0; at < line.size() && code == 0;) code = folded(next_code_point(line, at));
    return code;
}

/// Takes the last character off a text, or gives 0.
char32_t take_last_visible(std::string_view& text) {
    char32_t code = 0;
    while (!text.empty() && code == 0) code = take_last(text);
    return code;
}

/// What the decision about a wrapped line asks of a line. Only its ends are decoded, and no more of them than is asked.
struct Line {
    Line() = default;
    Line(const Source& source, Span place, bool page_before)
        : span(place),
          text(source.text(place)),
          first(first_of(text)),
          indent(indent_of(source, place)),
          behind_page(page_before) {
        if (may_begin_label(first)) read_label();
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
        std::array<Char, longest> room;
        const std::span<const Char> front = fold_front(text, room);
        for (std::size_t i = 0; i < front.size(); ++i) {
            const char32_t code = front[i].code;
            if (code == U':') return i > 0;
            if (!is_ideograph(code) && !is_letter(code) && !is_blank(code) && code != U'-') return false;
        }
        return false;
    }

private:
    void read_label() {
        std::array<Char, 20> room;
        const std::span<const Char> front = fold_front(text, room);
        const std::size_t length = label_length(front);
        if (length == 0) return;
        label = slice(text, front, 0, length);
        behind_label = front[length - 1].end;
    }
};

/// What stands open at the end of a paragraph.
struct Balance {
    std::size_t brackets = 0;
    bool in_law = false;  // 《中华人民共和
    bool marks = false;   // there are marks of a sentence

    explicit Balance(std::string_view text) {
        for (const Char& c : fold(text)) {
            if (c.code == U'(') ++brackets;
            if (c.code == U')' && brackets > 0) --brackets;
            if (c.code == U'《' || c.code == U'》') in_law = c.code == U'《';
            marks |= is_one_of(c.code, U"。,;:!?");
        }
    }
};

/// Whether a text holds a word that is told by one of its characters.
bool holds_word(std::string_view text, std::string_view telling, std::string_view word) {
    return find_character(text, telling) != std::string_view::npos && text.find(word) != std::string_view::npos;
}

bool is_note(std::u32string_view line) {
    return line.starts_with(U"注:") || line.starts_with(U"备注") || line.starts_with(U"说明:") ||
           line.starts_with(U"单位:");
}

/// Lines between the tables of a section, and notes beside them, are no prose; whole sentences are. Nor are rows that no
/// layout knew, and the corner cell of table 三: （本列数据的勾稽关系为：…, 等于第三项加第四项之和）.
bool belongs_to_table(std::string_view text, bool between, bool beside) {
    constexpr std::size_t longest = 600;
    const std::string_view front = text.substr(0, longest);
    if (front.find('|') != std::string_view::npos && front.find("。") == std::string_view::npos) return true;
    if (holds_word(front, "稽", "勾稽关系") || holds_word(front, "四", "第三项加第四项")) return true;
    if (!between && !beside) return false;
    const std::u32string line = compact(front);
    if (is_note(line)) return true;
    if (grammar::find_word(grammar::fold(front)) != nullptr) return true;
    return between && !holds(line, U"。");
}

/// The width that most lines of a wrapped page come up to, or 0.
std::size_t measure_page(const Source& source, const Document& document) {
    constexpr std::size_t narrowest = 30, widest = widest_page, ragged = 6, fewest = 4;
    std::array<std::size_t, widest + 1> lines{};
    std::size_t total = 0;
    for (const Block& block : document.blocks) {
        if (block.kind != Kind::line) continue;
        const std::size_t columns = block.span.size() > short_line ? widest + 1 : columns_of(source.text(block.span));
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
    std::size_t labels = 0, indented = 0;
    for (const Block& block : document.blocks) {
        if (block.kind != Kind::line) continue;
        constexpr std::size_t front = 24;
        if (!may_begin_label(first_of(source.text(block.span).substr(0, front)))) continue;
        if (label_length(fold(source.text(block.span).substr(0, front))) == 0) continue;
        ++labels;
        indented += indent_of(source, block.span).columns >= 2;
    }
    return labels >= 2 && indented * 3 >= labels * 2;
}

}  // namespace

// ---- paragraphs -----------------------------------------------------------------------------------------------------

/// Takes the lines of a section one by one.
class ParagraphBuilder {
public:
    explicit ParagraphBuilder(const Prose& prose) : prose_(prose) {}

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
        paragraphs.push_back({.label = line.label, .text = std::string(text), .span = line.span});
        open_ = true;
        lines_ = 1;
    }

    /// Nothing stands between Chinese characters of two lines, one blank between Latin words.
    void append(const Line& line) {
        Paragraph& paragraph = paragraphs.back();
        const bool words =
            is_latin(line.text.front()) && (is_latin(last_.text.back()) || is_one_of(last_.text.back(), ",.;:%)"));
        if (words && !paragraph.text.empty()) paragraph.text += ' ';
        paragraph.text += line.text;
        paragraph.span = grammar::join(paragraph.span, line.span);
        ++lines_;
    }

    [[nodiscard]] bool goes_on_with(const Line& next) const {
        const char32_t last = last_.last();
        if (!next.label.empty() && last != U'第') return false;
        if (is_one_of(last, commas) || is_one_of(next.first, never_first)) return true;
        if (begins_with_blanks(next)) return false;
        const char32_t mark = last_.end_mark();
        const bool full = is_full(last_);
        if (mark != 0 && !is_one_of(mark, weak_ends)) return full && prose_.indented_;
        if (full && (mark == 0 || prose_.indented_)) return true;

        const Balance balance(end_of_paragraph());
        if (mark != 0) return balance.brackets > 0;
        if (balance.brackets > 0 || balance.in_law) return true;
        if (prose_.page_width_ > 0 && next.first == U'《') return true;
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
        return prose_.page_width_ > 0 && line.columns() + line.indent.columns + ragged >= prose_.page_width_;
    }

    /// （一）主动公开情况, on a line of its own. No title ends with a word that joins what follows.
    [[nodiscard]] bool is_title_like(const Balance& balance) const {
        constexpr std::size_t widest_title = 60;
        return lines_ == 1 && !balance.marks && last_.columns() < widest_title &&
               !is_one_of(last_.last(), U"第的和及与在对将由");
    }

    const Prose& prose_;
    Line last_;  // of the open paragraph
    bool open_ = false;
    std::size_t lines_ = 0;
};

bool is_furniture(std::string_view line) {
    const bool sentence =
        line.ends_with("。") || (line.size() > longest_link && line.find("，") != std::string_view::npos);
    if (line.size() > longest_furniture || sentence) return false;
    const std::u32string text = compact(line);
    if (text.empty() || text.back() == U'。') return false;
    return begins_with_field(text) || holds_furniture_word(text) || holds_buttons_only(text);
}

Prose::Prose(const Source& source, const Document& document)
    : source_(&source),
      document_(&document),
      headings_(read_headings(source, document)),
      page_width_(measure_page(source, document)) {
    drop_contents(headings_, document);
    indented_ = page_width_ > 0 && begins_paragraphs_with_blanks(source, document);
}

std::size_t Prose::body() const { return headings_.empty() ? document_->blocks.size() : headings_.front().block; }

std::vector<Paragraph> Prose::paragraphs(std::size_t first, std::size_t last) const {
    const auto blocks = std::span(document_->blocks).subspan(first, last - first);
    const auto is_table = [](const Block& block) { return block.kind == Kind::table; };
    const auto first_table = static_cast<std::size_t>(std::ranges::find_if(blocks, is_table) - blocks.begin());
    std::size_t behind_tables = blocks.size();
    while (behind_tables > 0 && !is_table(blocks[behind_tables - 1])) --behind_tables;

    ParagraphBuilder builder(*this);
    bool behind_page = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const bool beside = (i > 0 && is_table(blocks[i - 1])) || (i + 1 < blocks.size() && is_table(blocks[i + 1]));
        const bool prose = block.kind == Kind::line && !is_furniture(text(block)) &&
                           !belongs_to_table(text(block), i > first_table && i < behind_tables, beside);
        if (prose)
            builder.add(block.span, behind_page);
        else if (block.kind != Kind::page)
            builder.close();
        behind_page = block.kind == Kind::page;
    }
    return std::move(builder.paragraphs);
}

std::vector<Paragraph> Prose::paragraphs(const Heading& heading, std::size_t last) const {
    const bool ends_report = !headings_.empty() && heading.block == headings_.back().block;
    std::size_t end = heading.block + 1;
    const auto is_footer = [&](const Block& block) { return block.kind == Kind::line && is_furniture(text(block)); };
    while (end < last && !(ends_report && is_footer(document_->blocks[end]))) ++end;
    std::vector<Paragraph> result = paragraphs(heading.block + 1, end);
    if (heading.rest.empty()) return result;

    const Block& block = document_->blocks[heading.block];
    Paragraph first{.label = {}, .text = std::string(heading.rest), .span = {heading.span.end, block.span.end}};
    result.insert(result.begin(), std::move(first));
    return result;
}

}  // namespace nianbao::passes
