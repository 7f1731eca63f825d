// How a trace names things: lines, printed text, rows of the form, and what became of a printed row. Shared by its
// sections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "backends/trace.hpp"

namespace nianbao::backends {

/// 12, or 12-14. A line break at the end of a span is part of its line.
[[nodiscard]] std::string lines_of(const grammar::Source& source, grammar::Span span);

/// Text on one line, cut where it is long.
[[nodiscard]] std::string shown(const grammar::Source& source, grammar::Span span);

/// requests.granted; table 四 printed as one row is review.
[[nodiscard]] std::string row_name(const passes::BoundRow& row);
[[nodiscard]] std::string row_name(grammar::EditionId edition, grammar::RowPlace place);

/// natural_person; in table 四 printed as one row, litigation_direct.upheld.
[[nodiscard]] std::string column_name(const passes::BoundRow& row, std::size_t cell);

/// The key of a cell of a bound row.
[[nodiscard]] grammar::KeyId key_of(const passes::BoundRow& row, std::size_t cell);

/// The cell with this key, or null.
[[nodiscard]] const passes::Cell* find_cell(const passes::Compilation& compilation, grammar::KeyId key);

/// 1 cell, 7 cells.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view what);

/// 12, 3.5 or null.
[[nodiscard]] std::string number(const std::optional<Decimal>& value);
/// The candidates of a cell, as `2, 20, null, ...`; empty where it has none.
[[nodiscard]] std::string candidates_of(const passes::Compilation& compilation, const passes::Cell& cell);

/// How a bound row's figures stand to its cells, and how it came by them: 7 figures for 7 cells, by the form's order
[[nodiscard]] std::string fit_of(const TracedReport& report, const passes::BoundRow& row);

/// The printed row that a label stands in.
[[nodiscard]] const ast::PrintedRow& printed_row(const TracedReport& report, const passes::LabelEvent& event);

/// A label with its fields, and what they are: （一）予以公开 [3|1|0|0|0|0|4] = requests.granted, label of the form; ...
[[nodiscard]] std::string told(const TracedReport& report, const passes::LabelEvent& event);

/// The sections of a trace.
void write_lines(const TracedReport& report, std::string& out);     // trace_lines.cpp
void write_readings(const TracedReport& report, std::string& out);  // trace_readings.cpp

}  // namespace nianbao::backends
