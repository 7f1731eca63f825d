// ZIP archives for tests: entries as they are given, packed or stored, true or damaged on purpose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nianbao::tests {

struct ZipEntry {
    std::string name;
    std::string bytes;
    bool packed = true;                     // by deflate
    std::optional<std::uint32_t> crc = {};  // instead of the true one
    std::uint16_t flags = 0;
    std::optional<std::uint16_t> method = {};  // instead of the true one
};

[[nodiscard]] std::string zip(const std::vector<ZipEntry>& entries);

/// A part of relations of an Office package: types and targets, with the identifiers rId1, rId2 ...
[[nodiscard]] std::string relations(const std::vector<std::pair<std::string, std::string>>& targets);

}  // namespace nianbao::tests
