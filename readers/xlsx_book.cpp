// workbook.xml, sharedStrings.xml and styles.xml (ECMA-376, part 1, 18.2, 18.4 and 18.8).
#include "readers/xlsx_book.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "readers/marked_text.hpp"
#include "readers/xlsx_number.hpp"

namespace nianbao::readers {
namespace {

/// What the parser leaves as &#38; in attributes.
std::string with_ampersands(std::string_view value) {
    constexpr std::string_view written = "&#38;";
    std::string out;
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.find(written, at), value.size());
        out.append(value.substr(at, end - at)).append(end < value.size() ? "&" : "");
        at = end == value.size() ? end + 1 : end + written.size();
    }
    return out;
}

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

/// Control characters are written as _x000D_, and are blanks at most.
std::string without_escapes(std::string_view text) {
    constexpr std::string_view begin = "_x00";
    constexpr std::size_t length = 7;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool is_escape = rest.starts_with(begin) && rest.size() >= length && rest[length - 1] == '_' &&
                               (rest[4] == '0' || rest[4] == '1') && is_hexadecimal(rest[5]);
        if (is_escape && rest[4] == '0' && (rest[5] == '9' || rest[5] == 'A' || rest[5] == 'a'))
            out += rest[5] == '9' ? ' ' : '\n';
        if (!is_escape) out += rest.front();
        at += is_escape ? length : 1;
    }
    return out;
}

/// <sheets><sheet name="表二" sheetId="1" state="hidden" r:id="rId1"/></sheets>
class WorkbookEvents final : public XmlEvents {
public:
    WorkbookEvents(const Package& package, const Limits& limits, Book& book)
        : package_(package), limits_(limits), book_(book) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.vocabulary != Vocabulary::sheet) return Visit::enter;
        if (name.local == "workbookPr") book_.from_1904 = is_on(attributes, "date1904");
        if (name.local != "sheet") return Visit::enter;
        if (book_.sheets.size() == limits_.definitions.most) {
            refused = over_limit(beyond(limits_.definitions));
            return Visit::stop;
        }
        book_.sheets.push_back({.name = with_ampersands(attributes.get("name").value_or("")),
                                .part = part_of(attributes.get("id").value_or("")),
                                .hidden = attributes.get("state").value_or("visible") != "visible"});
        return Visit::enter;
    }
    void end(const XmlName&) override {}
    void characters(std::string_view) override {}

    Refused refused;

private:
    [[nodiscard]] std::string part_of(std::string_view id) const {
        const auto found = std::ranges::find(package_.relations(), id, &Relation::id);
        const bool is_sheet = found != package_.relations().end() && found->type == "worksheet";
        return is_sheet ? found->target : std::string();
    }

    const Package& package_;
    const Limits& limits_;
    Book& book_;
};

/// <si><t>规章</t></si><si><r><rPr><strike/></rPr><t>12</t></r></si>
class StringEvents final : public XmlEvents {
public:
    StringEvents(const Limits& limits, std::vector<std::string>& strings) : limits_(limits), strings_(strings) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (refused) return Visit::stop;
        return name.vocabulary == Vocabulary::sheet ? text_.start(name.local, attributes) : Visit::enter;
    }
    void end(const XmlName& name) override {
        if (name.vocabulary != Vocabulary::sheet) return;
        text_.end(name.local);
        if (name.local != "si") return;
        strings_.push_back(text_.take());
        bytes_ += strings_.back().size();
        if (strings_.size() > limits_.cells.most) refused = over_limit(beyond(limits_.cells));
    }
    void characters(std::string_view text) override {
        text_.characters(text);
        if (bytes_ + text_.bytes() > limits_.text_bytes.most) refused = over_limit(beyond(limits_.text_bytes));
    }

    Refused refused;

private:
    const Limits& limits_;
    std::vector<std::string>& strings_;
    RichText text_;
    std::size_t bytes_ = 0;
};

/// <numFmts><numFmt numFmtId="176" formatCode="0.00_ "/> <fonts><font><strike/></font>
/// <cellXfs><xf numFmtId="176" fontId="0"/>
class StyleEvents final : public XmlEvents {
public:
    StyleEvents(const Limits& limits, std::vector<CellStyle>& styles) : limits_(limits), styles_(styles) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (refused) return Visit::stop;
        if (name.vocabulary != Vocabulary::sheet) return Visit::enter;
        if (name.local == "dxfs" || name.local == "cellStyleXfs")
            return Visit::skip;  // styles under conditions, and bases
        if (name.local == "numFmt") add_format(attributes);
        if (name.local == "font") struck_fonts_.push_back(false);
        if (name.local == "strike" && !struck_fonts_.empty()) struck_fonts_.back() = is_on(attributes, "val", true);
        if (name.local == "cellXfs") in_cells_ = true;
        if (name.local == "xf" && in_cells_) add_style(attributes);
        if (formats_.size() + struck_fonts_.size() + styles_.size() > limits_.definitions.most)
            refused = over_limit(beyond(limits_.definitions));
        return Visit::enter;
    }
    void end(const XmlName& name) override {
        if (name.local == "cellXfs") in_cells_ = false;
    }
    void characters(std::string_view) override {}

    Refused refused;

private:
    void add_format(const XmlAttributes& attributes) {
        const std::uint32_t id = attributes.number("numFmtId").value_or(0);
        formats_[id] = with_ampersands(attributes.get("formatCode").value_or(""));
    }

    void add_style(const XmlAttributes& attributes) {
        const std::uint32_t format = attributes.number("numFmtId").value_or(0);
        const std::uint32_t font = attributes.number("fontId").value_or(0);
        styles_.push_back({.format = format_of(format), .struck = font < struck_fonts_.size() && struck_fonts_[font]});
    }

    [[nodiscard]] std::string format_of(std::uint32_t id) const {
        const auto own = formats_.find(id);
        return own == formats_.end() ? std::string(builtin_format(id)) : own->second;
    }

    const Limits& limits_;
    std::vector<CellStyle>& styles_;
    std::map<std::uint32_t, std::string> formats_;
    std::vector<bool> struck_fonts_;
    bool in_cells_ = false;
};

/// What is wrong with the part, or else with what stands in it.
template <class Events>
Refused read_part(Package& package, std::string_view part, Events& events) {
    Refused refused = package.parse(part, events);
    return refused ? refused : std::move(events.refused);
}

}  // namespace

Visit RichText::start(std::string_view local, const XmlAttributes& attributes) {
    if (local == "rPh" || local == "phoneticPr") return Visit::skip;  // how it is pronounced
    if (local == "r") is_struck_ = is_raised_ = false;
    if (local == "strike") is_struck_ = is_on(attributes, "val", true);
    if (local == "vertAlign") is_raised_ = attributes.get("val").value_or("") != "baseline";
    in_text_ = in_text_ || local == "t";
    return Visit::enter;
}

void RichText::end(std::string_view local) {
    if (local == "r") is_struck_ = is_raised_ = false;
    if (local != "t") return;
    in_text_ = false;
    std::string text = without_escapes(run_);
    if (is_raised_) text = raised(text);
    if (is_struck_) text = struck(text);
    text_ += text;
    run_.clear();
}

void RichText::characters(std::string_view text) {
    if (in_text_) run_ += text;
}

std::string RichText::take() { return std::exchange(text_, {}); }

bool is_on(const XmlAttributes& attributes, std::string_view local, bool otherwise) {
    const auto value = attributes.get(local);
    return value ? *value == "1" || *value == "true" || *value == "on" : otherwise;
}

Refused read_book(Package& package, const Limits& limits, Book& book) {
    WorkbookEvents workbook(package, limits, book);
    StringEvents strings(limits, book.strings);
    StyleEvents styles(limits, book.styles);
    Refused refused = read_part(package, package.main_part(), workbook);
    if (!refused) refused = read_part(package, package.part("sharedStrings"), strings);
    if (!refused) refused = read_part(package, package.part("styles"), styles);
    return refused;
}

}  // namespace nianbao::readers
