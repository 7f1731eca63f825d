// Tables that go over the end of a page, which may cut a cell of several rows, or a row in the middle of its lines:
//
//       ├───────────────┬───┤            ├───────────────┬───┤
//       │ 5.属于三类内部 │ 5 │            │ 5.属于三类内部 │ 5 │
//       └───────────────┴───┘     is     │ 事务信息      │   │
//       ┌───────────────┬───┐            ├───────────────┼───┤
//       │ 事务信息      │   │
//       ├───────────────┼───┤
#pragma once

#include "readers/pdf_ruled.hpp"

namespace nianbao::readers {

/// Appends a table that stands right below another: on the same page, or on the next, whose end may have cut it. Heads
/// that the page prints again stay.
void append(RuledTable& table, RuledTable more, bool turns_page);

}  // namespace nianbao::readers
