// How messages name a row of the form.
#pragma once

#include <string>

#include "grammar/form.hpp"

namespace nianbao::passes {

/// The label, behind that of its group where it is only numbered within the group: （五）不予处理 2.重复申请
[[nodiscard]] inline std::string full_label(const grammar::Row& row) {
    const bool numbered = row.label.front() >= '0' && row.label.front() <= '9';
    return numbered ? std::string(row.group) + ' ' + std::string(row.label) : std::string(row.label);
}

}  // namespace nianbao::passes
