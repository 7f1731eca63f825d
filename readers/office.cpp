// Opens the package and hands it to the reader of its kind.
#include "readers/office.hpp"

#include <utility>

#include "readers/docx.hpp"
#include "readers/package.hpp"
#include "readers/refused.hpp"
#include "readers/xlsx.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;

Extract read_package(Package& package, const Limits& limits) {
    if (package.refused()) return refuse(grammar::SourceKind::text, package.refused());
    switch (package.main_vocabulary()) {
        case Vocabulary::word: return read_docx(package, limits);
        case Vocabulary::sheet: return read_xlsx(package, limits);
        case Vocabulary::math:
        case Vocabulary::compatibility:
        case Vocabulary::relationships:
        case Vocabulary::other: break;
    }
    return refuse(grammar::SourceKind::text, {grammar::Refusal::unsupported_kind, "ZIP"});
}

}  // namespace

Extract read_office(std::string_view bytes, const Limits& limits) {
    Package package(bytes, limits);
    Extract extract = read_package(package, limits);
    extract.input_bytes = bytes.size();
    return extract;
}

}  // namespace nianbao::readers
