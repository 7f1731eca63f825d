#include "passes/figure_groups.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using Turn = DealtRows::Turn;
using Figures = std::span<const PrintedCell>;
using Sizes = std::span<const std::size_t>;

/// What stands between two figures.
enum class Gap : std::uint8_t { same_line, next_line, empty_line };

Gap gap_between(std::string_view text) {
    const std::size_t first = text.find('\n');
    if (first == std::string_view::npos) return Gap::same_line;
    for (std::size_t line = first; line != std::string_view::npos; line = text.find('\n', line + 1)) {
        const std::size_t next = text.find_first_not_of(" \t\r", line + 1);
        if (next != std::string_view::npos && text[next] == '\n') return Gap::empty_line;
    }
    return Gap::next_line;
}

Gap gap_before(const grammar::Source& source, Figures figures, std::size_t i) {
    return gap_between(source.text({figures[i - 1].span.end, figures[i].span.begin}));
}

/// The sizes of the groups that gaps of this kind, or wider ones, make of the figures.
std::vector<std::size_t> groups_of(const grammar::Source& source, Figures figures, Gap level) {
    std::vector<std::size_t> sizes(1, 0);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (i != 0 && gap_before(source, figures, i) >= level) sizes.push_back(0);
        ++sizes.back();
    }
    return sizes;
}

/// Whether so many groups of one size begin here.
bool is_block(Sizes groups, std::size_t columns) {
    return groups.size() >= columns && groups.front() >= 2 &&
           std::all_of(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(columns),
                       [&](std::size_t size) { return size == groups.front(); });
}

Turn turn(std::size_t first, std::size_t count) {
    return {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count)};
}

}  // namespace

std::vector<Turn> possible_turns(const grammar::Source& source, Figures figures, std::size_t columns) {
    const std::size_t rows = figures.size() / columns;
    std::vector<Turn> turns;
    for (const Gap level : {Gap::empty_line, Gap::next_line}) {
        const std::vector<std::size_t> groups = groups_of(source, figures, level);
        if (std::all_of(groups.begin(), groups.end(), [&](std::size_t size) { return size == columns; })) {
            for (std::size_t first = 0; first + columns <= rows; ++first) turns.push_back(turn(first, columns));
            return turns;
        }
        std::size_t at = 0;
        for (std::size_t g = 0; g < groups.size(); at += groups[g++])
            if (at % columns == 0 && is_block(Sizes(groups).subspan(g), columns))
                turns.push_back(turn(at / columns, groups[g]));
        if (!turns.empty()) return turns;
    }
    for (std::size_t count = 2; count <= rows; ++count)
        for (std::size_t first = 0; first + count <= rows; ++first) turns.push_back(turn(first, count));
    return turns;
}

}  // namespace nianbao::passes
