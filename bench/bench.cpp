// Parts of the compiler on their own, for bench.py to measure.
//
//     nianbao_bench parse FILE...        bytes -> tree, each file once
//     nianbao_bench resolve COUNT SEED   time, and instructions where they can be counted, to resolve table 三 of COUNT
//                                        random reports whose digits are collapsed; run under callgrind it dumps the
//                                        cost of each report instead
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#if defined(__linux__)
#    include <linux/perf_event.h>
#    include <sys/ioctl.h>
#    include <sys/syscall.h>
#    include <unistd.h>
#endif

#if __has_include(<valgrind/callgrind.h>)
#    include <valgrind/callgrind.h>
#else
#    define CALLGRIND_ZERO_STATS
#    define CALLGRIND_DUMP_STATS_AT(name)
#    define RUNNING_ON_VALGRIND 0
#endif

#include "compile.hpp"
#include "generator.hpp"
#include "passes/passes.hpp"
#include "rendering.hpp"

namespace {

using namespace nianbao;

// Instructions of this thread in user mode, by the processor's own counter where the system allows it.

#if defined(__linux__)
class InstructionCounter {
public:
    InstructionCounter() {
        perf_event_attr attributes{};
        attributes.type = PERF_TYPE_HARDWARE;
        attributes.size = sizeof attributes;
        attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
        attributes.exclude_kernel = 1;
        attributes.exclude_hv = 1;
        file_ = static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
    }
    ~InstructionCounter() {
        if (file_ >= 0) close(file_);
    }
    InstructionCounter(const InstructionCounter&) = delete;
    InstructionCounter& operator=(const InstructionCounter&) = delete;

    [[nodiscard]] std::optional<std::uint64_t> now() const {
        std::uint64_t value = 0;
        if (file_ < 0 || ::read(file_, &value, sizeof value) != static_cast<ssize_t>(sizeof value)) return std::nullopt;
        return value;
    }

private:
    int file_ = -1;
};
#else
struct InstructionCounter {
    [[nodiscard]] std::optional<std::uint64_t> now() const { return std::nullopt; }
};
#endif

/// In one read: what is measured should not be the reading.
std::string content_of(const char* path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::string content(file ? static_cast<std::size_t>(file.tellg()) : 0, '\0');
    file.seekg(0);
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

int parse_files(int count, char** paths) {
    std::size_t bytes = 0, nodes = 0;
    for (int i = 0; i < count; ++i) {
        const auto source = grammar::Source::from_bytes(content_of(paths[i]));
        bytes += source.text().size();
        nodes += grammar::parse(source.text()).nodes.size();
    }
    std::cout << bytes << " bytes " << nodes << " nodes\n";
    return 0;
}

// Resolving.

/// The work of one report up to where the digits of table 三 are to be told apart.
passes::Work work_before_resolving(const Input& input) {
    passes::Work work{
        .source = input.source, .document = input.documents[0], .steps = Options{}.steps, .binding = {}, .out = {}};
    work.out.source = &input.source;
    work.out.extent = input.documents[0].extent;
    for (const passes::Step& step : passes::steps()) {
        if (step.run == passes::resolve) break;
        step.run(work);
    }
    std::erase_if(work.binding.rows,
                  [](const passes::BoundRow& row) { return row.table != grammar::TableId::requests; });
    return work;
}

struct Costs {
    std::vector<double> microseconds;
    std::vector<std::uint64_t> instructions;
};

/// The best of a few runs: what the work costs, not what else the machine did.
void measure(const passes::Work& work, const InstructionCounter& counter, Costs& costs) {
    constexpr int runs = 5;
    double fastest = 1e12;
    std::uint64_t fewest = UINT64_MAX;
    for (int run = 0; run < runs; ++run) {
        passes::Work copy = work;
        const auto instructions = counter.now();
        const auto start = std::chrono::steady_clock::now();
        passes::resolve(copy);
        const std::chrono::duration<double, std::micro> passed = std::chrono::steady_clock::now() - start;
        const auto instructions_after = counter.now();
        fastest = std::min(fastest, passed.count());
        if (instructions && instructions_after) fewest = std::min(fewest, *instructions_after - *instructions);
    }
    costs.microseconds.push_back(fastest);
    if (fewest != UINT64_MAX) costs.instructions.push_back(fewest);
}

void dump_cost(const passes::Work& work) {
    passes::Work copy = work;
    CALLGRIND_ZERO_STATS;
    passes::resolve(copy);
    CALLGRIND_DUMP_STATS_AT("resolve");
}

template <class Number>
Number percentile(std::vector<Number> numbers, std::size_t percent) {
    std::sort(numbers.begin(), numbers.end());
    return numbers[std::min(numbers.size() - 1, numbers.size() * percent / 100)];
}

template <class Number>
void print(std::string_view what, const std::vector<Number>& numbers) {
    if (numbers.empty()) return;
    std::cout << what << ' ' << percentile(numbers, 50) << ' ' << percentile(numbers, 99) << ' '
              << percentile(numbers, 100) << '\n';
}

int resolve_reports(std::uint64_t count, std::uint64_t seed) {
    const InstructionCounter counter;
    Costs costs;
    for (std::uint64_t index = 0; index < count; ++index) {
        generator::Random random(generator::derived_seed(seed, index));
        const generator::Report report = generator::make_report(random);
        const Input input =
            read(generator::render(report, generator::layout("collapsed"), generator::any_style(random), random));
        const passes::Work work = work_before_resolving(input);
        if (RUNNING_ON_VALGRIND)
            dump_cost(work);
        else
            measure(work, counter, costs);
    }
    print("microseconds", costs.microseconds);
    print("instructions", costs.instructions);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view command = argc > 1 ? argv[1] : "";
    if (command == "parse") return parse_files(argc - 2, argv + 2);
    if (command == "resolve" && argc == 4)
        return resolve_reports(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
    std::cerr << "usage: nianbao_bench parse FILE... | resolve COUNT SEED\n";
    return 2;
}
