// Words and rules -> cells -> tables.
#include "readers/pdf_ruled.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "grammar/vocabulary.hpp"
#include "readers/pdf_chunks.hpp"
#include "readers/pdf_grids.hpp"

namespace nianbao::readers {
namespace {

constexpr std::size_t most_grids = 64;      // on a page
constexpr std::size_t longest_cell = 4096;  // bytes; the longest labels and remarks of a form have a few hundred
constexpr Length narrowest_table = 6000;
constexpr Length overhang_percent = 25;  // of its height, by which a word may stand out of its cell
constexpr Length narrowest = 600;        // of a row or column that is more than a double rule
constexpr Length marker_height = 1000;

/// A grid with the words in its cells.
struct FilledGrid {
    RuledGrid grid;
    std::vector<std::vector<std::size_t>> words;  // of each cell
    bool clear = true;                            // no word runs over a rule
};

Length center(const Box& box) { return box.left + box.width() / 2; }

Length area(const RuledGrid& grid) { return grid.box().width() / 100 * (grid.box().height() / 100); }

bool holds(const Box& box, const Box& other) {
    return box.left < other.left && box.right > other.right && box.top < other.top && box.bottom > other.bottom;
}

FilledGrid filled(RuledGrid grid, const WordPage& page, const std::vector<bool>& taken) {
    const std::size_t cells = grid.cells.size();
    FilledGrid out{.grid = std::move(grid), .words = std::vector<std::vector<std::size_t>>(cells)};
    for (std::size_t i = 0; i < page.words.size(); ++i) {
        const Box& box = page.words[i].box;
        const std::optional<std::size_t> cell = out.grid.cell_at(center(box), box.middle());
        if (!cell || taken[i]) continue;
        const Box& within = out.grid.cells[*cell].box;
        const Length out_of_it = std::max(within.left - box.left, box.right - within.right);
        out.clear &= out_of_it * 100 <= box.height() * overhang_percent;
        out.words[*cell].push_back(i);
    }
    return out;
}

/// Text in several cells, and in none more than a cell of a form has: that would be the layout of a page.
bool is_table(const FilledGrid& filled, const WordPage& page) {
    std::size_t cells = 0;
    for (const std::vector<std::size_t>& words : filled.words) {
        std::size_t bytes = 0;
        for (const std::size_t word : words) bytes += page.words[word].text.size();
        if (bytes > longest_cell) return false;
        cells += bytes > 0;
    }
    return filled.clear && cells > 1;
}

std::vector<RuledLine> lines_of(const WordPage& page, std::vector<std::size_t> words) {
    const auto box = [&](std::size_t word) -> const Box& { return page.words[word].box; };
    std::ranges::stable_sort(words, {}, [&](std::size_t word) { return box(word).middle(); });
    std::vector<RuledLine> lines;
    for (std::size_t begin = 0; begin < words.size();) {
        const Box& first = box(words[begin]);
        std::size_t end = begin + 1;
        while (end < words.size() &&
               (box(words[end]).middle() - first.middle()) * 2 < std::min(first.height(), box(words[end]).height()))
            ++end;
        std::sort(words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end),
                  [&](std::size_t a, std::size_t b) { return box(a).left < box(b).left; });
        RuledLine line{.box = first, .text = {}};
        for (; begin < end; ++begin) {
            const Word& word = page.words[words[begin]];
            if (!joins_without_blank(line.text, word.text)) line.text += ' ';
            line.text += word.text;
            line.box = join(line.box, word.box);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The stretch between the two lines of a double rule is no row and no column.
bool is_within_rule(const GridCell& cell, bool blank) {
    return blank && (cell.box.width() < narrowest || cell.box.height() < narrowest);
}

RuledTable table_of(const FilledGrid& filled, const WordPage& page) {
    RuledTable table;
    std::size_t row = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < filled.grid.cells.size(); ++i) {
        const GridCell& cell = filled.grid.cells[i];
        if (is_within_rule(cell, filled.words[i].empty())) continue;
        if (table.rows.empty() || cell.row != row) table.rows.emplace_back();
        row = cell.row;
        table.rows.back().push_back({.lines = lines_of(page, filled.words[i]),
                                     .page = page.number,
                                     .left = cell.box.left,
                                     .right = cell.box.right,
                                     .to_the_end = cell.box.bottom == filled.grid.y.back()});
    }
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
    std::vector<RuledGrid> grids = find_grids(rules);
    std::erase_if(grids, [](const RuledGrid& grid) { return grid.box().width() < narrowest_table; });
    if (grids.size() > most_grids) return;
    std::ranges::stable_sort(grids, {}, area);
    std::vector<bool> taken(page.words.size());
    std::vector<Word> left;
    for (RuledGrid& grid : grids) {
        const Box box = grid.box();
        if (std::ranges::any_of(left, [&](const Word& marker) { return holds(box, marker.box); })) continue;
        const FilledGrid table = filled(std::move(grid), page, taken);
        if (!is_table(table, page)) continue;
        tables.push_back(table_of(table, page));
        left.push_back(marker(box, tables.size() - 1));
        for (const std::vector<std::size_t>& words : table.words)
            for (const std::size_t word : words) taken[word] = true;
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (!taken[i]) left.push_back(std::move(page.words[i]));
    page.words = std::move(left);
}

}  // namespace

std::vector<RuledTable> take_ruled_tables(std::vector<WordPage>& pages, const std::vector<PageRules>& rules) {
    std::vector<RuledTable> tables;
    if (pages.size() != rules.size()) return tables;
    for (std::size_t i = 0; i < pages.size(); ++i) take_from(pages[i], rules[i], tables);
    return tables;
}

void append(RuledTable& table, RuledTable more) { std::ranges::move(more.rows, std::back_inserter(table.rows)); }

}  // namespace nianbao::readers
