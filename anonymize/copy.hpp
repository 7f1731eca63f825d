// A copy of a report in which names, prose and figures are invented, of the same shape to the byte: what does not compile
// as it should can be shown to others. Whatever is printed keeps its place, its width and its kind; the copy compiles to
// the same states, certainties and diagnostics.
//
//     青榆县水利局2020年… 一、本年新收政府信息公开申请数量112000013
//     霜桐县茶荻局2017年… 一、本年新收政府信息公开申请数量124000016
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compile.hpp"

namespace nianbao::anonymize {

/// What a cell of the copy says otherwise than the original, or a diagnostic that only one of them has.
struct Difference {
    std::uint32_t line = 0;  // 0: it has no place
    std::optional<grammar::KeyId> cell = {};
    std::optional<passes::Code> code = {};  // of a diagnostic
};

struct Copy {
    std::string bytes;
    std::size_t reports = 0;                // that could be compiled
    std::size_t figures = 0;                // in tables, zeros aside
    std::vector<std::uint32_t> left_lines;  // of each figure that is as printed
    std::vector<Difference> differences;
};

/// Of a source that was read from `bytes` and not refused. The same input and seed give the same copy.
[[nodiscard]] Copy make_copy(const Input& input, std::string_view bytes, std::uint64_t seed);

}  // namespace nianbao::anonymize
