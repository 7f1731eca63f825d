// Findings are compared as sets: repairs and arguments name figures, which differ.
#include "anonymize/likeness.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace nianbao::anonymize {
namespace {

using Finding = Outline::Finding;

/// By code and place.
bool before(const Finding& a, const Finding& b) {
    const auto place = [](const Finding& finding) {
        const grammar::Span span = finding.span.value_or(grammar::Span{});
        return std::tuple(finding.code, finding.span.has_value(), span.begin, span.end);
    };
    return place(a) < place(b);
}

}  // namespace

Outline outline_of(const passes::Compilation& compilation) {
    Outline outline{.status = compilation.status, .cells = {}, .findings = {}};
    for (const passes::Cell& cell : compilation.cells)
        outline.cells.push_back({cell.key, cell.state, cell.certainty, cell.span});
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics)
        outline.findings.push_back({diagnostic.code, diagnostic.span, diagnostic.cells});
    return outline;
}

Unlike compare(const Outline& original, const Outline& copy) {
    Unlike unlike;
    if (original.status != copy.status || original.cells.size() != copy.cells.size()) {
        unlike.altogether = true;
        return unlike;
    }
    for (std::size_t i = 0; i < original.cells.size(); ++i)
        if (original.cells[i] != copy.cells[i]) unlike.cells.push_back(original.cells[i]);
    std::vector<Finding> first = original.findings, second = copy.findings;
    std::ranges::sort(first, before);
    std::ranges::sort(second, before);
    std::ranges::set_symmetric_difference(first, second, std::back_inserter(unlike.findings), before);
    return unlike;
}

}  // namespace nianbao::anonymize
