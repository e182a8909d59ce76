# QCustomPlot for ordinary plots. Debian's package has no CMake or pkg-config file for its Qt 6 build.

include_guard(GLOBAL)

find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets PrintSupport)
find_library(OMNI_QCUSTOMPLOT NAMES QCustomPlotQt6 qcustomplot-qt6 REQUIRED)
find_path(OMNI_QCUSTOMPLOT_INCLUDE qcustomplot.h REQUIRED)
add_library(QCustomPlot::Qt6 UNKNOWN IMPORTED GLOBAL)
set_target_properties(QCustomPlot::Qt6 PROPERTIES IMPORTED_LOCATION "${OMNI_QCUSTOMPLOT}"
    INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
target_include_directories(QCustomPlot::Qt6 SYSTEM INTERFACE "${OMNI_QCUSTOMPLOT_INCLUDE}")
target_compile_definitions(QCustomPlot::Qt6 INTERFACE QCUSTOMPLOT_USE_LIBRARY)
