// A page of any kind -> items. libxml2 gets the page's skeleton and calls back for each beginning, end and stretch of text,
// in the order of the page; what it tells is led to the outline.
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
#include <string>

#include "grammar/vocabulary.hpp"
#include "readers/html_elements.hpp"
#include "readers/html_outline.hpp"

namespace nianbao::readers {
namespace {

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

// What libxml2 tells.

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
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

/// Leads what libxml2 tells to the outline. All places are those in the skeleton, but for the ones in the outline.
class Listener {
public:
    Listener(std::string_view page, const Skeleton& skeleton, const Limits& limits, htmlParserCtxt& parser)
        : skeleton_(skeleton.text), limits_(limits), parser_(parser), places_(skeleton), outline_(page, limits) {}

    void begin(const xmlChar* name, const xmlChar** attributes) {
        if (outline_.stopped()) return;
        const bool hidden = look_at(attributes);
        outline_.begin(known_.find(name), hidden);
        if (outline_.stopped()) xmlStopParser(&parser_);
    }

    void end() {
        if (outline_.stopped()) return;
        outline_.end();
        if (outline_.stopped()) xmlStopParser(&parser_);
    }

    void text(std::string_view characters) {
        if (outline_.stopped()) return;
        if (outline_.skips_text())
            cursor_ = here();
        else
            add_text(characters);
        if (outline_.stopped()) xmlStopParser(&parser_);
    }

    void mistake(int code) {
        if (outline_.stopped()) return;
        if (++mistakes_ > limits_.mistakes.most) return stop_at_mistake(limits_.mistakes);
        if (code == XML_ERR_NAME_REQUIRED && !has_room_for_names()) stop_at_mistake(limits_.names);
    }

    [[nodiscard]] HtmlPage take() { return outline_.take(); }

private:
    /// How much of the page libxml2 has read: what it tells ends here.
    [[nodiscard]] std::uint32_t here() const {
        const xmlParserInput& input = *parser_.input;
        const auto read = input.consumed + static_cast<unsigned long>(input.cur - input.base);
        return static_cast<std::uint32_t>(std::clamp<std::size_t>(read, cursor_, skeleton_.size()));
    }

    /// A name for which libxml2 has no room is no name to it, and the tag is lost: the next one tells.
    bool has_room_for_names() {
        if (xmlDictGetUsage(parser_.dict) <= limits_.names.most) return true;
        const std::string probe = std::to_string(mistakes_);
        const auto* const bytes = reinterpret_cast<const xmlChar*>(probe.data());
        return xmlDictLookup(parser_.dict, bytes, static_cast<int>(probe.size())) != nullptr;
    }

    /// Whether they hide their element.
    bool look_at(const xmlChar** attributes) {
        bool hidden = false;
        for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
            const std::string_view name = view(attributes[0]), value = view(attributes[1]);
            hidden |= hides(name, value);
            if (spans_beyond(limits_.span, name, value)) outline_.stop(limits_.span);
        }
        return hidden;
    }

    void add(std::uint32_t begin, std::uint32_t end) {
        begin = std::clamp(left_out_, begin, end);
        const std::uint32_t from = places_.of(begin);
        outline_.text({from, places_.of(end)});
    }

    void add_entity(std::uint32_t begin, std::uint32_t end, char32_t meant) {
        if (begin < left_out_) return;
        const std::uint32_t from = places_.of(begin);
        outline_.character(meant, {from, places_.of(end)});
    }

    /// Characters that stand in the page as they are, or what an entity right before here means. An ampersand that
    /// begins none is told once the name behind it has been read.
    void add_text(std::string_view characters) {
        const std::uint32_t end = here();
        const std::string_view read = skeleton_.substr(cursor_, end - cursor_);
        cursor_ = end;
        if (characters == "<" && skeleton_.substr(end).starts_with('<') && !ends_with_entity(read)) {
            cursor_ = end + 1;  // a bracket that begins no tag is told while it is still ahead
            if (skeleton_.substr(end).starts_with("<![")) leave_out_from(end);
            return add(end, cursor_);
        }
        if (read.ends_with(characters) && !(characters == ";" && ends_with_reference(read)))
            return add(end - static_cast<std::uint32_t>(characters.size()), end);
        const std::size_t ampersand = read.rfind('&');
        std::size_t length = 0;
        const char32_t meant = grammar::decode(characters.data(), characters.data() + characters.size(), length);
        if (ampersand == std::string_view::npos || length != characters.size())
            return add(end - backwards(read, characters), end);
        const std::string_view entity = read.substr(ampersand);
        const auto begin = end - static_cast<std::uint32_t>(entity.size());
        if (meant != U'&' || entity.ends_with(';') || entity.starts_with("&#")) return add_entity(begin, end, meant);
        const BareEntity* const bare = find_bare_entity(entity);
        cursor_ = begin + static_cast<std::uint32_t>(bare != nullptr ? bare->name.size() : 1);
        bare != nullptr ? add_entity(begin, cursor_, bare->meaning) : add(begin, cursor_);
    }

    /// <![if x]>, which libxml2 takes for text. Where one has no end, nor has any behind it.
    void leave_out_from(std::uint32_t begin) {
        if (begin < left_out_ || has_no_end_) return;
        const std::size_t end = skeleton_.find('>', begin);
        has_no_end_ = end == std::string_view::npos;
        if (!has_no_end_) left_out_ = static_cast<std::uint32_t>(end + 1);
    }

    /// &#59; ends with the semicolon that it means.
    static bool ends_with_reference(std::string_view read) {
        const std::string_view last = read.substr(std::min(read.rfind('&'), read.size()));
        return last.starts_with("&#") && last.find(';') + 1 == last.size() && ends_with_entity(last);
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

    /// Stops where libxml2 complains. Of a tag whose name it has no room for it passes over NULs, of which it would
    /// find no end in a parser that was stopped (2.9.14, htmlParseContentInternal): it gets the page's last character.
    void stop_at_mistake(const Limit& limit) {
        outline_.stop(limit);
        xmlParserInput& input = *parser_.input;
        if (input.cur >= input.end) return xmlStopParser(&parser_);
        input.cur = input.end - 1;
    }

    std::string_view skeleton_;
    const Limits& limits_;
    htmlParserCtxt& parser_;
    PlacesInPage places_;
    KnownElements known_;
    Outline outline_;
    std::uint32_t cursor_ = 0;    // behind the text that was told last
    std::uint32_t left_out_ = 0;  // text before this place is
    std::size_t mistakes_ = 0;
    bool has_no_end_ = false;
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
    const Skeleton skeleton = skeleton_of(page);
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser = parser_of(skeleton.text);
    if (!parser) return {};
    Listener listening(page, skeleton, limits, *parser);
    *parser->sax = callbacks();
    parser->userData = &listening;
    htmlCtxtUseOptions(parser.get(),
                       HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
    xmlDictSetLimit(parser->dict, limits.names.most);  // attributes of a tag are compared, each with each
    htmlParseDocument(parser.get());  // all at once: fed in chunks, it would end where the first </html> does
    return listening.take();
}

}  // namespace nianbao::readers
