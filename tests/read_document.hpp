// For tests of single passes: a text as the passes get it, without the rest of the pipeline.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compile.hpp"
#include "passes/passes.hpp"

namespace nianbao::tests {

/// Runs `step` over the first report of `text` and hands what came out to `judge`; the compilation refers into the text.
inline void run_step(std::string_view text, void (*step)(passes::Work&),
                     const std::function<void(const passes::Work&)>& judge) {
    const Input input = read(std::string(text));
    passes::Work work{
        .source = input.source, .document = input.documents.front(), .steps = 0, .binding = {}, .out = {}};
    step(work);
    judge(work);
}

}  // namespace nianbao::tests
