// Bytes -> text with stated tables, by the reader of their kind -> blocks.
#include "readers/docx_chunks.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "readers/detect.hpp"
#include "readers/encoding.hpp"
#include "readers/html.hpp"
#include "readers/mhtml.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {
namespace {

using grammar::Extract;
using grammar::Refusal;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

Extract plain_text(std::string_view bytes) {
    Decoded from = decode(bytes);
    if (!from.is_text) return refuse(grammar::SourceKind::text, {Refusal::binary, {}});
    Extract extract;
    extract.text = std::move(from.text);
    return extract;
}

Extract read_chunk(std::string_view bytes, const Limits& limits) {
    switch (detect(bytes)) {
        case FileKind::html: return html(bytes, limits);
        case FileKind::mhtml: return mhtml(bytes, limits);
        case FileKind::text: return plain_text(bytes);
        case FileKind::markdown:
        case FileKind::docx:
        case FileKind::xlsx:
        case FileKind::pdf:
        case FileKind::doc:
        case FileKind::rtf:
        case FileKind::xls:
        case FileKind::zip:
        case FileKind::ole:
        case FileKind::encrypted: break;
    }
    return refuse(grammar::SourceKind::text, {Refusal::unsupported_kind, {}});
}

/// Calls with each piece of the text between two separators.
template <class Take>
void each_piece(std::string_view text, char separator, Take take) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        take(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

/// Lines of the text as blocks; `number` counts them.
class Reader {
public:
    explicit Reader(std::uint32_t part) : part_(part) {}

    Blocks blocks(const Extract& extract) {
        std::size_t at = 0;
        for (const grammar::Span table : extract.tables) {
            read_lines(std::string_view(extract.text).substr(at, table.begin - at));
            read_table(std::string_view(extract.text).substr(table.begin, table.size() - 1));
            at = table.end;
        }
        read_lines(std::string_view(extract.text).substr(at));
        return std::move(blocks_);
    }

private:
    Paragraph paragraph(std::string_view text) const { return {std::string(text), number_, part_}; }

    void read_lines(std::string_view text) {
        each_piece(text, '\n', [&](std::string_view line) {
            if (line.empty()) return;
            ++number_;
            blocks_.push_back({paragraph(line)});
        });
    }

    void read_table(std::string_view text) {
        Table table;
        each_piece(text, '\n', [&](std::string_view line) {
            ++number_;
            std::vector<Cell>& row = table.rows.emplace_back();
            each_piece(line, '\t', [&](std::string_view cell) { row.push_back({.blocks = {{paragraph(cell)}}}); });
        });
        blocks_.push_back({std::move(table)});
    }

    std::uint32_t part_;
    std::uint32_t number_ = 0;
    Blocks blocks_;
};

}  // namespace

Refused read_chunks(Package& package, const Limits& limits, std::vector<std::string>& parts, DocxChunks& chunks) {
    std::size_t bytes_of_text = 0;
    for (const Relation& relation : package.relations()) {
        if (relation.type != "aFChunk" || relation.target.empty()) continue;
        std::string bytes;
        if (Refused refused = package.unpack(relation.target, bytes)) return refused;
        Extract extract = read_chunk(bytes, limits);
        if (extract.refusal == Refusal::over_limit) return over_limit(std::move(extract.refused));
        if (extract.refusal != Refusal::none) extract.text = replacement;
        bytes_of_text += extract.text.size();
        if (bytes_of_text > limits.text_bytes.most) return over_limit(beyond(limits.text_bytes));
        chunks[relation.id] = Reader(static_cast<std::uint32_t>(parts.size())).blocks(extract);
        parts.push_back(relation.target);
    }
    return {};
}

}  // namespace nianbao::readers
