// A page's items -> lines: paragraphs a line each, and the rows of tables that hold data, with a tab between cells.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/source.hpp"
#include "readers/html_page.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

/// `pieces` tell the place in the page; `tables` are the data tables.
struct PrintedPage {
    std::string text;
    grammar::Pieces pieces;
    std::vector<grammar::Span> tables;
    std::vector<grammar::Span> blocks;  // what each element holds that is a block, inner ones before outer ones
    const Limit* beyond = nullptr;      // that the text goes beyond; then it ends there
};

[[nodiscard]] PrintedPage print_page(std::string_view page, const HtmlPage& items, const Limits& limits);

}  // namespace nianbao::readers
