# Run at every build (cmake -P): writes OUTPUT from INPUT when the commit has changed, and leaves it alone otherwise,
# so that only one small file is compiled again. Works in an unpacked archive without .git.

set(OMNI_GIT_HASH "no git")
execute_process(COMMAND git -C "${SOURCE_DIR}" rev-parse --short=12 HEAD
    OUTPUT_VARIABLE hash OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed EQUAL 0 AND hash)
    set(OMNI_GIT_HASH "${hash}")
endif()
configure_file("${INPUT}" "${OUTPUT}" @ONLY)
