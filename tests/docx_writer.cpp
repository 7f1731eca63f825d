#include "docx_writer.hpp"
#include "markup.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace nianbao::tests {
namespace {

using generator::escaped;
using generator::Grid;
using generator::GridCell;
using generator::Page;
using generator::Part;
using generator::Random;

// Packages.

std::string root(std::string_view name, std::string_view content, bool strict) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:";
    out.append(name).append(" xmlns:w=\"");
    out.append(strict ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
                      : "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    out.append("\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"");
    out.append(" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"");
    out.append(" xmlns:v=\"urn:schemas-microsoft-com:vml\">").append(content);
    return out.append("</w:").append(name).append(">");
}

// Pages.

bool is_inner_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Prefix of the text that a list can print instead: 一、 or 3. ; else empty.
struct ListPrefix {
    std::size_t bytes = 0;
    std::size_t number = 0;
};

ListPrefix heading_prefix(std::string_view text) {
    constexpr std::string_view numerals[] = {"一、", "二、", "三、", "四、", "五、", "六、"};
    for (std::size_t i = 0; i < std::size(numerals); ++i)
        if (text.starts_with(numerals[i])) return {numerals[i].size(), i + 1};
    return {};
}

ListPrefix label_prefix(std::string_view text) {
    const bool numbered =
        text.size() > 2 && text[0] >= '1' && text[0] <= '9' && text[1] == '.' && is_inner_byte(text[3]);
    return numbered ? ListPrefix{2, static_cast<std::size_t>(text[0] - '0')} : ListPrefix{};
}

class Writer {
public:
    explicit Writer(Random& random)
        : random_(random),
          lists_headings_(random.chance(50)),
          lists_labels_(random.chance(50)),
          splits_runs_(random.chance(60)),
          tracks_changes_(random.chance(40)),
          hides_(random.chance(30)),
          wraps_cells_(random.chance(30)) {}

    std::string print(const Page& page) {
        std::string body;
        for (const Part& part : page) {
            if (part.kind == Part::Kind::table)
                body += table(part.grid);
            else if (part.kind == Part::Kind::heading)
                body += heading(part.text);
            else
                body += paragraph({}, part.text);
        }
        if (tracks_changes_)
            body += R"(<w:p><w:del w:id="1"><w:r><w:delText>六、已删除</w:delText></w:r></w:del></w:p>)";
        return docx({.body = body + "<w:sectPr/>", .numbering = numbering()});
    }

private:
    // Text as runs.

    std::string run(std::string_view text) {
        std::string out = "<w:r>";
        if (random_.chance(30)) out += R"(<w:rPr><w:rFonts w:hint="eastAsia"/><w:vanish w:val="0"/></w:rPr>)";
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (at > 0) out += "<w:br/>";
            out.append("<w:t xml:space=\"preserve\">").append(escaped(text.substr(at, end - at))).append("</w:t>");
            at = end + 1;
        }
        return out + "</w:r>";
    }

    /// Nothing of it is printed.
    std::string noise() {
        if (tracks_changes_ && random_.chance(30))
            return R"(<w:del w:id="7" w:author="甲"><w:r><w:delText>9</w:delText></w:r></w:del>)";
        if (hides_ && random_.chance(30)) return "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>";
        if (random_.chance(10)) return R"(<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>)";
        return {};
    }

    std::string marked(std::string runs) {
        if (tracks_changes_ && random_.chance(30)) return R"(<w:ins w:id="5" w:author="乙">)" + runs + "</w:ins>";
        return runs;
    }

    std::string runs(std::string_view text) {
        std::string out = noise();
        std::size_t begin = 0;
        for (std::size_t at = 1; splits_runs_ && at < text.size(); ++at) {
            if (is_inner_byte(text[at]) || !random_.chance(20)) continue;
            out += marked(run(text.substr(begin, at - begin))) + noise();
            begin = at;
        }
        if (begin < text.size()) out += marked(run(text.substr(begin)));
        return out;
    }

    std::string paragraph(std::string_view properties, std::string_view text) {
        return std::string("<w:p><w:pPr>").append(properties).append("</w:pPr>").append(runs(text)).append("</w:p>");
    }

    // Lists. 1 is that of the headings; each group of labels has its own, which starts anew.

    static std::string in_list(std::size_t list) {
        return "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::to_string(list) + "\"/></w:numPr>";
    }

    std::string heading(std::string_view text) {
        const ListPrefix prefix = heading_prefix(text);
        const bool listed = lists_headings_ && prefix.number == headings_ + 1;  // lists leave no number out
        if (!listed) return paragraph({}, text);
        ++headings_;
        return paragraph(in_list(1), text.substr(prefix.bytes));
    }

    std::string cell_paragraph(std::string_view text) {
        const ListPrefix prefix = label_prefix(text);
        if (!lists_labels_ || prefix.number == 0) return paragraph({}, text);
        if (prefix.number == 1) {
            ++label_lists_;
            labels_ = 0;
        }
        if (prefix.number != labels_ + 1) return paragraph({}, text);
        ++labels_;
        return paragraph(in_list(1 + label_lists_), text.substr(prefix.bytes));
    }

    [[nodiscard]] std::string numbering() const {
        std::string out =
            R"(<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>)"
            R"(<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>)"
            R"(<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>)"
            R"(<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>)"
            R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>)";
        for (std::size_t list = 2; list <= 1 + label_lists_; ++list)
            out.append("<w:num w:numId=\"")
                .append(std::to_string(list))
                .append("\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>")
                .append("</w:lvlOverride></w:num>");
        return out;
    }

    // Tables.

    /// Whether the row has a covered cell that begins in this column.
    static bool covers(const std::vector<GridCell>& row, std::size_t column) {
        std::size_t at = 0;
        for (const GridCell& cell : row) {
            if (at == column) return cell.covered;
            at += cell.span;
        }
        return false;
    }

    std::string cell(const GridCell& cell, bool goes_on_below) {
        std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"900\"/>";
        if (cell.span > 1) out += "<w:gridSpan w:val=\"" + std::to_string(cell.span) + "\"/>";
        if (cell.covered)
            out += random_.chance(50) ? "<w:vMerge/>" : R"(<w:vMerge w:val="continue"/>)";
        else if (goes_on_below)
            out += R"(<w:vMerge w:val="restart"/>)";
        out += "</w:tcPr>" + (cell.text.empty() ? std::string("<w:p/>") : cell_paragraph(cell.text)) + "</w:tc>";
        const bool wrapped = wraps_cells_ && random_.chance(20);
        return wrapped
                   ? "<w:sdt><w:sdtPr><w:alias w:val=\"1\"/></w:sdtPr><w:sdtContent>" + out + "</w:sdtContent></w:sdt>"
                   : out;
    }

    std::string row(const Grid& grid, std::size_t index) {
        std::string out = "<w:tr><w:trPr><w:trHeight w:val=\"400\"/></w:trPr>";
        std::size_t column = 0;
        for (const GridCell& at : grid.rows[index]) {
            out += cell(at, index + 1 < grid.rows.size() && covers(grid.rows[index + 1], column));
            column += at.span;
        }
        return out + "</w:tr>";
    }

    std::string table(const Grid& grid) {
        std::string out = "<w:tbl><w:tblPr/><w:tblGrid/>";
        for (std::size_t i = 0; i < grid.rows.size(); ++i) {
            if (i > 0 && random_.chance(3)) out += "</w:tbl><w:tbl><w:tblPr/>";  // looks the same on the page
            out += row(grid, i);
        }
        return out + "</w:tbl><w:p/>";
    }

    Random& random_;
    bool lists_headings_, lists_labels_, splits_runs_, tracks_changes_, hides_, wraps_cells_;
    std::size_t headings_ = 0, label_lists_ = 0, labels_ = 0;
};

}  // namespace

std::vector<ZipEntry> docx_entries(const DocxParts& parts) {
    std::vector<std::pair<std::string, std::string>> targets;
    std::vector<ZipEntry> entries;
    const auto add = [&](std::string_view type, std::string_view file, std::string_view name,
                         const std::string& content) {
        if (content.empty()) return;
        targets.emplace_back(type, file);
        entries.push_back({.name = "word/" + std::string(file), .bytes = root(name, content, parts.strict)});
    };
    add("styles", "styles.xml", "styles", parts.styles);
    add("numbering", "numbering.xml", "numbering", parts.numbering);
    add("footnotes", "footnotes.xml", "footnotes", parts.footnotes);
    if (!parts.chunk.empty()) {
        targets.emplace_back("aFChunk", "chunk.dat");
        entries.push_back({"word/chunk.dat", parts.chunk});
    }
    entries.push_back({"word/_rels/document.xml.rels", relations(targets)});
    entries.push_back({"word/document.xml", root("document", "<w:body>" + parts.body + "</w:body>", parts.strict)});
    entries.push_back({"_rels/.rels", relations({{"officeDocument", "word/document.xml"}})});
    return entries;
}

std::string docx(const DocxParts& parts) { return zip(docx_entries(parts)); }

std::string word_paragraph(std::string_view text) { return "<w:p><w:r><w:t>" + escaped(text) + "</w:t></w:r></w:p>"; }

std::string print_docx(const Page& page, Random& random) { return Writer(random).print(page); }

}  // namespace nianbao::tests
