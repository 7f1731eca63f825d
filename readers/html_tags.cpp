// The rules as lists of names, and a table made of them when this is compiled.
#include "readers/html_tags.hpp"

#include <algorithm>
#include <iterator>

namespace nianbao::readers {
namespace {

/// An element of the one kind, innermost, ends where one of the other begins: as HTML 4 has it, and libxml2.
struct Ending {
    std::string_view open, by;
};
constexpr Ending endings[] = {
    {"p",
     "address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset h1 h2 h3 h4 h5 h6 "
     "head hr li listing menu ol p pre table tbody td tfoot th title tr ul xmp"},
    {"h1 h2 h3 h4 h5 h6", "fieldset form li p table"},
    {"li", "li"},
    {"td th", "tbody td tfoot th tr"},
    {"tr", "tbody tfoot tr"},
    {"tbody thead", "tbody tfoot"},
    {"tfoot", "tbody"},
    {"caption", "col colgroup tbody tfoot thead tr"},
    {"colgroup", "colgroup tbody tfoot thead tr"},
    {"a", "a fieldset table td th"},
    {"span", "td th"},
    {"font", "center td th"},
    {"b i", "center p td th"},
    {"u", "p td th"},
    {"big s small strike tt", "p"},
    {"dd", "dt"},
    {"dt", "dd dl"},
    {"dl", "form li"},
    {"ol", "form ul"},
    {"ul", "address form menu ol pre"},
    {"address", "dd dl dt form li ul"},
    {"dir menu", "dd dl dt form ul"},
    {"form", "form"},
    {"legend", "fieldset"},
    {"option", "optgroup option"},
    {"listing pre xmp", "dd dl dt fieldset form li table ul"},
    {"title", "body frameset"},
    {"head",
     "a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl dt em fieldset font form "
     "frameset h1 h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p pre q s samp small span strike strong "
     "sub sup table tt u ul var xmp"},
};
static_assert(std::size(endings) <= 32, "a bit of Tag for each");

/// A tag that ends an element ends those within it, but none of a higher rank.
struct Rank {
    std::string_view elements;
    std::uint8_t rank;
};
constexpr Rank ranks[] = {{"div", 2},   {"td th", 3},     {"tr", 4},  {"tbody tfoot thead", 5},
                          {"table", 6}, {"body head", 7}, {"html", 8}};

constexpr std::string_view empty_elements = "area base basefont br col frame hr img input isindex link meta param";
constexpr std::string_view elements_of_heads = "base link meta script style title";

/// Calls with each word of a list.
template <class Call>
constexpr void each_word(std::string_view list, Call call) {
    for (std::size_t end = 0; !list.empty(); list.remove_prefix(std::min(end + 1, list.size()))) {
        end = std::min(list.find(' '), list.size());
        call(list.substr(0, end));
    }
}

/// All that the lists above name, sorted.
class Tags {
public:
    constexpr Tags() {
        std::uint32_t bit = 1;
        for (const Ending& ending : endings) {
            each_word(ending.open, [&](std::string_view word) { at(word).ended |= bit; });
            each_word(ending.by, [&](std::string_view word) { at(word).ends |= bit; });
            bit <<= 1U;
        }
        for (const Rank& rank : ranks)
            each_word(rank.elements, [&](std::string_view word) { at(word).rank = rank.rank; });
        each_word(empty_elements, [&](std::string_view word) { at(word).nature = Nature::empty; });
        each_word(elements_of_heads, [&](std::string_view word) { at(word).in_head = true; });
        at("script").nature = at("style").nature = Nature::raw;
        at("html").nature = Nature::html;
        at("head").nature = Nature::head;
        at("body").nature = Nature::body;
        std::sort(tags_.begin(), tags_.begin() + count_, [](const Tag& a, const Tag& b) { return a.name < b.name; });
    }

    [[nodiscard]] Tag find(const TagName& name) const {
        const auto* const end = tags_.data() + count_;
        const auto* const found = std::ranges::lower_bound(tags_.data(), end, name, {}, &Tag::name);
        return found != end && found->name == name ? *found : Tag{.name = name};
    }

private:
    constexpr Tag& at(std::string_view word) {
        const TagName name = name_of(word);
        Tag* tag = tags_.data();
        while (tag != tags_.data() + count_ && tag->name != name) ++tag;
        if (tag == tags_.data() + count_) ++count_, tag->name = name;
        return *tag;
    }

    std::array<Tag, 128> tags_{};
    std::ptrdiff_t count_ = 0;
};
constexpr Tags tags;

}  // namespace

std::string text_of(const TagName& name) {
    std::string out;
    for (std::size_t at = 0; at < TagName::longest; ++at)
        if (const auto letter = static_cast<char>(name.words[at / 8] >> (at % 8 * 8) & 0xFFU)) out += letter;
    return out;
}

Tag find_tag(const TagName& name) { return tags.find(name); }

}  // namespace nianbao::readers
