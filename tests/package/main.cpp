// Compiles a report with the installed library and prints one of its values. Exit 0: it is the number in the text.
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "backends/backends.hpp"
#include "compile.hpp"
#include "version.hpp"

namespace {

constexpr std::string_view report =
    "青榆县林业局2023年政府信息公开工作年度报告\n"
    "二、主动公开政府信息情况\n"
    "第二十条第（一）项 |\n"
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
    "规章 | 0 | 0 | 0 |\n"
    "行政规范性文件 | 4 | 1 | 27 |\n"
    "第二十条第（五）项 |\n"
    "信息内容 | 本年处理决定数量 |\n"
    "行政许可 | 318 |\n";

std::optional<nianbao::Decimal> value_of(const nianbao::passes::Compilation& compilation, std::string_view key) {
    for (const nianbao::passes::Cell& cell : compilation.cells)
        if (cell.key == nianbao::grammar::find_key(key)) return cell.value;
    return std::nullopt;
}

}  // namespace

int main() {
    const nianbao::Input input = nianbao::read(std::string(report));
    const nianbao::passes::Compilation compilation = nianbao::compile(input, 0);
    const std::optional<nianbao::Decimal> licences = value_of(compilation, "disclosure.licensing.decisions");
    std::printf("nianbao %s: %s licences\n", std::string(nianbao::version).c_str(),
                licences ? nianbao::to_string(*licences).c_str() : "unknown");

    std::string json;
    nianbao::backends::write_ndjson(compilation, {.path = "report.txt", .sha256 = {}}, json);
    const bool written = json.starts_with('{') && json.ends_with("}\n");
    return licences == nianbao::Decimal(318) && written ? 0 : 1;
}
