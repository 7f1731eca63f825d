// nianbao anonymize: a copy of one input on standard output, what could not be replaced on standard error.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "anonymize/copy.hpp"
#include "cli/commands.hpp"
#include "cli/failures.hpp"
#include "cli/opened_input.hpp"
#include "cli/output.hpp"
#include "grammar/forms.hpp"

namespace nianbao::cli {
namespace {

using anonymize::Copy;
using anonymize::Difference;
using passes::Language;

constexpr std::size_t most_named = 12;  // lines or differences in a message

/// 5, 12, 13 ...
std::string first_lines(std::vector<std::uint32_t> lines) {
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    const bool all = lines.size() <= most_named;
    if (!all) lines.resize(most_named);
    return fmt::format("{}{}", fmt::join(lines, ", "), all ? "" : " ...");
}

std::string account_of_figures(const Copy& copy, bool zh) {
    if (copy.reports == 0)
        return zh ? "没有可以编译的报告，全文按文字处理\n" : "no report in it: all of it was taken for prose\n";
    std::string out = fmt::format(
        fmt::runtime(zh ? "零以外的数字 {} 个，换掉 {} 个\n" : "figures other than zero: {}, replaced: {}\n"),
        copy.figures, copy.figures - copy.left_lines.size());
    if (!copy.left_lines.empty())
        out += fmt::format(
            fmt::runtime(zh ? "{} 个数字保持原样，在第 {} 行\n" : "figures left as printed: {}, in lines {}\n"),
            copy.left_lines.size(), first_lines(copy.left_lines));
    return out;
}

std::string name_of(const Difference& difference, bool zh) {
    if (difference.cell) return std::string(grammar::keys()[*difference.cell].text);
    if (difference.code) return std::string(describe(*difference.code).code);
    return zh ? "整份报告" : "the whole report";
}

std::string account_of_differences(const Copy& copy, bool zh) {
    if (copy.differences.empty()) return {};
    std::string out = zh ? "警告：副本的编译结果与原文不同：\n" : "warning: the copy does not compile to the same:\n";
    for (std::size_t i = 0; i < copy.differences.size() && i < most_named; ++i)
        out += fmt::format(fmt::runtime(zh ? "  第 {} 行：{}\n" : "  line {}: {}\n"), copy.differences[i].line,
                           name_of(copy.differences[i], zh));
    if (copy.differences.size() > most_named) out += "  ...\n";
    return out;
}

}  // namespace

ExitCode run(const AnonymizeCommand& command, const Reader& reader) {
    const OpenedInput opened({.path = command.path, .name = command.path}, reader.files);
    if (!opened.input() || opened.input()->source.refusal() != grammar::Refusal::none) {
        complain_about(opened.compilation(0), command.path, reader);
        return ExitCode::unusable;
    }
    const Copy copy = anonymize::make_copy(*opened.input(), opened.bytes(), command.seed);
    Output output;
    output.write(copy.bytes);
    output.close();
    const bool zh = reader.language == Language::zh;
    complain(account_of_figures(copy, zh) + account_of_differences(copy, zh));
    return ExitCode::done;
}

}  // namespace nianbao::cli
