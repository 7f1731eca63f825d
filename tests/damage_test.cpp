// Properties of damaged reports: no wrong number is certain, whatever happens to the page, and whatever two things happen
// to it; rows that nothing happened to are right; and of the damaged ones at least the checked-in share comes back.
// property.hpp has the settings.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

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

/// One kind of damage after the other.
using Damages = std::vector<Damage>;

const Layout& any_layout(const Damages& damages, Random& random) {
    const bool cells_apart = std::ranges::any_of(damages, &Damage::cells_apart);
    for (;;) {
        const Layout& layout = random.pick(generator::layouts());
        if (layout.separate || !cells_apart) return layout;
    }
}

struct Damaged {
    std::uint64_t seed;
    const Report& report;
    const Damages& damages;
    const Layout& layout;
    Tally& tally;

    /// One alone leaves the other rows as they are; two may lend each other their rows.
    bool spreads() const { return damages.size() > 1 || damages.front().spreads; }

    /// Nothing adds up in table 二. Where lines are lost besides other damage, the rest of one row and some of another, or
    /// of a row that is not in the form, read like one whole row there, and nobody can tell.
    bool is_beyond_telling(const Figure& figure) const {
        return damages.size() > 1 && std::ranges::any_of(damages, &Damage::loses_lines) &&
               figure.place.table == grammar::TableId::disclosure;
    }

    void fail(const Figure& figure, const std::string& what) const {
        std::string where(text_of(figure.place.key));
        if (damages.size() > 1)
            for (const Damage& damage : damages) where += ", " + std::string(damage.name);
        tally.failures.insert({seed, std::string(layout.name), where, what});
    }

    /// Nothing certain is wrong; what is whole is certain.
    void judge(const Figure& figure, Fate fate, const Cell* cell) const {
        const bool certain = cell != nullptr && is_certain(*cell);
        const bool right = certain && cell->value == figure.value;
        if (fate == Fate::blank && certain) fail(figure, "is " + text_of(cell->value) + ", but blank in print");
        if (fate == Fate::lost && certain && !(right && is_uniform(report, figure)))
            fail(figure, "is " + text_of(cell->value) + ", but not in print");
        if (fate <= Fate::touched && certain && !right && is_beyond_telling(figure))
            ++tally.counts["wrong beyond telling"];
        else if (fate <= Fate::touched && certain && !right)
            fail(figure, "is " + text_of(figure.value) + ", not " + text_of(cell->value));
        if (fate == Fate::whole && layout.separate) {
            ++tally.counts[certain ? "whole" : "whole, but guessed"];
            if (!spreads() && (cell == nullptr || cell->value != figure.value)) fail(figure, "is whole, but not read");
        }
        if (fate != Fate::touched) return;
        ++tally.counts["damaged"];
        if (right) ++tally.counts["recovered"];
    }
};

void compile_damaged(const Damages& damages, std::uint64_t seed, Random& random, Tally& tally) {
    const Report report = generator::make_report(random);
    const Layout& layout = any_layout(damages, random);
    const generator::Style style = generator::any_style(random);
    generator::Page page = generator::compose(report, style, random);
    Fates fates(report.figures.size(), Fate::whole);
    for (const Damage& damage : damages)
        if (damage.to_page != nullptr) damage.to_page(page, fates, random);
    std::string text = generator::print(page, layout, style, random);
    for (const Damage& damage : damages)
        if (damage.to_text != nullptr) damage.to_text(text, fates, random);
    property::show(text);
    const Input input = read(std::move(text));
    ++tally.counts["reports"];
    std::array<const Cell*, grammar::key_count> cells{};
    passes::Compilation compilation;
    if (!input.documents.empty()) compilation = compile(input, 0);
    for (const Cell& cell : compilation.cells) cells[cell.key] = &cell;
    const Damaged damaged{seed, report, damages, layout, tally};
    for (std::size_t i = 0; i < report.figures.size(); ++i)
        damaged.judge(report.figures[i], fates[i], cells[report.figures[i].place.key]);
}

/// Two kinds of damage, in the order of the list: what takes rows away comes before what parts them from their labels.
Damages any_pair(Random& random) {
    const auto all = generator::damages();
    std::size_t first = random.below(all.size()), second = random.below(all.size() - 1);
    if (second >= first) ++second;
    if (second < first) std::swap(first, second);
    return {all[first], all[second]};
}

class DamagedReports : public testing::TestWithParam<Damage> {};

TEST_P(DamagedReports, hold_no_wrong_number_that_is_certain) {
    const Damage& damage = GetParam();
    Tally tally = property::run(7, [&](std::uint64_t seed, Tally& out) {
        Random random(seed);
        compile_damaged({damage}, seed, random, out);
    });
    property::conclude(damage.name, tally);
    EXPECT_GE(tally.counts["recovered"] * 100, tally.counts["damaged"] * damage.floor);
    EXPECT_GE(tally.counts["whole"], tally.counts["whole, but guessed"] * (damage.spreads ? 50 : 200));
}

TEST(PairsOfDamages, leave_no_wrong_number_that_is_certain) {
    const Tally tally = property::run(3, [](std::uint64_t seed, Tally& out) {
        Random random(seed);
        compile_damaged(any_pair(random), seed, random, out);
    });
    property::conclude("pairs", tally);
}

std::string test_name(const testing::TestParamInfo<Damage>& info) {
    std::string name(info.param.name);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Damages, DamagedReports, testing::ValuesIn(generator::damages()), test_name);

}  // namespace
}  // namespace nianbao
