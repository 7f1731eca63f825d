#include "sample_compilations.hpp"

#include <string_view>
#include <utility>

namespace nianbao::tests {
namespace {

using grammar::KeyId;
using grammar::Span;
using passes::Cell;
using passes::Certainty;
using passes::Code;
using passes::Compilation;
using passes::State;

constexpr grammar::EditionId edition2019 = 0, edition2021 = 1;

/// The first `text` in the source at or behind `from`.
Span find(const grammar::Source& source, std::string_view text, std::size_t from = 0) {
    const auto at = static_cast<std::uint32_t>(source.text().find(text, from));
    return {at, at + static_cast<std::uint32_t>(text.size())};
}

void add_absent_cells(Compilation& compilation, grammar::EditionId edition) {
    for (const grammar::FormCell& cell : grammar::cells_of(edition)) compilation.cells.emplace_back().key = cell.key;
}

Cell& cell_of(Compilation& compilation, std::string_view key) {
    const KeyId id = grammar::find_key(key);
    std::size_t at = 0;
    while (compilation.cells.at(at).key != id) ++at;
    return compilation.cells[at];
}

Cell& print(Compilation& compilation, std::string_view key, State state, Certainty certainty, std::string_view text) {
    Cell& cell = cell_of(compilation, key);
    cell.state = state;
    cell.certainty = certainty;
    cell.text = find(*compilation.source, text);
    cell.span = cell.text;
    return cell;
}

void add_candidates(Compilation& compilation, Cell& cell, std::initializer_list<std::optional<Decimal>> candidates) {
    cell.candidates.begin = static_cast<std::uint32_t>(compilation.candidates.size());
    cell.candidates.count = static_cast<std::uint32_t>(candidates.size());
    compilation.candidates.insert(compilation.candidates.end(), candidates);
}

constexpr std::string_view rich_text =
    "云岭市青石区教育局2021年政府信息公开工作年度报告\n"
    "发布日期：2022-01-20\n"
    "一、总体情况\n"
    "（一）主动公开。“公开”是\"常态\"，\\不公开\\是例外；a<b & c>d]]>。\n"
    "第二段，\t有制表符\r\n"
    "规章 | 22（其中修订\"16\"件） | 无 | 7项 |\n"
    "行政规范性文件 |  | / | 约20 |\n"
    "行政许可 4311\n"
    "行政处罚 —\n"
    "行政强制 三\n"
    "行政事业性收费 59237.2449万元\n"
    "予以公开 1000001\n"
    "部分公开 9 9 9\n"
    "总计 5\n";

void add_rich_cells(Compilation& c) {
    Cell& noted = print(c, "disclosure.regulations.issued", State::given, Certainty::read, "22");
    noted.value = 22;
    noted.note = find(*c.source, "（其中修订\"16\"件）");
    print(c, "disclosure.regulations.repealed", State::none, Certainty::read, "无").value = 0;
    Cell& counted = print(c, "disclosure.regulations.in_force", State::given, Certainty::read, "7项");
    counted.value = 7;
    counted.unit = find(*c.source, "项");
    Cell& blank = print(c, "disclosure.normative_documents.issued", State::blank, Certainty::unknown, "| / |");
    blank.span = Span{blank.text.begin, blank.text.begin};
    blank.text = *blank.span;
    print(c, "disclosure.normative_documents.repealed", State::not_applicable, Certainty::unknown, "/");
    add_candidates(c, print(c, "disclosure.normative_documents.in_force", State::illegible, Certainty::guessed, "约20"),
                   {20});
    print(c, "disclosure.licensing.decisions", State::given, Certainty::proved, "4311").value = 4311;
    print(c, "disclosure.penalties.decisions", State::not_applicable, Certainty::unknown, "—").derived = 12;
    print(c, "disclosure.coercion.decisions", State::given, Certainty::read, "三").value = 3;
    Cell& amount = print(c, "disclosure.fees.amount", State::given, Certainty::read, "59237.2449万元");
    amount.value = Decimal::make(592372449, 4);
    amount.unit = find(*c.source, "万元");

    Cell& first = print(c, "requests.granted.natural_person", State::given, Certainty::guessed, "1000001");
    first.value = 1;
    first.run = 7;
    add_candidates(c, first, {1, 10, std::nullopt});
    first.candidates.complete = false;
    Cell& second = print(c, "requests.granted.business", State::unplaced, Certainty::guessed, "1000001");
    second.run = 7;
    add_candidates(c, second, {0, std::nullopt, Decimal::make(-999'999'999'999'999'999, 0)});
    second.candidates.complete = false;
    second.derived = Decimal::make(1, 18);
    Cell& open = print(c, "requests.partially_granted.natural_person", State::given, Certainty::guessed, "9 9 9");
    open.value = 999;
    open.run = 8;
    open.candidates.complete = false;
    print(c, "requests.total_processed.total", State::given, Certainty::read, "5").value = Decimal::make(5, 3);
}

void add_rich_sections(Compilation& c) {
    const grammar::Source& source = *c.source;
    const Span title = find(source, "云岭市青石区教育局2021年政府信息公开工作年度报告");
    c.sections.push_back({.number = {},
                          .role = passes::Role::preamble,
                          .heading = {},
                          .span = {},
                          .paragraphs = {{.label = {}, .text = source.text(title), .span = title}}});
    const Span first = find(source, "（一）主动公开。“公开”是\"常态\"，\\不公开\\是例外；a<b & c>d]]>。");
    const Span second = find(source, "第二段，\t有制表符\r\n");
    c.sections.push_back({.number = source.text(find(source, "一")),
                          .role = passes::Role::overview,
                          .heading = "一、总体情况",
                          .span = find(source, "一、总体情况"),
                          .paragraphs = {{source.text(find(source, "（一）")), source.text(first), first},
                                         {{}, source.text(second), second}}});
    c.sections.push_back({.number = {}, .role = passes::Role::none, .heading = "附件", .span = {}, .paragraphs = {}});
}

void add_rich_diagnostics(Compilation& c) {
    const KeyId total = grammar::find_key("requests.total_processed.total");
    const KeyId granted = grammar::find_key("requests.granted.total");
    c.diagnostics.push_back({.code = Code::section_missing,
                             .span = {},
                             .arguments = {{"section", "review"}},
                             .cells = {},
                             .related = {},
                             .repairs = {}});
    c.diagnostics.push_back({.code = Code::results_do_not_add_up,
                             .span = find(*c.source, "5", c.source->text().find("总计")),
                             .arguments = {{"found", "5"}, {"expected", "“6”\n<&>"}},
                             .cells = {total},
                             .related = {{find(*c.source, "1000001"), passes::Relation::added, {granted}},
                                         {find(*c.source, "总计"), passes::Relation::total, {}}},
                             .repairs = {{{total, Decimal(5), Decimal(6)}},
                                         {{granted, std::nullopt, Decimal(0)}, {total, Decimal(5), std::nullopt}},
                                         {}},
                             .repairs_complete = false});
}

void add_rich_facts(Compilation& c) {
    c.facts.title = "云岭市青石区教育局2021年政府信息公开工作年度报告";
    c.facts.agency = "云岭市青石区教育局";
    c.facts.region = "云岭市青石区";
    c.facts.year = std::uint16_t{2021};
    c.facts.from = passes::Date{2021, 1, 1};
    c.facts.to = passes::Date{2021, 12, 31};
    c.facts.published = passes::Date{2022, 1, 20};
    c.facts.contact.address = "青石区\"松\"路1号";
    c.facts.contact.telephone = "000-1234567";
    c.facts.website = "https://example.org/?a=1&b=2";
    c.edition = edition2021;
    c.item_editions = {edition2021, edition2021, edition2021, edition2021, std::nullopt};
    c.requests_edition = edition2019;
    c.tables_found = {true, true, false};
    c.layouts = {{{"pipes", "tabs"}, {"collapsed"}, {}}};
}

const grammar::Source& kept_source(const std::string& bytes) {
    static std::list<grammar::Source> sources;
    return sources.emplace_back(grammar::Source::from_bytes(bytes));
}

Sample& add(std::list<Sample>& samples, std::string name, std::string bytes) {
    Sample& sample = samples.emplace_back();
    sample.name = std::move(name);
    sample.bytes = std::move(bytes);
    sample.context = {.path = "reports/" + sample.name + ".txt", .sha256 = std::string(64, 'a')};
    sample.compilation.source = &kept_source(sample.bytes);
    sample.compilation.extent = {0, static_cast<std::uint32_t>(sample.compilation.source->text().size())};
    return sample;
}

Sample& add_rich(std::list<Sample>& samples, std::string name, std::string bytes) {
    Sample& sample = add(samples, std::move(name), std::move(bytes));
    Compilation& c = sample.compilation;
    c.part = 2;
    c.parts = 3;
    add_rich_facts(c);
    add_absent_cells(c, edition2021);
    add_rich_cells(c);
    add_rich_sections(c);
    add_rich_diagnostics(c);
    return sample;
}

/// Every cell given and read, a row of the form a line, after two paragraphs of prose.
void add_full(std::list<Sample>& samples, std::string name, grammar::EditionId edition) {
    constexpr std::string_view label = "政府信息公开申请办理结果";
    std::string text = "青石区2020年政府信息公开工作年度报告\n";
    for (int i = 0; i < 40; ++i) text += "本年度坚持以公开为常态、不公开为例外，依法办理申请。";
    std::vector<std::pair<Span, Decimal>> printed;
    int number = 0;
    for (const grammar::FormCell& cell : grammar::cells_of(edition)) {
        text += cell.column == 0 ? '\n' + std::string(label) : std::string();
        number = (number * 31 + 7) % 2039;
        const std::string digits = std::to_string(number);
        text += '\t';
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += digits;
        printed.emplace_back(Span{begin, static_cast<std::uint32_t>(text.size())}, Decimal(number));
    }
    Sample& sample = add(samples, std::move(name), std::move(text));
    Compilation& c = sample.compilation;
    add_absent_cells(c, edition);
    for (std::size_t i = 0; i < printed.size(); ++i) {
        Cell& cell = c.cells[i];
        cell.state = State::given;
        cell.certainty = Certainty::read;
        cell.value = printed[i].second;
        cell.text = printed[i].first;
        cell.span = printed[i].first;
    }
    const std::string_view printed_text = c.source->text();
    const auto prose = static_cast<std::uint32_t>(printed_text.find('\n') + 1);
    const Span span = {prose, static_cast<std::uint32_t>(printed_text.find('\n', prose))};
    c.sections.push_back({.number = {},
                          .role = passes::Role::overview,
                          .heading = {},
                          .span = {},
                          .paragraphs = {{{}, c.source->text(span), span}}});
    c.edition = edition;
    c.tables_found = {true, true, true};
}

void add_unreadable(std::list<Sample>& samples) {
    Sample& sample = add(samples, "unreadable", "");
    sample.context = {.path = "报告/\xFF\xE4\xBD\"\x01.txt", .sha256 = ""};
    sample.compilation.status = passes::Status::unreadable;
    sample.compilation.source = nullptr;
    sample.compilation.diagnostics.push_back({.code = Code::unreadable_file,
                                              .span = {},
                                              .arguments = {{"reason", "no such file: \xC3\x28"}},
                                              .cells = {},
                                              .related = {},
                                              .repairs = {}});
}

void add_refused(std::list<Sample>& samples) {
    Sample& sample = add(samples, "refused", "%PDF-1.7\n");
    sample.compilation.status = passes::Status::unreadable;
    sample.compilation.diagnostics.push_back({.code = Code::unsupported_kind,
                                              .span = {},
                                              .arguments = {{"kind", "PDF"}},
                                              .cells = {},
                                              .related = {},
                                              .repairs = {}});
}

}  // namespace

std::list<Sample> sample_compilations() {
    std::list<Sample> samples;
    add_rich(samples, "rich", std::string(rich_text));
    add_rich(samples, "byte-order-mark", "\xEF\xBB\xBF" + std::string(rich_text));
    add_rich(samples, "mended", "\xFF\xE4\xBD" + std::string(1, '\0') + std::string(rich_text));
    add_rich(samples, "controls", "\x01\x0B\x7F\xC2\x85\xEF\xBF\xBE\xEF\xBF\xBF\xE2\x80\xA8" + std::string(rich_text))
        .compilation.facts.agency = "=青石\x01\"\x1F,局\xEF\xBF\xBE\xEF\xBC\x8C\n\r\t";
    add_full(samples, "full-2019", edition2019);
    add_full(samples, "full-2021", edition2021);
    add(samples, "no-report", "买菜清单：白菜两斤。\n").compilation.status = passes::Status::not_a_report;
    add(samples, "empty", "").compilation.status = passes::Status::unreadable;
    add_unreadable(samples);
    add_refused(samples);
    return samples;
}

}  // namespace nianbao::tests
