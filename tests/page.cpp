#include "page.hpp"

#include <algorithm>

#include "prose.hpp"

namespace nianbao::generator {
namespace {

using grammar::TableId;

// Characters.

/// Bytes of the UTF-8 character that starts with `lead`.
std::size_t length_of(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string with_half_width_punctuation(std::string text) {
    constexpr std::string_view pairs[][2] = {{"（", "("}, {"）", ")"}, {"，", ","}, {"：", ":"}, {"；", ";"}};
    for (const auto& [full, half] : pairs) replace_all(text, full, half);
    return text;
}

/// 12.5 as １２．５. Other characters stay.
std::string with_full_width_digits(std::string_view text) {
    constexpr std::string_view half = "0123456789+-.";
    constexpr std::string_view full[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "＋", "－", "．"};
    std::string out;
    for (char c : text) {
        const std::size_t index = half.find(c);
        index == std::string_view::npos ? out.append(1, c) : out.append(full[index]);
    }
    return out;
}

std::string punctuated(std::string_view text, const Style& style) {
    return style.full_width_punctuation ? std::string(text) : with_half_width_punctuation(std::string(text));
}

/// A blank somewhere inside the label, between two characters of three bytes (never inside "1.").
std::string wrapped(std::string label, Random& random) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < label.size(); at += length_of(label[at]))
        if (at >= 6 && length_of(label[at]) == 3 && length_of(label[at - 3]) == 3) places.push_back(at);
    if (!places.empty()) label.insert(random.pick(places), " ");
    return label;
}

// The cells of the three tables.

std::string any_variant(std::string_view label, std::string_view variants, Random& random) {
    std::vector<std::string_view> choices{label};
    for (std::size_t begin = 0; begin < variants.size();) {
        const std::size_t end = std::min(variants.find('|', begin), variants.size());
        choices.push_back(variants.substr(begin, end - begin));
        begin = end + 1;
    }
    return std::string(random.pick(choices));
}

class Printer {
public:
    Printer(const Report& report, const Style& style, Random& random)
        : report_(report), style_(style), random_(random) {}

    GridCell label(std::string_view text, std::string_view variants = {}, std::size_t span = 1) {
        std::string chosen = style_.label_variants ? any_variant(text, variants, random_) : std::string(text);
        chosen = punctuated(chosen, style_);
        if (style_.wrapped_labels && random_.chance(20)) chosen = wrapped(std::move(chosen), random_);
        return {std::move(chosen), span};
    }

    /// The figures of a row of the form, which follow each other in the report.
    void add_figures(std::vector<GridCell>& row, std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            const Figure& figure = report_.figures[i];
            std::string text = digits_of(figure);
            if (style_.full_width_digits) text = with_full_width_digits(text);
            if (!figure.blank) text += figure.unit;
            row.push_back({.text = std::move(text), .figure = i});
        }
    }

    [[nodiscard]] const grammar::Table& table(TableId id) const {
        return grammar::all_forms[report_.edition]->table(id);
    }
    [[nodiscard]] const Report& report() const { return report_; }
    [[nodiscard]] const Style& style() const { return style_; }
    Random& random() { return random_; }

    [[nodiscard]] std::size_t first_figure(TableId id) const {
        const auto& figures = report_.figures;
        const auto found =
            std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.place.table == id; });
        return static_cast<std::size_t>(found - figures.begin());
    }

private:
    const Report& report_;
    const Style& style_;
    Random& random_;
};

GridCell covered(std::size_t span = 1) { return {{}, span, true}; }

/// The head that names no unit is for figures that bring theirs.
std::string_view head_variants(const grammar::Column& column, const Figure& below) {
    const bool unit_in_head_only = column.unit == grammar::Unit::wan_yuan && below.unit.empty();
    return unit_in_head_only ? std::string_view() : column.variants;
}

Grid disclosure_grid(Printer& printer) {
    Grid grid;
    std::size_t next = printer.first_figure(TableId::disclosure);
    const grammar::Table& table = printer.table(TableId::disclosure);
    for (const grammar::Block& block : table.blocks) grid.columns = std::max(grid.columns, block.columns.size() + 1);
    for (const grammar::Block& block : table.blocks) {
        grid.rows.push_back({printer.label(block.banner, {}, grid.columns)});
        std::vector<GridCell> heads{printer.label("信息内容")};
        for (std::size_t column = 0; column < block.columns.size(); ++column) {
            const grammar::Column& head = block.columns[column];
            heads.push_back(printer.label(head.label, head_variants(head, printer.report().figures[next + column])));
        }
        grid.rows.push_back(std::move(heads));
        for (const grammar::Row& row : block.rows) {
            std::vector<GridCell> cells{printer.label(row.label, row.variants)};
            printer.add_figures(cells, next, block.columns.size());
            next += block.columns.size();
            grid.rows.push_back(std::move(cells));
        }
    }
    return grid;
}

constexpr std::string_view corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

void add_requests_heads(Printer& printer, Grid& grid) {
    const auto applicants = printer.table(TableId::requests).blocks[0].columns;
    const std::size_t organisations = applicants.size() - 2;
    const auto head = [&](const grammar::Column& column) { return printer.label(column.label, column.variants); };
    grid.rows.push_back({printer.label(corner, "办理情况", 3), printer.label("申请人情况", {}, applicants.size())});
    grid.rows.push_back({covered(3), head(applicants.front()), printer.label("法人或其他组织", {}, organisations),
                         head(applicants.back())});
    std::vector<GridCell> last{covered(3), covered()};
    for (const grammar::Column& column : applicants.subspan(1, organisations)) last.push_back(head(column));
    last.push_back(covered());
    grid.rows.push_back(std::move(last));
}

/// The three label columns of a row: the results, the kind of result, the row itself.
std::vector<GridCell> requests_labels(Printer& printer, const grammar::Row& row, std::string_view group_above) {
    const std::string_view results = grammar::forms::results_group;
    if (row.group.empty()) return {printer.label(row.label, row.variants, 3)};
    std::vector<GridCell> cells{group_above.empty() ? printer.label(results) : covered()};
    if (row.group == results) {
        cells.push_back(printer.label(row.label, row.variants, 2));
    } else {
        cells.push_back(row.group == group_above ? covered() : printer.label(row.group));
        cells.push_back(printer.label(row.label, row.variants));
    }
    return cells;
}

Grid requests_grid(Printer& printer) {
    const grammar::Block& block = printer.table(TableId::requests).blocks[0];
    Grid grid{.columns = block.columns.size() + 3, .rows = {}};
    add_requests_heads(printer, grid);
    std::size_t next = printer.first_figure(TableId::requests);
    std::string_view group;
    for (const grammar::Row& row : block.rows) {
        grid.rows.push_back(requests_labels(printer, row, group));
        printer.add_figures(grid.rows.back(), next, block.columns.size());
        next += block.columns.size();
        group = row.group;
    }
    return grid;
}

Grid review_grid(Printer& printer) {
    const grammar::Block& block = printer.table(TableId::review).blocks[0];
    const std::size_t outcomes = block.columns.size();
    Grid grid{.columns = outcomes * block.rows.size(), .rows = {}};
    std::vector<GridCell> kinds, stages, heads;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        const grammar::Row& row = block.rows[i];
        if (row.group.empty())
            kinds.push_back(printer.label(row.label, {}, outcomes));
        else if (i == 0 || block.rows[i - 1].group != row.group)
            kinds.push_back(printer.label(row.group, {}, outcomes));
        else
            kinds.back().span += outcomes;
        if (!row.group.empty()) stages.push_back(printer.label(row.label, row.variants, outcomes));
        for (const grammar::Column& column : block.columns) {
            (row.group.empty() ? stages : heads).push_back(printer.label(column.label, column.variants));
            if (row.group.empty()) heads.push_back(covered());
        }
    }
    std::vector<GridCell> figures;
    printer.add_figures(figures, printer.first_figure(TableId::review), grid.columns);
    grid.rows = {std::move(kinds), std::move(stages), std::move(heads), std::move(figures)};
    return grid;
}

// Sections.

/// A sentence with numbers of its own for # and the year for @.
std::string sentence(std::string_view pattern, const Printer& printer, Random& random) {
    std::string out;
    for (char c : pattern) {
        if (c == '#')
            out += std::to_string(random.between(1, 900));
        else if (c == '@')
            out += std::to_string(printer.report().year);
        else
            out += c;
    }
    return punctuated(out, printer.style());
}

template <class Patterns>
std::string paragraph(const Patterns& patterns, std::size_t sentences, Printer& printer) {
    std::string out;
    for (std::size_t i = 0; i < sentences; ++i)
        out += sentence(printer.random().pick(patterns), printer, printer.random());
    return out;
}

std::string heading(std::size_t number, std::string_view title, Printer& printer) {
    constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六"};
    constexpr std::string_view separators[] = {"、", "、", "、", "．", "."};
    return std::string(numerals[number - 1]).append(printer.random().pick(separators)).append(title);
}

std::string title(Printer& printer) {
    Random& random = printer.random();
    const std::string blank(random.chance(30) ? " " : "");
    return std::string(printer.report().agency)
        .append(random.chance(20) ? "\n" : blank)
        .append(std::to_string(printer.report().year))
        .append(blank)
        .append("年政府信息公开工作年度报告");
}

std::string overview(std::size_t index, Printer& printer) {
    constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
    const std::string_view label = prose::labels[index % std::size(prose::labels)];
    const std::string number = "（" + std::string(numerals[index % std::size(numerals)]) + "）";
    return punctuated(number, printer.style())
        .append(label)
        .append("。")
        .append(paragraph(prose::overview, 1 + printer.random().below(6), printer));
}

std::string_view review_title(Random& random) {
    constexpr std::string_view titles[] = {
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    };
    return random.pick(titles);
}

std::string_view problems_title(Random& random) {
    constexpr std::string_view titles[] = {
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题及改进情况",
    };
    return random.pick(titles);
}

}  // namespace

std::size_t height_of(const Grid& grid, std::size_t row, std::size_t column) {
    std::size_t height = 1;
    for (; row + height < grid.rows.size(); ++height) {
        std::size_t at = 0;
        bool covered = false;
        for (const GridCell& below : grid.rows[row + height]) {
            covered = covered || (at == column && below.covered);
            at += below.span;
        }
        if (!covered) break;
    }
    return height;
}

Style any_style(Random& random) {
    return {
        .full_width_punctuation = random.chance(60),
        .full_width_digits = random.chance(10),
        .label_variants = random.chance(40),
        .wrapped_labels = random.chance(15),
        .filler_cells = random.chance(50),
        .empty_lines = random.chance(50),
        .crlf = random.chance(20),
        .byte_order_mark = random.chance(15),
    };
}

Page compose(const Report& report, const Style& style, Random& random, std::size_t paragraphs) {
    Printer printer(report, style, random);
    Page page;
    const auto add = [&](Part::Kind kind, std::string text) { page.push_back({kind, std::move(text), {}}); };
    const auto add_table = [&](std::size_t number, std::string_view title, Grid grid) {
        add(Part::Kind::heading, heading(number, title, printer));
        page.push_back({Part::Kind::table, {}, std::move(grid)});
    };
    add(Part::Kind::title, title(printer));
    add(Part::Kind::paragraph, paragraph(prose::preamble, 1 + random.below(3), printer));
    add(Part::Kind::heading, heading(1, "总体情况", printer));
    for (std::size_t i = 0; i < paragraphs; ++i) add(Part::Kind::paragraph, overview(i, printer));
    add_table(2, printer.table(TableId::disclosure).label, disclosure_grid(printer));
    add_table(3, printer.table(TableId::requests).label, requests_grid(printer));
    add_table(4, review_title(random), review_grid(printer));
    add(Part::Kind::heading, heading(5, problems_title(random), printer));
    for (std::size_t i = 0; i <= paragraphs / 4; ++i)
        add(Part::Kind::paragraph, paragraph(prose::problems, 1 + random.below(5), printer));
    add(Part::Kind::heading, heading(6, random.chance(70) ? "其他需要报告的事项" : "需要说明的其他事项", printer));
    add(Part::Kind::paragraph, paragraph(prose::other_matters, 1, printer));
    return page;
}

}  // namespace nianbao::generator
