// Any bytes as an old container of Office and as RTF, also within limits so narrow that small inputs reach them: whatever
// is refused has a reason, and nothing that limits refuse passes with narrower ones.
#include <string>

#include "checks.hpp"
#include "readers/compound_file.hpp"
#include "readers/rtf_check.hpp"

namespace {

using nianbao::fuzz::require;
using nianbao::readers::CheckedRtf;
using nianbao::readers::CompoundFile;
using nianbao::readers::Limits;
using nianbao::readers::Refused;

Limits narrow_limits() {
    Limits limits;
    limits.depth.most = 6;
    limits.cells.most = 4;
    limits.paragraphs.most = 8;
    limits.office_steps.most = 10'000;
    return limits;
}

void check_container(std::string_view bytes) {
    const CompoundFile file(bytes);
    const Refused streams = file.check_streams();
    require(!file.refused() || streams);
    require(!streams || !streams.said.empty());
    static_cast<void>(file.holds("WordDocument"));
}

/// What is left without its pictures is RTF again, and has none to leave out.
void check_rtf(std::string_view bytes) {
    const CheckedRtf checked = nianbao::readers::check_rtf(bytes, {});
    require(!checked.refused || (!checked.refused.said.empty() && checked.without_pictures.empty()));
    if (checked.refused) {
        require(static_cast<bool>(nianbao::readers::check_rtf(bytes, narrow_limits()).refused));
        return;
    }
    const CheckedRtf again = nianbao::readers::check_rtf(checked.without_pictures, {});
    require(!again.refused && again.without_pictures == checked.without_pictures);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = nianbao::fuzz::view(data, size);
    check_container(bytes);
    check_container("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(bytes));
    check_rtf(bytes);
    check_rtf("{\\rtf1" + std::string(bytes));
    return 0;
}
