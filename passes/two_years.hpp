// Two years side by side, as some agencies print them: the figures of the report's own year are its cells, the other's
// are none. Only heads that name the years tell which are whose; where they do not, the row is in doubt.
//
//     信息内容 | 本年处理决定数量（2021年） | 本年处理决定数量（2022年）
//     行政许可 | 318 | 402                                          -> 402, in the report on 2022
//
//     信息内容 | 上年数 | 本年数                                    -> two years, whatever the number of figures is like
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "passes/raw_row.hpp"

namespace nianbao::passes {

/// How heads are printed twice: all of them and then all again, each twice in a row, or otherwise.
enum class Twice : std::uint8_t { no, in_groups, in_pairs, in_part };

/// Follows the heads over the rows of a text.
class TwoYears {
public:
    explicit TwoYears(std::optional<std::uint16_t> year) : year_(year) {}

    /// Other heads follow: there was a heading, or a banner.
    void leave() {
        if (says_anything()) heads_ = {};
    }

    /// Learns from the cell of a head. The first year behind figures begins a new header.
    void note(std::string_view head);

    /// A head of the form with something before it: 上年处理决定数量.
    void note_other_head();

    /// The last row of `found`, which has figures: keeps the fields of the report's year, or says that it cannot tell.
    void judge(RawRows& found) {
        const RawRow& row = found.rows.back();
        const std::size_t narrowest = row.table == grammar::TableId::disclosure ? 1 : 7;  // columns of a row
        if (says_anything() || unnamed_ || row.fields.size() > narrowest) judge_closely(found);
    }

private:
    /// Where in the form a row with figures stands; table, block.
    using Place = std::pair<grammar::TableId, std::optional<std::uint8_t>>;

    /// What the heads over the rows to come say.
    struct Heads {
        std::vector<std::uint16_t> years;  // in the order of the text
        bool bare = false;                 // some stand alone: 2021年 | 2022年
        bool other = false;                // there are heads that are not the form's
        std::optional<Place> place;        // of the rows under them, once there is one
    };

    /// Of fields twice as many as the columns, which are those of the report's year: the first, and how far they are apart.
    struct Own {
        std::size_t first = 0, step = 1;
    };

    void judge_closely(RawRows& found);
    void begin_header();
    void enter(const RawRow& row);
    [[nodiscard]] bool says_anything() const { return heads_.other || !heads_.years.empty(); }
    [[nodiscard]] bool are_two() const;
    [[nodiscard]] std::optional<Own> own(std::size_t columns, Twice heads) const;
    bool keep_own(RawRow& row, RawRows& found, Twice heads) const;
    Twice heads_of(const RawRow& row, const RawRows& found);
    void doubt_rows_under(const Header& header, RawRows& found);

    std::optional<std::uint16_t> year_;  // of the report
    Heads heads_;
    std::optional<Header> read_;  // the header that `twice_` is of
    Twice twice_ = Twice::no;
    std::optional<Header> unnamed_;  // the last header under which there are two years that it does not name
};

/// Whether a year may stand in a text, or a word for the year before or this one. Almost no head of a report holds one that
/// is not the form's.
[[nodiscard]] inline bool may_hold_year(std::string_view text) {
    constexpr std::string_view wide_two = "２", year = "年";
    return text.find('2') != text.npos || text.find(wide_two) != text.npos || text.find(year) != text.npos;
}

/// Whether a text is a year and nothing else.
[[nodiscard]] bool is_year(std::string_view text);

}  // namespace nianbao::passes
