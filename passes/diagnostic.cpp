// The catalogue of diagnostics as a checked table, and the sentences made from its templates.
#include "passes/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>

#include "passes/catalogue.hpp"

namespace nianbao::passes {
namespace {

using detail::catalogue_rows;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_code(std::string_view code) {
    constexpr std::string_view letters = "SLVAXTY";
    return code.size() == 4 && letters.find(code[0]) != letters.npos && is_digit(code[1]) && is_digit(code[2]) &&
           is_digit(code[3]);
}

constexpr bool is_kebab_case(std::string_view name) {
    if (name.empty() || name.front() == '-' || name.back() == '-') return false;
    for (char c : name)
        if (c != '-' && !is_digit(c) && (c < 'a' || c > 'z')) return false;
    return name.find("--") == name.npos;
}

/// The next {name} in `text` at or behind `from`: its name, or an empty view; `from` moves behind it.
constexpr std::string_view next_placeholder(std::string_view text, std::size_t& from) {
    const std::size_t open = text.find('{', from);
    const std::size_t close = open == text.npos ? open : text.find('}', open);
    from = close == text.npos ? text.size() : close + 1;
    return close == text.npos ? std::string_view{} : text.substr(open + 1, close - open - 1);
}

/// Every placeholder of `one` stands in `other`, too.
constexpr bool placeholders_within(std::string_view one, std::string_view other) {
    std::size_t at = 0;
    for (auto wanted = next_placeholder(one, at); !wanted.empty(); wanted = next_placeholder(one, at)) {
        std::size_t from = 0;
        auto found = next_placeholder(other, from);
        while (!found.empty() && found != wanted) found = next_placeholder(other, from);
        if (found.empty()) return false;
    }
    return true;
}

constexpr bool well_formed(const CatalogueRow& row) {
    return is_code(row.code) && is_kebab_case(row.name) && !row.zh.empty() && !row.en.empty() &&
           !row.explain_zh.empty() && !row.explain_en.empty() && placeholders_within(row.zh, row.en) &&
           placeholders_within(row.en, row.zh);
}

constexpr bool well_formed(std::span<const CatalogueRow> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id != static_cast<Code>(i) || !well_formed(rows[i])) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (rows[i].code == rows[j].code || rows[i].name == rows[j].name) return false;
    }
    return true;
}

static_assert(well_formed(catalogue_rows), "rows in the order of Code, codes and names unique, both languages alike");
static_assert(std::size(catalogue_rows) == static_cast<std::size_t>(Code::blanks_are_not_zero) + 1,
              "a row for every Code");

/// What passes name by key or in plain English, in words. Only arguments that this program words itself are looked up,
/// never text of the source. Without `en` the value itself is English.
struct Phrase {
    std::string_view argument, value, zh, en;
};

constexpr Phrase phrases[] = {
    {"table", "disclosure", "表二（主动公开政府信息情况）", "table 二 (disclosure)"},
    {"table", "requests", "表三（收到和处理政府信息公开申请情况）", "table 三 (requests)"},
    {"table", "review", "表四（政府信息公开行政复议、行政诉讼情况）", "table 四 (review)"},
    {"reason", "neither a title, sections nor tables of the form", "没有标题和章节，也没有表式中的表格", {}},
    {"reason",
     "it is the form itself or about it, and reports nothing",
     "是表式本身或关于表式的文件，没有填报任何内容",
     {}},
    {"reason", "it is a list of reports", "是年度报告的目录", {}},
    {"limit", "bytes of text", "文字字节数", {}},
    {"limit", "paragraphs", "段落数", {}},
    {"limit", "cells of tables", "单元格数", {}},
    {"limit", "columns or rows that a cell covers", "一个单元格所跨的行数或列数", {}},
    {"limit", "elements within each other", "嵌套层数", {}},
    {"limit", "bytes of one tag or attribute", "一个标签或属性的字节数", {}},
    {"limit", "bytes unpacked from an archive", "解压后的字节数", {}},
    {"limit", "entries of an archive", "压缩包内的文件数", {}},
    {"limit", "bytes of a web page", "网页的字节数", {}},
    {"limit", "elements of a web page", "网页的元素数", {}},
    {"limit", "bytes of different names in the markup of a web page", "网页标记中不同名称的字节数", {}},
    {"limit", "mistakes in the markup of a web page", "网页标记中的错误数", {}},
    {"limit", "bytes of different names in markup", "标记中不同名称的字节数", {}},
    {"limit", "attributes or namespaces of an element", "一个元素的属性数或命名空间数", {}},
    {"limit", "styles, lists and relations of a document", "文档的样式、编号和关系数", {}},
    {"limit", "pages", "页数", {}},
    {"limit", "bytes printed by another program", "其他程序输出的字节数", {}},
    {"limit", "bytes of memory of another program", "其他程序占用的内存字节数", {}},
    {"limit", "seconds of another program", "其他程序运行的秒数", {}},
    {"limit", "estimated steps of LibreOffice", "LibreOffice 的估计步数", {}},
    {"reason", "no such file or directory", "没有这个文件或目录", {}},
    {"reason", "permission denied", "没有权限", {}},
    {"reason", "is a directory", "这是一个目录", {}},
    {"reason", "input/output error", "输入输出错误", {}},
    {"reason", "too many levels of symbolic links", "符号链接层数过多", {}},
    {"reason", "file name too long", "文件名过长", {}},
    {"reason", "too many open files", "打开的文件过多", {}},
};

/// Behind the name of a limit stand its number and its option: bytes of text > 16777216 (--limit-text).
constexpr std::string_view behind_limit = " > ";

std::string in_language(const Argument& argument, Language language) {
    const std::string_view value = argument.value;
    const std::size_t end = argument.name == "limit" ? value.find(behind_limit) : value.npos;
    const std::string_view behind = end == value.npos ? std::string_view() : value.substr(end);
    for (const Phrase& phrase : phrases) {
        if (phrase.argument != argument.name || phrase.value != value.substr(0, end)) continue;
        if (language == Language::zh) return std::string(phrase.zh).append(behind);
        if (!phrase.en.empty()) return std::string(phrase.en).append(behind);
    }
    return argument.value;
}

const Argument* find_argument(std::span<const Argument> arguments, std::string_view name) {
    const auto found = std::ranges::find(arguments, name, &Argument::name);
    return found == arguments.end() ? nullptr : &*found;
}

/// Placeholders without an argument stay visible: a sentence with a hole would hide the mistake.
std::string fill(std::string_view text, std::span<const Argument> arguments, Language language) {
    std::string out;
    std::size_t done = 0, at = 0;
    for (auto name = next_placeholder(text, at); !name.empty(); name = next_placeholder(text, at)) {
        const Argument* argument = find_argument(arguments, name);
        if (!argument) continue;
        const auto open = static_cast<std::size_t>(name.data() - text.data()) - 1;
        out += text.substr(done, open - done);
        out += in_language(*argument, language);
        done = at;
    }
    return out += text.substr(done);
}

}  // namespace

std::span<const CatalogueRow> catalogue() { return catalogue_rows; }

const CatalogueRow& describe(Code code) { return catalogue_rows[static_cast<std::size_t>(code)]; }

const CatalogueRow* find_code(std::string_view code_or_name) {
    const auto matches = [&](const CatalogueRow& row) { return row.code == code_or_name || row.name == code_or_name; };
    const auto found = std::ranges::find_if(catalogue_rows, matches);
    return found == std::end(catalogue_rows) ? nullptr : &*found;
}

void limit_findings(std::vector<Diagnostic>& diagnostics) {
    if (diagnostics.size() <= max_findings) return;
    std::array<std::size_t, std::size(catalogue_rows)> seen{};
    std::array<std::optional<grammar::Span>, std::size(catalogue_rows)> first_dropped{};
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
        const auto code = static_cast<std::size_t>(diagnostic.code);
        if (++seen[code] == max_findings + 1) first_dropped[code] = diagnostic.span;
        return seen[code] > max_findings;
    });
    for (std::size_t code = 0; code < seen.size(); ++code) {
        if (seen[code] <= max_findings) continue;
        diagnostics.push_back({.code = Code::more_findings,
                               .span = first_dropped[code],
                               .arguments = {{"count", std::to_string(seen[code] - max_findings)},
                                             {"code", std::string(catalogue_rows[code].code)}}});
    }
}

std::string message(const Diagnostic& diagnostic, Language language) {
    const CatalogueRow& row = describe(diagnostic.code);
    return fill(language == Language::zh ? row.zh : row.en, diagnostic.arguments, language);
}

std::string_view message(Relation relation, Language language) {
    const bool zh = language == Language::zh;
    switch (relation) {
        case Relation::added: return zh ? "相加的数" : "added here";
        case Relation::total: return zh ? "与之比较的总计" : "the total it is compared with";
        case Relation::first_occurrence: return zh ? "首次出现在这里" : "it stands here first";
        case Relation::same_run: return zh ? "与这里的数字相连" : "its digits run together with these";
    }
    return {};
}

std::string_view name(Severity severity) {
    switch (severity) {
        case Severity::note: return "note";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return {};
}

}  // namespace nianbao::passes
