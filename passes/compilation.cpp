// The names under which a compilation's enumerations are printed: the contract fixes them; every format uses these.
#include "passes/compilation.hpp"

#include <algorithm>

namespace nianbao::passes {

bool says_anything(const Compilation& compilation) {
    return std::ranges::any_of(
        compilation.cells, [](const Cell& cell) { return cell.state != State::blank && cell.state != State::absent; });
}

std::string_view name(Status status) {
    switch (status) {
        case Status::compiled: return "compiled";
        case Status::not_a_report: return "not_a_report";
        case Status::unreadable: return "unreadable";
    }
    return "";
}

std::string_view name(State state) {
    switch (state) {
        case State::given: return "given";
        case State::none: return "none";
        case State::blank: return "blank";
        case State::not_applicable: return "not_applicable";
        case State::illegible: return "illegible";
        case State::unplaced: return "unplaced";
        case State::absent: return "absent";
    }
    return "";
}

std::string_view name(Certainty certainty) {
    switch (certainty) {
        case Certainty::unknown: return "";
        case Certainty::guessed: return "guessed";
        case Certainty::proved: return "proved";
        case Certainty::read: return "read";
    }
    return "";
}

std::string_view name(Role role) {
    switch (role) {
        case Role::none: return "";
        case Role::preamble: return "preamble";
        case Role::overview: return "overview";
        case Role::disclosure: return "disclosure";
        case Role::requests: return "requests";
        case Role::review: return "review";
        case Role::problems: return "problems";
        case Role::other_matters: return "other_matters";
    }
    return "";
}

}  // namespace nianbao::passes
