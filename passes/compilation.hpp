// What the compiler knows of one report when all passes have run: plain values, each with its place in the source.
// The passes fill it, the backends write it.
#pragma once

#include <array>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/decimal.hpp"
#include "grammar/forms.hpp"
#include "grammar/source.hpp"
#include "passes/diagnostic.hpp"

namespace nianbao::passes {

using grammar::Span;

enum class Status : std::uint8_t { compiled, not_a_report, unreadable };

enum class State : std::uint8_t { given, none, blank, not_applicable, illegible, unplaced, absent };
inline constexpr std::size_t state_count = 7;

/// `unknown`: neither a value nor candidates (printed as null). The others are ordered from least to most certain.
enum class Certainty : std::uint8_t { unknown, guessed, proved, read };

/// A run of entries in `Compilation::candidates`.
struct Candidates {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;  // 0: the cell has none
    bool complete = true;     // false: the list was cut at `max_candidates`
};
inline constexpr std::size_t max_candidates = 64;

/// One cell of the form, resolved.
struct Cell {
    grammar::KeyId key = 0;
    State state = State::absent;
    Certainty certainty = Certainty::unknown;
    std::optional<Decimal> value;
    std::optional<Decimal> derived;
    Candidates candidates;
    std::uint32_t run = 0;     // cells with the same run number share digits or an open row; 0: none
    std::optional<Span> span;  // the digits of the cell, or the whole run while it is open; nothing where absent
    Span text;                 // the source's characters; empty where blank or absent
    Span note;                 // a remark printed in the cell
    Span unit;                 // as printed in the cell, or in the head of its column
};

struct Date {
    std::uint16_t year = 0;
    std::uint8_t month = 0, day = 0;
};

struct Contact {
    std::optional<std::string> address, postcode, telephone, email;
};

/// Who reports, and when. Strings are copies: titles are joined lines.
struct Facts {
    std::optional<std::string> title, agency, region;
    std::optional<std::uint16_t> year;
    std::optional<Date> from, to, published;
    Contact contact;
    std::optional<std::string> website;
};

enum class Role : std::uint8_t { none, preamble, overview, disclosure, requests, review, problems, other_matters };

/// Lines that the page wrapped are one paragraph; `text` joins them.
struct Paragraph {
    std::string_view label;  // such as （一）; a view into the source
    std::string_view text;   // a view into the source, or into Compilation::joined_lines
    Span span;
};
using JoinedLines = std::forward_list<std::string>;  // its strings stay where they are

struct Section {
    std::string_view number;  // such as 一; a view into the source, empty where there is none
    Role role = Role::none;
    std::string_view heading;  // a view into the source
    std::optional<Span> span;
    std::vector<Paragraph> paragraphs;
};

using grammar::item_count;  // items 1, 5, 6, 8 and 9 of table 二
using grammar::item_names;

struct Compilation {
    Status status = Status::compiled;
    const grammar::Source* source = nullptr;  // outlives the compilation
    Span extent;                              // this report's part of the source
    std::uint32_t part = 1, parts = 1;

    Facts facts;
    std::optional<grammar::EditionId> edition;
    std::array<std::optional<grammar::EditionId>, item_count> item_editions;
    std::optional<grammar::EditionId> requests_edition;
    std::vector<Section> sections;
    JoinedLines joined_lines;
    std::vector<Cell> cells;  // in the form's order, for the editions found; empty unless compiled
    std::vector<std::optional<Decimal>> candidates;
    std::array<bool, grammar::table_count> tables_found{};
    std::array<std::vector<std::string_view>, grammar::table_count>
        layouts;                          // names of the layouts a table was read in
    std::vector<Diagnostic> diagnostics;  // in the order of their places, those without a place first
};

/// Whether anything is printed in any cell.
[[nodiscard]] bool says_anything(const Compilation& compilation);

[[nodiscard]] std::string_view name(Status status);
[[nodiscard]] std::string_view name(State state);
/// Empty for `unknown`.
[[nodiscard]] std::string_view name(Certainty certainty);
/// Empty for `none`.
[[nodiscard]] std::string_view name(Role role);

}  // namespace nianbao::passes
