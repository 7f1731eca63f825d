// Which lines are what, table by table with their rows; what is near a table and none of it; and what is left over on
// either side: rows of the form without figures, labels that mean nothing.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "backends/names.hpp"
#include "backends/trace_names.hpp"

namespace nianbao::backends {
namespace {

using ast::Kind;
using grammar::EditionId;
using grammar::Span;
using grammar::TableId;
using passes::LabelEvent;
using passes::Role;

// ---- the lines ------------------------------------------------------------------------------------------------------

bool is_of_table(Role role) { return role == Role::disclosure || role == Role::requests || role == Role::review; }

class LineWriter {
public:
    LineWriter(const TracedReport& report, std::string& out)
        : report_(report), out_(out), near_(report.document.blocks.size(), false) {
        find_what_is_near();
    }

    void write() {
        for (std::size_t i = 0; i < blocks().size(); ++i) {
            const ast::Block& block = blocks()[i];
            if (block.kind == Kind::table)
                write_table(block);
            else if (block.kind == Kind::line && !near_[i])
                i = write_prose(i);
            else
                write_line(block);
        }
    }

private:
    const std::vector<ast::Block>& blocks() const { return report_.document.blocks; }

    /// Lines are near a table in a section that has one, or that should have one by its heading.
    void find_what_is_near() {
        std::size_t begin = 0;
        for (std::size_t i = 0; i <= blocks().size(); ++i) {
            if (i != blocks().size() && blocks()[i].kind != Kind::heading) continue;
            const auto first = blocks().begin() + static_cast<std::ptrdiff_t>(begin);
            const auto last = blocks().begin() + static_cast<std::ptrdiff_t>(i);
            const bool near =
                std::any_of(first, last, [](const ast::Block& block) { return block.kind == Kind::table; }) ||
                (begin < i && is_of_table(role_of(blocks()[begin].span)));
            std::fill(near_.begin() + (first - blocks().begin()), near_.begin() + (last - blocks().begin()), near);
            begin = i;
        }
    }

    Role role_of(Span heading) const {
        for (const passes::Section& section : report_.compilation.sections)
            if (section.span && heading.begin <= section.span->begin && section.span->begin < heading.end)
                return section.role;
        return Role::none;
    }

    /// Lines of prose one after the other; returns the index of the last.
    std::size_t write_prose(std::size_t first) {
        std::size_t last = first;
        while (last + 1 < blocks().size() && blocks()[last + 1].kind == Kind::line && !near_[last + 1]) ++last;
        const Span span = grammar::join(blocks()[first].span, blocks()[last].span);
        out_ += fmt::format("  {}  prose\n", lines_of(report_.source, span));
        return last;
    }

    void write_line(const ast::Block& block) {
        const std::string lines = lines_of(report_.source, block.span);
        out_ += fmt::format("  {}  {}: {}", lines, what(block), shown(report_.source, block.span));
        if (block.kind == Kind::line) out_ += competing(block.span, grammar::no_layout, "; as a row: ");
        out_ += '\n';
    }

    std::string what(const ast::Block& block) const {
        if (block.kind == Kind::line) return "prose near a table";
        if (block.kind == Kind::stray) return "stray, no rule knew it";
        const Role role = block.kind == Kind::heading ? role_of(block.span) : Role::none;
        const std::string_view kind = grammar::name(block.kind);
        return role == Role::none ? std::string(kind) : fmt::format("{} of {}", kind, passes::name(role));
    }

    /// The layouts but for `first` that would read a row here, with its lines where they are not those of `span`.
    std::string competing(Span span, grammar::LayoutId first, std::string_view before) const {
        std::vector<std::string> names;
        const std::string own = lines_of(report_.source, span);
        for (const grammar::LayoutMatch& match : grammar::layouts_at(report_.source.text(), span.begin)) {
            if (match.layout == first) continue;
            const std::string lines = lines_of(report_.source, {span.begin, match.end});
            const std::string_view name = grammar::all_layouts()[match.layout].name;
            names.push_back(lines == own ? std::string(name) : fmt::format("{} ({})", name, lines));
        }
        return names.empty() ? std::string() : fmt::format("{}{}", before, fmt::join(names, ", "));
    }

    void write_table(const ast::Block& block) {
        const auto rows = report_.document.rows_of(block);
        std::vector<std::size_t> counts(grammar::all_layouts().size(), 0);
        for (const ast::PrintedRow& row : rows) ++counts[row.layout];
        out_ += fmt::format("  {}  table of {}:", lines_of(report_.source, block.span), counted(rows.size(), "row"));
        for (std::size_t layout = 0; layout < counts.size(); ++layout)
            if (counts[layout] != 0) out_ += fmt::format(" {} {}", grammar::all_layouts()[layout].name, counts[layout]);
        out_ += '\n';
        for (const ast::PrintedRow& row : rows) write_row(row);
    }

    void write_row(const ast::PrintedRow& row) {
        out_ += fmt::format("    {}  {}{}\n", lines_of(report_.source, row.span),
                            grammar::all_layouts()[row.layout].name, competing(row.span, row.layout, ", also "));
        const auto& labels = report_.trace.labels;
        const std::size_t first = next_label_;
        while (next_label_ < labels.size() && &printed_row(report_, labels[next_label_]) == &row)
            out_ += fmt::format("      {}\n", told(report_, labels[next_label_++]));
        if (next_label_ == first) out_ += fmt::format("      {} = nothing\n", shown(report_.source, row.span));
    }

    const TracedReport& report_;
    std::string& out_;
    std::vector<bool> near_;      // by block
    std::size_t next_label_ = 0;  // labels stand in the order of the rows
};

// ---- what is left over ----------------------------------------------------------------------------------------------

/// Labels in whose line there is no row of the form, though there are figures or words that no form has.
void write_unbound_labels(const TracedReport& report, std::string& out) {
    out += "labels bound to nothing\n";
    for (const LabelEvent& event : report.trace.labels) {
        if (event.labels.empty() || passes::any(event.meaning)) continue;
        const bool figures = passes::count_figures(event.fields) != 0;
        const bool words = std::ranges::count(event.words, nullptr) != 0;
        if (!words || (figures && !report.owners.of(event.fields).empty())) continue;
        out += fmt::format("  {}  {}\n", lines_of(report.source, event.labels.front().span), told(report, event));
    }
}

/// Where the label of a row stands that has no figures, or where it may be one of several; empty: nowhere.
std::string whereabouts(const TracedReport& report, grammar::RowPlace place, EditionId edition) {
    std::vector<std::string> found;
    const auto names_row = [&](const grammar::Word* word) {  // other than as a head
        return word != nullptr && word->rows[edition] == place && !word->applicant && !word->outcome;
    };
    for (const LabelEvent& event : report.trace.labels) {
        if (event.labels.empty()) continue;
        const Span label = grammar::join(event.labels.front().span, event.labels.back().span);
        if (event.meaning[edition] == place)
            found.push_back(fmt::format("label in line {}", lines_of(report.source, event.labels.back().span)));
        else if (std::ranges::any_of(event.words, names_row))
            found.push_back(fmt::format("label among others in line {}", lines_of(report.source, label)));
    }
    for (const passes::UnplacedRow& row : report.trace.binding.unplaced)
        if (place.table == TableId::requests && row.row == place.row)
            found.push_back(fmt::format("may be one of the rows in {}", lines_of(report.source, row.span)));
    return fmt::format("{}", fmt::join(found, ", "));
}

bool is_bound(const TracedReport& report, grammar::RowPlace place) {
    return std::ranges::any_of(report.trace.binding.rows, [&](const passes::BoundRow& row) {
        const bool whole_review = place.table == TableId::review && row_name(row) == table_name(2);
        return row.table == place.table && row.block == place.block && (row.row == place.row || whole_review);
    });
}

/// A row of the form in the edition that its block was found to have.
struct FormRow {
    EditionId edition = 0;
    grammar::RowPlace place;
};

std::vector<FormRow> form_rows(const passes::Editions& editions) {
    std::vector<FormRow> rows;
    for (const TableId table : {TableId::disclosure, TableId::requests, TableId::review})
        for (std::uint8_t block = 0; block < passes::item_count; ++block) {
            EditionId edition = editions.fallback;
            if (table == TableId::disclosure) edition = editions.items[block].value_or(edition);
            if (table == TableId::requests) edition = editions.requests.value_or(edition);
            const auto& blocks = grammar::all_forms[edition]->table(table).blocks;
            for (std::uint8_t row = 0; block < blocks.size() && row < blocks[block].rows.size(); ++row)
                rows.push_back({edition, {table, block, row}});
        }
    return rows;
}

void write_missing_rows(const TracedReport& report, std::string& out) {
    out += "rows of the form without figures\n";
    std::vector<std::string> nowhere;
    for (const FormRow& row : form_rows(report.trace.editions)) {
        if (is_bound(report, row.place)) continue;
        const std::string name = row_name(row.edition, row.place);
        const std::string found = whereabouts(report, row.place, row.edition);
        if (found.empty())
            nowhere.push_back(name);
        else
            out += fmt::format("  {}: {}\n", name, found);
    }
    if (!nowhere.empty()) out += fmt::format("  no label that means them: {}\n", fmt::join(nowhere, " "));
}

// ---- columns and editions ------------------------------------------------------------------------------------------

std::string reason(const TracedReport& report, const passes::EditionPoints& points, std::optional<EditionId> edition) {
    std::vector<std::string> counted;
    for (EditionId e = 0; e < grammar::form_count; ++e)
        counted.push_back(fmt::format("{} for {}", points[e], grammar::all_forms[e]->edition));
    const std::string counts = fmt::format("{}", fmt::join(counted, ", "));
    if (!edition)
        return fmt::format("not found; missing cells are those of {}",
                           grammar::all_forms[report.trace.editions.fallback]->edition);
    const std::size_t best = *std::ranges::max_element(points);
    const bool alone = std::ranges::count(points, best) == 1;
    const std::string_view name = grammar::all_forms[*edition]->edition;
    if (alone && points[*edition] == best) return fmt::format("{}: points {}", name, counts);
    const std::string_view why =
        alone ? "figures alone do not outvote the heads of other blocks" : "nothing in it decides";
    return fmt::format("{}: points {}; {}", name, counts, why);
}

/// Blocks whose columns stand in another order than the form's.
void write_columns(const TracedReport& report, std::string& out) {
    out += "columns in the order of their heads\n";
    std::vector<std::string> lines;
    for (const passes::BoundRow& row : report.trace.binding.rows)
        for (const passes::ColumnEvent& event : report.trace.reordered) {
            if (event.first_figure != row.first_figure) continue;
            std::vector<std::string> columns;
            for (const std::uint8_t column : event.columns) columns.push_back(column_name(row, column));
            const std::string name = row_name(row);
            const std::string_view part =
                row.table == TableId::disclosure ? name : table_name(static_cast<std::size_t>(row.table));
            std::string line = fmt::format("  {}: {}\n", part, fmt::join(columns, " "));
            if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
        }
    for (const std::string& line : lines) out += line;
}

void write_editions(const TracedReport& report, std::string& out) {
    out +=
        "editions (a row that not every edition has counts 8, a head 4, the number of figures 1; in table three a row "
        "1)\n";
    const passes::Editions& editions = report.trace.editions;
    for (std::size_t block = 0; block < passes::item_count; ++block)
        out += fmt::format("  disclosure item {}  {}\n", passes::item_names[block],
                           reason(report, editions.item_points[block], editions.items[block]));
    out += fmt::format("  requests  {}\n", reason(report, editions.requests_points, editions.requests));
}

}  // namespace

void write_lines(const TracedReport& report, std::string& out) {
    out += "lines\n";
    LineWriter(report, out).write();
    write_unbound_labels(report, out);
    write_missing_rows(report, out);
    write_columns(report, out);
    write_editions(report, out);
}

}  // namespace nianbao::backends
