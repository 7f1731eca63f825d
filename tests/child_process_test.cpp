// What a child may and may not do, tried with programs that every system has.
#include "cli/child_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

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
    EXPECT_EQ(result.complaint, "why\n");
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

TEST(ChildProcess, StandsInAnEmptyDirectory) {
    const ChildResult result = run_shell("ls -A; pwd");
    EXPECT_NE(result.output.find("/nianbao-"), std::string::npos);
    EXPECT_EQ(result.output.find('\n'), result.output.size() - 1);
}

TEST(ChildProcess, WritesNoFile) {
    const ChildResult result = run_shell("echo text > file; echo written");
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.end, End::by_signal);
    EXPECT_EQ(result.code, SIGXFSZ);
}

TEST(ChildProcess, LeavesNoDirectoryBehind) {
    namespace fs = std::filesystem;
    const fs::path place = fs::temp_directory_path() / ("nianbao-test-" + std::to_string(::getpid()));
    fs::create_directory(place);
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("TMPDIR", place.c_str(), 1);
    EXPECT_EQ(run_shell(": > file").end, End::exited);
    EXPECT_EQ(run_shell("kill -9 $$").end, End::by_signal);
    before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
    EXPECT_TRUE(fs::is_empty(place));
    fs::remove_all(place);
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

TEST(ChildProcess, KeepsTemporaryFilesInItsDirectory) {
    EXPECT_EQ(run_shell("test \"$TMPDIR\" = \"$(pwd)\" && echo yes").output, "yes\n");
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
    EXPECT_TRUE(result.complaint.starts_with("again and again\n"));
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
