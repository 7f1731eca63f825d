# The installed package: find_package(nianbao) gives nianbao::nianbao.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nianbao)

install(TARGETS nianbao EXPORT nianbao-targets
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/nianbao
    FILE_SET generated DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/nianbao
)
install(EXPORT nianbao-targets NAMESPACE nianbao:: DESTINATION ${package_dir})

configure_package_config_file(cmake/nianbao-config.cmake.in nianbao-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(nianbao-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/nianbao-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/nianbao-config-version.cmake
    DESTINATION ${package_dir}
)

if(TARGET nianbao_program)
    install(TARGETS nianbao_program)
endif()
