// Any bytes as a web page, also within limits so narrow that small inputs reach them.
#include "checks.hpp"
#include "readers/html.hpp"

namespace {

nianbao::readers::Limits narrow_limits() {
    nianbao::readers::Limits limits;
    limits.elements.most = 60;
    limits.depth.most = 12;
    limits.cells.most = 20;
    limits.paragraphs.most = 20;
    limits.text_bytes.most = 400;
    limits.names.most = 1;
    limits.mistakes.most = 20;
    return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view page = nianbao::fuzz::view(data, size);
    nianbao::fuzz::check(nianbao::readers::html(page), size);
    nianbao::fuzz::check(nianbao::readers::html(page, narrow_limits()), size);
    return 0;
}
