#include "passes/column_order.hpp"

#include <array>
#include <numeric>
#include <utility>

#include "passes/evaluate.hpp"

namespace nianbao::passes {
namespace {

using grammar::TableId;
using grammar::Word;

constexpr std::uint8_t natural_person = 0, total = 6;  // columns of table 三 that have no head above their own
constexpr std::size_t outcomes = 5;                    // columns of a group of table 四

/// 法人或其他组织 spans the columns between; their heads follow in the next line of the header, after 总计.
ColumnOrder order_of_applicants(const Header& header) {
    ColumnOrder organisations, order;
    for (const Word* word : header)
        if (word->applicant && word->applicant != natural_person && word->applicant != total)
            organisations.push_back(*word->applicant);
    bool inserted = false;
    for (const Word* word : header) {
        if (word->applicant == natural_person || word->applicant == total) order.push_back(*word->applicant);
        const bool place = word->applicant ? word->applicant != natural_person && word->applicant != total
                                           : word->folded == U"法人或其他组织";
        if (place && !std::exchange(inserted, true))
            order.insert(order.end(), organisations.begin(), organisations.end());
    }
    return order;
}

/// Heads printed once stand for all three groups.
ColumnOrder order_of_outcomes(const Header& header, std::size_t cells) {
    ColumnOrder printed, order;
    for (const Word* word : header)
        if (word->outcome) printed.push_back(*word->outcome);
    if (printed.empty() || cells % printed.size() != 0 || printed.size() % outcomes != 0) return {};
    for (std::size_t i = 0; i < cells; ++i)
        order.push_back(static_cast<std::uint8_t>(i / outcomes * outcomes + printed[i % printed.size()]));
    return order;
}

ColumnOrder order_of_block(const Header& header, const BoundRow& row) {
    ColumnOrder order;
    for (const Word* word : header)
        for (std::uint8_t column = 0; column < row.cells; ++column)
            if (word->heads[row.edition] >> (row.block * 4U + column) & 1U) order.push_back(column);
    return order;
}

bool each_once(const ColumnOrder& order, std::size_t cells) {
    std::uint32_t seen = 0;
    for (const std::uint8_t column : order) seen |= 1U << column;
    return order.size() == cells && seen == (1U << cells) - 1;
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
    const std::size_t group = values.size() == total + 1U ? values.size() : outcomes;
    std::array<std::int64_t, 3> rest{};
    for (std::size_t i = 0; i < values.size(); ++i)
        rest[order[i] / group] += order[i] % group == group - 1 ? -values[i] : values[i];
    return rest == std::array<std::int64_t, 3>{};
}

ColumnOrder form_order(std::size_t cells) {
    ColumnOrder order(cells);
    std::iota(order.begin(), order.end(), std::uint8_t{0});
    return order;
}

/// The order of the heads over a row; empty unless each head is there once.
ColumnOrder order_of_heads(const Header& header, const BoundRow& row) {
    ColumnOrder order;
    switch (row.table) {
        case TableId::disclosure: order = order_of_block(header, row); break;
        case TableId::requests: order = order_of_applicants(header); break;
        case TableId::review: order = order_of_outcomes(header, row.cells); break;
    }
    return each_once(order, row.cells) ? order : ColumnOrder{};
}

/// Whether the figures stand under their heads rather than in the form's order. In table 二 nothing adds up.
bool stand_under_heads(const Work& work, std::span<const Reordered> rows) {
    std::size_t heads_only = 0, form_only = 0;
    for (const Reordered& reordered : rows) {
        if (reordered.row.table == TableId::disclosure) break;
        const std::vector<std::int64_t> values = numbers(work, reordered.row);
        const bool by_heads = adds_up(values, reordered.order), by_form = adds_up(values, form_order(values.size()));
        heads_only += by_heads && !by_form;
        form_only += by_form && !by_heads;
    }
    return keeps_cells(rows.front().row.layout) ? heads_only >= form_only : heads_only > form_only;
}

}  // namespace

void ColumnOrders::note(const BoundRow& row, const std::vector<Header>& headers, std::size_t header) {
    if (header != header_ || row.cells != cells_) {
        if (row.cells != cells_) order_.clear();
        header_ = header;
        cells_ = row.cells;
        const ColumnOrder printed = order_of_heads(headers[header], row);
        if (!printed.empty()) order_ = printed == form_order(row.cells) ? ColumnOrder{} : printed;
    }
    if (!order_.empty()) rows_.push_back({row, order_});
}

void ColumnOrders::apply(Work& work) const {
    if (rows_.empty() || !stand_under_heads(work, rows_)) return;
    for (const Reordered& reordered : rows_) {
        const auto figures =
            std::span(work.binding.figures).subspan(reordered.row.first_figure, reordered.order.size());
        const std::vector<ast::PrintedCell> printed(figures.begin(), figures.end());
        for (std::size_t i = 0; i < printed.size(); ++i) figures[reordered.order[i]] = printed[i];
    }
}

}  // namespace nianbao::passes
