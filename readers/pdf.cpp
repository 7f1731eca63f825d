// Words -> columns -> chunks -> tables; then everything is printed from top to bottom, with the box of each chunk as its origin.
#include "readers/pdf.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "readers/pdf_chunks.hpp"
#include "readers/pdf_columns.hpp"
#include "readers/pdf_tables.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;

/// Of a place on a page: words of which they are larger are no words (pdf_words.cpp).
std::int32_t coordinate(Length length) { return static_cast<std::int32_t>(length); }

/// Chunks side by side, from left to right.
using Line = std::vector<std::size_t>;

class Printer {
public:
    Printer(const std::vector<Chunk>& chunks, const std::vector<WordPage>& pages, std::size_t most)
        : chunks_(chunks), pages_(pages), most_(most) {}

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
            if (taken[i] || box.width() < characters * box.height() * 3 / 4) continue;
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

    void append(const Chunk& chunk) {
        const Length page_top = static_cast<Length>(chunk.page() - 1) * page_stride;
        const Box& box = chunk.box;
        out_.origins.push_back({.text = static_cast<std::uint32_t>(out_.text.size()),
                                .origin = grammar::PageBox{pages_[chunk.page() - 1].number, coordinate(box.left),
                                                           coordinate(box.top - page_top), coordinate(box.right),
                                                           coordinate(box.bottom - page_top)}});
        out_.text += chunk.text;
    }

    void append_cell(const CellChunks& cell) {
        const Chunk* before = nullptr;
        for (const std::size_t i : cell) {
            if (before != nullptr && ends_in_digit(before->text) && begins_with_digit(chunks_[i].text))
                out_.text += line_separator;
            else if (before != nullptr && !joins_without_blank(before->text, chunks_[i].text))
                out_.text += ' ';
            append(chunks_[i]);
            before = &chunks_[i];
        }
    }

    /// Two figures in one cell are not one figure, for all that is known; a blank between them would make them one.
    static constexpr std::string_view line_separator = "\xE2\x80\xA8";
    static bool is_digit(std::string_view character) {
        constexpr std::string_view wide_zero = "\xEF\xBC\x90", wide_nine = "\xEF\xBC\x99";
        if (character.size() == 1) return character[0] >= '0' && character[0] <= '9';
        return character >= wide_zero && character <= wide_nine;
    }
    static bool ends_in_digit(std::string_view text) {
        return is_digit(text.substr(text.size() - 1)) || (text.size() >= 3 && is_digit(text.substr(text.size() - 3)));
    }
    static bool begins_with_digit(std::string_view text) {
        return is_digit(text.substr(0, 1)) || is_digit(text.substr(0, 3));
    }

    void print_table(const PdfTable& table) {
        end_paragraph();
        const auto begin = static_cast<std::uint32_t>(out_.text.size());
        for (const auto& row : table.rows) {
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
    /// the left edge, of the same size and at most a page further.
    bool goes_on(const Chunk& next) const {
        if (!last_ || right_ == 0) return false;
        const Chunk& last = chunks_[*last_];
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
    std::size_t most_;
    Extract out_;
    std::optional<std::size_t> last_;  // chunk of the paragraph that is being printed
    Length left_ = 0, right_ = 0;
};

}  // namespace

Extract read_pdf(std::string_view printed, const Limits& limits) {
    std::vector<WordPage> pages = read_words(printed);
    if (pages.size() > limits.pages.most) return refuse(grammar::SourceKind::pdf, over_limit(beyond(limits.pages)));
    pages = columns_apart(std::move(pages), most_pages);
    std::vector<Chunk> chunks = chunks_of(pages);
    if (chunks.empty())
        return refuse(grammar::SourceKind::pdf, {grammar::Refusal::no_text, std::to_string(pages.size())});
    const std::vector<PdfTable> tables = find_tables(chunks);
    Extract out = Printer(chunks, pages, limits.text_bytes.most).print(tables);
    if (out.text.size() > limits.text_bytes.most)
        return refuse(grammar::SourceKind::pdf, over_limit(beyond(limits.text_bytes)));
    out.kind = grammar::SourceKind::pdf;
    return out;
}

}  // namespace nianbao::readers
