// Listing and reading with plain POSIX calls: they tell exactly what went wrong, and one stat serves both the kind of
// the file and the size of the buffer.
#include "cli/files.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grammar/source.hpp"

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = grammar::max_input_bytes;
constexpr std::size_t first_buffer = 64 * 1024;  // where the size is not known, such as of pipes

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ > STDERR_FILENO) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

std::string joined(const std::string& directory, const std::string& name) {
    return directory.empty() || directory.ends_with('/') ? directory + name : directory + '/' + name;
}

/// A directory on its way through the walk, relative to where the walk began.
using Pending = std::vector<std::string>;

/// Most directories tell what their entries are: only links and entries of unknown kind are looked at.
void visit(const fs::directory_entry& entry, const std::string& relative, Pending& pending,
           std::vector<std::string>& found) {
    std::error_code error;
    const bool link = entry.is_symlink(error);
    if (!link && entry.is_directory(error)) return pending.push_back(relative);
    if (!link && entry.is_regular_file(error)) return found.push_back(relative);
    const fs::file_type target = entry.status(error).type();
    const bool readable = target == fs::file_type::regular;
    const bool unknown =
        target == fs::file_type::not_found || target == fs::file_type::none || target == fs::file_type::unknown;
    if (readable || unknown) found.push_back(relative);
}

/// The files below `root`, relative to it. A directory that cannot be opened stands for itself.
std::vector<std::string> walk(const std::string& root) {
    std::vector<std::string> found;
    Pending pending{""};
    while (!pending.empty()) {
        const std::string directory = std::move(pending.back());
        pending.pop_back();
        std::error_code error;
        fs::directory_iterator entry(joined(root, directory), error);
        for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
            const std::string& path = entry->path().native();
            const std::string name = path.substr(path.rfind('/') + 1);
            if (!is_hidden(name)) visit(*entry, joined(directory, name), pending, found);
        }
        if (error) found.push_back(directory);
    }
    std::ranges::sort(found);
    return found;
}

bool is_directory(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// The last part of a path; of one that ends in a slash, all of it.
std::string own_name(const std::string& path) {
    const std::string name = fs::path(path).filename().string();
    return name.empty() ? path : name;
}

void list_directory(const std::string& path, std::vector<InputFile>& inputs) {
    const std::vector<std::string> names = walk(path);
    for (const std::string& name : names)
        inputs.push_back({.path = name.empty() ? path : joined(path, name), .name = name, .below_directory = true});
    if (names.empty()) inputs.push_back({.path = path, .name = path, .below_directory = true, .empty_directory = true});
}

ReadFailure failure(int error) { return {passes::Code::unreadable_file, {"reason", system_reason(error)}}; }

ReadFailure too_large() { return {passes::Code::input_too_large, {"limit", std::to_string(most_bytes)}}; }

/// The bytes with room for so many in all.
FileBytes with_room(const FileBytes& bytes, std::size_t room) {
    FileBytes larger{std::make_unique_for_overwrite<char[]>(room), bytes.size};
    std::copy_n(bytes.data.get(), bytes.size, larger.data.get());
    return larger;
}

std::variant<FileBytes, ReadFailure> read_to_end(int descriptor, std::size_t expected) {
    std::size_t room = expected + 1;  // one more, so that the end of the file is seen without growing
    FileBytes bytes = with_room({}, room);
    for (;;) {
        const ssize_t count = ::read(descriptor, bytes.data.get() + bytes.size, room - bytes.size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure(errno);
        if (count == 0) return bytes;
        bytes.size += static_cast<std::size_t>(count);
        if (bytes.size > most_bytes) return too_large();
        if (bytes.size == room) bytes = with_room(bytes, room *= 2);
    }
}

}  // namespace

std::vector<InputFile> list_inputs(const std::vector<std::string>& paths) {
    std::vector<InputFile> inputs;
    for (const std::string& path : paths) {
        if (path == "-")
            inputs.push_back({.path = path, .name = "stdin"});
        else if (is_directory(path))
            list_directory(path, inputs);
        else
            inputs.push_back({.path = path, .name = own_name(path)});
    }
    return inputs;
}

std::variant<FileBytes, ReadFailure> read_file(const InputFile& file) {
    if (file.empty_directory) return ReadFailure{passes::Code::no_input_files, {"path", file.path}};
    const bool standard_input = file.path == "-" && !file.below_directory;
    const Descriptor descriptor(standard_input ? STDIN_FILENO : ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.get() < 0) return failure(errno);

    struct stat status {};
    if (::fstat(descriptor.get(), &status) != 0) return failure(errno);
    if (S_ISDIR(status.st_mode)) return failure(EISDIR);
    if (!S_ISREG(status.st_mode)) return read_to_end(descriptor.get(), first_buffer);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > most_bytes) return too_large();
    return read_to_end(descriptor.get(), static_cast<std::size_t>(size));
}

std::string system_reason(int error) {
    std::string reason = std::generic_category().message(error);
    if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    return reason;
}

}  // namespace nianbao::cli
