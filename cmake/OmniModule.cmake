# A module is a folder, a static library and a namespace.
#
#   omni_module(trade/risk DEPENDS trade/market trade/orders [PACKAGES fmt::fmt …] [QT Core Network …] [APART a.cpp …])
#
# is the one line of core/trade/risk/CMakeLists.txt. It makes `omni_trade_risk` from every .cpp at or below the
# folder, except sub-folders with a CMakeLists.txt of their own, which are modules themselves. A module of headers
# only becomes an INTERFACE library. Every module includes from the project's root and links `omni_base`. DEPENDS is
# held against core/layers.txt while configuring. QT names components of Qt 6; only then moc runs.
# With OMNI_UNITY eight sources of a module are compiled as one, which is a third of the work: the headers are read once.
# APART names those that are compiled alone, or `all`: they have private names that others of the module have, too.
# The preset `dev` and `scripts/long no_pch` compile each alone, and find an #include that somebody forgot.
# The order in which modules are added does not matter: names are resolved when the build is generated.
#
#   omni_add_modules()     adds every folder below core, ui and tests/support that has a CMakeLists.txt
#   omni_add_tests()       makes a program of every tests/**/tst_*.cpp; `tests_core` builds those below tests/core,
#                          `tests_threads` those whose name has `threads` in it, `tests_memory` those of the code that reads
#                          bytes from outside; ctest has the same labels
#   omni_add_benches()     makes a program of every tests/bench/**/bench_*.cpp, target `benches`
#   omni_add_fuzzers()     makes a program of every tests/fuzz/fuzz_*.cpp, target `fuzzers`; needs clang
#   omni_add_load()        makes a program of every tests/load/load_*.cpp, target `load_programs`: what the load tests are
#                          played by, in <build>/load
#   omni_add_programs()    makes `omnitrade` of app/*.cpp and `omnitrade-x-y` of app/x_y/*.cpp, target `programs`; these are
#                          what `cmake --install` installs
#
# A test, a bench or a main.cpp names what it links in a comment within its first 40 lines:
#
#   // needs: desk/journal desk/engine Qt6::Network app
#
# `desk/journal` is a module, `Qt6::Network` or `rapidcheck` a package's target, `app` the program itself: it is built first and
# OMNI_PROGRAM holds its path; `watchdog` likewise is omnitrade-watchdog and OMNI_WATCHDOG; `load` are the programs of
# tests/load: they are built first, OMNI_LOAD_FOLDER is where they lie; `programs` are all that is installed, built first.
# tests/core/<folder>/… also links the module <folder> (or the nearest above it).
# What needs a module that does not exist is left out, and the configure step says so.

include_guard(GLOBAL)

# Global properties, all read by tests/architecture through <build>/modules.txt:
#   OMNI_MODULES              every module's name
#   OMNI_DEPENDS_<module>     its DEPENDS
#   OMNI_PACKAGES_<module>    its PACKAGES and Qt targets

# --- layers ----------------------------------------------------------------------------------------------------------

function(_omni_read_layers)
    set(file "${PROJECT_SOURCE_DIR}/core/layers.txt")
    set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" lines REGEX "^[a-z]")
    set(names "")
    foreach(line IN LISTS lines)
        if(NOT line MATCHES "^([a-z_/]+) *:(.*)$")
            message(FATAL_ERROR "core/layers.txt: cannot read \"${line}\"")
        endif()
        set(name "${CMAKE_MATCH_1}")
        separate_arguments(allowed UNIX_COMMAND "${CMAKE_MATCH_2}")
        list(APPEND names "${name}")
        set_property(GLOBAL PROPERTY "OMNI_LAYER_${name}" "${allowed}")
    endforeach()
    set_property(GLOBAL PROPERTY OMNI_LAYERS "${names}")
endfunction()

# The longest layer that is `module` or a folder above it; empty if there is none.
function(_omni_layer_of module result)
    get_property(layers GLOBAL PROPERTY OMNI_LAYERS)
    set(path "${module}")
    while(path)
        if(path IN_LIST layers)
            break()
        endif()
        string(REGEX MATCH "^(.*)/[^/]*$" found "${path}")
        if(found)
            set(path "${CMAKE_MATCH_1}")
        else()
            set(path "")
        endif()
    endwhile()
    set(${result} "${path}" PARENT_SCOPE)
endfunction()

option(OMNI_STRICT_LAYERS "Stop at a dependency that core/layers.txt forbids, instead of warning" OFF)

function(_omni_layer_fault text)
    if(OMNI_STRICT_LAYERS)
        message(FATAL_ERROR "${text}")
    endif()
    message(WARNING "${text}")
endfunction()

function(_omni_check_layers module depends)
    _omni_layer_of("${module}" layer)
    if(NOT layer)
        _omni_layer_fault("${module} has no line in core/layers.txt")
        return()
    endif()
    get_property(allowed GLOBAL PROPERTY "OMNI_LAYER_${layer}")
    # One header of a module is allowed: the module may be linked, and tests/architecture sees to the header.
    list(TRANSFORM allowed REPLACE "/[^/]*\\.h$" "")
    foreach(other IN LISTS depends)
        _omni_layer_of("${other}" target)
        string(REGEX REPLACE "/.*$" "/*" floor "${target}")
        # Within one layer a module may use the layer's own root and the folders below itself, no sibling.
        string(FIND "${other}/" "${module}/" below)
        if(NOT (target STREQUAL "base" OR (target AND target IN_LIST allowed) OR floor IN_LIST allowed OR below EQUAL 0
                OR (target STREQUAL layer AND other STREQUAL layer)))
            _omni_layer_fault("${module} may not depend on ${other}: see \"${layer}\" in core/layers.txt")
        endif()
    endforeach()
endfunction()

# --- packages --------------------------------------------------------------------------------------------------------

# Finds the Qt component behind `Qt6::Network` when somebody asks for it, once.
macro(_omni_find_qt)
    foreach(_component ${ARGN})
        if(NOT TARGET Qt6::${_component})
            find_package(Qt6 6.4 REQUIRED COMPONENTS ${_component})
        endif()
    endforeach()
endmacro()

# --- modules ---------------------------------------------------------------------------------------------------------

function(omni_target_of module result)
    string(REPLACE "/" "_" name "omni_${module}")
    set(${result} "${name}" PARENT_SCOPE)
endfunction()

# Every .cpp and .h at or below `folder` that belongs to no nested module.
function(_omni_sources folder sources headers)
    file(GLOB_RECURSE found_sources CONFIGURE_DEPENDS "${folder}/*.cpp")
    file(GLOB_RECURSE found_headers CONFIGURE_DEPENDS "${folder}/*.h")
    file(GLOB_RECURSE nested CONFIGURE_DEPENDS "${folder}/*/CMakeLists.txt")
    foreach(file IN LISTS nested)
        get_filename_component(inner "${file}" DIRECTORY)
        string(REGEX REPLACE "([][+.*()^$?|\\\\])" "\\\\\\1" pattern "${inner}")
        list(FILTER found_sources EXCLUDE REGEX "^${pattern}/")
        list(FILTER found_headers EXCLUDE REGEX "^${pattern}/")
    endforeach()
    set(${sources} "${found_sources}" PARENT_SCOPE)
    set(${headers} "${found_headers}" PARENT_SCOPE)
endfunction()

function(omni_module module)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;PACKAGES;QT;APART")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "omni_module(${module}): cannot read ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT folder STREQUAL "${PROJECT_SOURCE_DIR}/core/${module}" AND NOT folder STREQUAL "${PROJECT_SOURCE_DIR}/${module}")
        message(FATAL_ERROR "omni_module(${module}) stands in ${folder}")
    endif()
    if(NOT module MATCHES "^tests/")
        _omni_check_layers("${module}" "${arg_DEPENDS}")
    endif()
    set_property(GLOBAL APPEND PROPERTY OMNI_MODULES "${module}")
    set_property(GLOBAL PROPERTY "OMNI_DEPENDS_${module}" "${arg_DEPENDS}")

    set(links ${arg_PACKAGES})
    foreach(other IN LISTS arg_DEPENDS ITEMS base)
        if(NOT other STREQUAL module)
            omni_target_of("${other}" name)
            list(APPEND links ${name})
        endif()
    endforeach()
    _omni_find_qt(${arg_QT})
    list(TRANSFORM arg_QT PREPEND "Qt6::")
    set_property(GLOBAL PROPERTY "OMNI_PACKAGES_${module}" "${arg_PACKAGES};${arg_QT}")

    omni_target_of("${module}" target)
    _omni_sources("${folder}" sources headers)
    if(sources)
        add_library(${target} STATIC ${sources} ${headers})
        target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} PUBLIC ${links} ${arg_QT} PRIVATE omni_flags)
        if(arg_QT)
            set_target_properties(${target} PROPERTIES AUTOMOC ON)
            target_link_libraries(${target} PRIVATE omni_qt_flags)
        endif()
        if(OMNI_UNITY AND NOT arg_APART STREQUAL "all" AND NOT module MATCHES "^tests/")
            set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
            set_source_files_properties(${arg_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        endif()
        set_property(GLOBAL PROPERTY "OMNI_QT_${module}" "${arg_QT}")
        if(OMNI_O3_CORE AND module MATCHES "^(trade|desk)/")
            target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3>)
        endif()
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE "${PROJECT_SOURCE_DIR}")
        target_link_libraries(${target} INTERFACE ${links} ${arg_QT})
    endif()
endfunction()

function(omni_add_modules)
    _omni_read_layers()
    foreach(root core ui tests/support)
        file(GLOB_RECURSE lists CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/${root}/CMakeLists.txt")
        list(SORT lists)
        foreach(list IN LISTS lists)
            get_filename_component(folder "${list}" DIRECTORY)
            add_subdirectory("${folder}")
        endforeach()
    endforeach()

    set(text "")
    get_property(modules GLOBAL PROPERTY OMNI_MODULES)
    foreach(module IN LISTS modules)
        get_property(depends GLOBAL PROPERTY "OMNI_DEPENDS_${module}")
        list(JOIN depends " " depends)
        string(APPEND text "${module} : ${depends}\n")
    endforeach()
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/modules.txt" CONTENT "${text}")

    # Only now is it known what a module reaches.
    foreach(module IN LISTS modules)
        omni_target_of("${module}" target)
        get_target_property(kind ${target} TYPE)
        if(kind STREQUAL "INTERFACE_LIBRARY")
            continue()
        endif()
        get_property(depends GLOBAL PROPERTY "OMNI_DEPENDS_${module}")
        get_property(qt GLOBAL PROPERTY "OMNI_QT_${module}")
        _omni_closure("${depends}" missing linked reached)
        omni_precompile_module(${target} "${qt}" "${linked}" "${module};${reached}")
    endforeach()
endfunction()

# --- what a source asks for ------------------------------------------------------------------------------------------

# Follows what `modules` need in turn: `missing` are modules nobody has written, `packages` what all of them link,
# `reached` all of them.
function(_omni_closure modules missing packages reached)
    get_property(known GLOBAL PROPERTY OMNI_MODULES)
    set(open ${modules})
    set(seen "")
    set(absent "")
    set(linked "")
    while(open)
        list(POP_FRONT open module)
        if(module IN_LIST seen)
            continue()
        endif()
        list(APPEND seen "${module}")
        if(NOT module IN_LIST known)
            list(APPEND absent "${module}")
            continue()
        endif()
        get_property(depends GLOBAL PROPERTY "OMNI_DEPENDS_${module}")
        list(APPEND open ${depends})
        get_property(links GLOBAL PROPERTY "OMNI_PACKAGES_${module}")
        list(APPEND linked ${links})
    endwhile()
    set(${missing} "${absent}" PARENT_SCOPE)
    set(${packages} "${linked}" PARENT_SCOPE)
    set(${reached} "${seen}" PARENT_SCOPE)
endfunction()

# Reads `// needs:` of `file`. Sets <prefix>_modules, <prefix>_packages, <prefix>_app, <prefix>_watchdog, <prefix>_load,
# <prefix>_programs in the caller.
function(_omni_read_needs file prefix)
    set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" lines LIMIT_COUNT 40 ENCODING UTF-8)
    set(words "")
    foreach(line IN LISTS lines)
        if(line MATCHES "^// needs:(.*)$")
            separate_arguments(more UNIX_COMMAND "${CMAKE_MATCH_1}")
            list(APPEND words ${more})
        endif()
    endforeach()
    set(modules "")
    set(packages "")
    set(app OFF)
    set(watchdog OFF)
    set(load OFF)
    set(programs OFF)
    foreach(word IN LISTS words)
        if(word STREQUAL "app")
            set(app ON)
        elseif(word STREQUAL "watchdog")
            set(watchdog ON)
        elseif(word STREQUAL "load")
            set(load ON)
        elseif(word STREQUAL "programs")
            set(programs ON)
        elseif(word MATCHES "::" OR (word STREQUAL "rapidcheck" AND TARGET rapidcheck))
            list(APPEND packages "${word}")
        else()
            list(APPEND modules "${word}")
        endif()
    endforeach()
    set(${prefix}_modules "${modules}" PARENT_SCOPE)
    set(${prefix}_packages "${packages}" PARENT_SCOPE)
    set(${prefix}_app ${app} PARENT_SCOPE)
    set(${prefix}_watchdog ${watchdog} PARENT_SCOPE)
    set(${prefix}_load ${load} PARENT_SCOPE)
    set(${prefix}_programs ${programs} PARENT_SCOPE)
endfunction()

# Links `target` with modules and packages, with the flags of the house.
function(_omni_link target modules packages)
    foreach(package IN LISTS packages)
        if(package MATCHES "^Qt6::(.*)$")
            _omni_find_qt(${CMAKE_MATCH_1})
        endif()
    endforeach()
    foreach(module IN LISTS modules)
        omni_target_of("${module}" name)
        target_link_libraries(${target} PRIVATE ${name})
    endforeach()
    target_link_libraries(${target} PRIVATE ${packages} omni_flags)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
endfunction()

# The module that a test stands beside: tests/core/trade/risk/stops/tst_x.cpp -> trade/risk, if that is the nearest.
function(_omni_module_beside file result)
    get_property(known GLOBAL PROPERTY OMNI_MODULES)
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}/tests" "${file}")
    get_filename_component(path "${path}" DIRECTORY)
    string(REGEX REPLACE "^core/" "" path "${path}")
    set(${result} "" PARENT_SCOPE)
    while(path)
        if(path IN_LIST known)
            set(${result} "${path}" PARENT_SCOPE)
            return()
        endif()
        string(REGEX MATCH "^(.*)/[^/]*$" found "${path}")
        if(NOT found)
            return()
        endif()
        set(path "${CMAKE_MATCH_1}")
    endwhile()
endfunction()

# --- tests -----------------------------------------------------------------------------------------------------------

# moc on the one source, without AUTOMOC: no second target and no second object file for every test.
function(_omni_moc_source target file)
    get_filename_component(name "${file}" NAME_WE)
    file(STRINGS "${file}" wanted REGEX "^#include \"${name}\\.moc\"" LIMIT_COUNT 1)
    if(NOT wanted)
        return()
    endif()
    set(folder "${PROJECT_BINARY_DIR}/moc")
    add_custom_command(OUTPUT "${folder}/${name}.moc"
        # Qt 6.4's moc stops at g++ 12's <concepts>; the definition turns that header off for it.
        COMMAND Qt6::moc -D_GLIBCXX_CONCEPTS -o "${folder}/${name}.moc" "${file}"
        DEPENDS "${file}" COMMENT "moc ${name}" VERBATIM)
    set_property(GLOBAL APPEND PROPERTY OMNI_MOC_OUTPUTS "${folder}/${name}.moc")
    target_sources(${target} PRIVATE "${folder}/${name}.moc")
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()

function(omni_test file)
    get_filename_component(name "${file}" NAME_WE)
    if(TARGET ${name})
        message(FATAL_ERROR "two tests are called ${name}; a test's name is unique in the whole tree")
    endif()
    _omni_read_needs("${file}" needs)
    _omni_module_beside("${file}" beside)
    set(modules ${beside} ${needs_modules})
    list(REMOVE_DUPLICATES modules)
    _omni_closure("${modules}" missing linked reached)
    if(needs_app AND NOT TARGET omnitrade)
        list(APPEND missing app)
    endif()
    if(needs_watchdog AND NOT TARGET omnitrade-watchdog)
        list(APPEND missing watchdog)
    endif()
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}/tests" "${file}")
    if(path MATCHES "^(core|ui)/" AND NOT modules)
        get_filename_component(missing "${path}" DIRECTORY)
    endif()
    if(missing)
        list(JOIN missing " " missing)
        message(STATUS "left out: ${name}, it needs ${missing}")
        set_property(GLOBAL APPEND PROPERTY OMNI_LEFT_OUT "${name}, it needs ${missing}")
        return()
    endif()

    add_executable(${name} "${file}")
    _omni_link(${name} "${modules}" "${needs_packages};Qt6::Test")
    _omni_moc_source(${name} "${file}")
    omni_precompile_test(${name} "${linked};${needs_packages}" "${reached}")
    # A test's own code is compiled once and run once: -Og takes a third of the time of -O2 off (-O0 takes none), what it
    # tests stays at -O2.
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Og>)
    target_compile_definitions(${name} PRIVATE
        OMNI_SOURCE_DIR="${PROJECT_SOURCE_DIR}" OMNI_BINARY_DIR="${PROJECT_BINARY_DIR}")
    if(OMNI_SANITIZE)
        target_compile_definitions(${name} PRIVATE OMNI_SANITIZED)
    endif()
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    if(needs_app)
        add_dependencies(${name} omnitrade)
        target_compile_definitions(${name} PRIVATE OMNI_PROGRAM="${PROJECT_BINARY_DIR}/omnitrade")
    endif()
    if(needs_watchdog)
        add_dependencies(${name} omnitrade-watchdog)
        target_compile_definitions(${name} PRIVATE OMNI_WATCHDOG="${PROJECT_BINARY_DIR}/omnitrade-watchdog")
    endif()
    if(needs_programs)
        add_dependencies(${name} programs)
    endif()
    if(needs_load)
        add_dependencies(${name} load_programs)
        target_compile_definitions(${name} PRIVATE OMNI_LOAD_FOLDER="${PROJECT_BINARY_DIR}/load")
    endif()

    # The log beside the program is what scripts/test counts; -o - keeps the output on the terminal as well.
    add_test(NAME ${name} COMMAND ${name} -o "${PROJECT_BINARY_DIR}/tests/${name}.log,txt" -o -,txt)
    string(REGEX REPLACE "/.*$" "" label "${path}")
    if(name MATCHES "threads")
        list(APPEND label threads)
    endif()
    if(path MATCHES "^core/(base|edge|desk/events|desk/journal|host/config)/")
        list(APPEND label memory)
    endif()
    get_property(environment GLOBAL PROPERTY OMNI_TEST_ENVIRONMENT)
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS "${label}" ENVIRONMENT "${environment}")
    foreach(each IN LISTS label)
        if(NOT TARGET tests_${each})
            add_custom_target(tests_${each})
        endif()
        add_dependencies(tests_${each} ${name})
    endforeach()
endfunction()

# No test meets the user's own files, screen, keyring or session.
function(_omni_test_environment)
    set(home "${PROJECT_BINARY_DIR}/tests/home")
    file(MAKE_DIRECTORY "${home}")
    file(CHMOD "${home}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    set_property(GLOBAL PROPERTY OMNI_TEST_ENVIRONMENT
        "XDG_DATA_HOME=${home}" "XDG_CONFIG_HOME=${home}" "XDG_CACHE_HOME=${home}" "XDG_RUNTIME_DIR=${home}"
        "QT_QPA_PLATFORM=offscreen" "DBUS_SESSION_BUS_ADDRESS=disabled:" "LC_ALL=C.UTF-8"
        "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")
endfunction()

function(omni_add_tests)
    _omni_test_environment()
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/tst_*.cpp")
    list(SORT files)
    foreach(file IN LISTS files)
        omni_test("${file}")
    endforeach()
    get_property(outputs GLOBAL PROPERTY OMNI_MOC_OUTPUTS)
    add_custom_target(moc_all DEPENDS ${outputs}) # All that tools/check needs before it reads the tests.
    get_property(left_out GLOBAL PROPERTY OMNI_LEFT_OUT)
    list(JOIN left_out "\n" left_out)
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/tests/left_out.txt" CONTENT "${left_out}\n")
endfunction()

# --- benches and programs --------------------------------------------------------------------------------------------

# A program of one file that is built with `all_of_them` only, into `folder`; sets `name` for the caller. Left out where
# a module is missing.
function(_omni_tool file all_of_them folder packages)
    get_filename_component(name "${file}" NAME_WE)
    set(name "${name}" PARENT_SCOPE)
    _omni_read_needs("${file}" needs)
    _omni_closure("${needs_modules}" missing linked reached)
    if(missing)
        message(STATUS "left out: ${name}, it needs ${missing}")
        return()
    endif()
    add_executable(${name} EXCLUDE_FROM_ALL "${file}")
    _omni_link(${name} "${needs_modules}" "${needs_packages};${packages}")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${folder}")
    add_dependencies(${all_of_them} ${name})
endfunction()

function(omni_add_benches)
    add_custom_target(benches)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/bench/bench_*.cpp")
    if(NOT files)
        return()
    endif()
    find_package(benchmark QUIET)
    if(NOT benchmark_FOUND)
        message(STATUS "left out: benches, Google Benchmark is not installed")
        return()
    endif()
    foreach(file IN LISTS files)
        _omni_tool("${file}" benches bench benchmark::benchmark)
        if(NOT TARGET ${name})
            continue()
        endif()
        file(STRINGS "${file}" own_main REGEX "BENCHMARK_MAIN|^int main" LIMIT_COUNT 1)
        if(NOT own_main)
            target_link_libraries(${name} PRIVATE benchmark::benchmark_main)
        endif()
        target_compile_definitions(${name} PRIVATE
            OMNI_SOURCE_DIR="${PROJECT_SOURCE_DIR}" OMNI_BINARY_DIR="${PROJECT_BINARY_DIR}")
    endforeach()
endfunction()

function(omni_add_load)
    add_custom_target(load_programs)
    file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/load/load_*.cpp")
    foreach(file IN LISTS files)
        _omni_tool("${file}" load_programs load "")
    endforeach()
endfunction()

# libFuzzer and the sanitizers are clang's: every object is built with them, so this is a build of its own.
function(omni_add_fuzzers)
    add_custom_target(fuzzers)
    file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp")
    foreach(file IN LISTS files)
        _omni_tool("${file}" fuzzers fuzz "")
        if(TARGET ${name})
            target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        endif()
    endforeach()
endfunction()

function(_omni_program target folder)
    file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp" "${folder}/*.h")
    _omni_read_needs("${folder}/main.cpp" needs)
    _omni_closure("${needs_modules}" missing linked reached)
    if(missing)
        message(STATUS "left out: ${target}, it needs ${missing}")
        return()
    endif()
    add_executable(${target} ${sources})
    _omni_link(${target} "${needs_modules}" "${needs_packages}")
    target_link_libraries(${target} PRIVATE omni_version)
    if(needs_packages MATCHES "Qt6::")
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
        target_link_libraries(${target} PRIVATE omni_qt_flags)
    endif()
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
    add_dependencies(programs ${target})
    install(TARGETS ${target} RUNTIME DESTINATION bin) # side by side: the one finds the others there
endfunction()

function(omni_add_programs)
    add_custom_target(programs)
    file(GLOB mains CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/app/main.cpp" "${PROJECT_SOURCE_DIR}/app/*/main.cpp")
    foreach(main IN LISTS mains)
        get_filename_component(folder "${main}" DIRECTORY)
        get_filename_component(name "${folder}" NAME)
        if(folder STREQUAL "${PROJECT_SOURCE_DIR}/app")
            set(target omnitrade)
        else()
            string(REPLACE "_" "-" target "omnitrade-${name}")
        endif()
        _omni_program(${target} "${folder}")
    endforeach()
endfunction()
