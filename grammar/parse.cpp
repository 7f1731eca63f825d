// Runs the grammar and keeps what its marked rules matched. The only file that instantiates PEGTL.
#include "grammar/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>

#include "grammar/document.hpp"

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

template <class Rule, class = void>
constexpr LayoutId layout_of = no_layout;
template <class Rule>
constexpr LayoutId layout_of<Rule, std::void_t<typename Rule::layout>> = table_layouts::index<typename Rule::layout>();

// ---- the builder and the control class ------------------------------------------------------------------------------

struct Builder {
    std::vector<Node>& nodes;
    const char* begin;

    [[nodiscard]] bool has_room() const { return nodes.size() < max_nodes; }
    [[nodiscard]] std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - begin); }
};

/// Leaves a node for each marked rule that matches; an abandoned rule takes back what it and the rules below it left.
template <class Rule>
struct build_tree : pegtl::normal<Rule> {
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
              template <class...> class Control, class Input>
    [[nodiscard]] static bool match(Input& in, Builder& builder) {
        if constexpr (!concerns_tree<Rule>) {
            return pegtl::match<Rule, A, M, Action, Control>(in, builder);
        } else {
            const std::size_t index = builder.nodes.size();
            if constexpr (is_marked<Rule>)
                builder.nodes.push_back({Rule::kind, layout_of<Rule>, builder.offset(in.current()), 0, 0});
            if (!pegtl::match<Rule, A, M, Action, Control>(in, builder)) {
                builder.nodes.resize(index);
                return false;
            }
            if constexpr (is_marked<Rule>) {
                builder.nodes[index].end = builder.offset(in.current());
                builder.nodes[index].next = static_cast<std::uint32_t>(builder.nodes.size());
            }
            return true;
        }
    }
};

/// Looking ahead leaves no nodes.
template <class... Rules>
struct build_tree<pegtl::internal::at<Rules...>> : pegtl::normal<pegtl::internal::at<Rules...>> {
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
              template <class...> class Control, class Input>
    [[nodiscard]] static bool match(Input& in, Builder& builder) {
        const std::size_t index = builder.nodes.size();
        const bool matched = pegtl::match<pegtl::internal::at<Rules...>, A, M, Action, Control>(in, builder);
        builder.nodes.resize(index);
        return matched;
    }
};
template <class... Rules>
struct build_tree<pegtl::internal::not_at<Rules...>> : pegtl::normal<pegtl::internal::not_at<Rules...>> {
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
              template <class...> class Control, class Input>
    [[nodiscard]] static bool match(Input& in, Builder& builder) {
        const std::size_t index = builder.nodes.size();
        const bool matched = pegtl::match<pegtl::internal::not_at<Rules...>, A, M, Action, Control>(in, builder);
        builder.nodes.resize(index);
        return matched;
    }
};

// ---- looking at lines -----------------------------------------------------------------------------------------------

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

bool is_blank_character(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\r' || c == U'\f' || c == U'\v' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0xFEFF;
}

void drop_leading_blanks(std::string_view& text) {
    while (!text.empty()) {
        std::size_t length = 0;
        if (!is_blank_character(decode(text.data(), text.data() + text.size(), length))) return;
        text.remove_prefix(length);
    }
}

void drop_trailing_blanks(std::string_view& text) {
    while (!text.empty()) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
        std::size_t length = 0;
        if (!is_blank_character(decode(text.data() + begin, text.data() + text.size(), length))) return;
        text.remove_suffix(text.size() - begin);
    }
}

constexpr std::string_view sentence_ends[] = {"。", "；", "！", "？", ";", "。”", "，", "、", "："};
constexpr std::size_t longest_cell = 200;     // bytes of a cell that does not begin with a word of the form
constexpr std::size_t longest_heading = 150;  // bytes
constexpr std::string_view heading_numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
constexpr std::string_view heading_marks[] = {"、", "．", ".", "，", ",", "：", ":"};

bool ends_a_sentence(std::string_view line) {
    return std::any_of(std::begin(sentence_ends), std::end(sentence_ends),
                       [&](std::string_view end) { return line.ends_with(end); });
}

template <std::size_t N>
bool drop_any_prefix(std::string_view& text, const std::string_view (&prefixes)[N]) {
    for (const std::string_view prefix : prefixes)
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
            return true;
        }
    return false;
}

/// ## and [bookmark: _GoBack] in front of a heading.
void drop_leftovers(std::string_view& line) {
    for (;;) {
        drop_leading_blanks(line);
        if (line.starts_with('#')) {
            line.remove_prefix(1);
        } else if (line.starts_with("[bookmark")) {
            const std::size_t close = line.find(']');
            if (close == std::string_view::npos) return;
            line.remove_prefix(close + 1);
        } else {
            return;
        }
    }
}

/// Figures as they stand between blanks; what else there is makes the line something else.
bool is_figure_token(std::string_view token) {
    constexpr std::string_view ascii = "0123456789+-.,/";
    constexpr std::string_view others[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "＋", "－", "−",
                                           "—",  "–",  "．", "，", "件", "项", "元", "万元", "批次", "亿元", "／"};
    bool any = false;
    while (!token.empty()) {
        if (ascii.find(token.front()) != std::string_view::npos) {
            token.remove_prefix(1);
        } else if (!drop_any_prefix(token, others)) {
            return false;
        }
        any = true;
    }
    return any;
}

}  // namespace

bool prose_like::looks_like_prose(std::string_view text) {
    std::string_view line = first_line(text);
    drop_trailing_blanks(line);
    if (ends_a_sentence(line)) return true;
    std::size_t length = 0;
    return line.size() > longest_cell && word_at(line.data(), line.data() + line.size(), length) == nullptr;
}

bool heading_like::looks_like_heading(std::string_view text) {
    std::string_view line = first_line(text);
    if (line.size() > longest_heading + 64) return false;
    drop_leftovers(line);
    drop_trailing_blanks(line);
    const std::string_view whole = line;
    if (line.size() > longest_heading || !drop_any_prefix(line, heading_numerals)) return is_section_title(fold(line));
    while (drop_any_prefix(line, heading_numerals)) {
    }
    drop_leading_blanks(line);
    if (!drop_any_prefix(line, heading_marks)) return is_section_title(fold(line));
    drop_leading_blanks(line);
    if (line.empty() || ends_a_sentence(line)) return false;
    if (line.find_first_of("|\t") != std::string_view::npos) return false;
    std::size_t word_length = 0;
    if (word_at(whole.data(), whole.data() + whole.size(), word_length) != nullptr) return false;  // 三、本年度办理结果（一）…
    return !resembles_numbered_row(fold(whole));
}

std::size_t spaced::label_part::label_length(std::string_view text) {
    const std::string_view line = first_line(text);
    std::string_view left = line;
    std::string_view label;
    for (;;) {
        drop_trailing_blanks(left);
        const std::size_t cut = left.find_last_of(" \t");
        const std::size_t wide = left.rfind("\u3000");
        std::size_t begin = cut == std::string_view::npos ? 0 : cut + 1;
        if (wide != std::string_view::npos) begin = std::max(begin, wide + 3);
        if (!is_figure_token(left.substr(begin))) break;
        if (begin == 0) return 0;
        left = left.substr(0, begin);
        label = left;
    }
    drop_trailing_blanks(label);
    return label.size();
}

Tree parse(std::string_view text) {
    Tree tree;
    tree.nodes.reserve(text.size() / 12 + 16);
    Builder builder{tree.nodes, text.data()};
    pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf> in(text.data(), text.data() + text.size(), "");
    pegtl::parse<document, pegtl::nothing, build_tree>(in, builder);
    tree.cut = tree.nodes.size() >= max_nodes;
    return tree;
}

std::span<const std::string_view> layout_names() { return table_layouts::names; }

std::string print(const Tree& tree, const Source& source) {
    std::string out;
    std::vector<std::uint32_t> open;
    for (std::uint32_t index = 0; index < tree.nodes.size(); ++index) {
        const Node& node = tree.nodes[index];
        while (!open.empty() && open.back() <= index) open.pop_back();
        const Place place = source.place(node.begin);
        fmt::format_to(std::back_inserter(out), "{:{}}{}", "", open.size() * 2, name(node.kind));
        if (node.layout != no_layout) fmt::format_to(std::back_inserter(out), " {}", layout_names()[node.layout]);
        fmt::format_to(std::back_inserter(out), " {}:{} [{}, {})", place.line, place.column, node.begin, node.end);
        if (node.next == index + 1 && node.begin != node.end) {
            std::string_view shown = source.text(node.span());
            if (shown.size() > 120) shown = shown.substr(0, 117);
            while (!shown.empty() && shown.size() == 117 && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) shown.remove_suffix(1);
            out += ' ';
            for (const char c : shown) c == '\n' ? out += "\\n" : c == '\t' ? out += "\\t" : out += c;
        }
        out += '\n';
        if (node.next > index + 1) open.push_back(node.next);
    }
    return out;
}

}  // namespace nianbao::grammar
