// Says what the source does not hold, and where it says something that is no number. Requires a whole compilation;
// reads nothing else. One diagnostic a cause: a report without any table is not told about each of them, and a table
// of which half is cut off gets one line.
//
//  - L105 no table, or L110 this one is missing; L107 none of them says anything; L108 a picture stands in their place
//  - L115 cells of a table that was found are absent
//  - L120 sections whose heading was not found
//  - L150 blocks of several editions of the form
//  - V101 texts that are no one number
#include <algorithm>
#include <functional>
#include <string>

#include "passes/labels.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {
namespace {

using grammar::EditionId;
using grammar::TableId;

/// Rows and sections that a message names before it only says that there are more.
constexpr std::size_t most_named = 4;

struct Titled {
    Role role;
    std::string_view title;
};

/// The sections that the form demands, by their official titles.
constexpr Titled demanded[] = {
    {Role::overview, "一、总体情况"},
    {Role::disclosure, "二、主动公开政府信息情况"},
    {Role::requests, "三、收到和处理政府信息公开申请情况"},
    {Role::review, "四、政府信息公开行政复议、行政诉讼情况"},
    {Role::problems, "五、存在的主要问题及改进情况"},
    {Role::other_matters, "六、其他需要报告的事项"},
};

std::string_view table_key(std::size_t table) { return grammar::all_forms[0]->tables[table].key; }

std::string joined(std::span<const std::string> names, std::string_view separator, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        if (i > 0) text += separator;
        text += names[i];
    }
    if (names.size() > most) text += "……";
    return text;
}

// Tables and their cells

/// The name of a key's row in the first edition that has the key; editions may call one row by different names.
std::string row_name(const grammar::Key& key) {
    for (const grammar::Form* form : grammar::all_forms)
        for (const grammar::Block& block : form->table(key.table).blocks) {
            if (std::ranges::find(block.columns, key.column, &grammar::Column::key) == block.columns.end()) continue;
            const auto row = std::ranges::find(block.rows, key.row, &grammar::Row::key);
            if (row != block.rows.end()) return full_label(*row);
        }
    return std::string(key.row);
}

using Cells = std::vector<const Cell*>;

void check_cells(const Cells& absent, std::size_t table, std::vector<Diagnostic>& out) {
    Diagnostic diagnostic{.code = Code::cells_missing};
    std::vector<std::string> rows;
    for (const Cell* cell : absent) {
        const grammar::Key& key = grammar::keys()[cell->key];
        if (key.table != static_cast<TableId>(table)) continue;
        diagnostic.cells.push_back(cell->key);
        if (std::string name = row_name(key); rows.empty() || rows.back() != name) rows.push_back(std::move(name));
    }
    if (diagnostic.cells.empty()) return;
    diagnostic.arguments = {
        {"table", std::string(table_key(table))},
        {"count", std::to_string(diagnostic.cells.size())},
        {"rows", joined(rows, "；", most_named)},
    };
    out.push_back(std::move(diagnostic));
}

void check_tables(const Compilation& compilation, const Cells& absent, std::vector<Diagnostic>& out) {
    if (std::ranges::none_of(compilation.tables_found, std::identity())) {
        out.push_back({.code = Code::no_tables});
        return;
    }
    if (!says_anything(compilation)) out.push_back({.code = Code::blank_tables});
    for (std::size_t table = 0; table < grammar::table_count; ++table) {
        if (compilation.tables_found[table])
            check_cells(absent, table, out);
        else
            out.push_back({.code = Code::table_missing, .arguments = {{"table", std::string(table_key(table))}}});
    }
}

// Pictures

/// [图片], ![](image3.jpeg) or image3.png, and nothing else.
bool is_picture(std::string_view text) {
    constexpr std::size_t longest = 200;
    constexpr std::string_view beginnings[] = {"[图片",  "【图片", "（图片", "(图片", "[image",
                                               "[Image", "[pic",   "![",     "<img"};
    constexpr std::string_view endings[] = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".PNG", ".JPG", ".JPEG"};
    if (text.size() > longest) return false;
    return std::ranges::any_of(beginnings, [&](auto mark) { return text.starts_with(mark); }) ||
           std::ranges::any_of(endings, [&](auto suffix) { return text.ends_with(suffix); }) || text == "图片";
}

std::optional<TableId> table_of(Role role) {
    switch (role) {
        case Role::disclosure: return TableId::disclosure;
        case Role::requests: return TableId::requests;
        case Role::review: return TableId::review;
        case Role::none:
        case Role::preamble:
        case Role::overview:
        case Role::problems:
        case Role::other_matters: return std::nullopt;
    }
    return std::nullopt;
}

void check_pictures(const Compilation& compilation, std::vector<Diagnostic>& out) {
    for (const Section& section : compilation.sections) {
        const std::optional<TableId> table = table_of(section.role);
        if (!table || compilation.tables_found[static_cast<std::size_t>(*table)]) continue;
        for (const Paragraph& paragraph : section.paragraphs)
            if (is_picture(paragraph.text))
                out.push_back({.code = Code::picture_for_table,
                               .span = paragraph.span,
                               .arguments = {{"table", std::string(table_key(static_cast<std::size_t>(*table)))},
                                             {"text", std::string(paragraph.text)}}});
    }
}

// Sections

void check_sections(const Compilation& compilation, std::vector<Diagnostic>& out) {
    std::vector<std::string> missing;
    for (const auto& [role, title] : demanded)
        if (std::ranges::find(compilation.sections, role, &Section::role) == compilation.sections.end())
            missing.emplace_back(title);
    if (missing.empty()) return;
    out.push_back({.code = Code::section_missing, .arguments = {{"section", joined(missing, "；", missing.size())}}});
}

// Editions

/// 2021: 1, 5, 6, 8, requests
std::string blocks_of(const Compilation& compilation, EditionId edition) {
    std::vector<std::string> blocks;
    for (std::size_t item = 0; item < item_count; ++item)
        if (compilation.item_editions[item] == edition)
            blocks.emplace_back("二（" + std::string(item_names[item]) + "）");
    if (compilation.requests_edition == edition) blocks.emplace_back("三");
    if (blocks.empty()) return {};
    return std::string(grammar::all_forms[edition]->edition) + ": " + joined(blocks, "、", blocks.size());
}

bool is_mixed(const Compilation& compilation) {
    std::optional<EditionId> first = compilation.requests_edition;
    for (const std::optional<EditionId>& edition : compilation.item_editions) {
        if (edition && first && *edition != *first) return true;
        if (!first) first = edition;
    }
    return false;
}

void check_editions(const Compilation& compilation, std::vector<Diagnostic>& out) {
    if (!is_mixed(compilation)) return;
    std::vector<std::string> found;
    for (std::size_t edition = 0; edition < grammar::form_count; ++edition)
        if (std::string blocks = blocks_of(compilation, static_cast<EditionId>(edition)); !blocks.empty())
            found.push_back(std::move(blocks));
    out.push_back({.code = Code::editions_mixed, .arguments = {{"editions", joined(found, "; ", found.size())}}});
}

// Illegible cells

/// The text of this cell was reported with a better reason when it was read.
bool told_already(const Compilation& compilation, grammar::KeyId key) {
    return std::ranges::any_of(compilation.diagnostics, [&](const Diagnostic& diagnostic) {
        return diagnostic.code == Code::number_too_long && std::ranges::count(diagnostic.cells, key) > 0;
    });
}

void check_illegible(const Compilation& compilation, const Cells& illegible, std::vector<Diagnostic>& out) {
    std::optional<grammar::Span> last;
    for (const Cell* cell : illegible) {
        if (told_already(compilation, cell->key)) continue;
        if (last && cell->span == last) {
            out.back().cells.push_back(cell->key);
            continue;
        }
        std::string text = compilation.source ? std::string(compilation.source->text(cell->text)) : std::string();
        out.push_back({.code = Code::illegible_cell,
                       .span = cell->span,
                       .arguments = {{"text", std::move(text)}},
                       .cells = {cell->key}});
        last = cell->span;
    }
}

}  // namespace

void check_completeness(const Compilation& compilation, std::vector<Diagnostic>& out) {
    if (compilation.status != Status::compiled) return;
    Cells absent, illegible;
    for (const Cell& cell : compilation.cells) {
        if (cell.state == State::absent) absent.push_back(&cell);
        if (cell.state == State::illegible) illegible.push_back(&cell);
    }
    check_tables(compilation, absent, out);
    check_pictures(compilation, out);
    check_sections(compilation, out);
    check_editions(compilation, out);
    check_illegible(compilation, illegible, out);
}

}  // namespace nianbao::passes
