// The passes in the order they run: this table is the semantic pipeline. Steps change the compilation; checks only
// read it and complain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "passes/binding.hpp"
#include "passes/compilation.hpp"
#include "passes/title.hpp"

namespace nianbao::passes {

struct Trace;

/// What the steps work on. `binding`, `title` and `body` are how they talk to each other: which printed row is which row
/// of the form, where the report says what it is, and where its sections begin.
struct Work {
    const grammar::Source& source;
    const ast::Document& document;
    std::uint64_t steps;  // budget of the search, per table
    Binding binding;
    Compilation out;
    std::optional<Title> title = {};
    std::size_t body = 0;    // block of the first heading, or the number of blocks
    Trace* trace = nullptr;  // where steps note what they did and why; null: nobody asks
};

struct Step {
    std::string_view name;
    void (*run)(Work& work);
};

struct Check {
    std::string_view name;
    void (*run)(const Compilation& compilation, std::vector<Diagnostic>& out);
};

void find_sections(Work& work);  // sections.cpp: title, headings, roles, paragraphs
void find_facts(Work& work);     // facts.cpp: agency, year, period, contact, read in the sections
void bind_rows(Work& work);      // bind.cpp: which printed row is which row of which edition
void resolve(Work& work);        // resolve.cpp: which digits are which cell, and how certain that is
void derive(Work& work);         // derive.cpp: numbers that the identities force where none is printed

void check_completeness(const Compilation& compilation,
                        std::vector<Diagnostic>& out);  // completeness.cpp: what is absent
void check_identities(const Compilation& compilation,
                      std::vector<Diagnostic>& out);  // identities.cpp: 勾稽关系, with repairs

[[nodiscard]] std::span<const Step> steps();
[[nodiscard]] std::span<const Check> checks();

}  // namespace nianbao::passes
