// The formats that compilations are written in: a table of plain functions. Backends decide nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "passes/compilation.hpp"

namespace nianbao::backends {

/// What only the caller knows of an input, and what it wants to see.
struct Context {
    std::string path;    // as given by the user
    std::string sha256;  // of the input, in hex; empty: unknown (the input could not be read)
    passes::Certainty min_certainty =
        passes::Certainty::proved;  // the least certain that `values` and CSV `value`s hold
};

/// Appends one report to `out`.
using Write = void (*)(const passes::Compilation& compilation, const Context& context, std::string& out);

struct Format {
    std::string_view name;
    Write write;
    std::string_view before;     // once, before the first report of an output
    std::string_view separator;  // between two reports
    std::string_view after;      // once, behind the last
};

/// json (for one report: the caller drops before and after), ndjson, xml, csv.
[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

void write_json(const passes::Compilation&, const Context&,
                std::string& out);  // one indented object, no newline behind
void write_ndjson(const passes::Compilation&, const Context&, std::string& out);  // one line with its newline
void write_xml(const passes::Compilation&, const Context&, std::string& out);     // one <report> element
void write_csv(const passes::Compilation&, const Context&, std::string& out);     // a row a cell

/// `lint -f json`: one line with path, status, diagnostics.
void write_lint_json(const passes::Compilation&, const Context&, std::string& out);

/// The JSON Schema of one report object, made from the forms.
[[nodiscard]] std::string json_schema();

}  // namespace nianbao::backends
