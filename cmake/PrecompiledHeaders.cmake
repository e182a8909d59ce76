# Qt's headers, compiled once for all that use them. Measured with g++ 12 on a test of 220 lines: 2.8 s without,
# 1.0 s with <QTest> precompiled, 0.65 s when also compiled at -O1.
#
# A precompiled header fits only sources with the same options, so there are two for the tests (programs), one
# for libraries on Qt Core and one for libraries on Qt Widgets, each owned by a target that exists for nothing else.
# OMNI_PCH=OFF builds without: it shows an #include that somebody forgot.

include_guard(GLOBAL)

if(OMNI_PCH AND OMNI_CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
endif()

function(_omni_pch_owner name kind)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS;HEADERS")
    set(source "${PROJECT_BINARY_DIR}/generated/${name}.cpp")
    if(kind STREQUAL "program")
        file(CONFIGURE OUTPUT "${source}" CONTENT "int main()\n{\n    return 0;\n}\n")
        add_executable(${name} EXCLUDE_FROM_ALL "${source}")
        set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    else()
        file(CONFIGURE OUTPUT "${source}" CONTENT "\n")
        add_library(${name} STATIC EXCLUDE_FROM_ALL "${source}")
    endif()
    target_link_libraries(${name} PRIVATE ${arg_LINKS} omni_flags)
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

# For a QTest program; `links` are the Qt targets it links in turn. <QTest> reads differently where Network, Gui or
# Widgets are linked, so a program with any of them gets all three.
function(omni_precompile_test target links)
    if(NOT OMNI_PCH)
        return()
    endif()
    if(links MATCHES "Qt6::(Network|WebSockets|Gui|Widgets|Svg|Charts|PrintSupport|OpenGL)|QCoro::(Network|WebSockets)")
        find_package(Qt6 6.4 REQUIRED COMPONENTS Network Widgets)
        if(NOT TARGET omni_pch_test_wide)
            _omni_pch_owner(omni_pch_test_wide program LINKS Qt6::Test Qt6::Network Qt6::Widgets HEADERS <QTest>)
        endif()
        target_link_libraries(${target} PRIVATE Qt6::Network Qt6::Widgets)
        target_precompile_headers(${target} REUSE_FROM omni_pch_test_wide)
    else()
        if(NOT TARGET omni_pch_test)
            _omni_pch_owner(omni_pch_test program LINKS Qt6::Test HEADERS <QTest>)
        endif()
        target_precompile_headers(${target} REUSE_FROM omni_pch_test)
    endif()
endfunction()

# For a library that links the Qt targets `links`.
function(omni_precompile_qt target links)
    if(NOT OMNI_PCH)
        return()
    endif()
    if("Qt6::Widgets" IN_LIST links)
        if(NOT TARGET omni_pch_widgets)
            _omni_pch_owner(omni_pch_widgets library LINKS Qt6::Widgets omni_qt_flags
                HEADERS <QAbstractItemModel> <QPainter> <QString> <QVariant> <QWidget>)
        endif()
        target_precompile_headers(${target} REUSE_FROM omni_pch_widgets)
    else()
        if(NOT TARGET omni_pch_core)
            _omni_pch_owner(omni_pch_core library LINKS Qt6::Core omni_qt_flags
                HEADERS <QByteArray> <QObject> <QString> <QTimer> <QVariant>)
        endif()
        target_precompile_headers(${target} REUSE_FROM omni_pch_core)
    endif()
endfunction()
