// Years follow each other in the heads as the columns do: 2021 2022 over two groups of columns, or over each two columns.
// A year beside one head alone, 现行有效件数（截至2022年底）, says nothing: the heads must be printed twice, or the years
// stand in cells of their own.
#include "passes/two_years.hpp"

#include <algorithm>
#include <functional>
#include <span>

#include "grammar/digit.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::EditionId;
using grammar::TableId;
using grammar::Word;

constexpr int first_year = 2000, last_year = 2099;
constexpr std::size_t digits_of_year = 4;
constexpr std::size_t longest_head = 96;                       // bytes; what is longer is a note
constexpr std::size_t most_years = 2 * grammar::review_cells;  // two for each column of table 四
constexpr std::size_t most_heads = 64;                         // more are no header of any form

/// The number at `at`, which it steps over, if it is a year.
std::optional<std::uint16_t> take_year(std::string_view text, std::size_t& at) {
    int number = 0;
    std::size_t digits = 0;
    for (int digit = 0; (digit = grammar::take_digit(text, at)) >= 0; ++digits)
        if (digits < digits_of_year) number = number * 10 + digit;
    if (digits != digits_of_year || number < first_year || number > last_year) return std::nullopt;
    return static_cast<std::uint16_t>(number);
}

std::vector<std::uint16_t> years_in(std::string_view head) {
    std::vector<std::uint16_t> years;
    for (std::size_t at = 0; at < head.size();) {
        std::size_t behind = at;
        if (grammar::take_digit(head, behind) < 0)
            ++at;
        else if (const auto year = take_year(head, at))
            years.push_back(*year);
    }
    return years;
}

/// What heads that say no more than whose figures they are say instead of the year before, and of the year itself.
constexpr std::u32string_view last_year_words[] = {U"上年",   U"上年度",   U"上年数", U"上年数量",
                                                   U"上一年", U"上一年度", U"去年",   U"去年数"};
constexpr std::u32string_view this_year_words[] = {U"本年", U"本年度", U"本年数", U"本年数量", U"今年", U"今年数"};

/// The year that such a head means in the report on `year`; of a report on nobody knows what year they differ all the same.
std::optional<std::uint16_t> year_meant(std::string_view head, std::optional<std::uint16_t> year) {
    constexpr std::uint16_t unknown = 1;
    const std::u32string folded = grammar::fold(head);
    const auto this_year = year.value_or(unknown);
    if (std::ranges::find(this_year_words, folded) != std::end(this_year_words)) return this_year;
    if (std::ranges::find(last_year_words, folded) == std::end(last_year_words)) return std::nullopt;
    return static_cast<std::uint16_t>(this_year - 1);
}

/// 2021, 2021年, （2021年度）
bool is_bare(std::string_view head) {
    constexpr std::u32string_view around = U"0123456789年度()";
    return std::ranges::all_of(grammar::fold(head), [&](char32_t c) { return around.find(c) != around.npos; });
}

/// Columns of the row in an edition; none in table 二 where the heads are not that edition's.
std::size_t columns_in(const RawRow& row, EditionId edition) {
    const grammar::Table& table = grammar::all_forms[edition]->table(row.table);
    const grammar::Block& first = table.blocks[0];
    switch (row.table) {
        case TableId::disclosure: break;
        case TableId::requests: return first.columns.size();
        case TableId::review: return row.review_group ? first.columns.size() : cell_count(table);
    }
    const auto& place = row.meaning[edition];
    const std::optional<std::uint8_t> block = place ? std::optional(place->block) : row.block;
    if (!block || (row.heads[edition] & (0xFU << (*block * 4U))) == 0) return 0;
    return table.blocks[*block].columns.size();
}

/// In the edition that has most; 0 where the heads are of none.
std::size_t most_columns(const RawRow& row) {
    std::size_t most = 0;
    for (EditionId e = 0; e < grammar::form_count; ++e) most = std::max(most, columns_in(row, e));
    return most;
}

/// Half of the fields, if the row has so many columns.
std::optional<std::size_t> columns_of_a_year(const RawRow& row) {
    const std::size_t half = row.fields.size() / 2;
    if (half == 0 || row.fields.size() % 2 != 0) return std::nullopt;
    for (EditionId e = 0; e < grammar::form_count; ++e)
        if (columns_in(row, e) == half) return half;
    return std::nullopt;
}

/// The heads of columns over a row. Those of table 四 are printed three times as it is.
std::vector<const Word*> column_heads(const RawRow& row, const RawRows& found) {
    std::vector<const Word*> heads;
    if (row.table == TableId::review || row.header.count > most_heads) return heads;
    for (const Word* head : std::span(found.head_words).subspan(row.header.first, row.header.count))
        if (row.table == TableId::requests ? head->applicant.has_value() : is_head(*head)) heads.push_back(head);
    return heads;
}

/// `in_groups` for two heads alone, which are both.
Twice how_often(std::span<const Word* const> heads) {
    const std::size_t half = heads.size() / 2;
    if (half != 0 && heads.size() % 2 == 0) {
        if (std::equal(heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(half),
                       heads.end() - static_cast<std::ptrdiff_t>(half)))
            return Twice::in_groups;
        bool pairs = true;
        for (std::size_t i = 0; i < half; ++i) pairs = pairs && heads[2 * i] == heads[2 * i + 1];
        if (pairs) return Twice::in_pairs;
    }
    const bool some = std::ranges::any_of(heads, [&](const Word* head) { return std::ranges::count(heads, head) > 1; });
    return some ? Twice::in_part : Twice::no;
}

}  // namespace

void TwoYears::begin_header() {
    if (heads_.place) heads_ = {};
}

void TwoYears::note(std::string_view head) {
    if (head.size() > longest_head) return;
    std::vector<std::uint16_t> years = years_in(head);
    const std::optional<std::uint16_t> meant = year_meant(head, year_);
    if (meant) years.push_back(*meant);
    if (years.empty()) return;
    begin_header();
    heads_.bare = heads_.bare || meant || is_bare(head);
    if (heads_.years.size() <= most_years) heads_.years.insert(heads_.years.end(), years.begin(), years.end());
}

void TwoYears::note_other_head() {
    begin_header();
    heads_.other = true;
}

/// Heads hold for the block under them, even where a page break prints some of them again.
void TwoYears::enter(const RawRow& row) {
    Place place{row.table, row.block};
    for (const auto& meaning : row.meaning)
        if (meaning && row.table == TableId::disclosure) place.second = meaning->block;
    if (heads_.place && *heads_.place != place) heads_ = {};
    heads_.place = place;
}

bool TwoYears::are_two() const {
    return std::ranges::adjacent_find(heads_.years, std::ranges::not_equal_to()) != heads_.years.end();
}

/// Two years stand over one column each, or over heads that are printed in two groups; more must be one for each column.
std::optional<TwoYears::Own> TwoYears::own(std::size_t columns, Twice heads) const {
    const std::vector<std::uint16_t>& years = heads_.years;
    const std::uint16_t first = years.front(), last = years.back();
    if (first == last || (year_ != first && year_ != last)) return std::nullopt;
    if (years.size() != 2 * columns && (years.size() != 2 || heads != Twice::in_groups)) return std::nullopt;
    const std::size_t half = years.size() / 2;
    bool groups = true, pairs = true;
    for (std::size_t i = 0; i < years.size(); ++i) {
        groups = groups && years[i] == (i < half ? first : last);
        pairs = pairs && years[i] == (i % 2 == 0 ? first : last);
    }
    if (groups && (columns == 1 || heads != Twice::in_pairs))
        return Own{.first = year_ == first ? 0 : columns, .step = 1};
    if (pairs && heads != Twice::in_groups) return Own{.first = year_ == first ? 0U : 1U, .step = 2};
    return std::nullopt;
}

bool TwoYears::keep_own(RawRow& row, RawRows& found, Twice heads) const {
    const std::optional<std::size_t> columns = columns_of_a_year(row);
    if (!columns) return false;
    const std::optional<Own> chosen = own(*columns, heads);
    if (!chosen) return false;
    std::vector<PrintedCell>& kept = found.dealt.emplace_back();
    for (std::size_t i = 0; i < *columns; ++i) kept.push_back(row.fields[chosen->first + i * chosen->step]);
    row.fields = kept;
    row.figures = count_figures(row.fields);
    return true;
}

Twice TwoYears::heads_of(const RawRow& row, const RawRows& found) {
    if (read_ != row.header) {
        read_ = row.header;
        twice_ = how_often(column_heads(row, found));
    }
    return twice_;
}

/// One row of two years tells that those before it are, too.
void TwoYears::doubt_rows_under(const Header& header, RawRows& found) {
    if (unnamed_ == header) return;
    unnamed_ = header;
    for (auto row = found.rows.rbegin(); row != found.rows.rend() && row->header == header; ++row)
        row->of_two_years = row->figures > 0;
}

void TwoYears::judge_closely(RawRows& found) {
    RawRow& row = found.rows.back();
    if (says_anything()) enter(row);
    const bool named = are_two();
    const std::size_t most = most_columns(row);
    const bool wide = most != 0 && row.fields.size() > most;
    row.of_two_years = unnamed_ == row.header;
    if (!named && !wide) return;
    const Twice heads = heads_of(row, found);
    if (named && (heads_.bare || heads != Twice::no)) {
        row.of_two_years = !keep_own(row, found, heads);
        return;
    }
    const bool all_twice = heads == Twice::in_groups || heads == Twice::in_pairs;
    if (all_twice && columns_of_a_year(row)) return doubt_rows_under(row.header, found);
    row.of_two_years |= wide && (heads_.other || (heads != Twice::no && row.figures > most));
}

bool is_year(std::string_view text) {
    std::size_t at = 0;
    return take_year(text, at) && at == text.size();
}

}  // namespace nianbao::passes
