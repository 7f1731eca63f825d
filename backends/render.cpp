// Diagnostic -> lines for people. Everything that comes from the input is shown, never obeyed: control characters and
// invisible marks, which could command a terminal or hide text, are written out. The work per diagnostic is bounded by
// the width of the excerpt, however long the line.
//
//     report.txt:41:18: error[A101 applicants-do-not-add-up]: in the row '（一）予以公开' ...: 3 + 1 = 4 ≠ 5
//        41 | （一）予以公开 | 3 | 1 | 0 | 0 | 0 | 0 | 5 |
//           |                                        ^
//           = cells: requests.granted.total
//           = help: requests.granted.total: 5 → 4
#include "backends/render.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "backends/utf8.hpp"
#include "grammar/unicode.hpp"

namespace nianbao::backends {
namespace {

using grammar::Source;
using grammar::Span;
using passes::Diagnostic;
using passes::Language;
using passes::Severity;

constexpr std::size_t tab_columns = 4;
constexpr std::size_t least_columns = 20;       // room for two ellipses and something between them
constexpr std::size_t bytes_per_column = 16;    // more marks than this on one character are cut off
constexpr std::size_t most_characters = 2000;   // of a path or sentence; arguments may quote a line of megabytes
constexpr std::size_t most_keys = 8, most_related = 12, most_repairs = 5;
constexpr char32_t ellipsis = U'…';

// Characters

struct Character {
    char32_t code = 0;
    std::string_view bytes;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// `text` is not empty and valid UTF-8.
Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t size = 1;
    while (size < text.size() && size < 4 && is_continuation(text[size])) ++size;
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {code, text.substr(0, size)};
}

Character last_character(std::string_view text) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && is_continuation(text[begin])) --begin;
    return first_character(text.substr(begin));
}

bool is_control(char32_t code) { return code < 0x20 || code == 0x7F; }

/// Marks that change what is seen without being seen: C1 controls, direction, zero width, tags.
bool is_invisible(char32_t code) {
    struct Range {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {{0x80, 0x9F},     {0x061C, 0x061C}, {0x180E, 0x180E},   {0x200B, 0x200F},
                                       {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},
                                       {0xE0000, 0xE007F}};
    return std::ranges::any_of(ranges, [code](Range range) { return code >= range.first && code <= range.last; });
}

void append_utf8(std::string& out, char32_t code) {  // of the Basic Multilingual Plane, beyond U+07FF
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
}

/// What stands for a character in the output, and how many columns that takes.
struct Shown {
    std::string text;
    std::size_t columns = 0;
};

std::size_t width(char32_t code, const RenderOptions& options) {
    return static_cast<std::size_t>(grammar::display_width(code, options.ambiguous_width));
}

Shown show(Character character, const RenderOptions& options) {
    Shown shown;
    if (character.code == '\t') return {std::string(tab_columns, ' '), tab_columns};
    if (is_control(character.code)) {
        const char32_t picture = character.code == 0x7F ? U'\u2421' : U'\u2400' + character.code;
        append_utf8(shown.text, picture);
        shown.columns = width(picture, options);
    } else if (is_invisible(character.code)) {
        shown.text = fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(character.code));
        shown.columns = shown.text.size();
    } else {
        shown.text = character.bytes;
        shown.columns = width(character.code, options);
    }
    return shown;
}

/// A path, a sentence or a quotation, on one line and without power over the terminal.
std::string visible(std::string_view text, const RenderOptions& options) {
    const std::string valid = well_formed_utf8(text);
    std::string out;
    std::string_view rest = valid;
    for (std::size_t count = 0; count < most_characters && !rest.empty(); ++count) {
        const Character character = first_character(rest);
        out += show(character, options).text;
        rest.remove_prefix(character.bytes.size());
    }
    if (!rest.empty()) append_utf8(out, ellipsis);
    return out;
}

// The excerpt

bool at_line_end(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    return rest.empty() || rest.front() == '\n' || rest.starts_with("\r\n") || rest == "\r";
}

/// Part of a line as shown; `whole` when nothing had to be left out.
struct Piece {
    std::string text;
    std::size_t columns = 0;
    bool whole = true;
};

/// text[from, to) as far as it is one line and fits.
Piece forwards(std::string_view text, std::size_t from, std::size_t to, std::size_t columns,
               const RenderOptions& options) {
    Piece piece;
    const std::size_t farthest = from + bytes_per_column * columns;
    for (std::size_t at = from; at < to && !at_line_end(text, at);) {
        const Character character = first_character(text.substr(at));
        const Shown shown = show(character, options);
        at += character.bytes.size();
        piece.whole = piece.columns + shown.columns <= columns && at <= farthest;
        if (!piece.whole) break;
        piece.text += shown.text;
        piece.columns += shown.columns;
    }
    return piece;
}

/// The end of the line before `to`, as far as it fits.
Piece backwards(std::string_view text, std::size_t to, std::size_t columns, const RenderOptions& options) {
    Piece piece;
    std::vector<std::string> reversed;
    const std::size_t farthest = to - std::min(to, bytes_per_column * columns);
    for (std::size_t at = to; at > 0 && text[at - 1] != '\n';) {
        const Character character = last_character(text.substr(0, at));
        const Shown shown = show(character, options);
        at -= character.bytes.size();
        piece.whole = piece.columns + shown.columns <= columns && at >= farthest;
        if (!piece.whole) break;
        reversed.push_back(shown.text);
        piece.columns += shown.columns;
    }
    for (auto part = reversed.rbegin(); part != reversed.rend(); ++part) piece.text += *part;
    return piece;
}

/// The source line, or what of it lies around the span, and where the caret line is to mark it.
struct Excerpt {
    std::string line;
    std::size_t indent = 0;
    std::size_t marked = 0;
};

Excerpt join(const Piece& before, const Piece& marked, const Piece& after, const RenderOptions& options) {
    std::string dots;
    append_utf8(dots, ellipsis);
    Excerpt excerpt;
    if (!before.whole) excerpt.line += dots;
    excerpt.indent = before.columns + (before.whole ? 0 : width(ellipsis, options));
    excerpt.line += before.text + marked.text + after.text;
    if (!marked.whole || !after.whole) excerpt.line += dots;
    excerpt.marked = std::max<std::size_t>(marked.columns, 1);
    return excerpt;
}

Excerpt excerpt(std::string_view text, Span span, const RenderOptions& options) {
    const std::size_t columns = std::max(options.columns, least_columns);
    const std::size_t dots = 2 * width(ellipsis, options);

    const Piece marked = forwards(text, span.begin, span.end, columns, options);
    if (!marked.whole || marked.columns + dots > columns) {
        const Piece cut = forwards(text, span.begin, span.end, columns - dots, options);
        return join(backwards(text, span.begin, 0, options), cut, forwards(text, span.end, text.size(), 0, options),
                    options);
    }

    // A span that runs over the line's end has nothing behind it on its line.
    std::size_t behind = span.begin;
    while (behind < span.end && text[behind] != '\n' && behind - span.begin <= bytes_per_column * columns) ++behind;

    const std::size_t left = columns - marked.columns;
    const Piece before = backwards(text, span.begin, left, options);
    const Piece after = forwards(text, behind, text.size(), left, options);
    if (before.whole && after.whole && before.columns + after.columns <= left)
        return join(before, marked, after, options);

    const std::size_t room = left - dots;
    const std::size_t spare = room - std::min(room, after.columns);
    const Piece shorter = backwards(text, span.begin, std::min(before.columns, std::max(room / 2, spare)), options);
    return join(shorter, marked, forwards(text, behind, text.size(), room - shorter.columns, options), options);
}

// The lines

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
          path_(visible(path, options)),
          options_(options),
          palette_(options.colour ? coloured : plain),
          out_(out) {}

    void write(const Diagnostic& diagnostic) {
        const passes::CatalogueRow& row = describe(diagnostic.code);
        place(diagnostic.span);
        put("{}{}[{} {}]:{} {}{}{}\n", palette_.of(row.severity), name(row.severity), row.code, row.name, palette_.off,
            palette_.bold, visible(message(diagnostic, options_.language), options_), palette_.off);
        if (source_ && diagnostic.span) source_line(*diagnostic.span);
        if (!diagnostic.cells.empty()) detail("cells", keys(diagnostic.cells));
        for (const passes::Related& related : shown(diagnostic.related, most_related)) note(related);
        left_out(diagnostic.related.size(), most_related);
        for (const passes::Repair& repair : shown(diagnostic.repairs, most_repairs)) detail("help", sentence(repair));
        left_out(diagnostic.repairs.size(), most_repairs);
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
        const Excerpt shown_line = excerpt(source_->text(), span, options_);
        put("{:>5} | {}\n", source_->place(span.begin).line, shown_line.line);
        put("      | {:{}}{}^{:~<{}}{}\n", "", shown_line.indent, palette_.caret, "", shown_line.marked - 1,
            palette_.off);
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
        if (source_) {
            const Piece quoted = forwards(source_->text(), related.span.begin, related.span.end, least_columns, options_);
            if (!quoted.text.empty()) put(": {}{}", quoted.text, quoted.whole ? "" : "...");
        }
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
            list += fmt::format("{}: {} → {}", grammar::keys()[change.key].text, number(change.from), number(change.to));
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
