// Every text has a tree, and the tree loses nothing: nodes nest, siblings follow each other, and what lies outside the
// leaves is separators only. Checked on reports in all layouts and on random text.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator.hpp"
#include "grammar/parse.hpp"
#include "grammar/source.hpp"
#include "rendering.hpp"

namespace nianbao {
namespace {

using generator::Layout;
using generator::Random;
using grammar::Kind;
using grammar::Node;
using grammar::Source;
using grammar::Tree;

// What may lie between leaves: blanks, spelt out again so that the grammar is not measured with itself, and what the
// layouts say of themselves.

char32_t character_at(std::string_view text, std::size_t at, std::size_t& length) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? lead : lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte(i) & 0x3F);
    return character;
}

bool is_separator(char32_t c) {
    constexpr std::u32string_view blanks = U" \t\r\n\f\v\u00A0\u202F\u205F\u2060\u3000\uFEFF";
    return blanks.find(c) != std::u32string_view::npos || (c >= 0x2000 && c <= 0x200F) || grammar::is_separator(c);
}

bool is_all_separators(std::string_view text) {
    for (std::size_t at = 0, length = 0; at < text.size(); at += length)
        if (!is_separator(character_at(text, at, length))) return false;
    return true;
}

// What a tree must be. Each function says what is wrong, or nothing.

using Complaint = std::optional<std::string>;

std::string describe(const Tree& tree, std::size_t index) {
    const Node& node = tree.nodes[index];
    return std::string(name(node.kind)) + " node " + std::to_string(index) + " [" + std::to_string(node.begin) + ", " +
           std::to_string(node.end) + ')';
}

bool belongs_in(Kind child, Kind parent) {
    switch (child) {
        case Kind::document: return false;
        case Kind::heading:
        case Kind::line:
        case Kind::table: return parent == Kind::document;
        case Kind::row: return parent == Kind::table;
        case Kind::text:
        case Kind::figure:
        case Kind::run:
        case Kind::blank:
        case Kind::filler: return parent == Kind::row;
        case Kind::page:  // a page can break anywhere
        case Kind::stray: return true;
    }
    return false;
}

/// The children of a node lie within it, in order, and only separators lie between them.
Complaint check_children(const Tree& tree, std::string_view text, std::size_t parent) {
    const Node& node = tree.nodes[parent];
    std::uint32_t at = node.begin;
    for (std::size_t child = parent + 1; child < node.next; child = tree.nodes[child].next) {
        const Node& inner = tree.nodes[child];
        if (inner.begin < at || inner.end < inner.begin || inner.end > node.end)
            return describe(tree, child) + " overlaps";
        if (inner.next <= child || inner.next > node.next) return describe(tree, child) + " has descendants elsewhere";
        if (!belongs_in(inner.kind, node.kind))
            return describe(tree, child) + " is a child of " + describe(tree, parent);
        if (!is_all_separators(text.substr(at, inner.begin - at)))
            return "text is lost before " + describe(tree, child);
        at = inner.end;
    }
    if (!is_all_separators(text.substr(at, node.end - at)))
        return "text is lost at the end of " + describe(tree, parent);
    return std::nullopt;
}

bool has_children(const Tree& tree, std::size_t index) { return tree.nodes[index].next > index + 1; }

Complaint check(const Tree& tree, std::string_view text) {
    if (tree.nodes.empty()) return "no nodes";
    const Node& root = tree.nodes[0];
    if (root.kind != Kind::document || root.begin != 0 || root.end != text.size())
        return "no document over the whole text";
    if (root.next != tree.nodes.size()) return "nodes outside the document";
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
        const Kind kind = tree.nodes[index].kind;
        const bool inner = kind == Kind::document || kind == Kind::table || kind == Kind::row;
        if ((kind == Kind::table || kind == Kind::row) && !has_children(tree, index))
            return describe(tree, index) + " is empty";
        if (!inner && has_children(tree, index)) return describe(tree, index) + " is no leaf";
        if (!inner) continue;
        if (Complaint complaint = check_children(tree, text, index)) return complaint;
    }
    return std::nullopt;
}

/// Some runs of whole lines, as if a file had stated that they are tables.
std::vector<grammar::Span> any_tables(std::string_view text) {
    Random random(text.size());
    std::vector<grammar::Span> tables;
    for (std::size_t at = 0, behind = 0; (behind = text.find('\n', at)) != std::string_view::npos; at = behind + 1) {
        const grammar::Span line{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(behind + 1)};
        if (random.chance(60)) continue;
        if (!tables.empty() && tables.back().end == line.begin && random.chance(70))
            tables.back().end = line.end;
        else
            tables.push_back(line);
    }
    return tables;
}

void expect_lossless(std::string bytes, std::string_view what) {
    const Source source = Source::from_bytes(std::move(bytes));
    const Complaint complaint = check(grammar::parse(source.text()), source.text());
    EXPECT_FALSE(complaint.has_value()) << what << ": " << complaint.value_or("");
    const Complaint with_tables = check(grammar::parse(source.text(), any_tables(source.text())), source.text());
    EXPECT_FALSE(with_tables.has_value()) << what << " with stated tables: " << with_tables.value_or("");
}

// Reports.

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Parse, sample_reports_lose_nothing) {
    std::size_t files = 0;
    for (std::string_view folder : {"tests/cases", "examples"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(NIANBAO_ROOT) / folder)) {
            if (!entry.is_regular_file()) continue;
            expect_lossless(content_of(entry.path()), entry.path().filename().string());
            ++files;
        }
    EXPECT_GT(files, 0U);
}

TEST(Parse, generated_reports_lose_nothing_in_any_layout) {
    for (const Layout& layout : generator::layouts())
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Random random(seed);
            const generator::Report report = generator::make_report(random);
            expect_lossless(generator::render(report, layout, generator::any_style(random), random),
                            std::string(layout.name) + " seed " + std::to_string(seed));
        }
}

// Random text.

std::string random_bytes(Random& random) {
    std::string bytes(random.below(400), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    return bytes;
}

std::vector<std::string_view> words_of_the_forms() {
    std::vector<std::string_view> words;
    for (const grammar::Form* form : grammar::all_forms)
        for (const grammar::Table& table : form->tables) {
            words.push_back(table.label);
            for (const grammar::Block& block : table.blocks) {
                words.push_back(block.banner);
                for (const auto& column : block.columns) words.push_back(column.label);
                for (const auto& row : block.rows) words.insert(words.end(), {row.label, row.group});
            }
        }
    return words;
}

/// Words of the form, figures, separators and leftovers in any order.
std::string random_mixture(Random& random) {
    static const std::vector<std::string_view> words = words_of_the_forms();
    constexpr std::string_view separators[] = {"\n",     "\n",     "\n", "\n\n", "\r\n",  "\t",          " ",
                                               "  ",     "|",      " |", "| ",   " ||| ", "\n|\n",       "　",
                                               "\u00A0", "\u200B", "｜", "\f",   "\v",    "|---|---|\n", "\r"};
    constexpr std::string_view figures[] = {"0",
                                            "12",
                                            "1,234",
                                            "＋２",
                                            "-1",
                                            "0000000",
                                            "1000001",
                                            "38.5万元",
                                            "/",
                                            "—",
                                            "无",
                                            "+(0) -(0)",
                                            "22（其中修订16件）",
                                            "1 2",
                                            "１２",
                                            ".",
                                            "201件",
                                            "约20",
                                            "二十六",
                                            "22+3417"};
    constexpr std::string_view others[] = {
        "一、总体情况", "## 二、", "- 4 -",          "[bookmark: _GoBack]", "无。",     "（",
        "）",           "1.",      "3.其他",         "本报告共5页。",       "第二十条", "𠮷",
        "\xEF\xBB\xBF", "\xFF",    "三\n本\n年\n度", "云岭县2020年"};
    std::string text;
    for (std::size_t i = random.below(60); i > 0; --i) {
        if (random.chance(35)) text += random.pick(words);
        if (random.chance(45)) text += random.pick(figures);
        if (random.chance(10)) text += random.pick(others);
        if (random.chance(75)) text += random.pick(separators);
    }
    return text;
}

/// A report in which something was lost, repeated or slipped in, characters cut in two among it.
std::string damaged_report(Random& random) {
    const generator::Report report = generator::make_report(random);
    std::string text =
        generator::render(report, random.pick(generator::layouts()), generator::any_style(random), random, 1);
    for (std::size_t i = 1 + random.below(8); i > 0; --i) {
        const std::size_t at = random.below(text.size() + 1);
        const std::size_t length = random.below(120);
        switch (random.below(3)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, text.substr(random.below(text.size() + 1), length)); break;
            default: text.insert(at, random_mixture(random)); break;
        }
    }
    return text;
}

TEST(Parse, random_text_loses_nothing) {
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        Random random(generator::derived_seed(3, seed));
        const std::size_t kind = random.below(10);
        expect_lossless(kind < 3   ? random_bytes(random)
                        : kind < 8 ? random_mixture(random)
                                   : damaged_report(random),
                        "seed " + std::to_string(seed));
        if (HasFailure()) break;
    }
}

// ---- each layout alone ----------------------------------------------------------------------------------------------

/// The layouts that would read a row here, with the text that they would take.
std::vector<std::string> competing(std::string_view text, std::size_t begin = 0) {
    std::vector<std::string> found;
    for (const grammar::LayoutMatch& match : grammar::layouts_at(text, static_cast<std::uint32_t>(begin)))
        found.push_back(std::string(grammar::all_layouts()[match.layout].name) + ": " +
                        std::string(text.substr(begin, match.end - begin)));
    return found;
}

TEST(LayoutsAt, AllThatMatchInTheOrderTheyAreTried) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(competing("行政许可\t12\n"), (Names{"tabs: 行政许可\t12\n", "collapsed: 行政许可\t12\n"}));
    EXPECT_EQ(competing("规章000\n\n12\n"), (Names{"collapsed: 规章000\n", "cell-lines: 规章000\n\n12\n"}));
    EXPECT_EQ(competing("规章\n\n0\n\n12\n尾\n"), (Names{"cell-lines: 规章\n\n0\n\n12\n"}));
    EXPECT_TRUE(competing("全年公开信息工作平稳有序，没有重大变化。\n").empty());
    EXPECT_TRUE(competing("").empty());
}

TEST(LayoutsAt, OnlyTheFirstLinesAreLookedAt) {
    std::string text = "规章\n";
    for (std::size_t line = 0; line < 2 * grammar::most_probed_lines; ++line) text += "1\n";
    const auto found = grammar::layouts_at(text, 0);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].end, std::string_view("规章\n").size() + 2 * (grammar::most_probed_lines - 1));

    const std::string long_line = "规章" + std::string(2 * grammar::most_probed_bytes, '1') + "\n";
    for (const grammar::LayoutMatch& match : grammar::layouts_at(long_line, 0))
        EXPECT_LE(match.end, grammar::most_probed_bytes);
}

TEST(LayoutsAt, TheFirstIsTheOneThatReadsTheRow) {
    Random random(17);
    for (const Layout& layout : generator::layouts()) {
        const generator::Report report = generator::make_report(random);
        const std::string text = generator::render(report, layout, generator::any_style(random), random);
        const Tree tree = grammar::parse(text);
        for (const Node& node : tree.nodes) {
            if (node.kind != Kind::row) continue;
            const auto found = grammar::layouts_at(text, node.begin);
            ASSERT_FALSE(found.empty());
            EXPECT_EQ(found.front().layout, node.layout);
        }
    }
}

}  // namespace
}  // namespace nianbao
