// One line more, fewer or twice, anywhere: it changes only cells of the table that it stands in, and makes no right and
// certain number a wrong one. A line outside of the tables that is taken away changes nothing. property.hpp has the
// settings.
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "compile.hpp"
#include "property.hpp"
#include "rendering.hpp"

namespace nianbao {
namespace {

using generator::Figure;
using generator::Layout;
using generator::Random;
using grammar::TableId;
using passes::Cell;
using passes::Certainty;
using property::Tally;

/// The lines of a report, and the table that each stands in, if any.
struct Lines {
    struct Line {
        std::string text;
        std::optional<TableId> table;
    };
    std::vector<Line> lines;

    [[nodiscard]] std::string text() const {
        std::string out;
        for (const Line& line : lines) out += line.text + '\n';
        return out;
    }
};

Lines lines_of(const generator::Page& page, const Layout& layout, const generator::Style& style, Random& random) {
    Lines out;
    const std::vector<std::string> texts = generator::print_parts(page, layout, style, random);
    std::size_t table = 0;
    for (std::size_t part = 0; part < texts.size(); ++part) {
        std::optional<TableId> within;
        if (page[part].kind == generator::Part::Kind::table) within = static_cast<TableId>(table++);
        for (std::size_t begin = 0; begin < texts[part].size();) {
            const std::size_t end = texts[part].find('\n', begin);
            out.lines.push_back({texts[part].substr(begin, end - begin), within});
            begin = end + 1;
        }
    }
    return out;
}

/// What a change does, for those who read a failure.
struct Change {
    std::string what;
    std::array<std::optional<TableId>, 2> tables;  // of the line and of the one before it
};

constexpr std::size_t title_lines = 3;  // at most; a title within the text begins another report

Change change(Lines& lines, Random& random) {
    constexpr std::string_view added[] = {
        "", "7", "- 5 -", "0 0 0", "注：数据截至年底。", "返回首页", "本机关主动公开各类信息。", "|"};
    const std::size_t at = title_lines + random.below(lines.lines.size() - title_lines);
    const auto place = lines.lines.begin() + static_cast<std::ptrdiff_t>(at);
    Change change{.what = "line " + std::to_string(at + 1), .tables = {place->table}};
    if (at > 0) change.tables[1] = place[-1].table;
    switch (random.below(4)) {
        case 0:
            change.what += " taken away: " + place->text;
            lines.lines.erase(place);
            break;
        case 1:
            change.what += " doubled: " + place->text;
            lines.lines.insert(place, Lines::Line(*place));
            break;
        case 2: {
            const std::string_view text = random.pick(added);
            change.what += " comes behind: " + std::string(text);
            lines.lines.insert(place, {std::string(text), place->table});
            break;
        }
        default: {
            const Lines::Line other = lines.lines[title_lines + random.below(lines.lines.size() - title_lines)];
            change.what += " comes behind: " + other.text;
            lines.lines.insert(place, {other.text, place->table});
        }
    }
    return change;
}

class Compiled {
public:
    explicit Compiled(std::string text) : input_(read(std::move(text))) {
        compilation_ = compile(input_, 0);
        for (const Cell& cell : compilation_.cells) cells_[cell.key] = &cell;
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    [[nodiscard]] const Cell* cell(grammar::KeyId key) const { return cells_[key]; }

private:
    Input input_;
    passes::Compilation compilation_;
    std::array<const Cell*, grammar::key_count> cells_{};
};

bool is_certain(const Cell* cell) {
    return cell != nullptr && (cell->certainty == Certainty::read || cell->certainty == Certainty::proved);
}

bool same(const Cell* a, const Cell* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return a->value == b->value && a->state == b->state && a->certainty == b->certainty;
}

std::string text_of(const Cell* cell) {
    if (cell == nullptr) return "missing";
    return std::string(name(cell->state)) + ' ' + std::string(name(cell->certainty)) + ' ' +
           (cell->value ? to_string(*cell->value) : "nothing");
}

void change_a_line(std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const generator::Report report = generator::make_report(random);
    const Layout& layout = random.pick(generator::layouts());
    generator::Style style = generator::any_style(random);
    style.crlf = style.byte_order_mark = false;
    Lines lines = lines_of(generator::compose(report, style, random), layout, style, random);
    const Compiled before(lines.text());
    const Change changed = change(lines, random);
    property::show(lines.text());
    const Compiled after(lines.text());
    ++tally.counts["reports"];
    for (const Figure& figure : report.figures) {
        const Cell* a = before.cell(figure.place.key);
        const Cell* b = after.cell(figure.place.key);
        if (same(a, b)) continue;
        ++tally.counts["cells changed"];
        const bool within = changed.tables[0] == figure.place.table || changed.tables[1] == figure.place.table;
        const bool wrong = is_certain(b) && b->value != figure.value;
        if (within && !wrong) continue;
        tally.failures.insert({seed, std::string(layout.name), std::string(grammar::keys()[figure.place.key].text),
                               text_of(a) + " becomes " + text_of(b) + "; " + changed.what});
    }
}

TEST(Metamorphic, a_line_changes_only_its_own_table_and_makes_nothing_wrong) {
    property::conclude("lines changed", property::run(100, change_a_line));
}

}  // namespace
}  // namespace nianbao
