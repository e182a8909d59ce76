# OMNI_SANITIZE: empty, `address,undefined` or `thread`. Applies to every target, libraries and tests alike.

set(OMNI_SANITIZE "" CACHE STRING "Sanitizers: empty, address,undefined or thread")

if(OMNI_SANITIZE)
    add_compile_options(-fsanitize=${OMNI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # g++ 12 takes an empty std::optional for an uninitialised one once a sanitizer is in between.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-Wno-maybe-uninitialized)
    endif()
    add_link_options(-fsanitize=${OMNI_SANITIZE})
endif()

if(OMNI_FUZZ)
    # What the fuzzers are guided by. Their own main is linked to the fuzzers alone.
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
