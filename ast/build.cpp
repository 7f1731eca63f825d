#include "ast/build.hpp"

#include <algorithm>
#include <array>

#include "grammar/blank.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::ast {
namespace {

using grammar::Node;
using grammar::Source;

constexpr std::size_t longest_title_line = 180;  // bytes
constexpr std::size_t longest_agency_line = 75;  // bytes
constexpr std::size_t most_blank_cells = 64;     // kept of one filler: more are no row of any form

/// A bar of either width closes a cell; what else stands between cells opens one.
bool closes_cell(std::string_view separator) { return separator.starts_with('|') || separator.starts_with("｜"); }

class Builder {
public:
    Builder(const grammar::Tree& tree, const Source& source) : tree_(tree), source_(source) {}

    Document read(std::uint32_t first, std::uint32_t last, Span extent) {
        document_ = {};
        document_.extent = extent;
        const std::size_t nodes = last - first;
        document_.blocks.reserve(count_blocks(first, last));
        document_.cells.reserve(nodes);
        document_.rows.reserve(nodes / 4 + 4);
        for (std::uint32_t index = first; index < last; index = tree_.nodes[index].next) add_block(index);
        return std::move(document_);
    }

private:
    [[nodiscard]] std::size_t count_blocks(std::uint32_t first, std::uint32_t last) const {
        std::size_t count = 0;
        for (std::uint32_t index = first; index < last; index = tree_.nodes[index].next) ++count;
        return count;
    }

    void add_block(std::uint32_t index) {
        const Node& node = tree_.nodes[index];
        if (node.kind == Kind::table) return add_table(index);
        document_.blocks.push_back({.span = trimmed(source_, node.span()), .kind = node.kind});
    }

    void add_table(std::uint32_t index) {
        const Node& node = tree_.nodes[index];
        const auto count = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
        PrintedTable table{.first_row = count(document_.rows)};
        for (std::uint32_t row = index + 1; row < node.next; row = tree_.nodes[row].next) add_row(row);
        table.row_count = count(document_.rows) - table.first_row;
        document_.blocks.push_back(
            {.span = node.span(), .table = count(document_.tables) & 0xFF'FFFFU, .kind = node.kind});
        document_.tables.push_back(table);
    }

    void add_row(std::uint32_t index) {
        const Node& node = tree_.nodes[index];
        if (node.kind != Kind::row) return;  // a page number between rows
        PrintedRow row{node.span(), node.layout};
        row.first_cell = static_cast<std::uint32_t>(document_.cells.size());
        for (const Node& cell : tree_.below(index)) add_cell(cell);  // nothing is below a cell
        row.cell_count = static_cast<std::uint32_t>(document_.cells.size()) - row.first_cell;
        document_.rows.push_back(row);
    }

    void add_cell(const Node& node) {
        switch (node.kind) {
            case Kind::filler: add_blanks(node); break;
            case Kind::text: document_.cells.push_back({trimmed(source_, node.span()), node.kind}); break;
            case Kind::figure:
            case Kind::run:
            case Kind::blank: document_.cells.push_back({node.span(), node.kind}); break;
            case Kind::document:
            case Kind::heading:
            case Kind::line:
            case Kind::page:
            case Kind::table:
            case Kind::row:
            case Kind::stray: break;
        }
    }

    /// A filler holds as many blank cells as separators. Each is an empty place before its separator and blanks, but behind
    /// the last cell of a row of tabs, where each tab opens one.
    void add_blanks(const Node& node) {
        const bool opens = ends_line(node.end) && !closes_cell(source_.text(node.span()));
        std::size_t blanks = 0;
        for (std::uint32_t at = node.begin; at < node.end && blanks < most_blank_cells;) {
            const std::string_view left = source_.text({at, node.end});
            std::size_t length = 0;
            const bool separator =
                grammar::is_separator(grammar::decode(left.data(), left.data() + left.size(), length));
            const std::uint32_t next = at + static_cast<std::uint32_t>(length);
            if (separator) {
                const std::uint32_t place = opens ? next : before_blanks(at);
                document_.cells.push_back({{place, place}, Kind::blank});
                ++blanks;
            }
            at = next;
        }
    }

    std::uint32_t before_blanks(std::uint32_t at) const {
        while (at > 0 && source_.text()[at - 1] == ' ') --at;
        return at;
    }

    bool ends_line(std::uint32_t at) const { return at == source_.text().size() || source_.text()[at] == '\n'; }

    const grammar::Tree& tree_;
    const Source& source_;
    Document document_;
};

/// Indexes of the top-level nodes where reports begin. The first is the first node of all.
///
/// A title begins a new report when the report before it has a table, and a heading or table follows before the next
/// title; links to other reports in a page's footer are followed by neither.
std::vector<std::uint32_t> report_starts(const grammar::Tree& tree, const Source& source) {
    std::vector<std::uint32_t> starts = {1};
    bool has_heading = false, has_table = false;
    std::uint32_t pending = 0;  // a title behind a finished report
    std::array<std::uint32_t, 2> previous{};
    const auto end = static_cast<std::uint32_t>(tree.nodes.size());
    for (std::uint32_t index = 1; index < end; index = tree.nodes[index].next) {
        const Node& node = tree.nodes[index];
        const bool opens = node.kind == Kind::heading || node.kind == Kind::table;
        if (opens && pending != 0) {
            starts.push_back(pending);
            pending = 0;
            has_heading = has_table = false;
        }
        has_heading = has_heading || node.kind == Kind::heading;
        has_table = has_table || (has_heading && node.kind == Kind::table);  // not the metadata above a title
        const bool line = has_table && node.kind == Kind::line && node.end - node.begin <= longest_title_line;
        const std::string_view text = line ? source.text(trimmed(source, node.span())) : std::string_view();
        if (line && grammar::is_report_title(text)) {
            pending = index;
            const bool bare =
                text.starts_with("政府信息公开") || text.starts_with("信息公开") || text.starts_with("20");
            const std::uint32_t above = previous[1];
            if (bare && above != 0 && tree.nodes[above].end - tree.nodes[above].begin <= longest_agency_line)
                pending = above;
        }
        previous = {previous[1], node.kind == Kind::line ? index : 0};
    }
    return starts;
}

}  // namespace

Span trimmed(const Source& source, Span span) {
    const std::string_view text = grammar::without_blanks_before(source.text(span));
    const auto begin = span.end - static_cast<std::uint32_t>(text.size());
    return {begin, begin + static_cast<std::uint32_t>(grammar::without_blanks_behind(text).size())};
}

std::vector<Document> build(const grammar::Tree& tree, const Source& source) {
    std::vector<Document> documents;
    const auto size = static_cast<std::uint32_t>(source.text().size());
    if (tree.nodes.size() <= 1) {
        documents.push_back({.extent = {0, size}, .blocks = {}, .tables = {}, .rows = {}, .cells = {}});
        return documents;
    }
    const std::vector<std::uint32_t> starts = report_starts(tree, source);
    Builder builder(tree, source);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const bool last = i + 1 == starts.size();
        const std::uint32_t first = starts[i];
        const std::uint32_t next = last ? static_cast<std::uint32_t>(tree.nodes.size()) : starts[i + 1];
        const Span extent = {i == 0 ? 0 : tree.nodes[first].begin, last ? size : tree.nodes[next].begin};
        documents.push_back(builder.read(first, next, extent));
    }
    return documents;
}

}  // namespace nianbao::ast
