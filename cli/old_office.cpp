// Requests and replies are a head of fixed size and bytes, over a pair of sockets. When the program ends, however it does,
// its socket closes: that is what ends the process, after it has killed LibreOffice and removed its directory.
#include "cli/old_office.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <string>
#include <utility>

#include "cli/sandbox.hpp"

namespace nianbao::cli {
namespace {

struct Request {
    OldOffice kind{};
    std::int64_t milliseconds = 0;
    std::uint64_t memory = 0, output = 0, bytes = 0;
};

struct Reply {
    ChildResult::End end{};
    std::int32_t code = 0;
    std::uint64_t output = 0, complaint = 0;
};

bool send_bytes(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_into(int socket, char* to, std::size_t size) {
    while (size > 0) {
        const ssize_t received = ::recv(socket, to, size, 0);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return false;
        to += received;
        size -= static_cast<std::size_t>(received);
    }
    return true;
}

template <class Head>
bool send_head(int socket, const Head& head) {
    return send_bytes(socket, {reinterpret_cast<const char*>(&head), sizeof head});
}

template <class Head>
bool receive_head(int socket, Head& head) {
    return receive_into(socket, reinterpret_cast<char*>(&head), sizeof head);
}

bool receive_bytes(int socket, std::uint64_t size, std::string& bytes) {
    bytes.resize(size);
    return receive_into(socket, bytes.data(), size);
}

/// The first time LibreOffice makes its profile, says so by its exit code, and wants to be run again.
ChildResult convert(OldOffice kind, std::string_view bytes, ChildLimits limits) {
    const std::string format = kind == OldOffice::workbook ? "xlsx" : "docx";
    constexpr int made_its_profile = 81;
    Converter converter{
        .program = "soffice",
        .companion = "soffice.bin",  // without the shell script and the splash screen, which would outlive us
        .arguments = {"--headless", "--norestore", "--nologo", "--convert-to", format, "--outdir", ".", "input"},
        .input = "input",
        .output = "input." + format,
        .again = made_its_profile};
    limits.open_files = 256;
    ChildResult result = run_converter(converter, bytes, limits);
    if (result.end != ChildResult::End::not_found) return result;
    converter.program = "libreoffice";  // as some systems call it
    return run_converter(converter, bytes, limits);
}

/// Answers requests until there are no more.
void serve(int socket) {
    Request request;
    std::string bytes;
    while (receive_head(socket, request) && receive_bytes(socket, request.bytes, bytes)) {
        const ChildResult result = convert(request.kind, bytes,
                                           {.time = std::chrono::milliseconds(request.milliseconds),
                                            .memory = request.memory,
                                            .output = request.output,
                                            .asker = socket});
        const Reply reply{.end = result.end,
                          .code = result.code,
                          .output = result.output.size(),
                          .complaint = result.complaint.size()};
        if (!send_head(socket, reply) || !send_bytes(socket, result.output) || !send_bytes(socket, result.complaint))
            return;
    }
}

/// Signals that end the program often go to all of its processes. This one has to clean up, and ends by its socket.
[[noreturn]] void become_office_process(int socket, bool sandbox) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::signal(signal, SIG_IGN);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {0, 1, 2}) ::dup2(nothing, stream);
    if (sandbox) enter_sandbox_with_local_sockets();
    try {
        serve(socket);
    } catch (...) {  // out of memory: the one who asked gets no answer
    }
    ::_exit(0);
}

/// Our end; none where there is no process.
int office_socket = -1;

/// Since an answer did not come whole. What may still come would be taken for the answer to something else.
bool office_lost = false;

ChildResult lose_office_process() {
    if (!office_lost) ::close(office_socket);
    office_lost = true;
    return {.end = ChildResult::End::lost, .code = 0, .output = {}, .complaint = {}};
}

}  // namespace

void start_office_process(bool sandbox) {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        become_office_process(ends[1], sandbox);
    }
    ::close(ends[1]);
    if (child > 0)
        office_socket = ends[0];
    else
        ::close(ends[0]);
}

ChildResult convert_old_office(OldOffice kind, std::string_view bytes, const ChildLimits& limits) {
    if (office_socket < 0) return convert(kind, bytes, limits);
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    if (office_lost) return lose_office_process();
    const Request request{.kind = kind,
                          .milliseconds = limits.time.count(),
                          .memory = limits.memory,
                          .output = limits.output,
                          .bytes = bytes.size()};
    Reply reply;
    ChildResult result;
    const bool answered = send_head(office_socket, request) && send_bytes(office_socket, bytes) &&
                          receive_head(office_socket, reply) &&
                          receive_bytes(office_socket, reply.output, result.output) &&
                          receive_bytes(office_socket, reply.complaint, result.complaint);
    if (!answered) return lose_office_process();
    result.end = reply.end;
    result.code = reply.code;
    return result;
}

}  // namespace nianbao::cli
