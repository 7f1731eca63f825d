#include "damage.hpp"

#include <algorithm>
#include <set>

namespace nianbao::generator {
namespace {

using Row = std::vector<GridCell>;

// Rows of a page.

bool has_figures(const Row& row) {
    return std::any_of(row.begin(), row.end(), [](const GridCell& cell) { return cell.figure.has_value(); });
}

/// The rows of figures of all tables; those of table 三 are the most.
struct Place {
    Grid* grid = nullptr;
    std::size_t row = 0;
    [[nodiscard]] Row& cells() const { return grid->rows[row]; }
};

std::vector<Place> rows_of_figures(Page& page) {
    std::vector<Place> places;
    for (Part& part : page)
        for (std::size_t r = 0; r < part.grid.rows.size(); ++r)
            if (has_figures(part.grid.rows[r])) places.push_back({&part.grid, r});
    return places;
}

/// Some of the rows: one, or up to a quarter of them.
std::vector<Place> some_rows(Page& page, Random& random) {
    std::vector<Place> rows = rows_of_figures(page);
    const std::size_t count = random.chance(50) ? 1 : 1 + random.below(rows.size() / 4);
    for (std::size_t i = 0; i < count; ++i) std::swap(rows[i], rows[i + random.below(rows.size() - i)]);
    rows.resize(count);
    std::sort(rows.begin(), rows.end(),
              [](const Place& a, const Place& b) { return std::pair(a.grid, a.row) < std::pair(b.grid, b.row); });
    return rows;
}

void mark(const Row& row, Fate fate, Fates& fates) {
    for (const GridCell& cell : row)
        if (cell.figure) fates[*cell.figure] = std::max(fates[*cell.figure], fate);
}

/// The cell with the label of the row; nullptr in table 四, whose row has none.
GridCell* label_of(Row& row) {
    GridCell* label = nullptr;
    for (GridCell& cell : row) {
        if (cell.figure) break;
        if (!cell.covered && !cell.text.empty()) label = &cell;
    }
    return label;
}

/// Table 二, 三 or 四.
Grid& table(Page& page, std::size_t number) {
    std::vector<Grid*> grids;
    for (Part& part : page)
        if (part.kind == Part::Kind::table) grids.push_back(&part.grid);
    return *grids[number];
}

// Characters.

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::vector<std::size_t> characters_of(std::string_view text) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (!continues(text[at])) begins.push_back(at);
    return begins;
}

// Damages.

/// The end of the label is gone.
void cut_labels(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random)) {
        GridCell* label = label_of(row.cells());
        if (label == nullptr) continue;
        const auto characters = characters_of(label->text);
        if (characters.size() < 3) continue;
        label->text.resize(characters[2 + random.below(characters.size() - 2)]);
        mark(row.cells(), Fate::touched, fates);
    }
}

void lose_label(const Place& row, Fates& fates) {
    GridCell* label = label_of(row.cells());
    if (label == nullptr) return;
    label->text.clear();
    label->covered = true;
    mark(row.cells(), Fate::touched, fates);
}

/// The label is gone, its cell is empty.
void lose_any_labels(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random)) lose_label(row, fates);
}

/// The same where sums can tell. Not in table 二: where its digits run together as well, they run into those of
/// the row before, and no sum tells.
void lose_labels(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random))
        if (row.grid != &table(page, 0)) lose_label(row, fates);
}

/// The page cuts a label: its end stands in a row without figures, behind the row or before it.
void wrap_labels(Page& page, Fates& fates, Random& random) {
    auto rows = some_rows(page, random);
    std::reverse(rows.begin(), rows.end());  // rows are added behind those that are still to come
    for (const Place& row : rows) {
        GridCell* label = label_of(row.cells());
        if (label == nullptr) continue;
        const auto characters = characters_of(label->text);
        if (characters.size() < 4) continue;
        const std::size_t cut = characters[2 + random.below(characters.size() - 3)];
        Row other{{.text = label->text.substr(cut), .span = label->span}};
        label->text.resize(cut);
        mark(row.cells(), Fate::touched, fates);
        auto& all = row.grid->rows;
        if (random.chance(50)) {  // figures beside the first half
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(row.row) + 1, std::move(other));
        } else {
            std::swap(label->text, other.front().text);
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(row.row), std::move(other));
        }
    }
}

/// Rows that are not in the text, labels and figures.
void lose_rows(Page& page, Fates& fates, Random& random) {
    auto rows = some_rows(page, random);
    std::reverse(rows.begin(), rows.end());
    for (const Place& row : rows) {
        mark(row.cells(), Fate::lost, fates);
        row.grid->rows.erase(row.grid->rows.begin() + static_cast<std::ptrdiff_t>(row.row));
    }
}

/// A page number between two rows, sometimes with the heads of the table again.
void break_pages(Page& page, Fates&, Random& random) {
    auto rows = some_rows(page, random);
    std::reverse(rows.begin(), rows.end());
    for (const Place& row : rows) {
        auto& all = row.grid->rows;
        std::vector<Row> between{{{.text = "- " + std::to_string(1 + random.below(9)) + " -"}}};
        if (row.grid != &table(page, 0) && random.chance(20))
            for (std::size_t r = 0; r < row.row && !has_figures(all[r]); ++r) between.push_back(all[r]);
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(row.row), between.begin(), between.end());
    }
}

void blank_cells(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random)) {
        mark(row.cells(), Fate::touched, fates);
        for (GridCell& cell : row.cells())
            if (cell.figure && random.chance(30)) {
                cell.text.clear();
                fates[*cell.figure] = Fate::blank;
            }
    }
}

/// An empty column, or one of a figure that belongs to nothing, in all rows of a table.
void add_column(Page& page, Fates& fates, Random& random) {
    Grid& grid = table(page, random.below(3));
    const bool filled = random.chance(30);
    const std::size_t behind = random.below(8);  // figures of the row before the column
    for (Row& row : grid.rows) {
        if (!has_figures(row)) continue;
        mark(row, Fate::touched, fates);
        std::size_t at = 0, figures = 0;
        while (at < row.size() && (!row[at].figure || figures++ < behind)) ++at;
        row.insert(row.begin() + static_cast<std::ptrdiff_t>(at), {.text = filled ? "0" : ""});
    }
    ++grid.columns;
}

/// 1 2 for 12.
void space_digits(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random)) {
        mark(row.cells(), Fate::touched, fates);
        for (GridCell& cell : row.cells()) {
            const auto characters = characters_of(cell.text);
            if (!cell.figure || characters.size() < 2) continue;
            const std::size_t at = 1 + random.below(characters.size() - 1);
            const bool digits = std::all_of(characters.begin(), characters.end(),
                                            [&](std::size_t c) { return cell.text[c] >= '0' && cell.text[c] <= '9'; });
            if (digits) cell.text.insert(characters[at], " ");
        }
    }
}

/// １２ for 12.
void widen_digits(Page& page, Fates& fates, Random& random) {
    for (const Place& row : some_rows(page, random)) {
        mark(row.cells(), Fate::touched, fates);
        for (GridCell& cell : row.cells()) {
            if (!cell.figure) continue;
            std::string wide;
            for (char c : cell.text)
                c >= '0' && c <= '9' ? wide += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'))
                                     : wide += c;
            cell.text = wide;
        }
    }
}

void drop_headings(Page& page, Fates&, Random& random) {
    std::erase_if(page, [&](const Part& part) { return part.kind == Part::Kind::heading && random.chance(40); });
}

/// Rows of one cell that repeat the label: 规章 and again 规章 with its figures.
void repeat_rows(Page& page, Fates&, Random& random) {
    auto rows = some_rows(page, random);
    std::reverse(rows.begin(), rows.end());
    for (const Place& row : rows) {
        auto& all = row.grid->rows;
        const Row again = all[row.row];
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(row.row), again);
    }
}

/// A row that is not of the form: it must not shift the others.
void add_rows(Page& page, Fates&, Random& random) {
    constexpr std::string_view labels[] = {"其他主动公开文件", "行政检查", "行政确认", "9.其他情形", "备注"};
    auto rows = some_rows(page, random);
    std::reverse(rows.begin(), rows.end());
    for (const Place& row : rows) {
        Row other = row.cells();
        GridCell* label = label_of(other);
        if (label == nullptr) continue;
        label->text = std::string(random.pick(labels));
        for (GridCell& cell : other) {
            if (cell.figure) cell.text = std::to_string(random.below(50));
            cell.figure.reset();
        }
        auto& all = row.grid->rows;
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(row.row) + 1, std::move(other));
    }
}

/// The figures of a row in a row of their own.
Row take_figures(Row& row) {
    Row figures;
    std::copy_if(row.begin(), row.end(), std::back_inserter(figures), [](const GridCell& cell) { return cell.figure; });
    std::erase_if(row, [](const GridCell& cell) { return cell.figure.has_value(); });
    return figures;
}

/// Some neighbouring rows of a table that have figures: from one to the next but one.
struct Neighbours {
    Grid* grid = nullptr;
    std::size_t begin = 0, end = 0;
};

Neighbours some_neighbours(Grid& grid, std::size_t most, Random& random) {
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < grid.rows.size(); ++r)
        if (has_figures(grid.rows[r])) rows.push_back(r);
    const std::size_t count = std::min(rows.size() - 1, 2 + random.below(most - 1));
    const std::size_t first = rows[random.below(rows.size() - count)];
    std::size_t end = first;
    while (end < first + count && has_figures(grid.rows[end])) ++end;
    return {&grid, first, end};
}

/// A page prints some rows of table 三 column by column: all their labels, then their figures, a column after the other.
void turn_rows(Page& page, Fates& fates, Random& random) {
    const Neighbours rows = some_neighbours(table(page, 1), 10, random);
    std::vector<Row> labels, columns(7);
    for (std::size_t r = rows.begin; r < rows.end; ++r) {
        Row& row = rows.grid->rows[r];
        mark(row, Fate::touched, fates);
        std::size_t column = 0;
        for (const GridCell& cell : take_figures(row)) columns[column++].push_back(cell);
        labels.push_back(std::move(row));
    }
    std::vector<Row>& first = random.chance(50) ? columns : labels;
    std::vector<Row>& second = &first == &labels ? columns : labels;
    first.insert(first.end(), second.begin(), second.end());
    auto& all = rows.grid->rows;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(rows.begin);
    all.insert(all.erase(begin, all.begin() + static_cast<std::ptrdiff_t>(rows.end)), first.begin(), first.end());
}

/// The labels of some rows stand together, and their figures before them or behind.
void part_labels(Page& page, Fates& fates, Random& random) {
    const Neighbours rows = some_neighbours(table(page, random.below(2)), 8, random);
    auto& all = rows.grid->rows;
    std::vector<Row> figures;
    for (std::size_t r = rows.begin; r < rows.end; ++r) {
        mark(all[r], Fate::touched, fates);
        figures.push_back(take_figures(all[r]));
    }
    const std::size_t at = random.chance(50) ? rows.begin : rows.end;
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), figures.begin(), figures.end());
}

/// The figures of some rows, or of a whole table, stand in front of their labels.
void put_figures_first(Page& page, Fates& fates, Random& random) {
    auto rows = some_rows(page, random);
    if (random.chance(20)) {
        rows = rows_of_figures(page);
        Grid* const grid = &table(page, random.below(2));
        std::erase_if(rows, [&](const Place& row) { return row.grid != grid; });
    }
    std::reverse(rows.begin(), rows.end());
    for (const Place& row : rows) {
        if (label_of(row.cells()) == nullptr) continue;
        mark(row.cells(), Fate::touched, fates);
        Row figures = take_figures(row.cells());
        row.grid->rows.insert(row.grid->rows.begin() + static_cast<std::ptrdiff_t>(row.row), std::move(figures));
    }
}

/// Lines that stood in the text before are gone, as where a page was taken for a list of texts. What is left of a row
/// is hardly ever one.
void drop_repeated_lines(std::string& text, Fates& fates, Random&) {
    std::set<std::string> seen;
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        const std::string line = text.substr(begin, end - begin);
        const bool blank = line.find_first_not_of(" \t\r\n") == std::string::npos;
        if (blank || seen.insert(line).second) out += line;
        begin = end;
    }
    text = out;
    for (Fate& fate : fates) fate = std::max(fate, Fate::touched);
}

constexpr Damage all_damages[] = {
    {.name = "none", .to_page = [](Page&, Fates&, Random&) {}},
    {.name = "labels cut", .floor = 85, .to_page = cut_labels},
    {.name = "labels lost", .floor = 85, .to_page = lose_labels},
    {.name = "labels lost in any table", .floor = 90, .cells_apart = true, .to_page = lose_any_labels},
    {.name = "labels wrapped", .floor = 85, .to_page = wrap_labels},
    {.name = "rows lost", .to_page = lose_rows},
    {.name = "pages broken", .to_page = break_pages},
    {.name = "cells blanked", .floor = 55, .cells_apart = true, .to_page = blank_cells},
    {.name = "column added", .floor = 93, .cells_apart = true, .to_page = add_column},
    {.name = "digits spaced", .floor = 80, .cells_apart = true, .to_page = space_digits},
    {.name = "digits widened", .floor = 98, .to_page = widen_digits},
    {.name = "headings dropped", .to_page = drop_headings},
    {.name = "rows repeated", .to_page = repeat_rows},
    {.name = "rows added", .to_page = add_rows},
    {.name = "rows turned", .floor = 98, .cells_apart = true, .to_page = turn_rows},
    {.name = "labels apart", .floor = 85, .cells_apart = true, .to_page = part_labels},
    {.name = "figures first", .floor = 50, .cells_apart = true, .spreads = true, .to_page = put_figures_first},
    {.name = "lines repeated away",
     .floor = 0,
     .cells_apart = true,
     .loses_lines = true,
     .to_text = drop_repeated_lines},
};

}  // namespace

std::span<const Damage> damages() { return all_damages; }

}  // namespace nianbao::generator
