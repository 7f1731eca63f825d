// A page's elements -> items. libxml2 gets the page's skeleton and calls back for each beginning, end and stretch of text,
// in the order of the page; a table of names says what an element is to a reader.
#include "readers/html_page.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "grammar/blank.hpp"
#include "grammar/vocabulary.hpp"

namespace nianbao::readers {
namespace {

using Kind = PageItem::Kind;

// What elements are.

struct Element {
    std::string_view name;
    std::optional<Kind> begins;  // none: it holds nothing to read
};

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

const Element* find_element(std::string_view name) {
    const auto* found = std::ranges::lower_bound(elements, name, {}, &Element::name);
    return found != std::end(elements) && found->name == name ? found : nullptr;
}

/// None for a line break, which has no end.
std::optional<Kind> end_of(Kind begins) {
    switch (begins) {
        case Kind::block: return Kind::block_end;
        case Kind::preformatted: return Kind::preformatted_end;
        case Kind::raised: return Kind::raised_end;
        case Kind::table: return Kind::table_end;
        case Kind::row: return Kind::row_end;
        case Kind::cell: return Kind::cell_end;
        case Kind::text:
        case Kind::character:
        case Kind::line_break:
        case Kind::block_end:
        case Kind::preformatted_end:
        case Kind::raised_end:
        case Kind::table_end:
        case Kind::row_end:
        case Kind::cell_end: break;
    }
    return std::nullopt;
}

// What libxml2 gets.

enum class Run : std::uint64_t { ascii = 0, other = 0x8080'8080'8080'8080 };  // the highest bits of eight such bytes

/// Where a run of such bytes ends that begins at `at`.
std::size_t end_of_run(std::string_view text, Run run, std::size_t at) {
    constexpr std::size_t step = sizeof(std::uint64_t);
    const auto are_such = [&](std::uint64_t bytes) {
        return (bytes & static_cast<std::uint64_t>(Run::other)) == static_cast<std::uint64_t>(run);
    };
    for (std::uint64_t bytes = 0; at + step <= text.size(); at += step) {
        std::memcpy(&bytes, text.data() + at, step);
        if (!are_such(bytes)) break;
    }
    const auto is_such = [&](char c) { return (static_cast<unsigned char>(c) >= 0x80) == (run == Run::other); };
    while (at < text.size() && is_such(text[at])) ++at;
    return at;
}

/// The page with a tilde for each run of characters beyond ASCII. To markup they are the same, text like any other, and
/// a page is mostly such.
struct Skeleton {
    struct Place {
        std::uint32_t here = 0, in_page = 0;
    };
    std::string text;
    std::vector<Place> behind_runs;
};

Skeleton skeleton_of(std::string_view page) {
    Skeleton out;
    out.text.reserve(page.size());
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t end = end_of_run(page, Run::ascii, at);
        out.text.append(page, at, end - at);
        at = end_of_run(page, Run::other, end);
        if (at == end) break;
        out.text += '~';
        out.behind_runs.push_back({static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(at)});
    }
    return out;
}

/// Leads from places in the skeleton to those in the page. Each is asked for where the one before is, or behind it.
class PlacesInPage {
public:
    explicit PlacesInPage(const Skeleton& skeleton) : runs_(skeleton.behind_runs) {}

    std::uint32_t of(std::uint32_t place) {
        for (; next_ < runs_.size() && runs_[next_].here <= place; ++next_) last_ = runs_[next_];
        return last_.in_page + (std::max(place, last_.here) - last_.here);
    }

private:
    const std::vector<Skeleton::Place>& runs_;
    std::size_t next_ = 0;
    Skeleton::Place last_;
};

/// Entities that browsers read without the semicolon that libxml2 asks for.
struct BareEntity {
    std::string_view name;
    char32_t meaning;
};
constexpr BareEntity bare_entities[] = {
    {"&nbsp", 0xA0}, {"&amp", U'&'}, {"&AMP", U'&'}, {"&lt", U'<'}, {"&gt", U'>'}, {"&quot", U'"'},
};

// What attributes say.

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// "display : NONE" as display:none, which is what browsers make of it.
std::string without_blanks_or_capitals(std::string_view style) {
    std::string out;
    for (const char c : style)
        if (c > ' ' || c < 0) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool hides(std::string_view name, std::string_view value) {
    if (name == "hidden") return true;
    if (name != "style" || value.find(':') == std::string_view::npos) return false;
    const std::string style = without_blanks_or_capitals(value);
    return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
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

/// Remembers what elements are by where their names stand: libxml2 keeps each name once, as long as it parses.
class KnownElements {
public:
    const Element* find(const xmlChar* name) {
        Known& known = known_[slot(name)];
        if (known.name != name) known = {name, find_element(view(name))};
        return known.element;
    }

private:
    struct Known {
        const xmlChar* name = nullptr;
        const Element* element = nullptr;
    };
    static std::size_t slot(const xmlChar* name) {
        const std::size_t place = std::hash<const xmlChar*>()(name);
        return (place ^ place >> 6U) % slots;
    }

    static constexpr std::size_t slots = 64;
    std::array<Known, slots> known_;
};

// The callbacks.

/// What libxml2 tells, written down as items. All places are those in the skeleton, but for the ones in items.
class Listener {
public:
    Listener(std::string_view page, const Skeleton& skeleton, const Limits& limits, htmlParserCtxt& parser,
             HtmlPage& out)
        : page_(page), skeleton_(skeleton.text), limits_(limits), parser_(parser), out_(out), places_(skeleton) {}

    void begin(const xmlChar* name, const xmlChar** attributes) {
        if (stopped_) return;
        if (++elements_ > limits_.elements.most) return stop(limits_.elements);
        if (open_.size() >= limits_.depth.most) return stop(limits_.depth);
        look_at(attributes);
        if (stopped_) return;
        const Element* element = known_.find(name);
        Open open{.end = {}, .item = static_cast<std::uint32_t>(out_.items.size()), .skipping = skipping()};
        if (open.skipping == Skipping::nothing) {
            if (element != nullptr && !element->begins) {
                open.skipping = Skipping::no_text;
            } else if (hidden_) {
                open.skipping = Skipping::hidden;
                hidden_text_ = false;
            } else if (element != nullptr) {
                open.end = end_of(*element->begins);
                add(*element->begins, here(), here());
            }
        }
        open_.push_back(open);
        if (!stopped_) cursor_ = here();
    }

    void end() {
        if (stopped_ || open_.empty()) return;
        const Open closed = open_.back();
        open_.pop_back();
        if (closed.skipping == Skipping::hidden && skipping() == Skipping::nothing && hidden_text_) ++out_.hidden;
        if (closed.end) {
            out_.items[closed.item].value = static_cast<std::uint32_t>(out_.items.size());
            add(*closed.end, here(), here());
        }
        if (!stopped_) cursor_ = here();
    }

    void text(std::string_view characters) {
        if (stopped_) return;
        switch (skipping()) {
            case Skipping::nothing: return add_text(characters);
            case Skipping::hidden: hidden_text_ |= !is_blank(characters); break;
            case Skipping::no_text: break;
        }
        cursor_ = here();
    }

    void mistake(int code) {
        if (stopped_) return;
        if (++mistakes_ > limits_.mistakes.most) return stop_at_mistake(limits_.mistakes);
        if (code == XML_ERR_NAME_REQUIRED && !has_room_for_names()) stop_at_mistake(limits_.names);
    }

private:
    enum class Skipping : std::uint8_t { nothing, no_text, hidden };
    struct Open {
        std::optional<Kind> end;
        std::uint32_t item = 0;  // that began it
        Skipping skipping{};
    };

    [[nodiscard]] Skipping skipping() const { return open_.empty() ? Skipping::nothing : open_.back().skipping; }

    /// How much of the page libxml2 has read: what it tells ends here.
    [[nodiscard]] std::uint32_t here() const {
        const xmlParserInput& input = *parser_.input;
        const auto read = input.consumed + static_cast<unsigned long>(input.cur - input.base);
        return static_cast<std::uint32_t>(std::clamp<std::size_t>(read, cursor_, skeleton_.size()));
    }

    bool is_blank(std::string_view characters) {
        const std::uint32_t end = here();
        const std::uint32_t begin = end - std::min(end - cursor_, static_cast<std::uint32_t>(characters.size()));
        const std::uint32_t from = places_.of(begin);
        return grammar::without_blanks_before(page_.substr(from, places_.of(end) - from)).empty();
    }

    /// A name for which libxml2 has no room is no name to it, and the tag is lost: the next one tells.
    bool has_room_for_names() {
        if (xmlDictGetUsage(parser_.dict) <= limits_.names.most) return true;
        const std::string probe = std::to_string(mistakes_);
        const auto* const bytes = reinterpret_cast<const xmlChar*>(probe.data());
        return xmlDictLookup(parser_.dict, bytes, static_cast<int>(probe.size())) != nullptr;
    }

    void look_at(const xmlChar** attributes) {
        hidden_ = false;
        for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
            const std::string_view name = view(attributes[0]), value = view(attributes[1]);
            hidden_ |= hides(name, value);
            const bool span = name == "colspan" || name == "rowspan";
            if (span && number_up_to(value, limits_.span.most) > limits_.span.most) return stop(limits_.span);
        }
    }

    /// Whether text from here on is the rest of the text before it: libxml2 tells long ones in parts.
    [[nodiscard]] bool goes_on(std::uint32_t begin) const {
        return !out_.items.empty() && out_.items.back().kind == Kind::text && out_.items.back().end == begin;
    }

    void add(Kind kind, std::uint32_t begin, std::uint32_t end, std::uint32_t value = 0) {
        if (kind == Kind::cell && ++cells_ > limits_.cells.most) return stop(limits_.cells);
        if (kind == Kind::text && begin == end) return;
        begin = places_.of(begin);
        end = places_.of(end);
        if (kind == Kind::text && goes_on(begin)) return static_cast<void>(out_.items.back().end = end);
        if (out_.items.size() >= limits_.elements.most * 4) return stop(limits_.elements);
        out_.items.push_back({kind, begin, end, value});
    }

    /// Characters that stand in the page as they are, or what an entity right before here means. An ampersand that
    /// begins none is told once the name behind it has been read.
    void add_text(std::string_view characters) {
        const std::uint32_t end = here();
        const std::string_view read = skeleton_.substr(cursor_, end - cursor_);
        cursor_ = end;
        if (characters == "<" && skeleton_.substr(end).starts_with('<') && !ends_with_entity(read)) {
            cursor_ = end + 1;  // a bracket that begins no tag is told while it is still ahead
            return add(Kind::text, end, cursor_);
        }
        if (read.ends_with(characters))
            return add(Kind::text, end - static_cast<std::uint32_t>(characters.size()), end);
        const std::size_t ampersand = read.rfind('&');
        std::size_t length = 0;
        const char32_t meant = grammar::decode(characters.data(), characters.data() + characters.size(), length);
        if (ampersand == std::string_view::npos || length != characters.size())
            return add(Kind::text, end - backwards(read, characters), end);
        const std::string_view entity = read.substr(ampersand);
        const auto begin = end - static_cast<std::uint32_t>(entity.size());
        if (meant != U'&' || entity.ends_with(';') || entity.starts_with("&#"))
            return add(Kind::character, begin, end, meant);
        const auto* const bare = std::ranges::find_if(
            bare_entities, [&](const BareEntity& known) { return entity.starts_with(known.name); });
        if (bare != std::end(bare_entities)) {
            cursor_ = begin + static_cast<std::uint32_t>(bare->name.size());
            return add(Kind::character, begin, cursor_, bare->meaning);
        }
        cursor_ = begin + 1;
        add(Kind::text, begin, cursor_);
    }

    static bool ends_with_entity(std::string_view read) {
        const std::size_t ampersand = read.rfind('&');
        const auto is_part = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '#' || c == ';';
        };
        return ampersand != std::string_view::npos && std::ranges::all_of(read.substr(ampersand + 1), is_part);
    }

    /// Bytes at the end of `read` that hold `characters`, with others between them that libxml2 has left out.
    static std::uint32_t backwards(std::string_view read, std::string_view characters) {
        std::size_t at = read.size();
        while (at > 0 && !characters.empty())
            if (read[--at] == characters.back()) characters.remove_suffix(1);
        return static_cast<std::uint32_t>(read.size() - at);
    }

    void stop(const Limit& limit) {
        stopped_ = true;
        out_.beyond = &limit;
        xmlStopParser(&parser_);
    }

    /// The same where libxml2 complains. Of a tag whose name it has no room for it passes over NULs, of which it would
    /// find no end in a parser that was stopped (2.9.14, htmlParseContentInternal): it gets the page's last character.
    void stop_at_mistake(const Limit& limit) {
        xmlParserInput& input = *parser_.input;
        if (input.cur >= input.end) return stop(limit);
        stopped_ = true;
        out_.beyond = &limit;
        input.cur = input.end - 1;
    }

    std::string_view page_, skeleton_;
    const Limits& limits_;
    htmlParserCtxt& parser_;
    HtmlPage& out_;
    PlacesInPage places_;
    KnownElements known_;
    std::vector<Open> open_;
    std::uint32_t cursor_ = 0;  // behind what was told last
    std::size_t elements_ = 0, cells_ = 0, mistakes_ = 0;
    bool hidden_ = false;       // the element that begins
    bool hidden_text_ = false;  // there was some in the hidden element
    bool stopped_ = false;
};

Listener& listener(void* context) { return *static_cast<Listener*>(context); }

void on_begin(void* context, const xmlChar* name, const xmlChar** attributes) {
    listener(context).begin(name, attributes);
}
void on_end(void* context, const xmlChar*) { listener(context).end(); }
void on_text(void* context, const xmlChar* characters, int length) {
    listener(context).text({reinterpret_cast<const char*>(characters), static_cast<std::size_t>(length)});
}
void on_mistake(void* context, xmlErrorPtr error) { listener(context).mistake(error->code); }

/// Nothing is printed, and nothing loaded: there are no callbacks for entities, which HTML has only by name.
xmlSAXHandler callbacks() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElement = on_begin;
    handler.endElement = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.serror = on_mistake;
    return handler;
}

struct FreeParser {
    void operator()(htmlParserCtxtPtr parser) const {
        if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
        htmlFreeParserCtxt(parser);
    }
};

/// Reads the skeleton where it lies.
std::unique_ptr<htmlParserCtxt, FreeParser> parser_of(const std::string& skeleton) {
    std::unique_ptr<htmlParserCtxt, FreeParser> parser(htmlNewParserCtxt());
    if (!parser) return nullptr;
    parser->charset = XML_CHAR_ENCODING_ASCII;
    xmlParserInputPtr input = xmlNewStringInputStream(parser.get(), reinterpret_cast<const xmlChar*>(skeleton.c_str()));
    if (input == nullptr) return nullptr;
    inputPush(parser.get(), input);
    return parser;
}

}  // namespace

HtmlPage parse_page(std::string_view page, const Limits& limits) {
    HtmlPage out;
    const Skeleton skeleton = skeleton_of(page);
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser = parser_of(skeleton.text);
    if (!parser) return out;
    Listener listening(page, skeleton, limits, *parser, out);
    *parser->sax = callbacks();
    parser->userData = &listening;
    htmlCtxtUseOptions(parser.get(),
                       HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
    xmlDictSetLimit(parser->dict, limits.names.most);  // attributes of a tag are compared, each with each
    htmlParseDocument(parser.get());  // all at once: fed in chunks, it would end where the first </html> does
    return out;
}

}  // namespace nianbao::readers
