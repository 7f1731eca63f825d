// The two editions of the form against their official description: keys, cells, identities, and the words by which their
// rows and columns are known. Keys are public: they are spelt out here once more.
#include "grammar/forms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/vocabulary.hpp"

namespace nianbao::grammar {
namespace {

constexpr EditionId edition2019 = 0, edition2021 = 1;

// ---- keys -----------------------------------------------------------------------------------------------------------

/// Rows that have the same columns, names separated by blanks.
struct Rectangle {
    std::string_view table, rows, columns;
};

constexpr std::string_view applicants =
    "natural_person business research_institution public_interest legal_service other total";
constexpr std::string_view outcomes = "upheld corrected other pending total";
constexpr std::string_view requests_before_other =
    "new_received carried_over_in granted partially_granted "
    "denied_state_secret denied_prohibited_by_law denied_security_stability denied_third_party_rights "
    "denied_internal_affairs denied_process_information denied_enforcement_files denied_administrative_inquiry "
    "unavailable_not_held unavailable_requires_creation unavailable_unclear "
    "not_processed_petition not_processed_repeated not_processed_publication not_processed_excessive "
    "not_processed_confirmation";
constexpr Rectangle review = {"review", "reconsideration litigation_direct litigation_after_reconsideration", outcomes};

/// By edition.
const std::vector<Rectangle> contract[] = {
    {{"disclosure", "regulations normative_documents", "made disclosed total_disclosed"},
     {"disclosure", "licensing other_services penalties coercion", "previous_items change decisions"},
     {"disclosure", "fees", "previous_items change"},
     {"disclosure", "procurement", "projects amount"},
     {"requests", requests_before_other, applicants},
     {"requests", "other total_processed carried_over_out", applicants},
     review},
    {{"disclosure", "regulations normative_documents", "issued repealed in_force"},
     {"disclosure", "licensing penalties coercion", "decisions"},
     {"disclosure", "fees", "amount"},
     {"requests", requests_before_other, applicants},
     {"requests", "other_not_corrected other_fee_unpaid other_misc total_processed carried_over_out", applicants},
     review},
};

std::vector<std::string> names_in(std::string_view list) {
    std::vector<std::string> names(1);
    for (const char c : list) c == ' ' ? void(names.emplace_back()) : names.back().push_back(c);
    return names;
}

std::vector<std::string> keys_of(const std::vector<Rectangle>& rectangles) {
    std::vector<std::string> texts;
    for (const Rectangle& part : rectangles)
        for (const std::string& row : names_in(part.rows))
            for (const std::string& column : names_in(part.columns))
                texts.push_back(std::string(part.table) + '.' + row + '.' + column);
    return texts;
}

std::vector<std::string> keys_of(EditionId edition) {
    std::vector<std::string> texts;
    for (const FormCell& cell : cells_of(edition)) texts.emplace_back(keys()[cell.key].text);
    return texts;
}

TEST(Forms, CellsAreThoseOfTheContractInTheFormsOrder) {
    EXPECT_EQ(keys_of(edition2019), keys_of(contract[edition2019]));
    EXPECT_EQ(keys_of(edition2021), keys_of(contract[edition2021]));
    EXPECT_EQ(cells_of(edition2019).size(), 198U);
    EXPECT_EQ(cells_of(edition2021).size(), 200U);
}

TEST(Forms, AllKeysAreThoseOfTheEditionsEachOnce) {
    std::set<std::string> published, used, found;
    for (const std::vector<Rectangle>& rectangles : contract)
        for (std::string& text : keys_of(rectangles)) published.insert(std::move(text));
    EXPECT_EQ(published.size(), 226U);
    for (EditionId edition = 0; edition < form_count; ++edition)
        for (std::string& text : keys_of(edition)) used.insert(std::move(text));
    for (const Key& key : keys()) EXPECT_TRUE(found.emplace(key.text).second) << key.text << " twice";
    EXPECT_EQ(found, used);
    EXPECT_TRUE(std::ranges::includes(found, published));
}

TEST(Forms, KeysAreFoundByTheirText) {
    for (std::size_t id = 0; id < keys().size(); ++id) {
        const Key& key = keys()[id];
        EXPECT_EQ(find_key(key.text), id) << key.text;
        EXPECT_EQ(key.text, std::string(all_forms[0]->table(key.table).key) + '.' + std::string(key.row) + '.' +
                                std::string(key.column));
    }
    for (const std::string_view text :
         {"", "requests", "requests.granted", "requests.granted.", "requests.granted.Total", "requests.granted.total ",
          "requests.other.made", "review.granted.total"})
        EXPECT_EQ(find_key(text), key_count) << text;
}

TEST(Forms, KeysStandInTheOrderOfTablesRowsAndColumns) {
    const auto place = [](std::string_view text) { return find_key(text); };
    for (std::size_t id = 1; id < keys().size(); ++id) EXPECT_LE(keys()[id - 1].table, keys()[id].table);
    EXPECT_LT(place("requests.not_processed_confirmation.total"), place("requests.other_not_corrected.natural_person"));
    EXPECT_LT(place("requests.other_misc.total"), place("requests.total_processed.natural_person"));
    EXPECT_LT(place("requests.other.total"), place("requests.total_processed.natural_person"));
    EXPECT_LT(place("disclosure.regulations.total_disclosed"), place("disclosure.normative_documents.issued"));
}

TEST(Forms, UnitsAreThoseOfTheContract) {
    for (const Key& key : keys()) {
        const Unit wanted = key.column == "change"                     ? Unit::change
                            : key.text == "disclosure.fees.amount"     ? Unit::wan_yuan
                            : key.text.ends_with("procurement.amount") ? Unit::yuan
                                                                       : Unit::count;
        EXPECT_EQ(key.unit, wanted) << key.text;
    }
}

// ---- cells ----------------------------------------------------------------------------------------------------------

TEST(Forms, CellsLieWhereTheirKeysSay) {
    for (EditionId edition = 0; edition < form_count; ++edition)
        for (const FormCell& cell : cells_of(edition)) {
            const Block& block = all_forms[edition]->table(cell.table).blocks[cell.block];
            const Key& key = keys()[cell.key];
            EXPECT_EQ(key.table, cell.table) << key.text;
            EXPECT_EQ(key.row, block.rows[cell.row].key) << key.text;
            EXPECT_EQ(key.column, block.columns[cell.column].key) << key.text;
            EXPECT_EQ(key.unit, block.columns[cell.column].unit) << key.text;
        }
}

TEST(Forms, BlocksHoldAllCellsOfTheEdition) {
    for (EditionId edition = 0; edition < form_count; ++edition) {
        std::size_t at = 0;
        for (const Table& table : all_forms[edition]->tables) {
            for (std::size_t block = 0; block < table.blocks.size(); ++block) {
                const std::span<const FormCell> cells = cells_of(edition, table.id, block);
                ASSERT_EQ(cells.data(), cells_of(edition).data() + at) << table.key << block;
                EXPECT_EQ(cells.size(), table.blocks[block].rows.size() * table.blocks[block].columns.size());
                at += cells.size();
            }
            EXPECT_TRUE(cells_of(edition, table.id, table.blocks.size()).empty()) << table.key;
        }
        EXPECT_EQ(at, cells_of(edition).size());
    }
}

// ---- identities -----------------------------------------------------------------------------------------------------

using Equation = std::vector<int>;  // a coefficient a key

void add_terms(Equation& equation, TableId table, std::string_view fixed, std::span<const std::string_view> terms,
               Axis axis, int coefficient) {
    const std::string front = std::string(all_forms[0]->table(table).key) + '.';
    for (const std::string_view term : terms) {
        const std::string_view row = axis == Axis::rows ? fixed : term, column = axis == Axis::rows ? term : fixed;
        const KeyId key = find_key(front + std::string(row) + '.' + std::string(column));
        ASSERT_LT(key, key_count) << term;
        equation[key] += coefficient;
    }
}

std::vector<Equation> equations_of(const Table& table) {
    std::vector<Equation> equations;
    for (const Identity& identity : table.identities) {
        std::vector<std::string_view> over;
        if (identity.axis == Axis::rows)
            for (const Row& row : table.blocks[0].rows) over.push_back(row.key);
        else
            for (const Column& column : table.blocks[0].columns) over.push_back(column.key);
        for (const std::string_view fixed : over) {
            Equation& equation = equations.emplace_back(key_count);
            add_terms(equation, table.id, fixed, identity.left, identity.axis, 1);
            add_terms(equation, table.id, fixed, identity.right, identity.axis, -1);
        }
    }
    return equations;
}

constexpr std::int64_t prime = 1'000'003;

std::int64_t inverse(std::int64_t number) {  // by Fermat
    std::int64_t result = 1;
    for (std::int64_t power = prime - 2; power > 0; power /= 2, number = number * number % prime)
        if (power % 2 == 1) result = result * number % prime;
    return result;
}

std::size_t rank(const std::vector<Equation>& equations) {
    std::vector<std::vector<std::int64_t>> rows;
    for (const Equation& equation : equations) {
        rows.emplace_back();
        for (const int coefficient : equation) rows.back().push_back((coefficient + prime) % prime);
    }
    std::size_t found = 0;
    for (std::size_t column = 0; column < key_count && found < rows.size(); ++column) {
        const auto first = rows.begin() + static_cast<std::ptrdiff_t>(found);
        const auto pivot = std::find_if(first, rows.end(), [&](const auto& row) { return row[column] != 0; });
        if (pivot == rows.end()) continue;
        std::iter_swap(first, pivot);
        for (auto row = first + 1; row != rows.end(); ++row) {
            const std::int64_t factor = (*row)[column] * inverse((*first)[column]) % prime;
            for (std::size_t i = column; i < key_count; ++i)
                (*row)[i] = ((*row)[i] + (prime - factor) * (*first)[i]) % prime;
        }
        ++found;
    }
    return found;
}

TEST(Forms, IdentitiesAreThoseOfTheForm) {
    const auto old_requests = equations_of(forms::edition2019::form.table(TableId::requests));
    const auto new_requests = equations_of(forms::edition2021::form.table(TableId::requests));
    EXPECT_EQ(old_requests.size(), 37U);
    EXPECT_EQ(rank(old_requests), 35U);
    EXPECT_EQ(new_requests.size(), 39U);
    EXPECT_EQ(rank(new_requests), 37U);
    for (const Form* form : all_forms) {
        EXPECT_TRUE(form->table(TableId::disclosure).identities.empty());
        EXPECT_EQ(rank(equations_of(form->table(TableId::review))), 3U);
    }
}

/// E1 counts each cell of table 三 once; E2 and E3 share them out, and only （七） is in both. A result that E2 forgets is
/// found here.
TEST(Forms, EveryCellOfTheAddingTablesIsInAnIdentity) {
    for (EditionId edition = 0; edition < form_count; ++edition)
        for (const TableId table : {TableId::requests, TableId::review}) {
            const auto equations = equations_of(all_forms[edition]->table(table));
            for (const FormCell& cell : cells_of(edition, table, 0)) {
                const auto uses = std::ranges::count_if(equations, [&](const auto& e) { return e[cell.key] != 0; });
                const bool result_total = keys()[cell.key].row == "total_processed";
                const int wanted = table == TableId::review ? 1 : result_total ? 3 : 2;
                EXPECT_EQ(uses, wanted) << keys()[cell.key].text;
            }
        }
}

// ---- well_formed ----------------------------------------------------------------------------------------------------

constexpr Column two_columns[] = {{"a", "甲"}, {"total", "总计"}};
constexpr Row two_rows[] = {{"first", "第一"}, {"second", "第二"}};
constexpr std::string_view a[] = {"a"}, total[] = {"total"}, a_twice[] = {"a", "a"}, misspelt[] = {"totall"};
constexpr Block good_blocks[] = {{"", "", two_columns, two_rows}};
constexpr Identity good_identities[] = {{"E", Axis::rows, a, total}};

bool well_formed_with(std::span<const Block> blocks, std::span<const Identity> identities, std::string_view key = "t") {
    return well_formed(Table{TableId::disclosure, key, "表", blocks, identities});
}

TEST(WellFormed, AGoodTableIs) { EXPECT_TRUE(well_formed_with(good_blocks, good_identities)); }

TEST(WellFormed, NamesAreSetOnce) {
    const Row without_key[] = {{"", "第一"}}, without_label[] = {{"first", ""}};
    const Row same_key[] = {{"first", "第一"}, {"first", "第二"}},
              same_label[] = {{"first", "第一"}, {"second", "第一"}};
    for (const std::span<const Row> rows : {std::span<const Row>(without_key),
                                            std::span<const Row>(without_label),
                                            std::span<const Row>(same_key),
                                            std::span<const Row>(same_label),
                                            {}}) {
        const Block blocks[] = {{"", "", two_columns, rows}};
        EXPECT_FALSE(well_formed_with(blocks, {}));
    }
    const Column same_column[] = {{"a", "甲"}, {"a", "乙"}};
    const Block blocks[] = {{"", "", same_column, two_rows}};
    EXPECT_FALSE(well_formed_with(blocks, {}));
    EXPECT_FALSE(well_formed_with({}, {}));
    EXPECT_FALSE(well_formed_with(good_blocks, good_identities, ""));
}

TEST(WellFormed, BlocksShareNoItemAndNoRow) {
    const Row other_rows[] = {{"third", "第三"}};
    const Block apart[] = {{"1", "", two_columns, two_rows}, {"5", "", two_columns, other_rows}};
    const Block same_item[] = {{"1", "", two_columns, two_rows}, {"1", "", two_columns, other_rows}};
    const Block same_row[] = {{"1", "", two_columns, two_rows}, {"5", "", two_columns, two_rows}};
    EXPECT_TRUE(well_formed_with(apart, {}));
    EXPECT_FALSE(well_formed_with(same_item, {}));
    EXPECT_FALSE(well_formed_with(same_row, {}));
}

TEST(WellFormed, IdentitiesSpeakOfCellsThatThereAre) {
    const Identity bad[] = {{"E", Axis::rows, a, misspelt}, {"E", Axis::rows, misspelt, total},
                            {"E", Axis::columns, a, total}, {"E", Axis::rows, a_twice, total},
                            {"E", Axis::rows, a, a},        {"E", Axis::rows, {}, total},
                            {"E", Axis::rows, a, {}},       {"", Axis::rows, a, total}};
    for (const Identity& identity : bad) EXPECT_FALSE(well_formed_with(good_blocks, {&identity, 1}));
}

TEST(WellFormed, ADroppedItemKeepsItsPlace) {
    const Block with_hole[] = {{"1", "", {}, {}}, {"5", "", two_columns, two_rows}};
    const Block half[] = {{"1", "", two_columns, {}}, {"5", "", two_columns, two_rows}};
    const Block nameless[] = {{"", "", {}, {}}};
    EXPECT_TRUE(well_formed_with(with_hole, {}));
    EXPECT_FALSE(well_formed_with(with_hole, good_identities));
    EXPECT_FALSE(well_formed_with(half, {}));
    EXPECT_FALSE(well_formed_with(nameless, {}));
}

TEST(WellFormed, FormsHaveTheirTablesInOrder) {
    const Table in_order[] = {forms::edition2019::form.tables[0], forms::edition2019::form.tables[1],
                              forms::edition2019::form.tables[2]};
    const Table swapped[] = {in_order[1], in_order[0], in_order[2]};
    EXPECT_TRUE(well_formed(Form{"2019", 2019, "", in_order}));
    EXPECT_FALSE(well_formed(Form{"2019", 2019, "", swapped}));
    EXPECT_FALSE(well_formed(Form{"2019", 2019, "", std::span(in_order).first(2)}));
    EXPECT_FALSE(well_formed(Form{"", 2019, "", in_order}));
}

// ---- words ----------------------------------------------------------------------------------------------------------

std::vector<std::string_view> labels_of(std::string_view label, std::string_view variants) {
    std::vector<std::string_view> labels = {label};
    while (!variants.empty()) {
        const std::size_t bar = std::min(variants.find('|'), variants.size());
        labels.push_back(variants.substr(0, bar));
        variants.remove_prefix(std::min(bar + 1, variants.size()));
    }
    return labels;
}

TEST(Forms, EveryLabelOfARowIsAWordForIt) {
    for (EditionId edition = 0; edition < form_count; ++edition)
        for (const TableId table : {TableId::disclosure, TableId::requests}) {
            const std::span<const Block> blocks = all_forms[edition]->table(table).blocks;
            for (std::uint8_t b = 0; b < blocks.size(); ++b)
                for (std::uint8_t r = 0; r < blocks[b].rows.size(); ++r)
                    for (const std::string_view label :
                         labels_of(blocks[b].rows[r].label, blocks[b].rows[r].variants)) {
                        const Word* word = find_word(label);
                        ASSERT_NE(word, nullptr) << label;
                        EXPECT_EQ(word->rows[edition], (RowPlace{table, b, r})) << label;
                    }
        }
}

TEST(Forms, EveryHeadOfAColumnIsAWordForIt) {
    for (EditionId edition = 0; edition < form_count; ++edition)
        for (const Table& table : all_forms[edition]->tables)
            for (std::uint8_t b = 0; b < table.blocks.size(); ++b)
                for (std::uint8_t c = 0; c < table.blocks[b].columns.size(); ++c) {
                    const Column& column = table.blocks[b].columns[c];
                    for (const std::string_view label : labels_of(column.label, column.variants)) {
                        const Word* word = find_word(label);
                        ASSERT_NE(word, nullptr) << label;
                        switch (table.id) {
                            case TableId::disclosure:
                                EXPECT_TRUE(word->heads[edition] >> (b * 4U + c) & 1U) << label;
                                break;
                            case TableId::requests: EXPECT_EQ(word->applicant, c) << label; break;
                            case TableId::review: EXPECT_EQ(word->outcome, c) << label; break;
                        }
                    }
                }
}

TEST(Forms, EveryGroupIsAWordForOne) {
    for (const Form* form : all_forms)
        for (const TableId table : {TableId::requests, TableId::review})
            for (const Row& row : form->table(table).blocks[0].rows)
                for (const std::string_view label : {row.group, table == TableId::review ? row.label : ""}) {
                    if (label.empty()) continue;
                    const Word* word = find_word(label);
                    ASSERT_NE(word, nullptr) << label;
                    EXPECT_TRUE(word->group.has_value()) << label;
                }
}

TEST(Forms, EveryBannerIsAWordForItsBlock) {
    for (const Block& block : forms::edition2019::form.table(TableId::disclosure).blocks) {
        const Word* word = find_word(block.banner);
        ASSERT_NE(word, nullptr) << block.banner;
        EXPECT_EQ(word->banner, &block - forms::edition2019::form.table(TableId::disclosure).blocks.data())
            << block.banner;
    }
}

}  // namespace
}  // namespace nianbao::grammar
