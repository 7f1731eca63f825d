// Any bytes, taken for whatever kind of file they look like, through the whole pipeline and every format: nothing may
// crash, hang or read out of bounds, every node lies within the text, and what is read or proved has a value and a place.
#include <string>

#include "backends/backends.hpp"
#include "checks.hpp"
#include "compile.hpp"
#include "readers/read.hpp"

namespace {

using nianbao::fuzz::require;

void check_tree(const nianbao::Input& input) {
    const std::size_t size = input.source.text().size();
    require(!input.tree.nodes.empty());
    for (const nianbao::grammar::Node& node : input.tree.nodes) {
        require(node.begin <= node.end && node.end <= size);
        require(node.next <= input.tree.nodes.size());
    }
}

void check_cells(const nianbao::passes::Compilation& compilation, std::size_t text_size) {
    for (const nianbao::passes::Cell& cell : compilation.cells) {
        if (cell.span) require(cell.span->begin <= cell.span->end && cell.span->end <= text_size);
        if (cell.certainty >= nianbao::passes::Certainty::proved)
            require(cell.value.has_value() && cell.span.has_value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    const nianbao::Input input = nianbao::read(nianbao::readers::read(bytes));
    check_tree(input);
    require(!input.documents.empty());
    for (std::size_t part = 0; part < input.documents.size(); ++part) {
        const auto compilation = nianbao::compile(input, part, {.steps = 20'000});
        check_cells(compilation, input.source.text().size());
        for (const nianbao::backends::Format& format : nianbao::backends::formats()) {
            std::string out;
            format.write(compilation, {.path = "fuzz", .sha256 = {}}, out);
        }
    }
    return 0;
}
