# omni_add_crash_tools() makes what tests/crash needs, target `crash_tools`: its programs, and the library that is loaded
# in front of the real program and lets its system calls fail. Nothing of it is linked into anything that is shipped.
# Linux alone.

include_guard(GLOBAL)

function(omni_add_crash_tools)
    if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
        return()
    endif()
    add_custom_target(crash_tools)
    foreach(tool crash_venue crash_images crash_cuts)
        _omni_tool("${PROJECT_SOURCE_DIR}/tests/crash/${tool}.cpp" crash_tools crash "")
    endforeach()
    # Without the flags of the house: fortified calls are what it stands in front of, and it must load beside anything.
    add_library(crash_shim MODULE EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/tests/crash/fault_shim.cpp")
    target_include_directories(crash_shim PRIVATE "${PROJECT_SOURCE_DIR}")
    target_compile_options(crash_shim PRIVATE -fPIC -U_FORTIFY_SOURCE -Wall -Wextra -Wconversion)
    set_target_properties(crash_shim PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/crash")
    add_dependencies(crash_tools crash_shim)
    if(TARGET tst_crash_matrix)
        add_dependencies(tst_crash_matrix crash_tools)
    endif()
endfunction()
