// The words of a copy: ideographs, letters and numbers of a text give way to invented ones, each in as many bytes as it
// had. What the compiler finds its way by stays: the words of the form (also damaged ones, in tables and headings),
// kept_words.hpp, the numbers of items, punctuation. A name or a number always becomes the same other one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "anonymize/inventions.hpp"
#include "anonymize/letters.hpp"
#include "passes/compilation.hpp"

namespace nianbao::anonymize {

/// What is known of a report before its words are rewritten.
struct Report {
    struct Name {
        std::u32string printed;  // folded
        std::u32string behind;   // that it lacks where it is not named in full: the 县 of 青榆
    };
    std::vector<Name> names;                     // the longest first
    int years = 0;                               // later than printed
    std::function<bool(std::uint32_t)> is_held;  // whether a digit is not for prose to write
};

/// The agency of a report and the places in its name.
[[nodiscard]] std::vector<Report::Name> names_of(const passes::Facts& facts);

class Words {
public:
    Words(std::string& text, const Report& report, Numbers& numbers, Inventions& inventions)
        : text_(text), report_(report), numbers_(numbers), inventions_(inventions) {}

    /// A line of prose.
    void rewrite(grammar::Span span);
    /// A cell of a table, or a heading.
    void rewrite_label(grammar::Span span);
    /// A cell with a number: the remarks in it, and its digits where nobody else writes them.
    void rewrite_figure(grammar::Span span);

private:
    enum class Fate : std::uint8_t { open, kept, written };

    void read(grammar::Span span);
    void rewrite_open();
    void write(std::size_t letter, char32_t code);
    void keep(std::size_t begin, std::size_t end);

    void keep_words();
    void keep_damaged_words();
    [[nodiscard]] std::vector<bool> known_letters() const;
    [[nodiscard]] bool is_part_of_table() const;
    [[nodiscard]] bool is_row_label() const;

    void rename_known_names();
    void rename_within(std::size_t begin, std::size_t end, std::u32string_view behind);
    void rename(std::size_t begin, std::size_t end, std::u32string_view name);
    void rename_other_names();
    [[nodiscard]] std::size_t name_end_at(std::size_t letter, std::size_t end) const;

    void keep_item_numbers();
    void rewrite_numbers();
    void rewrite_number(std::size_t begin, std::size_t end);
    bool rewrite_year(std::size_t begin, std::size_t end);
    void rewrite_digit_of_year(std::size_t letter, int digit);
    [[nodiscard]] std::size_t rewrite_date(std::size_t month, std::size_t behind_month, bool behind_year);
    void rewrite_chinese_years();
    void rewrite_chinese_numbers();
    void rewrite_latin();
    void keep_lone_characters();
    void invent_rest();

    [[nodiscard]] char32_t code(std::size_t letter) const {
        return letter < line_.codes.size() ? line_.codes[letter] : 0;
    }
    [[nodiscard]] char32_t mark(std::size_t letter) const {
        return letter < line_.letters.size() ? line_.letters[letter].mark
               : line_.last_mark != 0        ? line_.last_mark
                                             : U'\n';
    }
    [[nodiscard]] std::size_t size() const { return line_.letters.size(); }
    /// Behind letters of one kind that nothing parts.
    template <class Is>
    [[nodiscard]] std::size_t end_of(std::size_t begin, Is is) const;

    [[nodiscard]] bool is_held(std::size_t letter) const { return report_.is_held(line_.letters[letter].begin); }
    [[nodiscard]] std::size_t end_of_number(std::size_t begin, bool may_stand_apart) const;

    std::string& text_;
    const Report& report_;
    Numbers& numbers_;
    Inventions& inventions_;
    grammar::Span span_;
    Line line_;
    std::vector<Fate> fates_;  // of its letters
};

}  // namespace nianbao::anonymize
