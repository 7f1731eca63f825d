// The entries of a ZIP archive in memory, unpacked a step at a time: a bomb costs no more than its limit, and nothing
// is allocated because an archive claims a size. Names are only looked up, never opened as files.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "readers/limits.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

class Archive {
public:
    /// `bytes` must outlive the archive. Lists the entries; `refused()` says what is wrong with them.
    Archive(std::string_view bytes, const Limits& limits);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    [[nodiscard]] const Refused& refused() const;

    /// Names are compared as Office does: without regard to the case of ASCII letters.
    [[nodiscard]] bool has(std::string_view name) const;

    /// Hands the entry's bytes to `take` until it wants no more (false). A wrong checksum is found at the end only.
    [[nodiscard]] Refused unpack(std::string_view name, const std::function<bool(std::string_view)>& take);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::readers
