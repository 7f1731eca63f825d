// The catalogue of diagnostics and the Diagnostic value. Only passes complain (and the opening of inputs), and every
// complaint is a row of this one table. Codes are stable once published: rows are appended, never renumbered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/decimal.hpp"
#include "grammar/forms.hpp"
#include "grammar/source.hpp"

namespace nianbao::passes {

enum class Severity : std::uint8_t { note, warning, error };
enum class Language : std::uint8_t { zh, en };

/// Positions in `catalogue()`; the printed code is the row's `code`.
enum class Code : std::uint8_t {
    unreadable_file,
    empty_input,
    binary_input,
    input_too_large,
    unsupported_kind,
    invalid_utf8,
    too_many_nodes,
    no_input_files,
    damaged_file,
    over_limit,
    no_text,
    missing_program,
    failed_program,
    encoding_overruled,
    changes_accepted,
    hidden_skipped,
    rules_unread,
    cut_at_limit,
    not_a_report,
    no_tables,
    blank_tables,
    picture_for_table,
    table_missing,
    cells_missing,
    section_missing,
    unknown_row,
    row_repeated,
    row_without_label,
    too_few_figures,
    rows_lost_figures,
    too_many_figures,
    editions_mixed,
    rows_by_order,
    rows_by_columns,
    more_findings,
    two_years,
    columns_in_doubt,
    illegible_cell,
    unit_missing,
    number_too_long,
    ambiguous_reading,
    budget_used_up,
    applicants_do_not_add_up,
    results_do_not_add_up,
    balance_broken,
    review_does_not_add_up,
    identities_conflict,
    blanks_are_not_zero,
};

struct CatalogueRow {
    Code id;
    std::string_view code;  // "A101"
    std::string_view name;  // kebab-case
    Severity severity;
    std::string_view zh;  // message; {name} stands for an argument
    std::string_view en;
    std::string_view explain_zh;  // a paragraph for `nianbao explain`
    std::string_view explain_en;
};

[[nodiscard]] std::span<const CatalogueRow> catalogue();
[[nodiscard]] const CatalogueRow& describe(Code code);
/// The row with this code or name, or nullptr.
[[nodiscard]] const CatalogueRow* find_code(std::string_view code_or_name);

struct Argument {
    std::string_view name;  // a literal of the catalogue's message
    std::string value;
};

/// What a related place has to do with the diagnostic.
enum class Relation : std::uint8_t { added, total, first_occurrence, same_run };

struct Related {
    grammar::Span span;
    Relation relation{};
    std::vector<grammar::KeyId> cells = {};
};

struct Change {
    grammar::KeyId key{};
    std::optional<Decimal> from;
    std::optional<Decimal> to;
};
using Repair = std::vector<Change>;

struct Diagnostic {
    Code code{};
    std::optional<grammar::Span> span = {};  // nothing: it has no place in the text
    std::vector<Argument> arguments = {};
    std::vector<grammar::KeyId> cells = {};
    std::vector<Related> related = {};
    std::vector<Repair> repairs = {};
    bool repairs_complete = true;
};

/// So many diagnostics of one code are kept of a report.
inline constexpr std::size_t max_findings = 200;

/// Leaves the first `max_findings` of each code, and says how many more there were.
void limit_findings(std::vector<Diagnostic>& diagnostics);

/// The sentence of a diagnostic, its arguments filled in.
[[nodiscard]] std::string message(const Diagnostic& diagnostic, Language language);
[[nodiscard]] std::string_view message(Relation relation, Language language);
[[nodiscard]] std::string_view name(Severity severity);

}  // namespace nianbao::passes
