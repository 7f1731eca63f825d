// Output with plain POSIX calls: every write and close is checked, so a full disk is never taken for success.
#include "cli/output.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/files.hpp"

namespace nianbao::cli {
namespace {

constexpr std::size_t buffer_size = 16 * 1024;  // most reports are longer and go straight out
constexpr int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};

// The temporary file being written. Only one is at a time; the handler may use nothing but this and unlink.
std::array<char, PATH_MAX> pending_file{};
std::atomic<bool> file_is_pending{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void remember(const std::string& path) {
    if (path.size() >= pending_file.size()) return;
    std::memcpy(pending_file.data(), path.c_str(), path.size() + 1);
    file_is_pending = true;
}

void forget() { file_is_pending = false; }

extern "C" void remove_pending_file(int signal) {
    if (file_is_pending) ::unlink(pending_file.data());
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// The file that a path finally names: a symbolic link is kept, and the file behind it replaced.
std::string behind_links(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
    return resolved ? std::string(resolved.get()) : path;
}

std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

/// Others may have made the stream non-blocking, which holds for all who share it.
void wait_until_writable(int descriptor) {
    pollfd waiting{.fd = descriptor, .events = POLLOUT, .revents = 0};
    static_cast<void>(::poll(&waiting, 1, -1));
}

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        const int error = count < 0 ? errno : 0;
        if (error == EAGAIN) wait_until_writable(descriptor);
        if (error == EINTR || error == EAGAIN) continue;
        if (error != 0) return error;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

}  // namespace

Output::Output() : descriptor_(STDOUT_FILENO), name_("standard output") {}

Output::Output(const std::string& path) : name_(path) {
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) fail(errno);
        return;
    }
    target_ = exists ? behind_links(path) : path;
    open_temporary();
    // Some file systems know no modes; the file is written all the same.
    if (exists) static_cast<void>(::fchmod(descriptor_, status.st_mode & 07777));
}

Output::~Output() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
    if (temporary_.empty()) return;
    ::unlink(temporary_.c_str());
    forget();
}

void Output::open_temporary() {
    for (int attempt = 0; descriptor_ < 0; ++attempt) {
        std::string path = fmt::format("{}.nianbao-{}-{}.tmp", directory_of(target_), ::getpid(), attempt);
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0 && errno != EEXIST) fail(errno);
        if (descriptor_ < 0) continue;
        temporary_ = std::move(path);
        remember(temporary_);
    }
}

void Output::write(std::string_view text) {
    if (buffer_.size() + text.size() >= buffer_size) flush();
    if (text.size() < buffer_size) {
        buffer_ += text;
    } else if (const int error = write_all(descriptor_, text); error != 0) {
        fail(error);
    }
}

void Output::flush() {
    const int error = write_all(descriptor_, buffer_);
    buffer_.clear();
    if (error != 0) fail(error);
}

void Output::close() {
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(errno);
    if (temporary_.empty()) return;
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
    temporary_.clear();
    forget();
}

void Output::fail(int error) const {
    if (error == EPIPE) throw ClosedPipe{};
    if (!temporary_.empty()) {  // also where the constructor throws, and no destructor runs
        ::unlink(temporary_.c_str());
        forget();
    }
    throw WriteError(fmt::format("cannot write {}: {}", name_, system_reason(error)));
}

void complain(std::string_view text) { static_cast<void>(write_all(STDERR_FILENO, text)); }

void guard_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
        // The wrong direction on purpose: reading or writing it fails, as it would on a closed one.
        const int opened = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        static_cast<void>(opened);
    }
}

void handle_signals() {
    ::signal(SIGPIPE, SIG_IGN);
    for (const int signal : ending_signals) {
        struct sigaction action {};
        if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;  // as under nohup
        action = {};
        action.sa_handler = remove_pending_file;
        ::sigaction(signal, &action, nullptr);
    }
}

}  // namespace nianbao::cli
