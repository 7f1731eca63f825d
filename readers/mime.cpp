// Headers and boundaries of RFC 2045 and 2046, as far as saved pages use them.
#include "readers/mime.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace nianbao::readers {
namespace {

using grammar::Piece;

constexpr std::size_t longest_header = 16384;

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_word(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && same_word(text.substr(0, word.size()), word);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// A message's header and what stands behind the empty line.
struct Message {
    std::string_view header, body;
};

Message split(std::string_view text) {
    for (std::size_t begin = 0; begin < std::min(text.size(), longest_header);) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (trimmed(text.substr(begin, end - begin)).empty())
            return {text.substr(0, begin), text.substr(std::min(end + 1, text.size()))};
        begin = end + 1;
    }
    return {text.substr(0, longest_header), {}};
}

/// What a field holds, lines that go on included.
std::string_view field(std::string_view header, std::string_view name) {
    for (std::size_t begin = 0; begin < header.size();) {
        std::size_t end = std::min(header.find('\n', begin), header.size());
        while (end + 1 < header.size() && (header[end + 1] == ' ' || header[end + 1] == '\t'))
            end = std::min(header.find('\n', end + 1), header.size());
        const std::string_view line = header.substr(begin, end - begin);
        if (starts_with_word(line, name) && line.substr(name.size()).starts_with(':'))
            return trimmed(line.substr(name.size() + 1));
        begin = end + 1;
    }
    return {};
}

/// text/html; charset="gb2312": the charset.
std::string_view parameter(std::string_view field, std::string_view name) {
    for (std::size_t at = field.find(';'); at < field.size(); at = field.find(';', at)) {
        const std::string_view rest = trimmed(field.substr(++at));
        if (!starts_with_word(rest, name) || !rest.substr(name.size()).starts_with('=')) continue;
        const std::string_view value = rest.substr(name.size() + 1);
        if (value.starts_with('"')) return value.substr(1, value.find('"', 1) - 1);
        return trimmed(value.substr(0, value.find_first_of("; \t\r\n")));
    }
    return {};
}

/// Where the next line begins that is the boundary; npos where none does.
std::size_t find_boundary(std::string_view text, std::string_view boundary, std::size_t from) {
    for (std::size_t at = text.find(boundary, from); at != std::string_view::npos; at = text.find(boundary, at + 1))
        if (at >= 2 && text.substr(at - 2, 2) == "--" && (at == 2 || text[at - 3] == '\n')) return at - 2;
    return std::string_view::npos;
}

void add_parts(std::string_view text, std::size_t most, int depth, std::vector<MimePart>& out);

/// What stands between two boundaries.
void add_parts_between(std::string_view body, std::string_view boundary, std::size_t most, int depth,
                       std::vector<MimePart>& out) {
    std::size_t at = find_boundary(body, boundary, 0);
    while (at != std::string_view::npos && out.size() < most) {
        const std::size_t line = body.find('\n', at);
        if (line == std::string_view::npos) return;
        const std::size_t end = find_boundary(body, boundary, line);
        add_parts(body.substr(line + 1, std::min(end, body.size()) - std::min(line + 1, body.size())), most, depth,
                  out);
        at = end;
    }
}

void add_parts(std::string_view text, std::size_t most, int depth, std::vector<MimePart>& out) {
    constexpr int deepest = 4;
    const Message message = split(text);
    const std::string_view content = field(message.header, "content-type");
    const std::string_view boundary = parameter(content, "boundary");
    if (starts_with_word(content, "multipart/") && !boundary.empty() && depth < deepest)
        return add_parts_between(message.body, boundary, most, depth + 1, out);
    out.push_back({.type = trimmed(content.substr(0, content.find(';'))),
                   .charset = parameter(content, "charset"),
                   .encoding = field(message.header, "content-transfer-encoding"),
                   .body = message.body});
}

// Encodings.

std::optional<unsigned> hexadecimal(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (small(c) >= 'a' && small(c) <= 'f') return static_cast<unsigned>(small(c) - 'a' + 10);
    return std::nullopt;
}

/// Notes where the next bytes stand: each `step` bytes of the body mean so many.
void note_step(MimeBody& out, std::size_t from, std::uint8_t bytes, std::uint8_t step) {
    const Piece next{static_cast<std::uint32_t>(out.bytes.size()), static_cast<std::uint32_t>(from), bytes, step};
    if (!out.pieces.empty()) {
        const Piece& last = out.pieces.back();
        const bool same = last.text_step == bytes && last.input_step == step;
        if (same && last.input_at(next.text) == next.input) return;
    }
    out.pieces.push_back(next);
}

/// Bytes of the line end at the front of a text: 0 where there is none.
std::size_t line_end(std::string_view text) { return text.starts_with("\r\n") ? 2 : text.starts_with('\n') ? 1 : 0; }

/// =E5=B9=B4, and lines that end with = go on.
void decode_quoted(std::string_view body, MimeBody& out) {
    for (std::size_t at = 0; at < body.size();) {
        const std::string_view rest = body.substr(at);
        const auto high = rest.size() > 2 ? hexadecimal(rest[1]) : std::nullopt;
        const auto low = rest.size() > 2 ? hexadecimal(rest[2]) : std::nullopt;
        const std::size_t end = rest.front() == '=' ? line_end(rest.substr(1)) : 0;
        if (end > 0) {
            at += 1 + end;
        } else if (rest.front() == '=' && high && low) {
            note_step(out, at, 1, 3);
            out.bytes += static_cast<char>(static_cast<unsigned char>(*high << 4U | *low));
            at += 3;
        } else {
            note_step(out, at++, 1, 1);
            out.bytes += rest.front();
        }
    }
}

std::optional<unsigned> base64_digit(char c) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t found = digits.find(c);
    return found == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(found));
}

/// Four digits are three bytes.
void decode_base64(std::string_view body, MimeBody& out) {
    unsigned bits = 0, held = 0;
    for (std::size_t at = 0; at < body.size() && body[at] != '='; ++at) {
        const auto digit = base64_digit(body[at]);
        if (!digit) continue;
        if (held == 0) note_step(out, at, 3, 4);
        bits = (bits << 6U | *digit) & 0xFFFFU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out.bytes += static_cast<char>(static_cast<unsigned char>(bits >> held & 0xFFU));
    }
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, small, small); }

std::vector<MimePart> mime_parts(std::string_view message, std::size_t most) {
    std::vector<MimePart> out;
    add_parts(message, most, 0, out);
    return out;
}

MimeBody decode_body(const MimePart& part) {
    MimeBody out;
    if (same_word(part.encoding, "quoted-printable"))
        decode_quoted(part.body, out);
    else if (same_word(part.encoding, "base64"))
        decode_base64(part.body, out);
    else
        out = {.bytes = std::string(part.body), .pieces = {{0, 0}}};
    return out;
}

}  // namespace nianbao::readers
