// What every format should say of a compilation, as JSON. Fractions are strings of their digits, since a double would not
// hold them; the generator's version is "*".
#pragma once

#include <nlohmann/json.hpp>

#include "sample_compilations.hpp"

namespace nianbao::tests {

[[nodiscard]] nlohmann::json expected_report(const Sample& sample);

}  // namespace nianbao::tests
