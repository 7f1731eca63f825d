// The prose of a document: its headings with their roles, and paragraphs joined from lines that the page wrapped.
// Both the facts and the sections read a document through this.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "ast/document.hpp"
#include "grammar/source.hpp"
#include "passes/compilation.hpp"

namespace nianbao::passes {

/// A heading of the report itself; those of a table of contents are left out.
struct Heading {
    std::size_t block = 0;  // in Document::blocks
    Span span;              // of the heading, without a sentence that runs on in its line
    std::string_view number;
    std::string_view title;
    std::string_view rest;  // the sentence that runs on: 一、总体情况。2020年…
    Role role = Role::none;
};

/// A line without blanks at both ends and Markdown's marks behind it.
[[nodiscard]] std::string_view without_marks_behind(std::string_view line);

/// Menus, links, counters and data fields of the page that the report stands on.
[[nodiscard]] bool is_furniture(std::string_view line);

class Prose {
public:
    Prose(const grammar::Source& source, const ast::Document& document);

    [[nodiscard]] const std::vector<Heading>& headings() const { return headings_; }

    /// The block of the first heading, or the number of blocks where there is none.
    [[nodiscard]] std::size_t body() const;

    [[nodiscard]] std::string_view text(const ast::Block& block) const { return source_->text(block.span); }

    /// The paragraphs of blocks first to last - 1, without page numbers, tables, notes to tables and furniture. Those of
    /// several lines are views into `joined`.
    [[nodiscard]] std::vector<Paragraph> paragraphs(std::size_t first, std::size_t last, JoinedLines& joined) const;

    /// The same for what a heading rules, up to block `last`; where the report ends with it, the page's footer is cut.
    [[nodiscard]] std::vector<Paragraph> paragraphs(const Heading& heading, std::size_t last,
                                                    JoinedLines& joined) const;

private:
    friend class ParagraphBuilder;

    /// Display columns of a full line where the page wrapped its lines, else 0. Measured when it is first asked for: most
    /// lines tell by their ends that they are paragraphs.
    [[nodiscard]] std::size_t page_width() const;

    /// Whether paragraphs of wrapped lines begin with blanks.
    [[nodiscard]] bool indented() const;

    const grammar::Source* source_;
    const ast::Document* document_;
    std::vector<Heading> headings_;
    mutable std::optional<std::size_t> page_width_;
    mutable std::optional<bool> indented_;
};

}  // namespace nianbao::passes
