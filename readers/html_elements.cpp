// A table of names says what an element is, a few lines what hides it.
#include "readers/html_elements.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "grammar/blank.hpp"

namespace nianbao::readers {
namespace {

using Kind = PageItem::Kind;

/// Sorted by name. All others stand within lines and leave no items.
constexpr Element elements[] = {
    {"address", Kind::block},
    {"applet", {}},
    {"article", Kind::block},
    {"aside", Kind::block},
    {"audio", {}},
    {"blockquote", Kind::block},
    {"br", Kind::line_break},
    {"button", {}},
    {"canvas", {}},
    {"caption", Kind::block},
    {"center", Kind::block},
    {"dd", Kind::block},
    {"del", Kind::raised},
    {"details", Kind::block},
    {"dialog", Kind::block},
    {"dir", Kind::block},
    {"div", Kind::block},
    {"dl", Kind::block},
    {"dt", Kind::block},
    {"fieldset", Kind::block},
    {"figcaption", Kind::block},
    {"figure", Kind::block},
    {"footer", Kind::block},
    {"form", Kind::block},
    {"h1", Kind::block},
    {"h2", Kind::block},
    {"h3", Kind::block},
    {"h4", Kind::block},
    {"h5", Kind::block},
    {"h6", Kind::block},
    {"header", Kind::block},
    {"hr", Kind::line_break},
    {"iframe", {}},
    {"legend", Kind::block},
    {"li", Kind::block},
    {"main", Kind::block},
    {"menu", Kind::block},
    {"nav", Kind::block},
    {"noembed", {}},
    {"noframes", {}},
    {"noscript", {}},
    {"object", {}},
    {"ol", Kind::block},
    {"p", Kind::block},
    {"pre", Kind::preformatted},
    {"rp", {}},
    {"rt", {}},
    {"s", Kind::raised},
    {"script", {}},
    {"section", Kind::block},
    {"select", {}},
    {"strike", Kind::raised},
    {"style", {}},
    {"sub", Kind::raised},
    {"summary", Kind::block},
    {"sup", Kind::raised},
    {"svg", {}},
    {"table", Kind::table},
    {"td", Kind::cell},
    {"template", {}},
    {"textarea", {}},
    {"th", Kind::cell},
    {"title", {}},
    {"tr", Kind::row},
    {"ul", Kind::block},
    {"video", {}},
    {"xml", {}},
};
static_assert(std::ranges::is_sorted(elements, {}, &Element::name));

/// "display : NONE" as display:none, which is what browsers make of it.
std::string without_blanks_or_capitals(std::string_view style) {
    std::string out;
    for (const char c : style)
        if (c > ' ' || c < 0) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// The whole number at the front of an attribute, as far as `most` and one more tell.
std::size_t number_up_to(std::string_view text, std::size_t most) {
    std::size_t number = 0;
    for (const char c : grammar::without_blanks_before(text)) {
        if (c < '0' || c > '9' || number > most) break;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number;
}

constexpr BareEntity bare_entities[] = {
    {"&nbsp", 0xA0}, {"&amp", U'&'}, {"&AMP", U'&'}, {"&lt", U'<'}, {"&gt", U'>'}, {"&quot", U'"'},
};

}  // namespace

const Element* find_element(std::string_view name) {
    const auto* found = std::ranges::lower_bound(elements, name, {}, &Element::name);
    return found != std::end(elements) && found->name == name ? found : nullptr;
}

bool hides(std::string_view attribute, std::string_view value) {
    if (attribute == "hidden") return true;
    if (attribute != "style" || value.find(':') == std::string_view::npos) return false;
    const std::string style = without_blanks_or_capitals(value);
    return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

bool spans_beyond(const Limit& span, std::string_view attribute, std::string_view value) {
    const bool is_span = attribute == "colspan" || attribute == "rowspan";
    return is_span && number_up_to(value, span.most) > span.most;
}

const BareEntity* find_bare_entity(std::string_view text) {
    const auto* const found =
        std::ranges::find_if(bare_entities, [&](const BareEntity& known) { return text.starts_with(known.name); });
    return found != std::end(bare_entities) ? found : nullptr;
}

}  // namespace nianbao::readers
