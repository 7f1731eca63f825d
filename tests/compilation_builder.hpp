// Compilations made of numbers, for tests of passes that work on resolved cells: no grammar, no binding. The text is a
// plain rendering, a row a line, so that spans are real.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator.hpp"
#include "grammar/forms.hpp"
#include "grammar/source.hpp"
#include "passes/compilation.hpp"
#include "passes/passes.hpp"

namespace nianbao::tests {

inline constexpr grammar::EditionId edition2019 = 0, edition2021 = 1;

class CompilationBuilder {
public:
    /// All cells of the edition, each a printed 0.
    explicit CompilationBuilder(grammar::EditionId edition) {
        out_.edition = out_.requests_edition = edition;
        out_.tables_found.fill(true);
        for (const grammar::FormCell& cell : grammar::cells_of(edition)) {
            out_.cells.push_back({.key = cell.key});
            if (cell.table == grammar::TableId::disclosure)
                set_item_edition(grammar::all_forms[edition]->tables[0].blocks[cell.block].item, edition);
            print(cell.key, 0);
        }
    }

    /// The figures of a random report, as printed.
    explicit CompilationBuilder(const generator::Report& report) : CompilationBuilder(report.edition) {
        for (const generator::Figure& figure : report.figures) {
            passes::Cell& at = cell(figure.place.key);
            at.value = figure.value;
            if (figure.blank) clear(at, passes::State::blank);
        }
    }

    passes::Cell& cell(grammar::KeyId key) {
        std::size_t i = 0;
        while (out_.cells[i].key != key) ++i;
        return out_.cells[i];
    }
    passes::Cell& cell(std::string_view key) { return cell(grammar::find_key(key)); }

    CompilationBuilder& print(grammar::KeyId key, Decimal value) {
        passes::Cell& at = cell(key);
        at.state = passes::State::given;
        at.certainty = passes::Certainty::read;
        at.value = value;
        return *this;
    }
    CompilationBuilder& print(std::string_view key, Decimal value) { return print(grammar::find_key(key), value); }

    /// The figures of one row: `row("requests.granted", {3, 1, 0, 0, 0, 0, 4})`; nothing stands for a blank.
    CompilationBuilder& row(std::string_view name, std::initializer_list<std::optional<int>> values) {
        std::size_t i = 0;
        for (passes::Cell& at : out_.cells) {
            const grammar::Key& key = grammar::keys()[at.key];
            if (key.text.substr(0, key.text.rfind('.')) != name || i == values.size()) continue;
            const std::optional<int> value = values.begin()[i++];
            if (value)
                print(at.key, *value);
            else
                clear(at, passes::State::blank);
        }
        return *this;
    }

    CompilationBuilder& leave(std::string_view key, passes::State state) {
        clear(cell(key), state);
        return *this;
    }

    /// Cells that share digits; a reading gives each of them a number. The first reading is the value if `sure`.
    CompilationBuilder& guess(std::uint32_t run, std::initializer_list<std::string_view> keys,
                              std::initializer_list<std::initializer_list<int>> readings, bool sure = true) {
        std::size_t n = 0;
        for (std::string_view key : keys) {
            passes::Cell& at = cell(key);
            at.candidates = {static_cast<std::uint32_t>(out_.candidates.size()),
                             static_cast<std::uint32_t>(readings.size())};
            for (const auto& reading : readings) out_.candidates.emplace_back(reading.begin()[n]);
            at.certainty = passes::Certainty::guessed;
            at.run = run;
            at.value.reset();
            if (sure) at.value = readings.begin()->begin()[n];
            ++n;
        }
        return *this;
    }

    /// Prints the text and sets all spans. Blank cells have empty ones, absent cells none.
    CompilationBuilder& render() {
        std::string text;
        for (passes::Cell& at : out_.cells) {
            text += text.empty() || !same_row_as_before(at) ? '\n' : ' ';
            if (at.state == passes::State::absent) continue;
            const auto begin = static_cast<std::uint32_t>(text.size());
            if (at.value)
                append(text, *at.value);
            else if (at.state == passes::State::illegible)
                text += "约20";
            at.text = {begin, static_cast<std::uint32_t>(text.size())};
            at.span = at.text;
        }
        source_ = std::make_unique<grammar::Source>(grammar::Source::from_bytes(std::move(text)));
        out_.source = source_.get();
        return *this;
    }

    [[nodiscard]] std::string_view text(grammar::Span span) const { return source_->text(span); }
    [[nodiscard]] passes::Compilation& compilation() { return out_; }

    [[nodiscard]] std::vector<passes::Diagnostic> identities() const {
        std::vector<passes::Diagnostic> diagnostics;
        passes::check_identities(out_, diagnostics);
        return diagnostics;
    }
    [[nodiscard]] std::vector<passes::Diagnostic> completeness() const {
        std::vector<passes::Diagnostic> diagnostics;
        passes::check_completeness(out_, diagnostics);
        return diagnostics;
    }
    CompilationBuilder& derive() {
        const grammar::Source source;
        const ast::Document document;
        passes::Work work{.source = source, .document = document, .steps = 0, .binding = {}, .out = std::move(out_)};
        passes::derive(work);
        out_ = std::move(work.out);
        return *this;
    }

private:
    static void clear(passes::Cell& at, passes::State state) {
        at.state = state;
        at.certainty = passes::Certainty::unknown;
        at.value.reset();
    }

    void set_item_edition(std::string_view item, grammar::EditionId edition) {
        for (std::size_t i = 0; i < passes::item_count; ++i)
            if (passes::item_names[i] == item) out_.item_editions[i] = edition;
    }

    bool same_row_as_before(const passes::Cell& at) {
        const std::size_t index = static_cast<std::size_t>(&at - out_.cells.data());
        return index > 0 && grammar::keys()[out_.cells[index - 1].key].row == grammar::keys()[at.key].row;
    }

    std::unique_ptr<grammar::Source> source_;
    passes::Compilation out_;
};

}  // namespace nianbao::tests
