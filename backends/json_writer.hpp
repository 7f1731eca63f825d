// The structure of JSON: brackets, commas, and line ends where it is to be read by people. Keys are names of ours and
// need no escape.
#pragma once

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

    void open(std::string_view name, char bracket) {
        key(name);
        open(bracket);
    }

    template <class Value>
    void field(std::string_view name, const Value& value) {
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
