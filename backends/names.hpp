// What several formats print alike: names of kinds, editions and tables, dates, and what is known of an input.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backends/backends.hpp"
#include "grammar/forms.hpp"
#include "passes/compilation.hpp"

namespace nianbao::backends {

inline constexpr std::string_view schema_name = "nianbao/1";
inline constexpr std::string_view generator_name = "nianbao";

[[nodiscard]] std::string_view name(grammar::SourceKind kind);
[[nodiscard]] std::span<const grammar::SourceKind> source_kinds();

/// Where text was taken from, for people: `page 3`, `word/document.xml:12`. Empty where the input's bytes are the text.
[[nodiscard]] std::string name(const grammar::Origin& origin);

[[nodiscard]] std::optional<std::string_view> edition_name(std::optional<grammar::EditionId> edition);
[[nodiscard]] std::string_view table_name(std::size_t table);

/// 2024-01-31
[[nodiscard]] std::string iso_date(passes::Date date);
[[nodiscard]] std::optional<std::string> iso_date(std::optional<passes::Date> date);

/// Nothing for an empty text: formats print it as null or leave it out.
[[nodiscard]] std::optional<std::string_view> unless_empty(std::string_view text);

/// What the formats say of an input as a file. Nothing where that is not known, as of one that could not be read.
struct InputFacts {
    std::string path;
    std::optional<std::string_view> sha256, kind, encoding;
    std::optional<std::uint64_t> bytes;
};
[[nodiscard]] InputFacts input_facts(const passes::Compilation& compilation, const Context& context);

/// What the cells of a report come to.
struct Summary {
    std::array<std::uint32_t, passes::state_count> states{};  // by State
    std::array<std::uint32_t, 4> certainties{};               // by Certainty
    std::vector<std::string_view> tables;                     // the names of those found
};
[[nodiscard]] Summary summarise(const passes::Compilation& compilation);

/// The certainties that have a name, the surest first.
inline constexpr std::array printed_certainties = {passes::Certainty::read, passes::Certainty::proved,
                                                   passes::Certainty::guessed};

/// Whether `values` holds the cell's number: it has one, and one certain enough for the caller.
[[nodiscard]] inline bool is_value(const passes::Cell& cell, const Context& context) {
    return cell.value && cell.certainty >= context.min_certainty;
}

/// The source's characters of a cell: empty where it is blank, nothing where the source does not hold the cell.
[[nodiscard]] std::optional<std::string_view> cell_text(const passes::Compilation& compilation,
                                                        const passes::Cell& cell);

}  // namespace nianbao::backends
