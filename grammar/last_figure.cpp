// Takes a line apart from its end: words between blanks, and which of them say one number together.
#include "grammar/last_figure.hpp"

#include <algorithm>
#include <array>

#include "grammar/blank.hpp"
#include "grammar/digit.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::grammar {
namespace {

using namespace std::string_view_literals;

// As in token.hpp, whose rules read what is found here.
constexpr CharacterSet chinese_digits(U"一二三四五六七八九十两百千万");
constexpr CharacterSet signs(U"+＋-－−–"), points(U",，.．"), marks(U"-—–－―─−/\\／×✕╳"), opening(U"(（"),
    closing(U")）");
constexpr std::array change_words{"增加"sv, "减少"sv, "增"sv, "减"sv, "約"sv, "约"sv, "近"sv};
constexpr std::array counters{"批次"sv, "万元"sv, "亿元"sv, "以上"sv, "左右"sv, "件"sv, "项"sv,
                              "批"sv,   "个"sv,   "条"sv,   "次"sv,   "宗"sv,   "份"sv, "人"sv,
                              "户"sv,   "起"sv,   "元"sv,   "余"sv,   "多"sv,   "万"sv, "亿"sv};
constexpr std::array number_words{"未增未减"sv, "无增减"sv, "无变化"sv, "持平"sv, "不适用"sv, "不涉及"sv,
                                  "无"sv,       "無"sv,     "零"sv,     "〇"sv,   "○"sv};
constexpr std::size_t bytes_of_ideograph = 3;
/// What figures end in, but for digits.
constexpr CharacterSet endings(
    U"+＋-－−–—―─/\\／×✕╳)）次元上右件项批个条宗份人户起余多万亿减化平用及无無零〇○"
    U"一二三四五六七八九十两百千");

char32_t last_character(std::string_view text, std::size_t& length) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return decode(text.data() + begin, text.data() + text.size(), length);
}

bool ends_like_a_figure(std::string_view text) {
    if (text.empty()) return false;
    if (text.back() >= '0' && text.back() <= '9') return true;
    std::size_t length = 0;
    const char32_t last = last_character(text, length);
    return (last >= U'０' && last <= U'９') || endings.holds(last);
}

/// Bytes of the text's last word, the part behind its last blank.
std::size_t last_word(std::string_view text) {
    std::string_view left = text;
    while (!left.empty() && trailing_blank(left) == 0) {
        std::size_t length = 0;
        last_character(left, length);
        left.remove_suffix(length);
    }
    return text.size() - left.size();
}

bool take_one_of(std::string_view& text, const CharacterSet& characters) {
    if (text.empty()) return false;
    std::size_t length = 0;
    if (!characters.holds(decode(text.data(), text.data() + text.size(), length))) return false;
    text.remove_prefix(length);
    return true;
}

template <std::size_t N>
bool take_any(std::string_view& text, const std::array<std::string_view, N>& words) {
    const auto word = std::find_if(words.begin(), words.end(), [&](auto w) { return text.starts_with(w); });
    if (word == words.end()) return false;
    text.remove_prefix(word->size());
    return true;
}

bool take_one_digit(std::string_view& text) {
    std::size_t at = 0;
    if (take_digit(text, at) < 0) return false;
    text.remove_prefix(at);
    return true;
}

/// 1,234 and 38.5
bool take_digits(std::string_view& text) {
    if (!take_one_digit(text)) return false;
    for (std::string_view rest = text;; text = rest) {
        take_one_of(rest, points);
        if (!take_one_digit(rest)) return true;
    }
}

/// （见说明）, to the bracket that closes first.
bool take_remark(std::string_view& text) {
    if (!take_one_of(text, opening)) return false;
    const std::size_t close = std::min(text.find(')'), text.find("）"));
    if (close == std::string_view::npos) return false;
    text.remove_prefix(close);
    return take_one_of(text, closing);
}

bool is_number(std::string_view word) {
    if (!take_any(word, change_words)) take_one_of(word, signs);
    if (!take_digits(word)) return false;
    take_any(word, counters);
    while (take_remark(word)) word = without_blanks_before(word);
    return word.empty();
}

/// +(0)
bool is_bracketed_sign(std::string_view word) {
    return take_one_of(word, signs) && take_one_of(word, opening) && take_digits(word) && take_one_of(word, closing) &&
           word.empty();
}

bool is_all_of(std::string_view word, const CharacterSet& characters) {
    while (take_one_of(word, characters)) {
    }
    return word.empty();
}

bool is_counter(std::string_view word) { return take_any(word, counters) && word.empty(); }

bool is_number_word(std::string_view word) {
    return std::find(number_words.begin(), number_words.end(), word) != number_words.end();
}

/// Bytes of the last word and all that its brackets hold: 22（其中修订 16 件）.
std::size_t last_word_with_brackets(std::string_view text) {
    constexpr std::size_t longest = 400;
    const std::size_t size = last_word(text);
    const std::string_view word = text.substr(text.size() - size);
    if (!word.ends_with(")") && !word.ends_with("）")) return size;
    const std::size_t open = std::max(text.rfind('(') + 1, text.rfind("（") + 1);  // 0: there is none
    if (open == 0 || open > text.size() - size || text.size() - open > longest) return size;
    return text.size() - (open - 1) + last_word(text.substr(0, open - 1));
}

/// The word before, if it is a number that what stands behind it may belong to.
std::size_t with_number_before(std::string_view text, std::size_t size) {
    const std::string_view before = without_blanks_behind(text.substr(0, text.size() - size));
    const std::size_t number = last_word(before);
    if (number == 0 || !is_number(before.substr(before.size() - number))) return 0;
    return text.size() - before.size() + number;
}

std::size_t with_sign_before(std::string_view text, std::size_t size) {
    const std::string_view before = without_blanks_behind(text.substr(0, text.size() - size));
    const std::size_t other = last_word(before);
    const bool both = is_bracketed_sign(before.substr(before.size() - other));
    return both ? text.size() - before.size() + other : size;
}

/// The same, where it is known whether figures stand behind the text. One Chinese digit between words is no figure: the
/// page may have cut 三、 to pieces.
std::size_t last_figure(std::string_view text, bool figures_behind) {
    if (!ends_like_a_figure(text)) return 0;
    const std::size_t size = last_word_with_brackets(text);
    const std::string_view word = text.substr(text.size() - size);
    if (is_number(word) || is_number_word(word)) return size;
    if (is_all_of(word, marks)) return size;
    if (is_all_of(word, chinese_digits)) {
        const bool one = size <= bytes_of_ideograph;
        const std::string_view before = without_blanks_behind(text.substr(0, text.size() - size));
        return !one || figures_behind || ends_like_a_figure(before) ? size : 0;
    }
    if (is_bracketed_sign(word)) return with_sign_before(text, size);
    std::string_view behind_remark = word;
    const bool belongs_to_number = is_counter(word) || (take_remark(behind_remark) && behind_remark.empty());
    return belongs_to_number ? with_number_before(text, size) : 0;
}

}  // namespace

std::size_t last_figure(std::string_view text) { return last_figure(text, false); }

std::size_t label_before_figures(std::string_view line) {
    std::string_view label = line;
    while (const std::size_t length = last_figure(label, label.size() != line.size()))
        label = without_blanks_behind(label.substr(0, label.size() - length));
    return label.size() == line.size() ? 0 : label.size();
}

}  // namespace nianbao::grammar
