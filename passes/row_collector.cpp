// Labels are folded (blanks, widths, punctuation) and looked up as words of the form; then joined with the cells beside
// them (a label that the page wrapped), then as the beginning of a label, then by edit distance within the table at
// hand. A label without figures waits: they may follow in the next row.
#include "passes/row_collector.hpp"

#include <string>
#include <utility>

#include "grammar/blank.hpp"
#include "passes/evaluate.hpp"
#include "passes/label_reader.hpp"
#include "passes/trace.hpp"
#include "passes/two_years.hpp"
#include "passes/whereabouts.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::Keeps;
using grammar::requests_columns;
using grammar::review_cells;
using grammar::review_columns;
using grammar::TableId;
using grammar::Word;

constexpr std::size_t most_collected = 192;  // fields of a row; what has more is no row of any form
/// So many figures without a label are table 四, even if one is missing.
constexpr std::size_t review_figures = review_cells - 1;

using Cells = std::span<const PrintedCell>;

/// Whether a label begins with the number of an item: （二）部
bool is_item(std::string_view label) {
    const std::u32string folded = grammar::fold(label);
    return !folded.empty() && is_numeral(folded.front());
}

/// The last part of a label in one line with that of its group: （五）不予处理 1.信访举报投诉类申请.
std::string_view item_behind_blank(std::string_view label) {
    const std::size_t blank = label.find_last_of(" \t");
    if (blank == std::string_view::npos) return {};
    const std::string_view part = label.substr(blank + 1);
    return is_item(part) ? part : std::string_view{};
}

class Collector {
public:
    explicit Collector(Work& work) : work_(work), where_(work.source), years_(work.out.facts.year) {}

    RawRows collect() {
        out_.rows.reserve(64);
        out_.head_words.reserve(64);
        label_.tokens.reserve(16);
        std::optional<Span> heading;  // that no table has followed yet
        for (const ast::Block& block : work_.document.blocks) {
            if (block.kind == Kind::heading) {
                settle_pending();
                heading = block.span;
                years_.leave();
            }
            if (block.kind != Kind::table) {
                last_labelled_ = nullptr;
                if (apart_) note_line(text(block.span));
                continue;
            }
            if (heading) where_.enter_section(*std::exchange(heading, std::nullopt));
            for (const ast::PrintedRow& row : work_.document.rows_of(block)) add_row(row);
        }
        settle_pending();
        drop_blank_reviews();
        return std::move(out_);
    }

private:
    std::string_view text(Span span) const { return work_.source.text(span); }

    /// The line under a head in Markdown: |---|---|
    bool is_rule(Cells cells) const {
        constexpr std::size_t shortest = 3;
        for (const PrintedCell& cell : cells) {
            const std::string_view dashes = text(cell.span);
            if (dashes.size() < shortest || dashes.find_first_not_of('-') != std::string_view::npos) return false;
        }
        return true;
    }

    /// Splits a printed row where text follows figures: a label and the figures behind it, seldom several of them.
    void add_row(const ast::PrintedRow& printed) {
        Cells cells = work_.document.cells_of(printed);
        if (is_rule(cells)) return;
        const Keeps keeps = keeps_of(printed);
        if (ends_cut_label(cells)) cells = cells.subspan(1);
        printed_ = printed.span;
        while (!cells.empty()) {
            const Cells labels = cells.first(read_label(work_.source, cells, keeps, label_));
            cells = cells.subspan(labels.size());
            if (cells.empty() && keeps == Keeps::rows && where_.table() == TableId::review)
                note_head_row(labels.size());
            const Cells fields = cells.first(size_of_fields(cells, keeps));
            const std::size_t figures = count_figures(fields);
            RawRow row{.fields = fields.first(std::min(fields.size(), most_collected)),
                       .figures = figures,
                       .label_cells = labels.size(),
                       .layout = printed.layout,
                       .keeps = keeps};
            if (!labels.empty()) row.label = labels.back().span;
            if (fields.size() > most_collected) row.figures = count_figures(row.fields);
            add_segment(labels, row, figures > 0);
            cells = cells.subspan(fields.size());
        }
    }

    /// How many cells there are before the next label. In a row of its own, a text that is no word is none.
    std::size_t size_of_fields(Cells cells, Keeps keeps) const {
        std::size_t size = 0;
        while (size < cells.size() && (cells[size].kind != Kind::text || is_remark(cells[size], keeps))) ++size;
        return size;
    }

    bool is_remark(const PrintedCell& cell, Keeps keeps) const {
        return keeps == Keeps::rows && word_of_cell(text(cell.span)) == nullptr;
    }

    /// A label and bars behind it look like a cell a line, but one line alone is a blank row among rows of bars.
    Keeps keeps_of(const ast::PrintedRow& row) const {
        const Keeps keeps = grammar::all_layouts()[row.layout].keeps;
        if (keeps != Keeps::cells) return keeps;
        const std::string_view lines = text(row.span);
        const std::size_t end = lines.find('\n');
        const bool one_line = end == std::string_view::npos || end + 1 == lines.size();
        return one_line ? Keeps::rows : keeps;
    }

    void add_segment(Cells labels, RawRow& row, bool figures) {
        if (!tokens_.empty()) last_labelled_ = nullptr;
        const Token* named = read_words(labels, row);
        if (!label_.words_only) note_years(labels, named);
        if (named == nullptr && row.figures > 1 && are_years(row)) return note_year_heads(row);
        if (!tokens_.empty()) apart_.reset();
        const std::optional<Span> first_part = std::exchange(first_part_, std::nullopt);
        if (named != nullptr && (named == &tokens_.back() || explains(*named, labels))) {
            row.meaning = named->word->rows;
            row.group_label = named->word->group.has_value();
        } else {
            row.meaning = wrapped_label(first_part, row.label);
            if (!any(row.meaning)) row.meaning = damaged_label(row.label, figures);
            row.damaged_label = any(row.meaning);
        }
        if (any(row.meaning)) where_.enter_table(table_of(row.meaning));
        if (figures && !any(row.meaning)) row.meaning = continued_label(row);
        if (work_.trace != nullptr) note_event(labels, row, named, first_part);
        if (!figures) return remember(row);
        if (any(row.meaning)) return add_labelled(row);
        add_unlabelled(row);
    }

    Bond bond_of(const RawRow& row, const Token* named, const std::optional<Span>& first_part) const {
        if (!any(row.meaning)) return Bond::none;
        if (!row.damaged_label) return named != nullptr ? Bond::word : Bond::continued;
        const bool wrapped = first_part && row.label && any(joined_label(*first_part, *row.label));
        return wrapped ? Bond::wrapped : Bond::nearly;
    }

    [[gnu::noinline]] void note_event(Cells labels, const RawRow& row, const Token* named,
                                      const std::optional<Span>& first_part) const {
        const Bond bond = bond_of(row, named, first_part);
        const auto table = any(row.meaning) ? table_of(row.meaning) : where_.table();
        LabelEvent event{.labels = labels,
                         .fields = row.fields,
                         .bond = bond,
                         .meaning = row.meaning,
                         .last_other = label_.last_other,
                         .table = table,
                         .block = where_.block(),
                         .expected = table && where_.expects(*table, row.keeps)};
        for (const Token& token : tokens_) event.words.push_back(token.word);
        if (bond == Bond::word) {
            event.word = named->word;
            event.word_cell = named->cell;
        }
        work_.trace->labels.push_back(std::move(event));
    }

    /// Learns from the words of a label where we are. Returns the one that is the label of a row, if any.
    const Token* read_words(Cells labels, const RawRow& printed) {
        const Token* row = nullptr;
        std::size_t heads = 0;  // words that are heads of columns in the first place
        for (const Token& token : tokens_) {
            if (token.word == nullptr) continue;
            const Word& word = *token.word;
            note_word(word, labels[token.cell].span, token.clean);
            heads += word.applicant || word.outcome;
            const bool names_row = token.clean && where_.can_be_row(word);
            if (row != nullptr && (names_row || !word.filler))
                note_bare(*row->word, names_row ? &word : nullptr, printed);
            if (names_row)
                row = &token;
            else if (!word.filler)
                row = nullptr;
        }
        note_cut_heads();
        if (row != nullptr && row->word->applicant && heads > 1) row = nullptr;
        for (const Token& token : tokens_)
            if (token.word != nullptr && &token != row) note_head(*token.word);
        return row;
    }

    void note_word(const Word& word, Span cell, bool clean) {
        if (word.banner) {
            years_.leave();
            settle_pending();
            if (!where_.is_foreign(TableId::disclosure)) out_.banners[*word.banner] = true;
        }
        const bool head = is_head(word);
        if (head && !clean) return years_.note_other_head();  // 上年处理决定数量 says nothing of its column
        where_.note(word, cell);
        if (head) note_heads(word.heads);
    }

    /// Of a block in its own section; elsewhere the rows under the heads tell of them.
    void note_heads(const Heads& heads) {
        if (where_.is_foreign(TableId::disclosure)) return;
        if (const auto block = where_.block())
            for (std::size_t e = 0; e < grammar::form_count; ++e)
                out_.heads[*block][e] |= heads[e] & (0xFU << (*block * 4U));
    }

    /// Heads cut short, such as 本年新: enough to tell the edition.
    void note_cut_heads() {
        if (where_.table() != TableId::disclosure || !where_.block()) return;
        for (const Span piece : label_.pieces)
            note_heads(heads_beginning_with(grammar::fold(text(piece)), *where_.block()));
    }

    /// Heads over the rows that follow, until there are figures.
    void note_head(const Word& word) {
        const bool head = word.applicant || word.outcome || word.filler || is_head(word);
        if (word.banner || (head && header_closed_)) {
            header_begin_ = out_.head_words.size();
            header_ = {};
            header_closed_ = false;
        }
        if (head) out_.head_words.push_back(&word);
    }

    /// Words behind a row's label that belong to it: an explanation in brackets that the page wrapped.
    bool explains(const Token& row, Cells labels) const {
        const Token& last = tokens_.back();
        if (last.word != nullptr || last.cell <= row.cell) return false;
        int depth = 0;
        for (std::uint32_t cell = row.cell; cell < last.cell; ++cell) depth += open_brackets(text(labels[cell].span));
        const std::string_view behind = text(labels[last.cell].span);
        return depth > 0 || ((behind.starts_with("(") || behind.starts_with("（")) && !is_item(behind));
    }

    /// A label that is no word of the form but nearly one.
    Meaning damaged_label(std::optional<Span> label, bool figures) const {
        if (!label || tokens_.empty() || where_.table().value_or(TableId::review) == TableId::review) return {};
        const Token& last = tokens_.back();
        if (last.word != nullptr && (last.clean || !last.word->names_row())) return {};
        const std::string_view printed = text(*label);
        const bool words_only = last.word != nullptr;  // with something before them: 其中：行政许可
        if (const Meaning whole = damaged_word(fold_label(printed), words_only); any(whole) || !figures) return whole;
        if (const std::string_view item = item_behind_blank(printed); !item.empty()) {
            const Word* word = grammar::find_word(item);
            return word != nullptr ? meaning_here(*word) : damaged_word(fold_label(item), words_only);
        }
        return words_only || is_item(printed) ? Meaning{} : nearest_here(label_.last_other);
    }

    Meaning damaged_word(std::u32string_view label, bool words_only) const {
        const Word* word = words_only ? nullptr : word_of_any_number(label);
        if (word == nullptr) word = word_without_repetition(label);
        if (word != nullptr && names_row_of(*word, *where_.table(), block_here())) return meaning_here(*word);
        return words_only ? Meaning{} : nearest_here(label);
    }

    std::optional<std::uint8_t> block_here() const {
        return where_.table() == TableId::disclosure ? where_.block() : std::nullopt;
    }
    Meaning meaning_here(const Word& word) const { return where_.can_be_row(word) ? word.rows : Meaning{}; }
    Meaning nearest_here(std::u32string_view label) const { return nearest_row(label, *where_.table(), block_here()); }

    /// Figures whose label stands in the row before, whole or its first part. Not where figures came before labels, nor
    /// where the row before has blank cells of its own.
    Meaning continued_label(const RawRow& row) const {
        if (!pending_) return {};
        if (tokens_.empty()) {
            const bool filled = pending_->keeps == Keeps::rows && pending_->fields.size() >= row.figures;
            return loose_ || filled || pending_->damaged_label ? Meaning{} : pending_->meaning;
        }
        return {};
    }

    /// The row that a label means whose two parts the page has wrapped.
    Meaning joined_label(Span first, Span second) const {
        const Word* word = grammar::find_word(grammar::fold(text(first)) + grammar::fold(text(second)));
        const bool row = word != nullptr && word->names_row() && where_.can_be_row(*word);
        return row ? word->rows : Meaning{};
    }

    /// The second part of a label whose first part stands in the row before.
    Meaning wrapped_label(const std::optional<Span>& first, const std::optional<Span>& second) {
        if (!first || !second || tokens_.empty() || tokens_.back().word != nullptr) return {};
        const Meaning meaning = joined_label(*first, *second);
        if (any(meaning) && pending_ && pending_->meaning != meaning) pending_.reset();  // it was taken for another
        return meaning;
    }

    /// The second part of a label whose first part stands beside the figures of the row before.
    bool ends_cut_label(Cells cells) {
        if (!cut_row_ || cells.empty()) return false;
        RawRow& row = out_.rows[*std::exchange(cut_row_, std::nullopt)];
        if (!row.label || cells.front().kind != Kind::text) return false;
        const Meaning meaning = joined_label(*row.label, cells.front().span);
        if (!any(meaning) || table_of(meaning) != row.table) return false;
        row.meaning = meaning;
        row.unknown_label = row.damaged_label = false;
        row.block.reset();
        if (work_.trace != nullptr)
            work_.trace->labels.push_back({.labels = cells.first(1),
                                           .fields = cells.subspan(1, 0),
                                           .bond = Bond::completes,
                                           .meaning = meaning,
                                           .table = row.table,
                                           .expected = true});
        return true;
    }

    /// Cells that the file states under the heads of table 四, and nothing in them.
    bool is_blank_review(const RawRow& row) const {
        if (where_.table() != TableId::review || !where_.review_announced()) return false;
        if (!grammar::all_layouts()[row.layout].stated) return false;
        const auto is_group = [](const Token& token) { return token.word != nullptr && token.word->group; };
        return std::ranges::all_of(tokens_, is_group) &&
               row.fields.size() == (where_.review_group() ? review_columns : review_cells);
    }

    void add_blank_review(RawRow& row) {
        settle_pending();
        row.review_group = where_.review_group();
        row.label.reset();
        where_.note_blank_review();
        push(TableId::review, row);
    }

    /// A blank row gives way to figures under the same heads: it stands between them.
    void drop_blank_reviews() {
        std::array<bool, grammar::review_groups> filled{};
        for (const RawRow& row : out_.rows) {
            if (row.table != TableId::review || row.figures == 0) continue;
            if (row.review_group)
                filled[*row.review_group] = true;
            else
                filled.fill(true);
        }
        const bool any_filled = std::ranges::find(filled, true) != filled.end();
        std::erase_if(out_.rows, [&](const RawRow& row) {
            if (row.table != TableId::review || row.figures != 0) return false;
            return row.review_group ? filled[*row.review_group] : any_filled;
        });
    }

    /// A label without figures: they may follow, or its cells are blank.
    void remember(RawRow& row) {
        if (is_blank_review(row)) return add_blank_review(row);
        if (tokens_.empty()) return;
        if (tokens_.back().word == nullptr) first_part_ = row.label;
        if (any(row.meaning) || tokens_.back().word != nullptr) settle_pending();
        if (any(row.meaning)) pending_ = row;
    }

    /// A row's label with another label or head right behind it: its figures are not there. Of a label that may be a
    /// group's the next one tells, if it is a row beside it.
    void note_bare(const Word& word, const Word* next, const RawRow& row) {
        const bool group = word.group && (next == nullptr || !are_rows_of_one_form(word, *next));
        if (group || word.applicant) return;  // a head
        if (pending_ && pending_->meaning == word.rows) pending_.reset();
        settle_pending();
        push(table_of(word.rows), {.layout = row.layout, .keeps = row.keeps, .meaning = word.rows});
    }

    static bool are_rows_of_one_form(const Word& a, const Word& b) {
        for (std::size_t e = 0; e < grammar::form_count; ++e)
            if (a.rows[e] && b.rows[e]) return true;
        return false;
    }

    /// The pending row's figures never came: its cells are blank where the text has places for them, else absent.
    void settle_pending() {
        if (!pending_) return;
        push(table_of(pending_->meaning), *pending_);
        pending_.reset();
    }

    /// A line that is no row, behind figures that stand in one line apart from their label: where it is a figure, that
    /// line may be a cell a line, and the blanks in it stand within a number.
    void note_line(std::string_view line) {
        constexpr std::size_t longest = 32;
        if (line.find_first_not_of("| \t\r") == std::string_view::npos) return;
        RawRow& row = out_.rows[*std::exchange(apart_, std::nullopt)];
        if (line.size() > longest) return;
        row.in_doubt |= evaluate(line, grammar::Unit::change, HeadUnit::none).state == State::given ||
                        evaluate(line, grammar::Unit::yuan, HeadUnit::none).state == State::given;
    }

    void add_labelled(RawRow& row) {
        const bool apart = !row.label;
        if (pending_ && !row.label) row.label = pending_->label;
        if (pending_ && row.meaning == pending_->meaning) pending_.reset();
        settle_pending();
        const TableId table = table_of(row.meaning);
        if (!where_.expects(table, row.keeps)) return;
        where_.note_row(row.meaning);
        loose_ = false;
        push(table, row);
        if (row.damaged_label) cut_row_ = out_.rows.size() - 1;
        if (apart) apart_ = out_.rows.size() - 1, out_.rows.back().apart = true;
        if (table != TableId::review) last_labelled_ = &out_.rows.back();
    }

    /// Too few figures for a row, right behind a row with a label: they may be more of its own.
    bool continues_last(const RawRow& row) const {
        if (last_labelled_ == nullptr || !tokens_.empty() || row.label) return false;
        if (last_labelled_->table == TableId::requests && row.figures >= requests_columns) return false;
        return last_labelled_->fields.data() + last_labelled_->fields.size() == row.fields.data();
    }

    void continue_last(RawRow& row) {
        row.continues = true;
        row.block = where_.block();
        push(last_labelled_->table, row);
        last_labelled_ = &out_.rows.back();
    }

    void add_unlabelled(RawRow& row) {
        if (continues_last(row)) return continue_last(row);
        settle_pending();
        const bool words_only = std::ranges::all_of(tokens_behind_banner(), &Token::word);
        if (where_.table() == TableId::review && is_litigation_in_all(row)) {
            complain(Code::unknown_row, *row.label);
        } else if (where_.table() == TableId::review && !names_other_row() && is_review(row, words_only)) {
            put_under_heads(row);
            row.review_group = where_.take_review_group();
            if (row.figures > review_columns) row.review_group.reset();  // the heads of other groups are damaged
            review_lacks_ = row.figures < (row.review_group ? review_columns : review_cells);
            row.label.reset();
            push(TableId::review, row);
        } else if (where_.table() == TableId::requests && (words_only || is_under_heads())) {
            if (!tokens_.empty() && tokens_.back().word->names_row() && tokens_.size() == 1)
                row.hint = tokens_.back().word;
            if (is_under_heads()) row.label.reset();
            loose_ = true;
            push(TableId::requests, row);
        } else if (where_.table() == TableId::disclosure && where_.block() && words_only) {
            row.block = where_.block();
            row.label.reset();  // heads
            push(TableId::disclosure, row);
        } else if (row.label && where_.table() && where_.expects(*where_.table(), row.keeps)) {
            add_unknown(row);
        }
    }

    /// What stands before a banner is what another row has left.
    std::span<const Token> tokens_behind_banner() const {
        const auto banner = std::find_if(tokens_.rbegin(), tokens_.rend(), [](const Token& token) {
            return token.word != nullptr && token.word->banner;
        });
        return std::span(tokens_).last(static_cast<std::size_t>(banner - tokens_.rbegin()));
    }

    /// Its label may be what is left of one.
    void add_unknown(RawRow& row) {
        if (where_.table() == TableId::review) return complain(Code::unknown_row, *row.label);
        row.unknown_label = true;
        row.block = where_.block();
        push(*where_.table(), row);
        cut_row_ = out_.rows.size() - 1;
    }

    /// Heads of table 三 and no label of a row before the figures; the page may have cut the heads to pieces.
    bool is_under_heads() const {
        const auto heads = std::count_if(tokens_.begin(), tokens_.end(),
                                         [](const Token& token) { return token.word && token.word->applicant; });
        return heads > 1 && tokens_.back().word != nullptr && tokens_.back().word->applicant;
    }

    /// A label of table 二 or 三 right before the figures: they are not table 四.
    bool names_other_row() const {
        const Word* word = tokens_.empty() ? nullptr : tokens_.back().word;
        return word != nullptr && word->names_row() && !word->applicant && !word->outcome;
    }

    bool begins_with_bar() const { return grammar::without_blanks_before(text(printed_)).starts_with('|'); }

    /// A row of nothing but the heads of table 四, and blank cells.
    void note_head_row(std::size_t cells) {
        const auto heads = std::ranges::count_if(
            tokens_, [](const Token& token) { return token.word != nullptr && token.word->outcome; });
        if (heads > 0) review_heads_ = {cells, static_cast<std::size_t>(heads), begins_with_bar()};
    }

    /// Figures in a row as wide as that of their heads stand under them. A bar that begins it, and no other row, stands
    /// behind a blank cell.
    void put_under_heads(RawRow& row) {
        if (row.keeps != Keeps::rows || row.fields.empty()) return;
        const bool no_other = review_heads_.heads != 0 && !review_heads_.begin_with_bar;
        const std::size_t blank = begins_with_bar() && no_other && row.label_cells == 0;
        const bool as_wide = row.label_cells + row.fields.size() + blank == review_heads_.cells;
        row.under_heads = as_wide && row.fields.size() + blank == review_heads_.heads;
        if (blank == 0 || (as_wide && !row.under_heads)) return;
        std::vector<PrintedCell>& fields = out_.dealt.emplace_back();
        const std::uint32_t begin = row.fields.front().span.begin;
        fields.push_back({{begin, begin}, Kind::blank});
        fields.insert(fields.end(), row.fields.begin(), row.fields.end());
        row.fields = fields;
    }

    /// 行政诉讼 alone before the figures of one group: the form has none for both of its kinds together.
    bool is_litigation_in_all(const RawRow& row) const {
        const Word* word = tokens_.empty() ? nullptr : tokens_.back().word;
        return word != nullptr && word->group == grammar::Group::litigation && row.figures > 1 &&
               row.figures <= review_columns;
    }

    bool is_review(const RawRow& row, bool words_only) const {
        return (words_only && (where_.review_announced() || review_lacks_)) || row.figures >= review_figures;
    }

    void push(TableId table, const RawRow& row) {
        if (!where_.expects(table, row.keeps)) return;
        if (header_.count == 0 && row.figures > 0) header_ = header_so_far();
        header_closed_ = header_closed_ || row.figures > 0;
        last_labelled_ = nullptr;
        RawRow& pushed = out_.rows.emplace_back(row);
        pushed.table = table;
        pushed.foreign = where_.is_foreign(table);
        pushed.unit = where_.unit();
        pushed.heads = where_.heads();
        pushed.header = header_;
        if (row.figures > 0) years_.judge(out_);
    }

    [[gnu::noinline]] void note_years(Cells labels, const Token* row) {
        if (!may_hold_year(text(grammar::join(labels.front().span, labels.back().span)))) return;
        for (std::size_t i = 0; i < labels.size(); ++i)
            if (row == nullptr || row->cell != i) years_.note(text(labels[i].span));
    }

    /// Years that are figures to a layout, under heads that stand for both: 2021 | 2022. Not where figures are missing.
    [[gnu::noinline]] bool are_years(const RawRow& row) const {
        if (pending_ || continues_last(row)) return false;
        return std::all_of(row.fields.begin(), row.fields.end(),
                           [&](const PrintedCell& field) { return is_blank(field) || is_year(text(field.span)); });
    }

    void note_year_heads(const RawRow& row) {
        for (const PrintedCell& field : row.fields) years_.note(text(field.span));
    }

    Header header_so_far() const {
        const std::size_t count = out_.head_words.size() - header_begin_;
        if (count == 0) return {};
        return {static_cast<std::uint32_t>(header_begin_), static_cast<std::uint32_t>(count)};
    }

    void complain(Code code, Span label) {
        Diagnostic diagnostic{.code = code, .span = label, .arguments = {{"label", std::string(text(label))}}};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    Work& work_;
    Whereabouts where_;
    RawRows out_;
    std::optional<Span> first_part_;      // a label without figures that is no word, right before
    std::optional<std::size_t> cut_row_;  // a row whose label is no word, right before; index in `out_`
    std::optional<std::size_t> apart_;    // a row whose label stands in the line before, right before; index in `out_`
    std::optional<RawRow> pending_;       // a label whose figures have not come yet
    struct HeadRow {
        std::size_t cells = 0, heads = 0;
        bool begin_with_bar = false;
    };
    HeadRow review_heads_;             // the last of table 四
    Span printed_;                     // the printed row at hand
    bool review_lacks_ = false;        // the last row of table 四 has too few figures
    bool loose_ = false;               // since the last row with a label there were figures without one
    RawRow* last_labelled_ = nullptr;  // the row in `out_` that ended right here, unless something stood behind it
    std::size_t header_begin_ = 0;     // where the heads over the rows to come begin in `out_`
    Header header_;                    // these heads, once there is a row under them
    bool header_closed_ = false;       // figures have followed them
    TwoYears years_;                   // that the heads over the rows to come name
    Label label_;                      // of the segment at hand
    const std::vector<Token>& tokens_ = label_.tokens;
};

}  // namespace

RawRows collect_rows(Work& work) { return Collector(work).collect(); }

}  // namespace nianbao::passes
