# OMNI_SANITIZE: empty, `address,undefined` or `thread`. Applies to every target, libraries and tests alike.

set(OMNI_SANITIZE "" CACHE STRING "Sanitizers: empty, address,undefined or thread")

if(OMNI_SANITIZE)
    add_compile_options(-fsanitize=${OMNI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${OMNI_SANITIZE})
endif()
