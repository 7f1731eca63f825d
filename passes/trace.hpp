// What the passes did with a report and why, as plain events, for people who write layouts (nianbao compile --trace).
// A pass notes an event where it is given a Trace, and does nothing else for it. Events refer into the document and the
// vocabulary; how a label came by its row is worked out of them here, afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ast/document.hpp"
#include "passes/binding.hpp"
#include "passes/editions.hpp"
#include "passes/raw_row.hpp"
#include "passes/search.hpp"

namespace nianbao::passes {

/// How the label of some figures came by the row that it means.
enum class Bond : std::uint8_t {
    none,       // it means none
    word,       // it is a word of the form
    wrapped,    // it is one together with the label of the printed row before
    nearly,     // it is nearly one
    continued,  // there is none: the printed row before has it, without figures
    completes,  // it is the second part of the label before, whose figures came between
};

/// A label and the fields behind it: row_collector.cpp. One printed row may hold several.
struct LabelEvent {
    std::span<const ast::PrintedCell> labels, fields;
    Bond bond{};
    Meaning meaning{};
    std::vector<const grammar::Word*> words = {};  // in the label; nullptr: characters that are none
    const grammar::Word* word = nullptr;           // Bond::word: the one that names the row
    std::uint32_t word_cell = 0;                   // the cell of the label that it begins in
    std::u32string last_other = {};                // the last characters that are no word, folded
    std::optional<grammar::TableId> table = {};    // where the text has come to
    std::optional<std::uint8_t> block = {};        // of table 二
    bool expected = false;                         // rows of the table are expected here
};

/// A row whose figures stood in the order of the heads: column_order.cpp.
struct ColumnEvent {
    std::uint32_t first_figure = 0;          // the row's, in Binding::figures
    std::vector<std::uint8_t> columns = {};  // as they were printed
};

/// Why nobody can say which figures of a row are which of its cells.
enum class Dispute : std::uint8_t {
    unparted,  // others beside them may be its, too
    stray,     // the table has a column too many, and what is blank here may be a cell of the form
    shifted,   // they may be another row's: figures on one side of it are nobody's, and a label on the other has none
    heads,     // they are glued, or too few or too many, and the heads stand in another order than the form's
};

/// A row that is given up when it is bound: row_placing.cpp, column_order.cpp.
struct DisputeEvent {
    std::uint32_t first_figure = 0;  // the row's, in Binding::figures
    Dispute why{};
};

/// Why a number in a row is no more than a guess.
enum class OrderDoubt : std::uint8_t {
    broken,     // an identity through it does not hold
    reordered,  // the columns stand in another order than the form's
    no_sums,    // nothing adds up in its table
    lost,       // its row does not add up, or lacks a number, in a table that has lost lines
    joined,     // its row has a number with blanks within, as two may stand, and does not add up
};

/// turned_rows.cpp
struct OrderDoubtEvent {
    grammar::KeyId key = 0;
    OrderDoubt why{};
};

/// A row with several readings, or digits run together: resolve.cpp.
struct ReadingEvent {
    BoundRow row;
    std::uint64_t readings = 0;             // saturates
    std::uint32_t broken = 0;               // identities that the best reading breaks, in the row or over the table
    std::optional<std::uint32_t> next;      // how many more another does that was found; none: two at least
    bool table_wide = false;                // weighed with all rows of the table
    bool blanks = false;                    // cells may be left out
    bool weighed = true;                    // against the identities; not where too many rows have lost figures
    bool exhausted = false;                 // the budget was used up
    std::uint64_t steps = 0;                // of the search that this row was part of
    std::uint32_t agreed = 0;               // bit a cell: all readings say the same
    std::uint32_t doubtful = 0;             // bit a cell: the rule of two does not prove it
    std::uint32_t law_broken = 0;           // bit a cell: a best reading breaks the identity of its row or group
    std::vector<std::uint32_t> least = {};  // by cell: how many more a reading breaks that changes it; not_found: none
    static constexpr std::uint32_t not_found = ~std::uint32_t{0};
};

/// Rows that a page may have printed column by column: turned_rows.cpp.
struct TurnEvent {
    std::vector<std::uint8_t> rows;
    std::size_t ways = 0;               // to read the table that were weighed
    std::uint32_t broken = 0;           // identities of the table that the best breaks
    std::optional<std::uint32_t> next;  // how many more the next does that says something else
    bool turned = false;                // the best reads some of the rows by columns
    bool cut = false;                   // there are more ways, or may be
};

struct Trace {
    std::vector<LabelEvent> labels;  // in the order of the text
    std::vector<ColumnEvent> reordered;
    std::vector<DisputeEvent> disputed;
    Editions editions;
    std::vector<ReadingEvent> readings;
    std::vector<TurnEvent> turns;
    std::vector<OrderDoubtEvent> order_doubts;
    Binding binding;  // as it was when all passes had run
};

/// What makes a label the label of its row.
enum class Likeness : std::uint8_t {
    none,
    form,        // the label of the form
    variant,     // one that is known to be printed for it
    brackets,    // either, and something in brackets beside it
    part,        // words of the form run together in one cell, of which this is the last
    joined,      // the page cut it over several cells
    wrapped,     // or over two printed rows
    renumbered,  // a label of the form but for its number
    beginning,   // the beginning of a label, or of its last cell's words
    misspelt,    // a label but for some characters
    damaged,     // a label in another way: with words said twice, or behind others in its cell
    elsewhere,   // it stands in another printed row
};

struct Match {
    Likeness likeness{};
    const grammar::Word* word = nullptr;  // null: it stands elsewhere
    std::size_t distance = 0;             // misspelt: characters that differ
};

/// How a label came by its row.
[[nodiscard]] Match match_of(const LabelEvent& event, const grammar::Source& source);

/// The label of the table at hand, or of any where that is not known, that is nearest to one that means no row. Its
/// distance is beyond what counts as misspelt, or two are as near.
[[nodiscard]] Match nearest_of(const LabelEvent& event, const grammar::Source& source);

/// Which bound row has a printed figure; by the figure's place, blanks aside.
class FigureOwners {
public:
    explicit FigureOwners(const Binding& binding);

    /// The rows that have some of these figures, in the order of the form; indexes of Binding::rows.
    [[nodiscard]] std::vector<std::size_t> of(std::span<const ast::PrintedCell> fields) const;

private:
    struct Owned {
        std::uint32_t begin = 0;
        std::size_t row = 0;
    };
    std::vector<Owned> owned_;  // sorted
};

}  // namespace nianbao::passes
