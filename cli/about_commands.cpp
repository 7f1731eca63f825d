// nianbao explain, list, schema: what this program knows, printed from the tables it works with.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "backends/backends.hpp"
#include "cli/commands.hpp"
#include "cli/listings.hpp"
#include "cli/output.hpp"
#include "cli/wrap.hpp"

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

ExitCode run(const ListCommand& command, const Reader& reader) {
    return print(command.json ? listing_json(command.what) : listing(command.what, reader.language));
}

ExitCode run(const SchemaCommand&, const Reader&) { return print(backends::json_schema()); }

ExitCode run(const Answer& answer, const Reader&) {
    if (answer.code == ExitCode::done) return print(answer.text);
    complain(answer.text);
    return answer.code;
}

}  // namespace nianbao::cli
