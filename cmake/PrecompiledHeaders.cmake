# What nearly every source reads first, compiled once: the standard library, Qt, and the headers of our own that stand
# at the bottom of a floor. Parsing and instantiating these was two thirds of the time of a build. Measured with g++ 12
# on tests of the engine: 8.9 s to 6.2 s, 9.9 s to 4.0 s, 7.9 s to 5.3 s; on sources of the engine 3.5 s to 1.8 s.
#
# A precompiled header fits only sources with the same options and with at least the same definitions, so each is owned
# by a target that exists for nothing else and links the least that its users link:
#
#   libraries   omni_pch_<base|ports|desk|ui>_<plain|beside|core|widgets>   by what they are built upon, and by Qt
#   tests       omni_pch_test_<none|base|ports|desk|ui>_<narrow|wide>   wide: with Network, Gui or Widgets
#
# `ports` is for all that reaches desk/ports, `desk` desk/engine, `ui` ui/widgets. `beside` knows nothing of Qt itself,
# but links what does.
# OMNI_PCH=OFF builds without: it shows an #include that somebody forgot.

include_guard(GLOBAL)

if(OMNI_PCH AND OMNI_CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
endif()
# g++ 12 forgets over a precompiled header that std::string is the system's, and tells its false alarms about it
# (copies "out of the bounds" of a string that was just allocated). The bounds are watched at run time as well.
if(OMNI_PCH AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(OMNI_PCH_QUIET -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
endif()

set(OMNI_PCH_STANDARD <algorithm> <array> <charconv> <cmath> <cstdint> <deque> <functional> <limits> <map> <memory>
    <optional> <random> <set> <span> <string> <string_view> <utility> <variant> <vector> <fmt/format.h>
    <tl/expected.hpp>)
set(OMNI_PCH_PORTS core/desk/ports/broker.h)
set(OMNI_PCH_DESK core/desk/engine/engine.h core/desk/views/desk_snapshot.h)
set(OMNI_PCH_UI core/desk/views/desk_snapshot.h ui/bridge/engine_link.h ui/style/theme.h ui/widgets/formats.h)

function(_omni_pch_owner name kind)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS;HEADERS")
    set(source "${PROJECT_BINARY_DIR}/generated/${name}.cpp")
    if(kind STREQUAL "program")
        file(CONFIGURE OUTPUT "${source}" CONTENT "int main()\n{\n    return 0;\n}\n")
        add_executable(${name} EXCLUDE_FROM_ALL "${source}")
        set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Og>)
    else()
        file(CONFIGURE OUTPUT "${source}" CONTENT "\n")
        add_library(${name} STATIC EXCLUDE_FROM_ALL "${source}")
    endif()
    target_link_libraries(${name} PRIVATE ${arg_LINKS} omni_flags)
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    list(TRANSFORM arg_HEADERS REPLACE "^([a-z]+/.*)$" "${PROJECT_SOURCE_DIR}/\\1" REGEX "^(core|ui)/")
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

# For a QTest program; `links` are the Qt targets it links in turn, `reached` the modules. <QTest> reads differently
# where Network, Gui or Widgets are linked, so a program with any of them gets all three.
function(omni_precompile_test target links reached)
    if(NOT OMNI_PCH)
        return()
    endif()
    set(width narrow)
    set(qt Qt6::Test)
    if(links MATCHES "Qt6::(Network|WebSockets|Gui|Widgets|Svg|Charts|PrintSupport|OpenGL)|QCoro::(Network|WebSockets)")
        set(width wide)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Network Widgets)
        list(APPEND qt Qt6::Network Qt6::Widgets)
        target_link_libraries(${target} PRIVATE Qt6::Network Qt6::Widgets)
    endif()
    set(floor base)
    set(own ${OMNI_PCH_STANDARD})
    set(modules omni_base)
    if(NOT reached)
        set(floor none) # a test of the program or of the sources
        set(own "")
        set(modules "")
    elseif("ui/widgets" IN_LIST reached)
        set(floor ui)
        list(APPEND own ${OMNI_PCH_UI})
        set(modules omni_ui_widgets omni_ui_style omni_ui_bridge)
    elseif("desk/engine" IN_LIST reached)
        set(floor desk)
        list(APPEND own ${OMNI_PCH_DESK})
        set(modules omni_desk_engine)
    elseif("desk/ports" IN_LIST reached)
        set(floor ports)
        list(APPEND own ${OMNI_PCH_PORTS})
        set(modules omni_desk_ports)
    endif()
    set(owner omni_pch_test_${floor}_${width})
    if(NOT TARGET ${owner})
        _omni_pch_owner(${owner} program LINKS ${qt} ${modules} HEADERS <QTest> ${own})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
    target_compile_options(${target} PRIVATE ${OMNI_PCH_QUIET})
endfunction()

# For a library that links the Qt targets `own_qt` itself, `links` in turn, and reaches the modules `reached`.
function(omni_precompile_module target own_qt links reached)
    # -O3 for some modules only does not fit either.
    if(NOT OMNI_PCH OR OMNI_O3_CORE)
        return()
    endif()
    # The packages of `base`, not the modules themselves: a module cannot wait for what waits for it.
    set(floor base)
    set(own "")
    set(modules tl::expected fmt::fmt spdlog::spdlog PkgConfig::SODIUM)
    if("desk/engine" IN_LIST reached)
        set(floor desk)
        set(own ${OMNI_PCH_DESK})
    elseif("ui/widgets" IN_LIST reached)
        set(floor ui)
        set(own ${OMNI_PCH_UI})
    elseif("desk/ports" IN_LIST reached)
        set(floor ports)
        set(own ${OMNI_PCH_PORTS})
    endif()
    if(own_qt MATCHES "Qt6::Widgets")
        set(kind widgets)
        list(APPEND modules Qt6::Widgets omni_qt_flags)
        set(qt <QAbstractItemModel> <QPainter> <QString> <QVariant> <QWidget>)
    elseif(own_qt)
        set(kind core)
        list(APPEND modules Qt6::Core omni_qt_flags)
        set(qt <QByteArray> <QObject> <QString> <QTimer> <QVariant>)
    elseif(links MATCHES "Qt6::|QCoro::")
        # Qt asks for -fPIC of all that link it, those too that do not know it.
        set(kind beside)
        list(APPEND modules Qt6::Core)
        set(qt "")
    else()
        set(kind plain)
        set(qt "")
    endif()
    set(owner omni_pch_${floor}_${kind})
    if(NOT TARGET ${owner})
        _omni_pch_owner(${owner} library LINKS ${modules} HEADERS ${qt} ${OMNI_PCH_STANDARD} ${own})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
    target_compile_options(${target} PRIVATE ${OMNI_PCH_QUIET})
endfunction()
