// What the kernel keeps the program from while it reads files of strangers: Landlock takes away writing outside of the
// places that are named, and running anything but installed programs; seccomp takes away the network and the memory of
// other processes. Programs that are started inherit both. Linux only; elsewhere, and in old kernels, it is missing.
#pragma once

#include <string>
#include <vector>

namespace nianbao::cli {

/// For the rest of the process and all its threads to come. Files can be written and made below `writable` only (what
/// is not there yet: below the nearest directory that is). Comes before the first thread.
void enter_sandbox(const std::vector<std::string>& writable);

/// The same for a process that writes temporary files only, and some of them in /tmp wherever they should be, as
/// LibreOffice does, and that has to have local sockets. Says nothing of what the kernel does not offer.
void enter_sandbox_with_local_sockets();

/// Keeps this process, and all that it starts, in the process group that it is in, so that one kill ends them all. May be
/// called between fork and exec. Says nothing of what the kernel does not offer.
void stay_in_process_group();

/// What of the sandbox the kernel did not offer; empty where all is there, or none was asked for.
[[nodiscard]] const std::string& missing_protection();

}  // namespace nianbao::cli
