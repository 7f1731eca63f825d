// Any bytes as text with tables in HTML.
#include "checks.hpp"
#include "readers/markdown.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    nianbao::fuzz::check(nianbao::readers::markdown(nianbao::fuzz::view(data, size)), size);
    return 0;
}
