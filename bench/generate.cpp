// nianbao_generate DIR COUNT SEED [LAYOUT]: writes COUNT different reports of 7 to 8 KB each, in all layouts or in one.
// Speed must be quoted on varied text: a few files over and over let the branch predictor learn them.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "generator.hpp"
#include "rendering.hpp"

namespace {

using namespace nianbao::generator;

constexpr std::size_t smallest = 7'000;

/// As much prose as it takes.
std::string varied_report(Random& random, const Layout& layout) {
    const Report report = make_report(random);
    const Style style = any_style(random);
    const Random start = random;
    for (std::size_t paragraphs = 2;; ++paragraphs) {
        random = start;
        std::string text = render(report, layout, style, random, paragraphs);
        if (text.size() >= smallest) return text;
    }
}

const Layout& any_layout(Random& random) { return random.pick(layouts()); }

bool write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
}

std::string number_of_width(std::uint64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 && argc != 5) {
        std::cerr << "usage: nianbao_generate DIR COUNT SEED [LAYOUT]\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
    const std::uint64_t seed = std::strtoull(argv[3], nullptr, 10);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (std::uint64_t index = 0; index < count; ++index) {
        Random random(derived_seed(seed, index));
        const Layout& chosen = argc == 5 ? layout(argv[4]) : any_layout(random);
        const auto path = folder / (number_of_width(index, 6) + ".txt");
        if (!write(path, varied_report(random, chosen))) {
            std::cerr << "nianbao_generate: cannot write " << path.string() << '\n';
            return 1;
        }
    }
    return 0;
}
