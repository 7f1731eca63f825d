// The text of one input and where each of its bytes came from. The first step of the pipeline: bytes -> Source.
//
// What the grammar may rely on: `text()` is valid UTF-8 without a byte-order mark and without NUL, of at most
// `max_source_bytes`. Widths are not folded and nothing else is rewritten, so spans stay true to the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/pieces.hpp"

namespace nianbao::grammar {

inline constexpr std::size_t max_source_bytes = 0xFFFF'FF00;
/// Inputs longer than this are refused: mending may make three bytes of one.
inline constexpr std::size_t max_input_bytes = max_source_bytes / 3;

/// Half-open range of byte offsets into `Source::text()`.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] constexpr bool empty() const { return begin == end; }
    [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
    friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// The smallest span that covers both.
[[nodiscard]] constexpr Span join(Span a, Span b) {
    return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/// 1-based; columns count code points.
struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// A place on a page: hundredths of a point from the top left corner.
struct PageBox {
    std::uint32_t page = 0;
    std::int32_t left = 0, top = 0, right = 0, bottom = 0;
};

/// A place in a container's part, such as a paragraph of word/document.xml.
struct PartParagraph {
    std::string part;
    std::uint32_t paragraph = 0;
};

/// Where text came from, for kinds whose bytes are no text. monostate: the bytes of the input themselves.
using Origin = std::variant<std::monostate, PageBox, PartParagraph>;

enum class SourceKind : std::uint8_t { text, html, docx, pdf, xlsx };

/// Why an input gives no text at all.
enum class Refusal : std::uint8_t {
    none,
    too_large,
    binary,
    unsupported_kind,
    damaged,          // a container that is cut off or broken; said: what is wrong
    over_limit,       // said: the limit's name and option
    no_text,          // pages that are pictures
    missing_program,  // said: the package that has it
    failed_program,   // it ran into an error, or out of time or memory; said: what it printed
};

/// What had to be mended to read the input as text.
struct Mending {
    std::uint32_t invalid_sequences = 0;  // each replaced by U+FFFD
    std::uint32_t nul_bytes = 0;          // each replaced by U+FFFD
    Span first;                           // where the first of them stands in text()
};

/// What a reader tells about a file besides its text.
enum class SourceEvent : std::uint8_t {
    encoding_overruled,  // declared, used
    changes_accepted,    // count: tracked changes, taken as accepted
    hidden_skipped,      // count: elements that a reader of the page does not see
    rules_unread,        // reason: why the lines that the pages draw are not known
    cut_at_limit,        // limit, option: the rest of the file was left out
};
struct SourceNote {
    SourceEvent event{};
    std::vector<std::string> said;  // in the order above
};

struct OriginMark {
    std::uint32_t text = 0;  // from here on
    Origin origin;
};

/// What a reader makes of a file whose bytes are not the text itself: another encoding, markup, a container.
struct Extract {
    std::string text;  // valid UTF-8 without a byte-order mark or NUL; lines end with \n
    SourceKind kind = SourceKind::text;
    std::string encoding = "UTF-8";   // IANA name
    Pieces pieces;                    // none: offsets in the input are those in the text
    std::vector<OriginMark> origins;  // ascending
    std::vector<Span> tables;         // that the file states: whole lines, a row each, with a tab between two cells
    Mending mending;                  // of bytes that are no characters
    std::vector<SourceNote> notes;
    Refusal refusal = Refusal::none;
    std::string refused;  // what is said of the refusal
    std::size_t input_bytes = 0;
};

class Source {
public:
    Source() = default;

    /// The text that a reader has made of a file.
    [[nodiscard]] static Source of(Extract extract);

    /// Reads bytes as UTF-8 text; never fails: what cannot be read is mended, or refused with empty text.
    [[nodiscard]] static Source from_bytes(std::string bytes);

    /// The same of bytes that outlive the source: what needs no mending is not copied.
    [[nodiscard]] static Source over(std::string_view bytes);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view text(Span span) const { return text().substr(span.begin, span.end - span.begin); }

    /// Line and column of a byte offset of text(). Amortised constant time, also within a line of many megabytes.
    [[nodiscard]] Place place(std::uint32_t offset) const;

    /// The byte offset in the input of a byte offset in text(). They differ behind a byte-order mark or mended bytes.
    [[nodiscard]] std::uint64_t input_offset(std::uint32_t offset) const;

    /// What leads to the input. For those who ask for many places, one behind the other.
    [[nodiscard]] const Pieces& pieces() const { return pieces_; }

    [[nodiscard]] const Origin& origin(std::uint32_t offset) const;

    [[nodiscard]] SourceKind kind() const { return kind_; }
    [[nodiscard]] std::string_view encoding() const { return encoding_; }
    [[nodiscard]] std::size_t input_bytes() const { return input_bytes_; }
    [[nodiscard]] Refusal refusal() const { return refusal_; }
    /// The kind of file, or what else there is to say of the refusal.
    [[nodiscard]] std::string_view refused() const { return refused_; }
    /// Lines of rows and cells that the file itself states; the grammar has not to find them.
    [[nodiscard]] const std::vector<Span>& tables() const { return tables_; }
    [[nodiscard]] const std::vector<SourceNote>& notes() const { return notes_; }
    [[nodiscard]] const Mending& mending() const { return mending_; }

private:
    struct Mark {  // a known place, at each line's start and every so many bytes within long lines
        std::uint32_t offset = 0;
        Place place;
    };
    void own(std::string text);
    [[nodiscard]] std::string mend_utf8(std::string_view bytes, std::size_t skipped);
    void mark_lines();

    std::string_view text_;
    std::unique_ptr<const std::string> own_;  // the text, where it does not lie in bytes of another
    Pieces pieces_;
    std::vector<Mark> marks_;
    std::vector<OriginMark> origins_;
    std::string encoding_ = "UTF-8";
    std::vector<Span> tables_;
    std::vector<SourceNote> notes_;
    std::string refused_;
    std::size_t input_bytes_ = 0;
    Mending mending_;
    SourceKind kind_ = SourceKind::text;
    Refusal refusal_ = Refusal::none;
};

}  // namespace nianbao::grammar
