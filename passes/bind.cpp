// Which printed row is which row of which edition. Requires the document and its facts; fills `binding`, the editions,
// the tables found and their layouts, and says what rows it could not place.
//
//     三、本年度办理结果 | （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 4        -> requests, row granted, 7 figures apart
//
// Premises: a label that is present binds its row; figures stand in the form's order.
#include "passes/editions.hpp"
#include "passes/passes.hpp"
#include "passes/row_collector.hpp"
#include "passes/row_placing.hpp"
#include "passes/trace.hpp"

namespace nianbao::passes {
namespace {

void note_editions(const Editions& editions, Work& work) {
    work.out.item_editions = editions.items;
    work.out.requests_edition = editions.requests;
    work.out.edition = editions.main;
    work.binding.missing_edition = editions.fallback;
}

void note_tables_found(Work& work) {
    auto& found = work.out.tables_found;
    for (const BoundRow& row : work.binding.rows) found[static_cast<std::size_t>(row.table)] = true;
    for (const auto& item : work.out.item_editions)
        if (item) found[static_cast<std::size_t>(grammar::TableId::disclosure)] = true;
}

}  // namespace

void bind_rows(Work& work) {
    RawRows found = collect_rows(work);
    const Editions editions = find_editions(found, work.out.facts);
    place_rows(work, found, editions);
    note_editions(editions, work);
    note_tables_found(work);
    if (work.trace != nullptr) work.trace->editions = editions;
}

}  // namespace nianbao::passes
