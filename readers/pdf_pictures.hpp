// Of a PDF's drawing only the lines are looked at, but the program that draws a page makes a PNG of each of its pictures:
// one of 12000 by 12000 points, which a file of 400 KB can hold, costs it 3 s and half a gigabyte, ten scanned pages as
// much. So it is given a copy of the file in which there are none.
#pragma once

#include <string>
#include <string_view>

namespace nianbao::readers {

/// The bytes of a PDF, as many as before, whose dictionaries of pictures say that they are of a kind that nobody knows:
/// what does not know it, draws nothing in its place. A picture is a stream, and the dictionaries of streams are never
/// compressed; so each that says `/Subtype /Image` outright is found in one pass over any bytes. Not found are pictures
/// whose kind is a reference or spelt with escapes, and those within the drawing of a page. Pictures of one point by one
/// stay: poppler draws those that are masks as rectangles, and there are files whose rules they are.
[[nodiscard]] std::string without_pictures(std::string_view pdf);

}  // namespace nianbao::readers
