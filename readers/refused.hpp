// Why a reader gives a file up, and how that becomes an Extract without text.
#pragma once

#include <string>
#include <utility>

#include "grammar/source.hpp"

namespace nianbao::readers {

struct Refused {
    grammar::Refusal why = grammar::Refusal::none;
    std::string said;

    [[nodiscard]] explicit operator bool() const { return why != grammar::Refusal::none; }
};

[[nodiscard]] inline Refused damaged(std::string said) { return {grammar::Refusal::damaged, std::move(said)}; }

[[nodiscard]] inline Refused over_limit(std::string said) { return {grammar::Refusal::over_limit, std::move(said)}; }

inline void refuse(grammar::Extract& extract, Refused refused) {
    extract.refusal = refused.why;
    extract.refused = std::move(refused.said);
}

/// What a reader returns of a file that it gives up.
[[nodiscard]] inline grammar::Extract refuse(grammar::SourceKind kind, Refused refused) {
    grammar::Extract extract;
    extract.kind = kind;
    refuse(extract, std::move(refused));
    return extract;
}

}  // namespace nianbao::readers
