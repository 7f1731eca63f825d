// Magic numbers first, then what a container holds, then what text looks like.
#include "readers/detect.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "readers/compound_file.hpp"
#include "readers/markdown.hpp"

namespace nianbao::readers {
namespace {

using grammar::SourceKind;

constexpr std::size_t sniffed_bytes = 4096;
constexpr std::size_t sniffed_pdf_bytes = 1024;  // %PDF- may stand behind rubbish, as PDF viewers have it

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `prefix` in small letters.
bool starts_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, small);
}

/// Whether a tag stands anywhere. Texts are seldom without ideographs, so its bracket is all that is looked for.
bool holds_tag(std::string_view text, std::string_view tag) {
    for (std::size_t at = 0; (at = text.find(tag.front(), at)) != std::string_view::npos; ++at)
        if (starts_with(text.substr(at), tag)) return true;
    return false;
}

/// A word in small letters, anywhere.
bool holds(std::string_view text, std::string_view word) {
    const auto same = [](char printed, char wanted) { return small(printed) == wanted; };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

std::string_view without(std::string_view text, std::string_view prefix) {
    return text.substr(text.starts_with(prefix) ? prefix.size() : 0);
}

/// The first bytes without those that UTF-16 has more than UTF-8, so that markup can be seen in either.
std::string narrowed(std::string_view bytes) {
    std::string out(bytes.substr(0, sniffed_bytes));
    std::erase(out, '\0');
    return out;
}

FileKind zip_kind(std::string_view bytes) {
    // The names of what it holds stand in it as they are.
    if (bytes.find("word/document.xml") != std::string_view::npos) return FileKind::docx;
    if (bytes.find("xl/workbook.xml") != std::string_view::npos) return FileKind::xlsx;
    return FileKind::zip;
}

/// By what lies in its root: a workbook may have a document embedded. WPS has Word's names.
FileKind ole_kind(std::string_view bytes) {
    const CompoundFile file(bytes);
    if (file.holds("EncryptedPackage")) return FileKind::encrypted;
    if (file.holds("WordDocument")) return FileKind::doc;
    return file.holds("Workbook") || file.holds("Book") ? FileKind::xls : FileKind::ole;
}

bool is_letter(char c) { return small(c) >= 'a' && small(c) <= 'z'; }

/// <p>, <!DOCTYPE html>, <?xml ...>: markup, and no text that begins with an angle bracket.
bool begins_with_tag(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    text.remove_prefix(first);
    if (starts_with(text, "<!--") || starts_with(text, "<!doctype") || starts_with(text, "<?xml")) return true;
    return text.size() > 2 && text[0] == '<' && is_letter(text[1]) && text.find('>') != std::string_view::npos;
}

bool begins_with_table(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && starts_with(text.substr(first), "<table");
}

/// Whether what stands around the tables has lines of its own, and no tags that end them.
bool has_lines_between_tables(std::string_view text) {
    bool lines = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t table = std::min(next_table(text, at), text.size());
        const std::string_view between = text.substr(at, table - at);
        if (holds_tag(between, "</p>") || holds_tag(between, "<br")) return false;
        lines = lines || between.find('\n') != std::string_view::npos;
        at = end_of_table(text, table);
    }
    return lines;
}

/// The heads of a message that holds a page and what belongs to it.
bool is_mhtml(std::string_view head) {
    const std::size_t colon = head.find(':');
    const std::size_t line = head.find('\n');
    return colon < line && holds(head, "mime-version:") && holds(head, "content-type:");
}

FileKind text_kind(std::string_view bytes) {
    std::string_view head = bytes.substr(0, sniffed_bytes);
    std::string narrow;
    if (head.find('\0') != std::string_view::npos) head = narrow = narrowed(bytes);
    for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) head = without(head, mark);
    if (begins_with_tag(head) && !begins_with_table(head)) return FileKind::html;
    if (is_mhtml(head)) return FileKind::mhtml;
    if (!holds_tag(bytes, "<table")) return FileKind::text;
    return has_lines_between_tables(bytes) ? FileKind::markdown : FileKind::html;
}

}  // namespace

FileKind detect(std::string_view bytes) {
    if (bytes.substr(0, sniffed_pdf_bytes).find("%PDF-") != std::string_view::npos) return FileKind::pdf;
    if (bytes.starts_with("PK\x03\x04")) return zip_kind(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return ole_kind(bytes);
    if (bytes.starts_with("{\\rtf")) return FileKind::rtf;
    return text_kind(bytes);
}

std::string_view name(FileKind kind) {
    switch (kind) {
        case FileKind::text: return "text";
        case FileKind::markdown: return "Markdown";
        case FileKind::html: return "HTML";
        case FileKind::mhtml: return "MHTML";
        case FileKind::docx: return "DOCX";
        case FileKind::xlsx: return "XLSX";
        case FileKind::pdf: return "PDF";
        case FileKind::doc: return "DOC";
        case FileKind::rtf: return "RTF";
        case FileKind::xls: return "XLS";
        case FileKind::zip: return "ZIP";
        case FileKind::ole: return "OLE";
        case FileKind::encrypted: return "DOCX or XLSX with a password";
    }
    return "";
}

std::optional<SourceKind> source_kind(FileKind kind) {
    switch (kind) {
        case FileKind::text: return SourceKind::text;
        case FileKind::markdown:
        case FileKind::html:
        case FileKind::mhtml: return SourceKind::html;
        case FileKind::docx:
        case FileKind::doc:
        case FileKind::rtf: return SourceKind::docx;
        case FileKind::pdf: return SourceKind::pdf;
        case FileKind::xlsx:
        case FileKind::xls: return SourceKind::xlsx;
        case FileKind::zip:
        case FileKind::ole:
        case FileKind::encrypted: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace nianbao::readers
