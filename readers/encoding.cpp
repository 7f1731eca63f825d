// Tries the encodings that reports are published in, the likeliest first, until one of them shows the form's words.
#include "readers/encoding.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <simdjson.h>

#include "grammar/vocabulary.hpp"

namespace nianbao::readers {
namespace {

constexpr std::size_t telling_words = 8;   // so many of the form leave no doubt
constexpr std::size_t shortest_word = 3;   // characters; shorter ones can come up by chance
constexpr std::size_t mended_share = 16;   // text has no more than one wrong byte in so many,
constexpr std::size_t control_share = 64;  // nor more than one control character
constexpr std::size_t sniffed_bytes = 1U << 16U;
constexpr std::size_t sampled_bytes = 1U << 20U;

/// What reports hold besides the words of their tables, simplified and traditional.
constexpr std::string_view phrases[] = {"信息公开", "年度报告", "总体情况", "行政机关",
                                        "信息公開", "年度報告", "總體情況", "行政機關"};

struct Name {
    std::string_view name;  // in small letters
    Charset charset;
};
constexpr Name names[] = {
    {"utf-8", Charset::utf_8},         {"utf8", Charset::utf_8},          {"gb18030", Charset::gb18030},
    {"gbk", Charset::gb18030},         {"gb2312", Charset::gb18030},      {"gb_2312-80", Charset::gb18030},
    {"x-gbk", Charset::gb18030},       {"cp936", Charset::gb18030},       {"ms936", Charset::gb18030},
    {"windows-936", Charset::gb18030}, {"big5", Charset::big5},           {"big5-hkscs", Charset::big5},
    {"x-x-big5", Charset::big5},       {"cp950", Charset::big5},          {"windows-950", Charset::big5},
    {"utf-16", Charset::utf_16le},     {"utf-16le", Charset::utf_16le},   {"utf-16be", Charset::utf_16be},
    {"unicode", Charset::utf_16le},    {"unicodefffe", Charset::utf_16be}};

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<Charset> charset_named(std::string_view declared) {
    const auto found = std::ranges::find_if(
        names, [&](const Name& known) { return std::ranges::equal(known.name, declared, {}, {}, small); });
    return found == std::end(names) ? std::nullopt : std::optional(found->charset);
}

std::optional<Charset> charset_marked(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return Charset::utf_8;
    if (bytes.starts_with("\xFF\xFE")) return Charset::utf_16le;
    if (bytes.starts_with("\xFE\xFF")) return Charset::utf_16be;
    return std::nullopt;
}

/// How many words of the form a text holds; counting stops where there are enough.
std::size_t count_words(std::string_view text) {
    std::size_t count = 0;
    for (const std::string_view phrase : phrases) count += text.find(phrase) != std::string_view::npos ? 1 : 0;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end && count < telling_words;) {
        std::size_t length = 0;
        const grammar::Word* const word =
            static_cast<unsigned char>(*at) < 0x80 ? nullptr : grammar::word_at(at, end, length);
        count += word != nullptr && word->folded.size() >= shortest_word ? 1 : 0;
        if (word == nullptr) static_cast<void>(grammar::decode(at, end, length));
        at += length;
    }
    return count;
}

bool has_nul(std::string_view bytes) { return bytes.find('\0') != std::string_view::npos; }

bool is_ascii(std::string_view bytes) {
    return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The encodings to try, the likeliest first.
std::vector<Charset> candidates(std::string_view bytes, std::string_view declared) {
    std::vector<Charset> out;
    const auto add = [&](Charset charset) {
        if (std::ranges::find(out, charset) == out.end()) out.push_back(charset);
    };
    if (const auto charset = charset_named(declared)) add(*charset);
    const bool wide = has_nul(bytes.substr(0, sniffed_bytes));  // of text only UTF-16 has such
    if (wide) add(Charset::utf_16le), add(Charset::utf_16be);
    add(Charset::gb18030);
    add(Charset::big5);
    add(Charset::utf_8);
    add(Charset::utf_16le);
    add(Charset::utf_16be);
    return out;
}

std::size_t mistakes(const Converted& converted) {
    return converted.mending.invalid_sequences + converted.mending.nul_bytes;
}

/// Whether what came out may be text at all.
bool may_be_text(const Converted& converted, std::size_t bytes) {
    if (mistakes(converted) > bytes / mended_share + mended_share) return false;
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v';
    };
    const auto controls = static_cast<std::size_t>(std::ranges::count_if(converted.text, is_control));
    return controls <= converted.text.size() / control_share;
}

Decoded as(Converted converted, Charset charset) {
    return {.text = std::move(converted.text),
            .pieces = std::move(converted.pieces),
            .charset = charset,
            .mending = converted.mending,
            .notes = {}};
}

/// The more the better, first things first. Hardly any other text is almost UTF-8.
struct Rank {
    std::size_t words = 0;
    bool is_utf_8 = false;
    std::size_t rightness = 0;

    friend auto operator<=>(const Rank&, const Rank&) = default;
};

/// So much of a long input tells what the rest is in: from where it is more than ASCII, at an even place for UTF-16.
std::string_view sample_of(std::string_view bytes) {
    if (bytes.size() <= sampled_bytes) return bytes;
    const auto is_other = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(bytes, is_other) - bytes.begin());
    return bytes.substr(std::min(first, bytes.size() - sampled_bytes) / 2 * 2, sampled_bytes);
}

/// The encoding that shows the most words of the form; nothing where these bytes are text in none.
std::optional<Decoded> most_telling(std::string_view bytes, std::string_view declared) {
    std::optional<Decoded> best;
    Rank best_rank;
    for (const Charset charset : candidates(bytes, declared)) {
        Converted converted = convert(bytes, charset);
        if (!may_be_text(converted, bytes.size())) continue;
        const std::size_t words = count_words(converted.text);
        const std::size_t right = bytes.size() - std::min(bytes.size(), mistakes(converted));
        const bool is_utf_8 = charset == Charset::utf_8 && mistakes(converted) <= bytes.size() / mended_share;
        const Rank rank{.words = words, .is_utf_8 = is_utf_8, .rightness = right};
        const bool wide = charset == Charset::utf_16le || charset == Charset::utf_16be;
        if (wide && words == 0) continue;  // almost any bytes are such text
        if (best && rank <= best_rank) continue;
        const bool telling = words >= telling_words && mistakes(converted) <= 1;  // a sample may cut one character
        best = as(std::move(converted), charset);
        best_rank = rank;
        if (telling) break;
    }
    return best;
}

Decoded no_text() { return {.text = {}, .pieces = {}, .mending = {}, .notes = {}, .is_text = false}; }

Decoded decode_unmarked(std::string_view bytes, std::string_view declared) {
    const std::string_view sample = sample_of(bytes);
    std::optional<Decoded> decoded = most_telling(sample, declared);
    if (!decoded) return no_text();
    return sample.size() == bytes.size() ? std::move(*decoded) : as(convert(bytes, decoded->charset), decoded->charset);
}

/// Valid UTF-8 as it is.
Decoded as_it_is(std::string_view bytes, std::uint32_t skipped) {
    return {.text = std::string(bytes.substr(skipped)),
            .pieces = skipped == 0 ? grammar::Pieces() : grammar::Pieces{{.text = 0, .input = skipped}},
            .charset = Charset::utf_8,
            .mending = {},
            .notes = {}};
}

Decoded decode_any(std::string_view bytes, std::string_view declared) {
    const auto marked = charset_marked(bytes);
    if (!marked || *marked == Charset::utf_8)
        if (!has_nul(bytes) && simdjson::validate_utf8(bytes.data(), bytes.size()))
            return as_it_is(bytes, marked ? 3 : 0);
    if (!marked) return decode_unmarked(bytes, declared);
    Converted converted = convert(bytes, *marked);
    const bool is_text = may_be_text(converted, bytes.size());
    return is_text ? as(std::move(converted), *marked) : decode_unmarked(bytes, declared);
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view declared) {
    Decoded decoded = decode_any(bytes, declared);
    const bool overruled = decoded.is_text && !declared.empty() && charset_named(declared) != decoded.charset;
    if (overruled && !is_ascii(bytes))
        decoded.notes.push_back(
            {grammar::SourceEvent::encoding_overruled, {std::string(declared), std::string(name(decoded.charset))}});
    return decoded;
}

}  // namespace nianbao::readers
