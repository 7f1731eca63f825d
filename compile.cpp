// The compiler on one screen: bytes -> Source -> Tree -> Documents -> Compilation.
#include "compile.hpp"

#include <algorithm>
#include <utility>

#include "ast/build.hpp"
#include "passes/admission.hpp"
#include "passes/passes.hpp"
#include "passes/trace.hpp"

namespace nianbao {
namespace {

/// Diagnostics in the order of their places, those without one first.
void sort_by_place(std::vector<passes::Diagnostic>& diagnostics) {
    const auto place = [](const passes::Diagnostic& diagnostic) {
        return diagnostic.span ? std::int64_t{diagnostic.span->begin} : std::int64_t{-1};
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

}  // namespace

Input read(grammar::Source source) {
    Input input{.source = std::move(source), .tree = {}, .documents = {}};
    input.tree = grammar::parse(input.source.text(), input.source.tables());
    input.documents = ast::build(input.tree, input.source);
    return input;
}

Input read(std::string bytes) { return read(grammar::Source::from_bytes(std::move(bytes))); }

Input read_in_place(std::string_view bytes) { return read(grammar::Source::over(bytes)); }

passes::Compilation compile(const Input& input, std::size_t part, const Options& options) {
    passes::Work work{.source = input.source,
                      .document = input.documents[part],
                      .steps = options.steps,
                      .binding = {},
                      .out = {},
                      .trace = options.trace};
    work.out.source = &input.source;
    work.out.extent = work.document.extent;
    work.out.part = static_cast<std::uint32_t>(part + 1);
    work.out.parts = static_cast<std::uint32_t>(input.documents.size());

    passes::report_source(input.source, input.tree, work.out);
    if (work.out.status == passes::Status::compiled)
        for (const passes::Step& step : passes::steps()) step.run(work);
    passes::admit(work);
    if (work.out.status == passes::Status::compiled)
        for (const passes::Check& check : passes::checks()) check.run(work.out, work.out.diagnostics);

    sort_by_place(work.out.diagnostics);
    passes::limit_findings(work.out.diagnostics);
    if (options.trace != nullptr) options.trace->binding = std::move(work.binding);
    return std::move(work.out);
}

}  // namespace nianbao
