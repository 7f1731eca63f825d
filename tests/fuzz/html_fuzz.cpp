// Any bytes as a web page.
#include "checks.hpp"
#include "readers/html.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    nianbao::fuzz::check(nianbao::readers::html(nianbao::fuzz::view(data, size)), size);
    return 0;
}
