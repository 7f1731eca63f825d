// styles.xml and numbering.xml into tables, and the counting (ECMA-376, part 1, 17.9).
#include "readers/docx_lists.hpp"

#include <algorithm>

namespace nianbao::readers {
namespace {

constexpr std::size_t longest_level_text = 64;  // bytes
constexpr std::size_t longest_style_chain = 32;

std::optional<std::uint32_t> value_of(const XmlAttributes& attributes) { return attributes.number("val"); }

std::string text_of(const XmlAttributes& attributes) { return std::string(attributes.get("val").value_or("")); }

/// At most so many bytes, and whole characters.
std::string shortened(std::string text) {
    if (text.size() <= longest_level_text) return text;
    std::size_t end = longest_level_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
    return text;
}

bool is_off(const XmlAttributes& attributes) {
    const auto value = attributes.get("val");
    return value == "0" || value == "false" || value == "off";
}

/// <w:style w:type="paragraph" w:styleId="1"><w:basedOn/><w:pPr><w:numPr/></w:pPr><w:rPr><w:vanish/></w:rPr>
class StyleEvents final : public XmlEvents {
public:
    StyleEvents(const Limits& limits, Styles& styles) : limits_(limits), styles_(styles) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.vocabulary != Vocabulary::word) return Visit::skip;
        if (name.local == "style") return start_style(attributes);
        if (style_ == nullptr) return Visit::enter;
        if (name.local == "basedOn") style_->based_on = text_of(attributes);
        if (name.local == "numId") style_->place.list = value_of(attributes);
        if (name.local == "ilvl") style_->place.level = value_of(attributes);
        if (name.local == "vanish" && in_run_properties_) style_->hidden = !is_off(attributes);
        if (name.local == "rPr") in_run_properties_ = true;
        return name.local == "tblStylePr" || name.local.ends_with("Change") ? Visit::skip : Visit::enter;
    }

    void end(const XmlName& name) override {
        if (name.local == "style") style_ = nullptr;
        if (name.local == "rPr") in_run_properties_ = false;
    }

    void characters(std::string_view) override {}

    Refused refused;

private:
    Visit start_style(const XmlAttributes& attributes) {
        if (styles_.by_id.size() == limits_.definitions.most) {
            refused = over_limit(beyond(limits_.definitions));
            return Visit::stop;
        }
        const std::string id(attributes.get("styleId").value_or(""));
        style_ = &styles_.by_id[id];
        const auto is_default = attributes.get("default");
        if (attributes.get("type") == "paragraph" && (is_default == "1" || is_default == "true"))
            styles_.default_paragraph = id;
        return Visit::enter;
    }

    const Limits& limits_;
    Styles& styles_;
    Style* style_ = nullptr;
    bool in_run_properties_ = false;
};

/// <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>
/// <w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>
class ListEvents final : public XmlEvents {
public:
    ListEvents(const Limits& limits, Lists& lists) : limits_(limits), lists_(lists) {}

    Visit start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.vocabulary == Vocabulary::compatibility) return name.local == "Fallback" ? Visit::skip : Visit::enter;
        if (name.vocabulary != Vocabulary::word) return Visit::skip;
        if (lists_.definitions.size() + lists_.lists.size() > limits_.definitions.most) {
            refused = over_limit(beyond(limits_.definitions));
            return Visit::stop;
        }
        if (name.local == "abstractNum") {
            definition_ = &lists_.definitions[attributes.number("abstractNumId").value_or(0)];
        } else if (name.local == "num") {
            list_ = &lists_.lists[attributes.number("numId").value_or(0)];
        } else if (name.local == "lvlOverride") {
            overridden_ = attributes.number("ilvl");
        } else if (name.local == "lvl") {
            start_level(attributes.number("ilvl").value_or(list_levels));
        } else {
            start_detail(name.local, attributes);
        }
        return name.local == "pPr" || name.local == "rPr" ? Visit::skip : Visit::enter;
    }

    void end(const XmlName& name) override {
        if (name.local == "abstractNum") definition_ = nullptr;
        if (name.local == "num") list_ = nullptr;
        if (name.local == "lvl") level_ = nullptr;
        if (name.local == "lvlOverride") overridden_.reset();
    }

    void characters(std::string_view) override {}

    Refused refused;

private:
    void start_level(std::uint32_t index) {
        if (index >= list_levels) return;
        if (definition_ != nullptr)
            level_ = &definition_->levels[index];
        else if (list_ != nullptr && overridden_)
            level_ = &list_->levels[index];
    }

    void start_detail(std::string_view local, const XmlAttributes& attributes) {
        if (list_ != nullptr && local == "abstractNumId") list_->definition = value_of(attributes).value_or(0);
        if (list_ != nullptr && local == "startOverride" && overridden_ && *overridden_ < list_levels)
            list_->starts[*overridden_] = value_of(attributes);
        if (definition_ != nullptr && local == "styleLink") definition_->style_link = text_of(attributes);
        if (definition_ != nullptr && local == "numStyleLink") definition_->defined_by = text_of(attributes);
        if (level_ == nullptr) return;
        if (local == "start") level_->start = value_of(attributes).value_or(1);
        if (local == "numFmt") level_->format = number_format(attributes.get("val").value_or(""));
        if (local == "lvlText") level_->text = shortened(text_of(attributes));
        if (local == "lvlRestart") level_->restarts_after = value_of(attributes);
        if (local == "pStyle") level_->style = text_of(attributes);
        if (local == "isLgl") level_->legal = !is_off(attributes);
    }

    const Limits& limits_;
    Lists& lists_;
    ListDefinition* definition_ = nullptr;
    List* list_ = nullptr;
    ListLevel* level_ = nullptr;
    std::optional<std::uint32_t> overridden_;
};

/// The first of the style and those that it is based on for which `says` holds.
template <class Says>
const std::pair<const std::string, Style>* first_that(const Styles& styles, std::string_view id, Says says) {
    for (std::size_t i = 0; i < longest_style_chain; ++i) {
        const auto found = styles.by_id.find(id);
        if (found == styles.by_id.end()) return nullptr;
        if (says(found->second)) return &*found;
        id = found->second.based_on;
    }
    return nullptr;
}

bool says_list(const Style& style) { return style.place.list.has_value(); }

/// Whether a count on level `above` begins this level anew.
bool restarts(const ListLevel& level, std::size_t above) {
    return !level.restarts_after || above < *level.restarts_after;
}

}  // namespace

ListPlace Styles::place(std::string_view id) const {
    const auto* list = first_that(*this, id, says_list);
    const auto* level = first_that(*this, id, [](const Style& style) { return style.place.level.has_value(); });
    return {.list = list == nullptr ? std::nullopt : list->second.place.list,
            .level = level == nullptr ? std::nullopt : level->second.place.level};
}

bool Styles::hidden(std::string_view id) const {
    const auto* style = first_that(*this, id, [](const Style& s) { return s.hidden.has_value(); });
    return style != nullptr && *style->second.hidden;
}

std::string_view Styles::owner_of_list(std::string_view id) const {
    const auto* style = first_that(*this, id, says_list);
    return style == nullptr ? std::string_view() : std::string_view(style->first);
}

Refused read_styles(Package& package, const Limits& limits, Styles& styles) {
    StyleEvents events(limits, styles);
    Refused refused = package.parse(package.part("styles"), events);
    return refused ? refused : std::move(events.refused);
}

Refused read_lists(Package& package, const Limits& limits, Lists& lists) {
    ListEvents events(limits, lists);
    Refused refused = package.parse(package.part("numbering"), events);
    return refused ? refused : std::move(events.refused);
}

ListCounters::Resolved ListCounters::resolve(std::uint32_t list) const {
    for (int links = 0; links < 2; ++links) {
        const auto of = lists_.lists.find(list);
        if (list == 0 || of == lists_.lists.end()) return {};
        const auto definition = lists_.definitions.find(of->second.definition);
        if (definition == lists_.definitions.end()) return {};
        const std::string& defined_by = definition->second.defined_by;
        if (defined_by.empty()) return {list, &of->second, definition->first, &definition->second};
        list = styles_.place(defined_by).list.value_or(0);
    }
    return {};
}

const ListLevel& ListCounters::level(const Resolved& resolved, std::size_t index) {
    const auto own = resolved.of->levels.find(index);
    return own == resolved.of->levels.end() ? resolved.definition->levels[index] : own->second;
}

std::uint32_t ListCounters::start(const Resolved& resolved, std::size_t index) {
    return resolved.of->starts[index].value_or(level(resolved, index).start);
}

std::size_t ListCounters::level_of(std::string_view style, ListPlace own, ListPlace of_style,
                                   const Resolved& resolved) const {
    if (own.level) return std::min<std::size_t>(*own.level, list_levels - 1);
    if (!own.list) {
        const std::string_view owner = styles_.owner_of_list(style);
        for (std::size_t i = 0; i < list_levels; ++i)
            if (!owner.empty() && level(resolved, i).style == owner) return i;
    }
    return std::min<std::size_t>(own.list ? 0 : of_style.level.value_or(0), list_levels - 1);
}

void ListCounters::count(const Resolved& resolved, std::size_t index, Counts& counts) {
    const bool set_by_list = resolved.of->starts[index] && started_by_list_.insert({resolved.list, index}).second;
    if (set_by_list || !counts[index])
        counts[index] = start(resolved, index);
    else
        ++*counts[index];
    for (std::size_t below = index + 1; below < list_levels; ++below)
        if (restarts(level(resolved, below), index)) counts[below].reset();
}

/// %1 to %9 are the numbers of the levels; those above that have not been counted yet show their start.
std::string ListCounters::print(const Resolved& resolved, std::size_t index, const Counts& counts) {
    const ListLevel& own = level(resolved, index);
    std::string out;
    for (std::size_t at = 0; at < own.text.size(); ++at) {
        const bool is_number =
            own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' && own.text[at + 1] <= '9';
        if (!is_number) {
            out += own.text[at];
            continue;
        }
        const auto of = static_cast<std::size_t>(own.text[++at] - '1');
        const NumberFormat format = level(resolved, of).format;
        const bool in_digits = own.legal && format != NumberFormat::none && format != NumberFormat::bullet;
        out += printed_number(counts[of].value_or(start(resolved, of)), in_digits ? NumberFormat::decimal : format);
    }
    return out;
}

std::string ListCounters::next(std::string_view style, ListPlace own) {
    const ListPlace of_style = styles_.place(style);
    const Resolved resolved = resolve((own.list ? own.list : of_style.list).value_or(0));
    if (resolved.of == nullptr) return {};
    const std::size_t index = level_of(style, own, of_style, resolved);
    Counts& counts = counts_[resolved.definition_id];
    count(resolved, index, counts);
    const bool is_bullet = level(resolved, index).format == NumberFormat::bullet;
    return is_bullet ? std::string() : print(resolved, index, counts);
}

}  // namespace nianbao::readers
