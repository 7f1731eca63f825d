// Parts of a Word file that are files of another format: <w:altChunk r:id="rId5"/> takes one in. Programs that make Word
// files of web pages put the whole page there.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "readers/blocks.hpp"
#include "readers/limits.hpp"
#include "readers/package.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

/// What stands in each, by the identifier of its relation. Of one that is no page and no text, U+FFFD.
using DocxChunks = std::map<std::string, Blocks, std::less<>>;

/// `parts` gets the names of those that are read.
[[nodiscard]] Refused read_chunks(Package& package, const Limits& limits, std::vector<std::string>& parts,
                                  DocxChunks& chunks);

}  // namespace nianbao::readers
