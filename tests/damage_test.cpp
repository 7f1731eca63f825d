// Properties of damaged reports: no wrong number is certain, whatever happens to the page; rows that nothing happened to
// are right; and of the damaged ones at least the checked-in share comes back. property.hpp has the settings.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "compile.hpp"
#include "damage.hpp"
#include "property.hpp"
#include "rendering.hpp"

namespace nianbao {
namespace {

using generator::Damage;
using generator::Fate;
using generator::Fates;
using generator::Figure;
using generator::Layout;
using generator::Random;
using generator::Report;
using passes::Cell;
using passes::Certainty;
using property::Tally;

std::string_view text_of(grammar::KeyId key) { return grammar::keys()[key].text; }

bool is_certain(const Cell& cell) { return cell.certainty == Certainty::read || cell.certainty == Certainty::proved; }

std::string text_of(const std::optional<Decimal>& value) { return value ? to_string(*value) : "nothing"; }

/// Whether all figures of a row are the same: which of such rows is lost cannot be known.
bool is_uniform(const Report& report, const Figure& figure) {
    return std::all_of(report.figures.begin(), report.figures.end(), [&](const Figure& other) {
        const bool same_row = other.place.table == figure.place.table && other.place.block == figure.place.block &&
                              other.place.row == figure.place.row;
        return !same_row || other.value == figure.value;
    });
}

const Layout& any_layout(const Damage& damage, Random& random) {
    for (;;) {
        const Layout& layout = random.pick(generator::layouts());
        if (layout.separate || !damage.cells_apart) return layout;
    }
}

struct Damaged {
    std::uint64_t seed;
    const Report& report;
    const Damage& damage;
    const Layout& layout;
    Tally& tally;

    void fail(const Figure& figure, const std::string& what) const {
        tally.failures.insert({seed, std::string(layout.name), std::string(text_of(figure.place.key)), what});
    }

    /// Nothing certain is wrong; what is whole is certain.
    void judge(const Figure& figure, Fate fate, const Cell* cell) const {
        const bool certain = cell != nullptr && is_certain(*cell);
        const bool right = certain && cell->value == figure.value;
        if (fate == Fate::blank && certain) fail(figure, "is " + text_of(cell->value) + ", but blank in print");
        if (fate == Fate::lost && certain && !(right && is_uniform(report, figure)))
            fail(figure, "is " + text_of(cell->value) + ", but not in print");
        if (fate <= Fate::touched && certain && !right)
            fail(figure, "is " + text_of(figure.value) + ", not " + text_of(cell->value));
        if (fate == Fate::whole && layout.separate) {
            ++tally.counts[certain ? "whole" : "whole, but guessed"];
            if (!damage.spreads && (cell == nullptr || cell->value != figure.value))
                fail(figure, "is whole, but not read");
        }
        if (fate != Fate::touched) return;
        ++tally.counts["damaged"];
        if (right) ++tally.counts["recovered"];
    }
};

void compile_damaged(const Damage& damage, std::uint64_t seed, Tally& tally) {
    Random random(seed);
    const Report report = generator::make_report(random);
    const Layout& layout = any_layout(damage, random);
    const generator::Style style = generator::any_style(random);
    generator::Page page = generator::compose(report, style, random);
    Fates fates(report.figures.size(), Fate::whole);
    if (damage.to_page != nullptr) damage.to_page(page, fates, random);
    std::string text = generator::print(page, layout, style, random);
    if (damage.to_text != nullptr) damage.to_text(text, fates, random);
    property::show(text);
    const Input input = read(std::move(text));
    ++tally.counts["reports"];
    std::array<const Cell*, grammar::key_count> cells{};
    passes::Compilation compilation;
    if (!input.documents.empty()) compilation = compile(input, 0);
    for (const Cell& cell : compilation.cells) cells[cell.key] = &cell;
    const Damaged damaged{seed, report, damage, layout, tally};
    for (std::size_t i = 0; i < report.figures.size(); ++i)
        damaged.judge(report.figures[i], fates[i], cells[report.figures[i].place.key]);
}

class DamagedReports : public testing::TestWithParam<Damage> {};

TEST_P(DamagedReports, hold_no_wrong_number_that_is_certain) {
    const Damage& damage = GetParam();
    Tally tally = property::run(7, [&](std::uint64_t seed, Tally& out) { compile_damaged(damage, seed, out); });
    property::conclude(damage.name, tally);
    EXPECT_GE(tally.counts["recovered"] * 100, tally.counts["damaged"] * damage.floor);
    EXPECT_GE(tally.counts["whole"], tally.counts["whole, but guessed"] * (damage.spreads ? 50 : 200));
}

std::string test_name(const testing::TestParamInfo<Damage>& info) {
    std::string name(info.param.name);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Damages, DamagedReports, testing::ValuesIn(generator::damages()), test_name);

}  // namespace
}  // namespace nianbao
