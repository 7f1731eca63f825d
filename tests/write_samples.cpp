// Writes the JSON Schema and the sample compilations as files, for readers that are no C++: tests/validate_json.py and
// xmllint.
#include <cstdio>
#include <fstream>
#include <string>

#include "backends/backends.hpp"
#include "sample_compilations.hpp"

namespace {

std::string all_samples(std::string_view format_name) {
    const nianbao::backends::Format& format = *nianbao::backends::find_format(format_name);
    std::string out(format.before);
    bool first = true;
    for (const auto& sample : nianbao::tests::sample_compilations()) {
        if (!first) out += format.separator;
        format.write(sample.compilation, sample.context, out);
        first = false;
    }
    return out += format.after;
}

bool write_file(const std::string& path, const std::string& text) {
    return bool(std::ofstream(path, std::ios::binary) << text << std::flush);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_samples FOLDER\n", stderr);
        return 2;
    }
    const std::string folder = arguments[1];
    bool written = write_file(folder + "/schema.json", nianbao::backends::json_schema());
    for (const nianbao::backends::Format& format : nianbao::backends::formats())
        written &= write_file(folder + "/samples." + std::string(format.name), all_samples(format.name));
    return written ? 0 : 4;
}
