// WordprocessingML (ECMA-376, part 1, 17) as far as it decides what is printed. Elements that are not named here are
// entered, so that text in wrappers of any kind is found.
#include "readers/docx_body.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "readers/marked_text.hpp"

namespace nianbao::readers {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // for what is printed but is no character

/// Old properties of tracked changes, instructions, definitions, and what stands beside the text.
constexpr std::string_view skipped[] = {
    "delInstrText", "delText", "instrText", "rt", "sdtEndPr", "sdtPr", "sectPr", "tabs", "tblGrid", "tblPr", "tblPrEx",
};

bool is_skipped(std::string_view local) {
    return local.ends_with("Change") || std::ranges::find(skipped, local) != std::end(skipped);
}

std::string_view value_in(const XmlAttributes& attributes) { return attributes.get("val").value_or(""); }

/// <w:strike/> is on, <w:strike w:val="0"/> is off.
bool is_on(const XmlAttributes& attributes) {
    const std::string_view value = value_in(attributes);
    return value != "0" && value != "false" && value != "off";
}

Merge merge_in(const XmlAttributes& attributes) {
    return value_in(attributes) == "restart" ? Merge::restart : Merge::goes_on;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What stands between a list's number and the text: nothing in Chinese (一、总体情况), a blank behind a digit or letter,
/// and behind 1. where a digit follows: in a cell, that is the end of a line.
std::string_view behind_number(std::string_view number, std::string_view text, bool in_cell) {
    if (number.empty() || text.empty()) return "";
    const char last = number.back();
    const bool is_letter = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
    const bool digit_follows = is_digit(text.front()) || text.starts_with("\xEF\xBC");  // of either width
    if ((is_digit(last) || last == '.' || last == '-') && digit_follows) return in_cell ? "\n" : " ";
    return is_digit(last) || is_letter ? " " : "";
}

}  // namespace

void DocxBody::start_part(std::uint32_t part) {
    part_ = part;
    paragraphs_in_part_ = 0;
    properties_ = Properties::none;
    fields_.clear();
    alternatives_.clear();
    instructions_ = 0;
    in_text_ = false;
    stories_.clear();
    stories_.emplace_back();
}

Blocks DocxBody::take() {
    Blocks blocks;
    end_story(blocks);
    stories_.emplace_back();
    return blocks;
}

void DocxBody::refuse(const Limit& limit) {
    if (!refused_) refused_ = over_limit(beyond(limit));
}

// Events.

Visit DocxBody::start(const XmlName& name, const XmlAttributes& attributes) {
    if (refused_) return Visit::stop;
    switch (name.vocabulary) {
        case Vocabulary::compatibility: return start_alternative(name.local);
        case Vocabulary::math: return start_math(name.local);
        case Vocabulary::word: break;
        case Vocabulary::sheet:
        case Vocabulary::relationships:
        case Vocabulary::other: return Visit::enter;
    }
    if (is_skipped(name.local)) return Visit::skip;
    if (properties_ != Properties::none) return start_property(name.local, attributes);
    return start_structure(name.local, attributes);
}

/// One of several forms of the same, such as a text box for new and for old versions of Word.
Visit DocxBody::start_alternative(std::string_view local) {
    if (local == "AlternateContent") alternatives_.push_back(false);
    if (local != "Choice" && local != "Fallback") return Visit::enter;
    if (alternatives_.empty()) return Visit::enter;
    if (alternatives_.back()) return Visit::skip;
    alternatives_.back() = true;
    return Visit::enter;
}

/// The text of a formula; where it is more than one line of text, a mark for what is lost.
Visit DocxBody::start_math(std::string_view local) {
    if (local == "rPr" || local == "ctrlPr") return Visit::skip;
    if (local == "t") {
        in_text_ = keeps_blanks_ = true;
    } else if (local == "r") {
        story().run = {};
    } else if (local != "oMath" && local != "oMathPara" && local != "e") {
        append(replacement);
    }
    return Visit::enter;
}

Visit DocxBody::start_structure(std::string_view local, const XmlAttributes& attributes) {
    if (local == "p") {
        start_paragraph();
    } else if (local == "r") {
        story().run = {};
    } else if (local == "pPr") {
        properties_ = Properties::paragraph;
    } else if (local == "rPr") {
        properties_ = Properties::run;
    } else if (local == "trPr") {
        properties_ = Properties::row;
    } else if (local == "tcPr") {
        properties_ = Properties::cell;
    } else if (local == "tbl") {
        story().tables.emplace_back();
    } else if (local == "tr") {
        if (in_table()) story().tables.back().start_row();
    } else if (local == "tc") {
        if (++cells_ > limits_.cells.most) refuse(limits_.cells);
        if (in_table()) story().tables.back().start_cell();
    } else if (local == "txbxContent") {
        stories_.emplace_back();
    } else if (local == "footnote" || local == "endnote") {
        return start_note(attributes);
    } else {
        return start_content(local, attributes);
    }
    return Visit::enter;
}

Visit DocxBody::start_content(std::string_view local, const XmlAttributes& attributes) {
    if (local == "t") {
        in_text_ = true;
        keeps_blanks_ = attributes.get("space") == "preserve";
    } else if (local == "tab" || local == "ptab") {
        print_text("\t");
    } else if (local == "br" || local == "cr") {
        print_text("\n");
    } else if (local == "noBreakHyphen") {
        print_text("-");
    } else if (local == "sym") {
        print_text(replacement);
    } else if (local == "fldChar") {
        start_field(attributes);
    } else if (local == "footnoteReference") {
        refer_to_note(footnotes_, attributes);
    } else if (local == "endnoteReference") {
        refer_to_note(endnotes_, attributes);
    } else if (local == "altChunk") {
        take_chunk(attributes);
    } else {
        return start_change(local);
    }
    return Visit::enter;
}

Visit DocxBody::start_change(std::string_view local) {
    const bool goes = local == "del" || local == "moveFrom";
    if (goes || local == "ins" || local == "moveTo") ++changes_;
    return goes ? Visit::skip : Visit::enter;
}

Visit DocxBody::start_note(const XmlAttributes& attributes) {
    const std::string_view type = attributes.get("type").value_or("normal");
    if (type != "normal") return Visit::skip;  // the line above the notes
    note_id_ = attributes.get("id").value_or("");
    stories_.emplace_back();
    return Visit::enter;
}

void DocxBody::end(const XmlName& name) {
    const std::string_view local = name.local;
    if (name.vocabulary == Vocabulary::compatibility && local == "AlternateContent" && !alternatives_.empty())
        alternatives_.pop_back();
    if (local == "t" && (name.vocabulary == Vocabulary::word || name.vocabulary == Vocabulary::math)) return end_text();
    if (name.vocabulary != Vocabulary::word) return;
    if (local == "rPr") {
        properties_ = properties_ == Properties::mark ? Properties::paragraph : Properties::none;
    } else if (local == "pPr" || local == "trPr" || local == "tcPr") {
        properties_ = Properties::none;
    } else if (local == "p") {
        end_paragraph();
    } else if (local == "tc" && in_table()) {
        flush_carried();
        story().tables.back().end_cell();
    } else if (local == "tr" && in_table()) {
        story().tables.back().end_row();
    } else if (local == "tbl" && in_table()) {
        end_table();
    } else if (local == "txbxContent") {
        Blocks blocks;
        end_story(blocks);
        if (!is_dropped()) std::ranges::move(blocks, std::back_inserter(story().later));
    } else if (local == "footnote" || local == "endnote") {
        end_story((local == "footnote" ? footnotes_ : endnotes_)[note_id_]);
    }
}

void DocxBody::characters(std::string_view text) {
    if (!in_text_ || refused_) return;
    text_ += text;
    if (bytes_ + text_.size() > limits_.text_bytes.most) refuse(limits_.text_bytes);
}

// Properties.

/// Only what has properties of its own is entered: no text and no structure lies in properties.
Visit DocxBody::start_property(std::string_view local, const XmlAttributes& attributes) {
    switch (properties_) {
        case Properties::none: break;
        case Properties::paragraph: {
            set_paragraph(local, attributes);
            const bool has_more = local == "rPr" || local == "numPr";
            return has_more ? Visit::enter : Visit::skip;
        }
        case Properties::mark: set_mark(local); break;
        case Properties::run: set_run(local, attributes); break;
        case Properties::row: set_row(local, attributes); break;
        case Properties::cell: set_cell(local, attributes); break;
    }
    return Visit::skip;
}

void DocxBody::set_paragraph(std::string_view local, const XmlAttributes& attributes) {
    if (local == "rPr") properties_ = Properties::mark;
    if (!story().paragraph) return;
    OpenParagraph& paragraph = *story().paragraph;
    if (local == "pStyle") paragraph.style = value_in(attributes);
    if (local == "numId") paragraph.place.list = attributes.number("val");
    if (local == "ilvl") paragraph.place.level = attributes.number("val");
}

/// Of the end of a paragraph.
void DocxBody::set_mark(std::string_view local) {
    const bool goes = local == "del" || local == "moveFrom";
    if (goes || local == "ins" || local == "moveTo") ++changes_;
    if (goes && story().paragraph) story().paragraph->joins_next = true;
}

void DocxBody::set_run(std::string_view local, const XmlAttributes& attributes) {
    Run& run = story().run;
    if (local == "rStyle") run.style = value_in(attributes);
    if (local == "vanish") run.hidden = is_on(attributes);
    if (local == "strike" || local == "dstrike") run.struck = run.struck || is_on(attributes);
    if (local == "vertAlign") run.raised = value_in(attributes) == "superscript" || value_in(attributes) == "subscript";
}

void DocxBody::set_row(std::string_view local, const XmlAttributes& attributes) {
    if (!in_table()) return;
    DocxTable& table = story().tables.back();
    if (local == "gridBefore") table.leave_columns(span_in(attributes));
    if (local == "ins") ++changes_;
    if (local == "del") {
        ++changes_;
        table.drop_row();
    }
    if (local == "hidden" && is_on(attributes)) {
        ++hidden_;
        table.drop_row();
    }
}

void DocxBody::set_cell(std::string_view local, const XmlAttributes& attributes) {
    if (!in_table()) return;
    DocxTable& table = story().tables.back();
    if (local == "gridSpan") table.set_span(span_in(attributes));
    if (local == "vMerge") table.set_vertical(merge_in(attributes));
    if (local == "hMerge") table.set_horizontal(merge_in(attributes));
    if (local == "cellIns" || local == "cellDel") ++changes_;
    if (local == "cellDel") table.drop_cell();
}

std::size_t DocxBody::span_in(const XmlAttributes& attributes) {
    const std::size_t span = attributes.number("val").value_or(1);
    if (span > limits_.span.most) refuse(limits_.span);
    return std::min(span, limits_.span.most);
}

// Fields and notes.

/// An instruction, a separator, the result, an end; fields may stand in the instructions of others.
void DocxBody::start_field(const XmlAttributes& attributes) {
    const std::string_view type = attributes.get("fldCharType").value_or("");
    if (type == "begin") {
        fields_.push_back(true);
        ++instructions_;
    } else if (!fields_.empty() && (type == "separate" || type == "end")) {
        if (fields_.back()) --instructions_;
        fields_.back() = false;
        if (type == "end") fields_.pop_back();
    }
}

/// A note stands once, behind what refers to it first.
void DocxBody::refer_to_note(std::map<std::string, Blocks, std::less<>>& notes, const XmlAttributes& attributes) {
    const auto note = notes.find(attributes.get("id").value_or(""));
    if (note == notes.end() || is_dropped()) return;
    std::ranges::move(note->second, std::back_inserter(story().later));
    notes.erase(note);
}

// Paragraphs.

void DocxBody::start_paragraph() {
    end_paragraph();
    if (++paragraphs_ > limits_.paragraphs.most) refuse(limits_.paragraphs);
    story().paragraph =
        OpenParagraph{.text = {}, .style = styles_.default_paragraph, .place = {}, .number = ++paragraphs_in_part_};
    story().run = {};
}

void DocxBody::end_paragraph() {
    if (!story().paragraph) return;
    OpenParagraph paragraph = std::move(*story().paragraph);
    story().paragraph.reset();
    if (is_dropped()) return;
    const std::string number = counters_.next(paragraph.style, paragraph.place);
    std::string text = std::exchange(story().carried, {});
    text += number;
    text += behind_number(number, paragraph.text, in_table());
    text += paragraph.text;
    if (bytes_ + text.size() > limits_.text_bytes.most) return refuse(limits_.text_bytes);
    if (paragraph.joins_next)
        story().carried = std::move(text);
    else
        emit({.text = std::move(text), .number = paragraph.number, .part = part_});
}

/// A text that was to join a next paragraph, where there is none.
void DocxBody::flush_carried() {
    if (!story().carried.empty())
        emit({.text = std::exchange(story().carried, {}), .number = paragraphs_in_part_, .part = part_});
}

void DocxBody::emit(Paragraph paragraph) {
    bytes_ += paragraph.text.size() + 1;
    Story& here = story();
    if (in_table() && here.tables.back().in_cell()) {
        here.tables.back().blocks().push_back({std::move(paragraph)});
        return;
    }
    (in_table() ? here.later : here.blocks).push_back({std::move(paragraph)});
    if (!in_table()) std::ranges::move(std::exchange(here.later, {}), std::back_inserter(here.blocks));
}

void DocxBody::end_table() {
    Story& here = story();
    here.tables.back().end_row();
    Blocks blocks = closed(here.tables.back().take());
    here.tables.pop_back();
    const bool nested = in_table() && here.tables.back().in_cell();
    std::ranges::move(blocks, std::back_inserter(nested ? here.tables.back().blocks() : here.blocks));
    if (!in_table()) std::ranges::move(std::exchange(here.later, {}), std::back_inserter(here.blocks));
}

/// What stands in a part of another format, which is no paragraph but stands between paragraphs.
void DocxBody::take_chunk(const XmlAttributes& attributes) {
    const auto chunk = chunks_.find(attributes.get("id").value_or(""));
    if (chunk == chunks_.end() || is_dropped()) return;
    const bool in_cell = in_table() && story().tables.back().in_cell();
    Blocks& to = in_cell ? story().tables.back().blocks() : story().blocks;
    std::ranges::move(std::exchange(chunk->second, {}), std::back_inserter(to));
}

/// Closes the innermost story; its blocks are added to `blocks`.
void DocxBody::end_story(Blocks& blocks) {
    end_paragraph();
    flush_carried();
    while (in_table()) end_table();
    Story& here = story();
    std::ranges::move(here.blocks, std::back_inserter(blocks));
    std::ranges::move(here.later, std::back_inserter(blocks));
    stories_.pop_back();
}

/// Whether what is read now stands in a row or cell that is not printed.
bool DocxBody::is_dropped() {
    const auto drops = [](const DocxTable& table) { return table.in_cell() && !table.cell_stands(); };
    return std::ranges::any_of(story().tables, drops);
}

// Text.

bool DocxBody::run_is_hidden() {
    const Run& run = story().run;
    if (run.hidden) return *run.hidden;
    if (!run.style.empty() && styles_.hidden(run.style)) return true;
    return story().paragraph && styles_.hidden(story().paragraph->style);
}

void DocxBody::end_text() {
    in_text_ = false;
    const std::string text = std::exchange(text_, {});
    print_text(keeps_blanks_ ? std::string_view(text) : without_blanks(text));
}

/// Text of a run, unless it is hidden or part of an instruction.
void DocxBody::print_text(std::string_view text) {
    if (instructions_ != 0 || text.empty()) return;
    if (run_is_hidden()) {
        ++hidden_;
    } else if (story().run.struck) {
        append(struck(text));
    } else if (story().run.raised) {
        append(raised(text));
    } else {
        append(text);
    }
}

void DocxBody::append(std::string_view text) {
    if (!story().paragraph) return;
    std::string& to = story().paragraph->text;
    if (bytes_ + to.size() + text.size() > limits_.text_bytes.most) return refuse(limits_.text_bytes);
    to += text;
}

}  // namespace nianbao::readers
