// Pages that are in order are read without libxml2, and all that is read of them is what libxml2 reads: of markup thrown
// together at random, of pages of reports in each shape, and of such pages with their markup damaged.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "generator.hpp"
#include "html_page.hpp"
#include "property.hpp"
#include "readers/html_orderly.hpp"

namespace nianbao {
namespace {

using generator::Random;
using readers::HtmlPage;
using readers::PageItem;

bool is_in_order(std::string_view page, const readers::Limits& limits = {}) {
    return readers::parse_orderly_page(page, limits).has_value();
}

/// How one reading differs from the other, in words; empty where it does not.
std::string difference(const HtmlPage& quick, const HtmlPage& thorough) {
    const auto said = [](const PageItem& item) {
        return std::to_string(static_cast<int>(item.kind)) + " at " + std::to_string(item.begin) + '-' +
               std::to_string(item.end) + " of " + std::to_string(item.value);
    };
    const auto& a = quick.items;
    const auto& b = thorough.items;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (said(a[i]) != said(b[i])) return "item " + std::to_string(i) + ": " + said(a[i]) + ", not " + said(b[i]);
    if (a.size() != b.size()) return std::to_string(a.size()) + " items, not " + std::to_string(b.size());
    if (quick.beyond != thorough.beyond) return "only one is within the limits";
    return quick.hidden == thorough.hidden ? "" : "not as much is hidden";
}

void compare(std::string_view page, std::string_view what, std::uint64_t seed, property::Tally& tally) {
    property::show(page);
    const readers::Limits limits;
    const auto quick = readers::parse_orderly_page(page, limits);
    ++tally.counts[std::string(what) + (quick ? " in order" : " not")];
    if (!quick) return;
    const std::string differs = difference(*quick, readers::parse_page(page, limits));
    if (!differs.empty()) tally.failures.insert({seed, std::string(what), std::string(page.substr(0, 300)), differs});
}

// Single pages.

TEST(OrderlyPages, MayForgetWhatHtmlLetsThemForget) {
    for (const std::string_view page : {
             "",
             "<p>甲</p>",
             "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>甲</title></head>\n<body>乙</body></html>\n",
             "<html><head><title>甲</title><body><p>乙<p>丙</body></html>",
             "<?xml version='1.0'?><!-- 甲 --><table><tr><td>1<td>2<tr><th>3</table>",
             "<ul><li>甲<li>乙<br/>丙</ul>",
             "<DIV Class=x STYLE = 'display:none'>甲</div>",
             "<div><span>甲</div></span>",
             "<p>&nbsp;&#20043;&#x4E4B;&mdash;&nbsp1 & 2&x</p></p>",
             "<p>1 < 2, 3<4</p>",
             "<script>if (a < b && c) document.write('<p>');</script><style><!-- p {} --></style>",
             "<p class=MsoNormal><o:p></o:p><st1:chmetcnv w:st='on'>1</st1:chmetcnv></p>",
             "<p style='font-family:&quot;宋体&quot;' style='display:none'>甲<![if !supportLists]>乙<![endif]></p>",
             "<html><head><title>甲</title><div>乙</div>",
             "<html>甲<body>乙<html><head></head><body>丙</body></html>丁</body></html>戊",
         })
        EXPECT_TRUE(is_in_order(page)) << page;
}

TEST(OrderlyPages, HoldNothingThatMayMeanSomethingElse) {
    for (const std::string_view page : {
             "<p>甲&alpha;乙</p>",
             "<p>甲&#0;乙</p>",
             "<p>甲\x01乙</p>",
             "<p title='甲>乙</p>",
             "<p 题=甲>乙</p>",
             "<p style='display&#58;none'>甲</p>",
             "<td colspan=5000>甲</td>",
             "<td colspan='&#50;'>甲</td>",
             "<!-- 甲 --!> 乙 -->",
             "<!-- 甲",
             "<p>甲<!DOCTYPE html></p>",
             "<script></scripts></script>",
             "<script></p></script>",
             "<html><head><section>甲",
             "<p>甲</p",
             "<p>甲</p x>",
         })
        EXPECT_FALSE(is_in_order(page)) << page;
}

TEST(OrderlyPages, StayWithinTheLimits) {
    const std::string page = "<div><div><table><tr><td>1<td>2</table></div></div></b></b>";
    ASSERT_TRUE(is_in_order(page));
    const auto within = [&](readers::Limit readers::Limits::*which, std::size_t most) {
        readers::Limits limits;
        (limits.*which).most = most;
        return is_in_order(page, limits);
    };
    EXPECT_TRUE(within(&readers::Limits::elements, 6));
    EXPECT_FALSE(within(&readers::Limits::elements, 5));
    EXPECT_TRUE(within(&readers::Limits::depth, 5));
    EXPECT_FALSE(within(&readers::Limits::depth, 4));
    EXPECT_TRUE(within(&readers::Limits::cells, 2));
    EXPECT_FALSE(within(&readers::Limits::cells, 1));
    EXPECT_TRUE(within(&readers::Limits::mistakes, 2));
    EXPECT_FALSE(within(&readers::Limits::mistakes, 1));
}

// Many pages.

constexpr std::string_view markup[] = {
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<u>",
    "</u>",
    "<a href=/x>",
    "</a>",
    "<font>",
    "</font>",
    "<small>",
    "<h1>",
    "</h1>",
    "<h3>",
    "<center>",
    "</center>",
    "<br>",
    "<br/>",
    "<hr>",
    "<img src=x>",
    "<input>",
    "<form>",
    "</form>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "</dl>",
    "<dt>",
    "<dd>",
    "</dd>",
    "<table>",
    "</table>",
    "<tbody>",
    "</tbody>",
    "<thead>",
    "<tfoot>",
    "<caption>",
    "<colgroup>",
    "<col>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "</th>",
    "<td colspan=2>",
    "<pre>",
    "</pre>",
    "<select>",
    "<option>",
    "</select>",
    "<fieldset>",
    "<legend>",
    "<address>",
    "<menu>",
    "<dir>",
    "<listing>",
    "<section>",
    "</section>",
    "<o:p>",
    "</o:p>",
    "<o:p/>",
    "<div/>",
    "<html>",
    "</html>",
    "<head>",
    "</head>",
    "<body>",
    "</body>",
    "<title>",
    "</title>",
    "<meta charset=utf-8>",
    "<link rel=x>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<noscript>",
    "</noscript>",
    "<frameset>",
    "<!-- x -->",
    "<!---->",
    "<!-->",
    "<!--",
    "-->",
    "--!>",
    "<!DOCTYPE html>",
    "<!doctype html public \"x\" 'y'>",
    "<?xml:namespace prefix = o />",
    "<?",
    "<![if x]>",
    "<p hidden>",
    "<div style=\"display: none\">",
    "<span style='color:red'>",
    "<td rowspan='3' style=x>",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "&#59;",
    "&#160;",
    "&#x4e00;",
    "&#0;",
    "&nbsp",
    "&",
    "&;",
    "&nosuch;",
    "<",
    ">",
    "/>",
    "</",
    "'",
    "\"",
    "=",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\x01",
    "甲",
    "乙 丙",
    "。",
    "12",
    "x",
    "~",
    "\xC2\xA0",
    "</x>",
    "<x-y>",
    "<_>",
    "<p class=a class=b>",
    "<p style=a style=b>",
    "<p a=\"b\"c='d'>",
    "<p a = b >",
    "<p / a>",
    "<p\n>",
    "</p\n>",
    "</p x>",
    "<P>",
    "</P>",
    "<TD>",
    "<p a=\"<td>\">",
    "<p a='&amp;'>",
    "<p style='a&amp;b'>",
    "<.>",
    "<a.b>",
    "<sup>",
    "</sup>",
    "<s>",
    "</s>",
    "<xml>",
    "</xml>",
    "<textarea>",
    "</textarea>",
    "<iframe>",
    "</iframe>",
};

std::string any_markup(Random& random) {
    std::string page(random.pick(markup));
    for (std::size_t count = random.below(random.chance(50) ? 6 : 40); count > 0; --count) page += random.pick(markup);
    return page;
}

std::string page_of_report(const generator::HtmlShape& shape, Random& random) {
    std::string page;
    const generator::Report report = generator::make_report(random);
    shape.print(generator::compose(report, generator::any_style(random), random), random, page);
    return page;
}

/// Something is put in, left out or written over, mostly where markup stands.
void damage(std::string& page, Random& random) {
    const std::size_t at = random.below(page.size() + 1);
    const std::size_t tag = page.find_first_of(random.chance(50) ? "<" : ">&\"'=", at);
    const std::size_t place = random.chance(80) && tag != std::string::npos ? tag : at;
    const std::size_t length = std::min(page.size() - place, random.chance(50) ? 0 : random.below(12));
    page.replace(place, length, random.chance(70) ? random.pick(markup) : "");
}

TEST(OrderlyPages, AreReadAsLibxml2ReadsThem) {
    const auto check = [](std::uint64_t seed, property::Tally& tally) {
        Random random(seed);
        for (int i = 0; i < 40; ++i) compare(any_markup(random), "markup", seed, tally);
        std::string page = page_of_report(random.pick(generator::html_shapes()), random);
        compare(page, "reports", seed, tally);
        for (std::size_t count = 1 + random.below(3); count > 0; --count) damage(page, random);
        compare(page, "damaged reports", seed, tally);
    };
    const property::Tally tally = property::run(50, check);
    property::conclude("pages", tally);
    for (const char* what : {"markup in order", "reports in order", "damaged reports in order"})
        EXPECT_TRUE(tally.counts.contains(what)) << what;
    EXPECT_FALSE(tally.counts.contains("reports not"));
}

}  // namespace
}  // namespace nianbao
