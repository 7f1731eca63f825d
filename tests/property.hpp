// Runs a property over many random reports, on all processors, and says what it found. Each property test uses it.
//
//     NIANBAO_PROPERTY_REPORTS   reports of all tests of a program together (10000; a tenth under sanitizers)
//     NIANBAO_PROPERTY_SEED      the seed that all others derive from (1)
//     NIANBAO_PROPERTY_JOBS      threads (as many as there are processors)
//     NIANBAO_PROPERTY_SHOWN     failures that are printed (20)
//     NIANBAO_PROPERTY_REPLAY    the seed of one report, as printed by a failure: that report only
//     NIANBAO_PROPERTY_TEXT      with it 1: that report's text on standard error
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "generator.hpp"

namespace nianbao::property {

struct Failure {
    std::uint64_t seed = 0;
    std::string layout, cell, what;

    friend auto operator<=>(const Failure&, const Failure&) = default;
};

struct Tally {
    std::map<std::string, std::uint64_t> counts;
    std::set<Failure> failures;

    void add(const Tally& other) {
        for (const auto& [name, count] : other.counts) counts[name] += count;
        failures.insert(other.failures.begin(), other.failures.end());
    }
};

#if defined(__SANITIZE_ADDRESS__)
inline constexpr std::uint64_t default_reports = 1'000;
#else
inline constexpr std::uint64_t default_reports = 10'000;
#endif

inline std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

inline void show(std::string_view text) {
    if (setting("NIANBAO_PROPERTY_TEXT", 0) != 0) std::cerr << text;
}

/// Runs one property over its share (percent) of the reports, on several threads; the result does not depend on them.
template <class Property>
Tally run(unsigned share, Property property) {
    const std::uint64_t count =
        std::max<std::uint64_t>(1, setting("NIANBAO_PROPERTY_REPORTS", default_reports) * share / 100);
    const std::uint64_t seed = generator::derived_seed(setting("NIANBAO_PROPERTY_SEED", 1), share);
    const std::uint64_t jobs =
        std::max<std::uint64_t>(1, setting("NIANBAO_PROPERTY_JOBS", std::thread::hardware_concurrency()));
    Tally total;
    if (const std::uint64_t replayed = setting("NIANBAO_PROPERTY_REPLAY", 0); replayed != 0) {
        property(replayed, total);
        return total;
    }
    std::atomic<std::uint64_t> next = 0;
    std::mutex mutex;
    const auto work = [&] {
        Tally tally;
        for (std::uint64_t index = next++; index < count; index = next++)
            property(generator::derived_seed(seed, index), tally);
        const std::scoped_lock lock(mutex);
        total.add(tally);
    };
    std::vector<std::thread> threads;
    for (std::uint64_t job = 1; job < jobs; ++job) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    return total;
}

/// Prints the counts, and fails with the first failures found, a few of each report.
inline void conclude(std::string_view name, const Tally& tally) {
    std::cout << name << ':';
    for (const auto& [what, count] : tally.counts) std::cout << ' ' << what << ' ' << count << ';';
    std::cout << std::endl;
    const std::size_t shown = setting("NIANBAO_PROPERTY_SHOWN", 20), shown_of_report = 2;
    std::ostringstream message;
    std::size_t lines = 0;
    std::map<std::uint64_t, std::size_t> of_report;
    std::map<std::string, std::size_t> of_layout;
    for (const Failure& failure : tally.failures) {
        ++of_layout[failure.layout];
        if (of_report[failure.seed]++ >= shown_of_report || lines++ >= shown) continue;
        message << "\n  seed " << failure.seed << ' ' << failure.layout << ' ' << failure.cell << ": " << failure.what;
    }
    message << "\n  reports " << of_report.size();
    for (const auto& [layout, count] : of_layout) message << "; cells in " << layout << ' ' << count;
    EXPECT_EQ(tally.failures.size(), 0U) << message.str();
}

}  // namespace nianbao::property
