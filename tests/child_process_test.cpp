// What a child may and may not do, tried with programs that every system has.
#include "cli/child_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

namespace nianbao::cli {
namespace {

using End = ChildResult::End;

ChildResult run_shell(const std::string& script, std::string_view input = {}, const ChildLimits& limits = {}) {
    return run_child("sh", {"-c", script}, input, limits);
}

TEST(ChildProcess, GivesOutputComplaintAndCode) {
    const ChildResult result = run_shell("echo out; echo why >&2; exit 3");
    EXPECT_EQ(result.end, End::exited);
    EXPECT_EQ(result.code, 3);
    EXPECT_EQ(result.output, "out\n");
    EXPECT_TRUE(result.complaint.ends_with("why\n"));  // behind what a shell says that finds no name of its directory
}

TEST(ChildProcess, ReadsItsInputAsAFileAndNothingElse) {
    const std::string input("a\0b", 3);
    const ChildResult result = run_child("cat", {std::string(input_path), "-"}, input);
    EXPECT_EQ(result.end, End::exited);
    EXPECT_EQ(result.output, input);
}

TEST(ChildProcess, PassesNoEnvironmentOfOurs) {
    ::setenv("NIANBAO_SECRET", "told", 1);
    const ChildResult result = run_child("env", {}, {});
    ::unsetenv("NIANBAO_SECRET");
    EXPECT_NE(result.output.find("PATH="), std::string::npos);
    EXPECT_EQ(result.output.find("NIANBAO_SECRET"), std::string::npos);
}

TEST(ChildProcess, NoShellReadsTheArguments) {
    const ChildResult result = run_child("echo", {"$HOME; `id`", "*"}, {});
    EXPECT_EQ(result.output, "$HOME; `id` *\n");
}

TEST(ChildProcess, StandsInAnEmptyDirectoryInWhichNothingCanBeMade) {
    EXPECT_EQ(run_shell("ls -A; echo text > file || true; mkdir directory || echo none").output, "none\n");
    EXPECT_EQ(run_shell("cd \"$TMPDIR\" || echo none").output, "none\n");
}

/// A directory for temporary files of one test, and nothing else in it.
class Temporary {
public:
    Temporary() {
        std::filesystem::create_directory(path_);
        ::setenv("TMPDIR", path_.c_str(), 1);
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        before_ ? ::setenv("TMPDIR", before_->c_str(), 1) : ::unsetenv("TMPDIR");
        std::filesystem::remove_all(path_);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    static std::optional<std::string> variable(const char* name) {
        const char* const value = std::getenv(name);
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    }

    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("nianbao-test-" + std::to_string(::getpid()));
    std::optional<std::string> before_ = variable("TMPDIR");
};

TEST(ChildProcess, WritesNoFile) {
    const Temporary place;
    const ChildResult result = run_shell("echo text > " + (place.path() / "file").string() + "; echo written");
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.end, End::by_signal);
    EXPECT_EQ(result.code, SIGXFSZ);
}

TEST(ChildProcess, LeavesNoDirectoryBehind) {
    const Temporary place;
    EXPECT_EQ(run_shell("ls " + place.path().string()).output, "");
    EXPECT_EQ(run_shell("kill -9 $$").end, End::by_signal);
    EXPECT_TRUE(std::filesystem::is_empty(place.path()));
}

TEST(ChildProcess, SeesNoneOfOurFiles) {
    const int open = ::open("/dev/null", O_RDONLY);  // stays open in exec
    ASSERT_GE(open, 0);
    const int high = ::fcntl(open, F_DUPFD, 9);
    EXPECT_EQ(run_shell("test -e /proc/self/fd/" + std::to_string(high) + " || echo none").output, "none\n");
    ::close(open);
    ::close(high);
}

TEST(ChildProcess, EndsWithItsGroupWhenTheTimeIsOver) {
    ChildLimits limits;
    limits.time = std::chrono::milliseconds(200);
    EXPECT_EQ(run_shell("sleep 60 & sleep 60", {}, limits).end, End::timed_out);
    EXPECT_EQ(run_shell("exec >&- 2>&-; sleep 60", {}, limits).end, End::timed_out);
}

/// Whether the process is there and more than an entry that nobody has waited for.
bool runs(const std::string& id) {
    std::ifstream file("/proc/" + id + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t state = text.rfind(") ");
    return state != std::string::npos && text.at(state + 2) != 'Z' && text.at(state + 2) != 'X';
}

TEST(ChildProcess, WhatItLeavesRunningIsKilled) {
    const ChildResult result = run_shell("sleep 60 >/dev/null 2>&1 & printf $!");
    EXPECT_EQ(result.end, End::exited);
    ASSERT_FALSE(result.output.empty());
    for (int i = 0; i < 10'000 && runs(result.output); ++i) ::usleep(1000);  // it takes the kernel a moment
    EXPECT_FALSE(runs(result.output));
}

/// A group or session of its own does not help: it gets none. The one that tries prints its number, whatever comes of it.
TEST(ChildProcess, NothingThatItStartsEscapes) {
    const std::string stay = "'printf $$; exec sleep 60 >/dev/null 2>&1'";
    ChildLimits limits;
    limits.time = std::chrono::milliseconds(500);
    for (const std::string& script :
         {"setsid sh -c " + stay + " 2>/dev/null || sh -c " + stay, "timeout 60 sh -c " + stay}) {
        const ChildResult result = run_shell(script, {}, limits);
        EXPECT_EQ(result.end, End::timed_out);
        ASSERT_FALSE(result.output.empty());
        for (int i = 0; i < 10'000 && runs(result.output); ++i) ::usleep(1000);
        EXPECT_FALSE(runs(result.output)) << script;
    }
}

TEST(ChildProcess, EndsWhenNobodyWaitsForIt) {
    for (const char* const script : {"sleep 60", "exec >&- 2>&-; sleep 60"}) {
        std::array<int, 2> ends{-1, -1};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        ChildLimits limits;
        limits.asker = ends[0];
        EXPECT_EQ(run_shell("echo still wanted", {}, limits).end, End::exited);
        std::thread hang_up([end = ends[1]] {
            ::usleep(100'000);
            ::close(end);
        });
        EXPECT_EQ(run_shell(script, {}, limits).end, End::lost);
        hang_up.join();
        ::close(ends[0]);
    }
}

TEST(ChildProcess, EndsWhenItPrintsTooMuch) {
    ChildLimits limits;
    limits.output = 1000;
    EXPECT_EQ(run_shell("while :; do echo more; done", {}, limits).end, End::too_much_output);
}

TEST(ChildProcess, KeepsOnlyTheBeginningOfItsComplaints) {
    const ChildResult result = run_shell("i=0; while [ $i -lt 2000 ]; do echo again and again >&2; i=$((i+1)); done");
    EXPECT_EQ(result.end, End::exited);
    EXPECT_LE(result.complaint.size(), 4096U);
    EXPECT_NE(result.complaint.find("again and again\n"), std::string::npos);
}

TEST(ChildProcess, ASignalIsTold) {
    const ChildResult result = run_shell("kill -TERM $$");
    EXPECT_EQ(result.end, End::by_signal);
    EXPECT_EQ(result.code, SIGTERM);
}

TEST(ChildProcess, AProgramThatIsNotThere) {
    EXPECT_EQ(run_child("nianbao-no-such-program", {}, {}).end, End::not_found);
    EXPECT_EQ(run_child("../bin/sh", {"-c", "exit 0"}, {}).end, End::not_found);
}

// ---- converters -----------------------------------------------------------------------------------------------------

ChildResult run_converting_shell(const std::string& script, std::string_view input, const ChildLimits& limits = {}) {
    return run_converter(
        {.program = "sh", .companion = {}, .arguments = {"-c", script}, .input = "in", .output = "out", .again = 81},
        input, limits);
}

TEST(Converter, MakesAFileOfAFile) {
    const ChildResult result = run_converting_shell("tr a b <in >out; echo done", "banana");
    EXPECT_EQ(result.end, End::exited);
    EXPECT_EQ(result.output, "bbnbnb");
}

TEST(Converter, IsAtHomeInItsDirectory) {
    EXPECT_EQ(run_converting_shell("echo ok >out; test \"$HOME\" = \"$(pwd)\" || rm out", "").output, "ok\n");
}

TEST(Converter, RunsOnceMoreWhereItAsksTo) {
    EXPECT_EQ(run_converting_shell("echo x >>out; exit 81", "").output, "x\nx\n");
    EXPECT_EQ(run_converting_shell("echo x >>out; exit 80", "").code, 80);
}

TEST(Converter, HasOneLimitOfTimeForAllItsRuns) {
    ChildLimits limits;
    limits.time = std::chrono::milliseconds(1000);
    const std::string twice = "sleep 0.7; echo x >>out; test $(wc -l <out) = 2 || exit 81";
    EXPECT_EQ(run_converting_shell(twice, "", limits).end, End::timed_out);
    EXPECT_EQ(run_converting_shell(twice, "").output, "x\nx\n");
}

TEST(Converter, IsAtHomeInItsDirectoryWithItsTemporaryFiles) {
    const Temporary place;
    const std::string here = place.path().string();
    const std::string script = "pwd >out; test \"$TMPDIR\" = \"$(pwd)\" || rm out; ls " + here + " >>out";
    const std::string output = run_converting_shell(script, "").output;
    EXPECT_TRUE(output.starts_with(here + "/nianbao-")) << output;
    EXPECT_TRUE(std::filesystem::is_empty(place.path()));
}

TEST(Converter, OnlyAFileWithinTheLimitIsOutput) {
    EXPECT_EQ(run_converting_shell("ln -s /etc/passwd out", "").output, "");
    EXPECT_EQ(run_converting_shell("mkdir out", "").output, "");
    const auto make = [](int bytes) {
        const std::string script = "head -c " + std::to_string(bytes) + " /dev/zero >out; exit 0";
        return run_converting_shell(script, "", {.output = 1000});
    };
    EXPECT_EQ(make(999).end, End::exited);
    EXPECT_EQ(make(999).output.size(), 999U);
    for (const int bytes : {1000, 5000}) {  // the second is cut off to look like the first
        EXPECT_EQ(make(bytes).end, End::too_much_output);
        EXPECT_EQ(make(bytes).output, "");
    }
}

TEST(Converter, ACompanionRunsInItsPlace) {
    const ChildResult result = run_converter(
        {.program = "sh", .companion = "cp", .arguments = {"in", "out"}, .input = "in", .output = "out", .again = {}},
        "text");
    EXPECT_EQ(result.output, "text");
}

}  // namespace
}  // namespace nianbao::cli
