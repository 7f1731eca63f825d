// Which names of a PDF are replaced so that its pictures are not drawn; poppler's side of it is in programs_test.
#include "readers/pdf_pictures.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "anonymize/random.hpp"

namespace nianbao::readers {
namespace {

std::string object(std::string_view dictionary, std::string_view content = "bytes") {
    return "7 0 obj\n<<" + std::string(dictionary) + ">>stream\n" + std::string(content) + "\nendstream\nendobj\n";
}

bool is_hidden(std::string_view dictionary) { return without_pictures(object(dictionary)) != object(dictionary); }

TEST(PdfPictures, GetAKindThatNobodyKnows) {
    EXPECT_EQ(without_pictures(object("/Type/XObject/Subtype/Image/Width 12000/Height 12000")),
              object("/Type/XObject/Subtype/xmage/Width 12000/Height 12000"));
    EXPECT_EQ(without_pictures(object("/Width 9 /Height 9 /Subtype \r\n /Image")),
              object("/Width 9 /Height 9 /Subtype \r\n /xmage"));
    EXPECT_EQ(without_pictures(object("/Subtype/Image /Width 8 0 R /Height 9 0 R")),
              object("/Subtype/xmage /Width 8 0 R /Height 9 0 R"));
}

TEST(PdfPictures, AreFoundEachByItself) {
    const std::string font = "8 0 obj\n<</Type/Font/Subtype/Type1>>\nendobj\n", before = object("/Subtype/Image");
    const std::string after = object("/Subtype/xmage");
    EXPECT_EQ(without_pictures("%PDF-1.4\n" + before + font + before), "%PDF-1.4\n" + after + font + after);
    EXPECT_EQ(without_pictures(object("/Length 6", "stream") + before), object("/Length 6", "stream") + after);
    EXPECT_EQ(without_pictures(object("/Subtype/Image %stream\n/Width 9")), object("/Subtype/xmage %stream\n/Width 9"));
    EXPECT_EQ(without_pictures(object("%stream\n/Subtype/Image/Width 9")), object("%stream\n/Subtype/xmage/Width 9"));
}

TEST(PdfPictures, NothingElseIsTouched) {
    for (const std::string_view dictionary :
         {"/Subtype/Form", "/Subtype/ImageC", "/Subtype/Image1", "/Subtype 8 0 R", "/Subtype", "/Image 8 0 R",
          "/ProcSet[/PDF/Text/ImageC]", "/Subtype/Form/XObject<</Image 8 0 R>>", "/S/Image", "/Subtype(/Image)"})
        EXPECT_FALSE(is_hidden(dictionary)) << dictionary;
    const std::string no_stream = "7 0 obj\n<</Subtype/Image>>\nendobj\n";
    EXPECT_EQ(without_pictures(no_stream), no_stream);
    EXPECT_EQ(without_pictures(""), "");
}

TEST(PdfPictures, OfOnePointStay) {
    EXPECT_FALSE(is_hidden("/Subtype/Image/Width 1/Height 1/ImageMask true"));
    EXPECT_FALSE(is_hidden("/Height\n1 /Width 1 /Subtype /Image"));
    for (const std::string_view size :
         {"/Width 1/Height 2", "/Width 12/Height 1", "/Width 1 0 R/Height 1", "/Width 1.5/Height 1", "/Width 1",
          "/Width 1/Height 1/Width 12000", "/Width/Height 1", "/Width -1/Height 1"})
        EXPECT_TRUE(is_hidden("/Subtype/Image" + std::string(size))) << size;
    const std::string point = object("/Subtype/Image/Width 1/Height 1");
    EXPECT_EQ(without_pictures(point + object("/Subtype/Image/Width 2/Height 2") + point),
              point + object("/Subtype/xmage/Width 2/Height 2") + point);
}

TEST(PdfPictures, AnyBytesKeepTheirNumber) {
    constexpr std::string_view pieces[] = {"/Subtype", "/Image", "stream", "obj", "/Width", "/Height",
                                           "1",        " ",      "<<",     ">>",  "/",      "\xFF"};
    anonymize::Random random(5);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (std::size_t i = random.below(40); i > 0; --i) bytes += pieces[random.below(std::size(pieces))];
        const std::string hidden = without_pictures(bytes);
        ASSERT_EQ(hidden.size(), bytes.size());
        for (std::size_t i = 0; i < bytes.size(); ++i)
            ASSERT_TRUE(hidden[i] == bytes[i] || (hidden[i] == 'x' && bytes.substr(i - 1).starts_with("/Image")))
                << bytes;
        ASSERT_EQ(without_pictures(hidden), hidden);
    }
}

}  // namespace
}  // namespace nianbao::readers
