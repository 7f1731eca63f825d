// Runs the grammar and keeps what its marked rules matched. The only file that instantiates PEGTL.
#include "grammar/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "grammar/document.hpp"
#include "grammar/last_figure.hpp"

namespace nianbao::grammar {
namespace {

// ---- which rules concern the tree -----------------------------------------------------------------------------------

template <class Rule, class = void>
constexpr bool is_marked = false;
template <class Rule>
constexpr bool is_marked<Rule, std::void_t<decltype(Rule::kind)>> = true;

template <class Rules>
struct any_concerns_tree;

/// The rule is marked or holds a marked rule somewhere below it.
template <class Rule>
constexpr bool concerns_tree = is_marked<Rule> || any_concerns_tree<typename Rule::subs_t>::value;

template <class... Rules>
struct any_concerns_tree<pegtl::type_list<Rules...>> : std::bool_constant<(concerns_tree<Rules> || ...)> {};

/// The rule is marked, and none below it is.
template <class Rule>
constexpr bool is_leaf = is_marked<Rule> && !any_concerns_tree<typename Rule::subs_t>::value;

/// Rules that demand of each rule below them that it takes back what it has done when it fails.
template <class Rule>
constexpr bool takes_back_by_parts = false;
template <class... Rules>
constexpr bool takes_back_by_parts<pegtl::internal::sor<Rules...>> = true;
template <class... Rules>
constexpr bool takes_back_by_parts<pegtl::internal::opt<Rules...>> = true;
template <class... Rules>
constexpr bool takes_back_by_parts<pegtl::internal::star<Rules...>> = true;

/// The rule that takes back what the rules below it left when it fails: just where PEGTL takes back what they read.
template <class Rule, pegtl::rewind_mode M>
constexpr bool answers_for_failure = M == pegtl::rewind_mode::required && !takes_back_by_parts<typename Rule::rule_t>;

/// Rules that look ahead leave no nodes, whether they match or not.
template <class Rule>
constexpr bool looks_ahead = false;
template <class... Rules>
constexpr bool looks_ahead<pegtl::internal::at<Rules...>> = true;
template <class... Rules>
constexpr bool looks_ahead<pegtl::internal::not_at<Rules...>> = true;

template <class Rule, class = void>
constexpr LayoutId layout_of = no_layout;
template <class Rule>
constexpr LayoutId layout_of<Rule, std::void_t<typename Rule::layout>> = layout_id<typename Rule::layout>;

// ---- the builder and the control class ------------------------------------------------------------------------------

/// The nodes so far. Taking nodes back is setting a number.
class Builder {
public:
    explicit Builder(std::string_view text)
        : begin_(text.data()), capacity_(text.size() / 16 + 16), nodes_(capacity_) {}

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool has_room() const { return count_ < max_nodes; }

    void add_leaf(Kind kind, const char* begin, const char* end) {
        Node& leaf = add();
        leaf.kind = kind;
        leaf.layout = no_layout;
        leaf.begin = offset(begin);
        leaf.end = offset(end);
        leaf.next = static_cast<std::uint32_t>(count_);
    }
    void open(Kind kind, LayoutId layout, const char* begin) {
        Node& node = add();
        node.kind = kind;
        node.layout = layout;
        node.begin = offset(begin);
    }
    void close(std::size_t index, const char* at) {
        nodes_[index].end = offset(at);
        nodes_[index].next = static_cast<std::uint32_t>(count_);
    }
    [[gnu::always_inline]] void cut_back(std::size_t count) { count_ = count; }
    [[nodiscard]] Nodes take_nodes() {
        nodes_.resize(count_);
        return std::move(nodes_);
    }

private:
    [[gnu::always_inline]] Node& add() {
        if (count_ == capacity_) grow();
        return nodes_[count_++];
    }
    [[gnu::noinline]] void grow() {
        capacity_ *= 2;
        nodes_.resize(capacity_);
    }
    [[nodiscard]] std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }

    const char* begin_;
    std::size_t count_ = 0, capacity_;
    Nodes nodes_;  // as many as capacity_ says; those behind count_ hold nothing yet
};

/// Leaves a node for each marked rule that matches, and none for what is abandoned.
///
/// Each rule that leaves a node with others in it is a function, and the rules below are inlined there: left to itself,
/// the compiler calls the smallest rules most often.
template <class Rule>
struct build_tree : pegtl::normal<Rule> {
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
              template <class...> class Control, class Input>
    [[nodiscard]] static bool match(Input& in, Builder& builder) {
        if constexpr (is_leaf<Rule>) {
            const char* const begin = in.current();
            const bool matched = pegtl::match<Rule, A, M, Action, Control>(in, builder);
            if (matched) builder.add_leaf(Rule::kind, begin, in.current());
            return matched;
        } else if constexpr (is_marked<Rule> || std::is_base_of_v<seldom, Rule>) {
            return match_apart<A, M, Action, Control>(in, builder);
        } else if constexpr (concerns_tree<Rule> &&
                             (looks_ahead<typename Rule::rule_t> || answers_for_failure<Rule, M>)) {
            const std::size_t index = builder.count();
            const bool matched = pegtl::match<Rule, A, M, Action, Control>(in, builder);
            if (!matched || looks_ahead<typename Rule::rule_t>) builder.cut_back(index);
            return matched;
        } else {
            return pegtl::match<Rule, A, M, Action, Control>(in, builder);
        }
    }

private:
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
              template <class...> class Control, class Input>
    [[gnu::noinline, gnu::flatten]] [[nodiscard]] static bool match_apart(Input& in, Builder& builder) {
        if constexpr (is_marked<Rule>) {
            const std::size_t index = builder.count();
            builder.open(Rule::kind, layout_of<Rule>, in.current());
            const bool matched = pegtl::match<Rule, A, M, Action, Control>(in, builder);
            matched ? builder.close(index, in.current()) : builder.cut_back(index);
            return matched;
        } else {
            return pegtl::match<Rule, A, M, Action, Control>(in, builder);
        }
    }
};

// ---- looking at lines -----------------------------------------------------------------------------------------------

/// The last character of a text that is not empty.
char32_t last_character(std::string_view text, std::size_t& length) {
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return decode(text.data() + begin, text.data() + text.size(), length);
}

/// Drops the first character if it is one of these.
bool drop_one_of(std::string_view& text, const CharacterSet& characters) {
    if (text.empty()) return false;
    std::size_t length = 0;
    if (!characters.holds(decode(text.data(), text.data() + text.size(), length))) return false;
    text.remove_prefix(length);
    return true;
}

constexpr std::size_t longest_character = 3;  // bytes of one that Chinese text has
constexpr std::size_t longest_cell = 200;     // bytes of a cell that does not begin with a word of the form
constexpr std::size_t longest_heading = 150;  // bytes
constexpr std::size_t longest_leftover = 64;  // bytes before a heading
constexpr CharacterSet heading_marks(U"、．.，,：:");

bool ends_a_sentence(std::string_view line) {
    if (line.empty()) return false;
    std::size_t length = 0;
    switch (last_character(line, length)) {
        case U'。':
        case U'；':
        case U'！':
        case U'？':
        case U'，':
        case U'、':
        case U'：':
        case U';': return true;
        case U'”': return line.ends_with("。”");
        default: return false;
    }
}

/// A quick no for most lines, which begin with some other ideograph.
bool begins_no_heading(std::string_view line) {
    if (line.empty()) return true;
    std::size_t length = 0;
    const char32_t first = decode(line.data(), line.data() + line.size(), length);
    const bool ideograph = first >= 0x4E00 && first <= 0x9FFF;
    return ideograph && !numerals.holds(first) && !title_beginnings.holds(first);
}

/// ## and [bookmark: _GoBack] in front of a heading.
void drop_leftovers(std::string_view& line) {
    for (;;) {
        line = without_blanks_before(line);
        if (line.starts_with('#')) {
            line.remove_prefix(1);
        } else if (line.starts_with('[') && line.starts_with("[bookmark")) {
            const std::size_t close = line.find(']');
            if (close == std::string_view::npos) return;
            line.remove_prefix(close + 1);
        } else {
            return;
        }
    }
}

// ---- each layout alone ----------------------------------------------------------------------------------------------

/// How many bytes a row of this layout has that begins at `at` in a piece of text; 0 where there is none.
using Probe = std::size_t (*)(std::string_view piece, std::size_t at);

template <class Layout>
std::size_t probe(std::string_view piece, std::size_t at) {
    Builder builder(piece);
    LineInput in(piece);
    in.bump(at);
    if (!pegtl::parse<telling_row_in<Layout>, pegtl::nothing, build_tree>(in, builder)) return 0;
    return static_cast<std::size_t>(in.current() - in.begin()) - at;
}

template <class Layouts>
struct probes;
template <class... Layouts>
struct probes<layouts<Layouts...>> {
    static constexpr Probe all[] = {probe<Layouts>...};
};

std::size_t behind_line(std::string_view text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? end : end + 1;
}

/// The end of what a probe may look at.
std::size_t probed_end(std::string_view text, std::size_t begin) {
    const std::string_view near = text.substr(begin, most_probed_bytes);
    std::size_t size = 0;
    for (std::size_t line = 0; line < most_probed_lines && size != std::string_view::npos; ++line)
        size = behind_line(near, size);
    std::size_t end = begin + std::min(size, near.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // within a character
    return end;
}

// ---- tables that the file states ------------------------------------------------------------------------------------

/// Behind the layouts that are looked for stands the one that is not.
constexpr auto every_layout = [] {
    std::array<LayoutFacts, std::size(table_layouts::facts) + 1> all{};
    std::ranges::copy(table_layouts::facts, all.begin());
    all[layout_id<stated_rows>] = {
        .name = stated_rows::name, .example = stated_rows::example, .keeps = stated_rows::keeps, .stated = true};
    return all;
}();

template <class Document>
Tree tree_of(std::string_view text) {
    Builder builder(text);
    LineInput in(text);
    pegtl::parse<Document, pegtl::nothing, build_tree>(in, builder);
    const bool cut = !builder.has_room();
    return {.nodes = builder.take_nodes(), .cut = cut};
}

/// Reads a stretch of the text as a document of its own, and puts what is in it behind what `tree` has already.
template <class Document>
void append(Tree& tree, std::string_view text, Span stretch) {
    if (stretch.empty() || tree.cut) return;
    const Tree part = tree_of<Document>(text.substr(stretch.begin, stretch.size()));
    const auto shift = static_cast<std::uint32_t>(tree.nodes.size() - 1);  // its own document's node is left out
    if (part.cut || shift + part.nodes.size() > max_nodes) {
        const auto end = static_cast<std::uint32_t>(text.size());
        tree.nodes.push_back({Kind::stray, no_layout, stretch.begin, end, shift + 2});
        tree.cut = true;
        return;
    }
    for (Node node : part.below(0)) {
        node.begin += stretch.begin;
        node.end += stretch.begin;
        node.next += shift;
        tree.nodes.push_back(node);
    }
}

}  // namespace

[[gnu::noinline]] bool prose_like::looks_like_prose(std::string_view line) {
    if (line.size() <= longest_character) return false;  // the 、 of a label one character a line
    if (ends_a_sentence(line))
        return !begins_word(line);  // a label that the page wrapped: 1.申请人无正当理由逾期不补正、
    std::size_t length = 0;
    if (line.size() > longest_cell) return word_at(line.data(), line.data() + line.size(), length) == nullptr;
    return is_report_title(line);
}

[[gnu::noinline]] bool heading_like::looks_like_heading(std::string_view line) {
    if (line.size() > longest_heading + longest_leftover || begins_no_heading(line)) return false;
    drop_leftovers(line);
    const std::string_view whole = line;
    if (line.size() > longest_heading || !drop_one_of(line, numerals)) return is_section_title(line);
    while (drop_one_of(line, numerals)) {
    }
    line = without_blanks_before(line);
    if (!drop_one_of(line, heading_marks)) return is_section_title(line);
    line = without_blanks_before(line);
    if (line.empty() || ends_a_sentence(line)) return false;
    if (line.find('|') != std::string_view::npos || line.find('\t') != std::string_view::npos) return false;
    if (is_section_title(line)) return true;
    std::size_t length = 0;
    const bool is_label =
        word_at(whole.data(), whole.data() + whole.size(), length) != nullptr;  // 三、本年度办理结果（一）…
    return !is_label && !resembles_numbered_row(whole);
}

[[gnu::noinline]] bool spaced::ends_in_figures::ends_so(std::string_view line) {
    const std::size_t length = last_figure(line);
    return length != 0 && length != line.size();
}

[[gnu::noinline]] std::size_t spaced::label_part::label_length(std::string_view line) {
    return label_before_figures(line);
}

Tree parse(std::string_view text) { return tree_of<document>(text); }

Tree parse(std::string_view text, std::span<const Span> tables) {
    if (tables.empty()) return parse(text);
    const auto size = static_cast<std::uint32_t>(text.size());
    Tree tree;
    tree.nodes.push_back({Kind::document, no_layout, 0, size, 1});
    std::uint32_t at = 0;
    for (const Span table : tables) {
        append<document>(tree, text, {at, table.begin});
        append<stated_document>(tree, text, table);
        at = table.end;
    }
    append<document>(tree, text, {at, size});
    tree.nodes.front().next = static_cast<std::uint32_t>(tree.nodes.size());
    return tree;
}

std::span<const LayoutFacts> all_layouts() { return every_layout; }

bool is_separator(char32_t character) {
    constexpr const auto& separators = table_layouts::separators;
    constexpr CharacterSet set{{separators.data(), separators.size()}};
    return set.holds(character);
}

std::vector<LayoutMatch> layouts_at(std::string_view text, std::uint32_t begin) {
    const std::size_t before = begin > 0 ? 1 : 0;  // a rule may ask whether it is at the beginning of a line
    const std::string_view piece = text.substr(begin - before, probed_end(text, begin) - (begin - before));
    std::vector<LayoutMatch> found;
    for (LayoutId layout = 0; layout < std::size(probes<table_layouts>::all); ++layout)
        if (const std::size_t size = probes<table_layouts>::all[layout](piece, before))
            found.push_back({layout, begin + static_cast<std::uint32_t>(size)});
    return found;
}

std::string print(const Tree& tree, const Source& source) {
    std::string out;
    std::vector<std::uint32_t> open;
    for (std::uint32_t index = 0; index < tree.nodes.size(); ++index) {
        const Node& node = tree.nodes[index];
        while (!open.empty() && open.back() <= index) open.pop_back();
        const Place place = source.place(node.begin);
        fmt::format_to(std::back_inserter(out), "{:{}}{}", "", open.size() * 2, name(node.kind));
        if (node.layout != no_layout) fmt::format_to(std::back_inserter(out), " {}", all_layouts()[node.layout].name);
        fmt::format_to(std::back_inserter(out), " {}:{} [{}, {})", place.line, place.column, node.begin, node.end);
        if (node.next == index + 1 && node.begin != node.end) {
            std::string_view shown = source.text(node.span());
            if (shown.size() > 120) shown = shown.substr(0, 117);
            while (!shown.empty() && shown.size() == 117 && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80)
                shown.remove_suffix(1);
            out += ' ';
            for (const char c : shown) c == '\n' ? out += "\\n" : c == '\t' ? out += "\\t" : out += c;
        }
        out += '\n';
        if (node.next > index + 1) open.push_back(node.next);
    }
    return out;
}

}  // namespace nianbao::grammar
