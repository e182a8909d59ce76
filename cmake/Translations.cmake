# Catalogues: translations/omni_<language>.ts, compiled at build time into the resource :/i18n.
#
#   update_translations    reads every tr() of ui and app into the .ts files; run it after changing words, then translate
#
# Source texts are English, so omni_en.ts holds only what they cannot say: the singular and plural of each %n.
#
# The target `omni_translations` is an object library: link it into a program (or a test) that shows words.

include_guard(GLOBAL)

find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools)

file(GLOB OMNI_TS_FILES CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/translations/omni_*.ts")
set(qm_files "")
set(qrc_text "<RCC>\n<qresource prefix=\"/i18n\">\n")
foreach(ts IN LISTS OMNI_TS_FILES)
    get_filename_component(name "${ts}" NAME_WE)
    set(qm "${PROJECT_BINARY_DIR}/i18n/${name}.qm")
    add_custom_command(OUTPUT "${qm}" DEPENDS "${ts}"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/i18n"
        COMMAND Qt6::lrelease -silent -nounfinished "${ts}" -qm "${qm}"
        COMMENT "catalogue ${name}" VERBATIM)
    list(APPEND qm_files "${qm}")
    string(APPEND qrc_text "  <file alias=\"${name}.qm\">${qm}</file>\n")
endforeach()
string(APPEND qrc_text "</qresource>\n</RCC>\n")
set(qrc "${PROJECT_BINARY_DIR}/i18n/omni_translations.qrc")
file(CONFIGURE OUTPUT "${qrc}" CONTENT "${qrc_text}" @ONLY)
set(source "${PROJECT_BINARY_DIR}/i18n/qrc_omni_translations.cpp")
add_custom_command(OUTPUT "${source}" DEPENDS "${qrc}" ${qm_files}
    COMMAND Qt6::rcc --name omni_translations "${qrc}" -o "${source}" COMMENT "catalogues" VERBATIM)
add_library(omni_translations OBJECT "${source}")
target_link_libraries(omni_translations PUBLIC Qt6::Core)

set(english "${PROJECT_SOURCE_DIR}/translations/omni_en.ts")
set(others ${OMNI_TS_FILES})
list(REMOVE_ITEM others "${english}")
set(read_words Qt6::lupdate -silent -locations none -extensions cpp,h
    "${PROJECT_SOURCE_DIR}/ui" "${PROJECT_SOURCE_DIR}/app")
add_custom_target(update_translations
    COMMAND ${read_words} -ts ${others}
    COMMAND ${read_words} -pluralonly -no-obsolete -ts "${english}"
    COMMENT "reading words into the catalogues" VERBATIM)
add_library(Omni::Translations ALIAS omni_translations)
