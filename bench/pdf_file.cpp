// Objects 1 to 5 are the catalogue, the tree of pages and the font; then come two for each page, itself and its text.
#include "pdf_file.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "grammar/vocabulary.hpp"
#include "readers/pdf_rules.hpp"
#include "readers/pdf_words.hpp"

namespace nianbao::bench {
namespace {

using readers::Box;
using readers::Length;
using readers::PageRules;
using readers::Word;
using readers::WordPage;

constexpr std::size_t first_page = 6;
constexpr std::string_view cid_font =
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    "/Supplement 4>>/FontDescriptor 5 0 R/W[1 95 500]>>";
constexpr std::string_view descriptor =
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 90>>";

std::string points(Length hundredths) {
    const std::string decimals = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (decimals.size() < 2 ? "0" : "") + decimals;
}

/// A text as the codes of UCS-2, in hexadecimal.
std::string codes(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "<";
    for (const char *at = text.data(), *const end = at + text.size(); at != end;) {
        std::size_t length = 0;
        const char32_t code = grammar::decode(at, end, length);
        for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[code >> shift & 0xFU];
        at += length;
    }
    return out + ">";
}

/// A character's box is as high as the font's size, with 88 of 100 parts above the line that it stands on.
std::string shown(const Word& word, Length page_height) {
    const Length size = word.box.height();
    const Length line = page_height - word.box.top - size * 88 / 100;
    return "/F " + points(size) + " Tf 1 0 0 1 " + points(word.box.left) + " " + points(line) + " Tm " +
           codes(word.text) + " Tj\n";
}

/// The rules of a page as rectangles that are filled.
std::string drawn(const PageRules& rules, Length page_height) {
    std::string out;
    for (const std::vector<Box>* boxes : {&rules.across, &rules.down})
        for (const Box& box : *boxes)
            out += points(box.left) + " " + points(page_height - box.bottom) + " " + points(box.width()) + " " +
                   points(box.height()) + " re f\n";
    return out;
}

std::string stream(const std::string& content) {
    return "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "endstream";
}

std::string reference(std::size_t object) { return std::to_string(object) + " 0 R"; }

std::vector<std::string> objects_of(const std::vector<WordPage>& pages, const std::vector<PageRules>& rules) {
    std::string kids;
    for (std::size_t page = 0; page < pages.size(); ++page) kids += reference(first_page + 2 * page) + " ";
    std::vector<std::string> objects = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        std::string(cid_font),
        std::string(descriptor),
    };
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const WordPage& page = pages[i];
        std::string text = "BT\n";
        for (const Word& word : page.words) text += shown(word, page.height);
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + points(page.width) + " " + points(page.height) +
                          "]/Resources<</Font<</F 3 0 R>>>>/Contents " + reference(objects.size() + 2) + ">>");
        objects.push_back(stream(text + "ET\n" + drawn(rules[i], page.height)));
    }
    return objects;
}

std::string ten_digits(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(10 - digits.size(), '0') + digits;
}

}  // namespace

std::string pdf_file(std::string_view words, std::string_view drawing) {
    const auto objects = objects_of(readers::read_words(words), readers::read_rules(drawing));
    const std::string count = std::to_string(objects.size() + 1);
    std::string out = "%PDF-1.4\n", table = "xref\n0 " + count + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += ten_digits(out.size()) + " 00000 n \n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string begin = std::to_string(out.size());
    return out + table + "trailer\n<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + begin + "\n%%EOF\n";
}

}  // namespace nianbao::bench
