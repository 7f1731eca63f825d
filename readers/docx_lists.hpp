// The numbers that Word prints before paragraphs and does not write into their text: styles.xml says which style has a
// list, numbering.xml how each level of a list is counted and printed, and ListCounters counts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "readers/limits.hpp"
#include "readers/list_number.hpp"
#include "readers/package.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

inline constexpr std::size_t list_levels = 9;

/// <w:numPr>: nothing where it does not say. List 0 is none.
struct ListPlace {
    std::optional<std::uint32_t> list;
    std::optional<std::uint32_t> level;
};

struct Style {
    std::string based_on;
    ListPlace place;
    std::optional<bool> hidden;
};

struct Styles {
    std::map<std::string, Style, std::less<>> by_id;
    std::string default_paragraph;

    /// What the style says, or else the styles that it is based on.
    [[nodiscard]] ListPlace place(std::string_view id) const;
    [[nodiscard]] bool hidden(std::string_view id) const;
    /// The style in the chain from `id` on that says the list.
    [[nodiscard]] std::string_view owner_of_list(std::string_view id) const;
};

struct ListLevel {
    std::uint32_t start = 1;
    NumberFormat format = NumberFormat::decimal;
    std::string text;                             // （%1）
    std::string style;                            // whose paragraphs stand on this level
    std::optional<std::uint32_t> restarts_after;  // a level from 1 on, 0: never; else after any level above
    bool legal = false;                           // numbers of the levels above in decimal digits, too
};

struct ListDefinition {
    std::array<ListLevel, list_levels> levels;
    std::string style_link;  // the numbering style that is defined here
    std::string defined_by;  // the numbering style that defines this one
};

struct List {
    std::uint32_t definition = 0;
    std::array<std::optional<std::uint32_t>, list_levels> starts;  // over the definition's own
    std::map<std::size_t, ListLevel> levels;                       // over the definition's own
};

struct Lists {
    std::map<std::uint32_t, ListDefinition> definitions;
    std::map<std::uint32_t, List> lists;
};

[[nodiscard]] Refused read_styles(Package& package, const Limits& limits, Styles& styles);
[[nodiscard]] Refused read_lists(Package& package, const Limits& limits, Lists& lists);

/// Counts the paragraphs of lists, in the order of the document. Lists of one definition count together.
class ListCounters {
public:
    ListCounters(const Styles& styles, const Lists& lists) : styles_(styles), lists_(lists) {}

    /// What is printed before the next paragraph with this style and this place of its own; empty without a list.
    [[nodiscard]] std::string next(std::string_view style, ListPlace own);

private:
    struct Resolved {
        std::uint32_t list = 0;
        const List* of = nullptr;
        std::uint32_t definition_id = 0;
        const ListDefinition* definition = nullptr;
    };
    using Counts = std::array<std::optional<std::uint32_t>, list_levels>;

    [[nodiscard]] Resolved resolve(std::uint32_t list) const;
    [[nodiscard]] std::size_t level_of(std::string_view style, ListPlace own, ListPlace of_style,
                                       const Resolved&) const;
    [[nodiscard]] static const ListLevel& level(const Resolved& resolved, std::size_t index);
    [[nodiscard]] static std::uint32_t start(const Resolved& resolved, std::size_t index);
    void count(const Resolved& resolved, std::size_t index, Counts& counts);
    [[nodiscard]] static std::string print(const Resolved& resolved, std::size_t index, const Counts& counts);

    const Styles& styles_;
    const Lists& lists_;
    std::map<std::uint32_t, Counts> counts_;                           // by definition
    std::set<std::pair<std::uint32_t, std::size_t>> started_by_list_;  // levels whose list has set their start
};

}  // namespace nianbao::readers
