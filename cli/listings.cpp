#include "cli/listings.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "backends/json_writer.hpp"
#include "backends/names.hpp"
#include "cli/wrap.hpp"
#include "grammar/forms.hpp"
#include "grammar/parse.hpp"

namespace nianbao::cli {
namespace {

using backends::JsonWriter;
using grammar::Axis;
using grammar::Keeps;
using passes::CatalogueRow;
using passes::Language;

constexpr std::size_t text_columns = 100;

/// An object for each of some things; `put` puts its fields.
template <class Items, class Put>
void put_objects(JsonWriter& json, const Items& items, Put put) {
    for (const auto& item : items) {
        json.next();
        json.open('{');
        put(item);
        json.close('}');
    }
}

template <class Items, class Put>
void put_objects(JsonWriter& json, std::string_view key, const Items& items, Put put) {
    json.open(key, '[');
    put_objects(json, items, put);
    json.close(']');
}

std::string_view name(grammar::Unit unit) {
    switch (unit) {
        case grammar::Unit::count: return "count";
        case grammar::Unit::change: return "change";
        case grammar::Unit::yuan: return "yuan";
        case grammar::Unit::wan_yuan: return "wan_yuan";
    }
    return "";
}

std::string_view name(Axis axis) { return axis == Axis::rows ? "rows" : "columns"; }

// Layouts

std::string_view explanation(Keeps keeps, bool zh) {
    switch (keeps) {
        case Keeps::nothing: return zh ? "只保留文字和数字的先后次序" : "nothing but the order of words and figures";
        case Keeps::cells:
            return zh ? "保留单元格及其次序，行到下一个标签为止"
                      : "cells in their order; a row ends where the next label begins";
        case Keeps::rows: return zh ? "保留行，空单元格各在其位" : "rows, and the places of blank cells";
    }
    return "";
}

/// What sets the layout apart that is not looked for.
std::string_view stated(bool zh) {
    return zh ? "；只用于文件自身标明的表格（HTML、DOCX、XLSX 等）"
              : "; only where the file itself states a table (HTML, DOCX, XLSX ...)";
}

/// The lines of an example, indented; arrows stand for tabs, which nobody sees.
std::string shown(std::string_view example) {
    std::string out;
    bool begins = true;
    for (const char c : example) {
        if (begins && c != '\n') out += "    ";
        c == '\t' ? out += "→" : out += c;
        begins = c == '\n';
    }
    return out;
}

std::string layouts(Language language) {
    const bool zh = language == Language::zh;
    std::string out;
    for (const grammar::LayoutFacts& layout : grammar::all_layouts())
        out += fmt::format(fmt::runtime(zh ? "{}  {}{}\n{}" : "{}  keeps {}{}\n{}"), layout.name,
                           explanation(layout.keeps, zh), layout.stated ? stated(zh) : "", shown(layout.example));
    return out;
}

void put_layouts(JsonWriter& json) {
    put_objects(json, grammar::all_layouts(), [&](const grammar::LayoutFacts& layout) {
        json.field("name", layout.name);
        json.field("keeps", grammar::name(layout.keeps));
        json.field("stated", layout.stated);
        json.field("example", layout.example);
    });
}

// Forms

void add_block(const grammar::Block& block, std::string& out) {
    if (!block.item.empty())
        out += fmt::format("    {} {}{}\n", block.item, block.banner, block.has_cells() ? "" : " -");
    for (const grammar::Column& column : block.columns)
        out += fmt::format("      column {} {}\n", column.key, column.label);
    for (const grammar::Row& row : block.rows) {
        const std::string_view gap = row.group.empty() ? "" : " ";
        out += fmt::format("      row {} {}{}{}\n", row.key, row.group, gap, row.label);
    }
}

/// identity E1, in each row: natural_person + … = total
std::string sum(const grammar::Identity& identity) {
    const std::string text =
        fmt::format("identity {}, in each {}: {} = {}", identity.id, identity.axis == Axis::rows ? "row" : "column",
                    fmt::join(identity.left, " + "), fmt::join(identity.right, " + "));
    std::string out;
    std::string_view lines = text;
    const std::string wrapped = wrap(lines, text_columns);
    for (lines = wrapped; !lines.empty();) {
        const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        out += out.empty() ? "      " : "        ";
        out += lines.substr(0, end);
        lines.remove_prefix(end);
    }
    return out;
}

std::string forms() {
    std::string out;
    for (const grammar::Form* form : grammar::all_forms) {
        out += fmt::format("edition {} {} ({} cells), for reports of {} and later\n", form->edition, form->notice,
                           cell_count(*form), form->first_year);
        for (const grammar::Table& table : form->tables) {
            out += fmt::format("  table {} {} ({} cells)\n", table.key, table.label, cell_count(table));
            for (const grammar::Block& block : table.blocks) add_block(block, out);
            for (const grammar::Identity& identity : table.identities) out += sum(identity);
        }
    }
    return out;
}

void put_texts(JsonWriter& json, std::string_view key, std::span<const std::string_view> texts) {
    json.open(key, '[');
    for (const std::string_view text : texts) {
        json.next();
        put_json(json.out(), text);
    }
    json.close(']');
}

void put_variants(JsonWriter& json, std::string_view variants) {
    json.open("variants", '[');
    grammar::each_variant(variants, [&](std::string_view variant) {
        json.next();
        put_json(json.out(), variant);
    });
    json.close(']');
}

void put_block(JsonWriter& json, const grammar::Block& block) {
    json.field("item", backends::unless_empty(block.item));
    json.field("banner", backends::unless_empty(block.banner));
    put_objects(json, "columns", block.columns, [&](const grammar::Column& column) {
        json.field("key", column.key);
        json.field("label", column.label);
        json.field("unit", name(column.unit));
        put_variants(json, column.variants);
    });
    put_objects(json, "rows", block.rows, [&](const grammar::Row& row) {
        json.field("key", row.key);
        json.field("label", row.label);
        json.field("group", backends::unless_empty(row.group));
        put_variants(json, row.variants);
    });
}

void put_table(JsonWriter& json, const grammar::Table& table) {
    json.field("key", table.key);
    json.field("label", table.label);
    json.field("cells", cell_count(table));
    put_objects(json, "blocks", table.blocks, [&](const grammar::Block& block) { put_block(json, block); });
    put_objects(json, "identities", table.identities, [&](const grammar::Identity& identity) {
        json.field("id", identity.id);
        json.field("in_each", name(identity.axis));
        put_texts(json, "left", identity.left);
        put_texts(json, "right", identity.right);
    });
}

void put_forms(JsonWriter& json) {
    put_objects(json, grammar::all_forms, [&](const grammar::Form* form) {
        json.field("edition", form->edition);
        json.field("notice", form->notice);
        json.field("first_year", form->first_year);
        json.field("cells", cell_count(*form));
        put_objects(json, "tables", form->tables, [&](const grammar::Table& table) { put_table(json, table); });
    });
}

// Rules

std::string rules(Language language) {
    std::size_t longest = 0;
    for (const CatalogueRow& row : passes::catalogue()) longest = std::max(longest, row.name.size());
    std::string out;
    for (const CatalogueRow& row : passes::catalogue())
        out += fmt::format("{}  {:<7}  {:<{}}  {}\n", row.code, name(row.severity), row.name, longest,
                           language == Language::zh ? row.zh : row.en);
    return out;
}

void put_both(JsonWriter& json, std::string_view key, std::string_view zh, std::string_view en) {
    json.open(key, '{');
    json.field("zh", zh);
    json.field("en", en);
    json.close('}');
}

void put_rules(JsonWriter& json) {
    put_objects(json, passes::catalogue(), [&](const CatalogueRow& row) {
        json.field("code", row.code);
        json.field("name", row.name);
        json.field("severity", name(row.severity));
        put_both(json, "message", row.zh, row.en);
        put_both(json, "explanation", row.explain_zh, row.explain_en);
    });
}

}  // namespace

std::string listing(Listing what, Language language) {
    switch (what) {
        case Listing::layouts: return layouts(language);
        case Listing::forms: return forms();
        case Listing::rules: return rules(language);
    }
    return {};
}

std::string listing_json(Listing what) {
    std::string out;
    {
        JsonWriter json(out, true);
        json.open('[');
        switch (what) {
            case Listing::layouts: put_layouts(json); break;
            case Listing::forms: put_forms(json); break;
            case Listing::rules: put_rules(json); break;
        }
        json.close(']');
    }
    return out += '\n';
}

}  // namespace nianbao::cli
