// Labels are folded (blanks, widths, punctuation) and looked up as words of the form; then joined with the cells beside
// them (a label that the page wrapped), then as the beginning of a label, then by edit distance within the table at
// hand. A label without figures waits: they may follow in the next row.
#include "passes/row_collector.hpp"

#include <string>

#include "passes/label_reader.hpp"
#include "passes/whereabouts.hpp"

namespace nianbao::passes {
namespace {

using ast::Kind;
using ast::PrintedCell;
using grammar::TableId;
using grammar::Word;

constexpr std::size_t most_fields = 64;     // kept of a row; more are no row of any form
constexpr std::size_t review_figures = 14;  // so many without a label are table 四, even if one is missing

/// Label cells and the figures behind them; a printed row holds one, seldom several.
struct Segment {
    std::span<const PrintedCell> labels, fields;
    std::span<const Word* const> words;  // of the label cells
    grammar::LayoutId layout = grammar::no_layout;
};

/// A label whose figures have not come yet.
struct Pending {
    Meaning meaning{};
    std::optional<Span> label;
    std::span<const PrintedCell> blanks;  // its row was there, and empty
    grammar::LayoutId layout = grammar::no_layout;
};

std::optional<Span> label_span(const Segment& segment) {
    for (std::size_t i = segment.labels.size(); i-- > 0;)
        if (segment.labels[i].kind == Kind::text) return segment.labels[i].span;
    return std::nullopt;
}

/// Brackets opened and not closed.
int open_brackets(std::string_view text) {
    constexpr std::string_view open = "（", close = "）";
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        depth += rest.front() == '(' || rest.starts_with(open);
        depth -= rest.front() == ')' || rest.starts_with(close);
    }
    return depth;
}

class Collector {
public:
    explicit Collector(Work& work) : work_(work) {}

    RawRows collect() {
        out_.rows.reserve(64);
        for (const ast::Block& block : work_.document.blocks) {
            if (block.kind == Kind::heading) {
                settle_pending();
                where_.enter_section(text(block.span));
            }
            if (block.kind != Kind::table) continue;
            for (const ast::PrintedRow& row : work_.document.rows_of(block)) add_row(row);
        }
        settle_pending();
        return std::move(out_);
    }

private:
    std::string_view text(Span span) const { return work_.source.text(span); }

    /// Splits a printed row where text follows figures.
    void add_row(const ast::PrintedRow& row) {
        const auto cells = work_.document.cells_of(row);
        const bool own = has_rows(row.layout);
        words_.assign(cells.size(), nullptr);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i].kind == Kind::text) words_[i] = word_of_cell(text(cells[i].span));
        for (std::size_t at = 0; at < cells.size();) {
            const std::size_t label_end = end_of_label(cells, at, own);
            std::size_t end = label_end;
            while (end < cells.size() && (cells[end].kind != Kind::text || (own && words_[end] == nullptr))) ++end;
            if (end == at) ++end;
            const std::size_t labels = label_end - at;
            add_segment({cells.subspan(at, labels), cells.subspan(label_end, end - label_end), std::span(words_).subspan(at, labels),
                         row.layout});
            at = end;
        }
    }

    /// The cell behind the last text that belongs to the label. In a row of its own, a text behind a label that names
    /// its row already is a remark in place of a number.
    std::size_t end_of_label(std::span<const PrintedCell> cells, std::size_t at, bool own_row) const {
        std::size_t end = at;
        const Word* label = nullptr;
        for (std::size_t i = at; i < cells.size() && (cells[i].kind == Kind::text || is_blank(cells[i])); ++i) {
            if (cells[i].kind != Kind::text) continue;
            const bool named = label != nullptr && label->names_row() && !label->group;
            if (own_row && named && words_[i] == nullptr) break;
            label = words_[i];
            end = i + 1;
        }
        return end;
    }

    void add_segment(const Segment& segment) {
        read_label(work_.source, segment.labels, segment.words, tokens_);
        const Token* row_token = nullptr;
        for (const Token& token : tokens_) {
            if (token.word == nullptr) continue;
            const bool names_row = note_word(token, segment);
            if (row_token != nullptr && (names_row || !token.word->filler)) note_bare(*row_token->word, segment);
            if (names_row) row_token = &token;
            else if (!token.word->filler) row_token = nullptr;
        }
        const bool figures = count_figures(segment.fields) > 0;
        const std::optional<Span> label = label_span(segment);
        Meaning meaning{};
        if (row_token != nullptr && (row_token == &tokens_.back() || explains(*row_token, segment))) meaning = row_token->word->rows;
        if (!any(meaning)) meaning = damaged_label(label, figures);
        if (any(meaning)) where_.enter_table(table_of(meaning));
        if (!figures) return remember(meaning, label, segment);
        if (!any(meaning)) meaning = continued_label(label);
        if (any(meaning)) return add_labelled(meaning, label ? label : pending_.label, segment);
        add_unlabelled(label, segment);
    }

    /// Whether the word can be the label of a row here.
    bool note_word(const Token& token, const Segment& segment) {
        const Word& word = *token.word;
        const Span cell = segment.labels[token.cell].span;
        if (word.banner) settle_pending();
        const bool row = where_.note(word, cell, text(cell));
        if (word.banner) out_.banners[*word.banner] = true;
        if (const auto block = where_.block())
            for (std::size_t e = 0; e < grammar::form_count; ++e) out_.heads[*block][e] |= word.heads[e] & (0xFU << (*block * 4U));
        return row && token.clean;
    }

    /// Words behind a row's label that belong to it: an explanation in brackets that the page wrapped.
    bool explains(const Token& row, const Segment& segment) const {
        const Token& last = tokens_.back();
        if (last.word != nullptr || last.cell <= row.cell) return false;
        int depth = 0;
        for (std::uint32_t cell = row.cell; cell < last.cell; ++cell) depth += open_brackets(text(segment.labels[cell].span));
        const std::string_view behind = text(segment.labels[last.cell].span);
        return depth > 0 || behind.starts_with("(") || behind.starts_with("（");
    }

    /// A label that is no word of the form but nearly one.
    Meaning damaged_label(std::optional<Span> label, bool figures) const {
        if (!label || tokens_.empty() || tokens_.back().word != nullptr) return {};
        if (!where_.table() || where_.table() == TableId::review) return {};
        const auto block = where_.table() == TableId::disclosure ? where_.block() : std::nullopt;
        const Meaning whole = nearest_row(grammar::fold(text(*label)), *where_.table(), block);
        if (any(whole) || !figures) return whole;
        return nearest_row(tokens_.back().other, *where_.table(), block);
    }

    /// Figures whose label stands in the row before, whole or its first part.
    Meaning continued_label(std::optional<Span> label) const {
        if (!any(pending_.meaning) || tokens_.empty()) return pending_.meaning;
        if (tokens_.back().word != nullptr) return {};
        const Word* word = grammar::find_word(grammar::fold(text(*pending_.label)) + grammar::fold(text(*label)));
        return word != nullptr && word->rows == pending_.meaning ? pending_.meaning : Meaning{};
    }

    /// A label without figures: they may follow, or its cells are blank.
    void remember(const Meaning& meaning, std::optional<Span> label, const Segment& segment) {
        if (tokens_.empty()) return;
        if (any(meaning) || tokens_.back().word != nullptr) settle_pending();
        if (any(meaning)) pending_ = {meaning, label, segment.fields, segment.layout};
    }

    /// A row's label with another label or head right behind it: its figures are not there.
    void note_bare(const Word& word, const Segment& segment) {
        if (!word.group) push(table_of(word.rows), word.rows, std::nullopt, {}, segment.layout);
    }

    /// The pending row's figures never came: its cells are blank where the text has places for them, else absent.
    void settle_pending() {
        if (any(pending_.meaning)) push(table_of(pending_.meaning), pending_.meaning, pending_.label, pending_.blanks, pending_.layout);
        pending_ = {};
    }

    void add_labelled(const Meaning& meaning, std::optional<Span> label, const Segment& segment) {
        if (meaning == pending_.meaning) pending_ = {};
        settle_pending();
        const TableId table = table_of(meaning);
        if (table == TableId::disclosure && !where_.anchored() && !has_rows(segment.layout)) return;
        where_.note_row(meaning);
        push(table, meaning, label, segment.fields, segment.layout);
    }

    void add_unlabelled(std::optional<Span> label, const Segment& segment) {
        settle_pending();
        const bool words_only = std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.word != nullptr; });
        if (where_.table() == TableId::review && (words_only || count_figures(segment.fields) >= review_figures)) {
            push(TableId::review, {}, std::nullopt, segment.fields, segment.layout);
            out_.rows.back().review_row = where_.take_review_group();
        } else if (where_.table() == TableId::requests && words_only) {
            push(TableId::requests, {}, label, segment.fields, segment.layout);
        } else if (label && where_.within_table()) {
            complain(Code::unknown_row, *label);
        }
    }

    void push(TableId table, const Meaning& meaning, std::optional<Span> label, std::span<const PrintedCell> fields,
              grammar::LayoutId layout) {
        out_.rows.push_back({.table = table, .meaning = meaning, .review_row = {},
                             .fields = fields.first(std::min(fields.size(), most_fields)), .label = label,
                             .unit = where_.unit(), .heads = where_.heads(), .layout = layout});
    }

    void complain(Code code, Span label) {
        Diagnostic diagnostic{.code = code, .span = label, .arguments = {{"label", std::string(text(label))}}};
        work_.out.diagnostics.push_back(std::move(diagnostic));
    }

    Work& work_;
    Whereabouts where_;
    RawRows out_;
    Pending pending_;
    std::vector<const Word*> words_;  // of the cells of the row at hand
    std::vector<Token> tokens_;       // of the label at hand
};

}  // namespace

RawRows collect_rows(Work& work) { return Collector(work).collect(); }

}  // namespace nianbao::passes
