#include "backends/trace.hpp"

#include "backends/trace_names.hpp"

namespace nianbao::backends {

void write_trace(const TracedReport& report, std::string& out) {
    write_lines(report, out);
    write_readings(report, out);
}

}  // namespace nianbao::backends
