// What the sheets share first, then sheet by sheet.
#include "readers/xlsx.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "readers/blocks.hpp"
#include "readers/refused.hpp"
#include "readers/xlsx_book.hpp"
#include "readers/xlsx_sheet.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;

class Reader {
public:
    Reader(Package& package, const Limits& limits) : package_(package), limits_(limits) {}

    Extract read() {
        Extract extract;
        extract.kind = grammar::SourceKind::xlsx;
        Refused refused = read_book(package_, limits_, book_);
        for (const SheetEntry& sheet : book_.sheets) {
            if (sheet.hidden) ++hidden_;
            if (!refused && !sheet.hidden) refused = read_sheet(sheet);
        }
        if (refused) {
            refuse(extract, std::move(refused));
            return extract;
        }
        print_blocks(blocks_, names_, extract);
        if (hidden_ > 0) extract.notes.push_back({grammar::SourceEvent::hidden_skipped, {std::to_string(hidden_)}});
        return extract;
    }

private:
    Refused read_sheet(const SheetEntry& entry) {
        const auto part = static_cast<std::uint32_t>(names_.size());
        names_.push_back(entry.name);
        if (part > 0) blocks_.push_back({Paragraph{.part = part}});  // keeps tables of two sheets apart
        SheetEvents events(limits_, book_, bytes_);
        Refused refused = package_.parse(entry.part, events);
        if (!refused) refused = events.refused();
        return refused ? refused : print_sheet(events.take(), part, limits_, printed_, hidden_, blocks_);
    }

    Package& package_;
    const Limits& limits_;
    Book book_;
    std::vector<std::string> names_;
    Blocks blocks_;
    std::size_t bytes_ = 0, printed_ = 0, hidden_ = 0;
};

}  // namespace

Extract read_xlsx(Package& package, const Limits& limits) { return Reader(package, limits).read(); }

}  // namespace nianbao::readers
