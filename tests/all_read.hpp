// For tests of readers: whether a generated report, printed as some kind of file, is compiled to just the figures that
// it prints, all of them `read`.
#pragma once

#include <string>
#include <vector>

#include "compile.hpp"
#include "generator.hpp"

namespace nianbao::tests {

/// What is not as it was printed: `requests.granted.total: 4 was printed, not guessed 3`. Empty where all is well.
inline std::vector<std::string> differences(const generator::Report& report, const passes::Compilation& compilation) {
    const auto told = [](const std::optional<Decimal>& value) { return value ? to_string(*value) : "nothing"; };
    std::vector<const passes::Cell*> cells(grammar::key_count);
    for (const passes::Cell& cell : compilation.cells) cells[cell.key] = &cell;
    std::vector<std::string> found;
    for (const generator::Figure& figure : report.figures) {
        const passes::Cell* const cell = cells[figure.place.key];
        const auto printed = figure.blank ? std::optional<Decimal>() : figure.value;
        const bool as_printed =
            cell != nullptr && cell->value == printed &&
            (figure.blank ? cell->state == passes::State::blank : cell->certainty == passes::Certainty::read);
        if (as_printed) continue;
        found.push_back(std::string(grammar::keys()[figure.place.key].text) + ": " + told(printed) + " was printed, ");
        found.back() += cell == nullptr ? "and there is no such cell"
                                        : "not " + std::string(name(cell->state)) + ' ' +
                                              std::string(name(cell->certainty)) + ' ' + told(cell->value);
    }
    return found;
}

/// The same of a file that holds this report and no other.
inline std::vector<std::string> differences(const generator::Report& report, const Input& input) {
    if (input.documents.size() != 1) return {"is read as " + std::to_string(input.documents.size()) + " reports"};
    return differences(report, compile(input, 0));
}

}  // namespace nianbao::tests
