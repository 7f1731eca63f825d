#include "passes/alignment.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "passes/evaluate.hpp"
#include "passes/figure_groups.hpp"
#include "passes/label_reader.hpp"
#include "passes/shifted_rows.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::EditionId;
using grammar::RowPlace;
using grammar::TableId;

using FormRow = std::uint8_t;

constexpr std::size_t most_items = 128;   // printed rows; a table of so many more is none of the form
constexpr std::size_t shortest_part = 3;  // characters that a label must have left to be known by

/// Rows of the form whose figures stand together: table 三, or a block of table 二.
struct Part {
    TableId table{};
    std::uint8_t block = 0;
    EditionId edition = 0;

    [[nodiscard]] const grammar::Block& form() const { return grammar::all_forms[edition]->table(table).blocks[block]; }
};

/// A printed row of the part.
struct Item {
    const RawRow* row = nullptr;
    std::optional<FormRow> named;          // by its label
    std::span<const PrintedCell> figures;  // without what is blank behind them
    bool whole = false;                    // none of them is missing or glued
    bool anchor = false;                   // they are its own, whatever they are
};

class PartAligner {
public:
    PartAligner(Work& work, RawRows& found, const Part& part)
        : work_(work),
          found_(found),
          part_(part),
          columns_(part.form().columns.size()),
          anchored_(part.form().rows.size(), false) {}

    void align() {
        collect();
        if (items_.size() > most_items) return;
        dropped_.resize(found_.rows.size());
        if (std::none_of(items_.begin(), items_.end(), [&](const Item& item) { return is_loose(item); }))
            return doubt_shifted();
        for (Item& item : items_) {
            item.anchor = item.named && !item.figures.empty() && !is_loose(item);
            if (item.anchor) anchored_[*item.named] = true;
        }
        release_anchors();
        for (std::size_t begin = 0; begin < items_.size();) {
            const std::size_t end = next_anchor(begin);
            if (!deal({begin, end})) deal_between({begin, end});
            begin = end + 1;
        }
        doubt_shifted();
        if (!replaced_.empty()) rebuild();
    }

private:
    /// Items between two anchors.
    struct Stretch {
        std::size_t begin = 0, end = 0;
    };

    struct Replacement {
        std::size_t at = 0;  // before which of the rows found
        RawRow row;
    };

    void collect() {
        for (const RawRow& row : found_.rows) {
            if (row.table != part_.table) continue;
            const auto& place = row.meaning[part_.edition];
            if (place && place->block == part_.block)
                add(row, place->row);
            else if ((!any(row.meaning) || (!place && row.group_label)) && row.block.value_or(0) == part_.block)
                if (!row.unknown_label || may_be_cut(row)) add(row, std::nullopt);
        }
    }

    /// Whether what is left of a label may be that of a row: its beginning or its end.
    bool may_be(std::u32string_view label, FormRow row) const {
        const std::u32string whole = grammar::fold(part_.form().rows[row].label);
        const bool numbered = !label.empty() && is_numeral(label.front());
        if (label.size() < (numbered ? 1 : shortest_part)) return false;
        return whole.starts_with(label) || whole.ends_with(label);
    }

    /// Other labels are of rows that are none of the form's, which must not take a place in it.
    bool may_be_cut(const RawRow& row) const {
        const std::u32string label = grammar::fold(work_.source.text(*row.label));
        for (std::size_t r = 0; r < anchored_.size(); ++r)
            if (may_be(label, static_cast<FormRow>(r))) return true;
        return false;
    }

    void add(const RawRow& row, std::optional<FormRow> named) {
        Item item{.row = &row, .named = named, .figures = row.fields};
        while (!item.figures.empty() && is_blank(item.figures.back()))
            item.figures = item.figures.first(item.figures.size() - 1);
        const bool blank_cells = named && item.figures.size() < columns_ && item.figures.size() != row.fields.size();
        item.whole = item.figures.empty() || (!blank_cells && !row.of_two_years && has_all(item));
        // A row of as many figures right behind it: neither is a row with blank cells, they are columns.
        Item* const before = items_.empty() ? nullptr : &items_.back();
        if (row.continues && before != nullptr && before->figures.size() == item.figures.size())
            before->whole = before->whole || has_all(*before);
        items_.push_back(item);
    }

    /// Whether no figure is glued or missing. Blanks are what fills up rows or groups that stand behind each other.
    bool has_all(Item& item) const {
        std::vector<PrintedCell> figures;
        std::vector<std::size_t> runs(1, 0);
        for (const PrintedCell& cell : item.figures) {
            if (cell.kind == Kind::run) return false;
            if (!is_blank(cell))
                figures.push_back(cell), ++runs.back();
            else if (runs.back() != 0)
                runs.push_back(0);
        }
        if (figures.size() == item.figures.size()) return true;
        const bool rows = std::all_of(runs.begin(), runs.end(), [&](std::size_t run) { return run % columns_ == 0; });
        // The first group may stand right behind rows.
        const std::size_t size = runs.back();
        const bool groups = runs.size() >= columns_ &&
                            (runs.end()[-static_cast<std::ptrdiff_t>(columns_)] - size) % columns_ == 0 &&
                            std::all_of(runs.end() - static_cast<std::ptrdiff_t>(columns_) + 1, runs.end(),
                                        [&](std::size_t run) { return run == size; });
        if (figures.size() % columns_ != 0 || !(rows || groups || (runs.size() == 1 && !item.named))) return false;
        item.figures = found_.dealt.emplace_back(std::move(figures));
        return true;
    }

    /// Figures that may be another row's, or several rows'.
    bool is_loose(const Item& item) const {
        return !item.figures.empty() && item.whole && (!item.named || item.figures.size() != columns_);
    }

    std::size_t next_anchor(std::size_t begin) const {
        while (begin < items_.size() && !items_[begin].anchor) ++begin;
        return begin;
    }

    /// A row right behind labels without figures, with more figures behind it than there are rows for: all of them may
    /// be those of the labels, and the row's own figures another's.
    void release_anchors() {
        for (std::size_t i = next_anchor(0); i < items_.size(); i = next_anchor(i + 1)) {
            std::size_t before = i;
            while (before > 0 && !items_[before - 1].anchor) --before;
            const Stretch labels{before, i}, behind{i + 1, next_anchor(i + 1)};
            const std::size_t rows = open_rows(labels).size(), rows_behind = open_rows(behind).size();
            if (rows == 0 || figures_of(labels) != 0 || figures_of(behind) == rows_behind * columns_) continue;
            if (items_[i].figures.size() != columns_ || !items_[i].whole) continue;
            if (figures_of(behind) != (rows + rows_behind) * columns_) continue;
            items_[i].anchor = false;
            anchored_[*items_[i].named] = false;
        }
    }

    std::size_t figures_of(const Stretch& stretch) const {
        std::size_t figures = 0;
        for (std::size_t i = stretch.begin; i < stretch.end; ++i) figures += items_[i].figures.size();
        return figures;
    }

    std::size_t first_row(const Stretch& stretch) const {
        for (std::size_t i = stretch.begin; i > 0; --i)
            if (items_[i - 1].anchor) return *items_[i - 1].named + 1U;
        return 0;
    }
    std::size_t last_row(const Stretch& stretch) const {
        return stretch.end == items_.size() ? anchored_.size() : *items_[stretch.end].named;
    }

    /// The rows of the form that are not bound between the anchors.
    std::vector<FormRow> open_rows(const Stretch& stretch) const {
        std::vector<FormRow> rows;
        for (std::size_t r = first_row(stretch); r < last_row(stretch); ++r)
            if (!anchored_[r]) rows.push_back(static_cast<FormRow>(r));
        return rows;
    }

    /// Deals the figures of a stretch to the rows of the form that it lacks, if they are just enough.
    bool deal(const Stretch& stretch) {
        const std::span<const Item> items = items_of(stretch);
        if (std::none_of(items.begin(), items.end(), [&](const Item& item) { return is_loose(item); })) return true;
        if (!std::all_of(items.begin(), items.end(), [](const Item& item) { return item.whole; })) return false;
        const std::vector<FormRow> rows = open_rows(stretch);
        if (rows.empty() || figures_of(stretch) != rows.size() * columns_) return false;
        const std::optional<Hand> hand = order(items, rows);
        if (hand) play(items, rows, *hand);
        return hand.has_value();
    }

    /// The same with every label as an anchor that has too many figures behind it, or too few.
    void deal_between(const Stretch& stretch) {
        for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
            items_[i].anchor = items_[i].named && !items_[i].figures.empty();
            if (items_[i].anchor) anchored_[*items_[i].named] = true;
        }
        for (std::size_t begin = stretch.begin; begin < stretch.end;) {
            const std::size_t end = next_anchor(begin);
            deal({begin, end});
            if (end < stretch.end) split(end);
            begin = end + 1;
        }
    }

    /// Whether most rows have one figure too many. Then one alone behind a label is that, and its row has none.
    bool has_stray_column() const {
        if (columns_ == 1) return false;
        std::size_t rows = 0, too_long = 0;
        for (const Item& item : items_) {
            rows += item.named && has_figures(item);
            too_long += item.named && count_figures(item.figures) == columns_ + 1;
        }
        return 2 * too_long > rows;
    }

    void doubt_shifted() {
        has_stray_column_ = has_stray_column();
        const Steps steps = steps_in_order();
        const grammar::Table& table = grammar::all_forms[part_.edition]->table(part_.table);
        const std::vector<bool> shifted = find_shifted(work_, table, part_.block, steps.printed);
        for (std::size_t i = 0; i < shifted.size(); ++i) {
            if (steps.origins[i].replacement)
                replaced_[*steps.origins[i].replacement].row.shifted = shifted[i];
            else if (steps.origins[i].item)
                doubt(*steps.origins[i].item, shifted[i]);
            if (shifted[i] && is_without_cells(steps, i)) leave_unplaced(steps, shifted, i);
        }
        doubt_subtotals();
    }

    /// Figures beside the label of a group may be those of its first row. Where another group has figures that are no
    /// row's, groups have subtotals.
    void doubt_subtotals() {
        const auto is_subtotal = [&](const Item& item) {
            return stands_beside_group(*item.row) && has_figures(item) && !dropped_[index_of(*item.row)];
        };
        if (std::ranges::none_of(items_, is_subtotal)) return;
        for (Replacement& replacement : replaced_)
            if (stands_beside_group(found_.rows[replacement.at])) replacement.row.shifted = true;
    }

    bool stands_beside_group(const RawRow& row) const {
        return row.label && !row.unknown_label && row.hint == nullptr && !row.meaning[part_.edition];
    }

    /// What a step is made of: an item, or what has replaced it; neither where a label of the form is missing.
    struct Origin {
        std::optional<std::size_t> item, replacement;
    };

    struct Steps {
        std::vector<PrintedStep> printed;
        std::vector<Origin> origins;

        void add(const PrintedStep& step, Origin origin) {
            printed.push_back(step);
            origins.push_back(origin);
        }
    };

    /// A row that the form does not have takes its own figures. More of them have no label.
    void add_surplus_of_unknown(const RawRow* begin, const RawRow* end, Steps& steps) const {
        for (const RawRow* row = begin; row != end; ++row)
            if (row->table == part_.table && row->unknown_label && row->figures >= 2 * columns_)
                steps.add({.without_label = row->fields.last(columns_)}, {});
    }

    /// Of the items, and of the rows that have replaced some of them.
    Steps printed_steps() const {
        Steps steps;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            const std::size_t at = index_of(*items_[i].row);
            if (i > 0) add_surplus_of_unknown(items_[i - 1].row + 1, items_[i].row, steps);
            if (!dropped_[at]) {
                steps.add(step_of(i), {.item = i});
                continue;
            }
            const auto here = [&](const Replacement& replacement) { return replacement.at == at; };
            const bool alone = std::ranges::count_if(replaced_, here) == 1;
            for (std::size_t r = 0; r < replaced_.size(); ++r)
                if (here(replaced_[r])) steps.add(step_of(replaced_[r], alone), {.item = i, .replacement = r});
        }
        return steps;
    }

    /// Where figures have no label, labels that are missing between others are steps as well: they may be those of the
    /// figures.
    Steps steps_in_order() const {
        Steps steps = printed_steps();
        if (std::ranges::none_of(steps.printed, &PrintedStep::has_surplus)) return steps;
        const std::vector<bool> missing = missing_labels(steps);
        Steps all;
        std::size_t next = 0;
        const auto add_missing = [&](std::size_t end) {
            for (; next < end; ++next)
                if (missing[next]) all.add({.row = static_cast<FormRow>(next), .missing = true}, {});
        };
        for (std::size_t i = 0; i < steps.printed.size(); ++i) {
            if (const auto& row = steps.printed[i].row) {
                add_missing(*row);
                next = *row + 1U;
            }
            all.add(steps.printed[i], steps.origins[i]);
        }
        add_missing(missing.size());
        return all;
    }

    /// Rows of the form that no label names. Where more than a few are missing at an end, and more than may be those of
    /// figures there, the table has been cut off.
    std::vector<bool> missing_labels(const Steps& steps) const {
        constexpr std::ptrdiff_t few = 2;
        std::vector<bool> missing(anchored_.size(), true);
        for (const PrintedStep& step : steps.printed)
            if (step.row) missing[*step.row] = false;
        for (const Replacement& replacement : replaced_)
            if (const auto& place = replacement.row.meaning[part_.edition]) missing[place->row] = false;
        const auto first = std::ranges::find(missing, false);
        const auto last = std::find(missing.rbegin(), missing.rend(), false);
        const auto is_named = [](const PrintedStep& step) { return step.row.has_value(); };
        const auto before = std::ranges::find_if(steps.printed, is_named) - steps.printed.begin();
        const auto behind =
            std::find_if(steps.printed.rbegin(), steps.printed.rend(), is_named) - steps.printed.rbegin();
        if (first - missing.begin() > std::max(few, before + 1)) std::fill(missing.begin(), first, false);
        if (last - missing.rbegin() > std::max(few, behind + 1)) std::fill(missing.rbegin(), last, false);
        return missing;
    }

    /// Whether no cells, not even blank ones, stand behind a label, or it is missing itself.
    bool is_without_cells(const Steps& steps, std::size_t at) const {
        if (!steps.printed[at].is_bare()) return false;
        const auto& item = steps.origins[at].item;
        return !item || items_[*item].row->fields.empty();
    }

    /// Its figures may be any of those that are out of step around it.
    void leave_unplaced(const Steps& steps, const std::vector<bool>& shifted, std::size_t at) {
        std::optional<Span> stretch;
        const auto take = [&](std::size_t i) {
            if (!shifted[i]) return false;
            if (const auto& item = steps.origins[i].item; item && has_figures(items_[*item])) {
                const auto& figures = items_[*item].figures;
                const Span span = grammar::join(figures.front().span, figures.back().span);
                stretch = stretch ? grammar::join(*stretch, span) : span;
            }
            return true;
        };
        for (std::size_t i = at; i-- > 0 && take(i);) {
        }
        for (std::size_t i = at + 1; i < shifted.size() && take(i); ++i) {
        }
        if (stretch) work_.binding.unplaced.push_back({part_.table, part_.block, *steps.printed[at].row, *stretch});
    }

    PrintedStep step_of(std::size_t index) const {
        const Item& item = items_[index];
        PrintedStep step{.row = item.named,
                         .in_one_line = stands_in_one_line(*item.row),
                         .behind_stray = is_behind_stray_figure(index),
                         .behind_unknown = is_behind_unknown_label(index)};
        if (has_stray_column_ && count_figures(item.figures) == 1) return step;
        const bool several = item.figures.size() >= 2 * columns_;
        if (item.named) step.figures = several ? item.figures.first(columns_) : item.figures;
        step.runs_on = !several && item.named && item.figures.size() > columns_ + 1;
        step.behind_blanks = item.named && is_behind_blanks(item);
        if (several || step.runs_on)
            step.without_label = item.figures.subspan(columns_);
        else if (!item.named && (!item.row->unknown_label || is_rest_of_label(item)))
            step.without_label = item.figures;
        return step;
    }

    /// Whether blank cells for a whole row stand between a label and its figures. Fields are cells; where bars stand in
    /// lines of their own, two have a cell between them. Of one column it may be what is left of a merged label.
    bool is_behind_blanks(const Item& item) const {
        const auto& fields = item.row->fields;
        const auto figure = std::ranges::find_if_not(fields, is_blank);
        if (!item.row->label || figure == fields.end() || columns_ == 1) return false;
        const std::uint32_t begin = item.row->label->end, end = std::max(begin, figure->span.begin);
        const auto bars = std::ranges::count(work_.source.text({begin, end}), '|');
        return std::max(figure - fields.begin(), bars - 1) >= std::ssize(part_.form().columns);
    }

    /// Whether a label that means no row is the rest of one that has its figures elsewhere.
    bool is_rest_of_label(const Item& item) const {
        const std::u32string label = grammar::fold(work_.source.text(*item.row->label));
        return std::ranges::any_of(items_, [&](const Item& other) {
            return other.named && !other.figures.empty() && may_be(label, *other.named);
        });
    }

    /// Of a row that the form's order has put in this place, alone or with others that may be printed column by column.
    PrintedStep step_of(const Replacement& replacement, bool alone) const {
        PrintedStep step;
        if (const auto& place = replacement.row.meaning[part_.edition]) step.row = place->row;
        step.figures = replacement.row.fields;
        step.by_order_alone = step.row && !has_label(*step.row);
        step.dealt = !alone || !step.row;
        step.may_be_turned = step.row && may_be_turned(*step.row);
        return step;
    }

    /// Whether the figures dealt to a row and its neighbours may stand column by column.
    bool may_be_turned(FormRow row) const {
        if (part_.table != TableId::requests) return false;
        return std::ranges::any_of(work_.binding.dealt, [row](const DealtRows& dealt) {
            return std::ranges::any_of(dealt.turns, [&](const DealtRows::Turn& turn) {
                const auto rows = std::span(dealt.rows).subspan(turn.first, turn.count);
                return std::ranges::find(rows, row) != rows.end();
            });
        });
    }

    /// Whether some label is the row's, or may be what is left of it.
    bool has_label(FormRow row) const {
        return std::ranges::any_of(items_, [&](const Item& item) {
            if (item.named || !item.row->label) return item.named == row;
            const grammar::Word* const hint = item.row->hint;
            if (hint != nullptr) return hint->rows[part_.edition] && hint->rows[part_.edition]->row == row;
            return may_be(grammar::fold(work_.source.text(*item.row->label)), row);
        });
    }

    /// Whether the line before a label is a figure of no row.
    bool is_behind_stray_figure(std::size_t index) const {
        const std::optional<Span>& label = items_[index].row->label;
        if (!label) return false;
        constexpr std::uint32_t longest = 32;
        const std::uint32_t begin = std::max(end_of_figures(index), label->begin - std::min(label->begin, longest));
        if (begin >= label->begin) return false;
        const std::string_view before = work_.source.text({begin, label->begin});
        const std::size_t end = before.find_last_not_of("|\t\r\n ");
        const std::size_t line = before.rfind('\n', end);
        if (end == std::string_view::npos || line == std::string_view::npos || line > end ||
            before.find('\n', end) == std::string_view::npos)
            return false;
        return evaluate(before.substr(line + 1, end - line), grammar::Unit::yuan, HeadUnit::none).state == State::given;
    }

    /// Whether a row that the form does not have stands between this one and the one before.
    bool is_behind_unknown_label(std::size_t index) const {
        if (index == 0) return false;
        return std::any_of(items_[index - 1].row + 1, items_[index].row + 1,
                           [](const RawRow& row) { return row.unknown_label && row.figures != 0; });
    }

    /// Of all rows before this item's.
    std::uint32_t end_of_figures(std::size_t index) const {
        for (std::size_t at = index_of(*items_[index].row); at-- > 0;)
            if (const RawRow& row = found_.rows[at]; !row.fields.empty()) return row.fields.back().span.end;
        return 0;
    }

    void doubt(std::size_t index, bool between) {
        const Item& item = items_[index];
        RawRow& row = found_.rows[index_of(*item.row)];
        row.shifted = between;
        if (item.named && has_figures(item))
            row.shifted = between || (row.apart && may_be_anothers(index)) || runs_into_others(index);
    }

    /// Figures of another number than the row's cells, with figures beside them that belong to no label: where they end
    /// nobody knows.
    bool runs_into_others(std::size_t index) const {
        const Item& item = items_[index];
        if (item.figures.size() <= columns_ || count_figures(item.figures) == columns_) return false;
        const auto nameless = [&](std::size_t i) {
            return !items_[i].named && !items_[i].row->unknown_label && has_figures(items_[i]) &&
                   !dropped_[index_of(*items_[i].row)];
        };
        return (index > 0 && nameless(index - 1)) || (index + 1 < items_.size() && nameless(index + 1));
    }

    static bool is_bare(const Item& item) { return item.named && item.figures.empty(); }

    bool stands_in_one_line(const RawRow& row) const {
        const auto figure = std::find_if_not(row.fields.begin(), row.fields.end(), is_blank);
        if (!row.label || row.apart || figure == row.fields.end()) return false;
        const std::string_view between = work_.source.text({row.label->end, figure->span.begin});
        return between.find('\n') == std::string_view::npos;
    }

    /// Whether the figures in the lines behind a label may be those of a row whose label is lost.
    bool may_be_anothers(std::size_t index) const {
        return (index > 0 && is_bare(items_[index - 1])) || may_be_next(index);
    }

    /// Or those of the next label, as may be that one's of the one behind it.
    bool may_be_next(std::size_t index) const {
        for (std::size_t i = index; i < items_.size() && items_[i].row->apart && items_[i].named; ++i) {
            if (lacks_row_behind(i)) return true;
            if (i + 1 == items_.size()) return false;
            const Item& next = items_[i + 1];
            if (is_bare(next) || (!next.named && !next.row->continues)) return true;
        }
        return false;
    }

    /// Whether the form has a row between this and the next that is printed, and no label stands there that may be its.
    /// Of what table 三 ends with, more than one row may have been cut off.
    bool lacks_row_behind(std::size_t index) const {
        std::size_t next = index + 1;
        while (next < items_.size() && !items_[next].named) ++next;
        const bool last = next == items_.size();
        const std::size_t behind = *items_[index].named + 1U;
        if (last && part_.table == TableId::requests && behind + 1 < anchored_.size()) return false;
        if (behind >= (last ? anchored_.size() : *items_[next].named)) return false;
        const RawRow* const end = last ? found_.rows.data() + found_.rows.size() : items_[next].row;
        return std::none_of(items_[index].row + 1, end, [](const RawRow& row) { return row.unknown_label; });
    }

    std::span<const Item> items_of(const Stretch& stretch) const {
        return std::span(items_).subspan(stretch.begin, stretch.end - stretch.begin);
    }

    /// The figures of a stretch in their order, and the rows that get them together.
    struct Hand {
        std::vector<PrintedCell> figures;
        std::vector<DealtRows> rows;
    };

    /// Deals the figures, one chunk of them after the other: a label ends a chunk, and no row goes on behind it.
    std::optional<Hand> order(std::span<const Item> items, std::span<const FormRow> rows) const {
        Hand hand;
        for (std::size_t i = 0; i < items.size();) {
            std::size_t next = i;
            const std::size_t begin = hand.figures.size();
            do {
                const auto& figures = items[next].figures;
                hand.figures.insert(hand.figures.end(), figures.begin(), figures.end());
                ++next;
            } while (next < items.size() && !items[next].row->label);
            if (!deal_chunk(items.subspan(i, next - i), begin, rows, hand)) return std::nullopt;
            i = next;
        }
        return hand;
    }

    bool deal_chunk(std::span<const Item> items, std::size_t begin, std::span<const FormRow> rows, Hand& hand) const {
        const std::size_t figures = hand.figures.size() - begin;
        if (figures % columns_ != 0) return false;
        const auto dealt = rows.subspan(begin / columns_, figures / columns_);
        if (dealt.size() > 1)
            hand.rows.push_back({{dealt.begin(), dealt.end()},
                                 possible_turns(work_.source, std::span(hand.figures).subspan(begin), columns_)});
        return std::all_of(items.begin(), items.end(), [&](const Item& item) { return agrees(item, dealt); });
    }

    /// Whether no label speaks against these rows for the figures behind it.
    bool agrees(const Item& item, std::span<const FormRow> dealt) const {
        if (item.figures.empty()) return true;
        if (item.row->unknown_label) {
            const std::u32string label = grammar::fold(work_.source.text(*item.row->label));
            return std::any_of(dealt.begin(), dealt.end(), [&](FormRow row) { return may_be(label, row); });
        }
        if (item.row->label && !item.named && item.row->hint == nullptr && !is_in_group(*item.row->label, dealt))
            return false;
        std::optional<FormRow> said = item.named;
        if (item.row->hint != nullptr && item.row->hint->rows[part_.edition])
            said = item.row->hint->rows[part_.edition]->row;
        return !said || std::find(dealt.begin(), dealt.end(), *said) != dealt.end();
    }

    /// Whether some of these rows are in the group with this label; true where no group has it.
    bool is_in_group(Span label, std::span<const FormRow> dealt) const {
        const auto& rows = part_.form().rows;
        const std::u32string printed = grammar::fold(work_.source.text(label));
        const auto in_group = [&](const grammar::Row& row) {
            return !row.group.empty() && grammar::fold(row.group).ends_with(printed);
        };
        return std::none_of(rows.begin(), rows.end(), in_group) ||
               std::any_of(dealt.begin(), dealt.end(), [&](FormRow row) { return in_group(rows[row]); });
    }

    /// Puts the dealt rows in the place of the stretch's.
    void play(std::span<const Item> items, std::span<const FormRow> rows, const Hand& hand) {
        const std::span<const PrintedCell> figures = found_.dealt.emplace_back(hand.figures);
        if (part_.table == TableId::requests)
            work_.binding.dealt.insert(work_.binding.dealt.end(), hand.rows.begin(), hand.rows.end());
        const RawRow& first = *std::find_if(items.begin(), items.end(), has_figures)->row;
        for (std::size_t i = 0; i < rows.size(); ++i)
            replace(first, named(first, rows[i], figures.subspan(i * columns_, columns_)));
        note_rows_by_order(work_, part_.table, part_.block, part_.edition,
                           grammar::join(figures.front().span, figures.back().span), rows);
        for (const Item& item : items) {
            const bool dealt = item.named && std::find(rows.begin(), rows.end(), *item.named) != rows.end();
            if (has_figures(item) || dealt) drop(*item.row);
        }
    }

    /// A label right behind the row before it has the first of the figures behind it. Others are those of rows whose
    /// labels are lost, if there are so many.
    void split(std::size_t index) {
        const Item& item = items_[index];
        const std::span<const PrintedCell> fields = item.figures;
        if (!item.whole || fields.size() <= columns_ || fields.size() % columns_ != 0) return;
        const std::size_t next = next_anchor(index + 1);
        const auto unnamed = [&](std::size_t row) {
            return !anchored_[row] &&
                   std::none_of(items_.begin(), items_.end(), [&](const Item& other) { return other.named == row; });
        };
        std::size_t lost = 0;
        for (std::size_t r = *item.named + 1U; r < last_row({index, next}); ++r) lost += unnamed(r);
        const Stretch before{index, index};
        if (fields.size() / columns_ - 1 > lost || (index > 0 && !open_rows(before).empty())) return;
        replace(*item.row, named(*item.row, *item.named, fields.first(columns_)));
        for (std::size_t at = columns_; at < fields.size(); at += columns_) {
            RawRow rest = plain(*item.row, fields.subspan(at, columns_));
            rest.block = part_.block;
            replace(*item.row, rest);
        }
        drop(*item.row);
    }

    static bool has_figures(const Item& item) { return !item.figures.empty(); }

    /// A row without a label, printed where `pattern` is.
    RawRow plain(const RawRow& pattern, std::span<const PrintedCell> fields) const {
        return {.fields = fields,
                .figures = fields.size(),
                .layout = pattern.layout,
                .keeps = pattern.keeps,
                .table = pattern.table,
                .unit = pattern.unit,
                .heads = pattern.heads,
                .header = pattern.header};
    }

    RawRow named(const RawRow& pattern, FormRow form_row, std::span<const PrintedCell> fields) const {
        RawRow row = plain(pattern, fields);
        row.meaning[part_.edition] = RowPlace{part_.table, part_.block, form_row};
        row.by_order = true;
        for (const Item& item : items_)
            if (item.named == form_row && item.row->label) row.label = item.row->label;
        return row;
    }

    void replace(const RawRow& old, const RawRow& by) { replaced_.push_back({index_of(old), by}); }
    void drop(const RawRow& row) { dropped_[index_of(row)] = true; }
    std::size_t index_of(const RawRow& row) const { return static_cast<std::size_t>(&row - found_.rows.data()); }

    void rebuild() {
        std::vector<RawRow> rows;
        auto added = replaced_.begin();
        std::stable_sort(replaced_.begin(), replaced_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        for (std::size_t i = 0; i < found_.rows.size(); ++i) {
            for (; added != replaced_.end() && added->at == i; ++added) rows.push_back(added->row);
            if (!dropped_[i]) rows.push_back(found_.rows[i]);
        }
        found_.rows = std::move(rows);
    }

    Work& work_;
    RawRows& found_;
    Part part_;
    std::size_t columns_;
    std::vector<bool> anchored_;  // rows of the form
    std::vector<Item> items_;
    std::vector<Replacement> replaced_;
    std::vector<bool> dropped_;  // rows found
    bool has_stray_column_ = false;
};

void complain_unknown(Work& work, const RawRow& row) {
    Diagnostic diagnostic{.code = Code::unknown_row,
                          .span = row.label,
                          .arguments = {{"label", std::string(work.source.text(*row.label))}}};
    work.out.diagnostics.push_back(std::move(diagnostic));
}

/// Rows that continue the one before them, and were not dealt, are one with it.
void join_continued(std::vector<RawRow>& rows) {
    std::size_t kept = 0, width_before = 0;  // of the row before as it is printed
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RawRow* const last = kept == 0 ? nullptr : &rows[kept - 1];
        const std::size_t width = rows[i].fields.size();
        const bool adjoining =
            rows[i].continues && last != nullptr && last->fields.data() + last->fields.size() == rows[i].fields.data();
        // As many fields as a row has cells are a row of their own, blanks and all.
        const bool own = adjoining && rows[i].keeps == grammar::Keeps::rows &&
                         std::max(width_before, width) >= grammar::longest_row(rows[i].table);
        width_before = width;
        if (adjoining && !own) {
            // Blank cells of rows that keep them tell that the figures beside them are no more of the other row.
            const bool blanks = count_figures(last->fields) != last->fields.size() || rows[i].figures != width;
            last->in_doubt = last->in_doubt || (blanks && rows[i].keeps == grammar::Keeps::rows);
            last->fields = {last->fields.data(), last->fields.size() + width};
            last->figures += rows[i].figures;
        } else {
            if (own && last->table == TableId::disclosure)
                last->in_doubt = true;  // no sum tells whose figures these are
            rows[kept++] = rows[i];
        }
    }
    rows.resize(kept);
}

/// Whether some line is a rule of a table drawn in characters: +------+----+
bool has_rule(std::string_view lines) {
    for (std::size_t line = 0; line < lines.size(); line = std::min(lines.find('\n', line), lines.size() - 1) + 1) {
        const std::string_view text = lines.substr(std::min(lines.find_first_not_of(" \t", line), lines.size()));
        if (text.starts_with("+-") || text.starts_with("+=") || text.starts_with("├") || text.starts_with("┌"))
            return true;
    }
    return false;
}

Span place_of(const RawRow& row) {
    const Span fields{row.fields.front().span.begin, row.fields.back().span.end};
    return row.label ? grammar::join(*row.label, fields) : fields;
}

/// What did not fit into the cells of a table drawn in characters stands in more lines, up to the next rule. 38 over 12 is
/// no 38 then:
///
///     +----------------+----+----+
///     | （一）予以公开 | 38 | 0  |
///     |                | 12 |    |
///     +----------------+----+----+
void doubt_wrapped(const Work& work, std::vector<RawRow>& rows) {
    constexpr std::uint32_t far = 2'000;  // bytes between a rule and the figures below it
    RawRow* above = nullptr;
    for (RawRow& row : rows) {
        if (row.figures == 0) continue;
        RawRow* const before = std::exchange(above, &row);
        if (before == nullptr || before->table != row.table || (any(before->meaning) && any(row.meaning))) continue;
        const std::uint32_t begin = place_of(*before).begin, end = place_of(row).begin;
        if (end < begin || end - begin > far || has_rule(work.source.text({begin, end}))) continue;
        if (has_rule(work.source.text({begin - std::min(begin, far), begin}))) before->in_doubt = row.in_doubt = true;
    }
}

/// Whether some figures stand where they are not a row's own; seldom.
bool some_are_loose(const RawRows& found, const Editions& editions) {
    return std::any_of(found.rows.begin(), found.rows.end(), [&](const RawRow& row) {
        if (row.table == TableId::review) return row.unknown_label;
        if (row.apart || row.fields.empty() || !any(row.meaning)) return true;
        const EditionId edition = editions.of(row);
        const auto& place = row.meaning[edition];
        return !place ||
               row.figures > grammar::all_forms[edition]->table(row.table).blocks[place->block].columns.size();
    });
}

}  // namespace

void note_rows_by_order(Work& work, TableId table, std::uint8_t block, EditionId edition, Span figures,
                        std::span<const FormRow> rows) {
    Diagnostic diagnostic{
        .code = Code::rows_by_order, .span = figures, .arguments = {{"rows", std::to_string(rows.size())}}};
    const std::size_t columns = grammar::all_forms[edition]->table(table).blocks[block].columns.size();
    for (const FormRow row : rows)
        for (const grammar::FormCell& cell : grammar::cells_of(edition, table, block).subspan(row * columns, columns))
            diagnostic.cells.push_back(cell.key);
    work.out.diagnostics.push_back(std::move(diagnostic));
}

void align_rows(Work& work, RawRows& found, const Editions& editions) {
    doubt_wrapped(work, found.rows);
    if (!some_are_loose(found, editions)) return join_continued(found.rows);
    for (std::uint8_t block = 0; block < item_count; ++block) {
        const EditionId edition = editions.items[block].value_or(editions.fallback);
        if (!grammar::cells_of(edition, TableId::disclosure, block).empty())
            PartAligner(work, found, {TableId::disclosure, block, edition}).align();
    }
    PartAligner(work, found, {TableId::requests, 0, editions.requests.value_or(editions.fallback)}).align();
    join_continued(found.rows);
    std::erase_if(found.rows, [&](const RawRow& row) {
        if (row.unknown_label) complain_unknown(work, row);
        return row.unknown_label;
    });
}

}  // namespace nianbao::passes
