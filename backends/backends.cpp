// The table of formats. A new one is a file with its writer, its declaration, and a row here.
#include "backends/backends.hpp"

namespace nianbao::backends {
namespace {

constexpr Format all_formats[] = {
    {"json", write_json, "[\n", ",\n", "\n]\n"},
    {"ndjson", write_ndjson, "", "", ""},
    {"xml", write_xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nianbao schema=\"nianbao/1\">\n", "",
     "</nianbao>\n"},
    {"csv", write_csv, "path,agency,year,edition,key,value,state,certainty,line\r\n", "", ""},
};

}  // namespace

std::span<const Format> formats() { return all_formats; }

const Format* find_format(std::string_view name) {
    for (const Format& format : all_formats)
        if (format.name == name) return &format;
    return nullptr;
}

}  // namespace nianbao::backends
