// Names of elements, and what HTML 4 says of elements of these names: which ones end where others begin, which have no
// end at all. libxml2 follows the same rules.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nianbao::readers {

/// Characters of names as small letters, 0 for all others.
inline constexpr auto name_letters = [] {
    std::array<unsigned char, 256> table{};
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789:-_."))
        table[static_cast<unsigned char>(c)] = static_cast<unsigned char>(c);
    for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<unsigned char>(c - 'A' + 'a');
    return table;
}();

/// The name of an element in small letters, eight bytes a word. No element of HTML has a longer one.
struct TagName {
    static constexpr std::size_t longest = 16;
    std::array<std::uint64_t, 2> words{};

    constexpr void put(std::size_t at, unsigned char letter) {
        words[at / 8] |= static_cast<std::uint64_t>(letter) << (at % 8 * 8);
    }
    friend constexpr auto operator<=>(const TagName&, const TagName&) = default;
};

[[nodiscard]] constexpr TagName name_of(std::string_view letters) {
    TagName name;
    for (std::size_t i = 0; i < letters.size(); ++i) name.put(i, static_cast<unsigned char>(letters[i]));
    return name;
}

[[nodiscard]] std::string text_of(const TagName& name);

/// Empty elements have no end tag, raw ones hold text that is no markup, the others are the frame of the page.
enum class Nature : std::uint8_t { ordinary, empty, raw, html, head, body };

struct Tag {
    TagName name;
    std::uint32_t ended = 0, ends = 0;  // a bit for each rule that has it as open, and as what ends that
    std::uint8_t rank = 1;              // an end tag ends what is within its element, but for elements of a higher rank
    Nature nature = Nature::ordinary;
    bool in_head = false;

    [[nodiscard]] bool is_frame() const { return nature >= Nature::html; }
    [[nodiscard]] bool is_ended_by(const Tag& other) const { return (ended & other.ends) != 0; }
};

/// One that no rule names is as plain as a tag can be.
[[nodiscard]] Tag find_tag(const TagName& name);

}  // namespace nianbao::readers
