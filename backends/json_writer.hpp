// The structure of JSON: brackets, commas, and line ends where it is to be read by people. Keys are names of ours and
// need no escape.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "backends/json_text.hpp"

namespace nianbao::backends {

class JsonWriter {
public:
    JsonWriter(std::string& target, bool indented) : out_(target), indented_(indented) {}

    [[nodiscard]] Output& out() { return out_; }
    [[nodiscard]] bool indented() const { return indented_; }

    void open(char bracket) {
        out_.put(bracket);
        ++depth_;
        first_ = true;
    }

    void close(char bracket) {
        --depth_;
        if (!first_) new_line();
        first_ = false;
        out_.put(bracket);
    }

    /// What follows is the next element of an array.
    void next() {
        if (!first_) out_.put(',');
        first_ = false;
        new_line();
    }

    /// The same; where the writer asks for a comma, it is the caller's to write first.
    [[nodiscard]] bool next_without_comma() {
        if (indented_) next();
        const bool comma = !indented_ && !first_;
        first_ = false;
        return comma;
    }

    /// What follows is the value of this key.
    void key(std::string_view name) {
        next();
        out_.put('"');
        out_.put(name);
        if (indented_)
            out_.put("\": ");
        else
            out_.put("\":");
    }

    /// The same for a name of known length: written in one go.
    template <std::size_t N>
    void key(const char (&name)[N]) {
        if (indented_) return key(std::string_view(name, N - 1));
        char* to = out_.reserve(N + 4);
        *to = ',';
        to += !first_;
        first_ = false;
        to = write_literal(to, "\"");
        to = write_literal(to, name);
        out_.commit(write_literal(to, "\":"));
    }

    template <class Name>
    void open(const Name& name, char bracket) {
        key(name);
        open(bracket);
    }

    template <class Name, class Value>
    void field(const Name& name, const Value& value) {
        key(name);
        put_json(out_, value);
    }

private:
    void new_line() {
        if (!indented_) return;
        out_.put('\n');
        for (int i = 0; i < depth_; ++i) out_.put("  ");
    }

    Output out_;
    bool indented_;
    bool first_ = true;
    int depth_ = 0;
};

}  // namespace nianbao::backends
