// The environment's answers: LC_ALL, LC_MESSAGES, LC_CTYPE, LANG, NO_COLOR, TERM, and the window's size.
#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace nianbao::cli {
namespace {

constexpr std::size_t margin = 9;  // the line numbers before an excerpt, and one column that stays free

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::string_view(value) : std::string_view();
}

/// The first of the variables that is set and not empty, as POSIX ranks them.
std::string_view first_of(std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const std::string_view value = variable(name); !value.empty()) return value;
    return {};
}

/// Terminals of these locales commonly give characters of ambiguous width two columns.
int ambiguous_width() {
    const std::string_view locale = first_of({"LC_ALL", "LC_CTYPE", "LANG"});
    return locale.starts_with("zh") || locale.starts_with("ja") || locale.starts_with("ko") ? 2 : 1;
}

bool coloured(int descriptor, When colour) {
    switch (colour) {
        case When::always: return true;
        case When::never: return false;
        case When::automatic: break;
    }
    return is_terminal(descriptor) && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

}  // namespace

passes::Language language_of_locale() {
    const bool chinese = first_of({"LC_ALL", "LC_MESSAGES", "LANG"}).starts_with("zh");
    return chinese ? passes::Language::zh : passes::Language::en;
}

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

backends::RenderOptions render_options(int descriptor, passes::Language language, When colour) {
    backends::RenderOptions options{
        .language = language, .colour = coloured(descriptor, colour), .ambiguous_width = ambiguous_width()};
    winsize window{};
    if (::ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > margin)
        options.columns = window.ws_col - margin;
    return options;
}

}  // namespace nianbao::cli
