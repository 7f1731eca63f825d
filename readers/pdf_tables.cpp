// Figures -> rows -> runs of rows with the same columns -> tables with their heads and labels.
#include "readers/pdf_tables.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "readers/pdf_gaps.hpp"
#include "readers/pdf_heads.hpp"
#include "readers/pdf_labels.hpp"

namespace nianbao::readers {
namespace {

constexpr Length level_percent = 40;      // how far the middles of a row's figures may be apart, of their height
constexpr Length most_row_gap = 15;       // between two rows of a table, in heights of a line
constexpr Length most_head_gap = 3;       // between heads, or heads and the first row
constexpr std::size_t most_columns = 40;  // rows of more figures are no rows of the form

/// Figures beside each other with no other text among or behind them.
struct Row {
    std::vector<std::size_t> figures;  // from left to right
    Box box;
    Length label_end = 0;  // where the text left of them ends
};

/// Rows with the same columns and nothing but labels between them.
struct Run {
    std::vector<Row> rows;
    std::vector<Column> columns;

    /// Whether a box is where the labels are rather than the figures.
    [[nodiscard]] bool is_left(const Box& box) const {
        const Length end = std::ranges::max(rows, {}, &Row::label_end).label_end;
        return box.right <= columns.front().left && box.left < end;
    }
};

class Finder {
public:
    explicit Finder(const std::vector<Chunk>& chunks) : chunks_(chunks), taken_(chunks.size()) {}

    std::vector<PdfTable> tables() {
        std::vector<PdfTable> tables;
        for (const Run& run : runs()) {
            std::optional<PdfTable> table = table_of(run);
            if (!table) note_doubt(run);
            floor_ = run.rows.back().box.bottom;
            if (!table) continue;
            for (const auto& row : table->rows)
                for (const CellChunks& cell : row)
                    for (const std::size_t chunk : cell) taken_[chunk] = true;
            tables.push_back(*std::move(table));
        }
        return tables;
    }

    /// Heads of many columns that could not be told apart. In the order of their heights they would say something wrong
    /// about the order of the columns.
    [[nodiscard]] const std::vector<std::size_t>& doubtful_heads() const { return doubtful_heads_; }

    /// Rows of figures without any label, in which cells are blank and nobody can tell which: by themselves the figures
    /// would pass for those of a smaller table. And rows that may be lines of one row, with parts of figures.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& doubtful_rows() const { return doubtful_rows_; }

    /// Where rows of figures say what stands beside and above them.
    std::vector<Ruled> regions() const {
        constexpr Length lines_above = 12;
        std::vector<Ruled> regions;
        for (const Run& run : runs()) {
            const Box &first = run.rows.front().box, &last = run.rows.back().box;
            const Length page_top = first.top / page_stride * page_stride;
            Ruled region{.top = std::max(page_top, first.top - lines_above * first.height()),
                         .bottom = last.bottom + 2 * last.height(),
                         .left = run.columns.front().left,
                         .columns = {},
                         .extents = {}};
            for (const Column& column : run.columns) {
                region.columns.push_back(column.left + (column.right - column.left) / 2);
                region.extents.emplace_back(column.left, column.right);
            }
            if (!regions.empty()) region.top = std::max(region.top, regions.back().bottom);
            regions.push_back(std::move(region));
        }
        return regions;
    }

private:
    // ---- rows of figures --------------------------------------------------------------------------------------------

    /// The first chunk whose middle is not above.
    std::size_t first_from(Length middle) const {
        const auto at =
            std::ranges::lower_bound(chunks_, middle, {}, [](const Chunk& chunk) { return chunk.box.middle(); });
        return static_cast<std::size_t>(at - chunks_.begin());
    }

    /// The figures behind the last other text at their height.
    Row trailing(std::vector<std::size_t> figures) const {
        const Box& anchor = chunks_[figures.front()].box;
        Length text_end = std::numeric_limits<Length>::min();
        const Length reach = anchor.height() * 2;
        for (std::size_t i = first_from(anchor.middle() - reach);
             i < chunks_.size() && chunks_[i].box.middle() <= anchor.middle() + reach; ++i) {
            const Box& box = chunks_[i].box;
            const bool beside = shared_height(box, anchor) * 10 > 4 * std::min(box.height(), anchor.height());
            if (!chunks_[i].figure && beside) text_end = std::max(text_end, box.left);
        }
        std::erase_if(figures, [&](std::size_t figure) { return chunks_[figure].box.left < text_end; });
        std::ranges::sort(figures, {}, [&](std::size_t figure) { return chunks_[figure].box.left; });
        Row row{.figures = std::move(figures), .box = {}};
        if (!row.figures.empty()) row.box = chunks_[row.figures.front()].box;
        for (const std::size_t figure : row.figures) row.box = join(row.box, chunks_[figure].box);
        row.label_end = label_end(row);
        return row;
    }

    Length label_end(const Row& row) const {
        Length end = 0;
        const Length reach = row.box.height() * 2;
        for (std::size_t i = first_from(row.box.middle() - reach);
             i < chunks_.size() && chunks_[i].box.middle() <= row.box.middle() + reach; ++i) {
            const Box& box = chunks_[i].box;
            if (shared_height(box, row.box) > 0 && box.right <= row.box.left) end = std::max(end, box.right);
        }
        return end;
    }

    std::vector<Row> rows() const {
        std::vector<Row> rows;
        std::vector<std::size_t> figures;
        const auto finish = [&] {
            if (figures.empty()) return;
            if (Row row = trailing(std::exchange(figures, {})); !row.figures.empty()) rows.push_back(std::move(row));
        };
        for (std::size_t i = 0; i < chunks_.size(); ++i) {
            if (!chunks_[i].figure) continue;
            if (!figures.empty()) {
                const Box &anchor = chunks_[figures.front()].box, &box = chunks_[i].box;
                const Length height = std::min(anchor.height(), box.height());
                if ((box.middle() - anchor.middle()) * 100 > height * level_percent) finish();
            }
            figures.push_back(i);
        }
        finish();
        return rows;
    }

    // ---- runs of rows -----------------------------------------------------------------------------------------------

    /// The columns with those of one more row; nothing where the row does not stand in them.
    std::optional<std::vector<Column>> joined(std::vector<Column> columns, const Row& row) const {
        std::vector<std::size_t> used;
        for (const std::size_t figure : row.figures) {
            const Box& box = chunks_[figure].box;
            Column* own = nullptr;
            for (Column& column : columns) {
                if (std::min(column.right, box.right) <= std::max(column.left, box.left)) continue;
                if (own != nullptr) return std::nullopt;
                own = &column;
            }
            if (own == nullptr) {
                columns.push_back({box.left, box.right, {}});
                used.push_back(columns.size() - 1);
                continue;
            }
            const auto index = static_cast<std::size_t>(own - columns.data());
            if (std::ranges::find(used, index) != used.end()) return std::nullopt;
            used.push_back(index);
            own->left = std::min(own->left, box.left);
            own->right = std::max(own->right, box.right);
        }
        std::ranges::sort(columns, {}, &Column::left);
        const auto touch = [](const Column& a, const Column& b) { return a.right > b.left; };
        if (columns.size() > most_columns || std::ranges::adjacent_find(columns, touch) != columns.end())
            return std::nullopt;
        return columns;
    }

    /// Whether any text other than labels stands between two rows.
    bool parted(const Row& above, const Row& below, const std::vector<Column>& columns) const {
        const bool same_page = above.box.top / page_stride == below.box.top / page_stride;
        const Length gap = below.box.top - above.box.bottom;
        if (same_page ? gap > most_row_gap * below.box.height() : gap > 2 * page_stride) return true;
        const Length label_end = std::max(above.label_end, below.label_end);
        for (std::size_t i = first_from(above.box.middle()); i < chunks_.size(); ++i) {
            const Chunk& chunk = chunks_[i];
            if (chunk.box.middle() >= below.box.middle()) return false;
            const bool right = chunk.box.right > columns.front().left || chunk.box.left >= label_end;
            if (!chunk.figure && right) return true;
        }
        return false;
    }

    std::vector<Run> runs() const {
        std::vector<Run> runs;
        for (Row& row : rows()) {
            if (row.figures.size() > most_columns) continue;
            if (!runs.empty()) {
                Run& run = runs.back();
                std::optional<std::vector<Column>> columns = joined(run.columns, row);
                if (columns && !parted(run.rows.back(), row, *columns)) {
                    run.columns = *std::move(columns);
                    run.rows.push_back(std::move(row));
                    continue;
                }
            }
            if (auto columns = joined({}, row))
                runs.push_back({.rows = {std::move(row)}, .columns = *std::move(columns)});
        }
        return runs;
    }

    // ---- a run -> a table -------------------------------------------------------------------------------------------

    /// What stands above the run: heads over its columns, and the text left of them.
    struct Above {
        std::vector<std::size_t> heads, left;
    };

    /// `pages_before`: 1 where heads may stand at the end of the page before, 0 where they may not.
    Above above(const Run& run, Length pages_before) const {
        Above out;
        const Box& first = run.rows.front().box;
        const Length page = first.top / page_stride;
        Length last_top = first.top;
        for (std::size_t i = first_from(first.middle()); i-- > 0;) {
            const Chunk& chunk = chunks_[i];
            if (std::ranges::find(run.rows.front().figures, i) != run.rows.front().figures.end()) continue;
            if (chunk.box.top < (page - pages_before) * page_stride || chunk.box.middle() < floor_ || taken_[i]) break;
            if (chunk.table) break;
            const bool turns_page = chunk.box.top / page_stride != last_top / page_stride;
            if (!turns_page && last_top - chunk.box.bottom > most_head_gap * first.height()) break;
            if ((turns_page && is_prose(chunk)) || is_banner(chunk)) break;
            if (is_heading(chunk, run.columns.front().left)) break;
            const bool below = !out.heads.empty() && chunks_[out.heads.back()].box.top >= chunk.box.bottom;
            if (chunk.numbered && below) break;  // heads and corners have no numbers
            last_top = std::min(last_top, chunk.box.top);
            (run.is_left(chunk.box) ? out.left : out.heads).push_back(i);
        }
        std::ranges::reverse(out.heads);
        std::ranges::reverse(out.left);
        return out;
    }

    /// A line that ends a page, and is too long for a head or ends a sentence.
    static bool is_prose(const Chunk& chunk) {
        constexpr Length characters = 12;
        return chunk.box.width() > characters * chunk.box.height() || chunk.text.ends_with("。");
    }

    /// 第二十条第（一）项: over all columns, wherever it stands.
    static bool is_banner(const Chunk& chunk) {
        return chunk.text.starts_with("第") && chunk.text.find("条") != std::string::npos;
    }

    /// Headings of sections are numbered as rows are, but reach over the figures.
    static bool is_heading(const Chunk& chunk, Length left) { return chunk.numbered && chunk.box.right > left; }

    /// Chunks left of the figures beside and below the rows, as far as they may be labels. What stands at the height of
    /// heads is none.
    std::vector<std::size_t> labels_of(const Run& run, Length heads_end) const {
        std::vector<std::size_t> out;
        const Box &first = run.rows.front().box, &last = run.rows.back().box;
        const Length left = run.columns.front().left;
        for (std::size_t i = first_from(std::max(heads_end, first.top - 8 * first.height())); i < chunks_.size(); ++i) {
            const Chunk& chunk = chunks_[i];
            if (chunk.box.middle() > last.bottom + 2 * last.height()) break;
            if (!run.is_left(chunk.box) && chunk.box.top >= last.bottom) {
                while (!out.empty() && shared_height(chunks_[out.back()].box, chunk.box) > 0) out.pop_back();
                break;
            }
            if (run.is_left(chunk.box) && !taken_[i] && !is_heading(chunk, left)) out.push_back(i);
        }
        return out;
    }

    /// The cells of a row, one for each column.
    std::vector<CellChunks> cells(const Row& row, const std::vector<Column>& columns) const {
        std::vector<CellChunks> cells(columns.size());
        for (const std::size_t figure : row.figures) {
            const Box& box = chunks_[figure].box;
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (std::min(columns[i].right, box.right) > std::max(columns[i].left, box.left))
                    cells[i].push_back(figure);
        }
        return cells;
    }

    /// Figures that no row took, such as those before other text at their height.
    bool has_stray_figures(const Run& run, std::span<const std::size_t> left) const {
        std::vector<std::size_t> known(left.begin(), left.end());
        for (const Row& row : run.rows) known.insert(known.end(), row.figures.begin(), row.figures.end());
        std::ranges::sort(known);
        for (std::size_t i = first_from(run.rows.front().box.top); i < chunks_.size(); ++i) {
            if (chunks_[i].box.middle() > run.rows.back().box.bottom) return false;
            if (chunks_[i].box.right > run.columns.front().left && !std::ranges::binary_search(known, i)) return true;
        }
        return false;
    }

    /// The rows with their labels, or by themselves where nothing stands beside any of them.
    std::optional<Labelling> labelling_of(const Run& run, std::span<const std::size_t> left) const {
        std::vector<Box> boxes;
        for (const Row& row : run.rows) boxes.push_back(row.box);
        const Box &first = boxes.front(), &last = boxes.back();
        const bool any = std::ranges::any_of(left, [&](std::size_t i) {
            return chunks_[i].box.bottom > first.top - first.height() / 2 &&
                   chunks_[i].box.top < last.bottom + last.height() / 2;
        });
        if (any) return label_rows(chunks_, left, boxes);
        if (boxes.size() > 1) return std::nullopt;
        Labelling out;
        out.rows.push_back({.figures = 0, .labels = {}});
        return out;
    }

    /// Left of the heads, at their height, is the corner of the table. Anything above that is a banner.
    CellChunks corner_of(const std::vector<std::size_t>& left, Heads& heads) const {
        std::optional<Box> level;
        for (const Column& column : heads.columns)
            for (const std::size_t line : column.head)
                level = level ? join(*level, chunks_[line].box) : chunks_[line].box;
        CellChunks corner;
        for (const std::size_t line : left)
            if (level && shared_height(*level, chunks_[line].box) > 0)
                corner.push_back(line);
            else
                heads.others.push_back({line});
        return corner;
    }

    /// A cell with its box, as it goes into a row of heads.
    struct HeadCell {
        CellChunks lines;
        Box box;
    };

    HeadCell head_cell(CellChunks lines) const {
        Box box = chunks_[lines.front()].box;
        for (const std::size_t line : lines) box = join(box, chunks_[line].box);
        return {std::move(lines), box};
    }

    /// Heads of several columns and banners, those at one height in a row, from top to bottom.
    std::vector<std::vector<HeadCell>> upper_heads(const Heads& heads) const {
        std::vector<HeadCell> cells;
        for (const std::vector<std::size_t>& lines : heads.others) cells.push_back(head_cell(lines));
        std::ranges::stable_sort(cells, {}, [](const HeadCell& cell) { return cell.box.middle(); });
        std::vector<std::vector<HeadCell>> rows;
        for (HeadCell& cell : cells) {
            if (rows.empty() || shared_height(rows.back().front().box, cell.box) * 2 <= cell.box.height())
                rows.emplace_back();
            rows.back().push_back(std::move(cell));
        }
        return rows;
    }

    /// Heads of several columns first, then the columns' own, in their order, behind the corner over the labels.
    void add_heads(const Heads& heads, const CellChunks& corner, bool has_labels, PdfTable& table) const {
        for (std::vector<HeadCell>& row : upper_heads(heads)) {
            std::ranges::stable_sort(row, {}, [](const HeadCell& cell) { return cell.box.left; });
            std::vector<CellChunks>& out = table.rows.emplace_back();
            for (HeadCell& cell : row) out.push_back(std::move(cell.lines));
        }
        std::vector<CellChunks> own;
        if (has_labels) own.push_back(corner);
        for (const Column& column : heads.columns) own.push_back(column.head);
        if (std::ranges::any_of(own, [](const CellChunks& cell) { return !cell.empty(); }))
            table.rows.push_back(std::move(own));
    }

    /// Whether a text is the head of several columns of the form. As that of one column it was taken wrongly.
    bool is_upper_head(const CellChunks& lines) const {
        constexpr std::array<std::string_view, 6> uppers = {"申请人情况", "法人或其他组织", "行政复议",
                                                            "行政诉讼",   "未经复议",       "复议后"};
        std::string text;
        for (const std::size_t line : lines) text += chunks_[line].text;
        return std::ranges::any_of(uppers,
                                   [&](std::string_view upper) { return text.find(upper) != std::string::npos; });
    }

    /// Whether a head that is no column's own stands over one column only: then it is a piece of that column's.
    bool is_piece(const CellChunks& lines, const std::vector<Column>& columns) const {
        Box box = chunks_[lines.front()].box;
        for (const std::size_t line : lines) box = join(box, chunks_[line].box);
        const auto over = std::ranges::count_if(columns, [&](const Column& column) {
            return std::min(box.right, column.right) > std::max(box.left, column.left);
        });
        const bool banner = chunks_[lines.front()].text.starts_with("第");  // 第二十条第（一）项
        return over <= 1 && !banner && !is_upper_head(lines);
    }

    /// The number of columns is known from heads that are all there.
    bool are_sure(const Heads& heads) const {
        if (std::ranges::any_of(heads.columns, [&](const Column& column) { return is_upper_head(column.head); }))
            return false;
        if (std::ranges::any_of(heads.others, [&](const auto& lines) { return is_piece(lines, heads.columns); }))
            return false;
        return heads.complete;
    }

    /// A page may end between the heads, or within one of them.
    std::optional<PdfTable> table_of(const Run& run) const {
        std::optional<PdfTable> table = table_of(run, above(run, 0), false);
        if (table) return table;
        const Above above = this->above(run, 1);
        table = table_of(run, above, false);
        return table ? std::move(table) : table_of(run, above, true);
    }

    std::optional<PdfTable> table_of(const Run& run, const Above& above, bool over_pages) const {
        Length heads_end = floor_;
        for (const std::size_t head : above.heads) heads_end = std::max(heads_end, chunks_[head].box.bottom);
        const std::vector<std::size_t> labels = labels_of(run, heads_end);
        Heads heads = find_heads(chunks_, above.heads, run.columns, over_pages);
        if (!are_sure(heads) || has_stray_figures(run, labels)) return std::nullopt;
        std::optional<Labelling> labelling = labelling_of(run, labels);
        if (!labelling) return std::nullopt;

        PdfTable table;
        std::vector<std::size_t> left;
        for (const std::size_t line : above.left)
            if (!std::ranges::binary_search(labels, line)) left.push_back(line);
        for (const Label& label : labelling->above) left.insert(left.end(), label.lines.begin(), label.lines.end());
        const CellChunks corner = corner_of(left, heads);
        add_heads(heads, corner, !labels.empty(), table);
        for (LabelledRow& row : labelling->rows) {
            std::vector<CellChunks>& out = table.rows.emplace_back();
            for (Label& label : row.labels) out.push_back(std::move(label.lines));
            for (CellChunks& cell : cells(row.figures ? run.rows[*row.figures] : Row{}, heads.columns))
                out.push_back(std::move(cell));
        }
        table.first_chunk = chunks_.size();
        for (const auto& row : table.rows)
            for (const CellChunks& cell : row)
                for (const std::size_t chunk : cell) table.first_chunk = std::min(table.first_chunk, chunk);
        return table;
    }

    void note_doubt(const Run& run) {
        constexpr std::size_t many = 5, most_of_the_form = 15;
        const std::vector<std::size_t> heads = above(run, 0).heads;
        if (run.columns.size() >= many) doubtful_heads_.insert(doubtful_heads_.end(), heads.begin(), heads.end());
        const bool has_blanks = std::ranges::any_of(heads, [&](std::size_t head) {
            const Box& box = chunks_[head].box;
            return std::ranges::none_of(run.columns, [&](const Column& column) {
                return std::min(box.right, column.right) > std::max(box.left, column.left);
            });
        });
        const std::vector<bool> wrapped = wrapped_rows(run);
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            const Row& row = run.rows[i];
            const std::size_t figures = row.figures.size();
            const bool unlabelled = has_blanks && row.label_end == 0 && figures > 1 && figures < most_of_the_form;
            if (unlabelled || wrapped[i]) doubtful_rows_.push_back(row.figures);
        }
    }

    /// Rows as near each other as two lines of one cell, of which not both have a number: the figures of the lower one
    /// may be the ends of figures that were too long for their cells.
    [[nodiscard]] std::vector<bool> wrapped_rows(const Run& run) const {
        constexpr Length line_percent = 115;  // of a line's height
        std::vector<bool> wrapped(run.rows.size());
        for (std::size_t i = 1; i < run.rows.size(); ++i) {
            const Row &above = run.rows[i - 1], &below = run.rows[i];
            const Length height = std::min(above.box.height(), below.box.height());
            const bool near = (below.box.middle() - above.box.middle()) * 100 < height * line_percent;
            if (near && !(is_numbered(run, above) && is_numbered(run, below))) wrapped[i - 1] = wrapped[i] = true;
        }
        return wrapped;
    }

    /// Whether a label with a number stands at the height of the row.
    [[nodiscard]] bool is_numbered(const Run& run, const Row& row) const {
        const Length reach = row.box.height() * level_percent / 100, middle = row.box.middle();
        for (std::size_t i = first_from(middle - reach);
             i < chunks_.size() && chunks_[i].box.middle() <= middle + reach; ++i)
            if (chunks_[i].numbered && run.is_left(chunks_[i].box)) return true;
        return false;
    }

    const std::vector<Chunk>& chunks_;
    std::vector<bool> taken_;
    std::vector<std::size_t> doubtful_heads_;
    std::vector<std::vector<std::size_t>> doubtful_rows_;
    Length floor_ = std::numeric_limits<Length>::min();  // where the run before ended
};

/// Makes a text of figures that is no row of figures.
void join_figures(std::vector<Chunk>& chunks, std::span<const std::size_t> row) {
    Chunk& first = chunks[row.front()];
    for (const std::size_t figure : row.subspan(1)) {
        first.text.append("；").append(std::exchange(chunks[figure].text, {}));
        first.box = join(first.box, chunks[figure].box);
    }
    first.figure = false;
}

}  // namespace

std::vector<PdfTable> find_tables(std::vector<Chunk>& chunks) {
    const std::vector<Ruled> regions = Finder(chunks).regions();
    chunks = open_tails(std::move(chunks), regions);
    const std::vector<Ruled> opened = Finder(chunks).regions();
    chunks = close_gaps(std::move(chunks), opened);
    Finder finder(chunks);
    std::vector<PdfTable> tables = finder.tables();
    for (const std::size_t head : finder.doubtful_heads()) chunks[head].text.clear();
    for (const std::vector<std::size_t>& row : finder.doubtful_rows()) join_figures(chunks, row);
    return tables;
}

}  // namespace nianbao::readers
