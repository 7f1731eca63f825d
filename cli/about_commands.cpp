// nianbao explain, list, schema: what this program knows, printed from the tables it works with.
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "backends/backends.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/wrap.hpp"
#include "grammar/forms.hpp"
#include "grammar/parse.hpp"

namespace nianbao::cli {
namespace {

using passes::CatalogueRow;
using passes::Language;

constexpr std::size_t text_columns = 78;

std::string_view sentence(const CatalogueRow& row, Language language) {
    return language == Language::zh ? row.zh : row.en;
}

std::string explanation(const CatalogueRow& row, Language language) {
    const bool zh = language == Language::zh;
    return fmt::format("{} {} ({})\n{}\n\n{}", row.code, row.name, name(row.severity), sentence(row, language),
                       wrap(zh ? row.explain_zh : row.explain_en, text_columns));
}

std::string list_rules(Language language) {
    std::size_t longest = 0;
    for (const CatalogueRow& row : passes::catalogue()) longest = std::max(longest, row.name.size());
    std::string out;
    for (const CatalogueRow& row : passes::catalogue())
        out += fmt::format("{}  {:<7}  {:<{}}  {}\n", row.code, name(row.severity), row.name, longest,
                           sentence(row, language));
    return out;
}

std::string list_layouts() {
    std::string out;
    for (const grammar::LayoutFacts& layout : grammar::all_layouts()) out += fmt::format("{}\n", layout.name);
    return out;
}

void list_block(const grammar::Block& block, std::string& out) {
    if (!block.item.empty()) out += fmt::format("    {} {}\n", block.item, block.banner);
    for (const grammar::Column& column : block.columns)
        out += fmt::format("      column {} {}\n", column.key, column.label);
    for (const grammar::Row& row : block.rows) {
        const std::string_view gap = row.group.empty() ? "" : " ";
        out += fmt::format("      row {} {}{}{}\n", row.key, row.group, gap, row.label);
    }
}

std::string list_forms() {
    std::string out;
    for (const grammar::Form* form : grammar::all_forms) {
        out += fmt::format("edition {} {} ({} cells)\n", form->edition, form->notice, cell_count(*form));
        for (const grammar::Table& table : form->tables) {
            out += fmt::format("  table {} {} ({} cells)\n", table.key, table.label, cell_count(table));
            for (const grammar::Block& block : table.blocks) list_block(block, out);
        }
    }
    return out;
}

std::string list(Listing what, Language language) {
    switch (what) {
        case Listing::layouts: return list_layouts();
        case Listing::forms: return list_forms();
        case Listing::rules: return list_rules(language);
    }
    return {};
}

ExitCode print(std::string_view text) {
    Output output;
    output.write(text);
    output.close();
    return ExitCode::done;
}

}  // namespace

ExitCode run(const ExplainCommand& command, const Reader& reader) {
    if (const CatalogueRow* row = passes::find_code(command.code)) return print(explanation(*row, reader.language));
    const bool zh = reader.language == Language::zh;
    complain(fmt::format(fmt::runtime(zh ? "nianbao: 没有代码或名称为“{}”的诊断；nianbao list rules 列出全部\n"
                                         : "nianbao: no diagnostic is called '{}'; nianbao list rules prints all\n"),
                         command.code));
    return ExitCode::unusable;
}

ExitCode run(const ListCommand& command, const Reader& reader) { return print(list(command.what, reader.language)); }

ExitCode run(const SchemaCommand&, const Reader&) { return print(backends::json_schema()); }

ExitCode run(const Answer& answer, const Reader&) {
    if (answer.code == ExitCode::done) return print(answer.text);
    complain(answer.text);
    return answer.code;
}

}  // namespace nianbao::cli
