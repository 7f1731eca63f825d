// Which printed row is which row of which edition. Requires the document; fills `binding`, the editions, the tables
// found and their layouts, and says what rows it could not place.
//
//     三、本年度办理结果 | （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 4        -> requests, row granted, 7 figures apart
//
// Premises: a label that is present binds its row; figures stand in the form's order. Labels are folded (blanks,
// widths, punctuation) and looked up as words of the form; then joined with the cells beside them (a label that the
// page wrapped), then as the beginning of a label, then by edit distance within the table at hand. A row without a label
// is placed only where the form leaves exactly one way: as many rows without labels as rows missing between two bound ones.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

#include "ast/build.hpp"
#include "grammar/vocabulary.hpp"
#include "passes/passes.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using ast::PrintedRow;
using grammar::EditionId;
using grammar::form_count;
using grammar::Group;
using grammar::RowPlace;
using grammar::TableId;
using grammar::Word;

using Rows = std::array<std::optional<RowPlace>, form_count>;

constexpr std::size_t review_cells = 15;
constexpr std::size_t review_groups = 3;
constexpr std::size_t most_figures = 64;  // kept of a row; more are no row of any form

bool any(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.has_value(); });
}

TableId table_of(const Rows& rows) {
    for (const auto& row : rows)
        if (row) return row->table;
    return TableId::disclosure;
}

/// A piece of a segment's label: a word of the form, or characters that are none.
struct Token {
    const Word* word = nullptr;
    std::u32string other;
    std::uint32_t cell = 0;  // index of the label cell it began in
    bool clean = true;       // nothing but words before it in its cell
};

/// Label cells and the figures behind them; a printed row holds one, seldom several.
struct Segment {
    std::span<const PrintedCell> labels, figures;
    grammar::LayoutId layout = grammar::no_layout;
};

/// Figures and what their label said, before it is known which edition the table is.
struct RawRow {
    TableId table{};
    Rows rows{};                        // none: a row without a label that is known
    std::optional<std::uint8_t> review_row;  // table 四 split into small tables: which
    std::vector<PrintedCell> figures;   // blanks included
    std::optional<Span> label;
    std::optional<Span> unit;
    std::array<std::uint32_t, form_count> heads{};
    grammar::LayoutId layout = grammar::no_layout;
    bool figures_seen = false;  // at least one figure that is not blank
};

bool is_blank(const PrintedCell& cell) { return cell.kind == Kind::blank || cell.kind == Kind::filler; }

/// Layouts whose rows are the text's own: a text cell behind the label is a value there.
bool has_rows(std::string_view layout) {
    return layout == "tabs" || layout == "pipe-rows" || layout == "tab-cells";
}

// ---- reading labels -------------------------------------------------------------------------------------------------

class LabelReader {
public:
    explicit LabelReader(const grammar::Source& source) : source_(source) {}

    /// Splits the label cells of a segment into words and what is none.
    std::vector<Token> read(std::span<const PrintedCell> cells) const {
        std::vector<Token> tokens;
        for (std::size_t i = 0; i < cells.size();) {
            if (cells[i].kind != Kind::text) {
                ++i;
                continue;
            }
            const std::string_view text = source_.text(cells[i].span);
            if (const Word* word = known(text)) {
                tokens.push_back({word, {}, static_cast<std::uint32_t>(i), true});
                ++i;
            } else {
                i = read_joined(cells, i, tokens);
            }
        }
        return tokens;
    }

    /// The word that a cell is, maybe with an explanation in brackets behind it that ends the cell.
    const Word* known(std::string_view text) const {
        if (const Word* word = grammar::find_word(grammar::fold(text))) return word;
        for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
            const std::size_t at = text.find(open, 1);  // the first bracket may hold the label's own number
            if (at == std::string_view::npos) continue;
            const std::size_t end = text.find(close, at);
            if (end != std::string_view::npos && end + close.size() != text.size()) continue;
            if (const Word* word = grammar::find_word(grammar::fold(text.substr(0, at)))) return word;
        }
        return nullptr;
    }

private:
    /// Cells that are no words by themselves may be one together (本年新 / 制作数量), or words run together.
    std::size_t read_joined(std::span<const PrintedCell> cells, std::size_t first, std::vector<Token>& tokens) const {
        std::u32string joined;
        std::size_t end = first;
        while (end < cells.size() && cells[end].kind == Kind::text) {
            const std::string_view text = source_.text(cells[end].span);
            if (end > first && known(text) != nullptr) break;
            joined += grammar::fold(text);
            ++end;
        }
        split(joined, static_cast<std::uint32_t>(first), tokens);
        return end;
    }

    static void split(std::u32string_view folded, std::uint32_t cell, std::vector<Token>& tokens) {
        bool clean = true;
        while (!folded.empty()) {
            const Word* word = grammar::longest_word(folded);
            if (word != nullptr) {
                tokens.push_back({word, {}, cell, clean});
                folded.remove_prefix(word->folded.size());
                continue;
            }
            if (tokens.empty() || tokens.back().word != nullptr || clean) tokens.push_back({nullptr, {}, cell, clean});
            clean = false;
            tokens.back().other += folded.front();
            folded.remove_prefix(1);
        }
    }

    const grammar::Source& source_;
};

/// The rows of a table that a text may mean which is no word itself: the beginning of a label, or a label misspelt.
Rows nearest_rows(std::u32string_view folded, std::optional<TableId> table, std::optional<std::uint8_t> block) {
    constexpr std::size_t shortest_prefix = 4;
    if (folded.size() < shortest_prefix) return {};
    const auto fits = [&](const Word& word) {
        if (!word.names_row() || (table && table_of(word.rows) != *table)) return false;
        return !block || table_of(word.rows) != TableId::disclosure ||
               std::any_of(word.rows.begin(), word.rows.end(), [&](const auto& row) { return row && row->block == *block; });
    };
    Rows found{};
    std::size_t best = folded.size() / 4 + 1;
    bool tied = false;
    for (const Word& word : grammar::words()) {
        if (!fits(word)) continue;
        const bool prefix = word.folded.size() > folded.size() && std::u32string_view(word.folded).starts_with(folded);
        const std::size_t distance = prefix ? 1 : grammar::edit_distance(folded, word.folded, best);
        if (distance > best || (distance == best && any(found) && found == word.rows)) continue;
        tied = distance == best && any(found);
        if (distance < best || !tied) {
            best = distance;
            found = word.rows;
        }
    }
    return tied ? Rows{} : found;
}

// ---- collecting rows ------------------------------------------------------------------------------------------------

class Collector {
public:
    explicit Collector(Work& work) : work_(work), labels_(work.source) {}

    std::vector<RawRow> collect() {
        for (const ast::Block& block : work_.document.blocks) {
            if (block.kind == Kind::heading) enter_section(block);
            if (block.kind != Kind::table) continue;
            for (const PrintedRow& row : work_.document.rows_of(block)) add_row(row);
        }
        settle_pending();
        return std::move(rows_);
    }

    [[nodiscard]] const std::array<bool, item_count>& blocks_seen() const { return blocks_seen_; }
    [[nodiscard]] const std::array<std::array<std::uint32_t, form_count>, item_count>& block_heads() const { return block_heads_; }

private:
    struct Pending {  // a row label whose figures have not come yet
        Rows rows{};
        std::optional<Span> label;
        std::u32string text;
        std::vector<PrintedCell> blanks;  // its row was there, and empty
        grammar::LayoutId layout = grammar::no_layout;
    };

    void enter_section(const ast::Block& heading) {
        settle_pending();
        const std::string_view text = work_.source.text(heading.span);
        table_.reset();
        block_.reset();
        anchored_ = false;
        review_seen_ = 0;
        if (text.find("主动公开") != std::string_view::npos) anchored_ = true, table_ = TableId::disclosure;
        if (text.find("申请情况") != std::string_view::npos) table_ = TableId::requests;
        if (text.find("复议") != std::string_view::npos) table_ = TableId::review;
    }

    /// Splits a printed row where text follows figures.
    void add_row(const PrintedRow& row) {
        const auto cells = work_.document.cells_of(row);
        const bool rows_of_its_own = has_rows(grammar::layout_names()[row.layout]);
        for (std::size_t at = 0; at < cells.size();) {
            std::size_t label_end = at;
            for (std::size_t i = at; i < cells.size() && (cells[i].kind == Kind::text || is_blank(cells[i])); ++i) {
                if (cells[i].kind != Kind::text) continue;
                if (rows_of_its_own && label_end > at && is_value_text(cells.subspan(at, label_end - at), cells[i])) break;
                label_end = i + 1;
            }
            std::size_t end = label_end;
            while (end < cells.size() && !(cells[end].kind == Kind::text && begins_segment(cells[end], rows_of_its_own))) ++end;
            if (end == at) ++end;
            add_segment({cells.subspan(at, label_end - at), cells.subspan(label_end, end - label_end), row.layout});
            at = end;
        }
    }

    bool begins_segment(const PrintedCell& cell, bool rows_of_its_own) const {
        return !rows_of_its_own || labels_.known(work_.source.text(cell.span)) != nullptr;
    }

    /// A text behind a label that names its row already, in a row of its own: a remark in place of a number.
    bool is_value_text(std::span<const PrintedCell> labels, const PrintedCell& cell) const {
        const Word* label = nullptr;
        for (const PrintedCell& before : labels)
            if (before.kind == Kind::text) label = labels_.known(work_.source.text(before.span));
        if (label == nullptr || !label->names_row() || label->group) return false;
        return labels_.known(work_.source.text(cell.span)) == nullptr;
    }

    void add_segment(const Segment& segment) {
        const std::vector<Token> tokens = labels_.read(segment.labels);
        const Token* row_token = nullptr;
        for (const Token& token : tokens) {
            if (token.word != nullptr && note_word(token, segment)) row_token = &token;
            else if (token.word != nullptr && !token.word->filler) row_token = nullptr;
        }
        const bool figures = std::any_of(segment.figures.begin(), segment.figures.end(),
                                         [](const PrintedCell& cell) { return !is_blank(cell); });
        const std::optional<Span> label = label_span(segment);
        Rows rows{};
        if (row_token != nullptr && (row_token == &tokens.back() || explains(*row_token, tokens, segment)))
            rows = row_token->word->rows;
        if (!any(rows)) rows = damaged_label(tokens, segment, figures);
        if (any(rows)) enter_table(table_of(rows));
        if (!figures) return remember(rows, label, tokens, segment);
        if (!any(rows)) rows = continued_label(segment, tokens);
        if (any(rows)) return add_raw(rows, label ? label : pending_.label, segment);
        add_unlabelled(tokens, label, segment);
    }

    /// Learns from a word where we are. Returns whether it can be the label of a row here.
    bool note_word(const Token& token, const Segment& segment) {
        const Word& word = *token.word;
        if (word.banner) {
            settle_pending();
            enter_table(TableId::disclosure);
            block_ = *word.banner;
            blocks_seen_[*block_] = true;
            anchored_ = true;
            heads_ = {};
            unit_.reset();
        }
        if (word.heads != std::array<std::uint32_t, form_count>{}) note_heads(token, segment);
        if (word.filler) note_filler(word, segment, token);
        if (word.group) note_group(*word.group);
        if (word.outcome && !word.applicant && !table_) enter_table(TableId::review);
        return word.names_row() && token.clean && is_row_here(word);
    }

    void note_heads(const Token& token, const Segment& segment) {
        const Word& word = *token.word;
        if (table_ != TableId::disclosure) enter_table(TableId::disclosure);
        anchored_ = true;
        for (EditionId edition = 0; edition < form_count; ++edition) {
            heads_[edition] |= word.heads[edition];
            if (block_) block_heads_[*block_][edition] |= word.heads[edition] & (0xFU << (*block_ * 4U));
        }
        note_unit(segment, token);
    }

    /// The unit printed in an amount's head or beside the table; blanks may stand within it: 万 元.
    void note_unit(const Segment& segment, const Token& token) {
        const Span head = segment.labels[token.cell].span;
        const std::string_view text = work_.source.text(head);
        const std::size_t at = text.rfind("元");
        if (at == std::string_view::npos) return;
        std::size_t begin = text.find_last_not_of(" \t\r", at - (at > 0 ? 1 : 0));
        const bool thousands = begin != std::string_view::npos && at > 0 && text.substr(0, begin + 1).ends_with("万");
        begin = thousands ? begin + 1 - std::string_view("万").size() : at;
        unit_ = Span{head.begin + static_cast<std::uint32_t>(begin), head.begin + static_cast<std::uint32_t>(at + std::string_view("元").size())};
    }

    void note_filler(const Word&, const Segment& segment, const Token& token) {
        const std::string_view text = work_.source.text(segment.labels[token.cell].span);
        if (text.find("勾稽") != std::string_view::npos || text.find("申请人情况") != std::string_view::npos)
            enter_table(TableId::requests);
        if (text.find("单位") != std::string_view::npos) note_unit(segment, token);
        anchored_ = true;
    }

    void note_group(Group group) {
        switch (group) {
            case Group::results:
            case Group::denied:
            case Group::unavailable:
            case Group::not_processed:
            case Group::other:
                enter_table(TableId::requests);
                group_ = group;
                break;
            case Group::reconsideration:
            case Group::litigation:
            case Group::direct:
            case Group::after_reconsideration:
                if (table_ != TableId::review) review_seen_ = 0;
                enter_table(TableId::review);
                if (group == Group::reconsideration) review_seen_ |= 1U;
                if (group == Group::direct) review_seen_ |= 2U;
                if (group == Group::after_reconsideration) review_seen_ |= 4U;
                break;
        }
    }

    /// 其他 and 总计 are heads of columns far more often than rows.
    bool is_row_here(const Word& word) const {
        const TableId table = table_of(word.rows);
        if (word.applicant || word.outcome) {
            if (table_ != TableId::requests || !row_labels_begun_) return false;
            return *word.applicant == 5 ? group_ == Group::other : previous_is_last_result();
        }
        if (table == TableId::disclosure) return table_ == TableId::disclosure || !table_;
        return true;
    }

    bool previous_is_last_result() const {
        for (EditionId edition = 0; edition < form_count; ++edition) {
            if (!previous_[edition]) continue;
            const auto& rows = grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows;
            const std::size_t next = previous_[edition]->row + 1U;
            if (next < rows.size() && rows[next].key == "total_processed") return true;
        }
        return false;
    }

    void enter_table(TableId table) {
        if (table_ == table) return;
        table_ = table;
        group_.reset();
        row_labels_begun_ = false;
        previous_ = {};
        if (table != TableId::disclosure) block_.reset(), unit_.reset();
    }

    /// Words behind a row's label that belong to it: an explanation in brackets that the page wrapped.
    bool explains(const Token& row, const std::vector<Token>& tokens, const Segment& segment) const {
        const Token& last = tokens.back();
        if (last.word != nullptr || last.cell <= row.cell) return false;
        int depth = 0;
        for (std::uint32_t cell = row.cell; cell < last.cell; ++cell)
            for (const char c : work_.source.text(segment.labels[cell].span)) depth += (c == '(') - (c == ')');
        for (std::uint32_t cell = row.cell; cell < last.cell; ++cell) {
            const std::string_view text = work_.source.text(segment.labels[cell].span);
            for (std::size_t at = text.find("（"); at != std::string_view::npos; at = text.find("（", at + 3)) ++depth;
            for (std::size_t at = text.find("）"); at != std::string_view::npos; at = text.find("）", at + 3)) --depth;
        }
        const std::string_view text = work_.source.text(segment.labels[last.cell].span);
        return depth > 0 || text.starts_with("(") || text.starts_with("（");
    }

    std::optional<Span> label_span(const Segment& segment) const {
        for (std::size_t i = segment.labels.size(); i-- > 0;)
            if (segment.labels[i].kind == Kind::text) return segment.labels[i].span;
        return std::nullopt;
    }

    /// A label that is no word of the form but nearly one.
    Rows damaged_label(const std::vector<Token>& tokens, const Segment& segment, bool figures) const {
        if (tokens.empty() || tokens.back().word != nullptr || !table_) return {};
        if (*table_ == TableId::review) return {};
        const std::optional<Span> label = label_span(segment);
        if (!label) return {};
        const auto block = *table_ == TableId::disclosure ? block_ : std::nullopt;
        const Rows whole = nearest_rows(grammar::fold(work_.source.text(*label)), table_, block);
        if (any(whole) || !figures) return whole;
        return nearest_rows(tokens.back().other, table_, block);
    }

    /// Figures whose label stands in the row before, whole or its first part.
    Rows continued_label(const Segment& segment, const std::vector<Token>& tokens) const {
        if (!any(pending_.rows)) return {};
        if (tokens.empty()) return pending_.rows;
        if (tokens.back().word != nullptr) return {};
        const std::optional<Span> label = label_span(segment);
        const std::u32string joined = pending_.text + grammar::fold(work_.source.text(*label));
        const Word* word = grammar::find_word(joined);
        return word != nullptr && word->rows == pending_.rows ? pending_.rows : Rows{};
    }

    /// A label without figures: they may follow, or its cells are blank.
    void remember(const Rows& rows, std::optional<Span> label, const std::vector<Token>& tokens, const Segment& segment) {
        if (tokens.empty()) return;
        if (!any(rows)) {
            if (tokens.back().word != nullptr) settle_pending();
            return;
        }
        settle_pending();
        pending_ = {rows, label, grammar::fold(work_.source.text(*label)), {}, segment.layout};
        pending_.blanks.assign(segment.figures.begin(), segment.figures.end());
    }

    /// The pending row's figures never came: its cells are blank where the text has places for them, else absent.
    void settle_pending() {
        if (any(pending_.rows)) {
            RawRow row{.table = table_of(pending_.rows), .rows = pending_.rows, .review_row = {}, .figures = pending_.blanks,
                       .label = pending_.label, .unit = unit_, .heads = heads_, .layout = pending_.layout};
            rows_.push_back(std::move(row));
        }
        pending_ = {};
    }

    void add_raw(const Rows& rows, std::optional<Span> label, const Segment& segment) {
        const bool same = rows == pending_.rows;
        if (same) pending_ = {};
        settle_pending();
        const TableId table = table_of(rows);
        if (table == TableId::disclosure && !anchored_ && !has_rows(grammar::layout_names()[segment.layout])) return;
        row_labels_begun_ = true;
        previous_ = rows;
        push(table, rows, {}, label, segment);
    }

    void add_unlabelled(const std::vector<Token>& tokens, std::optional<Span> label, const Segment& segment) {
        settle_pending();
        const bool words_only = std::all_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.word != nullptr; });
        if (table_ == TableId::review && (words_only || review_figures(segment))) {
            std::optional<std::uint8_t> group;
            if (review_seen_ == 1U) group = 0;
            if (review_seen_ == 2U) group = 1;
            if (review_seen_ == 4U) group = 2;
            review_seen_ = 0;
            return push(TableId::review, {}, group, std::nullopt, segment);
        }
        if (table_ == TableId::requests && words_only) return push(TableId::requests, {}, {}, label, segment);
        if (label && table_ && anchored_or_begun()) complain(Code::unknown_row, *label, {{"label", std::string(work_.source.text(*label))}});
    }

    bool anchored_or_begun() const { return anchored_ || row_labels_begun_ || table_ != TableId::disclosure; }

    bool review_figures(const Segment& segment) const {
        return static_cast<std::size_t>(std::count_if(segment.figures.begin(), segment.figures.end(),
                                                      [](const PrintedCell& c) { return !is_blank(c); })) >= review_cells - 1;
    }

    void push(TableId table, const Rows& rows, std::optional<std::uint8_t> review_row, std::optional<Span> label, const Segment& segment) {
        RawRow raw{.table = table, .rows = rows, .review_row = review_row, .figures = {}, .label = label, .unit = unit_,
                   .heads = heads_, .layout = segment.layout, .figures_seen = true};
        raw.figures.assign(segment.figures.begin(),
                           segment.figures.begin() + static_cast<std::ptrdiff_t>(std::min(segment.figures.size(), most_figures)));
        rows_.push_back(std::move(raw));
    }

    void complain(Code code, Span span, std::vector<Argument> arguments) {
        Diagnostic diagnostic{.code = code, .span = span, .arguments = std::move(arguments)};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    Work& work_;
    LabelReader labels_;
    std::vector<RawRow> rows_;
    std::array<bool, item_count> blocks_seen_{};
    std::array<std::array<std::uint32_t, form_count>, item_count> block_heads_{};

    std::optional<TableId> table_;
    std::optional<std::uint8_t> block_;
    std::optional<Group> group_;
    std::array<std::uint32_t, form_count> heads_{};
    std::optional<Span> unit_;
    unsigned review_seen_ = 0;       // groups of table 四 named since its last figures, a bit each
    bool anchored_ = false;          // a banner, a head or the section's heading said that this is table 二
    bool row_labels_begun_ = false;  // a row of this table has been bound
    Rows previous_{};
    Pending pending_;
};

// ---- editions -------------------------------------------------------------------------------------------------------

std::size_t bits(std::uint32_t value) {
    std::size_t count = 0;
    for (; value != 0; value &= value - 1) ++count;
    return count;
}

std::size_t columns_of(EditionId edition, std::size_t block) {
    const auto& blocks = grammar::all_forms[edition]->table(TableId::disclosure).blocks;
    return block < blocks.size() ? blocks[block].columns.size() : 0;
}

EditionId edition_of_year(const Facts& facts) {
    return facts.year && *facts.year < 2021 ? EditionId{0} : static_cast<EditionId>(form_count - 1);
}

class Editions {
public:
    Editions(const Collector& collector, const std::vector<RawRow>& rows, const Facts& facts) {
        for (std::size_t b = 0; b < item_count; ++b) {
            bool bound = false;
            for (const RawRow& row : rows) bound = bound || (row.table == TableId::disclosure && in_block(row, b));
            if (bound || collector.blocks_seen()[b]) items[b] = by_evidence(b, collector.block_heads()[b], rows);
        }
        requests = of_requests(rows);
        settle_undecided(facts, collector, rows);
    }

    std::array<std::optional<EditionId>, item_count> items{};
    std::optional<EditionId> requests;
    std::optional<EditionId> main;
    EditionId fallback = 0;  // for what is missing

private:
    static bool in_block(const RawRow& row, std::size_t block) {
        return std::any_of(row.rows.begin(), row.rows.end(),
                           [&](const auto& place) { return place && place->table == TableId::disclosure && place->block == block; });
    }

    /// Heads that only one edition has decide; else rows that only one has; else how many figures the rows have.
    static std::optional<EditionId> by_evidence(std::size_t block, const std::array<std::uint32_t, form_count>& heads,
                                                const std::vector<RawRow>& rows) {
        std::array<std::size_t, form_count> points{};
        for (EditionId e = 0; e < form_count; ++e) points[e] += 4 * bits(heads[e]);
        for (const RawRow& row : rows) {
            if (row.table != TableId::disclosure || !in_block(row, block)) continue;
            const auto printed = static_cast<std::size_t>(
                std::count_if(row.figures.begin(), row.figures.end(), [](const PrintedCell& c) { return !is_blank(c); }));
            for (EditionId e = 0; e < form_count; ++e) {
                const bool only = row.rows[e] && !row.rows[(e + 1) % form_count];
                points[e] += only ? 8U : 0U;
                points[e] += row.rows[e] && printed == columns_of(e, block) ? 1U : 0U;
                points[e] += 4 * bits(row.heads[e] & (0xFU << (block * 4U)));
            }
        }
        const auto best = std::max_element(points.begin(), points.end());
        if (*best == 0 || std::count(points.begin(), points.end(), *best) > 1) return std::nullopt;
        return static_cast<EditionId>(best - points.begin());
    }

    /// Rows that only one edition has.
    static std::optional<EditionId> of_requests(const std::vector<RawRow>& rows) {
        std::array<std::size_t, form_count> points{};
        for (const RawRow& row : rows) {
            if (row.table != TableId::requests || !any(row.rows)) continue;
            for (EditionId e = 0; e < form_count; ++e) points[e] += row.rows[e] && !row.rows[(e + 1) % form_count];
        }
        const auto best = std::max_element(points.begin(), points.end());
        if (*best == 0 || std::count(points.begin(), points.end(), *best) > 1) return std::nullopt;
        return static_cast<EditionId>(best - points.begin());
    }

    void settle_undecided(const Facts& facts, const Collector& collector, const std::vector<RawRow>& rows) {
        std::array<std::size_t, form_count> votes{};
        for (const auto& item : items)
            if (item) ++votes[*item];
        const auto best = std::max_element(votes.begin(), votes.end());
        if (*best > 0 && std::count(votes.begin(), votes.end(), *best) == 1) main = static_cast<EditionId>(best - votes.begin());
        if (!main) main = requests;
        fallback = main ? *main : edition_of_year(facts);
        for (std::size_t b = 0; b < item_count; ++b) {
            const bool seen = collector.blocks_seen()[b] ||
                              std::any_of(rows.begin(), rows.end(), [&](const RawRow& row) { return in_block(row, b); });
            if (seen && !items[b]) items[b] = columns_of(fallback, b) != 0 ? fallback : EditionId{0};
        }
        const bool has_requests = std::any_of(rows.begin(), rows.end(), [](const RawRow& r) { return r.table == TableId::requests; });
        if (!requests && has_requests) requests = fallback;
        const bool found = std::any_of(items.begin(), items.end(), [](const auto& item) { return item.has_value(); });
        if (!main && (found || requests)) main = fallback;
    }
};

// ---- fitting figures to cells ---------------------------------------------------------------------------------------

/// Where in `fields` the cells of a row may begin so that no figure is left out.
struct Window {
    std::size_t least = 0, most = 0;
    bool none = true;
};

Window windows(const std::vector<PrintedCell>& fields, std::size_t cells) {
    const auto full = [](const PrintedCell& field) { return !is_blank(field); };
    const auto first = std::find_if(fields.begin(), fields.end(), full);
    if (fields.size() < cells) return {};
    if (first == fields.end()) return {0, fields.size() - cells, false};
    const auto last = std::find_if(fields.rbegin(), fields.rend(), full);
    const auto front = static_cast<std::size_t>(first - fields.begin());
    const auto behind = fields.size() - static_cast<std::size_t>(last - fields.rbegin());
    const std::size_t least = behind > cells ? behind - cells : 0;
    const std::size_t most = std::min(front, fields.size() - cells);
    return {least, most, least > most};
}

std::size_t count_figures(const std::vector<PrintedCell>& fields) {
    return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [](const PrintedCell& f) { return !is_blank(f); }));
}

std::size_t leading_blanks(const std::vector<PrintedCell>& fields) {
    return static_cast<std::size_t>(std::find_if(fields.begin(), fields.end(), [](const PrintedCell& f) { return !is_blank(f); }) - fields.begin());
}

/// What the complete rows of a table tell of the incomplete ones: how far blank label columns or the rest of merged
/// cells push the figures of a row that has so many fields more than cells.
class Margins {
public:
    void learn(const std::vector<PrintedCell>& fields, std::size_t cells) {
        if (count_figures(fields) < 2 || fields.size() < cells) return;
        const bool complete = count_figures(fields) == cells;
        const Window window = windows(fields, cells);
        if (complete && leading_blanks(fields) > 0) padded_ = true;
        if (!complete && (window.none || window.least != window.most)) return;
        const std::size_t surplus = fields.size() - cells;
        if (surplus >= most_surplus) return;
        const std::size_t offset = complete ? leading_blanks(fields) : window.least;
        Known& known = known_[surplus];
        known.contradicted = known.contradicted || (known.seen && known.offset != offset);
        known.seen = true;
        known.offset = offset;
    }

    /// Some row has blank fields between its label and its complete figures.
    [[nodiscard]] bool padded() const { return padded_; }

    [[nodiscard]] std::optional<std::size_t> offset(std::size_t surplus) const {
        if (surplus >= most_surplus || !known_[surplus].seen || known_[surplus].contradicted) return std::nullopt;
        return known_[surplus].offset;
    }

private:
    static constexpr std::size_t most_surplus = 16;
    struct Known {
        bool seen = false, contradicted = false;
        std::size_t offset = 0;
    };
    std::array<Known, most_surplus> known_{};
    bool padded_ = false;
};

struct Fitted {
    Fit fit = Fit::open;
    std::vector<PrintedCell> figures;
};

/// How many digits of either width a text is made of; 0 where it holds anything else.
std::size_t digits_only(std::string_view text) {
    std::size_t digits = 0;
    while (!text.empty()) {
        const bool wide = text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' && text[2] <= '\x99';
        if (!wide && (text.front() < '0' || text.front() > '9')) return 0;
        text.remove_prefix(wide ? 3 : 1);
        ++digits;
    }
    return digits;
}

/// Figures of a row against its cells. `glued_report`: other rows have their digits run together.
Fitted fit_figures(const RawRow& row, std::size_t cells, const Margins& margins, bool glued_report, const grammar::Source& source) {
    constexpr std::size_t longest_number = 9;  // digits; a longer run is no count
    std::vector<PrintedCell> full;
    for (const PrintedCell& field : row.figures)
        if (!is_blank(field)) full.push_back(field);
    if (full.size() == 1 && cells > 1) {
        const bool run = full[0].kind == Kind::run;
        const std::size_t digits = has_rows(grammar::layout_names()[row.layout]) ? 0 : digits_only(source.text(full[0].span));
        if (run || (digits != 0 && (glued_report || digits > longest_number))) return {Fit::glued, full};
    }
    if (full.size() == cells) return {Fit::separate, full};
    // Where a lone bar may be a blank cell as well as the end of a row, nobody knows which cells are blank.
    if (grammar::layout_names()[row.layout] == "pipe-cells" && !full.empty()) return {Fit::open, full};
    const Window window = windows(row.figures, cells);
    const std::size_t surplus = row.figures.size() - std::min(cells, row.figures.size());
    const bool label_columns_blank = margins.padded() && surplus == 0 && leading_blanks(row.figures) > 0 && !full.empty();
    if (window.none || label_columns_blank) return {Fit::open, full};
    std::optional<std::size_t> offset;
    if (window.least == window.most || full.empty()) offset = window.least;
    else if (const auto known = margins.offset(surplus); known && *known >= window.least && *known <= window.most) offset = known;
    if (!offset) return {Fit::open, full};
    const auto begin = row.figures.begin() + static_cast<std::ptrdiff_t>(*offset);
    return {Fit::separate, std::vector<PrintedCell>(begin, begin + static_cast<std::ptrdiff_t>(cells))};
}

// ---- placing --------------------------------------------------------------------------------------------------------

class Placer {
public:
    Placer(Work& work, std::vector<RawRow>& rows, const Editions& editions) : work_(work), rows_(rows), editions_(editions) {}

    void place() {
        place_unlabelled();
        for (const RawRow& row : rows_) {
            if (row.figures.empty() || !placed(row)) continue;
            glued_ |= row.figures.size() == 1 && row.figures[0].kind == Kind::run;
            margins_[index(row.table)].learn(row.figures, cells_of(row));
        }
        for (const RawRow& row : rows_) add(row);
        const auto order = [](const BoundRow& a, const BoundRow& b) {
            return std::tuple(a.table, a.block, a.row) < std::tuple(b.table, b.block, b.row);
        };
        std::stable_sort(work_.binding.rows.begin(), work_.binding.rows.end(), order);
    }

private:
    static std::size_t index(TableId table) { return static_cast<std::size_t>(table); }

    EditionId edition_of(const RawRow& row) const {
        if (row.table == TableId::review) return editions_.fallback;
        if (row.table == TableId::requests) return editions_.requests.value_or(editions_.fallback);
        for (const auto& place : row.rows)
            if (place && editions_.items[place->block]) return *editions_.items[place->block];
        return editions_.fallback;
    }

    bool placed(const RawRow& row) const { return row.table == TableId::review || row.rows[edition_of(row)].has_value(); }

    std::size_t cells_of(const RawRow& row) const {
        if (row.table == TableId::review) return row.review_row ? review_cells / review_groups : review_cells;
        const EditionId edition = edition_of(row);
        const RowPlace& place = *row.rows[edition];
        return grammar::all_forms[edition]->table(row.table).blocks[place.block].columns.size();
    }

    /// Rows of table 三 without labels between two bound rows: placed where just so many rows of the form are missing.
    void place_unlabelled() {
        const EditionId edition = editions_.requests.value_or(editions_.fallback);
        const std::size_t size = grammar::all_forms[edition]->table(TableId::requests).blocks[0].rows.size();
        std::vector<bool> bound(size, false);
        for (const RawRow& row : rows_)
            if (row.table == TableId::requests && row.rows[edition]) bound[row.rows[edition]->row] = true;
        std::vector<RawRow*> waiting;
        std::size_t next = 0;  // the first row of the form that may come
        const auto settle = [&](std::size_t end) {
            std::vector<std::size_t> missing;
            for (std::size_t r = next; r < end; ++r)
                if (!bound[r]) missing.push_back(r);
            if (!waiting.empty() && waiting.size() == missing.size()) {
                for (std::size_t i = 0; i < waiting.size(); ++i)
                    waiting[i]->rows[edition] = RowPlace{TableId::requests, 0, static_cast<std::uint8_t>(missing[i])};
            } else if (!waiting.empty()) {
                for (const std::size_t r : missing) work_.binding.unplaced.push_back(static_cast<std::uint8_t>(r));
                for (const RawRow* row : waiting) complain_unplaced(*row);
            }
            waiting.clear();
        };
        for (RawRow& row : rows_) {
            if (row.table != TableId::requests) continue;
            if (!any(row.rows)) {
                waiting.push_back(&row);
            } else if (row.rows[edition]) {
                settle(std::max<std::size_t>(next, row.rows[edition]->row));
                next = std::max<std::size_t>(next, row.rows[edition]->row + 1U);
            }
        }
        settle(size);
    }

    void complain_unplaced(const RawRow& row) {
        const Span span = row.figures.front().span;
        const Span all = join(span, row.figures.back().span);
        Diagnostic diagnostic{.code = Code::row_without_label, .span = row.label.value_or(all),
                              .arguments = {{"label", std::string(work_.source.text(row.label.value_or(all)))}}};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    void add(const RawRow& raw) {
        if (raw.figures.empty()) {
            work_.binding.bare_labels[index(raw.table)] |= placed(raw);
            return;
        }
        if (!placed(raw)) {
            if (raw.label && any(raw.rows))
                work_.out.diagnostics.push_back({.code = Code::unknown_row, .span = raw.label,
                                                 .arguments = {{"label", std::string(work_.source.text(*raw.label))}}});
            return;
        }
        const EditionId edition = edition_of(raw);
        BoundRow bound{.table = raw.table, .edition = edition, .label = raw.label, .unit = raw.unit, .layout = raw.layout};
        if (raw.table == TableId::review) bound.row = raw.review_row.value_or(0);
        else bound.block = raw.rows[edition]->block, bound.row = raw.rows[edition]->row;
        bound.cells = static_cast<std::uint8_t>(cells_of(raw));
        Fitted fitted = fit_figures(raw, bound.cells, margins_[index(raw.table)], glued_, work_.source);
        if (merge_repeated(bound, fitted)) return;
        append(bound, std::move(fitted));
        note_layout(raw);
    }

    void append(BoundRow bound, Fitted fitted) {
        bound.fit = fitted.fit;
        bound.first_figure = static_cast<std::uint32_t>(work_.binding.figures.size());
        bound.figure_count = static_cast<std::uint32_t>(fitted.figures.size());
        work_.binding.figures.insert(work_.binding.figures.end(), fitted.figures.begin(), fitted.figures.end());
        work_.binding.rows.push_back(bound);
    }

    /// The same row printed again: nothing new, or its figures are one row with too many of them.
    bool merge_repeated(const BoundRow& bound, const Fitted& fitted) {
        for (BoundRow& known : work_.binding.rows) {
            if (known.table != bound.table || known.block != bound.block || known.row != bound.row || known.cells != bound.cells) continue;
            auto& figures = work_.binding.figures;
            const bool same = known.figure_count == fitted.figures.size() &&
                              std::equal(fitted.figures.begin(), fitted.figures.end(), figures.begin() + known.first_figure,
                                         [&](const PrintedCell& a, const PrintedCell& b) {
                                             return work_.source.text(a.span) == work_.source.text(b.span);
                                         });
            const bool empty = std::all_of(fitted.figures.begin(), fitted.figures.end(), is_blank);
            if (same || empty) return true;
            const Span place = bound.label.value_or(fitted.figures.front().span);
            work_.out.diagnostics.push_back({.code = Code::row_repeated, .span = place,
                                             .arguments = {{"label", std::string(work_.source.text(place))}}});
            Fitted both{Fit::open, {}};
            for (std::uint32_t i = 0; i < known.figure_count; ++i)
                if (!is_blank(figures[known.first_figure + i])) both.figures.push_back(figures[known.first_figure + i]);
            for (const PrintedCell& figure : fitted.figures)
                if (!is_blank(figure)) both.figures.push_back(figure);
            known.fit = Fit::open;
            known.first_figure = static_cast<std::uint32_t>(figures.size());
            known.figure_count = static_cast<std::uint32_t>(both.figures.size());
            figures.insert(figures.end(), both.figures.begin(), both.figures.end());
            return true;
        }
        return false;
    }

    void note_layout(const RawRow& row) {
        auto& names = work_.out.layouts[index(row.table)];
        const std::string_view name = grammar::layout_names()[row.layout];
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }

    Work& work_;
    std::vector<RawRow>& rows_;
    const Editions& editions_;
    std::array<Margins, grammar::table_count> margins_;
    bool glued_ = false;  // rows of this report have their digits run together
};

}  // namespace

void bind_rows(Work& work) {
    Collector collector(work);
    std::vector<RawRow> rows = collector.collect();
    const Editions editions(collector, rows, work.out.facts);
    Placer(work, rows, editions).place();
    work.out.item_editions = editions.items;
    work.out.requests_edition = editions.requests;
    work.out.edition = editions.main;
    work.binding.missing_edition = editions.fallback;
    for (const BoundRow& row : work.binding.rows) work.out.tables_found[static_cast<std::size_t>(row.table)] = true;
    for (const auto& item : editions.items)
        if (item) work.out.tables_found[0] = true;
}

}  // namespace nianbao::passes
