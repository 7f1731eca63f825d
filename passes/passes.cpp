#include "passes/passes.hpp"

namespace nianbao::passes {
namespace {

constexpr Step all_steps[] = {
    {"sections", find_sections}, {"facts", find_facts}, {"bind", bind_rows}, {"resolve", resolve}, {"derive", derive},
};

constexpr Check all_checks[] = {
    {"completeness", check_completeness},
    {"identities", check_identities},
};

}  // namespace

std::span<const Step> steps() { return all_steps; }
std::span<const Check> checks() { return all_checks; }

}  // namespace nianbao::passes
