// Fills in `derived`: the number that a cell without a value must have, because no other whole number ≥ 0 satisfies
// the identities around it. Requires resolved cells. An identity that is broken says nothing; nor does a value that is
// only guessed, and nor do identities that contradict each other through the cells that they share.
//
//   （一）予以公开 | 3 | 1 | | | | | 4        the four blanks are derived to be 0
#include <algorithm>

#include "passes/fillings.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {
namespace {

/// For one system of identities; no real report comes near it.
constexpr std::uint64_t most_steps = 50'000;

std::vector<bool> unbroken(const Sums& sums) {
    std::vector<bool> result(sums.system().equations.size());
    for (EquationId e = 0; e < result.size(); ++e) result[e] = !sums.broken(e);
    return result;
}

void forget_guesses(Sums& sums, const PlacedSystem& placed, const Compilation& compilation) {
    for (CellId cell = 0; cell < placed.size(); ++cell)
        if (compilation.cells[placed.position(cell)].certainty == Certainty::guessed) sums.forget(cell);
}

void derive_system(const PlacedSystem& placed, Compilation& compilation) {
    std::size_t empty = 0;
    for (CellId cell = 0; cell < placed.size(); ++cell) empty += !compilation.cells[placed.position(cell)].value;
    if (empty == 0 || empty == placed.size()) return;
    Sums sums(*placed.system, numbers_of(placed, compilation));
    std::vector<bool> counted = unbroken(sums);
    forget_guesses(sums, placed, compilation);
    for (EquationId e = 0; e < counted.size(); ++e) counted[e] = counted[e] && !sums.broken(e);
    Steps steps(most_steps);
    Fillings fillings(sums, counted, steps);
    for (CellId id = 0; id < placed.size(); ++id) {
        Cell& cell = compilation.cells[placed.position(id)];
        if (cell.value) continue;
        if (const std::optional<Wide> number = fillings.forced(id)) cell.derived = whole_number(*number, sums.scale());
    }
}

}  // namespace

void derive(Work& work) {
    if (std::ranges::all_of(work.out.cells, [](const Cell& cell) { return cell.value.has_value(); })) return;
    for (const PlacedSystem& placed : systems_in(work.out)) derive_system(placed, work.out);
}

}  // namespace nianbao::passes
