// Writes old containers of Office (OLE compound files) for tests: sectors of 512 bytes, each in one place only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nianbao::tests {

/// What is in a container. A storage holds what follows it, up to its end (an entry without a name).
struct Stored {
    std::string_view name;
    std::string content;  // of a stream
    bool is_storage = false;
};

inline void put(std::string& bytes, std::size_t at, std::uint64_t number, std::size_t octets) {
    for (std::size_t i = 0; i < octets; ++i) bytes[at + i] = static_cast<char>(number >> (8 * i) & 0xFFU);
}

/// Names of one storage hang together as a list to the right. No stream is put among the small ones.
inline std::string compound_file(const std::vector<Stored>& all) {
    constexpr std::uint32_t none = 0xFFFFFFFF, end = 0xFFFFFFFE, table_sector = 0xFFFFFFFD;
    constexpr std::size_t sector = 512, entry = 128;
    std::string directory(entry, '\0'), contents;
    std::vector<std::uint32_t> table{table_sector};  // for up to 128 sectors
    const auto chain = [&](std::string_view bytes) {
        const auto first = static_cast<std::uint32_t>(table.size());
        for (std::size_t at = 0; at < bytes.size(); at += sector)
            table.push_back(static_cast<std::uint32_t>(table.size() + 1));
        if (!bytes.empty()) table.back() = end;
        contents.append(bytes).append((sector - bytes.size() % sector) % sector, '\0');
        return bytes.empty() ? end : first;
    };
    const auto describe = [&](std::size_t at, std::string_view name, unsigned char type) {
        for (std::size_t i = 0; i < name.size(); ++i) directory[at + 2 * i] = name[i];
        put(directory, at + 0x40, 2 * (name.size() + 1), 2);
        directory[at + 0x42] = static_cast<char>(type);
        for (const std::size_t link : {0x44U, 0x48U, 0x4CU}) put(directory, at + link, none, 4);
        put(directory, at + 0x74, end, 4);
    };
    describe(0, "Root Entry", 5);
    std::vector<std::size_t> storages{0};  // that are open, by their entries
    std::size_t link = 0x4C;               // where the next entry is named: the child of a storage, or to the right
    for (const Stored& one : all) {
        if (one.name.empty()) {
            link = storages.back() + 0x48;
            storages.pop_back();
            continue;
        }
        const std::size_t at = directory.size();
        directory.append(entry, '\0');
        put(directory, link, at / entry, 4);
        describe(at, one.name, one.is_storage ? 1 : 2);
        put(directory, at + 0x74, chain(one.content), 4);
        put(directory, at + 0x78, one.content.size(), 4);
        if (one.is_storage) storages.push_back(at);
        link = at + (one.is_storage ? 0x4CU : 0x48U);
    }
    const std::uint32_t first_of_directory = chain(directory);
    std::string head(sector, '\0'), links(sector, '\xFF');
    head.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(head, 0x18, 0x3E, 2);
    put(head, 0x1A, 3, 2);
    put(head, 0x1C, 0xFFFE, 2);
    put(head, 0x1E, 9, 2);
    put(head, 0x20, 6, 2);
    put(head, 0x2C, 1, 4);
    put(head, 0x30, first_of_directory, 4);
    put(head, 0x38, 1, 4);
    put(head, 0x3C, end, 4);
    put(head, 0x44, end, 4);
    for (std::size_t at = 0x4C; at < sector; at += 4) put(head, at, at == 0x4C ? 0 : none, 4);
    for (std::size_t i = 0; i < table.size(); ++i) put(links, 4 * i, table[i], 4);
    return head + links + contents;
}

}  // namespace nianbao::tests
