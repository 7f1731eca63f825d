// Copies that are to be shown to others: nothing of the original's names, prose and figures is in them but what is said
// to be, and they compile to the same. property.hpp has the settings of the properties.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "anonymize/copy.hpp"
#include "anonymize/kept_words.hpp"
#include "anonymize/wander.hpp"
#include "anonymize/words.hpp"
#include "damage.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/characters.hpp"
#include "property.hpp"
#include "rendering.hpp"

namespace nianbao::anonymize {
namespace {

using generator::Damage;
using generator::Fates;
using generator::Figure;
using generator::Layout;
using passes::Cell;
using passes::Certainty;
using passes::Compilation;
using property::Tally;

Copy copy_of(std::string_view text, std::uint64_t seed = 1) { return make_copy(read_in_place(text), text, seed); }

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> codes;
    for (std::size_t at = 0; at < text.size();) codes.push_back(passes::next_code_point(text, at));
    return codes;
}

/// What a character must have in common with the one in its place: its width and kind.
std::string shape_of(char32_t code) {
    const std::string width = code < 0x80 ? "narrow" : code < 0x800 ? "two" : code < 0x10000 ? "three" : "four";
    const char32_t folded = code >= 0xFF01 && code <= 0xFF5E ? code - 0xFF01 + U'!' : code;
    if (passes::is_digit(folded)) return width + " digit";
    if (folded >= U'a' && folded <= U'z') return width + " small letter";
    if (folded >= U'A' && folded <= U'Z') return width + " capital";
    if (passes::is_ideograph(folded)) return width + " ideograph";
    return width + std::to_string(static_cast<unsigned>(code));
}

/// Line ends, blanks, punctuation, widths and the lengths of numbers are where they were.
bool have_same_shape(std::string_view a, std::string_view b) {
    const auto first = code_points(a), second = code_points(b);
    return a.size() == b.size() && std::ranges::equal(first, second, {}, shape_of, shape_of);
}

// ---- what of the prose is still there -------------------------------------------------------------------------------

/// Whether a word stands at this place of a folded text, and how long it is.
std::size_t known_word_at(std::u32string_view text) {
    std::size_t length = 0;
    if (const grammar::Word* const word = grammar::longest_word(text)) length = word->folded.size();
    for (const std::u32string_view word : kept_words)
        if (word.size() > length && text.starts_with(word)) length = word.size();
    for (const std::u32string_view word : name_ends)
        if (word.size() > length && text.starts_with(word)) length = word.size();
    return length;
}

bool is_part_of_a_label(std::u32string_view text) {
    return std::ranges::any_of(
        grammar::words(), [&](const grammar::Word& word) { return word.folded.find(text) != std::u32string::npos; });
}

/// The longest piece of a run of letters that is of no word that is known.
std::size_t longest_unknown(std::u32string_view run) {
    std::size_t longest = 0;
    for (std::size_t begin = 0, i = 0; i <= run.size();) {
        const std::size_t known = i < run.size() ? known_word_at(run.substr(i)) : 0;
        if (known < 2 && i < run.size()) {
            ++i;
            continue;
        }
        if (!is_part_of_a_label(run.substr(begin, i - begin))) longest = std::max(longest, i - begin);
        begin = i = i + std::max<std::size_t>(known, 1);
    }
    return longest;
}

/// The longest run of ideographs that stand in both texts at the same place, outside of known words.
std::size_t longest_run_left(std::string_view original, std::string_view copy) {
    std::u32string left;
    std::size_t longest = 0;
    for (std::size_t at = 0, other = 0; at < original.size();) {
        const char32_t printed = passes::next_code_point(original, at);
        const char32_t invented = passes::next_code_point(copy, other);
        if (printed == invented && passes::is_ideograph(printed)) {
            left += passes::folded(printed);
        } else {
            longest = std::max(longest, longest_unknown(left));
            left.clear();
        }
    }
    return std::max(longest, longest_unknown(left));
}

TEST(LongestRunLeft, is_what_no_known_word_covers) {
    EXPECT_EQ(longest_run_left("雾浦的小学放假", "雾浦的小学放假"), 7U);
    EXPECT_EQ(longest_run_left("行政许可雾浦", "行政许可雾浦"), 2U);
    EXPECT_EQ(longest_run_left("度继续办理", "度继续办理"), 0U);
    EXPECT_EQ(longest_run_left("雾浦，小学", "雾浦，梨学"), 2U);
}

// ---- properties -----------------------------------------------------------------------------------------------------

std::string describe_cell(const Compilation& compilation, const Cell& cell) {
    const std::string place = cell.span ? std::to_string(compilation.source->place(cell.span->begin).line) : "-";
    return std::string(name(cell.state)) + ' ' + std::string(name(cell.certainty)) + ' ' + place;
}

std::vector<std::string> findings(const Compilation& compilation) {
    std::vector<std::string> list;
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics) {
        const auto line = diagnostic.span ? compilation.source->place(diagnostic.span->begin).line : 0;
        list.push_back(std::string(describe(diagnostic.code).code) + ' ' + std::to_string(line));
    }
    std::ranges::sort(list);
    return list;
}

struct Copied {
    std::uint64_t seed;
    const Layout& layout;
    const Damage& damage;
    Tally& tally;

    void fail(std::string_view where, const std::string& what) const {
        tally.failures.insert(
            {seed, std::string(layout.name) + ", " + std::string(damage.name), std::string(where), what});
    }

    /// Cells and diagnostics are the same; what is certain and has the number that it had is among the figures left.
    void compare(const Compilation& original, const Compilation& copied, const Copy& copy) const {
        if (original.cells.size() != copied.cells.size()) return fail("cells", "are of other editions");
        for (std::size_t i = 0; i < original.cells.size(); ++i) {
            const Cell &a = original.cells[i], &b = copied.cells[i];
            const std::string_view key = grammar::keys()[a.key].text;
            const std::string was = describe_cell(original, a), is = describe_cell(copied, b);
            if (was != is) fail(key, "was " + was + ", is " + is);
            if (a.certainty < Certainty::proved || !a.value) continue;
            const bool zero = *a.value == Decimal(0);
            if (zero != (b.value == Decimal(0))) fail(key, "has become zero, or was");
            if (zero) continue;
            ++tally.counts["figures"];
            if (a.value != b.value) continue;
            ++tally.counts["figures left"];
            const auto line = original.source->place(a.span->begin).line;
            if (!std::ranges::binary_search(copy.left_lines, line)) fail(key, "is as printed, and nobody says so");
        }
        if (findings(original) != findings(copied)) fail("diagnostics", "are others");
    }

    void compare_facts(const Compilation& original, const Compilation& copied) const {
        const passes::Facts &a = original.facts, &b = copied.facts;
        if (a.title.has_value() != b.title.has_value()) fail("title", "is there, or was");
        if (a.agency.has_value() != b.agency.has_value()) fail("agency", "is there, or was");
        if (a.agency && a.agency == b.agency) fail("agency", "is the same");
        if (a.region.has_value() != b.region.has_value()) fail("region", "is there, or was");
        if (a.region && a.region->size() != b.region->size()) fail("region", "has another length");
        if (a.year && a.year == b.year) fail("year", "is the same");
        if (a.from.has_value() != b.from.has_value()) fail("period", "is there, or was");
        for (std::size_t s = 0; s < original.sections.size() && s < copied.sections.size(); ++s)
            if (original.sections[s].role != copied.sections[s].role) fail("sections", "have other roles");
        if (original.sections.size() != copied.sections.size()) fail("sections", "are more or fewer");
    }
};

void copy_damaged(std::uint64_t seed, Tally& tally) {
    generator::Random random(seed);
    const Damage& damage = random.pick(generator::damages());
    generator::Report report = generator::make_report(random);
    if (random.chance(40)) misprint(report, static_cast<unsigned>(1 + random.below(3)), random);
    if (random.chance(15)) leave_zeros_blank(report, random);
    const Layout& layout = random.pick(generator::layouts());
    const generator::Style style = generator::any_style(random);
    generator::Page page = generator::compose(report, style, random);
    Fates fates(report.figures.size());
    if (damage.to_page != nullptr) damage.to_page(page, fates, random);
    std::string text = generator::print(page, layout, style, random);
    if (damage.to_text != nullptr) damage.to_text(text, fates, random);

    const Copied copied{seed, layout, damage, tally};
    const Input original = read_in_place(text);
    const Copy copy = make_copy(original, text, seed);
    ++tally.counts["reports"];
    const Input input = read_in_place(copy.bytes);
    if (!copy.differences.empty()) copied.fail("copy", "does not compile alike by its own account");
    if (!have_same_shape(text, copy.bytes)) return copied.fail("copy", "has another shape");
    if (copy.bytes.find(report.agency) != std::string::npos) copied.fail("copy", "names the agency");
    if (input.documents.size() != original.documents.size()) return copied.fail("copy", "holds other reports");
    const Compilation before = compile(original, 0), after = compile(input, 0);
    copied.compare(before, after, copy);
    copied.compare_facts(before, after);
    if (!layout.separate) return;  // tables may run into paragraphs there, with pieces of labels
    for (const passes::Section& section : before.sections)
        for (const passes::Paragraph& paragraph : section.paragraphs) {
            const std::size_t run =
                longest_run_left(original.source.text(paragraph.span), input.source.text(paragraph.span));
            if (run >= 4) copied.fail("prose", "is still there: " + std::string(paragraph.text));
        }
}

TEST(Property, copies_of_damaged_reports_compile_to_the_same_and_tell_nothing) {
    Tally tally = property::run(4, copy_damaged);
    property::conclude("copies", tally);
    EXPECT_LE(tally.counts["figures left"] * 15, tally.counts["figures"]);
}

// ---- whole copies ---------------------------------------------------------------------------------------------------

std::string any_report(std::uint64_t seed, std::string_view layout = "pipe-rows") {
    generator::Random random(seed);
    const generator::Report report = generator::make_report(random);
    return render(report, generator::layout(layout), {}, random);
}

TEST(Copy, is_the_same_for_the_same_seed_only) {
    const std::string text = any_report(7);
    EXPECT_EQ(copy_of(text, 3).bytes, copy_of(text, 3).bytes);
    EXPECT_NE(copy_of(text, 3).bytes, copy_of(text, 4).bytes);
}

TEST(Copy, of_an_undamaged_report_leaves_next_to_nothing) {
    std::size_t figures = 0, left = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Copy copy = copy_of(any_report(seed));
        EXPECT_EQ(copy.reports, 1U);
        figures += copy.figures;
        left += copy.left_lines.size();
    }
    EXPECT_GT(figures, 500U);
    EXPECT_LT(left * 50, figures);
}

TEST(Copy, of_nothing_is_nothing) {
    const Copy copy = copy_of("");
    EXPECT_EQ(copy.bytes, "");
    EXPECT_EQ(copy.reports, 0U);
    EXPECT_TRUE(copy.differences.empty());
}

TEST(Copy, of_a_text_that_is_no_report_has_no_word_of_it) {
    const std::string text = "会议纪要\n参加人员：张某某、李某某。\nSee room 305.\n";
    const Copy copy = copy_of(text);
    EXPECT_EQ(copy.reports, 0U);
    EXPECT_TRUE(have_same_shape(text, copy.bytes));
    EXPECT_EQ(longest_run_left(text, copy.bytes), 0U);
    for (const std::string_view word : {"See", "room", "305", "张", "李", "会议"})
        EXPECT_EQ(copy.bytes.find(word), std::string::npos) << word;
}

TEST(Copy, keeps_marks_of_the_encoding_and_line_ends) {
    const std::string text = "\xEF\xBB\xBF砚塘县教育局2020年政府信息公开工作年度报告\r\n一、总体情况\r\n好。\r\n";
    const Copy copy = copy_of(text);
    EXPECT_TRUE(copy.bytes.starts_with("\xEF\xBB\xBF"));
    EXPECT_EQ(std::ranges::count(copy.bytes, '\r'), 3);
    EXPECT_TRUE(have_same_shape(text, copy.bytes));
}

TEST(Copy, keeps_carriage_returns_that_end_lines_alone) {
    const std::string text = "砚塘县教育局2020年政府信息公开工作年度报告\r一、总体情况\r好。\r";
    EXPECT_TRUE(have_same_shape(text, copy_of(text).bytes));
}

TEST(Copy, hides_bytes_that_are_no_text) {
    std::string text = any_report(5);
    text += "\xB2\xE2\xCA\xD4 \xE4\xBD\n";  // GBK, and a character cut off
    const Copy copy = copy_of(text);
    EXPECT_TRUE(copy.differences.empty());
    EXPECT_EQ(copy.bytes.size(), text.size());
    EXPECT_TRUE(copy.bytes.ends_with("\xFF\xFF\xFF\xFF \xFF\xFF\n"));
}

/// Every cell and diagnostic of the first report in a text.
std::vector<std::string> outline(std::string_view text) {
    const Input input = read_in_place(text);
    const Compilation compilation = compile(input, 0);
    std::vector<std::string> list;
    const auto add = [&](std::string what, const std::optional<grammar::Span>& span) {
        if (span) what += ' ' + std::to_string(span->begin) + '-' + std::to_string(span->end);
        list.push_back(std::move(what));
    };
    for (const passes::Diagnostic& diagnostic : compilation.diagnostics)
        add(std::string(describe(diagnostic.code).code), diagnostic.span);
    std::ranges::sort(list);
    for (const Cell& cell : compilation.cells)
        add(std::string(name(cell.state)) + ' ' + std::string(name(cell.certainty)), cell.span);
    return list;
}

TEST(Copy, of_broken_bytes_has_as_many_and_says_where_it_differs) {
    std::size_t alike = 0, copies = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        generator::Random random(seed);
        std::string text = any_report(seed, random.pick(generator::layouts()).name);
        for (int i = 0; i < 40; ++i) text[random.below(text.size())] = static_cast<char>(1 + random.below(255));
        const Input input = read_in_place(text);
        if (input.source.refusal() != grammar::Refusal::none || input.documents.size() > 1) continue;
        const Copy copy = make_copy(input, text, seed);
        ASSERT_EQ(copy.bytes.size(), text.size());
        for (std::size_t at = 0; at < text.size(); ++at) ASSERT_EQ(copy.bytes[at] == '\n', text[at] == '\n');
        ++copies;
        alike += outline(text) == outline(copy.bytes);
        EXPECT_EQ(copy.differences.empty(), outline(text) == outline(copy.bytes)) << seed;
    }
    EXPECT_GT(copies, 40U);
    EXPECT_GT(alike * 10, copies * 9);
}

TEST(Copy, of_several_reports_compiles_each_to_the_same) {
    const std::string text = any_report(1) + "\n" + any_report(2, "collapsed") + "\n" + any_report(3, "tabs");
    const Copy copy = copy_of(text);
    EXPECT_EQ(copy.reports, 3U);
    EXPECT_TRUE(copy.differences.empty());
}

TEST(Copy, of_a_row_printed_twice_prints_it_twice) {
    std::string text = any_report(9);
    const std::size_t begin = text.find("（七）总计"), end = text.find('\n', begin) + 1;
    const std::string row = text.substr(begin, end - begin);
    text.insert(end, row);
    const Copy copy = copy_of(text);
    EXPECT_NE(copy.bytes.substr(begin, row.size()), row);
    EXPECT_EQ(copy.bytes.substr(begin, row.size()), copy.bytes.substr(end, row.size()));
}

TEST(Copy, leaves_an_open_run_as_printed_and_says_so) {
    std::string text = any_report(9);
    const std::size_t begin = text.find("（一）予以公开"), end = text.find('\n', begin);
    text.replace(begin, end - begin, "（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 4 |");
    const Copy copy = copy_of(text);
    EXPECT_NE(copy.bytes.find("（一）予以公开 | 3 | 1 | 0 | 0 | 0 | 4 |"), std::string::npos);
    const auto line = 1 + std::ranges::count(text.substr(0, begin), '\n');
    EXPECT_EQ(std::ranges::count(copy.left_lines, line), 3);
}

// ---- words ----------------------------------------------------------------------------------------------------------

/// Prose of a report of 砚塘县水务局, two years later.
std::string rewritten(std::string text, std::string_view agency = "砚塘县水务局") {
    Random random(1);
    Inventions inventions(random);
    Numbers numbers(random);
    passes::Facts facts;
    facts.agency = agency;
    facts.region = "砚塘县";
    Report report{.names = names_of(facts), .years = 2, .is_held = [](std::uint32_t) { return false; }};
    Words(text, report, numbers, inventions).rewrite({0, static_cast<std::uint32_t>(text.size())});
    return text;
}

constexpr std::size_t ideograph = 3;  // bytes

TEST(Words, rename_an_agency_the_same_wherever_it_is_named) {
    const std::string text = rewritten("砚塘县水务局在砚塘县，县水务局和砚塘，砚塘县");
    const std::string place = text.substr(0, 2 * ideograph), office = text.substr(3 * ideograph, 3 * ideograph);
    EXPECT_NE(place, "砚塘");
    EXPECT_TRUE(text.starts_with(place + "县" + office));
    EXPECT_TRUE(office.ends_with("局"));
    EXPECT_NE(text.find("，县" + office), std::string::npos);
    EXPECT_TRUE(text.ends_with(place + "，" + place + "县"));
}

TEST(Words, leave_another_name_another_name) {
    const std::string text = rewritten("砚塘县，雾塘县，砚浦县");
    const auto name = [&](std::size_t index) { return text.substr(index * 4 * ideograph, 2 * ideograph); };
    EXPECT_NE(name(0), name(1));
    EXPECT_NE(name(0), name(2));
    EXPECT_NE(name(1), name(2));
}

TEST(Words, know_a_name_that_ends_like_none) {
    const std::string text = rewritten("砚塘县雾浦，雾浦", "砚塘县雾浦");
    EXPECT_EQ(text.find("雾浦"), std::string::npos);
    EXPECT_TRUE(text.starts_with(text.substr(0, 2 * ideograph) + "县"));
}

TEST(Words, keep_the_last_end_of_a_name_that_has_several) {
    const std::string text = rewritten("砚塘县雾浦村县局", "砚塘县雾浦村县局");
    EXPECT_TRUE(text.ends_with("局"));
    EXPECT_EQ(text.find("雾浦"), std::string::npos);
}

TEST(Words, know_that_names_of_cities_hold_ends_of_names) {
    for (const std::string_view city : {"砚州市", "砚乡市", "砚塘镇市", "砚村区"}) {
        const std::string name = std::string(city) + "水务局", end(city.substr(city.size() - ideograph));
        const std::string text = rewritten(name + "在" + std::string(city), name);
        EXPECT_EQ(text.find(city.substr(city.size() - 2 * ideograph)), std::string::npos) << text;
        EXPECT_TRUE(text.ends_with(end)) << text;
        EXPECT_EQ(text.substr(city.size() - ideograph, ideograph), end) << text;
    }
    EXPECT_TRUE(rewritten("雾州市").ends_with("市"));
    EXPECT_NE(rewritten("雾州市").substr(ideograph, ideograph), "州");
    EXPECT_EQ(rewritten("雾州，市").substr(ideograph, ideograph), "州");
}

TEST(Words, replace_what_stands_for_people_and_places) {
    const std::string text = rewritten("联系人：王某，电话：０596-2024519，邮箱：Wang.li@example.gov.cn，邮编363000");
    for (const std::string_view gone : {"王", "596", "2024519", "Wang", "li", "example", "363"})
        EXPECT_EQ(text.find(gone), std::string::npos) << gone;
    EXPECT_TRUE(text.starts_with("联系人：")) << text;
    EXPECT_NE(text.find("，电话：０"), std::string::npos);
    EXPECT_NE(text.find(".gov.cn，邮编"), std::string::npos);
    EXPECT_TRUE(text.ends_with("000"));
}

TEST(Words, move_years_and_dates) {
    EXPECT_EQ(rewritten("2019年1月1日至2019年12月31日"), "2021年1月1日至2021年12月31日");
    EXPECT_TRUE(rewritten("发布日期：2019-03-15").starts_with("发布日期：2021-0"));
    EXPECT_NE(rewritten("发布日期：2019-03-15"), "发布日期：2021-03-15");
    EXPECT_EQ(rewritten("二〇一九年"), "二〇二一年");
    EXPECT_EQ(rewritten("二零一九年"), "二零二一年");
    EXPECT_EQ(rewritten("二O一九年"), "二O二一年");
    EXPECT_EQ(rewritten("00:00 2019年"), "00:00 2021年");
    EXPECT_EQ(rewritten("2 0 1 9 年"), "2 0 2 1 年");
    EXPECT_EQ(rewritten("２０１９年"), "２０２１年");
}

TEST(Words, leave_a_date_a_date_and_a_period_a_period) {
    const std::string published = rewritten("发布日期：2019-03-15 00:00");
    EXPECT_TRUE(published.ends_with(" 00:00")) << published;
    EXPECT_LE(published.substr(published.size() - 8, 2), "31") << published;
    EXPECT_EQ(rewritten("统计期限自2019年1月1日起至2019年12月31日止"), "统计期限自2021年1月1日起至2021年12月31日止");
    EXPECT_EQ(rewritten("2019年1月1日始，至2019年12月31日止"), "2021年1月1日始，至2021年12月31日止");
}

TEST(Words, make_one_number_one_other) {
    const std::string text = rewritten("57件，570件，57件，0件，50件");
    EXPECT_NE(text.substr(0, 2), "57");
    EXPECT_EQ(text.substr(0, 2), text.substr(text.find("，", 12) + 3, 2));
    EXPECT_NE(text.find("，0件"), std::string::npos);
    EXPECT_TRUE(text.ends_with("0件"));
}

TEST(Words, keep_numbers_of_items_and_words_of_the_form) {
    const std::string text = rewritten("（一）主动公开。1.行政许可情况；第二十条");
    EXPECT_TRUE(text.starts_with("（一）主动公开。1.行政许可"));
    EXPECT_TRUE(text.ends_with("第二十条"));
    EXPECT_EQ(rewritten("[bookmark: _GoBack]一、总体情况"), "[bookmark: _GoBack]一、总体情况");
}

/// A line as it is in a copy: a label as such where it is a cell of a table.
std::string rewritten_label(std::string text) {
    Random random(1);
    Inventions inventions(random);
    Numbers numbers(random);
    const Report report{.names = {}, .years = 0, .is_held = [](std::uint32_t) { return false; }};
    Words(text, report, numbers, inventions).rewrite_label({0, static_cast<std::uint32_t>(text.size())});
    return text;
}

TEST(Words, keep_labels_with_their_damage) {
    for (const std::string_view label : {"1.属于国家秘密", "本机关不掌屋相关政府信息", "属于行政查", "询事 项",
                                         "行政处法", "总", "结 结 其 尚", "不适用", "（四）无法提供  1.本机关不掌",
                                         "（二）部分公开（区分处理的，只记这一情形）", "总 计", "本年（2023）制发件数"})
        EXPECT_EQ(rewritten_label(std::string(label)), label);
    for (const std::string_view line : {"法提供", "维 纠 结 审", "三、", "无。"})
        EXPECT_EQ(rewritten(std::string(line)), line);
}

TEST(Words, of_other_cells_are_replaced) {
    for (const std::string_view cell : {"雾浦县统战部", "备注：雾浦", "雾浦"})
        EXPECT_EQ(rewritten_label(std::string(cell)).find("雾浦"), std::string::npos) << cell;
}

TEST(Words, of_invented_text_are_in_no_word_that_is_known) {
    for (const char32_t code : invented_characters) {
        const auto holds = [&](std::u32string_view word) { return word.find(code) != std::u32string_view::npos; };
        EXPECT_TRUE(std::ranges::none_of(kept_words, holds)) << static_cast<unsigned>(code);
        EXPECT_TRUE(std::ranges::none_of(name_ends, holds)) << static_cast<unsigned>(code);
        EXPECT_FALSE(holds(place_end_characters) || holds(organ_end_characters));
        EXPECT_FALSE(holds(agency_end_characters) || holds(beside_digits));
        EXPECT_TRUE(std::ranges::none_of(grammar::words(), [&](const auto& word) { return holds(word.folded); }));
        EXPECT_EQ(std::ranges::count(invented_characters, code), 1) << static_cast<unsigned>(code);
    }
}

// ---- numbers under sums ---------------------------------------------------------------------------------------------

std::int64_t sum_of(const Law& law, const std::vector<Variable>& variables) {
    return std::accumulate(law.begin(), law.end(), std::int64_t{0}, [&](std::int64_t sum, const Term& term) {
        return sum + term.factor * variables[term.variable].value;
    });
}

TEST(Wander, keeps_sums_and_bounds_and_moves_what_can_move) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        std::vector<Variable> variables = {{3, 1, 9}, {14, 10, 99}, {17, 10, 99}, {5, 5, 5}, {22, 10, 99}, {9, 1, 9}};
        const std::vector<Law> laws = {{{0, 1}, {1, 1}, {2, -1}}, {{2, 1}, {3, 1}, {4, -1}}, {{5, 1}}};
        const std::vector<Variable> before = variables;
        wander(variables, laws, random);
        for (const Law& law : laws) EXPECT_EQ(sum_of(law, variables), sum_of(law, before));
        for (const Variable& variable : variables) {
            EXPECT_GE(variable.value, variable.low);
            EXPECT_LE(variable.value, variable.high);
        }
        EXPECT_NE(variables[1].value, before[1].value);
        EXPECT_NE(variables[4].value, before[4].value);
        EXPECT_EQ(variables[5].value, before[5].value);
    }
}

TEST(Wander, leaves_numbers_without_room_alone) {
    Random random(1);
    std::vector<Variable> variables = {{9, 1, 9}, {1, 1, 9}, {10, 10, 99}};
    wander(variables, std::vector<Law>{{{0, 1}, {1, 1}, {2, -1}}}, random);
    EXPECT_EQ(variables[0].value + variables[1].value, variables[2].value);
}

}  // namespace
}  // namespace nianbao::anonymize
