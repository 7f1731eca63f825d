#include "xlsx_writer.hpp"
#include "markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace nianbao::tests {
namespace {

using generator::escaped;
using generator::Grid;
using generator::GridCell;
using generator::Page;
using generator::Part;
using generator::Random;

/// Names of elements with the prefix; the parts are written without.
std::string prefixed(std::string_view content, std::string_view prefix) {
    std::string out;
    for (std::size_t at = 0; at < content.size(); ++at) {
        out += content[at];
        if (content[at] != '<') continue;
        if (at + 1 < content.size() && content[at + 1] == '/') out += content[++at];
        out += prefix;
    }
    return out;
}

std::string root(std::string_view name, std::string_view content, const XlsxParts& parts) {
    const std::string_view colon = parts.prefix.empty() ? "" : ":";
    const std::string_view prefix = parts.prefix.substr(0, parts.prefix.find(':'));
    const std::string_view spaces = parts.strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                                                 : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{0}{1} xmlns{2}{3}=\"{4}\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{5}</{0}{1}>",
        parts.prefix, name, colon, prefix, spaces, prefixed(content, parts.prefix));
}

std::string list_of(std::size_t sheets) {
    std::string out = "<sheets>";
    for (std::size_t i = 1; i <= sheets; ++i)
        out += fmt::format("<sheet name=\"表{0}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", i);
    return out + "</sheets>";
}

std::string column_name(std::size_t column) {
    std::string name;
    for (++column; column > 0; column = (column - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
    return name;
}

bool is_plain_number(std::string_view text) {
    const std::string_view digits = text.substr(text.starts_with('+') || text.starts_with('-') ? 1 : 0);
    return !digits.empty() && digits.find_first_not_of("0123456789.") == std::string_view::npos;
}

class Writer {
public:
    explicit Writer(Random& random)
        : random_(random),
          shares_texts_(random.chance(60)),
          says_places_(random.chance(80)),
          writes_blanks_(random.chance(50)),
          merges_rows_(random.chance(50)),
          numbers_are_text_(random.chance(30)),
          hides_(random.chance(30)),
          tables_apart_(random.chance(30)),
          left_(random.chance(30) ? 1 : 0) {}

    std::string print(const Page& page) {
        const std::size_t width = width_of(page);
        for (const Part& part : page) {
            if (part.kind == Part::Kind::table) {
                if (tables_apart_) end_sheet();
                table(part.grid);
            } else {
                line(part.text, width);
            }
        }
        end_sheet();
        std::string workbook = list_of(sheets_.size());
        if (hides_) {
            sheets_.push_back("<sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData>");
            const std::string sheet =
                fmt::format("<sheet name=\"旧\" sheetId=\"99\" state=\"veryHidden\" r:id=\"rId{}\"/>", sheets_.size());
            workbook.insert(workbook.size() - std::string_view("</sheets>").size(), sheet);
        }
        return xlsx({.sheets = sheets_, .strings = strings_, .styles = styles(), .workbook = workbook});
    }

private:
    static std::size_t width_of(const Page& page) {
        std::size_t width = 1;
        for (const Part& part : page) width = std::max(width, part.grid.columns);
        return width;
    }

    /// 0: General; 1: with a sign; 2: a format that hides thousands.
    static std::string styles() {
        return R"(<numFmts><numFmt numFmtId="176" formatCode="+0.####;\-0.####;0"/>)"
               R"(<numFmt numFmtId="177" formatCode="#,##0.00_ "/></numFmts><fonts><font/></fonts>)"
               R"(<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="176" fontId="0"/>)"
               R"(<xf numFmtId="177" fontId="0"/></cellXfs>)";
    }

    std::string text_cell(std::string_view text, const std::string& place) {
        if (!shares_texts_)
            return fmt::format("<c{} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", place,
                               escaped(text));
        const std::size_t half = text.size() / 6 * 3;  // whole characters where all of them have three bytes
        const bool in_runs = random_.chance(20) && (static_cast<unsigned char>(text[half]) & 0xC0U) != 0x80U;
        strings_ += in_runs ? fmt::format(
                                  "<si><r><t>{}</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">{}</t></r>"
                                  "<rPh sb=\"0\" eb=\"1\"><t>9</t></rPh></si>",
                                  escaped(text.substr(0, half)), escaped(text.substr(half)))
                            : fmt::format("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text));
        return fmt::format("<c{} t=\"s\"><v>{}</v></c>", place, shared_++);
    }

    std::string number_cell(std::string_view text, const std::string& place) {
        const bool plus = text.front() == '+';
        const std::string_view number = text.substr(plus ? 1 : 0);
        const int style = plus ? 1 : random_.chance(20) ? 2 : 0;
        if (number.size() == 1 && random_.chance(20))
            return fmt::format("<c{} s=\"{}\"><v>{}.0E0</v></c>", place, style, number);
        return fmt::format("<c{} s=\"{}\" t=\"n\"><f>1+1</f><v>{}</v></c>", place, style, number);
    }

    std::string cell(std::string_view text, std::size_t column) {
        const std::string place =
            says_places_ ? fmt::format(" r=\"{}{}\"", column_name(column + left_), row_) : std::string();
        if (text.empty()) return writes_blanks_ || !says_places_ ? fmt::format("<c{} s=\"0\"/>", place) : "";
        return is_plain_number(text) && !numbers_are_text_ ? number_cell(text, place) : text_cell(text, place);
    }

    void row(const std::string& cells, std::string_view properties = {}) {
        const std::string blank = left_ > 0 && !says_places_ ? "<c/>" : "";
        rows_ += fmt::format("<row{}{}>{}{}</row>", says_places_ ? fmt::format(" r=\"{}\"", row_) : std::string(),
                             properties, blank, cells);
        ++row_;
    }

    void merge(std::size_t column, std::size_t columns, std::size_t rows) {
        if (columns * rows > 1)
            merged_ += fmt::format("<mergeCell ref=\"{}{}:{}{}\"/>", column_name(column + left_), row_,
                                   column_name(column + left_ + columns - 1), row_ + rows - 1);
    }

    void line(std::string_view text, std::size_t width) {
        if (merges_rows_) merge(0, width, 1);
        row(cell(text, 0));
        if (random_.chance(20)) row("");
    }

    void table(const Grid& grid) {
        for (std::size_t r = 0; r < grid.rows.size(); ++r) {
            if (hides_ && r > 0 && random_.chance(10)) row(cell("8", 0) + cell("8", 1), R"( hidden="1")");
            const bool blank = std::ranges::all_of(grid.rows[r], [](const GridCell& at) { return at.text.empty(); });
            std::string cells;
            std::size_t column = 0;
            for (const GridCell& at : grid.rows[r]) {
                if (!at.covered) merge(column, at.span, height_of(grid, r, column));
                for (std::size_t i = 0; i < at.span; ++i)
                    cells += cell(i == 0 && !at.covered ? std::string_view(at.text) : std::string_view(), column + i);
                column += at.span;
            }
            row(blank && cells.empty() ? cell_without_text() : cells);
        }
    }

    /// A row of which no cell is written is no row to anyone.
    std::string cell_without_text() const { return fmt::format("<c r=\"{}{}\" s=\"0\"/>", column_name(left_), row_); }

    void end_sheet() {
        if (rows_.empty()) return;
        std::string sheet = "<sheetData>" + std::exchange(rows_, {}) + "</sheetData>";
        if (!merged_.empty()) sheet += "<mergeCells>" + std::exchange(merged_, {}) + "</mergeCells>";
        sheets_.push_back(std::move(sheet));
        row_ = 1;
    }

    Random& random_;
    bool shares_texts_, says_places_, writes_blanks_, merges_rows_, numbers_are_text_, hides_, tables_apart_;
    std::size_t left_;  // columns before the first that is used
    std::size_t row_ = 1, shared_ = 0;
    std::string rows_, merged_, strings_;
    std::vector<std::string> sheets_;
};

}  // namespace

std::vector<ZipEntry> xlsx_entries(const XlsxParts& parts) {
    std::vector<std::pair<std::string, std::string>> targets;
    std::vector<ZipEntry> entries;
    const auto add = [&](std::string_view type, const std::string& file, std::string_view name,
                         const std::string& content) {
        if (content.empty()) return;
        targets.emplace_back(type, file);
        entries.push_back({.name = "xl/" + file, .bytes = root(name, content, parts)});
    };
    for (std::size_t i = 0; i < parts.sheets.size(); ++i)
        add("worksheet", fmt::format("worksheets/sheet{}.xml", i + 1), "worksheet", parts.sheets[i]);
    add("sharedStrings", "sharedStrings.xml", "sst", parts.strings);
    add("styles", "styles.xml", "styleSheet", parts.styles);
    entries.push_back({"xl/_rels/workbook.xml.rels", relations(targets)});
    const std::string workbook = parts.workbook.empty() ? list_of(parts.sheets.size()) : parts.workbook;
    entries.push_back({"xl/workbook.xml", root("workbook", workbook, parts)});
    entries.push_back({"_rels/.rels", relations({{"officeDocument", "xl/workbook.xml"}})});
    return entries;
}

std::string xlsx(const XlsxParts& parts) { return zip(xlsx_entries(parts)); }

std::string print_xlsx(const Page& page, Random& random) { return Writer(random).print(page); }

}  // namespace nianbao::tests
