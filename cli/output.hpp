// Where data goes: standard output, or a file that appears under its name only when it is whole.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace nianbao::cli {

/// Output could not be written; what() says where and why.
struct WriteError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Who read the output has stopped reading: no error, but an end.
struct ClosedPipe {};

/// Buffered; throws WriteError or ClosedPipe. What was not closed is given up: its temporary file is removed.
class Output {
public:
    /// Standard output.
    Output();
    /// A file. Regular files are replaced as one step when closed; devices and pipes are written to as they are.
    explicit Output(const std::string& path);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(std::string_view text);
    void close();

private:
    void open_temporary();
    void flush();
    [[noreturn]] void fail(int error) const;

    int descriptor_ = -1;
    std::string name_;    // for messages
    std::string target_;  // empty where nothing is renamed
    std::string temporary_;
    std::string buffer_;
};

/// Standard error: what cannot be written there is lost.
void complain(std::string_view text);

/// Closed standard streams stay closed to reading and writing, but no file that is opened later gets their numbers.
void guard_standard_streams();

/// A signal that ends the program removes the temporary file first. Closed pipes are told by write() instead.
void handle_signals();

}  // namespace nianbao::cli
