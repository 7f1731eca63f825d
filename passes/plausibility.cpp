#include "passes/plausibility.hpp"

#include <algorithm>
#include <optional>

namespace nianbao::passes {
namespace {

std::optional<Decimal> value_of(const grammar::Block& block, const Path& path, std::string_view column) {
    const std::size_t index = grammar::index_of(block.columns, column);
    return index < path.size() ? path[index].value : std::nullopt;
}

__extension__ using Wide = __int128;

/// Compares decimals of any scale.
bool less(Decimal a, Decimal b) {
    if (a.scale() == b.scale()) return a.digits() < b.digits();
    Wide left = a.digits();
    Wide right = b.digits();
    for (int i = a.scale(); i < b.scale(); ++i) left *= 10;
    for (int i = b.scale(); i < a.scale(); ++i) right *= 10;
    return left < right;
}

Decimal magnitude(const Choice& choice) {
    if (!choice.value) return Decimal(-1);
    return choice.value->negative() ? *Decimal::make(-choice.value->digits(), choice.value->scale()) : *choice.value;
}

Decimal largest(const Path& path) {
    Decimal found(-1);
    for (const Choice& choice : path)
        if (const Decimal value = magnitude(choice); less(found, value)) found = value;
    return found;
}

}  // namespace

std::size_t implausibilities(const grammar::Block& block, const Path& path) {
    std::size_t count = 0;
    const auto value = [&](std::string_view column) { return value_of(block, path, column); };
    const auto previous = value("previous_items");
    const auto change = value("change");
    if (previous && change && change->digits() < -previous->digits()) ++count;
    const auto disclosed = value("disclosed");
    const auto total = value("total_disclosed");
    if (disclosed && total && less(*total, *disclosed)) ++count;
    const auto projects = value("projects");
    const auto amount = value("amount");
    if (projects && amount && *projects == Decimal(0) && *amount != Decimal(0)) ++count;
    return count;
}

Magnitudes::Magnitudes(const Path& path) : path_(&path), largest_(largest(path)) {}

bool Magnitudes::smaller_than(const Magnitudes& other) const {
    if (largest_ != other.largest_) return less(largest_, other.largest_);
    for (std::size_t cell = 0; cell < path_->size(); ++cell) {
        const Decimal x = magnitude((*path_)[cell]);
        const Decimal y = magnitude((*other.path_)[cell]);
        if (x != y) return less(x, y);
    }
    return false;
}

}  // namespace nianbao::passes
