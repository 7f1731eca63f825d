// Diagnostic -> lines for people. What a place says is quoted through excerpt.hpp, so nothing of the input commands a
// terminal. Long lists are cut: all of it stands in the JSON.
//
//     report.txt:41:18: error[A101 applicants-do-not-add-up]: in the row '（一）予以公开' ...: 3 + 1 = 4 ≠ 5
//        41 | （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 5 |
//           |                                        ^
//           = cells: requests.granted.total
//           = help: requests.granted.total: 5 → 4
#include "backends/render.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "backends/excerpt.hpp"
#include "backends/names.hpp"

namespace nianbao::backends {
namespace {

using grammar::Source;
using grammar::Span;
using passes::Diagnostic;
using passes::Language;
using passes::Severity;

constexpr std::size_t most_characters = 2000;  // of a path or sentence; arguments may quote a line of megabytes
constexpr std::size_t most_quoted = 20;
constexpr std::size_t most_keys = 4, most_related = 12, most_repairs = 5;

struct Palette {
    std::string_view bold, note, warning, error, caret, off;

    [[nodiscard]] std::string_view of(Severity severity) const {
        switch (severity) {
            case Severity::note: return note;
            case Severity::warning: return warning;
            case Severity::error: return error;
        }
        return {};
    }
};

constexpr Palette plain{};
constexpr Palette coloured{.bold = "\x1b[1m",
                           .note = "\x1b[1;36m",
                           .warning = "\x1b[1;35m",
                           .error = "\x1b[1;31m",
                           .caret = "\x1b[1;32m",
                           .off = "\x1b[0m"};

class Renderer {
public:
    Renderer(const Source* source, std::string_view path, const RenderOptions& options, std::string& out)
        : source_(source),
          path_(visible(path, most_characters)),
          options_(options),
          palette_(options.colour ? coloured : plain),
          out_(out) {}

    void write(const Diagnostic& diagnostic) {
        const passes::CatalogueRow& row = describe(diagnostic.code);
        place(diagnostic.span);
        put("{}{}[{} {}]:{} {}{}{}\n", palette_.of(row.severity), name(row.severity), row.code, row.name, palette_.off,
            palette_.bold, visible(message(diagnostic, options_.language), most_characters), palette_.off);
        if (source_ && diagnostic.span) {
            source_line(*diagnostic.span);
            origin(source_->origin(diagnostic.span->begin));
        }
        if (!diagnostic.cells.empty()) detail("cells", keys(diagnostic.cells));
        for (const passes::Repair& repair : shown(diagnostic.repairs, most_repairs)) detail("help", sentence(repair));
        left_out(diagnostic.repairs.size(), most_repairs);
        for (const passes::Related& related : shown(diagnostic.related, most_related)) note(related);
        left_out(diagnostic.related.size(), most_related);
    }

private:
    template <class... Arguments>
    void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
    }

    template <class Item>
    static std::span<const Item> shown(const std::vector<Item>& items, std::size_t most) {
        return std::span(items).first(std::min(items.size(), most));
    }

    [[nodiscard]] std::string_view either(std::string_view zh, std::string_view en) const {
        return options_.language == Language::zh ? zh : en;
    }

    void place(const std::optional<Span>& span) {
        put("{}{}:", palette_.bold, path_);
        if (source_ && span) {
            const grammar::Place at = source_->place(span->begin);
            put("{}:{}:", at.line, at.column);
        }
        put("{} ", palette_.off);
    }

    void source_line(Span span) {
        const Excerpt shown_line = excerpt(source_->text(), span, options_.columns, options_.ambiguous_width);
        put("{:>5} | {}\n", source_->place(span.begin).line, shown_line.line);
        put("      | {:{}}{}^{:~<{}}{}\n", "", shown_line.indent, palette_.caret, "", shown_line.marked - 1,
            palette_.off);
    }

    /// Where the line stands in a file that is no text; its number counts in what `nianbao text` prints.
    void origin(const grammar::Origin& place) {
        if (const std::string in = name(place); !in.empty()) detail("in", visible(in, most_characters));
    }

    void detail(std::string_view word, std::string_view text) {
        put("      = {}{}:{} {}\n", palette_.bold, word, palette_.off, text);
    }

    void left_out(std::size_t all, std::size_t most) {
        if (all <= most) return;
        put("      = ");
        fmt::format_to(std::back_inserter(out_), fmt::runtime(either("另有 {} 项未列出\n", "{} more are not shown\n")),
                       all - most);
    }

    void note(const passes::Related& related) {
        place(related.span);
        put("{}note:{} {}", palette_.note, palette_.off, message(related.relation, options_.language));
        if (source_ && !related.span.empty()) put(": {}", visible(source_->text(related.span), most_quoted));
        if (!related.cells.empty()) put(" ({})", keys(related.cells));
        put("\n");
    }

    [[nodiscard]] std::string keys(const std::vector<grammar::KeyId>& cells) const {
        std::string list;
        for (const grammar::KeyId key : shown(cells, most_keys)) {
            if (!list.empty()) list += ", ";
            list += grammar::keys()[key].text;
        }
        if (cells.size() > most_keys)
            list += fmt::format(fmt::runtime(either(" 等 {} 个", ", ... ({} in all)")), cells.size());
        return list;
    }

    [[nodiscard]] std::string number(const std::optional<Decimal>& value) const {
        return value ? to_string(*value) : std::string(either("空白", "blank"));
    }

    [[nodiscard]] std::string sentence(const passes::Repair& repair) const {
        std::string list;
        for (const passes::Change& change : repair) {
            if (!list.empty()) list += ", ";
            list += grammar::keys()[change.key].text;
            list += fmt::format(": {} → {}", number(change.from), number(change.to));
        }
        return list;
    }

    const Source* source_;
    std::string path_;
    const RenderOptions& options_;
    const Palette& palette_;
    std::string& out_;
};

}  // namespace

void render(const passes::Compilation& compilation, const passes::Diagnostic& diagnostic, std::string_view path,
            const RenderOptions& options, std::string& out) {
    Renderer(compilation.source, path, options, out).write(diagnostic);
}

}  // namespace nianbao::backends
