#include "readers/markdown.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include <simdjson.h>

#include "readers/html.hpp"
#include "readers/pieces.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;
using grammar::Piece;
using grammar::Refusal;
using grammar::Span;

constexpr std::string_view opening = "<table", closing = "</table";
constexpr std::size_t most_tables = 1000;  // what has more is no text with tables but a page
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_tag(std::string_view text, std::string_view tag) {
    return text.size() >= tag.size() && std::ranges::equal(text.substr(0, tag.size()), tag, {}, small);
}

/// Puts stretches of text and tables one behind the other.
class Joiner {
public:
    Joiner(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {
        out_.kind = grammar::SourceKind::html;
    }

    void add_lines(std::size_t begin, std::size_t end) {
        if (begin == end) return;
        out_.pieces.push_back(piece(begin));
        out_.text += bytes_.substr(begin, end - begin);
    }

    /// Whether the table could be read; else `extract` says why not.
    bool add_table(std::size_t begin, std::size_t end) {
        end_line(begin);
        Extract part = html(bytes_.substr(begin, end - begin), limits_);
        if (part.refusal != Refusal::none) {
            out_ = std::move(part);
            return false;
        }
        const auto base = static_cast<std::uint32_t>(out_.text.size());
        if (part.pieces.empty()) out_.pieces.push_back(piece(begin));
        append(out_.pieces, part.pieces, base, static_cast<std::uint32_t>(begin));
        for (const Span table : part.tables) out_.tables.push_back({table.begin + base, table.end + base});
        std::ranges::move(part.notes, std::back_inserter(out_.notes));
        out_.text += part.text;
        end_line(end);
        return true;
    }

    [[nodiscard]] Extract extract() { return std::move(out_); }

private:
    [[nodiscard]] Piece piece(std::size_t place) const {
        return {.text = static_cast<std::uint32_t>(out_.text.size()), .input = static_cast<std::uint32_t>(place)};
    }

    /// A table stands on lines of its own.
    void end_line(std::size_t place) {
        if (out_.text.empty() || out_.text.back() == '\n') return;
        out_.pieces.push_back(piece(place));
        out_.text += '\n';
    }

    std::string_view bytes_;
    const Limits& limits_;
    Extract out_;
};

std::size_t find_tag(std::string_view text, std::string_view tag, std::size_t from) {
    while ((from = text.find('<', from)) != std::string_view::npos && !is_tag(text.substr(from), tag)) ++from;
    return from;
}

bool has_many_tables(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; count <= most_tables && (at = next_table(text, at)) != std::string_view::npos; ++at)
        ++count;
    return count > most_tables;
}

}  // namespace

std::size_t next_table(std::string_view text, std::size_t from) { return find_tag(text, opening, from); }

std::size_t end_of_table(std::string_view text, std::size_t begin) {
    std::size_t depth = 0;
    for (std::size_t at = begin; (at = text.find('<', at)) != std::string_view::npos; ++at) {
        const std::string_view rest = text.substr(at);
        if (is_tag(rest, opening)) ++depth;
        if (!is_tag(rest, closing) || --depth != 0) continue;
        const std::size_t end = text.find('>', at);
        return end == std::string_view::npos ? text.size() : end + 1;
    }
    return text.size();
}

Extract markdown(std::string_view bytes, const Limits& limits) {
    const bool plain =
        bytes.find('\0') == std::string_view::npos && simdjson::validate_utf8(bytes.data(), bytes.size());
    if (!plain || has_many_tables(bytes)) return html(bytes, limits);
    if (bytes.size() > limits.text_bytes.most)
        return refuse(grammar::SourceKind::html, over_limit(beyond(limits.text_bytes)));
    Joiner joiner(bytes, limits);
    std::size_t at = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (std::size_t table = 0; (table = next_table(bytes, at)) != std::string_view::npos;) {
        const std::size_t end = end_of_table(bytes, table);
        joiner.add_lines(at, table);
        if (!joiner.add_table(table, end)) return joiner.extract();
        at = end;
    }
    joiner.add_lines(at, bytes.size());
    return joiner.extract();
}

}  // namespace nianbao::readers
