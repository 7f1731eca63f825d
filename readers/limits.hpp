// How far the readers follow a file before they refuse it: high above what any report needs, low enough that a hostile
// file costs neither time nor memory. Parameters of every reader; the program has an option for each.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace nianbao::readers {

struct Limit {
    std::size_t most = 0;
    std::string_view what;    // it counts
    std::string_view option;  // of the program, that changes it
};

struct Limits {
    Limit text_bytes{16U << 20U, "bytes of text", "--limit-text"};
    Limit paragraphs{200'000, "paragraphs", "--limit-paragraphs"};
    Limit cells{200'000, "cells of tables", "--limit-cells"};
    Limit span{1'000, "columns or rows that a cell covers", "--limit-span"};
    Limit depth{500, "elements within each other", "--limit-depth"};
    Limit token_bytes{1U << 20U, "bytes of one tag or attribute", "--limit-token"};
    Limit attributes{256, "attributes or namespaces of an element", "--limit-attributes"};
    Limit unpacked_bytes{32U << 20U, "bytes unpacked from an archive", "--limit-unpacked"};
    Limit definitions{32'768, "styles, lists and relations of a document", "--limit-definitions"};
    Limit pages{1'000, "pages", "--limit-pages"};
    Limit program_seconds{20, "seconds of another program", "--limit-program-seconds"};
    Limit program_memory{1U << 30U, "bytes of memory of another program", "--limit-program-memory"};
    Limit program_output{64U << 20U, "bytes printed by another program", "--limit-program-output"};
    Limit office_steps{100'000'000, "estimated steps of LibreOffice", "--limit-office-steps"};
    Limit entries{10'000, "entries of an archive", "--limit-entries"};
    Limit page_bytes{16U << 20U, "bytes of a web page", "--limit-page"};
    Limit elements{250'000, "elements of a web page", "--limit-elements"};
    Limit names{40'000, "bytes of different names in markup", "--limit-names"};
    Limit mistakes{200'000, "mistakes in the markup of a web page", "--limit-mistakes"};

    /// All of them, for the options of a program.
    [[nodiscard]] std::array<Limit*, 19> all() {
        return {&text_bytes,      &paragraphs,     &cells,          &span,           &depth,
                &token_bytes,     &attributes,     &names,          &unpacked_bytes, &definitions,
                &entries,         &page_bytes,     &elements,       &mistakes,       &pages,
                &program_seconds, &program_memory, &program_output, &office_steps};
    }
};

/// What is said of a file that goes beyond the limit: "bytes of text > 16777216 (--limit-text)".
[[nodiscard]] inline std::string beyond(const Limit& limit) {
    std::string said(limit.what);
    return said.append(" > ").append(std::to_string(limit.most)).append(" (").append(limit.option).append(")");
}

}  // namespace nianbao::readers
