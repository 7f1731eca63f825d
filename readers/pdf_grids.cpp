// Rules -> pieces joined to whole lines -> lines that touch -> grid lines -> cells.
#include "readers/pdf_grids.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <span>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr Length same_line = 80;             // pieces of one line are as near to each other
constexpr Length reach = 250;                // of a line's end: to the one it should meet, or to its next piece
constexpr Length shortest = 300;             // of a line; what is shorter belongs to letters
constexpr Length most_gap = 180;             // between the end of a line that parts cells and the side of its cells
constexpr Length double_line = 300;          // two lines so near are one
constexpr std::size_t most_lines = 500;      // of either direction on a page: more are a drawing
constexpr std::size_t most_places = 50'000;  // of a grid

Box turned(const Box& box) { return {box.top, box.left, box.bottom, box.right}; }

std::vector<Box> turned(std::vector<Box> boxes) {
    for (Box& box : boxes) box = turned(box);
    return boxes;
}

/// Lines down, made of their pieces.
std::vector<Box> whole_lines(std::vector<Box> pieces) {
    std::ranges::sort(pieces, {}, &Box::center);
    std::vector<Box> lines;
    for (std::size_t begin = 0; begin < pieces.size();) {
        std::size_t end = begin + 1;
        while (end < pieces.size() && pieces[end].center() - pieces[begin].center() <= same_line) ++end;
        const std::span<Box> beside(pieces.data() + begin, end - begin);
        std::ranges::sort(beside, {}, &Box::top);
        const std::size_t first = lines.size();
        for (const Box& piece : beside)
            if (lines.size() > first && piece.top <= lines.back().bottom + reach)
                lines.back() = join(lines.back(), piece);
            else
                lines.push_back(piece);
        begin = end;
    }
    std::erase_if(lines, [](const Box& line) { return line.height() < shortest; });
    return lines;
}

/// Whether a line runs through the middle of a word: it strikes that out, and parts nothing.
bool strikes_out(const Box& line, const std::vector<Word>& words) {
    return std::ranges::any_of(words, [&](const Word& word) {
        const Length from_middle = std::abs(line.middle() - word.box.middle());
        return from_middle * 4 < word.box.height() && shared_width(line, word.box) * 2 > word.box.width();
    });
}

/// Which things belong together.
class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }

    std::size_t of(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
    std::vector<std::size_t> parent_;
};

struct Lines {
    std::vector<Box> down, across;
};

/// Lines that touch each other.
std::vector<Lines> touching(const Lines& lines) {
    Groups groups(lines.down.size() + lines.across.size());
    for (std::size_t i = 0; i < lines.down.size(); ++i)
        for (std::size_t j = 0; j < lines.across.size(); ++j)
            if (shared_width(lines.down[i], lines.across[j]) >= -reach &&
                shared_height(lines.down[i], lines.across[j]) >= -reach)
                groups.join(i, lines.down.size() + j);
    std::vector<Lines> out;
    std::vector<std::size_t> index(lines.down.size() + lines.across.size(), 0);  // of the group's lines, from 1 on
    const auto of = [&](std::size_t i) -> Lines& {
        std::size_t& at = index[groups.of(i)];
        if (at == 0) {
            out.emplace_back();
            at = out.size();
        }
        return out[at - 1];
    };
    for (std::size_t i = 0; i < lines.down.size(); ++i) of(i).down.push_back(lines.down[i]);
    for (std::size_t j = 0; j < lines.across.size(); ++j) of(lines.down.size() + j).across.push_back(lines.across[j]);
    return out;
}

/// Where the lines down stand, and which of them stand there; with the ends of the others, where those go further.
struct GridLines {
    std::vector<Length> at;
    std::vector<std::size_t> of_line;  // index of each line in `at`
};

GridLines grid_lines(const std::vector<Box>& down, const std::vector<Box>& across) {
    std::vector<std::size_t> order(down.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return down[i].center(); });
    GridLines out{.at = {}, .of_line = std::vector<std::size_t>(down.size())};
    const Length left = std::ranges::min(across, {}, &Box::left).left;
    const Length right = std::ranges::max(across, {}, &Box::right).right;
    if (order.empty() || down[order.front()].center() - left > double_line) out.at.push_back(left);
    std::size_t open_lines = 0;  // at the last place
    Length last = 0;
    for (const std::size_t i : order) {
        const Length place = down[i].center();
        if (open_lines == 0 || place - last > double_line) {
            out.at.push_back(place);
            open_lines = 0;
        } else {
            out.at.back() += (place - out.at.back()) / static_cast<Length>(open_lines + 1);
        }
        ++open_lines;
        last = place;
        out.of_line[i] = out.at.size() - 1;
    }
    if (right - out.at.back() > double_line) out.at.push_back(right);
    return out;
}

/// For each row and each line down, whether a rule parts what is beside it, from one side of the row to the other.
std::vector<bool> walls(const std::vector<Box>& down, const GridLines& x, const std::vector<Length>& y) {
    const std::size_t rows = y.size() - 1, lines = x.at.size();
    std::vector<bool> out(rows * lines);
    for (std::size_t i = 0; i < down.size(); ++i)
        for (std::size_t row = 0; row < rows; ++row) {
            const Length covered = std::min(down[i].bottom, y[row + 1]) - std::max(down[i].top, y[row]);
            if (down[i].top <= y[row] + most_gap && down[i].bottom >= y[row + 1] - most_gap &&
                covered * 2 > y[row + 1] - y[row])
                out[row * lines + x.of_line[i]] = true;
        }
    return out;
}

/// The cells between the walls; none if one of them is no rectangle.
std::optional<RuledGrid> grid_of(const Lines& lines) {
    if (lines.across.empty() || lines.down.empty()) return std::nullopt;
    const std::vector<Box> across = turned(lines.across);
    const GridLines x = grid_lines(lines.down, lines.across), y = grid_lines(across, turned(lines.down));
    const std::size_t rows = y.at.size() - 1, columns = x.at.size() - 1;
    if (rows < 1 || columns < 2 || rows * columns > most_places) return std::nullopt;
    const std::vector<bool> down = walls(lines.down, x, y.at), beneath = walls(across, y, x.at);

    Groups places(rows * columns);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            const std::size_t place = row * columns + column;
            if (column + 1 < columns && !down[row * x.at.size() + column + 1]) places.join(place, place + 1);
            if (row + 1 < rows && !beneath[column * y.at.size() + row + 1]) places.join(place, place + columns);
        }
    RuledGrid grid{.x = x.at, .y = y.at, .cells = {}, .owner = std::vector<std::size_t>(rows * columns)};
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> cell_of(rows * columns, none), size;  // by group, by cell
    for (std::size_t place = 0; place < rows * columns; ++place) {
        std::size_t& cell = cell_of[places.of(place)];
        const std::size_t row = place / columns, column = place % columns;
        if (cell == none) {
            cell = grid.cells.size();
            grid.cells.push_back({.row = row, .column = column, .rows = 1, .columns = 1, .box = {}});
            size.push_back(0);
        }
        GridCell& is = grid.cells[cell];
        if (column < is.column) return std::nullopt;
        is.rows = row - is.row + 1;
        is.columns = std::max(is.columns, column - is.column + 1);
        ++size[cell];
        grid.owner[place] = cell;
    }
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        GridCell& cell = grid.cells[i];
        if (size[i] != cell.rows * cell.columns) return std::nullopt;
        cell.box = {x.at[cell.column], y.at[cell.row], x.at[cell.column + cell.columns], y.at[cell.row + cell.rows]};
    }
    return grid;
}

}  // namespace

std::optional<std::size_t> RuledGrid::cell_at(Length x_place, Length y_place) const {
    const auto column = std::ranges::upper_bound(x, x_place) - x.begin() - 1;
    const auto row = std::ranges::upper_bound(y, y_place) - y.begin() - 1;
    const auto columns = static_cast<std::ptrdiff_t>(x.size()) - 1, rows = static_cast<std::ptrdiff_t>(y.size()) - 1;
    if (column < 0 || column >= columns || row < 0 || row >= rows) return std::nullopt;
    return owner[static_cast<std::size_t>(row * columns + column)];
}

std::vector<RuledGrid> find_grids(const PageRules& rules, const std::vector<Word>& words) {
    Lines lines{.down = whole_lines(rules.down), .across = turned(whole_lines(turned(rules.across)))};
    std::vector<RuledGrid> grids;
    if (lines.down.size() > most_lines || lines.across.size() > most_lines) return grids;
    std::erase_if(lines.across, [&](const Box& line) { return strikes_out(line, words); });
    for (const Lines& group : touching(lines))
        if (std::optional<RuledGrid> grid = grid_of(group)) grids.push_back(*std::move(grid));
    return grids;
}

}  // namespace nianbao::readers
