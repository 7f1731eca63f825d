// Bytes -> text. Keeps offsets true: what is mended or skipped is remembered, so that spans can be told in the
// input's own bytes.
#include "grammar/source.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>
#include <utility>

namespace nianbao::grammar {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::uint32_t mark_stride = 2048;
constexpr std::size_t sniffed_bytes = 4096;
constexpr std::size_t mended_share = 16;  // text of which more than one byte in so many is no UTF-8 is none at all

/// How many bytes of the text are such. Counts in lanes of fixed number, which compilers turn into vector instructions:
/// half an instruction a byte instead of three.
template <class Predicate>
std::uint32_t count_bytes(std::string_view text, Predicate is) {
    constexpr std::size_t lanes = 16;
    constexpr std::size_t most = 255;  // that one byte can count
    std::uint32_t count = 0;
    while (text.size() >= lanes) {
        const std::size_t blocks = std::min(text.size() / lanes, most);
        std::uint8_t counts[lanes]{};
        for (std::size_t block = 0; block < blocks; ++block)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                counts[lane] = static_cast<std::uint8_t>(counts[lane] + (is(text[block * lanes + lane]) ? 1 : 0));
        for (const std::uint8_t part : counts) count += part;
        text.remove_prefix(blocks * lanes);
    }
    for (const char c : text) count += is(c) ? 1 : 0;
    return count;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::uint32_t count_code_points(std::string_view text) {
    return count_bytes(text, [](char c) { return !is_continuation(c); });
}

std::uint32_t count_lines(std::string_view text) {
    return count_bytes(text, [](char c) { return c == '\n'; });
}

/// What stands behind the last line end. Looks for it in steps from behind.
std::string_view last_line(std::string_view text) {
    constexpr std::size_t step = 32;
    std::string_view left = text;
    while (left.size() >= step && std::memchr(left.data() + left.size() - step, '\n', step) == nullptr)
        left.remove_suffix(step);
    return text.substr(left.rfind('\n') + 1);
}

/// `prefix` in small letters; ASCII's only, whatever the locale.
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    const auto same = [](char printed, char small) {
        return printed == small || (printed >= 'A' && printed <= 'Z' && printed - 'A' + 'a' == small);
    };
    return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                      [&](char small, char printed) { return same(printed, small); });
}

/// The name of a kind of file that is no plain text but known by its first bytes, else empty.
std::string_view known_container(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) return "PDF";
    if (bytes.starts_with("PK\x03\x04")) return "ZIP (DOCX, XLSX)";
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return "OLE (DOC, XLS)";
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "UTF-16";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    bytes = bytes.substr(0, sniffed_bytes);
    const auto first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    bytes.remove_prefix(first);
    if (starts_with_ignoring_case(bytes, "<!doctype html") || starts_with_ignoring_case(bytes, "<html")) return "HTML";
    return {};
}

/// Text has no more than a few control characters; anything else with NUL bytes at its start is no text.
bool looks_binary(std::string_view bytes, bool has_nul) {
    bytes = bytes.substr(0, sniffed_bytes);
    const auto may_be_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    const auto is_control = [](char c) {  // & rather than &&: without branches it is counted in vectors
        return (static_cast<unsigned char>(c) < 0x20) & (c != '\n') & (c != '\r') & (c != '\t') & (c != '\f');
    };
    const std::size_t most = bytes.size() / 8;
    return (has_nul && count_bytes(bytes, [](char c) { return c == '\0'; }) > bytes.size() / 64) ||
           (count_bytes(bytes, may_be_control) > most && count_bytes(bytes, is_control) > most);
}

/// Length of the well-formed UTF-8 sequence at the front of `bytes`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return at(1) >= low && at(1) <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

/// Whether the tables follow each other and hold whole lines of the text.
[[maybe_unused]] bool are_whole_lines(std::string_view text, std::span<const Span> tables) {
    std::size_t before = 0;
    return std::ranges::all_of(tables, [&](Span table) {
        const bool within = before <= table.begin && table.begin < table.end && table.end <= text.size();
        before = table.end;
        return within && (table.begin == 0 || text[table.begin - 1] == '\n') && text[table.end - 1] == '\n';
    });
}

/// Stated rows end with a line end each, the last one of the text as well.
void end_last_line(Extract& extract) {
    if (extract.text.ends_with('\n')) return;
    extract.text += '\n';
    ++extract.tables.back().end;
}

}  // namespace

void Source::own(std::string text) {
    own_ = std::make_unique<const std::string>(std::move(text));
    text_ = *own_;
}

/// Replaces each byte that is part of no character, and each NUL, by U+FFFD; gives up where there are too many.
std::string Source::mend_utf8(std::string_view bytes, std::size_t skipped) {
    const std::size_t limit = bytes.size() / mended_share + mended_share;
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t at = 0; at < bytes.size();) {
        if (mending_.invalid_sequences + mending_.nul_bytes > limit) {
            refusal_ = Refusal::binary;
            return {};
        }
        const std::size_t length = sequence_length(bytes.substr(at, 4));
        if (length != 0 && bytes[at] != '\0') {
            text.append(bytes, at, length);
            at += length;
            continue;
        }
        (length == 0 ? mending_.invalid_sequences : mending_.nul_bytes) += 1;
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += replacement;
        const auto end = static_cast<std::uint32_t>(text.size());
        if (mending_.first.empty()) mending_.first = {begin, end};
        ++at;
        pieces_.push_back({begin, static_cast<std::uint32_t>(skipped + at - 1)});
        pieces_.push_back({end, static_cast<std::uint32_t>(skipped + at)});
    }
    return text;
}

/// Notes the place of every stride's first byte, so that any place is found by counting over one stride at most.
void Source::mark_lines() {
    marks_.clear();
    marks_.reserve(text_.size() / mark_stride + 1);
    Place place;
    for (std::size_t at = 0; at < text_.size(); at += mark_stride) {
        marks_.push_back({static_cast<std::uint32_t>(at), place});
        const std::string_view stretch = text_.substr(at, mark_stride);
        const std::uint32_t lines = count_lines(stretch);
        if (lines == 0) {
            place.column += count_code_points(stretch);
        } else {
            place.line += lines;
            place.column = 1 + count_code_points(last_line(stretch));
        }
    }
}

Source Source::from_bytes(std::string bytes) {
    auto kept = std::make_unique<const std::string>(std::move(bytes));
    Source source = over(*kept);
    if (!source.own_) source.own_ = std::move(kept);
    return source;
}

Source Source::of(Extract extract) {
    Source source;
    source.kind_ = extract.kind;
    source.encoding_ = std::move(extract.encoding);
    source.input_bytes_ = extract.input_bytes;
    source.notes_ = std::move(extract.notes);
    source.refusal_ = extract.text.size() > max_source_bytes ? Refusal::too_large : extract.refusal;
    source.refused_ = std::move(extract.refused);
    if (source.refusal_ != Refusal::none) return source;
    source.mending_ = extract.mending;
    source.pieces_ = std::move(extract.pieces);
    source.origins_ = std::move(extract.origins);
    if (!extract.tables.empty() && extract.tables.back().end == extract.text.size()) end_last_line(extract);
    source.tables_ = std::move(extract.tables);
    source.own(std::move(extract.text));
    assert(simdjson::validate_utf8(source.text_.data(), source.text_.size()));
    assert(are_whole_lines(source.text_, source.tables_));
    source.mark_lines();
    return source;
}

Source Source::over(std::string_view bytes) {
    Source source;
    source.input_bytes_ = bytes.size();
    if (bytes.size() > max_input_bytes) {
        source.refusal_ = Refusal::too_large;
        return source;
    }
    if (const std::string_view kind = known_container(bytes); !kind.empty()) {
        source.refusal_ = Refusal::unsupported_kind;
        source.refused_ = kind;
        return source;
    }
    const bool has_nul = bytes.find('\0') != std::string_view::npos;
    if (looks_binary(bytes, has_nul)) {
        source.refusal_ = Refusal::binary;
        return source;
    }
    const std::size_t skipped = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    source.pieces_.push_back({0, static_cast<std::uint32_t>(skipped)});
    if (!has_nul && simdjson::validate_utf8(bytes.data(), bytes.size()))
        source.text_ = bytes.substr(skipped);
    else
        source.own(source.mend_utf8(bytes.substr(skipped), skipped));
    const bool carriage_returns_only =
        source.text_.find('\n') == std::string_view::npos && source.text_.find('\r') != std::string_view::npos;
    if (carriage_returns_only) {
        std::string text(source.text_);
        std::ranges::replace(text, '\r', '\n');
        source.own(std::move(text));
    }
    source.mark_lines();
    return source;
}

Place Source::place(std::uint32_t offset) const {
    if (marks_.empty()) return {};
    const Mark& mark = marks_[std::min<std::size_t>(offset / mark_stride, marks_.size() - 1)];
    const std::string_view stretch = text().substr(mark.offset, offset - mark.offset);
    Place place = mark.place;
    const std::size_t last = stretch.rfind('\n');
    if (last == std::string_view::npos) {
        place.column += count_code_points(stretch);
    } else {
        place.line += count_lines(stretch);
        place.column = 1 + count_code_points(stretch.substr(last + 1));
    }
    return place;
}

std::uint64_t Source::input_offset(std::uint32_t offset) const { return pieces_.input_offset(offset); }

const Origin& Source::origin(std::uint32_t offset) const {
    static const Origin none;
    const auto behind = [](std::uint32_t value, const OriginMark& mark) { return value < mark.text; };
    const auto next = std::upper_bound(origins_.begin(), origins_.end(), offset, behind);
    return next == origins_.begin() ? none : std::prev(next)->origin;
}

}  // namespace nianbao::grammar
