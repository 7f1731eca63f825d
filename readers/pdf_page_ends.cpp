// Cells of one column on both sides of the edge -> cells, and perhaps a row, that it has cut.
#include "readers/pdf_page_ends.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "grammar/vocabulary.hpp"
#include "readers/pdf_chunks.hpp"

namespace nianbao::readers {
namespace {

constexpr Length same_edge = 150;  // how far the edges of cells below each other may be apart

/// Two cells of one column, on both sides of the edge.
struct Joint {
    RuledTable::Place place;  // of the upper one
    RuledCell *above, *below;
};

std::string text_of(const RuledCell& cell) {
    std::string text;
    for (const RuledLine& line : cell.lines) text += line.text;
    return text;
}

bool holds_figure(const RuledCell& cell) { return is_figure(text_of(cell)); }

bool is_label(const RuledCell& cell) { return !cell.lines.empty() && !holds_figure(cell); }

/// How many rows print the heads of the table again.
std::size_t repeated_heads(const RuledTable& table, const RuledTable& more) {
    const auto same = [](const RuledCell& a, const RuledCell& b) { return text_of(a) == text_of(b); };
    std::size_t heads = 0;
    while (heads < table.rows.size() && heads < more.rows.size() && std::ranges::all_of(more.rows[heads], is_label) &&
           std::ranges::equal(table.rows[heads], more.rows[heads], same))
        ++heads;
    return heads;
}

std::vector<Joint> joints_between(RuledTable& table, std::vector<RuledCell>& row) {
    std::vector<Joint> joints;
    for (RuledCell& cell : row) {
        const auto above = std::ranges::find_if(table.last, [&](const RuledTable::Place& place) {
            const RuledCell& upper = table.rows[place.row][place.cell];
            return std::abs(upper.left - cell.left) <= same_edge && std::abs(upper.right - cell.right) <= same_edge;
        });
        if (above != table.last.end()) joints.push_back({*above, &table.rows[above->row][above->cell], &cell});
    }
    return joints;
}

/// Whether both together are a word of the form that the edge has cut.
bool is_cut_word(const Joint& joint) {
    const std::string above = text_of(*joint.above), below = text_of(*joint.below);
    return !above.empty() && !below.empty() && grammar::find_word(above + below) != nullptr;
}

/// Whether each is a text of its own. Two figures may be one that was wrapped.
bool are_two(const Joint& joint) {
    const std::string above = text_of(*joint.above), below = text_of(*joint.below);
    if (above.empty() || below.empty() || is_cut_word(joint)) return false;
    if (is_figure(above) || is_figure(below)) return is_figure(above) != is_figure(below);
    return is_numbered(below) || grammar::find_word(above) != nullptr || grammar::find_word(below) != nullptr;
}

/// Whether a figure below can be the rest of the one above, for which its cell was too narrow.
bool is_wrapped(const Joint& joint, Length padding) {
    return !joint.above->lines.empty() && holds_figure(*joint.above) && holds_figure(*joint.below) &&
           is_full(joint.above->lines.back(), *joint.above, padding);
}

/// Whether the edge cuts a row: a word of the form in two, the label off from figures, or some figures of a row that has
/// no label.
bool cuts_row(const std::vector<Joint>& joints, Length padding) {
    if (std::ranges::any_of(joints, are_two)) return false;
    if (std::ranges::any_of(joints, is_cut_word)) return true;
    const auto any = [&](RuledCell* Joint::*side, const auto& has) {
        return std::ranges::any_of(joints, [&](const Joint& joint) { return has(*(joint.*side)); });
    };
    if (any(&Joint::below, is_label) || !any(&Joint::below, holds_figure)) return false;
    const auto is_row_label = [](const RuledCell& cell) { return is_label(cell) && !cell.covers_rows; };
    if (any(&Joint::above, is_row_label)) return true;
    const auto is_rest = [&](const Joint& joint) { return joint.below->lines.empty() || is_wrapped(joint, padding); };
    return std::ranges::all_of(joints, is_rest) &&
           std::ranges::any_of(joints, [](const Joint& joint) { return joint.below->lines.empty(); });
}

/// Adds to the upper cell what the lower one holds.
void go_on(const Joint& joint, Length padding) {
    std::vector<RuledLine>& below = joint.below->lines;
    if (is_wrapped(joint, padding)) below.front().goes_on = true;
    std::ranges::move(below, std::back_inserter(joint.above->lines));
}

/// Whether a cell of several rows goes on below the edge, which may cut its text or leave none of it. The head of a
/// column may end there, but has no label on the right.
bool goes_on(const Joint& joint, bool before_label) {
    if (!joint.above->covers_rows && !joint.below->covers_rows) return false;
    if (!joint.below->lines.empty()) return is_cut_word(joint);
    return joint.below->covers_rows || before_label;
}

/// Takes out of the row what goes on from the cells above, and says where each of its cells is then. A blank cell with
/// none above is the rest of one of several rows, of which the page before draws nothing.
std::vector<RuledTable::Place> join_at_edge(RuledTable& table, std::vector<RuledCell>& row, std::size_t row_number) {
    const std::vector<Joint> joints = joints_between(table, row);
    const auto joint_of = [&](const RuledCell& cell) { return std::ranges::find(joints, &cell, &Joint::below); };
    const bool cut =
        !joints.empty() && cuts_row(joints, table.padding) && std::ranges::all_of(row, [&](const RuledCell& cell) {
            return cell.lines.empty() || joint_of(cell) != joints.end();
        });
    std::vector<RuledTable::Place> places;
    std::vector<RuledCell> rest;
    const auto label = std::ranges::find_if(row, is_label);
    for (RuledCell& cell : row) {
        const auto joint = joint_of(cell);
        const bool paired = joint != joints.end();
        if (paired && (cut || goes_on(*joint, label != row.end() && &cell < &*label))) {
            go_on(*joint, table.padding);
            places.push_back(joint->place);
        } else if (cut) {
            places.push_back(joints.front().place);
        } else {
            places.push_back({row_number, rest.size()});
            rest.push_back(std::move(cell));
        }
    }
    row = std::move(rest);
    return places;
}

}  // namespace

void append(RuledTable& table, RuledTable more, bool turns_page) {
    const std::size_t base = table.rows.size();
    const std::size_t heads = turns_page ? repeated_heads(table, more) : more.rows.size();
    std::vector<RuledTable::Place> at_edge;
    bool gone = false;  // the row below the edge, all of it
    if (heads < more.rows.size()) {
        at_edge = join_at_edge(table, more.rows[heads], base + heads);
        gone = more.rows[heads].empty();
    }
    table.last.clear();
    for (const RuledTable::Place& place : more.last)
        if (place.row == heads)
            table.last.push_back(at_edge[place.cell]);
        else
            table.last.push_back({base + place.row - (gone && place.row > heads ? 1 : 0), place.cell});
    std::erase_if(more.rows, [](const std::vector<RuledCell>& row) { return row.empty(); });
    std::ranges::move(more.rows, std::back_inserter(table.rows));
    table.padding = more.padding;
}

}  // namespace nianbao::readers
