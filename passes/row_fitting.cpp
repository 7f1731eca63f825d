#include "passes/row_fitting.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;

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

void append_full(Fields fields, std::vector<PrintedCell>& out) {
    for (const PrintedCell& field : fields)
        if (!is_blank(field)) out.push_back(field);
}

/// How many digits of either width a text is made of; 0 where it holds anything else.
std::size_t digits_only(std::string_view text) {
    std::size_t digits = 0;
    while (!text.empty()) {
        const bool wide = text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' && text[2] <= '\x99';
        if (!wide && (text.front() < '0' || text.front() > '9')) return 0;
        text.remove_prefix(wide ? 3 : 1);
        ++digits;
    }
    return digits;
}

/// One figure for a whole row: the digits of all its cells, or the figure of one of them.
bool is_glued(const RawRow& row, const TableShape& shape, const grammar::Source& source) {
    const PrintedCell& figure = row.fields[leading_blanks(row.fields)];
    if (figure.kind == Kind::run) return true;
    const std::size_t digits = has_rows(row.layout) ? 0 : digits_only(source.text(figure.span));
    return digits != 0 && (shape.glued() || digits > longest_number);
}

/// The field of the first cell, where only one is possible.
std::optional<std::size_t> first_cell(const RawRow& row, std::size_t cells, const TableShape& shape) {
    const std::size_t figures = count_figures(row.fields);
    // Where a lone bar may be a blank cell as well as the end of a row, nobody knows which cells are blank.
    if (grammar::layout_names()[row.layout] == "pipe-cells" && figures > 0) return std::nullopt;
    const Window window = window_of(row.fields, cells);
    if (window.none()) return std::nullopt;
    const std::size_t surplus = row.fields.size() - cells;
    if (shape.padded() && surplus == 0 && figures > 0 && is_blank(row.fields.front())) return std::nullopt;
    if (window.least == window.most || figures == 0) return window.least;
    const std::optional<std::size_t> known = shape.offset(surplus);
    return known && window.holds(*known) ? known : std::nullopt;
}

}  // namespace

void TableShape::learn(const RawRow& row, std::size_t cells) {
    const std::size_t figures = count_figures(row.fields);
    glued_ = glued_ || (row.fields.size() == 1 && row.fields.front().kind == Kind::run);
    if (figures < 2 || row.fields.size() < cells) return;
    const bool complete = figures == cells;
    const Window window = window_of(row.fields, cells);
    const std::size_t leading = leading_blanks(row.fields);
    padded_ = padded_ || (complete && leading > 0);
    if (!complete && window.least != window.most) return;
    const std::size_t surplus = row.fields.size() - cells;
    if (surplus >= most_surplus) return;
    const std::size_t offset = complete ? leading : window.least;
    Offset& known = offsets_[surplus];
    known.contradicted = known.contradicted || (known.seen && known.fields != offset);
    known.seen = true;
    known.fields = offset;
}

std::optional<std::size_t> TableShape::offset(std::size_t surplus) const {
    if (surplus >= most_surplus || !offsets_[surplus].seen || offsets_[surplus].contradicted) return std::nullopt;
    return offsets_[surplus].fields;
}

Fit fit_figures(const RawRow& row, std::size_t cells, const TableShape& shape, const grammar::Source& source,
                std::vector<PrintedCell>& out) {
    const std::size_t figures = count_figures(row.fields);
    if (figures == 1 && cells > 1 && is_glued(row, shape, source)) {
        append_full(row.fields, out);
        return Fit::glued;
    }
    if (figures == cells) {
        append_full(row.fields, out);
        return Fit::separate;
    }
    if (const auto first = first_cell(row, cells, shape)) {
        const Fields fields = row.fields.subspan(*first, cells);
        out.insert(out.end(), fields.begin(), fields.end());
        return Fit::separate;
    }
    append_full(row.fields, out);
    return Fit::open;
}

}  // namespace nianbao::passes
