// Looks for the report among the menus, links and footers of its page. What looks like prose is never left out.
#include "readers/html_part.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "grammar/blank.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::readers {
namespace {

using grammar::Span;

constexpr std::size_t longest_label = 300;
constexpr std::size_t shortest_prose = 120;       // bytes of a paragraph; with a full stop in it
constexpr std::size_t longest_title = 300;        // bytes
constexpr std::uint32_t most_above_title = 4096;  // bytes between a title and the block that holds the report
constexpr std::uint32_t longest_heading_block = 400;

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.ends_with(word); });
}

/// 一、总体情况
bool is_section_heading(std::string_view line) {
    constexpr std::size_t numeral = 3;
    return line.size() < longest_label && begins_with_any(line, {"一", "二", "三", "四", "五", "六", "七"}) &&
           begins_with_any(line.substr(numeral), {"、", "．", ".", "，"}) &&
           ends_with_any(line, {"况", "況", "项", "項", "题", "題"});
}

bool is_label(std::string_view cell) {
    return cell.size() <= longest_label && grammar::begins_word(grammar::without_blanks_before(cell));
}

bool is_prose(std::string_view line) {
    return line.size() >= shortest_prose && line.find("。") != std::string_view::npos;
}

/// ...2023年政府信息公开工作年度报告
bool is_title(std::string_view line) {
    return line.size() <= longest_title &&
           ends_with_any(line, {"年度报告", "年度報告", "工作报告", "工作報告", "年报", "年報"});
}

/// Calls with each line that holds anything, and with its place, as long as it is asked to go on.
template <class Look>
void each_line(std::string_view text, Span within, Look look) {
    for (std::uint32_t begin = within.begin; begin < within.end;) {
        const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text.find('\n', begin), within.end));
        if (end > begin && !look(text.substr(begin, end - begin), Span{begin, end})) return;
        begin = end + 1;
    }
}

bool has_label(std::string_view line) {
    for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = std::min(line.find('\t', begin), line.size());
        if (is_label(line.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

bool belongs_to_report(std::string_view line) { return has_label(line) || is_section_heading(line) || is_prose(line); }

/// From the first line that belongs to a report to the last, if any has a label of the form. Looked for from both ends,
/// as most of a page is what stands between them.
std::optional<Span> lines_of_report(std::string_view text) {
    std::optional<Span> first, label;
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    each_line(text, all, [&](std::string_view line, Span place) {
        if (!first && belongs_to_report(line)) first = place;
        if (first && !label && has_label(line)) label = place;
        return !label;
    });
    if (!label) return std::nullopt;
    for (std::uint32_t end = all.end; end > label->end;) {
        const auto begin = static_cast<std::uint32_t>(text.rfind('\n', end - 1) + 1);
        if (belongs_to_report(text.substr(begin, end - begin))) return Span{first->begin, end};
        end = begin - 1;
    }
    return join(*first, *label);
}

std::optional<Span> smallest_block_around(const std::vector<Span>& blocks, Span lines) {
    std::optional<Span> smallest;
    for (const Span& block : blocks)
        if (block.begin <= lines.begin && lines.end <= block.end && (!smallest || block.size() < smallest->size()))
            smallest = block;
    return smallest;
}

/// Where the last title before the report begins; with the rest of a heading that it ends.
std::optional<std::uint32_t> title_before(const PrintedPage& page, std::uint32_t report) {
    const std::uint32_t from = report < most_above_title ? 0 : report - most_above_title;
    std::optional<Span> title;
    each_line(page.text, {from, report}, [&](std::string_view line, Span place) {
        if ((place.begin > from || from == 0) && is_title(line)) title = place;
        return true;
    });
    if (!title) return std::nullopt;
    const auto block = smallest_block_around(page.blocks, *title);
    return block && block->size() <= longest_heading_block ? block->begin : title->begin;
}

bool holds_title(std::string_view text, Span lines) {
    bool found = false;
    each_line(text, lines, [&](std::string_view line, Span) { return !(found = is_title(line)); });
    return found;
}

/// Keeps these bytes of the text and what is known of them.
void keep(PrintedPage& page, Span kept) {
    const auto shifted = [&](Span span) { return Span{span.begin - kept.begin, span.end - kept.begin}; };
    std::vector<Span> tables;
    for (const Span& table : page.tables)
        if (kept.begin <= table.begin && table.end <= kept.end) tables.push_back(shifted(table));
    page.tables = std::move(tables);
    page.blocks.clear();

    grammar::Pieces pieces;
    for (auto piece = page.pieces.at(kept.begin); piece != page.pieces.end() && piece->text < kept.end; ++piece) {
        grammar::Piece moved = *piece;
        if (moved.text < kept.begin) moved.input = moved.input_at(kept.begin);
        moved.text = std::max(moved.text, kept.begin) - kept.begin;
        pieces.push_back(moved);
    }
    page.pieces = std::move(pieces);
    page.text = page.text.substr(kept.begin, kept.size());
}

}  // namespace

void keep_report(PrintedPage& page) {
    const auto lines = lines_of_report(page.text);
    if (!lines) return;
    const auto block = smallest_block_around(page.blocks, *lines);
    if (!block) return;
    Span kept = *block;
    if (!holds_title(page.text, {kept.begin, lines->begin}))
        if (const auto title = title_before(page, kept.begin)) kept.begin = *title;
    keep(page, kept);
}

}  // namespace nianbao::readers
