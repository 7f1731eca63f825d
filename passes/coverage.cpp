#include "passes/coverage.hpp"

#include <algorithm>

namespace nianbao::passes {
namespace {

/// What is known of one key.
struct Known {
    bool listed = false, free = false;
    ExpectedCell cell;
};

std::vector<Known> by_key(const Expectation& expectation) {
    std::vector<Known> known(grammar::key_count);
    for (const ExpectedCell& cell : expectation.cells) {
        known[cell.key].listed = true;
        known[cell.key].cell = cell;
    }
    for (const grammar::KeyId key : expectation.free) known[key].free = true;
    return known;
}

/// Null: the report has no such cell.
Verdict verdict_of(const Known& known, const Cell* got) {
    const std::optional<Decimal> value = got != nullptr ? got->value : std::nullopt;
    if (value == known.cell.value) return Verdict::right;
    if (!value) return known.cell.or_null && got != nullptr ? Verdict::right : Verdict::missing;
    return got->certainty == Certainty::guessed ? Verdict::wrong : Verdict::silent;
}

void count(Verdict verdict, Coverage::Counts& counts) {
    switch (verdict) {
        case Verdict::right: ++counts.right; break;
        case Verdict::wrong: ++counts.wrong; break;
        case Verdict::silent: ++counts.silent; break;
        case Verdict::missing: ++counts.missing; break;
    }
}

}  // namespace

Coverage judge(const Expectation& expectation, const Compilation& compilation) {
    std::vector<const Cell*> got(grammar::key_count, nullptr);
    for (const Cell& cell : compilation.cells) got[cell.key] = &cell;
    const std::vector<Known> known = by_key(expectation);
    Coverage coverage;
    for (grammar::KeyId key = 0; key < grammar::key_count; ++key) {
        const bool given = got[key] != nullptr && got[key]->value;
        if (!known[key].listed && (known[key].free || !given)) continue;
        const Verdict verdict = verdict_of(known[key], got[key]);
        count(verdict, coverage.tables[static_cast<std::size_t>(grammar::keys()[key].table)]);
        if (verdict != Verdict::right) coverage.faults.push_back({key, verdict, known[key].cell.value});
    }
    return coverage;
}

std::string_view name(Verdict verdict) {
    switch (verdict) {
        case Verdict::right: return "right";
        case Verdict::wrong: return "wrong";
        case Verdict::silent: return "silent";
        case Verdict::missing: return "missing";
    }
    return "";
}

}  // namespace nianbao::passes
