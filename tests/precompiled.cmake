# For extending_test.py, which builds the library from nothing: what most of its files include, compiled once.
# CMake reads this behind `project`; the library is there when the file that called it ends.
cmake_language(DEFER CALL
    target_precompile_headers nianbao PRIVATE <algorithm> <string> <vector> <fmt/format.h>
        ${CMAKE_CURRENT_SOURCE_DIR}/passes/binding.hpp
)
