#include "generator.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>
#include <span>

namespace nianbao::generator {
namespace {

using grammar::Block;
using grammar::FormCell;
using grammar::Identity;
using grammar::TableId;
using grammar::Unit;

// Names: two syllables make a place that should be on no map.

constexpr std::string_view first_syllables[] = {"砚", "榆", "槐", "雾", "苇", "鹭", "桐", "岚", "澜", "枫", "荻", "菰"};
constexpr std::string_view second_syllables[] = {"塘", "坪", "浦", "墩", "洲", "岭",
                                                 "汀", "渡", "堰", "湾", "垟", "埠"};
constexpr std::string_view offices[] = {
    "人民政府",   "人民政府办公室", "教育局", "水务局",         "市场监督管理局", "交通运输局",
    "财政局",     "统计局",         "林业局", "退役军人事务局", "卫生健康局",     "自然资源局",
    "农业农村局", "医疗保障局",     "审计局", "应急管理局",     "文化和旅游局",   "住房和城乡建设局",
};

std::string place_name(Random& random, std::string_view kind) {
    std::string name(random.pick(first_syllables));
    return name.append(random.pick(second_syllables)).append(kind);
}

std::string agency_name(Level level, Random& random) {
    switch (level) {
        case Level::village:
            return place_name(random, "县") + place_name(random, "镇") + place_name(random, "村村民委员会");
        case Level::township:
            return place_name(random, "县") + place_name(random, random.chance(50) ? "镇" : "乡") + "人民政府";
        case Level::county: return place_name(random, "县").append(random.pick(offices));
        case Level::city: return place_name(random, "市").append(random.pick(offices));
        case Level::province: return place_name(random, "省").append(random.pick(offices));
    }
    return {};
}

// Figures.

/// A number of `digits` digits without a leading zero.
std::int64_t number_of(std::size_t digits, Random& random) {
    std::int64_t low = 1;
    for (std::size_t i = 1; i < digits; ++i) low *= 10;
    return random.between(low, low * 10 - 1);
}

/// How many digits a figure of an agency of this size has at most. Totals may need one more.
std::size_t longest(Level level) { return std::min<std::size_t>(static_cast<std::size_t>(level) + 1, 4); }

class Filler {
public:
    Filler(Level level, unsigned filled, Random& random) : level_(level), filled_(filled), random_(random) {}

    std::int64_t count() {
        return random_.chance(filled_) ? number_of(1 + random_.below(longest(level_)), random_) : 0;
    }
    std::int64_t share_of(std::int64_t whole) { return random_.chance(filled_) ? random_.between(0, whole) : 0; }
    Random& random() { return random_; }

private:
    Level level_;
    unsigned filled_;
    Random& random_;
};

using Column = std::vector<std::int64_t>;  // one value for each row of table 三

std::size_t row_of(const Block& block, std::string_view key) { return grammar::index_of(block.rows, key); }

const Identity& identity_of(const grammar::Table& table, std::string_view id) {
    const auto found =
        std::find_if(table.identities.begin(), table.identities.end(), [&](const Identity& i) { return i.id == id; });
    assert(found != table.identities.end());
    return *found;
}

/// A column of applicants in which E2 and E3 hold. The last of the terms behind the results is free.
Column applicant_column(const grammar::Table& table, Filler& filler) {
    const Block& block = table.blocks[0];
    const Identity& results = identity_of(table, "E2");
    const Identity& balance = identity_of(table, "E3");
    Column column(block.rows.size());
    std::int64_t processed = 0;
    for (std::string_view row : results.left) processed += column[row_of(block, row)] = filler.count();
    column[row_of(block, results.right[0])] = processed;
    const std::int64_t carried_out = column[row_of(block, balance.right[1])] = filler.count();
    const std::int64_t carried_in = filler.share_of(processed + carried_out);
    column[row_of(block, balance.left[1])] = carried_in;
    column[row_of(block, balance.left[0])] = processed + carried_out - carried_in;
    return column;
}

void add_figure(Report& report, const FormCell& place, std::int64_t value) {
    report.figures.push_back({.place = place, .value = Decimal(value), .unit = {}});
}

/// The rows of one block in which the last column is the total of the others.
void add_rows_with_total(Report& report, std::span<const FormCell> places, const std::vector<Column>& parts) {
    const std::size_t columns = parts.size() + 1;
    for (std::size_t row = 0; row * columns < places.size(); ++row) {
        std::int64_t total = 0;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            add_figure(report, places[row * columns + part], parts[part][row]);
            total += parts[part][row];
        }
        add_figure(report, places[row * columns + parts.size()], total);
    }
}

void add_requests(Report& report, std::span<const FormCell> places, Filler& filler) {
    const grammar::Table& table = grammar::all_forms[report.edition]->table(TableId::requests);
    std::vector<Column> parts(table.blocks[0].columns.size() - 1);
    for (Column& part : parts) part = applicant_column(table, filler);
    add_rows_with_total(report, places, parts);
}

void add_review(Report& report, std::span<const FormCell> places, Filler& filler) {
    const Block& block = grammar::all_forms[report.edition]->table(TableId::review).blocks[0];
    std::vector<Column> parts(block.columns.size() - 1, Column(block.rows.size()));
    for (Column& part : parts)
        for (std::int64_t& value : part) value = filler.count();
    add_rows_with_total(report, places, parts);
}

/// 251000 as 251000元 or 25.1万元.
Figure amount_in_yuan(const FormCell& place, Filler& filler) {
    constexpr std::string_view units[] = {"元", " 元", "万元"};
    Random& random = filler.random();
    const std::int64_t count = filler.count();
    if (count == 0) return {.place = place, .value = Decimal(0), .unit = random.chance(50) ? "" : random.pick(units)};
    const auto fraction = static_cast<int>(random.below(3));
    const bool in_wan = random.chance(40);
    const auto value = Decimal::make(count * 1000 + random.between(0, 999), in_wan ? fraction - 4 : fraction);
    return {
        .place = place, .value = value.value_or(Decimal(count)), .unit = in_wan ? units[2] : units[random.below(2)]};
}

Figure amount_in_wan(const FormCell& place, Filler& filler) {
    const auto value = Decimal::make(filler.count(), static_cast<int>(filler.random().below(5)));
    return {.place = place, .value = value.value_or(Decimal(0)), .unit = filler.random().chance(20) ? "万元" : ""};
}

/// A change takes away at most what there was.
Figure change_of(const FormCell& place, std::int64_t previous, Filler& filler) {
    std::int64_t change = filler.count();
    if (filler.random().chance(40)) change = -std::min(change, previous);
    return {.place = place, .value = Decimal(change), .unit = {}, .plus_sign = filler.random().chance(80)};
}

void add_disclosure(Report& report, std::span<const FormCell> places, Filler& filler) {
    for (const FormCell& place : places) {
        switch (grammar::keys()[place.key].unit) {
            case Unit::count: add_figure(report, place, filler.count()); break;
            case Unit::change:
                report.figures.push_back(change_of(place, report.figures.back().value.digits(), filler));
                break;
            case Unit::yuan: report.figures.push_back(amount_in_yuan(place, filler)); break;
            case Unit::wan_yuan: report.figures.push_back(amount_in_wan(place, filler)); break;
        }
    }
}

std::span<const FormCell> places_of(grammar::EditionId edition, TableId table) {
    const auto cells = grammar::cells_of(edition);
    const auto first =
        std::find_if(cells.begin(), cells.end(), [&](const FormCell& cell) { return cell.table == table; });
    return {first, first + static_cast<std::ptrdiff_t>(grammar::cell_count(grammar::all_forms[edition]->table(table)))};
}

// Misprints.

/// Another number of the same length, or of one digit more or fewer.
std::int64_t misprinted(std::int64_t digits, Random& random) {
    const std::int64_t magnitude = digits < 0 ? -digits : digits;
    std::size_t length = 1;
    for (std::int64_t rest = magnitude / 10; rest > 0; rest /= 10) ++length;
    if (random.chance(40)) length = random.chance(50) || length == 1 ? length + 1 : length - 1;
    for (;;) {
        const std::int64_t other = length == 1 ? random.between(0, 9) : number_of(length, random);
        if (other != magnitude) return digits < 0 ? -other : other;
    }
}

/// Most misprints go where identities can find them.
std::size_t figure_to_misprint(const Report& report, Random& random) {
    const bool with_identities = random.chance(90);
    for (;;) {
        const std::size_t index = random.below(report.figures.size());
        if (!with_identities || report.figures[index].place.table != TableId::disclosure) return index;
    }
}

/// A year in which an edition was the one to use; five years of the last.
unsigned any_year_of(grammar::EditionId edition, Random& random) {
    const unsigned first = grammar::all_forms[edition]->first_year;
    const bool last = edition + 1U == grammar::form_count;
    return first + static_cast<unsigned>(random.below(last ? 5 : grammar::all_forms[edition + 1U]->first_year - first));
}

}  // namespace

std::uint64_t derived_seed(std::uint64_t seed, std::uint64_t index) {
    return Random(Random(seed).next() ^ index).next();
}

Report make_report(Random& random, const Recipe& recipe) {
    Report report;
    report.edition = static_cast<grammar::EditionId>(random.below(grammar::form_count));
    report.year = any_year_of(report.edition, random);
    report.level = recipe.level.value_or(static_cast<Level>(random.below(level_count)));
    report.agency = agency_name(report.level, random);
    Filler filler(report.level, recipe.filled.value_or(static_cast<unsigned>(random.between(5, 75))), random);
    add_disclosure(report, places_of(report.edition, TableId::disclosure), filler);
    add_requests(report, places_of(report.edition, TableId::requests), filler);
    add_review(report, places_of(report.edition, TableId::review), filler);
    return report;
}

void misprint(Report& report, unsigned count, Random& random) {
    std::set<std::size_t> chosen;
    while (chosen.size() < count) chosen.insert(figure_to_misprint(report, random));
    for (std::size_t index : chosen) {
        Figure& figure = report.figures[index];
        const auto other = Decimal::make(misprinted(figure.value.digits(), random), figure.value.scale());
        figure.value = other.value_or(Decimal(0));
        if (figure.unit.empty() && grammar::keys()[figure.place.key].unit == Unit::yuan) figure.unit = "元";
    }
}

void leave_zeros_blank(Report& report, Random& random) {
    const unsigned share = static_cast<unsigned>(random.between(1, 100));
    for (Figure& figure : report.figures)
        if (figure.value == Decimal(0) && random.chance(share)) figure.blank = true;
}

std::string digits_of(const Figure& figure) {
    if (figure.blank) return {};
    const Unit unit = grammar::keys()[figure.place.key].unit;
    const bool in_wan = unit == Unit::yuan && figure.unit == "万元";
    const Decimal printed = in_wan ? figure.value.shifted(-4).value_or(figure.value) : figure.value;
    const bool plus = unit == Unit::change && figure.plus_sign && printed.digits() > 0;
    return (plus ? "+" : "") + to_string(printed);
}

std::map<grammar::KeyId, Decimal> truth_of(const Report& report) {
    std::map<grammar::KeyId, Decimal> truth;
    for (const Figure& figure : report.figures)
        if (!figure.blank) truth.emplace(figure.place.key, figure.value);
    return truth;
}

}  // namespace nianbao::generator
