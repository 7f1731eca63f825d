// Elements and text, as a parser tells of them in the order of the page -> items. Leaves out what nobody sees, and ends
// where the page goes beyond a limit.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/source.hpp"
#include "readers/html_elements.hpp"
#include "readers/html_page.hpp"
#include "readers/limits.hpp"

namespace nianbao::readers {

class Outline {
public:
    Outline(std::string_view page, const Limits& limits) : page_(page), limits_(limits) {}

    /// `element` is none where it stands within lines.
    void begin(const Element* element, bool hidden);
    /// The innermost element that is open ends.
    void end();
    /// Bytes of the page, as they stand. They may be told in parts.
    void text(grammar::Span place);
    /// An entity and what it means.
    void character(char32_t meant, grammar::Span entity);

    /// Whether text from here on is read by nobody and need not be told.
    [[nodiscard]] bool skips_text() const { return skipping() == Skipping::no_text; }

    /// Nothing more is written down then.
    void stop(const Limit& limit) { out_.beyond = &limit; }
    [[nodiscard]] bool stopped() const { return out_.beyond != nullptr; }

    [[nodiscard]] HtmlPage take() { return std::move(out_); }

private:
    enum class Skipping : std::uint8_t { nothing, no_text, hidden };
    struct Open {
        std::optional<PageItem::Kind> end;
        std::uint32_t item = 0;  // that began it
        Skipping skipping{};
    };

    [[nodiscard]] Skipping skipping() const { return open_.empty() ? Skipping::nothing : open_.back().skipping; }
    [[nodiscard]] bool goes_on(std::uint32_t begin) const;
    void add(const PageItem& item);

    std::string_view page_;
    const Limits& limits_;
    HtmlPage out_;
    std::vector<Open> open_;
    std::size_t elements_ = 0, cells_ = 0;
    bool hidden_text_ = false;  // there was some in the hidden element
};

}  // namespace nianbao::readers
