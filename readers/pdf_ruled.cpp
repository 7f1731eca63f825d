// Words and rules -> cells -> tables.
#include "readers/pdf_ruled.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "grammar/vocabulary.hpp"
#include "readers/blocks.hpp"
#include "readers/pdf_chunks.hpp"
#include "readers/pdf_grids.hpp"

namespace nianbao::readers {
namespace {

constexpr std::size_t most_grids = 64;      // on a page
constexpr std::size_t longest_cell = 4096;  // bytes; the longest labels and remarks of a form have a few hundred
constexpr std::size_t longest_layout = 4;   // columns, of rules that only lay out a page
constexpr std::size_t most_overruns = 4;    // one word of so many; else the rules are not those of the text
constexpr std::size_t most_unparted = 16;   // one cell of so many; else rules do not part all cells
constexpr Length overhang_percent = 25;     // of its height, by which a word may stand out of its cell
constexpr Length narrowest_table = 6000;    // hundredths of a point, as below
constexpr Length narrowest = 600;           // of a row or column that is more than a double rule
constexpr Length marker_height = 1000;
constexpr std::string_view unknown = "\xEF\xBF\xBD";  // REPLACEMENT CHARACTER: no figure has it

/// A grid with the words in its cells.
struct FilledGrid {
    RuledGrid grid;
    std::vector<std::vector<std::size_t>> words;  // of each cell
    std::vector<bool> doubtful;                   // cells whose figures run over a rule, out of them or into them
    std::size_t overruns = 0;                     // words that run over one
};

Length area(const RuledGrid& grid) { return grid.box().width() / 100 * (grid.box().height() / 100); }

bool holds(const Box& box, const Box& other) {
    return box.left < other.left && box.right > other.right && box.top < other.top && box.bottom > other.bottom;
}

/// A figure, or a label and a figure without a gap between.
bool may_hold_figure(std::string_view text) {
    return ends_in_digit(text) || (begins_with_digit(text) && !is_numbered(text));
}

/// Of text, a cell may have more than it has room for. Figures may be those of two cells without a gap between.
void note_overrun(const Word& word, std::size_t cell, FilledGrid& filled) {
    const Length overhang = word.box.height() * overhang_percent / 100;
    const Box& within = filled.grid.cells[cell].box;
    if (word.box.left + overhang >= within.left && word.box.right - overhang <= within.right) return;
    ++filled.overruns;
    if (!may_hold_figure(word.text)) return;
    filled.doubtful[cell] = true;
    for (const Length x : {word.box.left + overhang, word.box.right - overhang})
        if (const auto beside = filled.grid.cell_at(x, word.box.middle())) filled.doubtful[*beside] = true;
}

FilledGrid filled(RuledGrid grid, const WordPage& page, const std::vector<bool>& taken) {
    const std::size_t cells = grid.cells.size();
    FilledGrid out{.grid = std::move(grid),
                   .words = std::vector<std::vector<std::size_t>>(cells),
                   .doubtful = std::vector<bool>(cells)};
    for (std::size_t i = 0; i < page.words.size(); ++i) {
        const Box& box = page.words[i].box;
        const std::optional<std::size_t> cell = out.grid.cell_at(box.center(), box.middle());
        if (!cell || taken[i]) continue;
        out.words[*cell].push_back(i);
        note_overrun(page.words[i], *cell, out);
    }
    return out;
}

/// Whether a figure stands in several rows of other text: no figure of a form does, so a rule is missing.
bool has_merged_figure(const FilledGrid& filled, const WordPage& page) {
    std::vector<bool> begins(filled.grid.y.size());  // any text, by row
    for (std::size_t i = 0; i < filled.words.size(); ++i)
        if (!filled.words[i].empty()) begins[filled.grid.cells[i].row] = true;
    for (std::size_t i = 0; i < filled.words.size(); ++i) {
        const GridCell& cell = filled.grid.cells[i];
        const auto is_text = [&](std::size_t word) { return !is_figure(page.words[word].text); };
        if (cell.rows == 1 || filled.words[i].empty() || std::ranges::any_of(filled.words[i], is_text)) continue;
        for (std::size_t row = cell.row + 1; row < cell.row + cell.rows; ++row)
            if (begins[row]) return true;
    }
    return false;
}

/// Text in several cells, or what the end of a page may leave of a row; and in no cell more than one of a form has: that
/// would be the layout of a page.
bool is_table(const FilledGrid& filled, const WordPage& page) {
    std::size_t cells = 0;
    bool figures = true;
    for (const std::vector<std::size_t>& words : filled.words) {
        std::size_t bytes = 0;
        for (const std::size_t word : words) {
            bytes += page.words[word].text.size();
            figures &= is_figure(page.words[word].text);
        }
        if (bytes > longest_cell) return false;
        cells += bytes > 0;
    }
    const bool is_long = filled.grid.x.size() - 1 > longest_layout;
    return (cells > 1 || (cells == 1 && (is_long || figures))) && filled.overruns <= cells / most_overruns;
}

/// A gap as wide as no blank of a text, or another size or height, as that of a mark of a footnote.
bool is_apart(const Box& before, const Box& behind) {
    constexpr Length most_gap_percent = 35, most_shift_percent = 15;  // of the height
    const Length height = std::min(before.height(), behind.height());
    const Length shift =
        std::max(std::abs(before.middle() - behind.middle()), std::abs(before.height() - behind.height()));
    return (behind.left - before.right) * 100 > height * most_gap_percent || shift * 100 > height * most_shift_percent;
}

/// Two figures or labels of one cell, for all that is known.
bool are_two(const Word& before, const Word& behind) {
    const bool figures = ends_in_digit(before.text) && begins_with_digit(behind.text);
    return (figures || is_numbered(behind.text)) && is_apart(before.box, behind.box);
}

/// Words at one height, from left to right.
RuledLine line_of(const WordPage& page, std::span<std::size_t> words) {
    std::ranges::sort(words, {}, [&](std::size_t word) { return page.words[word].box.left; });
    RuledLine line{.page = page.number, .box = page.words[words.front()].box, .text = {}};
    const Word* before = nullptr;
    for (const std::size_t i : words) {
        const Word& word = page.words[i];
        if (before != nullptr && are_two(*before, word))
            line.text += line_separator;
        else if (!joins_without_blank(line.text, word.text))
            line.text += ' ';
        line.text += word.text;
        line.box = join(line.box, word.box);
        before = &word;
    }
    return line;
}

std::vector<RuledLine> lines_of(const WordPage& page, std::vector<std::size_t> words) {
    const auto box = [&](std::size_t i) -> const Box& { return page.words[words[i]].box; };
    std::ranges::stable_sort(words, {}, [&](std::size_t word) { return page.words[word].box.middle(); });
    std::vector<RuledLine> lines;
    for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
        for (end = begin + 1; end < words.size(); ++end)
            if ((box(end).middle() - box(begin).middle()) * 2 >= std::min(box(begin).height(), box(end).height()))
                break;
        lines.push_back(line_of(page, std::span(words).subspan(begin, end - begin)));
    }
    return lines;
}

// ---- figures that are wrapped ----------------------------------------------------------------------------------------

Length padding_of(const RuledTable& table) {
    Length padding = std::numeric_limits<Length>::max();
    for (const auto& row : table.rows)
        for (const RuledCell& cell : row)
            for (const RuledLine& line : cell.lines)
                for (const Length gap : {line.box.left - cell.left, cell.right - line.box.right})
                    if (gap > 0) padding = std::min(padding, gap);
    return padding == std::numeric_limits<Length>::max() ? 0 : padding;
}

/// Whether the second line begins in the middle of a number; and whether its cell leaves no doubt of that.
enum class Wrapped : std::uint8_t { no, maybe, surely };

Wrapped wrapped(const RuledLine& above, const RuledLine& below, const RuledCell& cell, Length padding) {
    if (!ends_in_digit(above.text) || !begins_with_digit(below.text)) return Wrapped::no;
    constexpr Length most_padding_percent = 75;  // of a line's height; more, and the cell was not too narrow
    const Length height = std::min(above.box.height(), below.box.height());
    const bool near = below.box.top - above.box.bottom < height && padding * 100 <= height * most_padding_percent;
    return near && is_full(above, cell, padding) ? Wrapped::surely : Wrapped::maybe;
}

/// Figures of a row are wrapped all or none: rows between which no rule is drawn have figures below each other, too.
void join_wrapped_figures(std::vector<RuledCell>& row, Length padding) {
    std::vector<RuledLine*> wrapped_lines;
    for (RuledCell& cell : row)
        for (std::size_t i = 1; i < cell.lines.size(); ++i)
            switch (wrapped(cell.lines[i - 1], cell.lines[i], cell, padding)) {
                case Wrapped::no: break;
                case Wrapped::maybe: return;
                case Wrapped::surely: wrapped_lines.push_back(&cell.lines[i]); break;
            }
    for (RuledLine* const line : wrapped_lines) line->goes_on = true;
}

// ---- rules that do not part everything -------------------------------------------------------------------------------

bool has_line_of_figure(const RuledCell& cell) {
    return std::ranges::any_of(cell.lines, [](const RuledLine& line) { return is_figure(line.text); });
}

bool holds_separator(const RuledLine& line) { return line.text.find(line_separator) != std::string::npos; }

/// Things beside each other, or more figures below each other than one figure has lines.
bool is_unparted(const RuledCell& cell) {
    constexpr std::ptrdiff_t most_lines = 2;
    const auto is_whole_figure = [](const RuledLine& line) { return is_figure(line.text) && !line.goes_on; };
    return std::ranges::any_of(cell.lines, holds_separator) ||
           std::ranges::count_if(cell.lines, is_whole_figure) > most_lines;
}

/// Whether the label above ends somewhere between its lines, and the label below begins.
bool holds_two_labels(const RuledCell& cell) {
    constexpr std::size_t most_lines = 12;  // of one or two labels
    if (cell.lines.size() > most_lines) return false;
    std::string whole;
    for (const RuledLine& line : cell.lines) whole += line.text;
    if (grammar::find_word(whole) != nullptr) return false;
    const auto is_label = [](std::string_view text) {
        const auto ends_with = [&](std::string_view mark) { return text.ends_with(mark); };
        constexpr std::array<std::string_view, 5> marks = {")", "）", "、", ".", "．"};
        const bool is_number_alone = std::ranges::any_of(marks, ends_with);
        return (is_numbered(text) && !is_number_alone) || grammar::find_word(text) != nullptr;
    };
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < cell.lines.size(); ++i) {
        end += cell.lines[i].text.size();
        if (is_label(std::string_view(whole).substr(0, end)) && is_label(std::string_view(whole).substr(end)))
            return true;
    }
    return false;
}

/// Whether rules part rows from rows and columns from columns: some tables leave them out.
bool parts_all(const RuledTable& table) {
    std::size_t figures = 0, unparted = 0;
    for (const std::vector<RuledCell>& row : table.rows) {
        if (std::ranges::any_of(row, holds_two_labels)) return false;
        figures += static_cast<std::size_t>(std::ranges::count_if(row, has_line_of_figure));
        unparted += static_cast<std::size_t>(std::ranges::count_if(row, is_unparted));
    }
    return unparted <= 1 + figures / most_unparted;
}

// ---- words and rules -> tables --------------------------------------------------------------------------------------

/// The stretch between the two lines of a double rule is no row and no column.
bool is_within_rule(const GridCell& cell, bool blank) {
    return blank && (cell.box.width() < narrowest || cell.box.height() < narrowest);
}

RuledTable table_of(const FilledGrid& filled, const WordPage& page) {
    RuledTable table;
    std::size_t row = 0;
    for (std::size_t i = 0; i < filled.grid.cells.size(); ++i) {
        const GridCell& cell = filled.grid.cells[i];
        if (is_within_rule(cell, filled.words[i].empty())) continue;
        if (table.rows.empty() || cell.row != row) table.rows.emplace_back();
        row = cell.row;
        if (cell.box.bottom == filled.grid.y.back())
            table.last.push_back({table.rows.size() - 1, table.rows.back().size()});
        std::vector<RuledLine> lines = lines_of(page, filled.words[i]);
        if (filled.doubtful[i] && lines.empty()) lines.push_back({.page = page.number, .box = cell.box, .text = {}});
        if (filled.doubtful[i]) lines.back().text += unknown;
        table.rows.back().push_back(
            {.lines = std::move(lines), .left = cell.box.left, .right = cell.box.right, .covers_rows = cell.rows > 1});
    }
    table.padding = padding_of(table);
    for (std::vector<RuledCell>& cells : table.rows) join_wrapped_figures(cells, table.padding);
    return table;
}

/// What stands for the table among the words.
Word marker(const Box& table, std::size_t number) {
    Word word{.box = table, .text = "\xEF\xBF\xBC", .table = number};  // OBJECT REPLACEMENT CHARACTER
    word.box.bottom = std::min(table.bottom, table.top + marker_height);
    return word;
}

/// Smaller grids first: one that holds another is not the table.
void take_from(WordPage& page, const PageRules& rules, std::vector<RuledTable>& tables) {
    std::vector<RuledGrid> grids = find_grids(rules, page.words);
    std::erase_if(grids, [](const RuledGrid& grid) { return grid.box().width() < narrowest_table; });
    if (grids.size() > most_grids) return;
    std::ranges::stable_sort(grids, {}, area);
    std::vector<bool> taken(page.words.size());
    std::vector<Word> left;
    for (RuledGrid& grid : grids) {
        const Box box = grid.box();
        if (std::ranges::any_of(left, [&](const Word& marker) { return holds(box, marker.box); })) continue;
        const FilledGrid cells = filled(std::move(grid), page, taken);
        if (!is_table(cells, page) || has_merged_figure(cells, page)) continue;
        RuledTable table = table_of(cells, page);
        if (!parts_all(table)) continue;
        tables.push_back(std::move(table));
        left.push_back(marker(box, tables.size() - 1));
        for (const std::vector<std::size_t>& words : cells.words)
            for (const std::size_t word : words) taken[word] = true;
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (!taken[i]) left.push_back(std::move(page.words[i]));
    page.words = std::move(left);
}

}  // namespace

bool is_full(const RuledLine& line, const RuledCell& cell, Length padding) {
    const auto count =
        std::ranges::count_if(line.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    const auto characters = std::max<Length>(count, 1);
    const Length one = line.box.width() / characters;
    return line.box.width() + one + one / 4 > cell.right - cell.left - 2 * padding;
}

std::optional<std::vector<RuledTable>> take_ruled_tables(std::vector<WordPage>& pages,
                                                         const std::vector<PageRules>& rules, std::size_t most_cells) {
    std::vector<RuledTable> tables;
    if (pages.size() != rules.size()) return tables;
    std::size_t cells = 0, counted = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        take_from(pages[i], rules[i], tables);
        for (; counted < tables.size(); ++counted)
            for (const std::vector<RuledCell>& row : tables[counted].rows) cells += row.size();
        if (cells > most_cells) return std::nullopt;
    }
    return tables;
}

}  // namespace nianbao::readers
