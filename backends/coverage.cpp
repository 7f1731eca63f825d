// Coverage as text: counts by table, then each row of the form that has a cell which is not right, with the lines that
// hold it and what became of them.
#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "backends/names.hpp"
#include "backends/trace_names.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::backends {
namespace {

using grammar::EditionId;
using grammar::Key;
using passes::BoundRow;
using passes::Coverage;
using passes::Fault;
using passes::LabelEvent;

constexpr std::size_t most_lines = 8;  // shown of those that hold a label

const Key& faulty(const Fault& fault) { return grammar::keys()[fault.key]; }

/// A row of the form, whatever the edition.
struct FormRow {
    grammar::TableId table{};
    std::string_view row;
    friend bool operator==(const FormRow&, const FormRow&) = default;
};

FormRow form_row(const Key& key) { return {key.table, key.row}; }

void write_counts(std::string_view name, const Coverage::Counts& counts, std::string& out) {
    out += fmt::format("  {}: right {}, wrong {}, silent {}, missing {}\n", name, counts.right, counts.wrong,
                       counts.silent, counts.missing);
}

// ---- where a row stands ---------------------------------------------------------------------------------------------

bool holds(const BoundRow& bound, const FormRow& row) {
    for (std::size_t cell = 0; cell < bound.cells; ++cell)
        if (form_row(grammar::keys()[key_of(bound, cell)]) == row) return true;
    return false;
}

bool means(const LabelEvent& event, const FormRow& row) {
    for (EditionId e = 0; e < grammar::form_count; ++e) {
        const auto& place = event.meaning[e];
        if (!place || place->table != row.table) continue;
        const auto& block = grammar::all_forms[e]->table(place->table).blocks[place->block];
        if (block.rows[place->row].key == row.row) return true;
    }
    return false;
}

std::string event_line(const TracedReport& report, const LabelEvent& event) {
    const ast::PrintedRow& row = printed_row(report, event);
    return fmt::format("    line {}, {}: {}\n", lines_of(report.source, row.span),
                       grammar::all_layouts()[row.layout].name, told(report, event));
}

/// Printed rows with its label, or with figures that are bound to it.
std::size_t write_events(const TracedReport& report, const FormRow& row, std::string& out) {
    std::size_t count = 0;
    for (const LabelEvent& event : report.trace.labels) {
        const auto owners = report.owners.of(event.fields);
        const bool bound = std::ranges::any_of(
            owners, [&](std::size_t owner) { return holds(report.trace.binding.rows[owner], row); });
        if (!bound && !means(event, row)) continue;
        out += event_line(report, event);
        ++count;
    }
    return count;
}

/// The labels of a row in all editions, folded.
std::vector<std::u32string> labels_of(const FormRow& row) {
    std::vector<std::u32string> labels;
    for (const grammar::Form* form : grammar::all_forms)
        for (const grammar::Block& block : form->table(row.table).blocks)
            for (const grammar::Row& each : block.rows)
                if (each.key == row.row) labels.push_back(grammar::fold(each.label));
    return labels;
}

/// Lines outside of tables that hold its label.
std::size_t write_other_lines(const TracedReport& report, const FormRow& row, std::string& out) {
    const std::vector<std::u32string> labels = labels_of(row);
    std::size_t count = 0;
    for (const ast::Block& block : report.document.blocks) {
        if (block.kind == ast::Kind::table || count == most_lines) continue;
        const std::u32string text = grammar::fold(report.source.text(block.span));
        if (!std::ranges::any_of(labels, [&](const auto& label) { return text.find(label) != text.npos; })) continue;
        out += fmt::format("    line {}, {} and no row: {}\n", lines_of(report.source, block.span),
                           grammar::name(block.kind), shown(report.source, block.span));
        ++count;
    }
    return count;
}

// ---- what is not right ----------------------------------------------------------------------------------------------

std::string outcome(const TracedReport& report, const Fault& fault) {
    const passes::Cell* const cell = find_cell(report.compilation, fault.key);
    if (cell == nullptr) return "no cell of the editions found";
    std::string out = fmt::format("{} {}", number(cell->value), passes::name(cell->state));
    if (cell->certainty != passes::Certainty::unknown) out += fmt::format(", {}", passes::name(cell->certainty));
    if (cell->candidates.count != 0) out += fmt::format(" of {}", candidates_of(report.compilation, *cell));
    return out;
}

void write_row(const TracedReport& report, std::span<const Fault> faults, std::string& out) {
    const FormRow row = form_row(faulty(faults.front()));
    out += fmt::format("{}.{}\n", table_name(static_cast<std::size_t>(row.table)), row.row);
    if (write_events(report, row, out) + write_other_lines(report, row, out) == 0) out += "    no line has its label\n";
    for (const Fault& fault : faults)
        out += fmt::format("  {} {}: expected {}, got {}\n", name(fault.verdict), faulty(fault).column,
                           number(fault.expected), outcome(report, fault));
}

}  // namespace

void write_coverage(const TracedReport& report, const Coverage& coverage, std::string& out) {
    out += "coverage\n";
    Coverage::Counts all;
    for (std::size_t table = 0; table < coverage.tables.size(); ++table) {
        const Coverage::Counts& counts = coverage.tables[table];
        write_counts(table_name(table), counts, out);
        all.right += counts.right;
        all.wrong += counts.wrong;
        all.silent += counts.silent;
        all.missing += counts.missing;
    }
    write_counts("all", all, out);
    for (std::span<const Fault> left = coverage.faults; !left.empty();) {
        const auto other = std::ranges::find_if_not(
            left, [&](const Fault& fault) { return form_row(faulty(fault)) == form_row(faulty(left.front())); });
        const auto count = static_cast<std::size_t>(other - left.begin());
        write_row(report, left.first(count), out);
        left = left.subspan(count);
    }
}

}  // namespace nianbao::backends
