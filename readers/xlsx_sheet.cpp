// A sheet is no page: nothing in it says where a table begins. A row with one text that is no label of the form is a
// line of text; the rows between two such are a table, whose columns are those in which any cell of it begins.
#include "readers/xlsx_sheet.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "grammar/last_figure.hpp"
#include "grammar/vocabulary.hpp"
#include "readers/marked_text.hpp"
#include "readers/xlsx_number.hpp"

namespace nianbao::readers {
namespace {

constexpr std::uint32_t most_rows = 1U << 20U, most_columns = 1U << 14U;
constexpr std::size_t longest_label = 300;  // bytes
constexpr std::string_view unknown = "\xEF\xBF\xBD";

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// B12, $B$12; takes it off the front of the text.
std::optional<CellPlace> take_place(std::string_view& text) {
    std::uint32_t column = 0, row = 0;
    const auto skip_dollar = [&] { text.remove_prefix(text.starts_with('$') ? 1 : 0); };
    skip_dollar();
    for (; !text.empty() && is_letter(text.front()) && column <= most_columns; text.remove_prefix(1))
        column = column * 26 + static_cast<std::uint32_t>((text.front() & 0x1F));
    skip_dollar();
    for (; !text.empty() && is_digit(text.front()) && row <= most_rows; text.remove_prefix(1))
        row = row * 10 + static_cast<std::uint32_t>(text.front() - '0');
    if (column == 0 || column > most_columns || row == 0 || row > most_rows) return std::nullopt;
    return CellPlace{row - 1, column - 1};
}

std::optional<std::size_t> index_in(std::string_view text) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(index) : std::nullopt;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// A row of the page: its cells, the first of them at `begin` in the sheet's.
struct Row {
    std::uint32_t row = 0;
    std::size_t begin = 0, end = 0;

    [[nodiscard]] std::size_t cells() const { return end - begin; }
};

/// Whether the only text of a row is a line of its own rather than a label whose figures are blank, or one of them.
bool is_line(std::string_view text) {
    if (grammar::last_figure(text) == text.size()) return false;
    if (text.size() > longest_label || grammar::is_section_title(text) || grammar::is_report_title(text)) return true;
    std::size_t length = 0;
    return grammar::word_at(text.data(), text.data() + text.size(), length) == nullptr;
}

/// Rows or columns that are not shown.
class Hidden {
public:
    explicit Hidden(std::vector<Stretch> stretches) {
        std::ranges::sort(stretches, {}, &Stretch::first);
        for (const Stretch stretch : stretches)
            if (!stretches_.empty() && stretch.first <= stretches_.back().last + 1)
                stretches_.back().last = std::max(stretches_.back().last, stretch.last);
            else
                stretches_.push_back(stretch);
    }

    [[nodiscard]] bool holds(std::uint32_t index) const { return next_shown(index) != index; }

    /// The index itself, or the next that is shown.
    [[nodiscard]] std::uint32_t next_shown(std::uint32_t index) const {
        const auto behind = std::ranges::upper_bound(stretches_, index, {}, &Stretch::first);
        if (behind == stretches_.begin()) return index;
        const Stretch& stretch = *std::prev(behind);
        return index <= stretch.last ? stretch.last + 1 : index;
    }

private:
    std::vector<Stretch> stretches_;  // ascending, with something shown between two
};

/// The merged cells of a sheet, for one that asks row by row, downwards. Of those that overlap, which no program
/// writes, the ones that begin later count for nothing: so they never share a column, and each is looked at once.
class MergedRows {
public:
    MergedRows() = default;
    explicit MergedRows(std::vector<MergedCells> merged) : merged_(std::move(merged)) {
        std::erase_if(merged_, [](const MergedCells& cells) { return cells.first == cells.last; });
        std::ranges::stable_sort(merged_, {}, &MergedCells::first);
    }

    void advance_to(std::uint32_t row) {
        for (; next_ < merged_.size() && merged_[next_].first.row <= row; ++next_) begin(merged_[next_]);
    }

    /// Whether the place, in the row advanced to, is part of merged cells and not the first of them.
    [[nodiscard]] bool covers(CellPlace place) const {
        const auto behind = by_column_.upper_bound(place.column);
        if (behind == by_column_.begin()) return false;
        const MergedCells& cells = std::prev(behind)->second;
        return place.column <= cells.last.column && place.row <= cells.last.row && place != cells.first;
    }

private:
    /// Those that ended above make room.
    void begin(const MergedCells& cells) {
        auto at = by_column_.upper_bound(cells.first.column);
        if (at != by_column_.begin() && std::prev(at)->second.last.column >= cells.first.column) --at;
        while (at != by_column_.end() && at->first <= cells.last.column) {
            if (at->second.last.row >= cells.first.row) return;
            at = by_column_.erase(at);
        }
        by_column_.emplace(cells.first.column, cells);
    }

    std::vector<MergedCells> merged_;  // ascending
    std::size_t next_ = 0;
    std::map<std::uint32_t, MergedCells> by_column_;  // begun, by their first columns; no column is in two of them
};

/// What the first text of a row says of the row: blocks of table 二 have columns of their own, and begin with their
/// article, with their heads, or with both.
enum class Begins : std::uint8_t { nothing, banner, heads };

Begins begins(std::string_view text) {
    const grammar::Word* const word = grammar::find_word(text);
    if (word == nullptr) return Begins::nothing;
    return word->banner ? Begins::banner : word->filler ? Begins::heads : Begins::nothing;
}

class Printer {
public:
    Printer(Sheet sheet, std::uint32_t part, const Limits& limits, std::size_t& printed, std::size_t& hidden,
            Blocks& blocks)
        : sheet_(std::move(sheet)),
          hidden_rows_(std::move(sheet_.hidden_rows)),
          hidden_columns_(std::move(sheet_.hidden_columns)),
          part_(part),
          limits_(limits),
          printed_(printed),
          hidden_(hidden),
          blocks_(blocks) {}

    Refused print() {
        move_merged();
        leave_out_hidden();
        std::ranges::stable_sort(sheet_.cells, {}, &SheetCell::place);
        merged_ = MergedRows(std::move(sheet_.merged));
        std::vector<Row> table;
        Begins above = Begins::nothing;
        for (const Row& row : rows()) {
            const std::string_view text = row.cells() > 0 ? std::string_view(sheet_.cells[row.begin].text) : "";
            if (row.cells() == 1 && is_line(text)) {
                print_table(table);
                print_line(sheet_.cells[row.begin]);
                continue;
            }
            const Begins here = begins(text);
            if (here == Begins::banner || (here == Begins::heads && above != Begins::banner)) print_table(table);
            table.push_back(row);
            above = here;
        }
        print_table(table);
        return std::move(refused_);
    }

private:
    /// Merged cells show the text of the first in those of their rows and columns that are shown.
    void move_merged() {
        std::map<CellPlace, CellPlace> moved;
        for (MergedCells& merged : sheet_.merged) {
            const CellPlace first = merged.first;
            merged.first.row = std::min(hidden_rows_.next_shown(first.row), merged.last.row);
            merged.first.column = std::min(hidden_columns_.next_shown(first.column), merged.last.column);
            if (merged.first != first) moved.emplace(first, merged.first);
        }
        for (SheetCell& cell : sheet_.cells)
            if (const auto to = moved.find(cell.place); to != moved.end()) cell.place = to->second;
    }

    void leave_out_hidden() {
        std::set<std::uint32_t> rows, columns;
        std::erase_if(sheet_.cells, [&](const SheetCell& cell) {
            const bool in_row = hidden_rows_.holds(cell.place.row);
            const bool in_column = hidden_columns_.holds(cell.place.column);
            if (in_row) rows.insert(cell.place.row);
            if (in_column) columns.insert(cell.place.column);
            return in_row || in_column;
        });
        hidden_ += rows.size() + columns.size();
    }

    /// Rows with text; and one below a row of a table, if the file gives it cells: they may all be blank.
    [[nodiscard]] std::vector<Row> rows() const {
        std::vector<Row> rows;
        for (std::size_t at = 0; at < sheet_.cells.size();) {
            const std::uint32_t row = sheet_.cells[at].place.row;
            if (!rows.empty() && rows.back().row + 1 < row) add_blank_row(rows);
            rows.push_back({row, at, at});
            while (at < sheet_.cells.size() && sheet_.cells[at].place.row == row) rows.back().end = ++at;
        }
        if (!rows.empty()) add_blank_row(rows);
        return rows;
    }

    void add_blank_row(std::vector<Row>& rows) const {
        const Row above = rows.back();
        const bool is_there =
            std::ranges::binary_search(sheet_.rows, above.row + 1) && !hidden_rows_.holds(above.row + 1);
        if (is_there && above.cells() > 1) rows.push_back({above.row + 1, above.end, above.end});
    }

    [[nodiscard]] Paragraph paragraph(SheetCell& cell) const {
        return {.text = std::move(cell.text), .number = cell.place.row + 1, .part = part_};
    }

    void print_line(SheetCell& cell) { blocks_.push_back({paragraph(cell)}); }

    /// Columns in which a cell of the table begins, ascending.
    [[nodiscard]] std::vector<std::uint32_t> columns_of(const std::vector<Row>& table) const {
        std::vector<std::uint32_t> columns;
        for (std::size_t at = table.front().begin; at < table.back().end; ++at)
            columns.push_back(sheet_.cells[at].place.column);
        std::ranges::sort(columns);
        columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
        return columns;
    }

    /// The cells of a row that are no part of a cell before or above them.
    std::vector<Cell> cells_of(const Row& row, const std::vector<std::uint32_t>& columns) {
        merged_.advance_to(row.row);
        std::vector<Cell> cells;
        std::size_t at = row.begin;
        for (const std::uint32_t column : columns) {
            const bool is_covered = merged_.covers({row.row, column});
            Cell cell;
            for (; at < row.end && sheet_.cells[at].place.column == column; ++at)
                is_covered ? void(++hidden_) : cell.blocks.push_back({paragraph(sheet_.cells[at])});
            if (!is_covered) cells.push_back(std::move(cell));
        }
        return cells;
    }

    void print_table(std::vector<Row>& rows) {
        const std::vector<Row> table = std::exchange(rows, {});
        if (table.empty() || refused_) return;
        const std::vector<std::uint32_t> columns = columns_of(table);
        printed_ += table.size() * columns.size();
        if (printed_ > limits_.cells.most) {
            refused_ = over_limit(beyond(limits_.cells));
            return;
        }
        Table out;
        for (const Row& row : table)
            if (auto cells = cells_of(row, columns); !cells.empty()) out.rows.push_back(std::move(cells));
        std::ranges::move(closed(std::move(out)), std::back_inserter(blocks_));
    }

    Sheet sheet_;
    Hidden hidden_rows_, hidden_columns_;
    MergedRows merged_;
    std::uint32_t part_;
    const Limits& limits_;
    std::size_t& printed_;
    std::size_t& hidden_;
    Blocks& blocks_;
    Refused refused_;
};

}  // namespace

void SheetEvents::refuse(const Limit& limit) {
    if (!refused_) refused_ = over_limit(beyond(limit));
}

Visit SheetEvents::start(const XmlName& name, const XmlAttributes& attributes) {
    if (refused_) return Visit::stop;
    if (name.vocabulary != Vocabulary::sheet) return Visit::enter;
    if (name.local == "row") {
        start_row(attributes);
    } else if (name.local == "c") {
        start_cell(attributes);
    } else if (name.local == "v") {
        in_value_ = true;
        ++values_;
    } else if (name.local == "f") {
        has_formula_ = true;
        return Visit::skip;
    } else if (name.local == "col") {
        hide_columns(attributes);
    } else if (name.local == "mergeCell") {
        merge(attributes);
    } else if (name.local == "sheetView") {
        shows_zeros_ = is_on(attributes, "showZeros", true);
    } else {
        return inline_text_.start(name.local, attributes);
    }
    return Visit::enter;
}

void SheetEvents::end(const XmlName& name) {
    if (name.vocabulary != Vocabulary::sheet) return;
    if (name.local == "v") in_value_ = false;
    if (name.local == "c") end_cell();
    inline_text_.end(name.local);
}

void SheetEvents::characters(std::string_view text) {
    if (refused_) return;
    if (in_value_)
        value_ += text;
    else
        inline_text_.characters(text);
    if (bytes_ + value_.size() + inline_text_.bytes() > limits_.text_bytes.most) refuse(limits_.text_bytes);
}

/// A row or cell without a place of its own stands behind the one before.
void SheetEvents::start_row(const XmlAttributes& attributes) {
    const std::uint32_t row = attributes.number("r").value_or(next_.row + 1);
    cell_ = {std::min(std::max(row, 1U), most_rows) - 1, 0};
    next_ = {cell_.row + 1, 0};
    if (is_on(attributes, "hidden")) sheet_.hidden_rows.push_back({cell_.row, cell_.row});
}

void SheetEvents::start_cell(const XmlAttributes& attributes) {
    std::string_view place = attributes.get("r").value_or("");
    cell_ = take_place(place).value_or(CellPlace{cell_.row, next_.column});
    next_.column = std::min(cell_.column + 1, most_columns - 1);
    const std::uint32_t style = attributes.number("s").value_or(0);
    style_ = style < book_.styles.size() ? &book_.styles[style] : nullptr;
    type_ = attributes.get("t").value_or("n");
    has_formula_ = false;
    values_ = 0;
    if (sheet_.rows.empty() || sheet_.rows.back() < cell_.row) sheet_.rows.push_back(cell_.row);
}

void SheetEvents::hide_columns(const XmlAttributes& attributes) {
    if (!is_on(attributes, "hidden")) return;
    const std::uint32_t first = attributes.number("min").value_or(0), last = attributes.number("max").value_or(first);
    if (first == 0 || last < first) return;
    if (sheet_.hidden_columns.size() == limits_.definitions.most) return refuse(limits_.definitions);
    sheet_.hidden_columns.push_back({first - 1, last - 1});
}

/// <mergeCell ref="A1:C3"/>
void SheetEvents::merge(const XmlAttributes& attributes) {
    std::string_view text = attributes.get("ref").value_or("");
    const std::optional<CellPlace> first = take_place(text);
    if (!first || !text.starts_with(':')) return;
    text.remove_prefix(1);
    const std::optional<CellPlace> last = take_place(text);
    if (!last || last->row < first->row || last->column < first->column) return;
    if (sheet_.merged.size() == limits_.cells.most) return refuse(limits_.cells);
    sheet_.merged.push_back({*first, *last});
}

std::string SheetEvents::text_of_cell() {
    if (values_ > 1) return std::string(unknown);
    if (type_ == "inlineStr") return inline_text_.take();
    if (type_ == "s" && !value_.empty()) {
        const std::optional<std::size_t> index = index_in(value_);
        return index && *index < book_.strings.size() ? book_.strings[*index] : std::string(unknown);
    }
    if (type_ == "b" && (value_ == "1" || value_ == "0")) return value_ == "1" ? "TRUE" : "FALSE";
    if (value_.empty() && has_formula_ && type_ != "str") return std::string(unknown);
    if (type_ != "n") return value_;
    std::string shown = shown_number(value_, style_ == nullptr ? "" : style_->format, book_.from_1904);
    return !shows_zeros_ && shown == "0" ? std::string() : shown;
}

void SheetEvents::end_cell() {
    std::string text = text_of_cell();
    value_.clear();
    static_cast<void>(inline_text_.take());
    if (is_blank(text) || refused_) return;
    if (style_ != nullptr && style_->struck) text = struck(text);
    bytes_ += text.size();
    if (bytes_ > limits_.text_bytes.most) return refuse(limits_.text_bytes);
    if (sheet_.cells.size() == limits_.cells.most) return refuse(limits_.cells);
    sheet_.cells.push_back({cell_, std::move(text)});
}

Sheet SheetEvents::take() { return std::move(sheet_); }

Refused print_sheet(Sheet sheet, std::uint32_t part, const Limits& limits, std::size_t& printed, std::size_t& hidden,
                    Blocks& blocks) {
    return Printer(std::move(sheet), part, limits, printed, hidden, blocks).print();
}

}  // namespace nianbao::readers
