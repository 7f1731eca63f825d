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
#include <string_view>

#include "passes/raw_row.hpp"

namespace nianbao::passes {

class Whereabouts {
public:
    void enter_section(std::string_view heading);
    void enter_table(grammar::TableId table);
    void enter_block(std::uint8_t block);

    /// Learns from a word in a label cell. Returns whether it can be the label of a row here.
    bool note(const grammar::Word& word, Span cell, std::string_view text);

    /// The row of this table that was printed last.
    void note_row(const Meaning& meaning);

    /// Table 四 in small tables: which group the figures at hand are of, if the words before them named but one.
    [[nodiscard]] std::optional<std::uint8_t> take_review_group();

    [[nodiscard]] std::optional<grammar::TableId> table() const { return table_; }
    [[nodiscard]] std::optional<std::uint8_t> block() const { return block_; }
    [[nodiscard]] const Heads& heads() const { return heads_; }
    [[nodiscard]] std::optional<Span> unit() const { return unit_; }

    /// A banner, a head or the section's heading said that this is table 二.
    [[nodiscard]] bool anchored() const { return anchored_; }
    /// Whether a row that is not known is worth a word.
    [[nodiscard]] bool within_table() const {
        return table_ && (anchored_ || row_seen_ || table_ != grammar::TableId::disclosure);
    }

private:
    void note_heads(const grammar::Word& word, Span cell, std::string_view text);
    void note_filler(Span cell, std::string_view text);
    void note_group(grammar::Group group);
    void note_unit(Span cell, std::string_view text);
    [[nodiscard]] bool is_row_here(const grammar::Word& word) const;
    [[nodiscard]] bool behind_last_result() const;

    std::optional<grammar::TableId> table_;
    std::optional<std::uint8_t> block_;
    std::optional<grammar::Group> group_;
    Heads heads_{};
    std::optional<Span> unit_;
    unsigned review_groups_ = 0;  // groups of table 四 named since its last figures, a bit each
    bool anchored_ = false;
    bool row_seen_ = false;  // a row of this table has been bound
    Meaning previous_{};     // the last of them
};

}  // namespace nianbao::passes
