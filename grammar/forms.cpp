// Numbers the keys of all editions. Runs once, before main's first use, from constant data.
#include "grammar/forms.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <vector>

namespace nianbao::grammar {
namespace {

struct KeyRow {
    std::string_view row;
    std::vector<std::pair<std::string_view, Unit>> columns;
};

void add_rows(std::vector<KeyRow>& rows, const Table& table) {
    std::size_t at = 0;
    for (const Block& block : table.blocks) {
        for (const Row& row : block.rows) {
            auto found = std::find_if(rows.begin(), rows.end(), [&](const KeyRow& r) { return r.row == row.key; });
            if (found == rows.end()) found = rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), {row.key, {}});
            at = static_cast<std::size_t>(found - rows.begin()) + 1;
            for (const Column& column : block.columns) {
                const auto same = [&](const auto& c) { return c.first == column.key; };
                if (std::none_of(found->columns.begin(), found->columns.end(), same))
                    found->columns.emplace_back(column.key, column.unit);
            }
        }
    }
}

struct Registry {
    std::array<Key, key_count> keys;
    std::array<std::vector<FormCell>, form_count> cells;
    std::array<std::string, key_count> texts;

    Registry() {
        std::size_t count = 0;
        for (std::size_t t = 0; t < table_count; ++t) {
            std::vector<KeyRow> rows;
            for (const Form* form : all_forms) add_rows(rows, form->tables[t]);
            for (const KeyRow& row : rows)
                for (const auto& [column, unit] : row.columns) {
                    assert(count < key_count);
                    texts[count] = std::string(all_forms[0]->tables[t].key) + '.' + std::string(row.row) + '.' +
                                   std::string(column);
                    keys[count] = {static_cast<TableId>(t), row.row, column, texts[count], unit};
                    ++count;
                }
        }
        assert(count == key_count);
        for (std::size_t f = 0; f < form_count; ++f) add_cells(cells[f], *all_forms[f]);
    }

    /// Looks behind the key found last first: the cells of a form are mostly in the order of the keys.
    KeyId find(TableId table, std::string_view row, std::string_view column, std::size_t last) const {
        const auto is_it = [&](const Key& key) { return key.table == table && key.row == row && key.column == column; };
        std::size_t id = last;
        do id = id + 1 < key_count ? id + 1 : 0;
        while (!is_it(keys[id]) && id != last);
        return static_cast<KeyId>(id);
    }

    void add_cells(std::vector<FormCell>& out, const Form& form) const {
        std::size_t key = key_count - 1;
        for (const Table& table : form.tables)
            for (std::size_t b = 0; b < table.blocks.size(); ++b)
                for (std::size_t r = 0; r < table.blocks[b].rows.size(); ++r)
                    for (std::size_t c = 0; c < table.blocks[b].columns.size(); ++c) {
                        key = find(table.id, table.blocks[b].rows[r].key, table.blocks[b].columns[c].key, key);
                        out.push_back({table.id, static_cast<std::uint8_t>(b), static_cast<std::uint8_t>(r),
                                       static_cast<std::uint8_t>(c), static_cast<KeyId>(key)});
                    }
    }
};

const Registry& registry() {
    static const Registry instance;
    return instance;
}

}  // namespace

const std::array<Key, key_count>& keys() { return registry().keys; }

std::span<const FormCell> cells_of(EditionId edition) { return registry().cells[edition]; }

std::span<const FormCell> cells_of(EditionId edition, TableId table, std::size_t block) {
    const std::span<const FormCell> all = cells_of(edition);
    std::size_t at = 0;
    for (const Table& t : all_forms[edition]->tables)
        for (std::size_t b = 0; b < t.blocks.size(); ++b) {
            const std::size_t size = t.blocks[b].rows.size() * t.blocks[b].columns.size();
            if (t.id == table && b == block) return all.subspan(at, size);
            at += size;
        }
    return {};
}

KeyId find_key(std::string_view text) {
    const auto& all = keys();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Key& key) { return key.text == text; });
    return static_cast<KeyId>(found - all.begin());
}

}  // namespace nianbao::grammar
