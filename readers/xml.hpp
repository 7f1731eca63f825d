// XML as events, by libxml2's push parser. No document types, so no entities but the five that XML has; no network and
// no files; nesting and tags of limited size. What is no well-formed XML is refused.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "readers/limits.hpp"
#include "readers/refused.hpp"

namespace nianbao::readers {

/// Whose names: the transitional and the strict form of a vocabulary are one.
enum class Vocabulary : std::uint8_t { other, word, sheet, math, compatibility, relationships };

struct XmlName {
    Vocabulary vocabulary{};
    std::string_view local;
};

/// The attributes of one start tag, valid as long as its event lasts.
class XmlAttributes {
public:
    XmlAttributes(const unsigned char** attributes, int count) : attributes_(attributes), count_(count) {}
    /// The value of the attribute with this local name, whatever its prefix; an ampersand in it is left as &#38;.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view local) const;
    /// The same, where it is a whole number.
    [[nodiscard]] std::optional<std::uint32_t> number(std::string_view local) const;

private:
    const unsigned char** attributes_;
    int count_;
};

enum class Visit : std::uint8_t {
    enter,
    skip,  // no events of this element, nor of anything in it
    stop,  // no more events at all
};

/// What a reader does with the events.
class XmlEvents {
public:
    virtual Visit start(const XmlName& name, const XmlAttributes& attributes) = 0;
    virtual void end(const XmlName& name) = 0;
    virtual void characters(std::string_view text) = 0;

protected:
    ~XmlEvents() = default;
};

/// Hands pieces of the document to what it is given, until that returns false; says what went wrong with them.
using XmlBytes = std::function<Refused(const std::function<bool(std::string_view)>& take)>;

/// Parses what `bytes` delivers. Messages begin with `part`.
[[nodiscard]] Refused parse_xml(std::string_view part, const XmlBytes& bytes, const Limits& limits, XmlEvents& events);

}  // namespace nianbao::readers
