#include "passes/row_fitting.hpp"

#include "grammar/digit.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::Keeps;

using Fields = std::span<const PrintedCell>;

constexpr std::size_t longest_number = 9;  // digits; a longer run is no count

/// Where among the fields the cells may begin so that no figure is left out.
struct Window {
    std::size_t least = 0, most = 0;
    [[nodiscard]] bool none() const { return least > most; }
    [[nodiscard]] bool holds(std::size_t offset) const { return least <= offset && offset <= most; }
};

std::size_t leading_blanks(Fields fields) {
    std::size_t count = 0;
    while (count < fields.size() && is_blank(fields[count])) ++count;
    return count;
}

std::size_t trailing_blanks(Fields fields) {
    std::size_t count = 0;
    while (count < fields.size() && is_blank(fields[fields.size() - 1 - count])) ++count;
    return count;
}

Window window_of(Fields fields, std::size_t cells) {
    if (fields.size() < cells) return {1, 0};
    const std::size_t surplus = fields.size() - cells;
    const std::size_t behind = trailing_blanks(fields);
    return {surplus > behind ? surplus - behind : 0, std::min(surplus, leading_blanks(fields))};
}

void append_full(const RawRow& row, std::vector<PrintedCell>& out) {
    if (row.figures == row.fields.size()) {
        out.insert(out.end(), row.fields.begin(), row.fields.end());
        return;
    }
    for (const PrintedCell& field : row.fields)
        if (!is_blank(field)) out.push_back(field);
}

/// How many digits of either width a text is made of, with a point and a unit of money perhaps; 0 where it holds
/// anything else.
std::size_t digits_of_run(std::string_view text) {
    std::size_t digits = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        if (grammar::take_digit(text, at) >= 0)
            ++digits;
        else if (digits > 0 && text[at] == '.')
            ++at;
        else
            break;
    }
    const std::string_view unit = text.substr(at);
    return unit.empty() || unit.ends_with("元") ? digits : 0;
}

/// One figure for a whole row: the digits of all its cells, or the figure of one of them.
bool is_glued(const RawRow& row, const TableShape& shape, const grammar::Source& source) {
    const PrintedCell& figure = row.fields[leading_blanks(row.fields)];
    if (figure.kind == Kind::run) return true;
    const std::size_t digits = row.keeps == Keeps::rows ? 0 : digits_of_run(source.text(figure.span));
    return digits != 0 && (shape.glued() || digits > longest_number);
}

/// Which fields are not blank, a bit each; there are `most_fitted` at most.
std::uint64_t figures_mask(Fields fields) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) mask |= std::uint64_t{!is_blank(fields[i])} << i;
    return mask;
}

std::uint64_t run_of_bits(std::size_t first, std::size_t count) { return ((std::uint64_t{1} << count) - 1) << first; }

/// The fields that are cells where complete rows of the same make tell: they must leave one way only.
std::optional<std::uint64_t> cells_by_pattern(std::span<const std::uint64_t> patterns, std::uint64_t figures) {
    std::optional<std::uint64_t> found;
    for (const std::uint64_t used : patterns) {
        if ((figures & ~used) != 0) continue;
        if (found && figures != 0) return std::nullopt;
        if (!found) found = used;
    }
    return found;
}

/// A row that the file states has no blanks that stand for merged cells, nor has one that stands under its heads: with as
/// many fields as cells, none is missing.
bool has_all_cells(const RawRow& row, std::size_t cells) {
    return row.fields.size() == cells && (row.under_heads || grammar::all_layouts()[row.layout].stated);
}

/// Where a lone bar may be the end of a row as well as a blank cell, only those between two figures are cells for sure.
std::optional<std::uint64_t> cells_between_figures(const RawRow& row, std::size_t cells) {
    const std::size_t before = leading_blanks(row.fields);
    if (row.fields.size() - before - trailing_blanks(row.fields) != cells) return std::nullopt;
    return run_of_bits(before, cells);
}

/// The fields that are cells, where only one choice is possible.
std::optional<std::uint64_t> cell_fields(const RawRow& row, std::size_t cells, const TableShape& shape) {
    const std::uint64_t figures = figures_mask(row.fields);
    // Table 四 has one row: no other tells which of too many columns are none. Nor do rows of a
    // table with a figure too many.
    const bool untold = row.table == grammar::TableId::review || shape.overfull();
    if (untold && figures != 0 && row.fields.size() != cells) return std::nullopt;
    if (row.keeps != Keeps::rows && figures != 0)
        return shape.padded() || shape.overfull() ? std::nullopt : cells_between_figures(row, cells);
    const std::vector<std::uint64_t> patterns = shape.patterns(row, cells);
    if (!patterns.empty()) return cells_by_pattern(patterns, figures);
    const Window window = window_of(row.fields, cells);
    if (window.none()) return std::nullopt;
    if (shape.padded() && figures != 0 && !shape.is_common_width(row)) return std::nullopt;
    if (figures == 0) return run_of_bits(window.least, cells);
    const std::optional<std::size_t> known =
        window.least == window.most ? window.least : shape.offset(row.fields.size() - cells);
    if (!known || !window.holds(*known)) return std::nullopt;
    if (shape.lacks_column(cells) && !has_all_cells(row, cells)) return std::nullopt;
    return run_of_bits(*known, cells);
}

/// A row printed several times over: its cells, and the same again in another line. 1 1 in one line may be 11.
bool repeats_itself(Fields figures, std::size_t cells, const grammar::Source& source) {
    if (figures.size() <= cells || figures.size() % cells != 0) return false;
    const std::string_view gap = source.text({figures[cells - 1].span.end, figures[cells].span.begin});
    if (gap.find('\n') == std::string_view::npos) return false;
    return std::equal(
        figures.begin() + static_cast<std::ptrdiff_t>(cells), figures.end(), figures.begin(),
        [&](const PrintedCell& a, const PrintedCell& b) { return source.text(a.span) == source.text(b.span); });
}

}  // namespace

void TableShape::learn(const RawRow& row, std::size_t cells) {
    glued_ = glued_ || (row.fields.size() == 1 && row.fields.front().kind == Kind::run);
    ++rows_;
    too_long_ += row.figures > cells;
    if (row.figures == cells) return learn_complete(row, cells);
    const Window window = window_of(row.fields, cells);
    const bool one_way = window.least == window.most;
    if (one_way) learn_ends(row, cells, window.least);
    if (row.fields.size() < cells || row.keeps != Keeps::rows) return;
    overfull_ = overfull_ || row.figures > cells;
    if (row.figures >= 2 && one_way) learn_offset(row.fields.size() - cells, window.least);
}

void TableShape::learn_ends(const RawRow& row, std::size_t cells, std::size_t offset) {
    const std::uint32_t bit = 1U << cells;
    const bool first = !is_blank(row.fields[offset]);
    const bool last = !is_blank(row.fields[offset + cells - 1]);
    if (first) first_ |= bit;
    if (last) last_ |= bit;
    if (row.figures + 1 == cells && !(first && last)) short_ |= bit;
}

void TableShape::learn_complete(const RawRow& row, std::size_t cells) {
    first_ |= 1U << cells;
    last_ |= 1U << cells;
    const bool padded = row.fields.size() > cells;
    padded_ = padded_ || padded;
    if (row.keeps != Keeps::rows) return;
    ++widths_[std::min(row.label_cells + row.fields.size(), most_width - 1)];
    const std::uint64_t used = padded ? figures_mask(row.fields) : run_of_bits(0, cells);
    const Pattern pattern = {row.label_cells, row.fields.size(), cells, used};
    const bool known = std::find(patterns_.begin(), patterns_.end(), pattern) != patterns_.end();
    if (!known && patterns_.size() < most_patterns) patterns_.push_back(pattern);
    learn_offset(row.fields.size() - cells, leading_blanks(row.fields));
}

void TableShape::learn_offset(std::size_t surplus, std::size_t offset) {
    if (surplus >= most_surplus) return;
    Offset& known = offsets_[surplus];
    known.contradicted = known.contradicted || (known.seen && known.fields != offset);
    known.seen = true;
    known.fields = offset;
}

bool TableShape::is_common_width(const RawRow& row) const {
    const auto common = std::max_element(widths_.begin(), widths_.end());
    return row.label_cells + row.fields.size() == static_cast<std::size_t>(common - widths_.begin());
}

std::vector<std::uint64_t> TableShape::patterns(const RawRow& row, std::size_t cells) const {
    std::vector<std::uint64_t> masks;
    for (const Pattern& pattern : patterns_)
        if (pattern.labels == row.label_cells && pattern.fields == row.fields.size() && pattern.cells == cells)
            masks.push_back(pattern.used);
    return masks;
}

std::optional<std::size_t> TableShape::offset(std::size_t surplus) const {
    if (surplus >= most_surplus || !offsets_[surplus].seen || offsets_[surplus].contradicted) return std::nullopt;
    return offsets_[surplus].fields;
}

Fit fit_figures(const RawRow& row, std::size_t cells, const TableShape& shape, const grammar::Source& source,
                std::vector<PrintedCell>& out) {
    const std::size_t figures = row.figures;
    if (figures == 1 && cells > 1 && is_glued(row, shape, source)) {
        append_full(row, out);
        return Fit::glued;
    }
    if (figures == cells) {
        append_full(row, out);
        // In a table with a column too many a blank may be the cell, and a figure none.
        const bool stray = shape.overfull() && (row.fields.size() > cells || shape.mostly_overfull());
        return stray ? Fit::disputed : Fit::separate;
    }
    if (const auto chosen = cell_fields(row, cells, shape)) {
        for (std::size_t i = 0; i < row.fields.size(); ++i)
            if (*chosen >> i & 1U) out.push_back(row.fields[i]);
        return Fit::separate;
    }
    append_full(row, out);
    if (!repeats_itself(std::span(out).last(figures), cells, source)) return Fit::open;
    out.resize(out.size() - (figures - cells));
    return Fit::separate;
}

}  // namespace nianbao::passes
