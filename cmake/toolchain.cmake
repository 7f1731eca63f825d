# How sources are compiled: warnings as a target to link, ccache and mold where they are found.

add_library(nianbao_warnings INTERFACE)
target_compile_options(nianbao_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wno-missing-field-initializers  # designated initialisers leave out what has its default
)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(PROJECT_IS_TOP_LEVEL)
    if(NOT CMAKE_BUILD_TYPE)
        set(CMAKE_BUILD_TYPE Release)
    endif()

    find_program(NIANBAO_CCACHE ccache)
    if(NIANBAO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
        set(CMAKE_CXX_COMPILER_LAUNCHER ${NIANBAO_CCACHE})
    endif()

    find_program(NIANBAO_MOLD mold)
    if(NIANBAO_MOLD)
        add_link_options(-fuse-ld=mold)
    endif()
endif()
