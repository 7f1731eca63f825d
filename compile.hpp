// The library in two functions: bytes become a Source, a Source becomes the compilations of its reports.
// No file, thread, clock, locale or global state is touched, and nothing throws but for lack of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "grammar/parse.hpp"
#include "grammar/source.hpp"
#include "passes/compilation.hpp"

namespace nianbao::passes {
struct Trace;
}

namespace nianbao {

struct Options {
    std::uint64_t steps = 2'000'000;  // of the search for readings, per table; counted, so that results repeat
    passes::Trace* trace = nullptr;   // gets what was done and why, if there is one (passes/trace.hpp)
};

/// An input on its way: its text, its tree, and its reports (at least one entry, also where there is no report).
struct Input {
    grammar::Source source;
    grammar::Tree tree;
    std::vector<ast::Document> documents;
};

/// Text -> tree -> documents. Never fails: every text has a tree.
[[nodiscard]] Input read(grammar::Source source);

/// The same of plain text in UTF-8. Files of other kinds become a Source by readers/read.hpp.
[[nodiscard]] Input read(std::string bytes);

/// The same of bytes that outlive the input: where they need no mending, it refers into them.
[[nodiscard]] Input read_in_place(std::string_view bytes);

/// One report of an input, resolved and checked. The compilation refers into `input`, which must outlive it.
[[nodiscard]] passes::Compilation compile(const Input& input, std::size_t part, const Options& options = {});

}  // namespace nianbao
