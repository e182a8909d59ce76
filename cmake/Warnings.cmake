# One INTERFACE target that every target of ours links: the language, the warnings and the rules of arithmetic.

option(OMNI_WERROR "Treat warnings as errors" ON)

add_library(omni_flags INTERFACE)
target_compile_features(omni_flags INTERFACE cxx_std_20)

if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(omni_flags INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Wformat=2
        -Werror=format-security -Wimplicit-fallthrough
        # The same inputs give the same bits on every machine: no fused multiply-add behind our back.
        -ffp-contract=off)
    if(OMNI_WERROR)
        target_compile_options(omni_flags INTERFACE -Werror)
    endif()
endif()

# The compiler's own rubbish collection took an eighth of the build; below this size (KiB) it lets be.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(omni_flags INTERFACE "SHELL:--param ggc-min-expand=100" "SHELL:--param ggc-min-heapsize=700000")
endif()

# What is shipped names its files from the project's root, so that two folders build the same bytes.
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(omni_flags INTERFACE
        $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_BINARY_DIR}=build>
        $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
endif()

# Qt's own traps, refused at compile time. For targets that use Qt, beside omni_flags.
add_library(omni_qt_flags INTERFACE)
target_compile_definitions(omni_qt_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH)
