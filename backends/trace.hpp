// What a compilation did and why, as text for people who write layouts: which layout read which lines, which label is
// which row of the form, how each doubtful cell was read; and how far a report yields the cells that are known of it.
#pragma once

#include <string>

#include "ast/document.hpp"
#include "passes/compilation.hpp"
#include "passes/coverage.hpp"
#include "passes/trace.hpp"

namespace nianbao::backends {

/// A report that was compiled with a trace. It must have a source.
struct TracedReport {
    TracedReport(const ast::Document& printed, const passes::Compilation& compiled, const passes::Trace& traced)
        : document(printed), compilation(compiled), trace(traced), source(*compiled.source), owners(traced.binding) {}

    const ast::Document& document;
    const passes::Compilation& compilation;
    const passes::Trace& trace;
    const grammar::Source& source;
    passes::FigureOwners owners;
};

/// Lines, rows, editions and readings of one report, in this order.
void write_trace(const TracedReport& report, std::string& out);

/// What of a report is right, and for what is not, what became of its row.
void write_coverage(const TracedReport& report, const passes::Coverage& coverage, std::string& out);

}  // namespace nianbao::backends
