// Numbers are little-endian. Sector n begins n + 1 sectors into the file; the last one may be cut short, as many programs
// leave it. Whatever number stands in the file is checked before it leads anywhere.
#include "readers/compound_file.hpp"

#include <algorithm>

namespace nianbao::readers {
namespace {

// Places in the head.
constexpr std::size_t head_bytes = 512;
constexpr std::size_t at_sector_shift = 0x1E, at_first_of_directory = 0x30, at_least_stream = 0x38;
constexpr std::size_t at_first_of_list = 0x44, at_list = 0x4C, listed_in_head = 109;

// Sectors that are none: free, and the end of a chain.
constexpr std::uint32_t first_special = 0xFFFFFFFA, end_of_chain = 0xFFFFFFFE;

// Entries of the directory, and places in them.
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t at_name_bytes = 0x40, at_type = 0x42, at_left = 0x44, at_right = 0x48, at_child = 0x4C;
constexpr std::size_t at_first_sector = 0x74, at_size = 0x78;
constexpr std::uint32_t no_entry = 0xFFFFFFFF;
constexpr unsigned char type_stream = 2, type_root = 5;

unsigned char octet(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint32_t number_in(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 4; i-- > 0;) number = number << 8U | octet(bytes, at + i);
    return number;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The name of an entry, which is UTF-16 with a NUL at its end.
std::string name_of(std::string_view entry) {
    constexpr std::size_t most = at_name_bytes / 2;
    const std::size_t units = (octet(entry, at_name_bytes) + std::size_t{octet(entry, at_name_bytes + 1)} * 256) / 2;
    std::string name;
    for (std::size_t i = 0; i + 1 < std::min(units, most); ++i) {
        const char low = entry[2 * i];
        const bool ascii = entry[2 * i + 1] == '\0' && octet(entry, 2 * i) < 0x80;
        name.push_back(ascii ? small(low) : '?');
    }
    return name;
}

/// Sectors, or entries, that were seen before.
class Seen {
public:
    explicit Seen(std::size_t size) : seen_(size) {}

    /// Whether it is the first time. Of a number below the size.
    bool is_first(std::size_t at) {
        const bool first = !seen_[at];
        seen_[at] = true;
        return first;
    }

private:
    std::vector<bool> seen_;
};

}  // namespace

CompoundFile::CompoundFile(std::string_view bytes) : bytes_(bytes) {
    if (!read_head())
        refused_ = damaged("the file is cut off, or no compound file");
    else if (!read_table())
        refused_ = damaged("the table of the compound file's sectors is broken");
    else
        read_root(directory_sectors());
}

std::uint32_t CompoundFile::number(std::size_t at) const { return number_in(bytes_, at); }

std::size_t CompoundFile::place(std::uint32_t sector) const { return (std::size_t{sector} + 1) << shift_; }

std::size_t CompoundFile::sectors() const {
    const std::size_t all = (bytes_.size() + (std::size_t{1} << shift_) - 1) >> shift_;
    return std::min<std::size_t>(std::max<std::size_t>(all, 1) - 1, first_special);
}

bool CompoundFile::is_there(std::uint32_t sector) const { return sector < sectors(); }

/// What stands in the table for a sector that is there; the end where the table lacks it.
std::uint32_t CompoundFile::next(std::uint32_t sector) const {
    const std::size_t part = sector >> (shift_ - 2), within = sector & ((1U << (shift_ - 2)) - 1);
    if (part >= table_.size()) return end_of_chain;
    const std::size_t at = place(table_[part]) + 4 * within;
    return at + 4 <= bytes_.size() ? number(at) : end_of_chain;
}

bool CompoundFile::read_head() {
    if (bytes_.size() < head_bytes || !bytes_.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return false;
    shift_ = octet(bytes_, at_sector_shift) + octet(bytes_, at_sector_shift + 1) * 256U;
    return shift_ == 9 || shift_ == 12;
}

/// The sectors of the table are listed in the head, and then in sectors that lead to each other by their last number.
bool CompoundFile::read_table() {
    const auto list = [this](std::size_t at, std::size_t count) {
        for (std::size_t i = 0; i < count && at + 4 * i + 4 <= bytes_.size(); ++i) {
            const std::uint32_t sector = number(at + 4 * i);
            if (sector >= first_special) continue;
            if (!is_there(sector) || table_.size() >= sectors()) return false;
            table_.push_back(sector);
        }
        return true;
    };
    if (!list(at_list, listed_in_head)) return false;
    const std::size_t listed = (std::size_t{1} << (shift_ - 2)) - 1;
    Seen seen(sectors());
    for (std::uint32_t sector = number(at_first_of_list); sector < first_special;) {
        if (!is_there(sector) || !seen.is_first(sector) || !list(place(sector), listed)) return false;
        const std::size_t at = place(sector) + 4 * listed;
        if (at + 4 > bytes_.size()) return false;
        sector = number(at);
    }
    return true;
}

/// As many as can be followed.
std::vector<std::uint32_t> CompoundFile::directory_sectors() const {
    std::vector<std::uint32_t> all;
    Seen seen(sectors());
    for (std::uint32_t sector = number(at_first_of_directory); is_there(sector) && seen.is_first(sector);) {
        all.push_back(sector);
        sector = next(sector);
    }
    return all;
}

/// The first entry is the root. Its children are a tree of entries, each with one to the left and one to the right.
void CompoundFile::read_root(const std::vector<std::uint32_t>& directory) {
    const std::size_t in_sector = (std::size_t{1} << shift_) / entry_bytes;
    const auto entry = [&](std::uint32_t index) {
        const std::size_t sector = index / in_sector;
        const std::size_t at =
            sector < directory.size() ? place(directory[sector]) + index % in_sector * entry_bytes : bytes_.size();
        return at + entry_bytes <= bytes_.size() ? bytes_.substr(at, entry_bytes) : std::string_view();
    };
    const std::string_view root = entry(0);
    if (root.empty() || octet(root, at_type) != type_root) {
        refused_ = damaged("the directory of the compound file is broken");
        return;
    }
    Seen seen(directory.size() * in_sector);
    std::vector<std::uint32_t> open{number_in(root, at_child)};
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        if (index == no_entry) continue;
        const std::string_view found = entry(index);
        if (found.empty() || !seen.is_first(index)) {
            refused_ = damaged("the directory of the compound file is broken");
            return;
        }
        const std::uint64_t high =
            shift_ == 9 ? 0 : number_in(found, at_size + 4);  // small sectors: not always written
        root_.push_back({.name = name_of(found),
                         .is_stream = octet(found, at_type) == type_stream,
                         .first_sector = number_in(found, at_first_sector),
                         .size = high << 32U | number_in(found, at_size)});
        open.push_back(number_in(found, at_right));
        open.push_back(number_in(found, at_left));
    }
}

bool CompoundFile::holds(std::string_view name) const {
    return std::ranges::any_of(root_,
                               [&](const Entry& entry) { return std::ranges::equal(entry.name, name, {}, {}, small); });
}

/// Small streams lie together in another one, and are not looked at.
Refused CompoundFile::check_streams() const {
    if (refused_) return refused_;
    const std::uint32_t least = number(at_least_stream);
    Seen seen(sectors());
    for (const Entry& entry : root_) {
        if (!entry.is_stream || entry.size < least) continue;
        std::uint32_t sector = entry.first_sector;
        for (std::uint64_t left = ((entry.size - 1) >> shift_) + 1; left > 0; --left) {
            if (!is_there(sector)) return damaged("the file ends before its contents do");
            if (!seen.is_first(sector)) return damaged("two contents of the compound file lie in one place");
            sector = next(sector);
        }
    }
    return {};
}

}  // namespace nianbao::readers
