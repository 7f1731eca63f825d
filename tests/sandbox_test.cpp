// What the program cannot do any more once it is in the sandbox. Each check runs in a process of its own.
#include "cli/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace nianbao::cli {
namespace {

namespace fs = std::filesystem;

/// Two directories below the home of the tests, none of them the one for temporary files.
class Sandbox : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(allowed_);
        fs::create_directories(forbidden_);
    }
    void TearDown() override { fs::remove_all(home_); }

    static bool can_write(const fs::path& path) {
        const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor >= 0) close(descriptor);
        return descriptor >= 0;
    }

    /// Ends the process: 0 if the sandbox is whole and the check holds, 2 if the kernel has no such sandbox.
    template <class Check>
    [[noreturn]] void judge(Check check) const {
        setenv("TMPDIR", allowed_.c_str(), 1);  // which may be written as well
        enter_sandbox({allowed_.string()});
        if (!missing_protection().empty()) _exit(2);
        _exit(check() ? 0 : 1);
    }

    const fs::path home_ = fs::current_path() / ("sandbox-test-" + std::to_string(getpid()));
    const fs::path allowed_ = home_ / "allowed", forbidden_ = home_ / "forbidden";
};

const auto held_or_missing = [](int status) {
    return WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 2);
};

TEST_F(Sandbox, lets_files_be_written_where_it_was_told) {
    EXPECT_EXIT(judge([&] { return can_write(allowed_ / "out.json"); }), held_or_missing, "");
}

TEST_F(Sandbox, lets_no_file_be_written_elsewhere) {
    EXPECT_EXIT(judge([&] { return !can_write(forbidden_ / "out.json"); }), held_or_missing, "");
}

TEST_F(Sandbox, lets_files_be_read) {
    std::ofstream(forbidden_ / "in.txt") << "text";
    EXPECT_EXIT(judge([&] { return open((forbidden_ / "in.txt").c_str(), O_RDONLY | O_CLOEXEC) >= 0; }),
                held_or_missing, "");
}

TEST_F(Sandbox, has_no_network) {
    EXPECT_EXIT(judge([] { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0; }), held_or_missing, "");
}

TEST_F(Sandbox, runs_installed_programs_only) {
    const fs::path program = allowed_ / "program";
    fs::copy_file("/bin/true", program);
    EXPECT_EXIT(judge([&] {
                    execl(program.c_str(), program.c_str(), static_cast<char*>(nullptr));
                    return true;  // it did not start
                }),
                held_or_missing, "");
    EXPECT_EXIT(judge([&] {
                    execl("/bin/true", "/bin/true", static_cast<char*>(nullptr));
                    return false;
                }),
                held_or_missing, "");
}

}  // namespace
}  // namespace nianbao::cli
