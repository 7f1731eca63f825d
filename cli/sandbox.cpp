#include "cli/sandbox.hpp"

#if defined(__linux__)
#    include <fcntl.h>
#    include <linux/audit.h>
#    include <linux/filter.h>
#    include <linux/landlock.h>
#    include <linux/seccomp.h>
#    include <sys/prctl.h>
#    include <sys/socket.h>
#    include <sys/stat.h>
#    include <sys/syscall.h>
#    include <unistd.h>

#    include <cerrno>
#    include <cstddef>
#    include <cstdint>
#    include <cstring>
#    include <filesystem>
#    include <iterator>
#    include <system_error>
#endif

namespace nianbao::cli {
namespace {

std::string& missing() {
    static std::string text;
    return text;
}

#if defined(__linux__)

namespace fs = std::filesystem;

// ---- files: Landlock -------------------------------------------------------------------------------------------------

// Rights that newer kernels know than the headers we are built with.
constexpr std::uint64_t may_refer = 1U << 13U;     // from version 2 on
constexpr std::uint64_t may_truncate = 1U << 14U;  // from version 3 on

constexpr std::uint64_t may_make =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

class Ruleset {
public:
    Ruleset() {
        const long version =
            syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
        if (version < 1) return;
        changes_ = may_make | LANDLOCK_ACCESS_FS_WRITE_FILE | (version >= 2 ? may_refer : 0) |
                   (version >= 3 ? may_truncate : 0);
        landlock_ruleset_attr attributes{};
        attributes.handled_access_fs = changes_ | LANDLOCK_ACCESS_FS_EXECUTE;
        descriptor_ =
            static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
    }
    ~Ruleset() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    Ruleset(const Ruleset&) = delete;
    Ruleset& operator=(const Ruleset&) = delete;

    void allow_changes(const fs::path& path) { allow(path, changes_); }
    void allow_running(const fs::path& path) { allow(path, LANDLOCK_ACCESS_FS_EXECUTE); }

    [[nodiscard]] bool enforce() const {
        return descriptor_ >= 0 && syscall(SYS_landlock_restrict_self, descriptor_, 0) == 0;
    }

private:
    void allow(const fs::path& path, std::uint64_t rights) {
        if (descriptor_ < 0) return;
        const int parent = open(path.c_str(), O_PATH | O_CLOEXEC);
        if (parent < 0) return;
        struct stat status {};
        if (fstat(parent, &status) == 0 && !S_ISDIR(status.st_mode))
            rights &= LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE | may_truncate;
        landlock_path_beneath_attr rule{};
        rule.allowed_access = rights & (changes_ | LANDLOCK_ACCESS_FS_EXECUTE);
        rule.parent_fd = parent;
        syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        close(parent);
    }

    int descriptor_ = -1;
    std::uint64_t changes_ = 0;
};

/// The path, or the nearest directory above it that is there.
fs::path existing(fs::path path) {
    std::error_code error;
    path = fs::absolute(path, error);
    while (!path.empty() && path != path.parent_path() && !fs::exists(path, error)) path = path.parent_path();
    return path;
}

bool restrict_files(const std::vector<std::string>& writable) {
    Ruleset rules;
    std::error_code error;
    rules.allow_changes(fs::temp_directory_path(error));
    rules.allow_changes("/dev/null");
    for (const std::string& path : writable) rules.allow_changes(existing(path));
    for (const char* programs : {"/usr", "/bin", "/lib", "/lib64", "/opt", "/nix", "/gnu"})
        rules.allow_running(programs);
    return rules.enforce();
}

// ---- system calls: seccomp -------------------------------------------------------------------------------------------

#    if defined(__x86_64__)
constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#    elif defined(__aarch64__)
constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#    else
constexpr std::uint32_t machine = 0;
#    endif

constexpr std::uint32_t other_numbering = 0x40000000;  // and above: x32 on x86_64, nothing elsewhere

/// Local sockets go as well: through them others could be asked to do things.
enum class Sockets : std::uint8_t { none, local };

/// What reading reports never needs, besides sockets.
constexpr int forbidden[] = {
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_kcmp,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_io_uring_setup,
    SYS_userfaultfd,
#    if !defined(__SANITIZE_ADDRESS__)
    SYS_ptrace,  // the leak sanitizer needs it
#    endif
};

constexpr std::uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;

bool restrict_calls(Sockets sockets) {
    if (machine == 0) return false;
    std::vector<sock_filter> filter{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, refuse),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    };
#    if defined(__x86_64__)
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, other_numbering, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
#    endif
    const auto forbid = [&](int call) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
    };
    for (const int call : forbidden) forbid(call);
    if (sockets == Sockets::none) {
        forbid(SYS_socketpair);
        forbid(SYS_socket);
    } else {  // by the family of addresses, the first argument
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(SYS_socket), 0, 3));
        filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])));
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
    }
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog program{};
    program.len = static_cast<unsigned short>(filter.size());
    program.filter = filter.data();
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#endif

}  // namespace

void enter_sandbox([[maybe_unused]] const std::vector<std::string>& writable) {
#if defined(__linux__)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        missing() = std::strerror(errno);
        return;
    }
    const bool files = restrict_files(writable), calls = restrict_calls(Sockets::none);
    if (!files) missing() = "Landlock";
    if (!calls) missing() += missing().empty() ? "seccomp" : ", seccomp";
#else
    missing() = "only Linux has it";
#endif
}

void enter_sandbox_with_local_sockets() {
#if defined(__linux__)
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return;
    restrict_files({"/tmp"});
    restrict_calls(Sockets::local);
#endif
}

void stay_in_process_group() {
#if defined(__linux__)
    if (machine == 0) return;
    static const sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, other_numbering, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setsid, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setpgid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, refuse),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{.len = std::size(filter), .filter = const_cast<sock_filter*>(filter)};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}

const std::string& missing_protection() { return missing(); }

}  // namespace nianbao::cli
