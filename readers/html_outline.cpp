// Each element that is open knows the item that began it and what becomes of the text within it.
#include "readers/html_outline.hpp"

#include "grammar/blank.hpp"

namespace nianbao::readers {
namespace {

using Kind = PageItem::Kind;
using grammar::Span;

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

bool is_blank(char32_t c) { return c <= U' ' || c == 0xA0 || c == 0x3000; }

}  // namespace

void Outline::begin(const Element* element, bool hidden) {
    if (stopped()) return;
    if (++elements_ > limits_.elements.most) return stop(limits_.elements);
    if (open_.size() >= limits_.depth.most) return stop(limits_.depth);
    Open open{.end = {}, .item = static_cast<std::uint32_t>(out_.items.size()), .skipping = skipping()};
    if (open.skipping == Skipping::nothing) {
        if (element != nullptr && !element->begins) {
            open.skipping = Skipping::no_text;
        } else if (hidden) {
            open.skipping = Skipping::hidden;
            hidden_text_ = false;
        } else if (element != nullptr) {
            open.end = end_of(*element->begins);
            add({.kind = *element->begins});
        }
    }
    open_.push_back(open);
}

void Outline::end() {
    if (stopped() || open_.empty()) return;
    const Open closed = open_.back();
    open_.pop_back();
    if (closed.skipping == Skipping::hidden && skipping() == Skipping::nothing && hidden_text_) ++out_.hidden;
    if (!closed.end) return;
    out_.items[closed.item].value = static_cast<std::uint32_t>(out_.items.size());
    add({.kind = *closed.end});
}

void Outline::text(Span place) {
    if (stopped() || place.empty()) return;
    switch (skipping()) {
        case Skipping::nothing:
            if (goes_on(place.begin))
                out_.items.back().end = place.end;
            else
                add({.kind = Kind::text, .begin = place.begin, .end = place.end});
            return;
        case Skipping::hidden:
            hidden_text_ =
                hidden_text_ || !grammar::without_blanks_before(page_.substr(place.begin, place.size())).empty();
            return;
        case Skipping::no_text: return;
    }
}

void Outline::character(char32_t meant, Span entity) {
    if (stopped()) return;
    if (skipping() == Skipping::hidden) hidden_text_ |= !is_blank(meant);
    if (skipping() == Skipping::nothing)
        add({.kind = Kind::character, .begin = entity.begin, .end = entity.end, .value = meant});
}

bool Outline::goes_on(std::uint32_t begin) const {
    return !out_.items.empty() && out_.items.back().kind == Kind::text && out_.items.back().end == begin;
}

void Outline::add(const PageItem& item) {
    if (item.kind == Kind::cell && ++cells_ > limits_.cells.most) return stop(limits_.cells);
    if (out_.items.size() >= limits_.elements.most * 4) return stop(limits_.elements);
    out_.items.push_back(item);
}

}  // namespace nianbao::readers
