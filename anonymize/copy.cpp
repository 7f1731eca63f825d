// A copy is made, compiled and compared. Where it does not compile alike, other figures are tried; then those around the
// difference stay as printed, and at last all of them: a copy that compiles otherwise is of little use.
#include "anonymize/copy.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

#include "anonymize/figures.hpp"
#include "anonymize/inventions.hpp"
#include "anonymize/likeness.hpp"
#include "anonymize/words.hpp"

namespace nianbao::anonymize {
namespace {

using ast::Document;
using ast::Kind;
using ast::PrintedCell;
using ast::PrintedRow;
using grammar::Node;
using grammar::Span;
using passes::Compilation;

/// Attempts that may change by how much sums are off; those that replace all figures they can; all. The last has all
/// figures as printed.
constexpr unsigned with_other_errors = 2, with_other_figures = 4, most_attempts = 12;

/// One report of the original, and what of it is to stay as printed.
struct Part {
    Outline outline;
    Figures figures;
    std::vector<Report::Name> names;
    std::optional<std::uint16_t> year;
    bool keeps_loose_figures = false;  // of no cell that is certain
};

Part part_of(const Compilation& compilation) {
    return {.outline = outline_of(compilation),
            .figures = Figures(compilation),
            .names = names_of(compilation.facts),
            .year = compilation.facts.year};
}

std::vector<Part> parts_of(const Input& input) {
    std::vector<Part> parts;
    for (std::size_t part = 0; part < input.documents.size(); ++part) parts.push_back(part_of(compile(input, part)));
    return parts;
}

// ---- years ----------------------------------------------------------------------------------------------------------

/// How much later the years of the copy are. The year of a report may tell the edition of what it lacks.
int choose_years(const std::vector<Part>& parts, Random& random) {
    constexpr int farthest = 6, first = 2008, last = 2030, first_of_edition = 2021;
    const auto suits = [&](int years) {
        return std::ranges::all_of(parts, [&](const Part& part) {
            if (!part.year) return true;
            const int year = *part.year + years;
            return year >= first && year <= last && (year < first_of_edition) == (*part.year < first_of_edition);
        });
    };
    std::vector<int> choices;
    for (int years = -farthest; years <= farthest; ++years)
        if (years != 0 && suits(years)) choices.push_back(years);
    return choices.empty() ? 0 : choices[random.below(choices.size())];
}

// ---- rows that are printed twice ------------------------------------------------------------------------------------

bool has_figures(const PrintedCell& cell) { return cell.kind == Kind::figure || cell.kind == Kind::run; }

/// The digits of a row's figures, cell by cell.
std::vector<std::uint32_t> digits_of_row(std::string_view text, std::span<const PrintedCell> cells) {
    std::vector<std::uint32_t> digits;
    for (const PrintedCell& cell : cells)
        if (has_figures(cell)) std::ranges::copy(digits_in(text, cell.span), std::back_inserter(digits));
    return digits;
}

/// What a row prints, cell by cell.
std::string print_of_row(std::string_view text, std::span<const PrintedCell> cells) {
    std::string print;
    for (const PrintedCell& cell : cells) print.append(text.substr(cell.span.begin, cell.span.size())).append(1, '\n');
    return print;
}

/// Gives the second print of a row the figures of the first. Returns where it has written.
std::vector<std::uint32_t> repeat_rows(const Input& input, const Document& document, const Figures& figures,
                                       std::string& text) {
    const std::string_view original = input.source.text();
    const auto is_figure = [&](std::uint32_t at) { return figures.is_figure(at); };
    std::map<std::string, std::vector<std::uint32_t>> first_prints;
    std::vector<std::pair<std::string, std::vector<std::uint32_t>>> others;
    for (const PrintedRow& row : document.rows) {
        const auto cells = document.cells_of(row);
        std::vector<std::uint32_t> digits = digits_of_row(original, cells);
        if (digits.empty()) continue;
        if (std::ranges::any_of(digits, is_figure))
            first_prints.emplace(print_of_row(original, cells), std::move(digits));
        else
            others.emplace_back(print_of_row(original, cells), std::move(digits));
    }
    std::vector<std::uint32_t> written;
    for (const auto& [print, digits] : others) {
        const auto first = first_prints.find(print);
        if (first == first_prints.end() || first->second.size() != digits.size()) continue;
        for (std::size_t i = 0; i < digits.size(); ++i) {
            if (!is_figure(first->second[i])) continue;
            write_digit(text, digits[i], digit_at(text, first->second[i]));
            written.push_back(digits[i]);
        }
    }
    std::ranges::sort(written);
    return written;
}

// ---- the text -------------------------------------------------------------------------------------------------------

bool is_leaf(const Node& node) {
    return node.kind != Kind::document && node.kind != Kind::table && node.kind != Kind::row;
}

void rewrite_lines(Words& words, std::string_view text, Span span) {
    while (!span.empty()) {
        const auto end = std::min<std::size_t>(text.substr(0, span.end).find('\n', span.begin), span.end);
        const auto begin = std::exchange(span.begin, std::min(static_cast<std::uint32_t>(end) + 1, span.end));
        words.rewrite({begin, static_cast<std::uint32_t>(end)});
    }
}

/// The text of a copy in the making, and what its parts have in common.
class Draft {
public:
    Draft(const Input& input, std::uint64_t seed, unsigned attempt)
        : text(input.source.text()),
          input_(input),
          words_random_(seed),
          figures_random_(seed ^ (std::uint64_t{attempt} + 1) << 32),
          inventions_(words_random_) {}

    void rewrite(const std::vector<Part>& parts) {
        years_ = choose_years(parts, words_random_);
        std::size_t node = 1;
        for (std::size_t i = 0; i < parts.size(); ++i) node = rewrite(parts[i], input_.documents[i], node);
    }

    std::string text;

private:
    /// The leaves from a node on that are of this report; returns the node behind them.
    std::size_t rewrite(const Part& part, const Document& document, std::size_t node) {
        part.figures.invent(figures_random_, text);
        const std::vector<std::uint32_t> repeated = repeat_rows(input_, document, part.figures, text);
        Numbers numbers(words_random_);
        learn(part.figures, numbers);
        bool holds_all = false;
        Report report{.names = part.names, .years = years_, .is_held = [&](std::uint32_t at) {
                          return holds_all || part.figures.holds(at) || std::ranges::binary_search(repeated, at);
                      }};
        Words words(text, report, numbers, inventions_);
        const grammar::Nodes& nodes = input_.tree.nodes;
        for (; node < nodes.size() && nodes[node].begin < document.extent.end; ++node) {
            const bool figure = nodes[node].kind == Kind::figure || nodes[node].kind == Kind::run;
            holds_all = figure && part.keeps_loose_figures;
            if (is_leaf(nodes[node])) rewrite(nodes[node], words);
        }
        return node;
    }

    /// The numbers of the tables, for prose that says them again.
    void learn(const Figures& figures, Numbers& numbers) const {
        for (const Figure& figure : figures.all()) {
            std::string printed, invented;
            for (const std::uint32_t at : figure.digits) {
                printed += static_cast<char>('0' + digit_at(input_.source.text(), at));
                invented += static_cast<char>('0' + digit_at(text, at));
            }
            if (printed != invented) numbers.learn(printed, invented);
        }
    }

    void rewrite(const Node& leaf, Words& words) const {
        switch (leaf.kind) {
            case Kind::heading:
            case Kind::text: words.rewrite_label(leaf.span()); break;
            case Kind::line: words.rewrite(leaf.span()); break;
            case Kind::stray: rewrite_lines(words, input_.source.text(), leaf.span()); break;
            case Kind::figure:
            case Kind::run: words.rewrite_figure(leaf.span()); break;
            case Kind::page:
            case Kind::blank:
            case Kind::filler:
            case Kind::document:
            case Kind::table:
            case Kind::row: break;
        }
    }

    const Input& input_;
    Random words_random_, figures_random_;  // apart, so that another attempt has the same words
    Inventions inventions_;
    int years_ = 0;
};

/// The input with the bytes that differ in the text. Bytes that are no text become other such bytes; where the text was
/// taken out of another kind of file or encoding, the copy is the text.
std::string bytes_of(const grammar::Source& source, std::string_view input, const std::string& text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    constexpr char no_text = '\xFF';
    if (source.kind() != grammar::SourceKind::text || source.encoding() != "UTF-8") return text;
    std::string bytes(input);
    const std::string_view original = source.text();
    for (std::uint32_t at = 0; at < original.size(); ++at)
        if (original[at] != text[at]) bytes[source.input_offset(at)] = text[at];
    if (source.mending().invalid_sequences == 0) return bytes;
    for (std::size_t at = original.find(replacement); at != std::string_view::npos;
         at = original.find(replacement, at + replacement.size())) {
        const std::size_t place = source.input_offset(static_cast<std::uint32_t>(at));
        const bool printed = input.substr(place).starts_with(replacement);
        if (!printed && input[place] != '\0') bytes[place] = no_text;
    }
    return bytes;
}

// ---- the check ------------------------------------------------------------------------------------------------------

/// What each part of a copy compiles to otherwise than the original.
std::vector<Unlike> check(const std::vector<Part>& parts, std::string_view bytes) {
    const Input input = read_in_place(bytes);
    std::vector<Unlike> unlike(parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part)
        if (input.documents.size() != parts.size())
            unlike[part].altogether = true;
        else
            unlike[part] = compare(parts[part].outline, outline_of(compile(input, part)));
    return unlike;
}

/// Leaves as printed what may have made the difference: the errors in sums, the rows around it, all figures.
void give_in(const Unlike& unlike, Part& part, unsigned attempt) {
    const bool last = attempt + 2 >= most_attempts;
    if (unlike.none() || attempt + 1 < with_other_errors) return;
    part.figures.hold_gaps();
    if (attempt + 1 < with_other_figures) return;
    bool fixed = false;
    for (const Outline::Cell& cell : unlike.cells) fixed |= part.figures.fix_row_of(cell.key);
    for (const Outline::Finding& finding : unlike.findings)
        for (const grammar::KeyId key : finding.cells) fixed |= part.figures.fix_row_of(key);
    if (fixed && !last) return;
    part.keeps_loose_figures = true;
    if (last) part.figures.fix_all();
}

std::size_t count(const std::vector<Unlike>& unlike) {
    std::size_t sum = 0;
    for (const Unlike& part : unlike) sum += part.count();
    return sum;
}

struct Attempt {
    std::string text, bytes;
    std::vector<Unlike> unlike;
};

/// The attempt that is least unlike the original.
Attempt best_attempt(const Input& input, std::string_view original, std::vector<Part>& parts, std::uint64_t seed) {
    std::optional<Attempt> best;
    for (unsigned attempt = 0; attempt < most_attempts; ++attempt) {
        Draft draft(input, seed, attempt);
        draft.rewrite(parts);
        std::string bytes = bytes_of(input.source, original, draft.text);
        std::vector<Unlike> unlike = check(parts, bytes);
        for (std::size_t part = 0; part < parts.size(); ++part) give_in(unlike[part], parts[part], attempt);
        if (!best || count(unlike) < count(best->unlike))
            best = {std::move(draft.text), std::move(bytes), std::move(unlike)};
        if (count(best->unlike) == 0) break;
    }
    return *std::move(best);
}

// ---- the copy -------------------------------------------------------------------------------------------------------

/// Counts figures in tables, and notes those that are as printed.
class Count {
public:
    Count(const grammar::Source& source, const std::string& text, Copy& copy)
        : source_(source), text_(text), copy_(copy) {}

    void add(std::span<const std::uint32_t> digits) {
        const std::string_view original = source_.text();
        const auto is_zero = [&](std::uint32_t at) { return digit_at(original, at) == 0; };
        const auto is_left = [&](std::uint32_t at) { return digit_at(original, at) == digit_at(text_, at); };
        if (digits.empty() || std::ranges::all_of(digits, is_zero)) return;
        ++copy_.figures;
        if (std::ranges::all_of(digits, is_left)) add_left(digits.front());
    }

    /// What no digit of is a figure's: a run that can be read in several ways, a row that is none of the form's. A number in
    /// Chinese is not replaced.
    void add_loose(const Node& leaf, const Figures& figures) {
        std::vector<std::uint32_t> digits = digits_in(source_.text(), leaf.span());
        const bool in_words = digits.empty() && is_number_in_words(leaf.span());
        std::erase_if(digits, [&](std::uint32_t at) { return figures.is_figure(at); });
        add(digits);
        copy_.figures += in_words;
        if (in_words) add_left(leaf.begin);
    }

private:
    void add_left(std::uint32_t at) { copy_.left_lines.push_back(source_.place(at).line); }

    [[nodiscard]] bool is_number_in_words(Span span) const {
        constexpr std::u32string_view numerals = U"一二三四五六七八九十";
        const Line line = read_line(source_.text(), span);
        return line.codes.find_first_of(numerals) != std::u32string::npos;
    }

    const grammar::Source& source_;
    const std::string& text_;
    Copy& copy_;
};

void count_figures(const Input& input, const std::vector<Part>& parts, const std::string& text, Copy& copy) {
    Count count(input.source, text, copy);
    std::size_t node = 1;
    const grammar::Nodes& nodes = input.tree.nodes;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const Figure& figure : parts[i].figures.all()) count.add(figure.digits);
        for (; node < nodes.size() && nodes[node].begin < input.documents[i].extent.end; ++node)
            if (nodes[node].kind == Kind::figure || nodes[node].kind == Kind::run)
                count.add_loose(nodes[node], parts[i].figures);
    }
    std::ranges::sort(copy.left_lines);
}

void list_differences(const grammar::Source& source, const Unlike& unlike, Copy& copy) {
    const auto line_of = [&](const std::optional<Span>& span) { return span ? source.place(span->begin).line : 0; };
    for (const Outline::Cell& cell : unlike.cells) copy.differences.push_back({line_of(cell.span), cell.key, {}});
    for (const Outline::Finding& finding : unlike.findings)
        copy.differences.push_back({line_of(finding.span), {}, finding.code});
    if (unlike.altogether) copy.differences.emplace_back();
}

}  // namespace

Copy make_copy(const Input& input, std::string_view bytes, std::uint64_t seed) {
    std::vector<Part> parts = parts_of(input);
    Attempt attempt = best_attempt(input, bytes, parts, seed);
    Copy copy{.bytes = std::move(attempt.bytes)};
    for (const Part& part : parts) copy.reports += part.outline.status == passes::Status::compiled;
    count_figures(input, parts, attempt.text, copy);
    for (const Unlike& unlike : attempt.unlike) list_differences(input.source, unlike, copy);
    return copy;
}

}  // namespace nianbao::anonymize
