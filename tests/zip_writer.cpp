#include "zip_writer.hpp"

#include <zlib.h>

#include <cassert>

namespace nianbao::tests {
namespace {

template <class Number>
void append_number(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) out += static_cast<char>(number >> 8U * i & 0xFFU);
}

/// Without the header of zlib, as archives have it.
std::string deflated(std::string_view bytes) {
    z_stream stream{};
    [[maybe_unused]] int status = deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    assert(status == Z_OK);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    status = deflate(&stream, Z_FINISH);
    assert(status == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::uint32_t crc_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

/// What an entry's header and its line in the directory share.
std::string description(const ZipEntry& entry, std::string_view packed) {
    std::string out;
    append_number<std::uint16_t>(out, 20);  // version
    append_number<std::uint16_t>(out, entry.flags);
    append_number<std::uint16_t>(out, entry.method.value_or(entry.packed ? Z_DEFLATED : 0));
    append_number<std::uint32_t>(out, 0);  // time and date
    append_number<std::uint32_t>(out, entry.crc.value_or(crc_of(entry.bytes)));
    append_number<std::uint32_t>(out, static_cast<std::uint32_t>(packed.size()));
    append_number<std::uint32_t>(out, static_cast<std::uint32_t>(entry.bytes.size()));
    append_number<std::uint16_t>(out, static_cast<std::uint16_t>(entry.name.size()));
    append_number<std::uint16_t>(out, 0);  // extra field
    return out;
}

}  // namespace

std::string zip(const std::vector<ZipEntry>& entries) {
    std::string out, directory;
    for (const ZipEntry& entry : entries) {
        const std::string packed = entry.packed ? deflated(entry.bytes) : entry.bytes;
        const auto at = static_cast<std::uint32_t>(out.size());
        out.append("PK\x03\x04", 4).append(description(entry, packed)).append(entry.name).append(packed);
        directory.append("PK\x01\x02", 4);
        append_number<std::uint16_t>(directory, 20);
        directory.append(description(entry, packed));
        directory.append(10, '\0');  // comment, disk, attributes
        append_number(directory, at);
        directory.append(entry.name);
    }
    const auto start = static_cast<std::uint32_t>(out.size());
    out.append(directory).append("PK\x05\x06", 4).append(4, '\0');
    append_number(out, static_cast<std::uint16_t>(entries.size()));
    append_number(out, static_cast<std::uint16_t>(entries.size()));
    append_number(out, static_cast<std::uint32_t>(directory.size()));
    append_number(out, start);
    append_number<std::uint16_t>(out, 0);  // comment
    return out;
}

std::string relations(const std::vector<std::pair<std::string, std::string>>& targets) {
    std::string out = R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    for (std::size_t i = 0; i < targets.size(); ++i)
        out.append("<Relationship Id=\"rId")
            .append(std::to_string(i + 1))
            .append("\" Type=\"")
            .append("http://schemas.openxmlformats.org/officeDocument/2006/relationships/")
            .append(targets[i].first)
            .append("\" Target=\"")
            .append(targets[i].second)
            .append("\"/>");
    return out.append("</Relationships>");
}

}  // namespace nianbao::tests
