#include "passes/trace.hpp"

#include <algorithm>
#include <string_view>

#include "passes/bound_row.hpp"
#include "passes/label_reader.hpp"

namespace nianbao::passes {
namespace {

using ast::PrintedCell;
using grammar::Source;
using grammar::Word;

bool is_form_label(const Word& word) {
    for (std::size_t e = 0; e < grammar::form_count; ++e) {
        if (!word.rows[e]) continue;
        const auto& place = *word.rows[e];
        const grammar::Block& block = grammar::all_forms[e]->table(place.table).blocks[place.block];
        if (grammar::fold(block.rows[place.row].label) == word.folded) return true;
    }
    return false;
}

Match match_of_word(const LabelEvent& event, const Source& source) {
    const Word* const word = event.word;
    const std::string_view cell = source.text(event.labels[event.word_cell].span);
    const std::u32string folded = grammar::fold(cell);
    if (folded == word->folded) return {is_form_label(*word) ? Likeness::form : Likeness::variant, word};
    if (word_of_any_number(folded) == word) return {Likeness::renumbered, word};
    if (word_beside_brackets(cell) == word) return {Likeness::brackets, word};
    const bool within = folded.find(word->folded) != std::u32string::npos;
    return {within ? Likeness::part : Likeness::joined, word};
}

/// The whole last cell of a label, folded; labels that are no words are compared by it.
std::u32string last_cell(const LabelEvent& event, const Source& source) {
    return event.labels.empty() ? std::u32string() : fold_label(source.text(event.labels.back().span));
}

/// How a label that is no word is nearly one of those that have its meaning.
Match nearest_with_meaning(const LabelEvent& event, std::u32string_view label) {
    const Word* const word = word_of_any_number(label);
    if (word != nullptr && word->rows == event.meaning) return {Likeness::renumbered, word};
    Match best;
    for (const Word& each : grammar::words()) {
        if (each.rows != event.meaning) continue;
        const auto far = distance(label, each.folded);
        if (!far || (best.word != nullptr && *far >= best.distance)) continue;
        const bool beginning = std::u32string_view(each.folded).starts_with(label);
        best = {beginning ? Likeness::beginning : Likeness::misspelt, &each, *far};
    }
    return best;
}

/// By all of its last cell, or by what of it is no word, or else by a part of the cell.
Match match_of_nearly(const LabelEvent& event, const Source& source) {
    Match match = nearest_with_meaning(event, last_cell(event, source));
    if (match.word == nullptr) match = nearest_with_meaning(event, event.last_other);
    if (match.word != nullptr) return match;
    const auto word = std::ranges::find(grammar::words(), event.meaning, &Word::rows);
    return {Likeness::damaged, word == grammar::words().end() ? nullptr : &*word};
}

/// The word that ends as the second part of a label does.
Match match_of_second_part(const LabelEvent& event, const Source& source) {
    const std::u32string part = last_cell(event, source);
    for (const Word& word : grammar::words())
        if (word.rows == event.meaning && std::u32string_view(word.folded).ends_with(part))
            return {Likeness::wrapped, &word};
    return {Likeness::wrapped};
}

}  // namespace

Match match_of(const LabelEvent& event, const Source& source) {
    switch (event.bond) {
        case Bond::none: return {};
        case Bond::word: return match_of_word(event, source);
        case Bond::nearly: return match_of_nearly(event, source);
        case Bond::wrapped:
        case Bond::completes: return match_of_second_part(event, source);
        case Bond::continued: return {Likeness::elsewhere};
    }
    return {};
}

Match nearest_of(const LabelEvent& event, const Source& source) {
    constexpr std::size_t longest = 64;  // characters
    const std::u32string label = last_cell(event, source);
    Match best;
    if (label.empty() || label.size() > longest) return best;
    for (const Word& word : grammar::words()) {
        if (!word.names_row() || (event.table && !names_row_of(word, *event.table, event.block))) continue;
        const std::size_t limit = best.word != nullptr ? best.distance : std::max(label.size(), word.folded.size());
        const std::size_t far = grammar::edit_distance(label, word.folded, limit);
        if (best.word == nullptr || far < best.distance) best = {Likeness::misspelt, &word, far};
    }
    return best;
}

FigureOwners::FigureOwners(const Binding& binding) {
    for (std::size_t row = 0; row < binding.rows.size(); ++row) {
        const BoundRow& bound = binding.rows[row];
        for (std::uint32_t i = 0; i < bound.figure_count; ++i)
            owned_.push_back({binding.figures[bound.first_figure + i].span.begin, row});
    }
    std::ranges::stable_sort(owned_, {}, &Owned::begin);
}

std::vector<std::size_t> FigureOwners::of(std::span<const PrintedCell> fields) const {
    const bool all_blank = std::ranges::all_of(fields, is_blank);
    std::vector<std::size_t> rows;
    for (const PrintedCell& field : fields) {
        if (is_blank(field) && !all_blank) continue;
        const auto first = std::ranges::lower_bound(owned_, field.span.begin, {}, &Owned::begin);
        for (auto owned = first; owned != owned_.end() && owned->begin == field.span.begin; ++owned)
            rows.push_back(owned->row);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

}  // namespace nianbao::passes
