// The old container of Office (an OLE compound file): sectors, a table that links them to chains, and a tree of names.
// Read as far as it takes to tell what the file is, and whether it is whole; each sector is looked at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "readers/refused.hpp"

namespace nianbao::readers {

class CompoundFile {
public:
    /// The bytes have to live as long.
    explicit CompoundFile(std::string_view bytes);

    /// Why its directory cannot be read, if it cannot.
    [[nodiscard]] const Refused& refused() const { return refused_; }

    /// Whether something of that name lies in the root itself, not in what is embedded. In ASCII; case does not count.
    [[nodiscard]] bool holds(std::string_view name) const;

    /// Why the streams of the root cannot be read, if they cannot: they are cut off, or linked to what is not theirs.
    [[nodiscard]] Refused check_streams() const;

private:
    struct Entry {
        std::string name;  // ASCII in small letters; any other character is '?'
        bool is_stream = false;
        std::uint32_t first_sector = 0;
        std::uint64_t size = 0;
    };

    [[nodiscard]] bool read_head();
    [[nodiscard]] bool read_table();
    [[nodiscard]] std::vector<std::uint32_t> directory_sectors() const;
    void read_root(const std::vector<std::uint32_t>& directory);

    [[nodiscard]] std::uint32_t number(std::size_t at) const;
    [[nodiscard]] std::size_t place(std::uint32_t sector) const;
    [[nodiscard]] bool is_there(std::uint32_t sector) const;
    [[nodiscard]] std::uint32_t next(std::uint32_t sector) const;
    [[nodiscard]] std::size_t sectors() const;

    std::string_view bytes_;
    Refused refused_;
    unsigned shift_ = 9;                // of the size of a sector
    std::vector<std::uint32_t> table_;  // the sectors that hold the table
    std::vector<Entry> root_;
};

}  // namespace nianbao::readers
