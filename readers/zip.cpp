// Archives by minizip, which reads an archive's directory entry by entry; it is given memory for a file.
#include "readers/zip.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>

namespace nianbao::readers {
namespace {

constexpr std::size_t longest_name = 512;
constexpr std::size_t step_bytes = 16U << 10U;

/// What minizip believes to be a file.
struct Memory {
    std::string_view bytes;
    std::uint64_t at = 0;
};

voidpf open_memory(voidpf memory, const void*, int) { return memory; }

uLong read_memory(voidpf, voidpf stream, void* out, uLong size) {
    Memory& memory = *static_cast<Memory*>(stream);
    if (memory.at >= memory.bytes.size()) return 0;
    const std::string_view rest = memory.bytes.substr(memory.at, size);
    std::memcpy(out, rest.data(), rest.size());
    memory.at += rest.size();
    return static_cast<uLong>(rest.size());
}

uLong write_nothing(voidpf, voidpf, const void*, uLong) { return 0; }

ZPOS64_T tell_memory(voidpf, voidpf stream) { return static_cast<Memory*>(stream)->at; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    Memory& memory = *static_cast<Memory*>(stream);
    const std::uint64_t size = memory.bytes.size();
    const std::uint64_t base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                               : origin == ZLIB_FILEFUNC_SEEK_CUR ? memory.at
                                                                  : size;
    if (offset > size || base > size - offset) return -1;
    memory.at = base + offset;
    return 0;
}

int close_memory(voidpf, voidpf) { return 0; }
int no_error(voidpf, voidpf) { return 0; }

/// Small letters, and the slash that the format demands.
std::string folded(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '\\') c = '/';
    }
    return out;
}

/// /x, C:x, ../x and a/../x name places outside of the archive.
bool leaves_archive(std::string_view name) {
    if (name.starts_with('/') || name.find(':') != std::string_view::npos) return true;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        if (name.substr(at, end - at) == "..") return true;
        at = end + 1;
    }
    return false;
}

/// A name for a message: no control characters, not too long.
std::string shown(std::string_view name) {
    std::string out(name.substr(0, 80));
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) - 0x20U >= 0x5FU; }, '?');
    return out;
}

}  // namespace

struct Archive::State {
    Memory memory;
    std::unique_ptr<void, int (*)(unzFile)> file{nullptr, unzClose};
    std::map<std::string, unz64_file_pos, std::less<>> entries;  // by folded name
    Refused refused;
    Limits limits;
    std::size_t unpacked = 0;

    State(std::string_view bytes, const Limits& given) : memory{bytes}, limits(given) {}

    void open() {
        zlib_filefunc64_def functions{
            .zopen64_file = open_memory,
            .zread_file = read_memory,
            .zwrite_file = write_nothing,
            .ztell64_file = tell_memory,
            .zseek64_file = seek_memory,
            .zclose_file = close_memory,
            .zerror_file = no_error,
            .opaque = &memory,
        };
        file.reset(unzOpen2_64("", &functions));
        if (!file) refused = damaged("the archive has no directory: cut off, or no archive");
    }

    /// Adds the entry that minizip stands at.
    void list_entry() {
        std::array<char, longest_name + 1> name{};
        unz_file_info64 info{};
        unz64_file_pos position{};
        if (unzGetCurrentFileInfo64(file.get(), &info, name.data(), longest_name, nullptr, 0, nullptr, 0) != UNZ_OK ||
            unzGetFilePos64(file.get(), &position) != UNZ_OK) {
            refused = damaged("the directory of the archive is broken");
        } else if (info.size_filename > longest_name) {
            refused = damaged("an entry of the archive has a name of " + std::to_string(info.size_filename) + " bytes");
        } else if (std::string key = folded({name.data(), info.size_filename}); leaves_archive(key)) {
            refused = damaged("an entry of the archive is named " + shown(key));
        } else if (!entries.emplace(key, position).second) {
            refused = damaged("two entries of the archive are named " + shown(key));
        } else if (entries.size() > limits.entries.most) {
            refused = over_limit(beyond(limits.entries));
        }
    }

    void list() {
        int status = unzGoToFirstFile(file.get());
        for (; status == UNZ_OK && !refused; status = unzGoToNextFile(file.get())) list_entry();
        if (!refused && status != UNZ_END_OF_LIST_OF_FILE) refused = damaged("the directory of the archive is broken");
    }

    [[nodiscard]] Refused unpack_opened(std::string_view name, const std::function<bool(std::string_view)>& take) {
        std::array<char, step_bytes> step;
        for (;;) {
            const int read = unzReadCurrentFile(file.get(), step.data(), static_cast<unsigned>(step.size()));
            if (read < 0) return damaged(shown(name) + ": the packed bytes are broken");
            if (read == 0) return {};
            unpacked += static_cast<std::size_t>(read);
            if (unpacked > limits.unpacked_bytes.most) return over_limit(beyond(limits.unpacked_bytes));
            if (!take({step.data(), static_cast<std::size_t>(read)})) return {};
        }
    }
};

Archive::Archive(std::string_view bytes, const Limits& limits) : state_(std::make_unique<State>(bytes, limits)) {
    state_->open();
    if (!state_->refused) state_->list();
}

Archive::~Archive() = default;

const Refused& Archive::refused() const { return state_->refused; }

bool Archive::has(std::string_view name) const { return state_->entries.contains(folded(name)); }

Refused Archive::unpack(std::string_view name, const std::function<bool(std::string_view)>& take) {
    const auto entry = state_->entries.find(folded(name));
    if (entry == state_->entries.end()) return damaged("the archive has no " + shown(name));
    unzFile file = state_->file.get();
    if (unzGoToFilePos64(file, &entry->second) != UNZ_OK) return damaged(shown(name) + ": broken entry");
    unz_file_info64 info{};
    unzGetCurrentFileInfo64(file, &info, nullptr, 0, nullptr, 0, nullptr, 0);
    if ((info.flag & 1U) != 0) return damaged(shown(name) + ": encrypted");
    if (unzOpenCurrentFile(file) != UNZ_OK) return damaged(shown(name) + ": broken entry, or packed in an unknown way");
    bool whole = true;
    Refused refused = state_->unpack_opened(name, [&](std::string_view step) { return whole = take(step); });
    const bool checked = unzCloseCurrentFile(file) != UNZ_CRCERROR;
    if (!refused && whole && !checked) return damaged(shown(name) + ": wrong checksum");
    return refused;
}

}  // namespace nianbao::readers
