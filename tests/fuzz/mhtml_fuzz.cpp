// Any bytes as a saved page, and any bytes as the body of its one part in each of the ways that a body is written.
#include <initializer_list>
#include <string>

#include "checks.hpp"
#include "readers/mhtml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    nianbao::fuzz::check(nianbao::readers::mhtml(bytes), size);
    for (const std::string_view encoding : {"quoted-printable", "base64", "8bit"}) {
        std::string saved = "MIME-Version: 1.0\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: ";
        saved.append(encoding).append("\n\n").append(bytes);
        nianbao::fuzz::check(nianbao::readers::mhtml(saved), saved.size());
    }
    return 0;
}
