// One walk over the page with a stack of the elements that are open. Each step reads one tag, comment, entity or stretch
// of text, or says that the page is not in order: what then has been read is forgotten.
#include "readers/html_orderly.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/blank.hpp"
#include "readers/html_elements.hpp"
#include "readers/html_outline.hpp"
#include "readers/html_tags.hpp"

namespace nianbao::readers {
namespace {

// Characters of markup.

constexpr auto is_blank = grammar::bytes({' ', '\t', '\n', '\r'});

/// What ends a stretch of text: markup, an entity, or a control character, which is none.
constexpr auto ends_text = [] {
    auto table = grammar::bytes({'<', '&'});
    for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = !is_blank[byte];
    return table;
}();

constexpr unsigned char unsigned_of(char c) { return static_cast<unsigned char>(c); }
bool is_letter(char c) { return name_letters[unsigned_of(c)] >= 'a' && name_letters[unsigned_of(c)] <= 'z'; }

/// Whether this is how a page may write the name, which is in small letters.
bool is_name(std::string_view written, std::string_view name) {
    return std::ranges::equal(
        written, name, {}, [](char c) { return name_letters[unsigned_of(c)]; }, unsigned_of);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A tag with what its element is to the reader. Each is looked up once, as long as no other takes its slot.
class KnownTags {
public:
    struct Known {
        Tag tag;
        const Element* element = nullptr;
    };

    const Known& find(const TagName& name) {
        const std::uint64_t mixed = (name.words[0] ^ name.words[1]) * 0x9E37'79B9'7F4A'7C15ULL;
        Known& known = known_[mixed >> 58U];
        if (known.tag.name != name) {
            const std::string letters = text_of(name);
            known = {find_tag(name), find_element(letters)};
            new_bytes_ += letters.size();
        }
        return known;
    }

    /// No fewer than the different names have.
    [[nodiscard]] std::size_t new_bytes() const { return new_bytes_; }

private:
    std::array<Known, 64> known_;
    std::size_t new_bytes_ = 0;
};

// Entities.

struct Entity {
    std::string_view name;
    char32_t meaning;
};
/// Those that pages are full of.
constexpr Entity entities[] = {
    {"nbsp", 0xA0},    {"amp", U'&'},      {"lt", U'<'},       {"gt", U'>'},       {"quot", U'"'},
    {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009}, {"middot", 0xB7},   {"times", 0xD7},
    {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"mdash", 0x2014},
    {"ndash", 0x2013}, {"hellip", 0x2026}, {"bull", 0x2022},   {"permil", 0x2030}, {"copy", 0xA9},
    {"laquo", 0xAB},   {"raquo", 0xBB},    {"yen", 0xA5},      {"deg", 0xB0},      {"plusmn", 0xB1},
};
constexpr std::size_t longest_reference = 10;  // bytes of what stands between the ampersand and the semicolon

/// What 20043 or x4e4b stands for; nothing where it is no number, or one of no character that text may hold.
std::optional<char32_t> numbered(std::string_view digits) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (hexadecimal) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > longest_reference) return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : digits) {
        const char32_t letter = name_letters[unsigned_of(c)];
        if (!is_digit(c) && !(hexadecimal && letter >= 'a' && letter <= 'f')) return std::nullopt;
        number = number * (hexadecimal ? 16 : 10) + (is_digit(c) ? letter - U'0' : letter - U'a' + 10);
    }
    const bool is_character = number < 0x20 ? is_blank[number]
                                            : number < 0xD800 || (number >= 0xE000 && number <= 0x10FFFF &&
                                                                  number != 0xFFFE && number != 0xFFFF);
    return is_character ? std::optional(static_cast<char32_t>(number)) : std::nullopt;
}

std::optional<char32_t> meaning_of(std::string_view reference) {
    if (reference.starts_with('#')) return numbered(reference.substr(1));
    const auto* const found = std::ranges::find(entities, reference, &Entity::name);
    return found != std::end(entities) ? std::optional(found->meaning) : std::nullopt;
}

// Attributes.

enum class Attribute : std::uint8_t { style, hidden, colspan, rowspan };
constexpr std::string_view attributes[] = {"style", "hidden", "colspan", "rowspan"};

/// Those that count; most of a page's others are told by the length of their names.
std::optional<Attribute> attribute_named(std::string_view name) {
    if (name.size() < 5 || name.size() > 7) return std::nullopt;
    const auto* const found =
        std::ranges::find_if(attributes, [&](std::string_view known) { return is_name(name, known); });
    return found != std::end(attributes) ? std::optional(static_cast<Attribute>(found - attributes)) : std::nullopt;
}

/// Whether entities in it stand for nothing that could hide an element: &quot; but not &#58;
bool is_plain_style(std::string_view value) {
    for (std::size_t at = value.find('&'); at != std::string_view::npos; at = value.find('&', at + 1)) {
        const std::string_view reference = value.substr(at + 1, longest_reference);
        const auto meant = meaning_of(reference.substr(0, reference.find(';')));
        if (!meant || *meant <= U' ' || *meant == U':' || (*meant < 0x80 && is_letter(static_cast<char>(*meant))))
            return false;
    }
    return true;
}

/// How much of the names of a page's attributes is new, or was forgotten as another took its slot.
class SeenAttributes {
public:
    void see(std::uint64_t hash, std::size_t length) {
        std::uint64_t& seen = seen_[(hash ^ hash >> 8U) % slots];
        if (seen != hash) new_bytes_ += length;
        seen = hash;
    }
    [[nodiscard]] std::size_t new_bytes() const { return new_bytes_; }

private:
    static constexpr std::size_t slots = 256;
    std::array<std::uint64_t, slots> seen_{};
    std::size_t new_bytes_ = 0;
};

// The walk.

/// Steps return false where the page is not in order.
class Walk {
public:
    Walk(std::string_view page, const Limits& limits) : page_(page), limits_(limits), outline_(page, limits) {}

    std::optional<HtmlPage> read() {
        if (!skip_prologue()) return std::nullopt;
        while (at_ < page_.size())
            if (!step() || outline_.stopped() || has_many_names()) return std::nullopt;
        while (!open_.empty()) end_innermost();
        return outline_.take();
    }

private:
    /// NUL behind the page's end, as none is in it.
    [[nodiscard]] char peek(std::size_t place) const { return place < page_.size() ? page_[place] : '\0'; }
    [[nodiscard]] bool comes(std::string_view markup) const { return page_.substr(at_).starts_with(markup); }
    [[nodiscard]] static std::uint32_t place(std::size_t at) { return static_cast<std::uint32_t>(at); }

    /// The limit is one on what libxml2 takes for them, which is up to four times as much.
    [[nodiscard]] bool has_many_names() const {
        return known_.new_bytes() + seen_.new_bytes() > limits_.names.most / 4;
    }

    [[nodiscard]] std::size_t behind_blanks(std::size_t at) const {
        while (at < page_.size() && is_blank[unsigned_of(page_[at])]) ++at;
        return at;
    }

    // In front of the first element.

    bool skip_prologue() {
        if (!skip_remarks()) return false;
        if (comes("<!") && is_letter(peek(at_ + 2)) && !skip_doctype()) return false;
        return skip_remarks();
    }

    bool skip_remarks() {
        for (at_ = behind_blanks(at_); comes("<!--") || comes("<?"); at_ = behind_blanks(at_))
            if (!skip_remark()) return false;
        return true;
    }

    /// <!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">
    bool skip_doctype() {
        constexpr std::string_view word = "doctype";
        for (std::size_t i = 0; i < word.size(); ++i)
            if (name_letters[unsigned_of(peek(at_ + 2 + i))] != unsigned_of(word[i])) return false;
        const std::size_t end = page_.find('>', at_);
        if (end == std::string_view::npos) return false;
        const std::string_view inside = page_.substr(at_, end - at_);
        if (inside.find('\'') != std::string_view::npos || std::ranges::count(inside, '"') % 2 != 0) return false;
        at_ = end + 1;
        return true;
    }

    // One step.

    bool step() {
        if (peek(at_) == '&') return read_entity();
        if (peek(at_) != '<') return read_text();
        const char next = peek(at_ + 1);
        if (is_letter(next)) return read_tag();
        if (next == '/') return read_end_tag();
        if (next == '!' || next == '?') return skip_remark();
        return next != '_' && next != ':' && !is_outside() && read_as_text(1);
    }

    /// A comment, an instruction such as <?xml ... ?>, or what tells Word from browsers: <![if !supportLists]>.
    bool skip_remark() {
        if (comes("<!--")) return skip_comment();
        const bool is_for_word = comes("<!["), is_instruction = comes("<?") && is_letter(peek(at_ + 2));
        if (!is_instruction && (!is_for_word || is_outside())) return false;
        const std::size_t end = page_.find('>', at_);
        if (end == std::string_view::npos) return false;
        const std::string_view inside = page_.substr(at_ + 1, end - at_ - 1);
        if (is_for_word && inside.find_first_of("<&") != std::string_view::npos) return false;
        at_ = end + 1;
        return true;
    }

    bool skip_comment() {
        constexpr std::string_view begins = "<!--", ends = "-->";
        const std::size_t from = at_ + begins.size();
        const std::size_t end = page_.find(ends, from);
        if (end == std::string_view::npos) return false;
        at_ = end + ends.size();
        return page_.substr(from, end - from).find("--!>") == std::string_view::npos;
    }

    // Text.

    [[nodiscard]] bool is_outside() const {
        if (open_.empty()) return true;
        return open_.back().nature == Nature::html || open_.back().nature == Nature::head;
    }

    /// Text outside of the body begins a paragraph.
    void begin_paragraph() {
        constexpr std::string_view name = "p";
        if (!is_outside()) return;
        const KnownTags::Known& known = known_.find(name_of(name));
        end_those_ended_by(known.tag);
        outline_.begin(known.element, false);
        open_.push_back(known.tag);
    }

    bool read_as_text(std::size_t length) {
        outline_.text({place(at_), place(at_ + length)});
        at_ += length;
        return true;
    }

    bool read_text() {
        constexpr std::size_t told_at_once = 1000;  // by libxml2, which takes the first part of more for no blanks
        std::size_t end = at_;
        while (end < page_.size() && !ends_text[unsigned_of(page_[end])]) ++end;
        if (end == at_) return false;
        if (behind_blanks(at_) < end || end - at_ >= told_at_once || peek(end) == '&') begin_paragraph();
        return read_as_text(end - at_);
    }

    bool read_entity() {
        begin_paragraph();
        const std::string_view rest = page_.substr(at_ + 1);
        const std::size_t name = static_cast<std::size_t>(
            std::ranges::find_if(rest, [](char c) { return name_letters[unsigned_of(c)] == 0; }) - rest.begin());
        const bool is_number = rest.starts_with('#');
        if (!is_number && !is_letter(peek(at_ + 1))) return name == 0 && read_as_text(1);
        const std::size_t length = is_number ? rest.substr(0, longest_reference).find(';') : name;
        if (length < rest.size() && rest[length] == ';')
            return read_character(meaning_of(rest.substr(0, length)), length + 2);
        if (is_number || name == rest.size()) return false;
        const BareEntity* const bare = find_bare_entity(page_.substr(at_));
        return bare != nullptr ? read_character(bare->meaning, bare->name.size()) : read_as_text(1);
    }

    bool read_character(std::optional<char32_t> meant, std::size_t length) {
        if (!meant) return false;
        outline_.character(*meant, {place(at_), place(at_ + length)});
        at_ += length;
        return true;
    }

    // Tags.

    /// The name at `at`, which is moved behind it; nothing where it is longer than any that counts, or holds a stop,
    /// which libxml2 takes for part of a name only at times.
    std::optional<TagName> read_name(std::size_t& at) const {
        TagName name;
        for (std::size_t length = 0; const unsigned char letter = name_letters[unsigned_of(peek(at))]; ++at, ++length) {
            if (length == TagName::longest || letter == '.') return std::nullopt;
            name.put(length, letter);
        }
        return name;
    }

    bool read_tag() {
        std::size_t at = at_ + 1;
        const auto name = read_name(at);
        if (!name) return false;
        const KnownTags::Known& known = known_.find(*name);
        end_those_ended_by(known.tag);
        const bool kept = is_in_its_place(known.tag);
        if (!kept && !known.tag.is_frame()) return false;
        bool hidden = false;
        if (!read_attributes(at, hidden)) return false;
        if (!kept) return skip_misplaced(at);
        outline_.begin(known.element, hidden);
        open_.push_back(known.tag);
        const bool closed = page_[at] == '/';
        at_ = at + (closed ? 2 : 1);
        if (closed || known.tag.nature == Nature::empty) return end_innermost(), true;
        return known.tag.nature != Nature::raw || read_raw_text(known.tag);
    }

    /// A second <body> or the like. Its end, too, is for nothing.
    bool skip_misplaced(std::size_t end) {
        if (page_[end] != '>') return false;
        at_ = end + 1;
        return ++misplaced_ <= limits_.mistakes.most;
    }

    /// Whether the frame of the page is what it should be.
    [[nodiscard]] bool is_in_its_place(const Tag& tag) const {
        const auto is_body = [](const Tag& open) { return open.nature == Nature::body; };
        if (tag.nature == Nature::html) return open_.empty();
        if (tag.nature == Nature::head) return open_.size() == 1;
        if (tag.nature == Nature::body) return std::ranges::none_of(open_, is_body);
        return open_.empty() || open_.back().nature != Nature::head || tag.in_head;
    }

    /// Moves `at` to the end of the tag: > or />.
    bool read_attributes(std::size_t& at, bool& hidden) {
        unsigned seen = 0;
        for (at = behind_blanks(at); peek(at) != '>'; at = behind_blanks(at)) {
            if (peek(at) == '/' && peek(at + 1) == '>') return true;
            constexpr std::size_t longest_attribute = 99;
            const std::size_t begin = at;
            std::uint64_t hash = 0;
            for (; const unsigned char letter = name_letters[unsigned_of(peek(at))]; ++at) hash = hash * 31 + letter;
            if (!is_letter(peek(begin)) || at - begin > longest_attribute) return false;
            seen_.see(hash, at - begin);
            const std::string_view name = page_.substr(begin, at - begin);
            const auto value = read_value(at);
            if (!value) return false;
            if (const auto attribute = attribute_named(name))
                if (!look_at(*attribute, *value, seen, hidden)) return false;
        }
        return true;
    }

    /// What stands behind the name at whose end `at` is, which is moved behind it; empty where there is none.
    std::optional<std::string_view> read_value(std::size_t& at) const {
        at = behind_blanks(at);
        if (peek(at) != '=') return std::string_view();
        at = behind_blanks(at + 1);
        const char quote = peek(at);
        const bool quoted = quote == '"' || quote == '\'';
        const std::size_t begin = at + (quoted ? 1 : 0);
        if (quoted) {
            at = page_.find(quote, begin);
            if (at == std::string_view::npos) return std::nullopt;
        } else {
            while (at < page_.size() && page_[at] != '>' && !is_blank[unsigned_of(page_[at])]) ++at;
        }
        const std::string_view value = page_.substr(begin, at - begin);
        at += quoted ? 1 : 0;
        return value;
    }

    /// The second of a name counts for nothing. What entities and blanks of other widths make of a number is libxml2's.
    bool look_at(Attribute attribute, std::string_view value, unsigned& seen, bool& hidden) {
        const unsigned bit = 1U << static_cast<unsigned>(attribute);
        if ((seen & bit) != 0) return true;
        seen |= bit;
        const bool is_span = attribute == Attribute::colspan || attribute == Attribute::rowspan;
        const auto is_odd = [](char c) { return c == '&' || unsigned_of(c) >= 0x80; };
        if (is_span ? std::ranges::any_of(value, is_odd) : !is_plain_style(value)) return false;
        const std::string_view name = attributes[static_cast<std::size_t>(attribute)];
        hidden = hidden || hides(name, value);
        return !spans_beyond(limits_.span, name, value);
    }

    /// A script, or a style sheet. One that begins with what looks like a tag can mislead libxml2, and so can tags of
    /// longer names within it.
    bool read_raw_text(const Tag& tag) {
        const std::string name = text_of(tag.name);
        std::size_t end = page_.find("</", at_);
        while (end != std::string_view::npos && !is_name(page_.substr(end + 2, name.size()), name))
            end = page_.find("</", end + 1);
        if (end == std::string_view::npos || name_letters[unsigned_of(peek(end + 2 + name.size()))] != 0) return false;
        if (end > at_ && peek(at_) == '<' && peek(at_ + 1) != '!') return false;
        outline_.text({place(at_), place(end)});
        at_ = end;
        return true;
    }

    bool read_end_tag() {
        std::size_t at = at_ + 2;
        if (!is_letter(peek(at))) return false;
        const auto name = read_name(at);
        at = behind_blanks(at);
        if (!name || peek(at) != '>') return false;
        at_ = at + 1;
        const Tag& tag = known_.find(*name).tag;
        if (tag.is_frame() && misplaced_ > 0) return --misplaced_, true;
        std::size_t from = open_.size();
        while (from > 0 && open_[from - 1].name != *name && open_[from - 1].rank <= tag.rank) --from;
        if (from == 0 || open_[from - 1].name != *name) return ++idle_ <= limits_.mistakes.most;
        while (open_.size() >= from) end_innermost();
        return true;
    }

    void end_those_ended_by(const Tag& tag) {
        while (!open_.empty() && open_.back().is_ended_by(tag)) end_innermost();
    }

    void end_innermost() {
        open_.pop_back();
        outline_.end();
    }

    std::string_view page_;
    const Limits& limits_;
    Outline outline_;
    KnownTags known_;
    SeenAttributes seen_;
    std::vector<Tag> open_;
    std::size_t at_ = 0;
    std::size_t misplaced_ = 0;  // tags of the page's frame whose ends are still to come
    std::size_t idle_ = 0;       // tags that end nothing
};

}  // namespace

std::optional<HtmlPage> parse_orderly_page(std::string_view page, const Limits& limits) {
    return Walk(page, limits).read();
}

}  // namespace nianbao::readers
