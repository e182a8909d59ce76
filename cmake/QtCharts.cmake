# Qt Charts for the reports. Debian's CMake package of it asks for the headers of Qt OpenGL, which the reports do not
# use and a machine with qt6-charts-dev alone does not have.

include_guard(GLOBAL)

find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets)
find_library(OMNI_QT_CHARTS NAMES Qt6Charts REQUIRED)
find_path(OMNI_QT_CHARTS_INCLUDE QChartView PATH_SUFFIXES qt6/QtCharts QtCharts REQUIRED)
add_library(QtCharts::Qt6 UNKNOWN IMPORTED GLOBAL)
set_target_properties(QtCharts::Qt6 PROPERTIES IMPORTED_LOCATION "${OMNI_QT_CHARTS}"
    INTERFACE_LINK_LIBRARIES "Qt6::Widgets")
target_include_directories(QtCharts::Qt6 SYSTEM INTERFACE "${OMNI_QT_CHARTS_INCLUDE}" "${OMNI_QT_CHARTS_INCLUDE}/..")
target_compile_definitions(QtCharts::Qt6 INTERFACE QT_CHARTS_LIB)
