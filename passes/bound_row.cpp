#include "passes/bound_row.hpp"

#include <utility>

namespace nianbao::passes {

using ast::PrintedCell;
using grammar::Block;
using grammar::TableId;
using grammar::Unit;

const Block& block_of(const BoundRow& row) {
    return grammar::all_forms[row.edition]->table(row.table).blocks[row.block];
}

Unit unit_of(const BoundRow& row, std::size_t cell) {
    const Block& block = block_of(row);
    return block.columns[cell % block.columns.size()].unit;
}

HeadUnit head_unit(const Work& work, const BoundRow& row) {
    if (!row.unit) return HeadUnit::none;
    const std::string_view printed = work.source.text(*row.unit);
    return printed.starts_with("万") || printed.starts_with("萬") ? HeadUnit::wan_yuan : HeadUnit::yuan;
}

std::span<const PrintedCell> figures_of(const Work& work, const BoundRow& row) {
    return std::span(work.binding.figures).subspan(row.first_figure, row.figure_count);
}

Span whole_run(const Work& work, const BoundRow& row) {
    const auto figures = figures_of(work, row);
    return grammar::join(figures.front().span, figures.back().span);
}

std::string label_of(const Work& work, const BoundRow& row) {
    if (row.label) return std::string(work.source.text(*row.label));
    if (row.table == TableId::review) return std::string(grammar::all_forms[row.edition]->table(row.table).label);
    return std::string(block_of(row).rows[row.row].label);
}

void complain(Work& work, Code code, std::optional<Span> span, std::vector<Argument> arguments,
              std::vector<grammar::KeyId> cells) {
    work.out.diagnostics.push_back({.code = code,
                                    .span = span,
                                    .arguments = std::move(arguments),
                                    .cells = std::move(cells),
                                    .related = {},
                                    .repairs = {}});
}

std::vector<grammar::KeyId> keys_of(std::span<const Cell> cells) {
    std::vector<grammar::KeyId> keys;
    for (const Cell& cell : cells) keys.push_back(cell.key);
    return keys;
}

Candidates keep(Compilation& out, std::span<const std::optional<Decimal>> values, bool complete) {
    const Candidates candidates{static_cast<std::uint32_t>(out.candidates.size()),
                                static_cast<std::uint32_t>(values.size()), complete};
    out.candidates.insert(out.candidates.end(), values.begin(), values.end());
    return candidates;
}

}  // namespace nianbao::passes
