#include "passes/whereabouts.hpp"

namespace nianbao::passes {
namespace {

using grammar::EditionId;
using grammar::Group;
using grammar::Keeps;
using grammar::TableId;
using grammar::Word;

constexpr unsigned reconsideration = 1, direct = 2, after_reconsideration = 4;  // groups of table 四
constexpr std::uint8_t other_applicants = 5;                                    // their column

bool holds(std::u32string_view text, std::u32string_view part) { return text.find(part) != std::u32string_view::npos; }

}  // namespace

void Whereabouts::enter_section(std::string_view heading) {
    table_.reset();
    block_.reset();
    announced_ = {};
    review_announced_ = false;
    review_groups_ = 0;
    const std::u32string words = grammar::fold(heading);
    if (holds(words, U"主动公开")) table_ = TableId::disclosure;
    if (holds(words, U"申请情况")) table_ = TableId::requests;
    if (holds(words, U"复议")) table_ = TableId::review;
    if (holds(words, U"总体情况")) table_.reset();
    elsewhere_ = !table_;
    if (table_) announce(*table_);
}

void Whereabouts::enter_table(TableId table) {
    if (table_ == table) return;
    table_ = table;
    group_.reset();
    row_seen_ = false;
    previous_ = {};
    if (table != TableId::disclosure) block_.reset(), unit_.reset();
}

void Whereabouts::enter_block(std::uint8_t block) {
    enter_table(TableId::disclosure);
    announce(TableId::disclosure);
    block_ = block;
    heads_ = {};
    unit_.reset();
}

void Whereabouts::note(const Word& word, Span cell, std::string_view text) {
    if (word.banner) enter_block(*word.banner);
    if (is_head(word)) note_heads(word, cell, text);
    if (word.filler) note_filler(word, cell, text);
    if (word.group) note_group(*word.group);
    if (word.applicant && !word.names_row()) announce(TableId::requests);
    if (word.outcome && !word.applicant) {
        if (!table_) enter_table(TableId::review);
        announce(TableId::review);
        review_announced_ = true;
    }
}

void Whereabouts::note_row(const Meaning& meaning) {
    row_seen_ = true;
    previous_ = meaning;
}

bool Whereabouts::expects(TableId table, Keeps keeps) const {
    if (announced_[static_cast<std::size_t>(table)]) return true;
    return !elsewhere_ && (table != TableId::disclosure || keeps == Keeps::rows);
}

std::optional<std::uint8_t> Whereabouts::take_review_group() {
    const unsigned named = review_groups_;
    review_groups_ = 0;
    review_announced_ = false;
    if (named == reconsideration) return std::uint8_t{0};
    if (named == direct) return std::uint8_t{1};
    if (named == after_reconsideration) return std::uint8_t{2};
    return std::nullopt;
}

void Whereabouts::note_heads(const Word& word, Span cell, std::string_view text) {
    enter_table(TableId::disclosure);
    announce(TableId::disclosure);
    for (EditionId edition = 0; edition < grammar::form_count; ++edition) heads_[edition] |= word.heads[edition];
    note_unit(cell, text);
}

void Whereabouts::note_filler(const Word& word, Span cell, std::string_view text) {
    if (holds(word.folded, U"单位")) note_unit(cell, text);
    if (!holds(word.folded, U"勾稽") && !holds(word.folded, U"申请人情况")) return;
    enter_table(TableId::requests);
    announce(TableId::requests);
}

/// The unit printed in an amount's head or beside the table; blanks may stand within it: 万 元.
void Whereabouts::note_unit(Span cell, std::string_view text) {
    constexpr std::string_view yuan = "元", wan = "万", traditional_wan = "萬";
    const std::size_t at = text.rfind(yuan);
    if (at == std::string_view::npos) return;
    std::string_view before = text.substr(0, at);
    before = before.substr(0, before.find_last_not_of(" \t\r") + 1);
    const bool of_wan = before.ends_with(wan) || before.ends_with(traditional_wan);
    const std::size_t begin = of_wan ? before.size() - wan.size() : at;
    unit_ =
        Span{cell.begin + static_cast<std::uint32_t>(begin), cell.begin + static_cast<std::uint32_t>(at + yuan.size())};
}

void Whereabouts::note_group(Group group) {
    switch (group) {
        case Group::results:
        case Group::denied:
        case Group::unavailable:
        case Group::not_processed:
        case Group::other:
            enter_table(TableId::requests);
            group_ = group;
            return;
        case Group::reconsideration:
        case Group::litigation:
        case Group::direct:
        case Group::after_reconsideration:
            if (table_ != TableId::review) review_groups_ = 0;
            enter_table(TableId::review);
            review_announced_ = true;
            if (group == Group::reconsideration) review_groups_ |= reconsideration;
            if (group == Group::direct) review_groups_ |= direct;
            if (group == Group::after_reconsideration) review_groups_ |= after_reconsideration;
            return;
    }
}

bool Whereabouts::can_be_row(const Word& word) const {
    if (!word.names_row()) return false;
    if (word.applicant || word.outcome) {
        if (table_ != TableId::requests || !row_seen_) return false;
        return word.applicant == other_applicants ? group_ == Group::other : behind_last_result();
    }
    if (table_of(word.rows) == TableId::disclosure) return table_ == TableId::disclosure || !table_;
    return true;
}

bool Whereabouts::behind_last_result() const {
    for (EditionId edition = 0; edition < grammar::form_count; ++edition) {
        if (!previous_[edition]) continue;
        const auto& rows = grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows;
        const std::size_t next = previous_[edition]->row + 1U;
        if (next < rows.size() && rows[next].key == "total_processed") return true;
    }
    return false;
}

}  // namespace nianbao::passes
