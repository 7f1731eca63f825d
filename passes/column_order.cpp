#include "passes/column_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <string>
#include <utility>

#include "passes/bound_row.hpp"
#include "passes/evaluate.hpp"
#include "passes/trace.hpp"

namespace nianbao::passes {
namespace {

using grammar::review_columns;
using grammar::TableId;
using grammar::Word;
using namespace std::string_view_literals;

/// The heads over some rows, in the order of the text.
using HeadWords = std::span<const Word* const>;

constexpr std::uint8_t natural_person = 0,
                       total = grammar::requests_columns - 1;  // columns of table 三 that have no head above their own

ColumnOrder form_order(std::size_t cells) {
    ColumnOrder order;
    for (std::size_t i = 0; i < cells; ++i) order.add(static_cast<std::uint8_t>(i));
    return order;
}

/// Whether the seven heads stand in the form's order as they are, wherever 法人或其他组织 is.
bool applicants_in_order(HeadWords header) {
    ColumnOrder printed;
    for (const Word* word : header)
        if (word->applicant) printed.add(*word->applicant);
    return printed.size() == total + 1U && printed.is_form_order();
}

/// 法人或其他组织 spans the columns between; their heads stand in another line of the header, after 总计 or before 自然人.
ColumnOrder order_of_applicants(HeadWords header) {
    if (applicants_in_order(header)) return form_order(total + 1U);
    const auto spanning = [](const Word* word) { return word->filler && word->folded == U"法人或其他组织"sv; };
    const bool has_span = std::any_of(header.begin(), header.end(), spanning);
    const auto spanned = [](const Word& word) {
        return word.applicant && word.applicant != natural_person && word.applicant != total;
    };
    ColumnOrder organisations, order;
    for (const Word* word : header)
        if (spanned(*word)) organisations.add(*word->applicant);
    bool inserted = false;
    for (const Word* word : header) {
        if (word->applicant && !spanned(*word)) order.add(*word->applicant);
        const bool place = has_span ? spanning(word) : spanned(*word);
        if (place && !std::exchange(inserted, true)) order.add(organisations);
    }
    return order;
}

/// Heads printed once stand for all three groups.
ColumnOrder order_of_outcomes(HeadWords header, std::size_t cells) {
    ColumnOrder printed, order;
    for (const Word* word : header)
        if (word->outcome) printed.add(*word->outcome);
    if (printed.size() == 0 || cells % printed.size() != 0 || printed.size() % review_columns != 0) return {};
    for (std::size_t i = 0; i < cells; ++i)
        order.add(static_cast<std::uint8_t>(i / review_columns * review_columns + printed[i % printed.size()]));
    return order;
}

ColumnOrder order_of_block(HeadWords header, const BoundRow& row) {
    ColumnOrder order;
    for (const Word* word : header) {
        const std::uint32_t heads = word->heads[row.edition] >> (row.block * 4U) & 0xFU;
        if (heads != 0) order.add(static_cast<std::uint8_t>(std::countr_zero(heads)));
    }
    return order;
}

bool each_once(const ColumnOrder& order, std::size_t cells) {
    if (order.size() != cells) return false;
    std::uint32_t seen = 0;
    for (std::size_t i = 0; i < cells; ++i) seen |= 1U << order[i];
    return seen == (1U << cells) - 1;
}

/// The order of the heads over a row; of no places unless each head is there once.
ColumnOrder order_of_heads(HeadWords header, const BoundRow& row) {
    ColumnOrder order;
    switch (row.table) {
        case TableId::disclosure: order = order_of_block(header, row); break;
        case TableId::requests: order = order_of_applicants(header); break;
        case TableId::review: order = order_of_outcomes(header, row.cells); break;
    }
    return each_once(order, row.cells) ? order : ColumnOrder{};
}

/// What a row's figures say, as printed; blank cells count as 0 here.
std::vector<std::int64_t> numbers(const Work& work, const BoundRow& row) {
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < row.cells; ++i) {
        const Evaluation said = evaluate(work.source.text(work.binding.figures[row.first_figure + i].span),
                                         grammar::Unit::count, HeadUnit::none);
        values.push_back(said.value && said.value->whole() ? said.value->digits() : 0);
    }
    return values;
}

/// Whether the parts of a row add up to its totals: the last of seven columns, or of each five.
bool adds_up(const std::vector<std::int64_t>& values, const ColumnOrder& order) {
    const std::size_t group = values.size() == total + 1U ? values.size() : review_columns;
    std::array<std::int64_t, 3> rest{};
    for (std::size_t i = 0; i < values.size(); ++i)
        rest[order[i] / group] += order[i] % group == group - 1 ? -values[i] : values[i];
    return rest == std::array<std::int64_t, 3>{};
}

/// Whether the figures stand under their heads rather than in the form's order; nothing where nobody can tell. In table
/// 二 nothing adds up.
std::optional<bool> stand_under_heads(const Work& work, std::span<const Reordered> rows) {
    std::size_t heads_only = 0, form_only = 0;
    for (const Reordered& reordered : rows) {
        if (reordered.row.table == TableId::disclosure) break;
        const std::vector<std::int64_t> values = numbers(work, reordered.row);
        const bool by_heads = adds_up(values, reordered.order), by_form = adds_up(values, form_order(values.size()));
        heads_only += by_heads && !by_form;
        form_only += by_form && !by_heads;
    }
    if (heads_only != form_only) return heads_only > form_only;
    // Heads of a text that keeps no cells may have been printed in any order.
    if (rows.front().row.keeps == grammar::Keeps::nothing) return std::nullopt;
    return true;
}

void note_event(const Reordered& reordered, Trace& trace) {
    ColumnEvent& event = trace.reordered.emplace_back();
    event.first_figure = reordered.row.first_figure;
    for (std::size_t i = 0; i < reordered.order.size(); ++i) event.columns.push_back(reordered.order[i]);
}

bool is_of_block(const BoundRow& row, const BoundRow& other) {
    return row.table == other.table && row.block == other.block;
}

std::vector<grammar::KeyId> keys_of(const BoundRow& row) {
    std::vector<grammar::KeyId> keys;
    const std::size_t first = row.row * block_of(row).columns.size();
    for (const grammar::FormCell& cell : grammar::cells_of(row.edition, row.table, row.block).subspan(first, row.cells))
        keys.push_back(cell.key);
    return keys;
}

/// A row with figures run together, missing or too many, under heads of another order than the form's: its readings are
/// made in the form's, so none of them is right.
void dispute(BoundRow& row, Work& work) {
    row.fit = Fit::disputed;
    if (work.trace != nullptr) work.trace->disputed.push_back({row.first_figure, Dispute::heads});
    const Code code = row.figure_count > row.cells ? Code::too_many_figures : Code::too_few_figures;
    complain(work, code, whole_run(work, row),
             {{"label", label_of(work, row)},
              {"figures", std::to_string(row.figure_count)},
              {"cells", std::to_string(row.cells)}},
             keys_of(row));
}

}  // namespace

void ColumnOrders::read_heads(const BoundRow& row, const RawRows& found, const Header& header) {
    if (row.cells != cells_) order_ = {};
    header_ = header;
    cells_ = row.cells;
    const ColumnOrder printed = order_of_heads(std::span(found.head_words).subspan(header.first, header.count), row);
    if (printed.size() != 0) order_ = printed.is_form_order() ? ColumnOrder{} : printed;
}

void ColumnOrders::doubt(Work& work) const {
    for (BoundRow& row : work.binding.rows) {
        if (!is_of_block(row, rows_.front().row) || row.figure_count == 0) continue;
        row.other_columns = true;
        complain(work, Code::columns_in_doubt, whole_run(work, row), {{"label", label_of(work, row)}}, keys_of(row));
    }
}

void ColumnOrders::reorder(Work& work) const {
    const std::optional<bool> under_heads = stand_under_heads(work, rows_);
    if (!under_heads) return doubt(work);
    if (!*under_heads) return;
    work.binding.reordered |= rows_.front().row.table == TableId::requests;
    for (BoundRow& row : work.binding.rows)
        if (is_of_block(row, rows_.front().row) && row.figure_count != 0 &&
            (row.fit == Fit::open || row.fit == Fit::glued))
            dispute(row, work);
    for (const Reordered& reordered : rows_) {
        const auto figures =
            std::span(work.binding.figures).subspan(reordered.row.first_figure, reordered.order.size());
        const std::vector<ast::PrintedCell> printed(figures.begin(), figures.end());
        for (std::size_t i = 0; i < printed.size(); ++i) figures[reordered.order[i]] = printed[i];
        if (work.trace != nullptr) note_event(reordered, *work.trace);
    }
}

}  // namespace nianbao::passes
