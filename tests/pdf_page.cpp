#include "pdf_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>
#include "markup.hpp"

namespace nianbao::generator {
namespace {

using Across = PdfDesign::Across;

constexpr double margin = 72;

struct Character {
    std::string_view text;
    double width = 0;  // of the font's size
    double gap = 0;    // before it, where another font begins
    [[nodiscard]] bool wide() const { return text.size() >= 3; }
};

std::vector<Character> characters(std::string_view text, const PdfDesign& design) {
    std::vector<Character> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        Character next{.text = text.substr(at, length), .width = length >= 3 ? 1.0 : 0.5};
        if (design.digits_apart && !out.empty() && out.back().wide() != next.wide()) next.gap = 0.2;
        out.push_back(next);
        at += length;
    }
    return out;
}

using TextLine = std::vector<Character>;

double width_of(const TextLine& line, double size) {
    double width = 0;
    for (const Character& character : line) width += (width > 0 ? character.gap : 0) + character.width;
    return width * size;
}

/// Breaks before the character that does not fit, but within a number only in a design of broken ones.
std::vector<TextLine> wrap(std::string_view text, double width, double size, const PdfDesign& design,
                           double indent = 0) {
    std::vector<TextLine> lines(1);
    double used = indent;
    for (const Character& character : characters(text, design)) {
        const double wide = (character.width + (lines.back().empty() ? 0 : character.gap)) * size;
        const bool in_number =
            !design.broken_numbers && !lines.back().empty() && !character.wide() && !lines.back().back().wide();
        if (character.text == "\n" || (used + wide > width + 0.01 && !in_number && !lines.back().empty())) {
            lines.emplace_back();
            used = 0;
            if (character.text == "\n") continue;
        }
        if (lines.back().empty() && character.text == " ") continue;
        lines.back().push_back(character);
        used += used > 0 ? wide : character.width * size;
    }
    return lines;
}

struct Rectangle {
    double left, top, right, bottom;
};

struct PrintedWord : Rectangle {
    std::string text;
};

class Sheets {
public:
    Sheets(const PdfDesign& design, Random& random) : design_(design), random_(random) { next(); }

    [[nodiscard]] double width() const { return design_.landscape ? 842 : 595; }
    [[nodiscard]] double height() const { return design_.landscape ? 595 : 842; }
    [[nodiscard]] double inner_width() const { return width() - 2 * margin; }
    [[nodiscard]] double room() const { return height() - margin - y; }

    void next() {
        sheets_.emplace_back();
        frames_.emplace_back();
        y = margin;
    }

    /// One line of text whose left edge and middle are given.
    void put(const TextLine& line, double left, double middle, double size) {
        bool open = false;
        for (const Character& character : line) {
            if (&character != &line.front() && character.gap > 0) {
                left += size * character.gap;
                open = false;
            }
            const double end = left + character.width * size;
            if (character.text == " ") {
                open = false;
            } else {
                const double half = size * (character.wide() ? 0.5 : 0.7);
                if (!open) sheets_.back().push_back({{left, middle - half, end, middle + half}, {}});
                PrintedWord& word = sheets_.back().back();
                word.right = end;
                word.top = std::min(word.top, middle - half);
                word.bottom = std::max(word.bottom, middle + half);
                word.text += character.text;
                open = true;
            }
            left = end;
        }
    }

    /// Rules around a cell.
    void frame(const Rectangle& cell) { frames_.back().push_back(cell); }

    /// The rules of all sheets.
    [[nodiscard]] std::string draw() const {
        std::string out = "<svg>\n<defs>\n<path d=\"M 1 1 L 9 1 L 9 800 L 1 800 Z M 1 1 \"/>\n</defs>\n<pageSet>\n";
        for (const std::vector<Rectangle>& frames : frames_) {
            out += "<page>\n<g>\n";
            for (const Rectangle& cell : frames) draw(cell, out);
            out += "</g>\n</page>\n";
        }
        return out + "</pageSet>\n</svg>\n";
    }

    std::string print() {
        std::string out = "<!DOCTYPE html>\n<html>\n<body>\n<doc>\n";
        for (std::size_t sheet = 0; sheet < sheets_.size(); ++sheet) {
            put_page_number(sheet);
            if (design_.scattered) shuffle(sheets_[sheet]);
            fmt::format_to(std::back_inserter(out), "  <page width=\"{:.6f}\" height=\"{:.6f}\">\n", width(), height());
            for (const PrintedWord& word : sheets_[sheet])
                fmt::format_to(std::back_inserter(out),
                               "    <word xMin=\"{:.6f}\" yMin=\"{:.6f}\" xMax=\"{:.6f}\" yMax=\"{:.6f}\">{}</word>\n",
                               word.left, word.top, word.right, word.bottom, escaped(word.text));
            out += "  </page>\n";
        }
        return out + "</doc>\n</body>\n</html>\n";
    }

    double y = 0;  // where the next line begins

private:
    void draw(const Rectangle& cell, std::string& out) const {
        const auto& [left, top, right, bottom] = cell;
        const auto path = [&](std::string_view properties, double l, double t, double r, double b) {
            fmt::format_to(std::back_inserter(out),
                           "<path {} d=\"M {:.6f} {:.6f} L {:.6f} {:.6f} L {:.6f} {:.6f} L {:.6f} {:.6f} Z M {:.6f} "
                           "{:.6f} \"/>\n",
                           properties, l, t, r, t, r, b, l, b, l, t);
        };
        const auto line = [&](double x1, double y1, double x2, double y2) {
            fmt::format_to(
                std::back_inserter(out),
                "<path fill=\"none\" stroke-width=\"0.5\" stroke=\"rgb(0%, 0%, 0%)\" "
                "d=\"M {:.6f} {:.6f} L {:.6f} {:.6f} \" transform=\"matrix(0.5, 0, 0, -0.5, 0, {:.6f})\"/>\n",
                2 * x1, 2 * (height() - y1), 2 * x2, 2 * (height() - y2), height());
        };
        constexpr double thick = 0.75;
        switch (design_.rules) {
            case PdfDesign::Rules::none: break;
            case PdfDesign::Rules::frames:
                path("style=\"fill:none;stroke-width:0.48;stroke:rgb(0%,0%,0%);\"", left, top, right, bottom);
                break;
            case PdfDesign::Rules::bars:
                for (const double x : {left, right})
                    path("style=\" stroke:none;fill:rgb(0%,0%,0%);\"", x, top, x + thick, bottom);
                for (const double edge : {top, bottom})
                    path("style=\" stroke:none;fill:rgb(0%,0%,0%);\"", left, edge, right + thick, edge + thick);
                break;
            case PdfDesign::Rules::lines:
                for (const double x : {left, right}) line(x, top, x, bottom);
                for (const double edge : {top, bottom}) line(left, edge, right, edge);
                break;
        }
    }

    void put_page_number(std::size_t sheet) {
        if (design_.page_number.empty()) return;
        std::string text(design_.page_number);
        text.replace(text.find('#'), 1, std::to_string(sheet + 1));
        std::swap(sheets_[sheet], sheets_.back());
        put(characters(text, design_), width() / 2 - 20, height() - margin / 2, 12);
        std::swap(sheets_[sheet], sheets_.back());
    }

    void shuffle(std::vector<PrintedWord>& words) {
        for (std::size_t i = words.size(); i > 1; --i) std::swap(words[i - 1], words[random_.below(i)]);
    }

    const PdfDesign& design_;
    Random& random_;
    std::vector<std::vector<PrintedWord>> sheets_;
    std::vector<std::vector<Rectangle>> frames_;
};

void print_prose(std::string_view text, bool indented, const PdfDesign& design, Sheets& sheets) {
    const double size = design.prose_size, indent = indented ? 2 * size : 0;
    double left = margin + indent;
    for (const TextLine& line : wrap(text, sheets.inner_width(), size, design, indent)) {
        const double pitch = size * 1.7;
        if (sheets.room() < pitch) sheets.next();
        sheets.put(line, left, sheets.y + pitch / 2, size);
        sheets.y += pitch;
        left = margin;
    }
}

/// A cell with its place in the grid and its lines.
struct PlacedCell {
    const GridCell* cell = nullptr;
    std::size_t row = 0, rows = 1, column = 0;
    std::vector<TextLine> lines;
    double left = 0, width = 0;
};

class TablePrinter {
public:
    TablePrinter(const Grid& grid, const PdfDesign& design, Sheets& sheets)
        : grid_(grid), design_(design), sheets_(sheets), edges_(edges()), cells_(placed()), heights_(heights()) {}

    void print() {
        std::vector<std::size_t> rows(grid_.rows.size());
        std::iota(rows.begin(), rows.end(), 0);
        const std::size_t heads = heads_();
        for (std::size_t row = 0; row < rows.size();) {
            if (row > 0) {
                sheets_.next();
                if (design_.heads_again && row > heads) print_rows(0, heads);
            }
            double room = sheets_.room();
            std::size_t end = row;
            while (end < rows.size() && heights_[end] <= room) room -= heights_[end++];
            if (end == row && row == 0 && sheets_.y > margin + 1) {
                sheets_.next();
                continue;
            }
            end = std::max(end, row + 1);
            print_rows(row, end);
            row = end;
        }
        sheets_.y += 12;
    }

private:
    /// Rows before the first that prints figures, if it is a table with one block of them.
    [[nodiscard]] std::size_t heads_() const {
        std::size_t row = 0;
        while (row < grid_.rows.size() &&
               std::ranges::none_of(grid_.rows[row], [](const GridCell& cell) { return cell.figure.has_value(); }))
            ++row;
        return row + 2 < grid_.rows.size() && grid_.columns > 8 ? row : 0;
    }

    std::vector<double> edges() const {
        std::vector<double> shares(grid_.columns, 1.0);
        if (grid_.columns < 8) shares[0] = 1.6;
        if (grid_.columns == 10) {
            shares[0] = design_.narrow_groups ? 0.6 : 1.3;
            shares[1] = 1.7;
            shares[2] = 3.4;
        }
        const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
        std::vector<double> edges{margin};
        for (const double share : shares) edges.push_back(edges.back() + sheets_.inner_width() * share / sum);
        return edges;
    }

    /// Columns of table four and of applicants have no room for much.
    [[nodiscard]] double padding() const {
        return grid_.columns >= 10 ? std::min(design_.padding, 2.0) : design_.padding;
    }

    [[nodiscard]] bool covered_at(std::size_t row, std::size_t column) const {
        std::size_t at = 0;
        for (const GridCell& cell : grid_.rows[row]) {
            if (at == column) return cell.covered;
            at += cell.span;
        }
        return false;
    }

    std::vector<PlacedCell> placed() const {
        std::vector<PlacedCell> cells;
        for (std::size_t row = 0; row < grid_.rows.size(); ++row) {
            std::size_t column = 0;
            for (const GridCell& cell : grid_.rows[row]) {
                const std::size_t end = std::min(column + cell.span, grid_.columns);
                if (!cell.covered) {
                    PlacedCell placed{.cell = &cell, .row = row, .rows = 1, .column = column, .lines = {}};
                    while (row + placed.rows < grid_.rows.size() && covered_at(row + placed.rows, column))
                        ++placed.rows;
                    placed.left = edges_[column];
                    placed.width = last_column_of(row, cell) ? edges_.back() - placed.left : edges_[end] - placed.left;
                    placed.lines = wrap(cell.text, placed.width - 2 * padding(), design_.table_size, design_);
                    cells.push_back(std::move(placed));
                }
                column = end;
            }
        }
        return cells;
    }

    /// Blocks of table two have fewer columns than the grid: the last cell takes the rest.
    [[nodiscard]] bool last_column_of(std::size_t row, const GridCell& cell) const {
        return grid_.columns < 8 && &cell == &grid_.rows[row].back();
    }

    [[nodiscard]] double pitch() const { return design_.table_size * (1 + design_.line_gap); }
    [[nodiscard]] double needed(const PlacedCell& cell) const {
        return static_cast<double>(cell.lines.size()) * pitch() + 2 * padding();
    }

    std::vector<double> heights() const {
        std::vector<double> heights(grid_.rows.size(), pitch() + 2 * padding());
        for (const PlacedCell& cell : cells_)
            if (cell.rows == 1) heights[cell.row] = std::max(heights[cell.row], needed(cell));
        for (const PlacedCell& cell : cells_) {
            const auto first = heights.begin() + static_cast<std::ptrdiff_t>(cell.row);
            const double has = std::accumulate(first, first + static_cast<std::ptrdiff_t>(cell.rows), 0.0);
            if (has < needed(cell)) heights[cell.row + cell.rows - 1] += needed(cell) - has;
        }
        return heights;
    }

    void print_rows(std::size_t first, std::size_t end) {
        std::vector<double> tops{sheets_.y};
        for (std::size_t row = first; row < end; ++row) tops.push_back(tops.back() + heights_[row]);
        for (const PlacedCell& cell : cells_) {
            if (cell.row + cell.rows <= first || cell.row >= end) continue;
            const bool goes_on = cell.row < first;  // from the sheet before, with its frame alone
            const double top = goes_on ? tops.front() : tops[cell.row - first];
            const double bottom = tops[std::min(cell.row + cell.rows, end) - first];
            sheets_.frame({cell.left, top, cell.left + cell.width, bottom});
            if (!goes_on) print_cell(cell, top, bottom);
        }
        sheets_.y = tops.back();
    }

    void print_cell(const PlacedCell& cell, double top, double bottom) {
        const double inner = static_cast<double>(cell.lines.size()) * pitch();
        double y = design_.at_the_top ? top + padding() : top + std::max(0.0, (bottom - top - inner) / 2);
        for (const TextLine& line : cell.lines) {
            sheets_.put(line, left_of(cell, line), y + pitch() / 2, design_.table_size);
            y += pitch();
        }
    }

    [[nodiscard]] double left_of(const PlacedCell& cell, const TextLine& line) const {
        const double spare = std::max(0.0, cell.width - 2 * padding() - width_of(line, design_.table_size));
        const bool is_label = !cell.cell->figure && (cell.column == 0 || (grid_.columns == 10 && cell.column < 3));
        Across across = is_label && !design_.labels_in_the_middle ? Across::left : Across::middle;
        if (cell.cell->figure) across = design_.figures;
        switch (across) {
            case Across::left: return cell.left + padding();
            case Across::middle: return cell.left + padding() + spare / 2;
            case Across::right: return cell.left + padding() + spare;
        }
        return cell.left;
    }

    const Grid& grid_;
    const PdfDesign& design_;
    Sheets& sheets_;
    std::vector<double> edges_;
    std::vector<PlacedCell> cells_;
    std::vector<double> heights_;
};

}  // namespace

PdfDesign any_pdf_design(Random& random) {
    constexpr Across across[] = {Across::middle, Across::middle, Across::middle, Across::left, Across::right};
    constexpr std::string_view page_numbers[] = {"- # -", "#", "", "第#页", "—#—"};
    using enum PdfDesign::Rules;
    constexpr PdfDesign::Rules rules[] = {frames, bars, lines};
    constexpr double sizes[] = {8, 9, 10, 10.5, 10.5, 12};
    return {
        .landscape = random.chance(15),
        .prose_size = random.chance(50) ? 16.0 : 12.0,
        .table_size = random.pick(sizes),
        .padding = 2.0 + static_cast<double>(random.below(6)),
        .line_gap = 0.1 + 0.1 * static_cast<double>(random.below(5)),
        .labels_in_the_middle = random.chance(30),
        .at_the_top = random.chance(10),
        .figures = random.pick(across),
        .narrow_groups = random.chance(40),
        .heads_again = random.chance(30),
        .digits_apart = random.chance(40),
        .scattered = random.chance(20),
        .page_number = random.pick(page_numbers),
        .rules = random.pick(rules),
        .broken_numbers = random.chance(50),
    };
}

PrintedPdf print_pdf(const Page& page, const PdfDesign& design, Random& random) {
    Sheets sheets(design, random);
    for (const Part& part : page) {
        switch (part.kind) {
            case Part::Kind::title: print_prose(part.text, false, design, sheets); break;
            case Part::Kind::heading:
            case Part::Kind::paragraph: print_prose(part.text, true, design, sheets); break;
            case Part::Kind::table: TablePrinter(part.grid, design, sheets).print(); break;
        }
    }
    return {sheets.print(), sheets.draw()};
}

}  // namespace nianbao::generator
