#include "backends/trace_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "backends/excerpt.hpp"
#include "backends/names.hpp"
#include "passes/bound_row.hpp"

namespace nianbao::backends {
namespace {

using grammar::EditionId;
using grammar::RowPlace;
using grammar::Span;
using grammar::TableId;
using grammar::Word;
using passes::Bond;
using passes::BoundRow;
using passes::Dispute;
using passes::Fit;
using passes::LabelEvent;
using passes::Likeness;
using passes::Match;

constexpr std::size_t longest_text = 40;     // characters
constexpr std::size_t most_cells = 16;       // shown of a label, and of its fields
constexpr std::size_t most_candidates = 16;  // shown of a cell
constexpr std::size_t most_compared = 1024;  // labels of a report that are compared with all of the form

std::string_view table_key(TableId table) { return table_name(static_cast<std::size_t>(table)); }

bool is_whole_review(const BoundRow& row) {
    return row.table == TableId::review && row.cells > passes::block_of(row).columns.size();
}

// ---- labels ---------------------------------------------------------------------------------------------------------

std::string cells_shown(const TracedReport& report, std::span<const ast::PrintedCell> cells) {
    std::string out;
    for (std::size_t i = 0; i < std::min(cells.size(), most_cells); ++i) {
        if (i != 0) out += '|';
        const std::string text = shown(report.source, cells[i].span);
        out += text.empty() ? "_" : text;
    }
    return cells.size() > most_cells ? out + "|…" : out;
}

/// The label of the form that a word stands for, if it is not that.
std::string in_quotes(const Word* word) {
    if (word == nullptr) return {};
    for (EditionId e = 0; e < grammar::form_count; ++e)
        if (const auto& place = word->rows[e]) {
            const auto& block = grammar::all_forms[e]->table(place->table).blocks[place->block];
            return fmt::format(" '{}'", block.rows[place->row].label);
        }
    return {};
}

std::string likeness_of(const Match& match) {
    const std::string label = in_quotes(match.word);
    switch (match.likeness) {
        case Likeness::none: return "no label of the form";
        case Likeness::form: return "label of the form";
        case Likeness::variant: return "variant of" + label;
        case Likeness::brackets: return "label of the form beside brackets";
        case Likeness::part: return "run together with other words of the form";
        case Likeness::joined: return "joined from several cells:" + label;
        case Likeness::wrapped: return "joined from two printed rows:" + label;
        case Likeness::renumbered: return "another number than" + label;
        case Likeness::beginning: return "beginning of" + label;
        case Likeness::misspelt: return fmt::format("{} from{}", counted(match.distance, "character"), label);
        case Likeness::damaged: return "damaged:" + label;
        case Likeness::elsewhere: return "label in the row before";
    }
    return {};
}

/// The heads of table 二 that a word stands for: regulations has made and disclosed, by edition.
void add_heads(const Word& word, std::vector<std::string>& names) {
    for (EditionId e = 0; e < grammar::form_count; ++e) {
        const auto blocks = grammar::all_forms[e]->table(TableId::disclosure).blocks;
        for (std::size_t bit = 0; bit < 4 * blocks.size(); ++bit) {
            const auto& columns = blocks[bit / 4].columns;
            if ((word.heads[e] >> bit & 1U) == 0 || bit % 4 >= columns.size()) continue;
            const std::string name = fmt::format("head {} of {}", columns[bit % 4].key, grammar::all_forms[e]->edition);
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        }
    }
}

std::string_view group_name(grammar::Group group) {
    using enum grammar::Group;
    switch (group) {
        case results: return "results";
        case denied: return "denied";
        case unavailable: return "unavailable";
        case not_processed: return "not_processed";
        case other: return "other";
        case further: return "further";
        case reconsideration: return "reconsideration";
        case litigation: return "litigation";
        case direct: return "direct";
        case after_reconsideration: return "after_reconsideration";
    }
    return {};
}

/// What a word of a label says that is the label of no row here.
void add_word(const Word& word, std::vector<std::string>& names) {
    const auto& table_four = grammar::all_forms[0]->table(TableId::review).blocks[0];
    const auto& table_three = grammar::all_forms[0]->table(TableId::requests).blocks[0];
    const auto& table_two = grammar::all_forms[0]->table(TableId::disclosure).blocks;
    const std::size_t before = names.size();
    if (word.banner) names.push_back(fmt::format("banner of item {}", table_two[*word.banner].item));
    if (word.group) names.push_back(fmt::format("group {}", group_name(*word.group)));
    if (word.applicant) names.push_back(fmt::format("head {}", table_three.columns[*word.applicant].key));
    if (word.outcome) {
        const std::size_t columns = table_four.columns.size();
        names.push_back(fmt::format("head {}", table_four.columns[*word.outcome % columns].key));
    }
    add_heads(word, names);
    if (names.size() == before && word.names_row()) names.emplace_back("a row's label where none is expected");
    if (names.size() == before) names.emplace_back("filler");
}

std::string words_of(const LabelEvent& event) {
    std::vector<std::string> names;
    for (const Word* word : event.words) {
        std::vector<std::string> own;
        if (word != nullptr)
            add_word(*word, own);
        else
            own.emplace_back("no word of the form");
        for (std::string& name : own)
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

// ---- rows -----------------------------------------------------------------------------------------------------------

std::string_view dispute_over(const TracedReport& report, const BoundRow& row) {
    if (row.repeated) return "printed again with others: which count is open";
    const auto& disputed = report.trace.disputed;
    const auto event = std::ranges::find(disputed, row.first_figure, &passes::DisputeEvent::first_figure);
    if (event == disputed.end()) return "which is which is open";
    switch (event->why) {
        case Dispute::unparted: return "and others beside them may be its, too";
        case Dispute::stray: return "and a blank among them may be a cell: the table has a column too many";
        case Dispute::shifted: return "perhaps those of the row before or behind";
        case Dispute::heads: return "and its heads stand in another order than the form's";
    }
    return {};
}

std::string figures_phrase(const TracedReport& report, const BoundRow& row) {
    switch (row.fit) {
        case Fit::separate: return fmt::format("{} apart", counted(row.cells, "cell"));
        case Fit::glued: {
            const Span run = report.trace.binding.figures[row.first_figure].span;
            return fmt::format("'{}' run together over {}", shown(report.source, run), counted(row.cells, "cell"));
        }
        case Fit::open:
            return fmt::format("{} for {}{}", counted(row.figure_count, "figure"), counted(row.cells, "cell"),
                               row.repeated ? ", as the row is printed again" : "");
        case Fit::disputed:
            return fmt::format("{} for {}, {}", counted(row.figure_count, "figure"), counted(row.cells, "cell"),
                               dispute_over(report, row));
    }
    return {};
}

bool is_reordered(const TracedReport& report, const BoundRow& row) {
    return row.fit == Fit::separate &&
           std::ranges::find(report.trace.reordered, row.first_figure, &passes::ColumnEvent::first_figure) !=
               report.trace.reordered.end();
}

std::string dealing_of(const TracedReport& report, const BoundRow& row) {
    std::string out;
    if (row.by_order) out += ", dealt by the form's order";
    if (is_reordered(report, row)) out += ", in the order of its heads";
    return out;
}

/// Rows that have some figures, each with its fit; `meant` is the name of one that has been named already.
std::string rows_named(const TracedReport& report, std::span<const std::size_t> owners, std::string_view meant) {
    std::vector<std::string> names;
    for (const std::size_t index : owners) {
        const BoundRow& row = report.trace.binding.rows[index];
        const std::string name = row_name(row);
        names.push_back(name == meant ? fit_of(report, row) : fmt::format("{}: {}", name, fit_of(report, row)));
    }
    return fmt::format("{}", fmt::join(names, "; "));
}

/// The row of the form that a meaning is, in the edition of the table where it has it.
std::string meant(const TracedReport& report, const passes::Meaning& meaning) {
    passes::RawRow row{.table = passes::table_of(meaning), .meaning = meaning};
    const EditionId edition = report.trace.editions.of(row);
    if (meaning[edition]) return row_name(edition, *meaning[edition]);
    for (EditionId e = 0; e < grammar::form_count; ++e)
        if (meaning[e])
            return fmt::format("{} of edition {} alone", row_name(e, *meaning[e]), grammar::all_forms[e]->edition);
    return {};
}

std::string unowned(const LabelEvent& event) {
    if (event.expected) return "its figures are no row's";
    return event.table ? fmt::format("no rows of {} are expected here", table_key(*event.table))
                       : "no table is expected here";
}

std::string told_of_row(const TracedReport& report, const LabelEvent& event) {
    const std::string name = meant(report, event.meaning);
    const std::string out = fmt::format("{}, {}", name, likeness_of(match_of(event, report.source)));
    if (event.bond == Bond::completes) return out;
    const auto owners = report.owners.of(event.fields);
    if (!owners.empty()) return fmt::format("{}; {}", out, rows_named(report, owners, name));
    if (event.fields.empty()) return out + "; no figures behind it";
    return fmt::format("{}; {}", out, passes::count_figures(event.fields) == 0 ? "blank" : unowned(event));
}

std::string told_of_none(const TracedReport& report, const LabelEvent& event) {
    const std::string out = event.labels.empty() ? "no label" : words_of(event);
    const auto owners = report.owners.of(event.fields);
    if (!owners.empty()) return fmt::format("{}; {}", out, rows_named(report, owners, {}));
    if (passes::count_figures(event.fields) == 0) return out;
    const bool compare = !event.labels.empty() && report.trace.labels.size() <= most_compared;
    const Match nearest = compare ? nearest_of(event, report.source) : Match{};
    if (nearest.word == nullptr) return fmt::format("{}; {}", out, unowned(event));
    return fmt::format("{}, {}; {}", out, likeness_of(nearest), unowned(event));
}

}  // namespace

std::string lines_of(const grammar::Source& source, Span span) {
    const std::string_view text = source.text(span);
    const auto last = text.ends_with('\n') && text.size() > 1 ? span.end - 1 : span.end;
    const std::uint32_t from = source.place(span.begin).line, to = source.place(last).line;
    return from == to ? fmt::format("{}", from) : fmt::format("{}-{}", from, to);
}

std::string shown(const grammar::Source& source, Span span) { return visible(source.text(span), longest_text); }

std::string row_name(EditionId edition, RowPlace place) {
    const grammar::Table& table = grammar::all_forms[edition]->table(place.table);
    return fmt::format("{}.{}", table.key, table.blocks[place.block].rows[place.row].key);
}

std::string row_name(const BoundRow& row) {
    if (is_whole_review(row)) return std::string(table_key(row.table));
    return row_name(row.edition, {row.table, row.block, row.row});
}

std::string column_name(const BoundRow& row, std::size_t cell) {
    const std::string_view key = grammar::keys()[key_of(row, cell)].text;
    const std::string_view behind_table = key.substr(key.find('.') + 1);
    return std::string(is_whole_review(row) ? behind_table : behind_table.substr(behind_table.find('.') + 1));
}

grammar::KeyId key_of(const BoundRow& row, std::size_t cell) {
    const std::size_t columns = passes::block_of(row).columns.size();
    return grammar::cells_of(row.edition, row.table, row.block)[row.row * columns + cell].key;
}

const passes::Cell* find_cell(const passes::Compilation& compilation, grammar::KeyId key) {
    const auto found = std::ranges::find(compilation.cells, key, &passes::Cell::key);
    return found == compilation.cells.end() ? nullptr : &*found;
}

std::string counted(std::uint64_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string number(const std::optional<Decimal>& value) { return value ? to_string(*value) : "null"; }

std::string candidates_of(const passes::Compilation& compilation, const passes::Cell& cell) {
    std::vector<std::string> values;
    const std::size_t shown = std::min<std::size_t>(cell.candidates.count, most_candidates);
    for (std::size_t i = 0; i < shown; ++i) values.push_back(number(compilation.candidates[cell.candidates.begin + i]));
    if (!cell.candidates.complete || shown < cell.candidates.count) values.emplace_back("...");
    return fmt::format("{}", fmt::join(values, ", "));
}

std::string fit_of(const TracedReport& report, const BoundRow& row) {
    return figures_phrase(report, row) + dealing_of(report, row);
}

const ast::PrintedRow& printed_row(const TracedReport& report, const LabelEvent& event) {
    const auto cell = static_cast<std::size_t>(event.labels.data() - report.document.cells.data());
    const auto behind = std::ranges::upper_bound(report.document.rows, cell, {}, &ast::PrintedRow::first_cell);
    return *std::prev(behind);
}

std::string told(const TracedReport& report, const LabelEvent& event) {
    std::string out = cells_shown(report, event.labels);
    if (!event.fields.empty()) {
        if (!out.empty()) out += ' ';
        out += fmt::format("[{}]", cells_shown(report, event.fields));
    }
    return fmt::format("{} = {}", out,
                       passes::any(event.meaning) ? told_of_row(report, event) : told_of_none(report, event));
}

}  // namespace nianbao::backends
