// The words of the form, looked up with blanks, widths and punctuation folded away. Vocabulary is data: the words come
// from the forms and from the small tables in vocabulary.cpp, never from grammar rules.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/forms.hpp"
#include "grammar/traditional.hpp"

namespace nianbao::grammar {

/// A row of one edition's form.
struct RowPlace {
    TableId table{};
    std::uint8_t block = 0, row = 0;

    friend constexpr bool operator==(const RowPlace&, const RowPlace&) = default;
};

/// The groups of table 三 and table 四 that are printed as labels of their own.
enum class Group : std::uint8_t {
    results,
    denied,
    unavailable,
    not_processed,
    other,    // 三、 （三） （四） （五） （六）
    further,  // another of table 三 that an edition has
    reconsideration,
    litigation,
    direct,
    after_reconsideration,  // 行政复议 行政诉讼 未经复议直接起诉 复议后起诉
};

/// All that one folded word may mean. Which meaning holds is for the binder, which knows the context.
struct Word {
    std::u32string folded;
    std::optional<std::uint8_t> banner;                    // block of table 二
    std::array<std::optional<RowPlace>, form_count> rows;  // by edition
    std::array<std::uint32_t, form_count> heads{};         // table 二, by edition: bit block * 4 + column
    std::optional<std::uint8_t> applicant;                 // column of table 三
    std::optional<std::uint8_t> outcome;                   // column of table 四
    std::optional<Group> group;
    bool filler = false;  // printed in every table, says nothing: 信息内容, 申请人情况
    bool numbered = false;  // holds its own number, as in （一）予以公开; the same words without it are another Word

    [[nodiscard]] bool names_row() const {
        for (const auto& row : rows)
            if (row) return true;
        return false;
    }
};

/// A few characters. Says no to almost all others by one bit.
class CharacterSet {
public:
    constexpr explicit CharacterSet(std::u32string_view characters) : characters_(characters) {
        for (const char32_t c : characters) bits_[word(c)] |= bit(c);
    }
    [[nodiscard]] constexpr bool holds(char32_t c) const {
        return (bits_[word(c)] & bit(c)) != 0 && characters_.find(c) != std::u32string_view::npos;
    }

private:
    static constexpr std::size_t words = 16;
    static constexpr std::size_t word(char32_t c) { return c / 64 % words; }
    static constexpr std::uint64_t bit(char32_t c) { return std::uint64_t{1} << (c % 64); }

    std::u32string_view characters_;
    std::array<std::uint64_t, words> bits_{};
};

/// What folding makes of a code point that is no ideograph.
[[nodiscard]] std::optional<char32_t> fold_other(char32_t code_point);

/// A code point as labels are compared: simplified, width folded, lower case; nothing for blanks and punctuation.
[[nodiscard]] inline std::optional<char32_t> fold(char32_t code_point) {
    const bool ideograph = code_point >= first_ideograph && code_point <= last_ideograph;
    return ideograph ? to_simplified(code_point) : fold_other(code_point);
}

/// Decodes the code point at the front of valid UTF-8; `length` gets its bytes.
[[nodiscard]] inline char32_t decode(const char* at, const char* end, std::size_t& length) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
    const char32_t lead = byte(0);
    const auto left = static_cast<std::size_t>(end - at);
    if (lead < 0x80) return length = 1, lead;
    if (lead < 0xE0 && left >= 2) return length = 2, (lead & 0x1F) << 6 | (byte(1) & 0x3F);
    if (lead < 0xF0 && left >= 3) return length = 3, (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (left >= 4)
        return length = 4, (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    return length = 1, 0xFFFD;
}

/// A text as labels are compared. Compatibility characters (㈠, ⼀) are resolved first.
[[nodiscard]] std::u32string fold(std::string_view text);

/// The word that is all of `folded`, or nullptr.
[[nodiscard]] const Word* find_word(std::u32string_view folded);

/// The word that is all of a raw text, or nullptr; folds on the way.
[[nodiscard]] const Word* find_word(std::string_view text);

/// Whether a raw text is a word just as the form prints it, in either width: most labels are, and need no other look.
[[nodiscard]] bool is_printed_word(std::string_view text);

/// The longest word at the front of `folded`, or nullptr.
[[nodiscard]] const Word* longest_word(std::u32string_view folded);

/// The longest word at the front of a line of raw text, blanks and punctuation within it passed over.
/// `length` gets its bytes, from `at` to behind the last character of the word and the brackets that close behind it.
[[nodiscard]] const Word* word_at(const char* at, const char* end, std::size_t& length);

/// Whether a word is all of a raw text, or begins with it: with six characters at least, lest every 无 begins one.
[[nodiscard]] bool begins_word(std::string_view text);

[[nodiscard]] const std::vector<Word>& words();

/// Least number of inserted, dropped or changed code points between two words; counting stops above `limit`.
[[nodiscard]] std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

/// How many characters of a word a label lacks that has an advertiser's name written over them or into it:
/// 3.危及某某网安全一稳定. Nothing where too little of the word is left, or too much is no part of it.
[[nodiscard]] std::optional<std::size_t> written_over(std::u32string_view label, std::u32string_view word);

/// Whether a line that begins like a heading is, but for a few characters, a row label of table 三
/// (一、本年新收…, 四、结转…), which begin alike.
[[nodiscard]] bool resembles_numbered_row(std::string_view line);

/// What titles of sections begin with, numerals aside.
inline constexpr CharacterSet title_beginnings(U"总主收政因存其需");
inline constexpr CharacterSet numerals(U"一二三四五六七八九十");

/// Whether a line, with or without its numeral, is the title of a section: 总体情况.
[[nodiscard]] bool is_section_title(std::string_view line);

/// Whether a line, without its blanks at both ends, names a report: …政府信息公开工作年度报告.
[[nodiscard]] bool is_report_title(std::string_view line);

}  // namespace nianbao::grammar
