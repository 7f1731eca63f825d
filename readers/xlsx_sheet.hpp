// One sheet of a workbook: its cells as the file lists them, sparse, and what they are on the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readers/blocks.hpp"
#include "readers/limits.hpp"
#include "readers/refused.hpp"
#include "readers/xlsx_book.hpp"
#include "readers/xml.hpp"

namespace nianbao::readers {

/// 0-based, both.
struct CellPlace {
    std::uint32_t row = 0, column = 0;

    friend auto operator<=>(const CellPlace&, const CellPlace&) = default;
};

/// A cell that holds text.
struct SheetCell {
    CellPlace place;
    std::string text;
};

/// Cells that are merged into the first of them.
struct MergedCells {
    CellPlace first, last;
};

/// Rows or columns, both ends among them.
struct Stretch {
    std::uint32_t first = 0, last = 0;
};

struct Sheet {
    std::vector<SheetCell> cells;     // as the file has them, none empty
    std::vector<std::uint32_t> rows;  // that the file gives cells to, empty ones too; ascending
    std::vector<MergedCells> merged;
    std::vector<Stretch> hidden_rows, hidden_columns;
};

/// Fills a sheet from the events of its part.
class SheetEvents final : public XmlEvents {
public:
    /// `bytes` counts the text of all sheets.
    SheetEvents(const Limits& limits, const Book& book, std::size_t& bytes)
        : limits_(limits), book_(book), bytes_(bytes) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override;
    void end(const XmlName& name) override;
    void characters(std::string_view text) override;

    [[nodiscard]] Sheet take();
    [[nodiscard]] const Refused& refused() const { return refused_; }

private:
    void start_row(const XmlAttributes& attributes);
    void start_cell(const XmlAttributes& attributes);
    void hide_columns(const XmlAttributes& attributes);
    void merge(const XmlAttributes& attributes);
    void end_cell();
    [[nodiscard]] std::string text_of_cell();
    void refuse(const Limit& limit);

    const Limits& limits_;
    const Book& book_;
    std::size_t& bytes_;
    Sheet sheet_;
    CellPlace next_, cell_;
    const CellStyle* style_ = nullptr;
    std::string type_, value_;
    std::size_t values_ = 0;  // elements of the cell that hold its value: one at most, unless the file is broken
    RichText inline_text_;
    bool in_value_ = false, has_formula_ = false, shows_zeros_ = true;
    Refused refused_;
};

/// The sheet as the page shows it: tables, and between them rows with nothing but one text. `part` is the index of the
/// sheet's name. `printed` counts the cells of all sheets; `hidden` rows, columns and cells with text that are left out.
[[nodiscard]] Refused print_sheet(Sheet sheet, std::uint32_t part, const Limits& limits, std::size_t& printed,
                                  std::size_t& hidden, Blocks& blocks);

}  // namespace nianbao::readers
