// What the sheets of a workbook share: their names, the texts that cells refer to, and how numbers are shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "readers/limits.hpp"
#include "readers/package.hpp"
#include "readers/refused.hpp"
#include "readers/xml.hpp"

namespace nianbao::readers {

/// The text of <si> or <is>, whose runs have properties of their own.
class RichText {
public:
    /// An element of it begins or ends.
    Visit start(std::string_view local, const XmlAttributes& attributes);
    void end(std::string_view local);
    void characters(std::string_view text);

    [[nodiscard]] std::size_t bytes() const { return text_.size() + run_.size(); }
    [[nodiscard]] std::string take();

private:
    std::string text_, run_;  // of the element that is open
    bool in_text_ = false, is_struck_ = false, is_raised_ = false;
};

struct SheetEntry {
    std::string name, part;
    bool hidden = false;
};

/// How a cell is shown: an index of these stands at each cell.
struct CellStyle {
    std::string format;
    bool struck = false;
};

struct Book {
    std::vector<SheetEntry> sheets;
    std::vector<std::string> strings;
    std::vector<CellStyle> styles;
    bool from_1904 = false;
};

[[nodiscard]] Refused read_book(Package& package, const Limits& limits, Book& book);

/// Whether an attribute such as hidden is on; `otherwise` where it is not there.
[[nodiscard]] bool is_on(const XmlAttributes& attributes, std::string_view local, bool otherwise = false);

}  // namespace nianbao::readers
