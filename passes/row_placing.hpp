// From rows with meanings to rows of the form: `binding`, in the form's order, and what could not be placed.
//
// A row without a label is placed only where the form leaves exactly one way: as many rows without labels as rows
// missing between two bound ones. A row that is printed twice with other figures keeps all of them, and is open.
#pragma once

#include "passes/editions.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {

void place_rows(Work& work, RawRows& found, const Editions& editions);

}  // namespace nianbao::passes
