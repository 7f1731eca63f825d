// The parts of a Word file that hold text, as blocks: what a reader of the printed page sees. Tracked changes are
// accepted, hidden text is left out, a field is its result, and an alternative is taken once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "readers/blocks.hpp"
#include "readers/docx_chunks.hpp"
#include "readers/docx_lists.hpp"
#include "readers/docx_table.hpp"
#include "readers/limits.hpp"
#include "readers/refused.hpp"
#include "readers/xml.hpp"

namespace nianbao::readers {

class DocxBody final : public XmlEvents {
public:
    /// Takes each of the chunks where the document has it first.
    DocxBody(const Limits& limits, const Styles& styles, const Lists& lists, DocxChunks chunks)
        : limits_(limits), styles_(styles), counters_(styles, lists), chunks_(std::move(chunks)) {}

    /// What follows comes from this part, an index of names. Notes first: the document takes them where it refers to them.
    void start_part(std::uint32_t part);

    Visit start(const XmlName& name, const XmlAttributes& attributes) override;
    void end(const XmlName& name) override;
    void characters(std::string_view text) override;

    /// The blocks of the part that was read last.
    [[nodiscard]] Blocks take();
    [[nodiscard]] const Refused& refused() const { return refused_; }
    [[nodiscard]] std::size_t changes() const { return changes_; }
    [[nodiscard]] std::size_t hidden() const { return hidden_; }

private:
    enum class Properties : std::uint8_t { none, paragraph, mark, run, row, cell };

    struct OpenParagraph {
        std::string text, style;
        ListPlace place;
        std::uint32_t number = 0;
        bool joins_next = false;  // its end was deleted
    };
    struct Run {
        std::string style;
        std::optional<bool> hidden;
        bool struck = false, raised = false;
    };
    /// A flow of text: the body, a text box, a note.
    struct Story {
        Blocks blocks;
        std::vector<DocxTable> tables;
        std::optional<OpenParagraph> paragraph;
        std::string carried;  // of a paragraph that joins the next
        Blocks later;         // text boxes and notes, to stand behind the paragraph or table that holds them
        Run run;
    };

    Visit start_alternative(std::string_view local);
    Visit start_math(std::string_view local);
    Visit start_structure(std::string_view local, const XmlAttributes& attributes);
    Visit start_content(std::string_view local, const XmlAttributes& attributes);
    Visit start_change(std::string_view local);
    Visit start_note(const XmlAttributes& attributes);
    Visit start_property(std::string_view local, const XmlAttributes& attributes);
    void set_paragraph(std::string_view local, const XmlAttributes& attributes);
    void set_mark(std::string_view local);
    void set_run(std::string_view local, const XmlAttributes& attributes);
    void set_row(std::string_view local, const XmlAttributes& attributes);
    void set_cell(std::string_view local, const XmlAttributes& attributes);
    void start_field(const XmlAttributes& attributes);
    void take_chunk(const XmlAttributes& attributes);
    void refer_to_note(std::map<std::string, Blocks, std::less<>>& notes, const XmlAttributes& attributes);
    [[nodiscard]] std::size_t span_in(const XmlAttributes& attributes);

    void start_paragraph();
    void end_paragraph();
    void end_table();
    void end_text();
    void print_text(std::string_view text);
    void append(std::string_view text);
    void emit(Paragraph paragraph);
    void flush_carried();
    void end_story(Blocks& blocks);

    [[nodiscard]] Story& story() { return stories_.back(); }
    [[nodiscard]] bool in_table() { return !story().tables.empty(); }
    [[nodiscard]] bool is_dropped();
    [[nodiscard]] bool run_is_hidden();
    void refuse(const Limit& limit);

    const Limits& limits_;
    const Styles& styles_;
    ListCounters counters_;
    DocxChunks chunks_;
    std::vector<Story> stories_;
    std::vector<bool> alternatives_;  // open ones: whether one of them was taken
    std::vector<bool> fields_;        // open ones: whether in the instruction
    std::size_t instructions_ = 0;    // how many of them are
    Properties properties_{};
    std::map<std::string, Blocks, std::less<>> footnotes_, endnotes_;
    std::string note_id_;
    std::string text_;  // of the element with text that is open
    bool in_text_ = false, keeps_blanks_ = false;
    std::uint32_t part_ = 0, paragraphs_in_part_ = 0;
    std::size_t paragraphs_ = 0, cells_ = 0, bytes_ = 0, changes_ = 0, hidden_ = 0;
    Refused refused_;
};

}  // namespace nianbao::readers
