// fork, limits, exec, and a loop over what comes back until the end or the deadline. Between fork and exec the child
// calls only what may be called there: other threads may have held any lock.
#include "cli/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/sandbox.hpp"

namespace nianbao::cli {
namespace {

using Clock = std::chrono::steady_clock;
using End = ChildResult::End;

constexpr std::size_t kept_complaint = 4096;
constexpr int first_free_descriptor = 16;  // above those that the child puts in place: 0, 1, 2 and 3

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool open() const { return number_ >= 0; }

    /// The same file under a number that is in nobody's way.
    [[nodiscard]] Descriptor moved_up() const {
        return Descriptor(::fcntl(number_, F_DUPFD_CLOEXEC, first_free_descriptor));
    }

private:
    int number_ = -1;
};

struct Pipe {
    Descriptor read, write;
    [[nodiscard]] bool open() const { return read.open() && write.open(); }
};

Pipe make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    const Descriptor read(ends[0]), write(ends[1]);
    return {read.moved_up(), write.moved_up()};
}

/// An empty directory that is gone when this is.
class FreshDirectory {
public:
    FreshDirectory() {
        std::error_code error;
        path_ = (std::filesystem::temp_directory_path(error) / "nianbao-XXXXXX").string();
        made_ = !error && ::mkdtemp(path_.data()) != nullptr;
    }
    FreshDirectory(const FreshDirectory&) = delete;
    FreshDirectory& operator=(const FreshDirectory&) = delete;
    ~FreshDirectory() {
        constexpr int most_attempts = 100;  // what was killed may still be in the middle of making a file
        std::error_code error;
        for (int i = 0; made_ && i < most_attempts; ++i) {
            std::filesystem::remove_all(path_, error);
            if (!error) return;
            ::poll(nullptr, 0, 1);
        }
    }

    [[nodiscard]] bool made() const { return made_; }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
    bool made_ = false;
};

/// An empty directory that has lost its name: nothing can be made in it, and nobody has to remove it.
Descriptor nameless_directory() {
    const FreshDirectory directory;
    if (!directory.made()) return {};
    return Descriptor(::open(directory.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)).moved_up();
}

/// A file in memory that holds the bytes and can be changed by nobody.
Descriptor file_of(std::string_view bytes) {
    const Descriptor file(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    while (file.open() && !bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return {};
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!file.open() || ::lseek(file.get(), 0, SEEK_SET) != 0) return {};
    ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
    return file.moved_up();
}

std::optional<std::string> found_on_path(const std::string& program) {
    if (program.find('/') != std::string::npos) return std::nullopt;
    const char* const path = std::getenv("PATH");
    std::string_view left = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!left.empty()) {
        const std::string_view directory = left.substr(0, left.find(':'));
        left.remove_prefix(std::min(left.size(), directory.size() + 1));
        if (!directory.starts_with('/')) continue;  // never a program of the directory we happen to be in
        std::string file = std::string(directory) + '/' + program;
        std::error_code error;
        if (::access(file.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(file, error)) return file;
    }
    return std::nullopt;
}

/// The file's bytes, if it is one; of more than so many, at least so many.
std::optional<std::string> read_file(const std::string& path, std::size_t most) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (!file.open() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    std::string bytes;
    std::array<char, 1 << 16> buffer;
    while (bytes.size() < most) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;
        if (count == 0) break;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return bytes;
}

bool write_file(const std::string& path, std::string_view bytes) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    while (file.open() && !bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return file.open();
}

/// All that the child needs, made before there is a child.
struct Plan {
    std::string file;
    std::vector<char*> arguments, environment;
    Descriptor nothing, input;
    Pipe output, complaint, failure;
    const std::string& directory;
    const ChildLimits& limits;
    std::size_t file_bytes = 0;  // of each file that it may write
    pid_t parent = 0;
};

void limit(__rlimit_resource_t resource, rlim_t most) {
    const rlimit both{.rlim_cur = most, .rlim_max = most};
    ::setrlimit(resource, &both);
}

bool confine(const Plan& plan) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != plan.parent) return false;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, plan.file_bytes);
    limit(RLIMIT_AS, plan.limits.memory);
    limit(RLIMIT_CPU, static_cast<rlim_t>(plan.limits.time.count() / 1000 + 1));
    stay_in_process_group();
    return ::chdir(plan.directory.c_str()) == 0;
}

bool arrange_files(const Plan& plan) {
    const bool placed = ::dup2(plan.nothing.get(), 0) == 0 && ::dup2(plan.output.write.get(), 1) == 1 &&
                        ::dup2(plan.complaint.write.get(), 2) == 2 && ::dup2(plan.input.get(), 3) == 3;
    ::close_range(4, ~0U, CLOSE_RANGE_CLOEXEC);
    limit(RLIMIT_NOFILE, plan.limits.open_files);
    return placed;
}

void let_signals_through() {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM}) ::signal(signal, SIG_DFL);
}

[[noreturn]] void become(const Plan& plan) {
    if (confine(plan) && arrange_files(plan)) {
        let_signals_through();
        ::execve(plan.file.c_str(), plan.arguments.data(), plan.environment.data());
    }
    const int error = errno;
    [[maybe_unused]] const ssize_t told = ::write(plan.failure.write.get(), &error, sizeof error);
    ::_exit(127);
}

/// How long a child is waited for: until a deadline, and while somebody wants to know.
struct Patience {
    Clock::time_point deadline;
    int asker = -1;

    /// Why it is over, if it is.
    [[nodiscard]] std::optional<End> over() const {
        if (Clock::now() >= deadline) return End::timed_out;
        pollfd polled{asker, POLLRDHUP, 0};
        return ::poll(&polled, 1, 0) > 0 ? std::optional(End::lost) : std::nullopt;
    }
};

Patience patience_of(const ChildLimits& limits) {
    return {.deadline = Clock::now() + limits.time, .asker = limits.asker};
}

/// Kills the child and all that it started, unless it was waited for before.
class Child {
public:
    explicit Child(pid_t id) : id_(id) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (id_ <= 0) return;
        kill();
        wait();
    }

    void kill() const {
        ::kill(-id_, SIGKILL);
        ::kill(id_, SIGKILL);  // it may have no group yet
    }
    int wait() {
        int status = 0;
        while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = -1;
        return status;
    }
    /// What ended the patience, unless the child has ended before; its status is still to be waited for.
    [[nodiscard]] std::optional<End> watch(const Patience& patience) const {
        while (!has_ended()) {
            if (const std::optional<End> over = patience.over()) return over;
            ::poll(nullptr, 0, 1);
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool has_ended() const {
        siginfo_t info{};
        const int failed = ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT);
        return failed == 0 ? info.si_pid == id_ : errno != EINTR;
    }

    pid_t id_;
};

/// One stream of the child. Reads what there is; false at its end.
bool take(const Descriptor& from, std::string& to) {
    std::array<char, 1 << 16> buffer;
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count > 0) to.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

/// Reads both streams to their ends; what stopped it before, if anything did.
std::optional<End> read_both(const Patience& patience, Pipe& output, Pipe& complaint, std::size_t most,
                             ChildResult& result) {
    while (output.read.open() || complaint.read.open()) {
        if (const std::optional<End> over = patience.over()) return over;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(patience.deadline - Clock::now()).count();
        std::array<pollfd, 3> polled{pollfd{output.read.get(), POLLIN, 0}, pollfd{complaint.read.get(), POLLIN, 0},
                                     pollfd{patience.asker, POLLRDHUP, 0}};
        const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(std::clamp<long>(left, 0, 1'000'000)));
        if (ready < 0 && errno != EINTR) return End::not_started;
        if (ready <= 0) continue;
        if (polled[0].revents != 0 && !take(output.read, result.output)) output.read.close();
        if (polled[1].revents != 0 && !take(complaint.read, result.complaint)) complaint.read.close();
        if (result.output.size() > most) return End::too_much_output;
        result.complaint.resize(std::min(result.complaint.size(), kept_complaint));
    }
    return std::nullopt;
}

/// The error number of a child that never became the program, else 0. Returns once that is known.
int failure_to_start(Descriptor& from) {
    int error = 0;
    ssize_t count = 0;
    do count = ::read(from.get(), &error, sizeof error);
    while (count < 0 && errno == EINTR);
    return count == sizeof error ? error : 0;
}

/// What the child left running is killed before the child is waited for: until then its group cannot be another's.
void conclude(Child& child, std::optional<End> stopped, ChildResult& result) {
    child.kill();
    const int status = child.wait();
    result.end = stopped ? *stopped : WIFEXITED(status) ? End::exited : End::by_signal;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    if (result.end == End::by_signal && result.code == SIGXCPU) result.end = End::timed_out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

/// What a child is run with besides its arguments.
struct Surroundings {
    const std::string& directory;
    std::string_view home;
    Patience patience;
    std::size_t file_bytes = 0;
};

ChildResult run_program(const std::string& file, std::vector<std::string> words, std::string_view input,
                        const Surroundings& around, const ChildLimits& limits) {
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + std::string(around.home),
                                         "TMPDIR=" + around.directory};
    const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    Plan plan{.file = file,
              .arguments = pointers(words),
              .environment = pointers(environment),
              .nothing = nothing.moved_up(),
              .input = file_of(input),
              .output = make_pipe(),
              .complaint = make_pipe(),
              .failure = make_pipe(),
              .directory = around.directory,
              .limits = limits,
              .file_bytes = around.file_bytes,
              .parent = ::getpid()};
    const bool ready =
        plan.nothing.open() && plan.input.open() && plan.output.open() && plan.complaint.open() && plan.failure.open();
    const pid_t id = ready ? ::fork() : -1;
    if (id < 0) return {.end = End::not_started, .code = errno, .output = {}, .complaint = {}};
    if (id == 0) become(plan);

    Child child(id);
    plan.output.write.close();
    plan.complaint.write.close();
    plan.failure.write.close();
    ChildResult result;
    if (const int error = failure_to_start(plan.failure.read); error != 0) {
        result.code = error;
        return result;
    }
    std::optional<End> stopped = read_both(around.patience, plan.output, plan.complaint, limits.output, result);
    if (!stopped) stopped = child.watch(around.patience);
    conclude(child, stopped, result);
    return result;
}

/// The program beside the one that is found, wherever a link leads there; else that one.
std::string companion_of(const std::string& file, const std::string& name) {
    std::error_code error;
    const std::filesystem::path found = std::filesystem::canonical(file, error);
    if (error || name.empty()) return file;
    std::string companion = (found.parent_path() / name).string();
    return ::access(companion.c_str(), X_OK) == 0 ? companion : file;
}

ChildResult not_found() { return {.end = End::not_found, .code = ENOENT, .output = {}, .complaint = {}}; }

ChildResult not_started() { return {.end = End::not_started, .code = errno, .output = {}, .complaint = {}}; }

}  // namespace

ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments, std::string_view input,
                      const ChildLimits& limits) {
    const std::optional<std::string> file = found_on_path(program);
    if (!file) return not_found();
    const Descriptor directory = nameless_directory();
    if (!directory.open()) return not_started();
    const std::string path = "/proc/self/fd/" + std::to_string(directory.get());
    std::vector<std::string> words = arguments;
    words.insert(words.begin(), program);
    return run_program(*file, std::move(words), input,
                       {.directory = path, .home = "/", .patience = patience_of(limits)}, limits);
}

ChildResult run_converter(const Converter& converter, std::string_view input, const ChildLimits& limits) {
    const std::optional<std::string> found = found_on_path(converter.program);
    if (!found) return not_found();
    const FreshDirectory directory;
    if (!directory.made() || !write_file(directory.path() + '/' + converter.input, input)) return not_started();
    const std::string file = companion_of(*found, converter.companion);
    std::vector<std::string> words = converter.arguments;
    words.insert(words.begin(), file);
    const Surroundings around{.directory = directory.path(),
                              .home = directory.path(),
                              .patience = patience_of(limits),
                              .file_bytes = limits.output};
    ChildResult result = run_program(file, words, {}, around, limits);
    if (result.end == End::exited && result.code == converter.again)
        result = run_program(file, words, {}, around, limits);
    result.output = read_file(directory.path() + '/' + converter.output, limits.output).value_or("");
    if (result.output.size() >= limits.output) {
        result.end = End::too_much_output;
        result.output.clear();
    }
    return result;
}

}  // namespace nianbao::cli
