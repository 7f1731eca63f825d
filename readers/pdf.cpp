// Words -> tables that are drawn -> columns -> chunks -> other tables; then everything is printed from top to bottom, with the box of each chunk as its origin.
#include "readers/pdf.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "readers/blocks.hpp"
#include "readers/pdf_chunks.hpp"
#include "readers/pdf_columns.hpp"
#include "readers/pdf_page_ends.hpp"
#include "readers/pdf_ruled.hpp"
#include "readers/pdf_rules.hpp"
#include "readers/pdf_tables.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;

/// Of a place on a page: words of which they are larger are no words (pdf_words.cpp).
std::int32_t coordinate(Length length) { return static_cast<std::int32_t>(length); }

/// Chunks side by side, from left to right.
using Line = std::vector<std::size_t>;

/// A line of a cell.
struct CellLine {
    std::string_view text;
    grammar::PageBox box;
    bool goes_on = false;  // with the figure of the line above
};
using CellRow = std::vector<std::vector<CellLine>>;

grammar::PageBox page_box(std::uint32_t page, const Box& box) {
    return {page, coordinate(box.left), coordinate(box.top), coordinate(box.right), coordinate(box.bottom)};
}

class Printer {
public:
    Printer(const std::vector<Chunk>& chunks, const std::vector<WordPage>& pages, const std::vector<RuledTable>& ruled,
            std::size_t most)
        : chunks_(chunks), pages_(pages), ruled_(ruled), most_(most) {}

    Extract print(const std::vector<PdfTable>& tables) {
        std::vector<bool> taken(chunks_.size());
        for (const PdfTable& table : tables)
            for (const auto& row : table.rows)
                for (const CellChunks& cell : row)
                    for (const std::size_t chunk : cell) taken[chunk] = true;
        measure(taken);
        auto table = tables.begin();
        Line line;
        for (std::size_t i = 0; i < chunks_.size() && !full(); ++i) {
            if (table != tables.end() && table->first_chunk == i) {
                print_line(std::exchange(line, {}));
                print_table(*table++);
            }
            if (taken[i] || chunks_[i].text.empty()) continue;
            if (chunks_[i].table) {
                print_line(std::exchange(line, {}));
                print_table(ruled_[*chunks_[i].table]);
                continue;
            }
            if (!line.empty() && !is_level(chunks_[line.front()], chunks_[i])) print_line(std::exchange(line, {}));
            line.push_back(i);
        }
        print_line(line);
        end_paragraph();
        return std::move(out_);
    }

    [[nodiscard]] bool full() const { return out_.text.size() > most_; }

private:
    static bool is_level(const Chunk& a, const Chunk& b) {
        return std::abs(a.box.middle() - b.box.middle()) * 2 < std::min(a.box.height(), b.box.height());
    }

    /// Where most lines of prose end on the right, and where most begin.
    void measure(const std::vector<bool>& taken) {
        std::vector<Length> lefts, rights;
        for (std::size_t i = 0; i < chunks_.size(); ++i) {
            const Box& box = chunks_[i].box;
            constexpr Length characters = 20;  // of a line that is surely prose
            if (taken[i] || chunks_[i].table || box.width() < characters * box.height() * 3 / 4) continue;
            lefts.push_back(box.left);
            rights.push_back(box.right);
        }
        if (lefts.empty()) return;
        const auto tenth = static_cast<std::ptrdiff_t>(lefts.size() / 10);
        std::ranges::nth_element(lefts, lefts.begin() + tenth);
        std::ranges::nth_element(rights, rights.end() - 1 - tenth);
        left_ = lefts[static_cast<std::size_t>(tenth)];
        right_ = rights[rights.size() - 1 - static_cast<std::size_t>(tenth)];
    }

    [[nodiscard]] CellLine line_of(const Chunk& chunk) const {
        const Length page_top = static_cast<Length>(chunk.page() - 1) * page_stride;
        Box box = chunk.box;
        box.top -= page_top;
        box.bottom -= page_top;
        return {chunk.text, page_box(pages_[chunk.page() - 1].number, box)};
    }

    void append(const CellLine& line) {
        out_.origins.push_back({.text = static_cast<std::uint32_t>(out_.text.size()), .origin = line.box});
        out_.text += line.text;
    }
    void append(const Chunk& chunk) { append(line_of(chunk)); }

    void append_cell(const std::vector<CellLine>& cell) {
        std::string_view before;
        for (const CellLine& line : cell) {
            if (!line.goes_on) out_.text += joint(before, line.text);
            append(line);
            before = line.text;
        }
    }

    /// Two figures in one cell are not one figure, for all that is known; a blank between them would make them one.
    static std::string_view joint(std::string_view before, std::string_view behind) {
        if (ends_in_digit(before) && begins_with_digit(behind)) return line_separator;
        return joins_without_blank(before, behind) ? "" : " ";
    }

    void print_table(const PdfTable& table) {
        std::vector<CellRow> rows;
        for (const auto& row : table.rows)
            for (CellRow& cells = rows.emplace_back(); const CellChunks& cell : row)
                for (std::vector<CellLine>& lines = cells.emplace_back(); const std::size_t chunk : cell)
                    lines.push_back(line_of(chunks_[chunk]));
        print_rows(rows);
    }

    void print_table(const RuledTable& table) {
        std::vector<CellRow> rows;
        for (const auto& row : table.rows)
            for (CellRow& cells = rows.emplace_back(); const RuledCell& cell : row)
                for (std::vector<CellLine>& lines = cells.emplace_back(); const RuledLine& line : cell.lines)
                    lines.push_back({line.text, page_box(line.page, line.box), line.goes_on});
        print_rows(rows);
    }

    void print_rows(const std::vector<CellRow>& rows) {
        end_paragraph();
        const auto begin = static_cast<std::uint32_t>(out_.text.size());
        for (const CellRow& row : rows) {
            for (std::size_t cell = 0; cell < row.size(); ++cell) {
                if (cell > 0) out_.text += '\t';
                append_cell(row[cell]);
            }
            out_.text += '\n';
        }
        out_.tables.push_back({begin, static_cast<std::uint32_t>(out_.text.size())});
    }

    /// The gap between two chunks of a line: between cells, or of prose that was stretched to the width of the page.
    /// Cells are set apart by blanks, which say nothing of cells that are blank; tabs would.
    static std::string_view gap(const Chunk& before, const Chunk& behind) {
        constexpr Length characters = 5;  // of a chunk that is prose
        const Length height = std::min(before.box.height(), behind.box.height());
        const bool wide = (behind.box.left - before.box.right) * 5 > height * 6;
        if (wide || before.figure || behind.figure) return "   ";
        const bool prose = std::max(before.box.width(), behind.box.width()) > characters * height;
        return prose && joins_without_blank(before.text, behind.text) ? "" : " ";
    }

    /// Single characters beside figures are of a label that is written downwards; some would pass for figures.
    void print_downward(Line& line) {
        std::erase_if(line, [&](std::size_t i) {
            const Chunk& chunk = chunks_[i];
            if (chunk.figure || chunk.text.size() > 3) return false;
            end_paragraph();
            append(chunk);
            end_paragraph();
            return true;
        });
    }

    void print_line(Line line) {
        if (line.empty()) return;
        std::ranges::sort(line, {}, [&](std::size_t i) { return chunks_[i].box.left; });
        if (std::ranges::any_of(line, [&](std::size_t i) { return chunks_[i].figure; })) print_downward(line);
        if (line.empty()) return;
        const Chunk& first = chunks_[line.front()];
        if (!goes_on(first))
            end_paragraph();
        else if (!joins_without_blank(chunks_[*last_].text, first.text))
            out_.text += ' ';
        const Chunk* before = nullptr;
        for (const std::size_t i : line) {
            if (before != nullptr) out_.text += gap(*before, chunks_[i]);
            append(chunks_[i]);
            before = &chunks_[i];
        }
        last_ = line.back();
    }

    /// Whether the last line was wrapped into this one: it reaches the right edge of the prose, and this one begins at
    /// the left edge, of the same size and at most a page further. A heading may come where a line is full by chance.
    bool goes_on(const Chunk& next) const {
        if (!last_ || right_ == 0) return false;
        const Chunk& last = chunks_[*last_];
        if (next.numbered && last.text.ends_with("。")) return false;
        constexpr Length characters = 8;  // of a line of prose at least
        const Length size = last.box.height();
        return last.box.width() >= characters * size && last.box.right >= right_ - 3 * size / 2 &&
               next.box.left <= left_ + size / 2 && std::abs(next.box.height() - size) * 4 < size &&
               next.page() - last.page() <= 1 &&
               (next.page() != last.page() || next.box.top - last.box.bottom < 2 * size) && !next.figure;
    }

    void end_paragraph() {
        if (!out_.text.empty() && !out_.text.ends_with('\n')) out_.text += '\n';
        last_.reset();
    }

    const std::vector<Chunk>& chunks_;
    const std::vector<WordPage>& pages_;
    const std::vector<RuledTable>& ruled_;
    std::size_t most_;
    Extract out_;
    std::optional<std::size_t> last_;  // chunk of the paragraph that is being printed
    Length left_ = 0, right_ = 0;
};

/// Tables below each other with nothing between them are one, as they look on the page.
void join_tables(std::vector<Chunk>& chunks, std::vector<RuledTable>& tables) {
    const Chunk* above = nullptr;
    RuledTable* table = nullptr;  // that may go on
    for (const Chunk& chunk : chunks) {
        const bool turns_page = above != nullptr && above->page() != chunk.page();
        const bool below = table != nullptr && (turns_page || shared_width(above->box, chunk.box) > 0);
        if (chunk.table && below)
            append(*table, std::exchange(tables[*chunk.table], {}), turns_page);
        else
            table = chunk.table ? &tables[*chunk.table] : nullptr;
        above = &chunk;
    }
    std::erase_if(chunks, [&](const Chunk& chunk) { return chunk.table && tables[*chunk.table].rows.empty(); });
}

}  // namespace

Extract read_pdf(const PdfPrints& printed, const Limits& limits) {
    std::vector<WordPage> pages = read_words(printed.words);
    if (pages.size() > limits.pages.most) return refuse(grammar::SourceKind::pdf, over_limit(beyond(limits.pages)));
    std::optional<std::vector<RuledTable>> ruled =
        take_ruled_tables(pages, read_rules(printed.drawing), limits.cells.most);
    if (!ruled) return refuse(grammar::SourceKind::pdf, over_limit(beyond(limits.cells)));
    pages = columns_apart(std::move(pages), most_pages);
    std::vector<Chunk> chunks = chunks_of(pages);
    if (chunks.empty())
        return refuse(grammar::SourceKind::pdf, {grammar::Refusal::no_text, std::to_string(pages.size())});
    join_tables(chunks, *ruled);
    const std::vector<PdfTable> tables = find_tables(chunks);
    Extract out = Printer(chunks, pages, *ruled, limits.text_bytes.most).print(tables);
    if (out.text.size() > limits.text_bytes.most)
        return refuse(grammar::SourceKind::pdf, over_limit(beyond(limits.text_bytes)));
    out.kind = grammar::SourceKind::pdf;
    return out;
}

}  // namespace nianbao::readers
