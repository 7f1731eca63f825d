// Lines such as
//
//     <page width="595.320000" height="841.920000">
//       <word xMin="81.000000" yMin="550.740000" xMax="105.000000" yMax="562.780000">规章</word>
//
// are taken apart by hand: the program that prints them quotes nothing else.
#include "readers/pdf_words.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace nianbao::readers {
namespace {

constexpr std::int64_t farthest = 10'000'000;  // hundredths of a point: no sheet of paper has 35 m

/// Hundredths of a decimal such as 81.006000; digits behind them are dropped.
std::optional<Length> hundredths(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t value = 0;
    int decimals = -1;  // read so far; -1: no point yet
    for (const char c : text) {
        if (c == '.' && decimals < 0) {
            decimals = 0;
        } else if (c < '0' || c > '9') {
            return std::nullopt;
        } else if (decimals < 2) {
            value = std::min(value * 10 + (c - '0'), farthest);
            decimals += decimals >= 0 ? 1 : 0;
        }
    }
    for (decimals = std::max(decimals, 0); decimals < 2; ++decimals) value = std::min(value * 10, farthest);
    return static_cast<Length>(negative ? -value : value);
}

/// The number in `name="..."`.
std::optional<Length> attribute(std::string_view tag, std::string_view name) {
    const std::size_t at = tag.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    tag.remove_prefix(at + name.size());
    if (!tag.starts_with("=\"")) return std::nullopt;
    tag.remove_prefix(2);
    return hundredths(tag.substr(0, tag.find('"')));
}

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto* const entity =
            std::ranges::find_if(entities, [&](const auto& candidate) { return text.starts_with(candidate.first); });
        const bool found = entity != entities.end();
        // A control character here would be a line or cell end of our own text.
        const char c = found ? entity->second : text.front();
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
        text.remove_prefix(found ? entity->first.size() : 1);
    }
    return out;
}

/// Words are UTF-8 unless the file's fonts lie. Then all of the word that is not ASCII is unknown.
std::string mended(std::string text) {
    if (simdjson::validate_utf8(text)) return text;
    std::string out;
    for (const char c : text) static_cast<unsigned char>(c) < 0x80 ? out.append(1, c) : out.append("\xEF\xBF\xBD");
    return out;
}

std::optional<Word> word_of(std::string_view line) {
    const std::size_t open_end = line.find('>');
    const std::size_t close = line.rfind("</word>");
    if (open_end == std::string_view::npos || close == std::string_view::npos || close <= open_end) return std::nullopt;
    const std::string_view tag = line.substr(0, open_end);
    const auto left = attribute(tag, "xMin"), top = attribute(tag, "yMin");
    const auto right = attribute(tag, "xMax"), bottom = attribute(tag, "yMax");
    if (!left || !top || !right || !bottom || *right <= *left || *bottom <= *top) return std::nullopt;
    Word word{.box = {*left, *top, *right, *bottom},
              .text = mended(unescaped(line.substr(open_end + 1, close - open_end - 1)))};
    return word.text.empty() ? std::nullopt : std::optional(std::move(word));
}

}  // namespace

Box join(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

Length shared_width(const Box& a, const Box& b) { return std::min(a.right, b.right) - std::max(a.left, b.left); }

Length shared_height(const Box& a, const Box& b) { return std::min(a.bottom, b.bottom) - std::max(a.top, b.top); }

std::vector<WordPage> read_words(std::string_view printed) {
    std::vector<WordPage> pages;
    while (!printed.empty()) {
        std::string_view line = printed.substr(0, printed.find('\n'));
        printed.remove_prefix(std::min(printed.size(), line.size() + 1));
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
        if (line.starts_with("<page "))
            pages.push_back({.width = attribute(line, "width").value_or(0),
                             .height = attribute(line, "height").value_or(0),
                             .number = static_cast<std::uint32_t>(pages.size() + 1),
                             .words = {}});
        else if (line.starts_with("<word ") && !pages.empty())
            if (std::optional<Word> word = word_of(line)) pages.back().words.push_back(*std::move(word));
    }
    return pages;
}

}  // namespace nianbao::readers
