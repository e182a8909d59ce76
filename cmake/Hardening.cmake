# Flags against memory faults. The only place with flags of one compiler or one platform.
# FORTIFY needs an optimised build and stands in the way of the sanitizers, which see more.

include(CheckCXXCompilerFlag)

# -fPIE for libraries too: they end in programs only, and -fPIC would forbid the inlining of public functions.
include(CheckPIESupported)
check_pie_supported()
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT WIN32)
    add_compile_options(-fPIE)
endif()

# Cheap and without a change of the ABI: every build checks the bounds of operator[] and the like.
add_compile_definitions(_GLIBCXX_ASSERTIONS)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT OMNI_SANITIZE AND NOT WIN32)
    set(hardened "$<OR:$<CONFIG:Release>,$<CONFIG:RelWithDebInfo>>")
    # Some distributions define FORTIFY already; -U keeps the compiler from complaining.
    add_compile_options("$<${hardened}:-U_FORTIFY_SOURCE>" "$<${hardened}:-D_FORTIFY_SOURCE=3>")
    # Not -ftrivial-auto-var-init=zero: g++ 12 loses bytes of large values with it (docs/decisions/0015).
    foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
        string(MAKE_C_IDENTIFIER "OMNI_HAS${flag}" known)
        check_cxx_compiler_flag(${flag} ${known})
        if(${known})
            add_compile_options("$<${hardened}:${flag}>")
        endif()
    endforeach()
    add_link_options("LINKER:-z,relro,-z,now,-z,noexecstack,-z,separate-code")
endif()
