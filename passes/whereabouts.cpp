#include "passes/whereabouts.hpp"

#include <utility>

#include "passes/characters.hpp"

namespace nianbao::passes {
namespace {

using namespace std::string_view_literals;

using grammar::EditionId;
using grammar::Group;
using grammar::Keeps;
using grammar::TableId;
using grammar::Word;

constexpr unsigned reconsideration = 1, direct = 2, after_reconsideration = 4;  // groups of table 四
constexpr std::uint8_t other_applicants = 5;                                    // their column

struct SectionWord {
    std::u32string_view word;
    std::optional<TableId> table;
};

/// What headings hold, the most telling first.
constexpr SectionWord section_words[] = {
    {U"总体情况", std::nullopt},
    {U"复议", TableId::review},
    {U"申请情况", TableId::requests},
    {U"主动公开", TableId::disclosure},
};

constexpr Sieve section_word_begins = beginnings_of([] {
    std::array<std::u32string_view, std::size(section_words)> words;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = section_words[i].word;
    return words;
}());

/// The table of the section under a heading.
std::optional<TableId> table_of_section(std::u32string_view heading) {
    std::size_t found = std::size(section_words);
    for (; !heading.empty(); heading.remove_prefix(1)) {
        if (!section_word_begins.may_be(heading.front())) continue;
        for (std::size_t i = 0; i < found; ++i)
            if (begins_with(heading, section_words[i].word)) found = i;
    }
    return found < std::size(section_words) ? section_words[found].table : std::nullopt;
}

}  // namespace

void Whereabouts::enter_section(Span heading) {
    table_ = table_of_section(grammar::fold(source_.text(heading)));
    block_.reset();
    announced_ = {};
    review_announced_ = false;
    review_groups_ = 0;
    home_ = table_;
    in_section_ = true;
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

std::optional<std::uint8_t> Whereabouts::review_group() const {
    if (review_groups_ == reconsideration) return std::uint8_t{0};
    if (review_groups_ == direct) return std::uint8_t{1};
    if (review_groups_ == after_reconsideration) return std::uint8_t{2};
    return std::nullopt;
}

std::optional<std::uint8_t> Whereabouts::take_review_group() {
    const std::optional<std::uint8_t> named = review_group();
    review_groups_ = 0;
    review_announced_ = false;
    return named;
}

void Whereabouts::note_heads(const Word& word, Span cell) {
    enter_table(TableId::disclosure);
    announce(TableId::disclosure);
    for (EditionId edition = 0; edition < grammar::form_count; ++edition) heads_[edition] |= word.heads[edition];
    note_unit(cell);
}

void Whereabouts::note_filler(const Word& word, Span cell) {
    const std::u32string_view filler = word.folded;
    if (begins_with(filler, U"单位"sv)) note_unit(cell);
    if (!begins_with(filler, U"本列数据的勾稽"sv) && !begins_with(filler, U"申请人情况"sv)) return;
    enter_table(TableId::requests);
    announce(TableId::requests);
}

void Whereabouts::note_column(const Word& word) {
    if (word.applicant) {
        if (!word.names_row()) announce(TableId::requests);
    } else {
        if (!table_) enter_table(TableId::review);
        announce(TableId::review);
        review_announced_ = true;
    }
}

/// The unit printed in an amount's head or beside the table; blanks may stand within it: 万 元.
void Whereabouts::note_unit(Span cell) {
    constexpr std::string_view yuan = "元", wan = "万", traditional_wan = "萬";
    const std::string_view text = source_.text(cell);
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
        case Group::further:
            enter_table(TableId::requests);
            group_ = group;
            return;
        case Group::reconsideration:
        case Group::litigation:
        case Group::direct:
        case Group::after_reconsideration:
            if (table_ != TableId::review || std::exchange(review_blank_, false)) review_groups_ = 0;
            enter_table(TableId::review);
            review_announced_ = true;
            if (group == Group::reconsideration) review_groups_ |= reconsideration;
            if (group == Group::direct) review_groups_ |= direct;
            if (group == Group::after_reconsideration) review_groups_ |= after_reconsideration;
            return;
    }
}

bool Whereabouts::head_can_be_row(const Word& word) const {
    if (table_ != TableId::requests || !row_seen_) return false;
    return word.applicant == other_applicants ? group_ == Group::other : behind_last_result();
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
