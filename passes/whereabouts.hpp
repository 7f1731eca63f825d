// Where in the form a text has come to: its headings, banners, heads and labels of groups say so one by one.
//
//     二、主动公开政府信息情况                -> table 二
//     第二十条第（九）项                      -> its block 9
//     信息内容 | 采购项目数量 | 采购总金额（万元） -> its heads, the unit
//     （六）其他处理                          -> table 三, a group: a bare 其他 may be a row here
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "passes/raw_row.hpp"

namespace nianbao::passes {

class Whereabouts {
public:
    explicit Whereabouts(const grammar::Source& source) : source_(source) {}

    void enter_section(Span heading);
    void enter_table(grammar::TableId table);
    void enter_block(std::uint8_t block);

    /// Learns from a word in a label cell.
    void note(const grammar::Word& word, Span cell) {
        if (word.banner) enter_block(*word.banner);
        if (is_head(word)) note_heads(word, cell);
        if (word.filler) note_filler(word, cell);
        if (word.group) note_group(*word.group);
        if (word.applicant || word.outcome) note_column(word);
    }

    /// The row of this table that was printed last.
    void note_row(const Meaning& meaning) {
        row_seen_ = true;
        previous_ = meaning;
    }

    /// Whether a word can be the label of a row here. 其他 and 总计 are heads of columns far more often than rows.
    [[nodiscard]] bool can_be_row(const grammar::Word& word) const {
        if (!word.names_row()) return false;
        if (word.applicant || word.outcome) return head_can_be_row(word);
        return table_of(word.rows) != grammar::TableId::disclosure || !table_ || table_ == grammar::TableId::disclosure;
    }

    /// Whether the section is another table's, by its heading, or none's.
    [[nodiscard]] bool is_foreign(grammar::TableId table) const { return in_section_ && home_ != table; }

    /// Whether rows of this table are expected here: its heading, a banner or a head announced them. A list in another
    /// section (行政许可 12) is no table.
    [[nodiscard]] bool expects(grammar::TableId table, grammar::Keeps keeps) const {
        if (announced_[static_cast<std::size_t>(table)]) return true;
        return !elsewhere_ && (table != grammar::TableId::disclosure || keeps == grammar::Keeps::rows);
    }

    /// Heads of table 四 have been printed since its last figures.
    [[nodiscard]] bool review_announced() const { return review_announced_; }
    /// Table 四 in small tables: which group the figures at hand are of, if the words before them named but one.
    [[nodiscard]] std::optional<std::uint8_t> review_group() const;
    /// The same, and its heads are done with.
    [[nodiscard]] std::optional<std::uint8_t> take_review_group();
    /// Its cells are blank, if no figures follow under the same heads.
    void note_blank_review() { review_blank_ = true; }

    [[nodiscard]] std::optional<grammar::TableId> table() const { return table_; }
    [[nodiscard]] std::optional<std::uint8_t> block() const { return block_; }
    [[nodiscard]] const Heads& heads() const { return heads_; }
    [[nodiscard]] std::optional<Span> unit() const { return unit_; }

private:
    void note_heads(const grammar::Word& word, Span cell);
    void note_filler(const grammar::Word& word, Span cell);
    void note_group(grammar::Group group);
    void note_column(const grammar::Word& word);
    void note_unit(Span cell);
    void announce(grammar::TableId table) { announced_[static_cast<std::size_t>(table)] = true; }
    [[nodiscard]] bool head_can_be_row(const grammar::Word& word) const;
    [[nodiscard]] bool behind_last_result() const;

    const grammar::Source& source_;
    std::optional<grammar::TableId> table_;
    std::optional<std::uint8_t> block_;
    std::optional<grammar::Group> group_;
    Heads heads_{};
    std::optional<Span> unit_;
    std::array<bool, grammar::table_count> announced_{};  // by the section's heading, a banner or a head
    std::optional<grammar::TableId> home_;                // whose section it is
    bool in_section_ = false;                             // there was a heading
    bool elsewhere_ = false;                              // in a section that is of no table
    bool review_announced_ = false;
    bool review_blank_ = false;   // and blank cells behind these
    unsigned review_groups_ = 0;  // groups of table 四 named since its last figures, a bit each
    bool row_seen_ = false;       // a row of this table has been bound
    Meaning previous_{};          // the last of them
};

}  // namespace nianbao::passes
