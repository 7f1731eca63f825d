#include "cli/expected_cells.hpp"

#include <charconv>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

namespace nianbao::cli {
namespace {

namespace json = simdjson::ondemand;

using passes::Expectation;
using passes::ExpectedCell;

/// What is said of a text that is no expectation. simdjson throws its own.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A JSON number without an exponent, exactly.
std::optional<Decimal> decimal(std::string_view token) {
    std::string digits(token);
    const std::size_t point = digits.find('.');
    const int scale = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
    if (point != std::string::npos) digits.erase(point, 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return Decimal::make(number, scale);
}

std::string_view without_blanks_behind(std::string_view token) {
    while (!token.empty() && std::string_view(" \t\r\n").find(token.back()) != std::string_view::npos)
        token.remove_suffix(1);
    return token;
}

grammar::KeyId known_key(std::string_view text) {
    const grammar::KeyId key = grammar::find_key(text);
    if (key == grammar::key_count) throw Refused(fmt::format("'{}' is no cell of any form", text));
    return key;
}

ExpectedCell cell_of(std::string_view key, json::value value) {
    ExpectedCell cell{.key = known_key(key), .value = std::nullopt};
    const std::string_view token = without_blanks_behind(value.raw_json_token());
    if (token == "null") return cell;
    cell.value = decimal(token);
    if (!cell.value) throw Refused(fmt::format("{} is {}: a plain number or null is needed", key, token));
    return cell;
}

void add(json::object cells, bool or_null, std::vector<ExpectedCell>& out) {
    for (auto field : cells) {
        const std::string_view key = field.unescaped_key();
        out.push_back(cell_of(key, field.value()));
        out.back().or_null = or_null;
    }
}

void add_member(std::string_view name, json::value value, Expectation& out) {
    if (name == "cells" || name == "either") {
        add(value.get_object(), name == "either", out.cells);
    } else if (name == "free") {
        for (auto key : value.get_array()) out.free.push_back(known_key(key.get_string()));
    } else if (name.find('.') != std::string_view::npos) {
        out.cells.push_back(cell_of(name, value));
    }
}

/// The whole text is JSON; what is read on demand is only as far as it is read.
void check(const simdjson::padded_string& text) {
    simdjson::dom::parser parser;
    if (const auto error = parser.parse(text).error()) throw simdjson::simdjson_error(error);
}

}  // namespace

std::variant<Expectation, std::string> read_expectation(std::string_view text) {
    try {
        const simdjson::padded_string padded(text);
        check(padded);
        json::parser parser;
        json::document document = parser.iterate(padded);
        Expectation expectation;
        for (auto field : document.get_object()) {
            const std::string_view name = field.unescaped_key();
            add_member(name, field.value(), expectation);
        }
        if (expectation.cells.empty()) throw Refused("it lists no cells");
        return expectation;
    } catch (const std::runtime_error& error) {
        return std::string(error.what());
    } catch (const simdjson::simdjson_error& error) {
        return std::string(error.what());
    }
}

}  // namespace nianbao::cli
