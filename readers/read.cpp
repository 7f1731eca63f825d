#include "readers/read.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "readers/compound_file.hpp"
#include "readers/encoding.hpp"
#include "readers/html.hpp"
#include "readers/markdown.hpp"
#include "readers/mhtml.hpp"
#include "readers/office.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;
using grammar::Refusal;
using grammar::Source;
using grammar::SourceKind;

struct Reader {
    FileKind kind;
    Extract (*read)(std::string_view bytes, const Limits& limits);
};

/// Kinds that the library reads by itself, but for text.
constexpr Reader all_readers[] = {
    {FileKind::markdown, markdown}, {FileKind::html, html},        {FileKind::mhtml, mhtml},
    {FileKind::docx, read_office},  {FileKind::xlsx, read_office},
};

/// Kinds that other programs read: poppler's, LibreOffice.
constexpr FileKind read_by_programs[] = {FileKind::pdf, FileKind::doc, FileKind::rtf, FileKind::xls};

/// Where lines end with carriage returns alone, as old Macs had it.
void end_lines(std::string& text) {
    if (text.find('\n') == std::string::npos) std::ranges::replace(text, '\r', '\n');
}

/// Text that is not UTF-8.
Extract extract_of(Decoded from) {
    if (!from.is_text) return refuse(SourceKind::text, {Refusal::binary, std::string(name(FileKind::text))});
    Extract extract;
    end_lines(from.text);
    extract.text = std::move(from.text);
    extract.encoding = name(from.charset);
    extract.pieces = std::move(from.pieces);
    extract.mending = from.mending;
    return extract;
}

/// Most files are UTF-8 and nothing else: these are read where they lie.
Source read_text(std::string_view bytes, const Limits& limits) {
    Source source = Source::over(bytes);
    const grammar::Mending& mending = source.mending();
    const bool as_it_is = source.refusal() == Refusal::none && mending.invalid_sequences + mending.nul_bytes == 0;
    if (as_it_is || source.refusal() == Refusal::too_large) return source;
    Extract extract;
    if (bytes.size() > limits.text_bytes.most) {
        refuse(extract, over_limit(beyond(limits.text_bytes)));
    } else {
        Decoded from = decode(bytes);
        if (from.is_text && from.charset == Charset::utf_8 && source.refusal() == Refusal::none) return source;
        extract = extract_of(std::move(from));
    }
    extract.input_bytes = bytes.size();
    return Source::of(std::move(extract));
}

Extract read_other(std::string_view bytes, FileKind kind, const Options& options) {
    const auto* const reader = std::ranges::find(all_readers, kind, &Reader::kind);
    if (reader != std::end(all_readers)) return reader->read(bytes, options.limits);
    const bool by_program = std::ranges::find(read_by_programs, kind) != std::end(read_by_programs);
    if (by_program && options.by_program) return options.by_program(kind, bytes, options.limits);
    if (kind == FileKind::ole) {
        const CompoundFile file(bytes);
        if (file.refused()) return refuse(SourceKind::text, file.refused());
    }
    return refuse(source_kind(kind).value_or(SourceKind::text), {Refusal::unsupported_kind, std::string(name(kind))});
}

/// What the bytes are, or what they are said to be; MHTML is a kind of HTML, DOC one of DOCX.
FileKind kind_of(std::string_view bytes, std::optional<SourceKind> said) {
    const FileKind detected = detect(bytes);
    if (!said || source_kind(detected) == said) return detected;
    switch (*said) {
        case SourceKind::text: return FileKind::text;
        case SourceKind::html: return FileKind::html;
        case SourceKind::docx: return FileKind::docx;
        case SourceKind::pdf: return FileKind::pdf;
        case SourceKind::xlsx: return FileKind::xlsx;
    }
    return detected;
}

}  // namespace

Source read(std::string_view bytes, const Options& options) {
    const FileKind kind = kind_of(bytes, options.kind);
    if (kind == FileKind::text) return read_text(bytes, options.limits);
    Extract extract = read_other(bytes, kind, options);
    extract.input_bytes = bytes.size();
    return Source::of(std::move(extract));
}

}  // namespace nianbao::readers
