// Lines such as
//
//     <path style="fill:none;stroke-width:0.48;stroke:rgb(0%,0%,0%);" d="M 77 479 L 516 479 " transform="matrix(...)"/>
//
// each with one element, are taken apart by hand, as those of pdf_words.cpp are. Older cairo writes properties into
// `style`, newer as attributes. A rule is a line that is drawn, or a narrow rectangle that is filled.
#include "readers/pdf_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>

namespace nianbao::readers {
namespace {

constexpr Length thickest = 300;                  // of a rule; a rectangle that is higher shades a cell
constexpr Length largest_dot = 150;               // of a dotted rule
constexpr double most_slant = 0.3;                // points that the ends of a straight line may be apart
constexpr double farthest = 100'000;              // points; as in pdf_words.cpp
constexpr std::size_t most_rules = 100'000;       // in one direction on a page
constexpr std::size_t most_path_points = 20'000;  // a longer path is a picture
constexpr double largest_letter = 30;             // points; letters are drawn with a pen where they are to look bold

struct Point {
    double x = 0, y = 0;
};

/// The value of a property, in either way of writing it.
std::optional<std::string_view> property(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const char before = at == 0 ? '<' : tag[at - 1];
        std::string_view behind = tag.substr(at + name.size());
        if (before != ' ' && before != ';' && before != '"') continue;
        if (behind.starts_with("=\"")) return behind.substr(2, behind.find('"', 2) - 2);
        if (behind.starts_with(':')) return behind.substr(1, behind.find_first_of(";\"") - 1);
    }
    return std::nullopt;
}

std::string_view without_separators(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" ,"), text.size()));
}

/// Takes a number off the front.
std::optional<double> number(std::string_view& text) {
    text = without_separators(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// matrix(a,b,c,d,e,f): (x, y) becomes (ax + cy + e, bx + dy + f).
struct Transform {
    std::array<double, 6> m = {1, 0, 0, 1, 0, 0};

    [[nodiscard]] Point operator()(Point p) const {
        return {m[0] * p.x + m[2] * p.y + m[4], m[1] * p.x + m[3] * p.y + m[5]};
    }
    [[nodiscard]] double scale() const { return std::sqrt(std::abs(m[0] * m[3] - m[1] * m[2])); }
};

std::optional<Transform> transform_of(std::string_view tag) {
    Transform transform;
    std::optional<std::string_view> text = property(tag, "transform");
    if (!text) return transform;
    constexpr std::string_view opening = "matrix(";
    if (!text->starts_with(opening)) return std::nullopt;
    text->remove_prefix(opening.size());
    for (double& value : transform.m) {
        const std::optional<double> next = number(*text);
        if (!next) return std::nullopt;
        value = *next;
    }
    return transform;
}

/// Points that are joined by straight lines, or not.
struct Subpath {
    std::vector<Point> points;
    bool curved = false;
};

/// What is no path, or too long for one of a rule, has no subpaths.
std::vector<Subpath> subpaths_of(std::string_view path, const Transform& transform) {
    std::vector<Subpath> out;
    std::size_t count = 0;
    for (path = without_separators(path); !path.empty(); path = without_separators(path)) {
        const char command = path.front();
        path.remove_prefix(1);
        const int points = command == 'M' || command == 'L' ? 1 : command == 'C' ? 3 : command == 'Z' ? 0 : -1;
        if (points < 0 || (out.empty() && command != 'M') || ++count > most_path_points) return {};
        if (command == 'M') out.emplace_back();
        Subpath& subpath = out.back();
        if (command == 'Z' && !subpath.points.empty()) subpath.points.push_back(subpath.points.front());
        subpath.curved |= command == 'C';
        for (int i = 0; i < points; ++i) {
            const std::optional<double> x = number(path), y = number(path);
            if (!x || !y) return {};
            subpath.points.push_back(transform({*x, *y}));
            if (!(std::abs(subpath.points.back().x) < farthest && std::abs(subpath.points.back().y) < farthest))
                return {};
        }
    }
    std::erase_if(out, [](const Subpath& subpath) { return subpath.points.size() < 2; });  // where a pen is set down
    return out;
}

Length hundredths(double points) { return std::lround(points * 100); }

void add(const Box& box, PageRules& rules) {
    const Length thickness = std::min(box.width(), box.height()), length = std::max(box.width(), box.height());
    const bool is_dot = length < 2 * thickness;
    if (thickness > thickest || (is_dot && length > largest_dot)) return;
    for (std::vector<Box>* to : {&rules.across, &rules.down})
        if ((is_dot || (to == &rules.across) == (box.width() > box.height())) && to->size() < most_rules)
            to->push_back(box);
}

/// The straight lines of what is drawn with a pen.
void add_lines(const Subpath& subpath, double pen, PageRules& rules) {
    for (std::size_t i = 1; i < subpath.points.size(); ++i) {
        const Point &a = subpath.points[i - 1], &b = subpath.points[i];
        const bool down = std::abs(a.x - b.x) < most_slant, across = std::abs(a.y - b.y) < most_slant;
        if (down == across) continue;
        const double half = pen / 2;
        Box box{hundredths(std::min(a.x, b.x)), hundredths(std::min(a.y, b.y)), hundredths(std::max(a.x, b.x)),
                hundredths(std::max(a.y, b.y))};
        (down ? box.left : box.top) -= hundredths(half);
        (down ? box.right : box.bottom) += hundredths(half);
        add(box, rules);
    }
}

/// The rectangle that is filled, if it is one.
void add_rectangle(const Subpath& subpath, PageRules& rules) {
    if (subpath.curved || subpath.points.size() < 4) return;
    const auto [left, right] = std::ranges::minmax(subpath.points, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(subpath.points, {}, &Point::y);
    const auto at_corner = [&, l = left.x, r = right.x, t = top.y, b = bottom.y](const Point& p) {
        return (std::abs(p.x - l) < most_slant || std::abs(p.x - r) < most_slant) &&
               (std::abs(p.y - t) < most_slant || std::abs(p.y - b) < most_slant);
    };
    if (!std::ranges::all_of(subpath.points, at_corner)) return;
    add({hundredths(left.x), hundredths(top.y), hundredths(right.x), hundredths(bottom.y)}, rules);
}

/// Small things with curves, or of several pieces; not the four sides of a small cell, which are filled.
bool may_be_letter(const std::vector<Subpath>& subpaths, bool drawn) {
    const auto is_bar = [](const Subpath& subpath) {
        PageRules rules;
        add_rectangle(subpath, rules);
        return !rules.across.empty() || !rules.down.empty();
    };
    if (subpaths.size() == 1 && !subpaths.front().curved) return false;
    if (!drawn && std::ranges::all_of(subpaths, is_bar)) return false;
    std::vector<Point> all;
    for (const Subpath& subpath : subpaths) all.insert(all.end(), subpath.points.begin(), subpath.points.end());
    if (all.empty()) return true;
    const auto [left, right] = std::ranges::minmax(all, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(all, {}, &Point::y);
    return right.x - left.x < largest_letter && bottom.y - top.y < largest_letter;
}

void add_path(std::string_view tag, PageRules& rules) {
    const std::optional<Transform> transform = transform_of(tag);
    const std::optional<std::string_view> path = property(tag, "d");
    if (!transform || !path) return;
    const auto paints = [&](std::string_view name, bool unless_said) {
        const std::optional<std::string_view> paint = property(tag, name);
        return paint ? *paint != "none" : unless_said;
    };
    const bool filled = paints("fill", true), drawn = paints("stroke", false);
    if (!filled && !drawn) return;
    std::string_view pen = property(tag, "stroke-width").value_or("1");
    const double width = std::clamp(number(pen).value_or(1) * transform->scale(), 0.0, farthest);
    const std::vector<Subpath> subpaths = subpaths_of(*path, *transform);
    if (may_be_letter(subpaths, drawn)) return;
    for (const Subpath& subpath : subpaths) {
        if (drawn) add_lines(subpath, width, rules);
        if (filled) add_rectangle(subpath, rules);
    }
}

}  // namespace

std::vector<PageRules> read_rules(std::string_view drawing) {
    std::vector<PageRules> pages;
    bool in_definitions = false;  // of letters, and of where pictures are cut off
    bool one_page = false;        // a drawing of one page does not say so
    while (!drawing.empty()) {
        std::string_view line = drawing.substr(0, drawing.find('\n'));
        drawing.remove_prefix(std::min(drawing.size(), line.size() + 1));
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
        if (line.starts_with("<defs")) in_definitions = true;
        if (line.starts_with("</defs")) in_definitions = false;
        if (in_definitions) continue;
        if (line.starts_with("<page") && !line.starts_with("<pageSet")) {
            if (!one_page) pages.emplace_back();
        } else if (line.starts_with("<path ")) {
            one_page |= pages.empty();
            if (pages.empty()) pages.emplace_back();
            add_path(line, pages.back());
        }
    }
    return pages;
}

}  // namespace nianbao::readers
