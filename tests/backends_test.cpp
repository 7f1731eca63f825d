// The formats, read back by independent readers: nlohmann's for JSON, pugixml for XML, the few lines below for CSV.
// What comes back must be the compilation, field for field.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "backends/backends.hpp"
#include "backends/place_cursor.hpp"
#include "backends/utf8.hpp"
#include "expected_report.hpp"
#include "sample_compilations.hpp"

namespace nianbao::tests {
namespace {

using nlohmann::json;
using passes::Certainty;

/// Reads JSON, fractions as strings of their digits, and refuses a key that stands twice in an object.
class ExactReader : public nlohmann::detail::json_sax_dom_parser<json> {
public:
    using Base = nlohmann::detail::json_sax_dom_parser<json>;
    using Base::Base;

    bool number_float(double, const std::string& digits) {
        std::string text = digits;
        return string(text);
    }
    bool start_object(std::size_t size) {
        seen_.emplace_back();
        return Base::start_object(size);
    }
    bool key(std::string& name) { return ++seen_.back()[name] == 1 && Base::key(name); }
    bool end_object() {
        seen_.pop_back();
        return Base::end_object();
    }

private:
    std::vector<std::map<std::string, int>> seen_;
};

json read_json(std::string_view text) {
    json result;
    ExactReader reader(result, false);
    const bool read = json::sax_parse(text.begin(), text.end(), &reader);
    EXPECT_TRUE(read) << text.substr(0, 2000);
    return read ? result : json();
}

/// A report's JSON with its version, which is not the samples' business, blotted out.
json read_report(std::string_view text) {
    json report = read_json(text);
    EXPECT_TRUE(report["generator"]["version"].is_string());
    report["generator"]["version"] = "*";
    return report;
}

std::string written(backends::Write write, const Sample& sample) {
    std::string out;
    write(sample.compilation, sample.context, out);
    return out;
}

void expect_same(const json& expected, const json& got, const std::string& what) {
    EXPECT_TRUE(expected == got) << what << ": "
                                 << json::diff(expected, got).dump(2, ' ', false, json::error_handler_t::replace);
}

class Backends : public ::testing::Test {
protected:
    const Sample& sample(std::string_view name) const {
        const auto found =
            std::find_if(samples_.begin(), samples_.end(), [&](const Sample& s) { return s.name == name; });
        return *found;
    }

    const std::list<Sample> samples_ = sample_compilations();
};

// JSON

TEST_F(Backends, JsonSaysAllOfTheCompilation) {
    for (const Sample& sample : samples_)
        expect_same(expected_report(sample), read_report(written(backends::write_json, sample)), sample.name);
}

TEST_F(Backends, NdjsonSaysTheSameOnOneLine) {
    for (const Sample& sample : samples_) {
        const std::string line = written(backends::write_ndjson, sample);
        EXPECT_EQ(line.find('\n'), line.size() - 1) << sample.name;
        expect_same(expected_report(sample), read_report(line), sample.name);
    }
}

TEST_F(Backends, ValuesHoldWhatIsCertainEnough) {
    for (const Certainty least : {Certainty::guessed, Certainty::proved, Certainty::read}) {
        Sample copy = sample("rich");
        copy.context.min_certainty = least;
        const json report = read_report(written(backends::write_ndjson, copy));
        expect_same(expected_report(copy), report, std::string(name(least)));
        const json& values = report["values"];
        EXPECT_EQ(values["disclosure"]["coercion"]["decisions"], 3);
        EXPECT_EQ(values["disclosure"]["licensing"]["decisions"],
                  least == Certainty::read ? json(nullptr) : json(4311));
        EXPECT_EQ(values["requests"]["granted"]["natural_person"],
                  least == Certainty::guessed ? json(1) : json(nullptr));
        EXPECT_EQ(values["requests"]["granted"]["business"], nullptr);
    }
}

TEST_F(Backends, ValuesHoldEveryKeyOnceInOrder) {
    for (const char* name : {"full-2019", "no-report", "unreadable"})
        for (const backends::Write write : {backends::write_json, backends::write_ndjson}) {
            const auto report = nlohmann::ordered_json::parse(written(write, sample(name)));
            std::vector<std::string> found, wanted;
            for (const auto& [table, rows] : report["values"].items())
                for (const auto& [row, columns] : rows.items())
                    for (const auto& [column, value] : columns.items())
                        found.push_back(fmt::format("{}.{}.{}", table, row, column));
            for (const grammar::Key& key : grammar::keys()) wanted.emplace_back(key.text);
            EXPECT_EQ(found, wanted);
            EXPECT_EQ(found.size(), 226U);
        }
}

std::vector<std::string> keys_of(const nlohmann::ordered_json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

TEST_F(Backends, KeysStandInTheOrderOfTheContract) {
    using Keys = std::vector<std::string>;
    const auto report = nlohmann::ordered_json::parse(written(backends::write_ndjson, sample("rich")));
    EXPECT_EQ(keys_of(report), Keys({"schema", "generator", "status", "source", "report", "summary", "sections",
                                     "values", "cells", "diagnostics"}));
    EXPECT_EQ(keys_of(report["source"]),
              Keys({"path", "sha256", "bytes", "kind", "encoding", "part", "parts", "layouts"}));
    EXPECT_EQ(keys_of(report["report"]), Keys({"title", "agency", "region", "year", "edition", "editions", "period",
                                               "published", "contact", "website"}));
    for (const auto& cell : report["cells"])
        EXPECT_EQ(keys_of(cell), Keys({"key", "value", "state", "certainty", "candidates", "candidates_complete", "run",
                                       "derived", "text", "note", "unit", "span"}));
    for (const auto& diagnostic : report["diagnostics"])
        EXPECT_EQ(keys_of(diagnostic), Keys({"code", "name", "severity", "message", "arguments", "span", "cells",
                                             "related", "repairs", "repairs_complete"}));
}

TEST_F(Backends, OffsetsAreThoseOfTheInputsBytes) {
    for (const char* name : {"rich", "byte-order-mark", "mended"}) {
        const json report = read_report(written(backends::write_ndjson, sample(name)));
        int checked = 0;
        for (const json& cell : report["cells"]) {
            if (cell["span"].is_null()) continue;
            const std::size_t start = cell["span"]["start"], end = cell["span"]["end"];
            EXPECT_EQ(sample(name).bytes.substr(start, end - start), cell["text"].get<std::string>()) << name;
            ++checked;
        }
        EXPECT_GT(checked, 10);
    }
}

TEST_F(Backends, TextIsNullWhereAbsentAndEmptyWhereBlank) {
    const json report = read_report(written(backends::write_json, sample("rich")));
    for (const json& cell : report["cells"]) {
        EXPECT_EQ(cell["text"].is_null(), cell["state"] == "absent");
        EXPECT_EQ(cell["text"] == "", cell["state"] == "blank");
    }
}

TEST_F(Backends, EveryCharacterComesBackFromJson) {
    for (unsigned first = 0; first < 0x100; ++first)
        for (std::size_t before = 0; before < 17; before += first < 0x80 ? 1 : 16) {
            const std::string character = first < 0x80 ? std::string(1, static_cast<char>(first))
                                                       : std::string{static_cast<char>(0xC0 | (first >> 6)),
                                                                     static_cast<char>(0x80 | (first & 0x3F))};
            Sample copy = sample("no-report");
            copy.compilation.facts.title =
                fmt::format("{}{}年报\xF0\xA0\x80\x80{}\"", std::string(before, 'x'), character, character);
            const json report = read_report(written(backends::write_ndjson, copy));
            EXPECT_EQ(report["report"]["title"], *copy.compilation.facts.title) << first << " behind " << before;
        }
}

TEST_F(Backends, NumbersArePlainDecimalLiterals) {
    const auto print = [&](Decimal value) {
        Sample copy = sample("full-2021");
        copy.compilation.cells.front().value = value;
        const std::string line = written(backends::write_ndjson, copy);
        const std::string before = "{\"key\":\"disclosure.regulations.issued\",\"value\":";
        const std::size_t begin = line.find(before) + before.size();
        return line.substr(begin, line.find(',', begin) - begin);
    };
    EXPECT_EQ(print(0), "0");
    EXPECT_EQ(print(-35), "-35");
    EXPECT_EQ(print(Decimal::limit), "999999999999999999");
    EXPECT_EQ(print(-Decimal::limit), "-999999999999999999");
    EXPECT_EQ(print(*Decimal::make(592372449, 4)), "59237.2449");
    EXPECT_EQ(print(*Decimal::make(-5, 3)), "-0.005");
    EXPECT_EQ(print(*Decimal::make(1, 18)), "0.000000000000000001");
}

TEST_F(Backends, WritersAppend) {
    for (const backends::Format& format : backends::formats()) {
        std::string out = "before";
        format.write(sample("rich").compilation, sample("rich").context, out);
        EXPECT_EQ(out, "before" + written(format.write, sample("rich"))) << format.name;
    }
}

TEST_F(Backends, LintSaysPathStatusAndDiagnostics) {
    for (const Sample& sample : samples_) {
        const std::string line = written(backends::write_lint_json, sample);
        EXPECT_EQ(line.find('\n'), line.size() - 1);
        const json report = expected_report(sample);
        const json expected = {
            {"path", report["source"]["path"]}, {"status", report["status"]}, {"diagnostics", report["diagnostics"]}};
        expect_same(expected, read_json(line), sample.name);
    }
}

// Places

TEST_F(Backends, PlaceCursorAgreesWithTheSource) {
    std::string text = "年报\r\n\n\naé𠀀\tb\n";
    for (int i = 0; i < 400; ++i)
        text += std::string(static_cast<std::size_t>(i % 23), 'x') + (i % 3 == 0 ? "公开" : "\n");
    for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, "\xFF" + text + '\xFF'}) {
        const auto source = grammar::Source::from_bytes(bytes);
        const auto size = static_cast<std::uint32_t>(source.text().size());
        for (const std::uint32_t step : {1U, 3U, 8U, 17U, 700U, 1009U}) {
            backends::PlaceCursor forwards(&source), around(&source);
            const auto expect_at = [&](backends::PlaceCursor& cursor, std::uint32_t at) {
                const backends::Location location = cursor.locate({at, size});
                EXPECT_EQ(location.place.line, source.place(at).line) << at;
                EXPECT_EQ(location.place.column, source.place(at).column) << at;
                EXPECT_EQ(location.start, source.input_offset(at)) << at;
                EXPECT_EQ(location.end, source.input_offset(size)) << at;
            };
            for (std::uint32_t at = 0; at <= size; at += step) expect_at(forwards, at);
            for (std::uint32_t i = 0; i <= size; ++i) expect_at(around, i * step % (size + 1));
        }
    }
}

TEST(WellFormedUtf8, KeepsWhatIsValid) {
    for (const std::string text : {"", "abc", "é年\xF0\xA0\x80\x80", "\xED\x9F\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_EQ(backends::well_formed_utf8(text), text);
}

TEST(WellFormedUtf8, ReplacesWhatIsNot) {
    const std::string r = "\xEF\xBF\xBD";
    EXPECT_EQ(backends::well_formed_utf8("a\xFF"
                                         "b"),
              "a" + r + "b");
    EXPECT_EQ(backends::well_formed_utf8("\xE5\xB9"), r);
    EXPECT_EQ(backends::well_formed_utf8("\xE5\xB9x"), r + "x");
    EXPECT_EQ(backends::well_formed_utf8("\xC0\xAF"), r + r);
    EXPECT_EQ(backends::well_formed_utf8("\xED\xA0\x80"), r + r + r);
    EXPECT_EQ(backends::well_formed_utf8("\xF4\x90\x80\x80"), r + r + r + r);
    EXPECT_EQ(backends::well_formed_utf8("\xE0\x80\x80\x80"), r + r + r + r);
    EXPECT_EQ(backends::well_formed_utf8("\xF0\x9F\x98"), r);
}

// XML

/// XML 1.0 holds no controls but tab and line ends, and neither U+FFFE nor U+FFFF.
std::string as_xml_holds_it(const std::string& text) {
    const std::string replacement = "\xEF\xBF\xBD";
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool control =
            static_cast<unsigned char>(text[at]) < 0x20 && std::string("\t\n\r").find(text[at]) == std::string::npos;
        const std::string three = text.substr(at, 3);
        const bool noncharacter = three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
        result += control || noncharacter ? replacement : text.substr(at, 1);
        at += noncharacter ? 2 : 0;
    }
    return result;
}

json as_xml_holds_it(json value) {
    if (value.is_string()) return as_xml_holds_it(value.get<std::string>());
    for (json& part : value)
        if (value.is_structured()) part = as_xml_holds_it(part);
    return value;
}

json number(std::string_view digits) {
    if (digits.find('.') != std::string_view::npos) return std::string(digits);
    return std::stoll(std::string(digits));
}

json text_of(pugi::xml_attribute attribute) { return attribute ? json(attribute.value()) : json(nullptr); }
json text_of(pugi::xml_node node) { return node ? json(node.text().get()) : json(nullptr); }
json number_of(pugi::xml_attribute attribute) { return attribute ? number(attribute.value()) : json(nullptr); }
json number_of(pugi::xml_node node) { return node ? number(node.text().get()) : json(nullptr); }

json attributes_of(pugi::xml_node node) {
    json object = json::object();
    for (const auto attribute : node.attributes()) object[attribute.name()] = number_of(attribute);
    return object;
}

json span_of(pugi::xml_node parent) {
    const pugi::xml_node node = parent.child("span");
    if (!node) return nullptr;
    json span = attributes_of(node);
    span["origin"] = nullptr;
    return span;
}

json texts_of(pugi::xml_node parent, const char* name) {
    json list = json::array();
    for (const auto node : parent.children(name)) list.push_back(node.text().get());
    return list;
}

json message_of(pugi::xml_node parent) {
    json message;
    for (const auto node : parent.children("message")) message[node.attribute("xml:lang").value()] = node.text().get();
    return message;
}

json source_of(pugi::xml_node node) {
    json layouts = {{"disclosure", json::array()}, {"requests", json::array()}, {"review", json::array()}};
    for (const auto layout : node.children("layout"))
        layouts[layout.attribute("table").value()].push_back(layout.text().get());
    return {{"path", text_of(node.attribute("path"))},
            {"sha256", text_of(node.attribute("sha256"))},
            {"bytes", number_of(node.attribute("bytes"))},
            {"kind", text_of(node.attribute("kind"))},
            {"part", number_of(node.attribute("part"))},
            {"encoding", text_of(node.attribute("encoding"))},
            {"layouts", layouts},
            {"parts", number_of(node.attribute("parts"))}};
}

json facts_of(pugi::xml_node node) {
    json items = {{"1", nullptr}, {"5", nullptr}, {"6", nullptr}, {"8", nullptr}, {"9", nullptr}};
    for (const auto item : node.child("editions").children("disclosure"))
        items[item.attribute("item").value()] = text_of(item);
    const pugi::xml_node contact = node.child("contact"), period = node.child("period");
    return {{"title", text_of(node.child("title"))},
            {"agency", text_of(node.child("agency"))},
            {"region", text_of(node.child("region"))},
            {"year", number_of(node.child("year"))},
            {"edition", text_of(node.child("edition"))},
            {"editions", {{"disclosure", items}, {"requests", text_of(node.child("editions").attribute("requests"))}}},
            {"period", {{"from", text_of(period.attribute("from"))}, {"to", text_of(period.attribute("to"))}}},
            {"published", text_of(node.child("published"))},
            {"contact",
             {{"address", text_of(contact.child("address"))},
              {"postcode", text_of(contact.child("postcode"))},
              {"telephone", text_of(contact.child("telephone"))},
              {"email", text_of(contact.child("email"))}}},
            {"website", text_of(node.child("website"))}};
}

json sections_of(pugi::xml_node node) {
    json sections = json::array();
    for (const auto section : node.children("section")) {
        json paragraphs = json::array();
        for (const auto paragraph : section.children("paragraph"))
            paragraphs.push_back({{"label", text_of(paragraph.attribute("label"))},
                                  {"text", text_of(paragraph.child("text"))},
                                  {"span", span_of(paragraph)}});
        sections.push_back({{"number", text_of(section.attribute("number"))},
                            {"role", text_of(section.attribute("role"))},
                            {"heading", text_of(section.child("heading"))},
                            {"span", span_of(section)},
                            {"paragraphs", paragraphs}});
    }
    return sections;
}

json cell_of(pugi::xml_node node, const std::string& key) {
    const pugi::xml_node candidates = node.child("candidates");
    json readings = json::array();
    for (const auto candidate : candidates.children("candidate"))
        readings.push_back(candidate.first_child() ? number_of(candidate) : json(nullptr));
    const pugi::xml_attribute value = node.attribute("value");
    return {{"key", key},
            {"value", number_of(value ? value : node.attribute("reading"))},
            {"state", text_of(node.attribute("state"))},
            {"certainty", text_of(node.attribute("certainty"))},
            {"candidates", readings},
            {"candidates_complete", !candidates || candidates.attribute("complete").as_bool()},
            {"run", number_of(node.attribute("run"))},
            {"derived", number_of(node.attribute("derived"))},
            {"text", text_of(node.attribute("text"))},
            {"note", text_of(node.attribute("note"))},
            {"unit", text_of(node.attribute("unit"))},
            {"span", span_of(node)}};
}

json diagnostics_of(pugi::xml_node node) {
    json list = json::array();
    for (const auto diagnostic : node.children("diagnostic")) {
        json arguments = json::object(), related = json::array(), repairs = json::array();
        for (const auto argument : diagnostic.children("argument"))
            arguments[argument.attribute("name").value()] = argument.text().get();
        for (const auto place : diagnostic.children("related"))
            related.push_back(
                {{"span", span_of(place)}, {"message", message_of(place)}, {"cells", texts_of(place, "cell")}});
        for (const auto repair : diagnostic.children("repair")) {
            json changes = json::array();
            for (const auto change : repair.children("change"))
                changes.push_back({{"key", text_of(change.attribute("key"))},
                                   {"from", number_of(change.attribute("from"))},
                                   {"to", number_of(change.attribute("to"))}});
            repairs.push_back(changes);
        }
        list.push_back({{"code", text_of(diagnostic.attribute("code"))},
                        {"name", text_of(diagnostic.attribute("name"))},
                        {"severity", text_of(diagnostic.attribute("severity"))},
                        {"message", message_of(diagnostic)},
                        {"arguments", arguments},
                        {"span", span_of(diagnostic)},
                        {"cells", texts_of(diagnostic, "cell")},
                        {"related", related},
                        {"repairs", repairs},
                        {"repairs_complete", diagnostic.attribute("repairs_complete").as_bool()}});
    }
    return list;
}

/// A report of XML in the shape of JSON's.
json report_of(pugi::xml_node node) {
    json cells = json::array(), values;
    for (const grammar::Key& key : grammar::keys())
        values[std::string(grammar::all_forms[0]->table(key.table).key)][std::string(key.row)]
              [std::string(key.column)] = nullptr;
    for (const char* table : {"disclosure", "requests", "review"})
        for (const auto row : node.child(table))
            for (const auto column : row) {
                cells.push_back(cell_of(column, std::string(table) + '.' + row.name() + '.' + column.name()));
                values[table][row.name()][column.name()] = number_of(column.attribute("value"));
            }
    const pugi::xml_node summary = node.child("summary");
    return {{"schema", text_of(node.attribute("schema"))},
            {"generator", {{"name", text_of(node.child("generator").attribute("name"))}, {"version", "*"}}},
            {"status", text_of(node.attribute("status"))},
            {"source", source_of(node.child("source"))},
            {"report", facts_of(node.child("facts"))},
            {"summary",
             {{"states", attributes_of(summary.child("states"))},
              {"certainties", attributes_of(summary.child("certainties"))},
              {"tables", texts_of(summary, "table")}}},
            {"sections", sections_of(node.child("sections"))},
            {"values", values},
            {"cells", cells},
            {"diagnostics", diagnostics_of(node.child("diagnostics"))}};
}

std::string all_written(const backends::Format& format, const std::list<Sample>& samples) {
    std::string out(format.before);
    for (const Sample& sample : samples) {
        if (&sample != &samples.front()) out += format.separator;
        format.write(sample.compilation, sample.context, out);
    }
    return out += format.after;
}

TEST_F(Backends, XmlSaysAllThatJsonSays) {
    pugi::xml_document document;
    const std::string text = all_written(*backends::find_format("xml"), samples_);
    const auto result =
        document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    ASSERT_TRUE(result) << result.description() << " at " << text.substr(static_cast<std::size_t>(result.offset), 200);
    auto node = document.child("nianbao").child("report");
    for (const Sample& sample : samples_) {
        expect_same(as_xml_holds_it(expected_report(sample)), report_of(node), sample.name);
        node = node.next_sibling("report");
    }
    EXPECT_FALSE(node);
}

TEST_F(Backends, XmlHidesNoGuessAmongItsValues) {
    for (const Certainty least : {Certainty::guessed, Certainty::proved, Certainty::read}) {
        Sample copy = sample("rich");
        copy.context.min_certainty = least;
        pugi::xml_document document;
        ASSERT_TRUE(document.load_string(written(backends::write_xml, copy).c_str()));
        expect_same(expected_report(copy), report_of(document.child("report")), std::string(name(least)));
    }
}

// CSV

/// A strict reader of RFC 4180: rows end in CR LF, quotes stand at both ends of a field or nowhere.
class CsvReader {
public:
    explicit CsvReader(std::string_view text) : rest_(text) {}

    std::vector<std::vector<std::string>> rows() {
        std::vector<std::vector<std::string>> rows;
        while (!rest_.empty()) {
            rows.emplace_back();
            do rows.back().push_back(field());
            while (take(","));
            if (!take("\r\n")) {
                ADD_FAILURE() << "no end of a row before " << rest_.substr(0, 100);
                return rows;
            }
        }
        return rows;
    }

private:
    bool take(std::string_view token) {
        const bool there = rest_.starts_with(token);
        if (there) rest_.remove_prefix(token.size());
        return there;
    }

    std::string field() {
        std::string text;
        if (!take("\"")) {
            text = rest_.substr(0, rest_.find_first_of(",\"\r\n"));
            rest_.remove_prefix(text.size());
            return text;
        }
        while (!rest_.empty()) {
            if (take("\"\"")) {
                text += '"';
            } else if (take("\"")) {
                return text;
            } else {
                text += rest_.front();
                rest_.remove_prefix(1);
            }
        }
        ADD_FAILURE() << "open quotes";
        return text;
    }

    std::string_view rest_;
};

std::string plain(const json& value) {
    return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

TEST_F(Backends, CsvHasARowACell) {
    const auto rows = CsvReader(all_written(*backends::find_format("csv"), samples_)).rows();
    std::vector<std::vector<std::string>> expected = {
        {"path", "agency", "year", "edition", "key", "value", "state", "certainty", "line"}};
    for (const Sample& sample : samples_) {
        const json report = expected_report(sample);
        const std::string agency = plain(report["report"]["agency"]);
        for (const json& cell : report["cells"]) {
            const bool sure = cell["certainty"] == "read" || cell["certainty"] == "proved";
            expected.push_back({plain(report["source"]["path"]), agency.starts_with('=') ? '\'' + agency : agency,
                                plain(report["report"]["year"]), plain(report["report"]["edition"]), plain(cell["key"]),
                                sure ? plain(cell["value"]) : "", plain(cell["state"]), plain(cell["certainty"]),
                                cell["span"].is_null() ? "" : plain(cell["span"]["line"])});
        }
    }
    EXPECT_EQ(rows, expected);
}

TEST_F(Backends, CsvShowsGuessesOnRequest) {
    Sample copy = sample("rich");
    copy.context.min_certainty = Certainty::guessed;
    int shown = 0;
    for (const auto& row : CsvReader(written(backends::write_csv, copy)).rows())
        shown += row.at(7) == "guessed" && !row.at(5).empty();
    EXPECT_EQ(shown, 2);
}

TEST_F(Backends, CsvTextRunsAsNoFormula) {
    const auto path_in_csv = [&](const std::string& path) {
        Sample copy = sample("rich");
        copy.context.path = path;
        return CsvReader(written(backends::write_csv, copy)).rows().front().front();
    };
    for (const std::string path : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=\"a\",b"})
        EXPECT_EQ(path_in_csv(path), '\'' + path);
    for (const std::string path : {"-", "./-1", "a=b", "年报\".txt", ""}) EXPECT_EQ(path_in_csv(path), path);
}

// The table of formats, and the schema

TEST_F(Backends, FormatsJoinReports) {
    const json reports = read_json(all_written(*backends::find_format("json"), samples_));
    ASSERT_EQ(reports.size(), samples_.size());
    std::size_t at = 0;
    for (const Sample& sample : samples_)
        EXPECT_EQ(reports[at++]["source"]["path"], expected_report(sample)["source"]["path"]);
    const std::string lines = all_written(*backends::find_format("ndjson"), samples_);
    EXPECT_EQ(static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')), samples_.size());
    EXPECT_EQ(read_json(all_written(*backends::find_format("json"), {})), json::array());
    EXPECT_EQ(backends::find_format("yaml"), nullptr);
}

TEST(JsonSchema, IsTheSameEveryTime) { EXPECT_EQ(backends::json_schema(), backends::json_schema()); }

TEST(JsonSchema, NamesAllKeysAndCodes) {
    const json schema = read_json(backends::json_schema());
    EXPECT_EQ(schema["$defs"]["key"]["enum"].size(), grammar::key_count);
    for (const grammar::Key& key : grammar::keys()) {
        const json& table =
            schema["properties"]["values"]["properties"][std::string(grammar::all_forms[0]->table(key.table).key)];
        EXPECT_TRUE(table["properties"][std::string(key.row)]["properties"].contains(std::string(key.column)))
            << key.text;
    }
    json codes = json::array();
    for (const passes::CatalogueRow& row : passes::catalogue()) codes.push_back(std::string(row.code));
    EXPECT_EQ(schema["$defs"]["diagnostic"]["properties"]["code"]["enum"], codes);
}

}  // namespace
}  // namespace nianbao::tests
