# What a release is made of and under which licences (scripts/sbom), written beside the programs at the end of a build and
# installed with them: omnitrade.cdx.json and omnitrade.licences.txt. Where the system's packages are not Debian's there is
# none; where the script fails it says why, and tests/app/tst_bill_of_materials fails, not the build.

find_program(OMNI_DPKG_QUERY dpkg-query)

function(omni_add_bill_of_materials)
    if(NOT OMNI_DPKG_QUERY OR NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR NOT CMAKE_GENERATOR STREQUAL "Ninja"
       OR NOT TARGET omnitrade)
        return()
    endif()
    set(bill "${PROJECT_BINARY_DIR}/omnitrade.cdx.json")
    set(licences "${PROJECT_BINARY_DIR}/omnitrade.licences.txt")
    set(stamp "${PROJECT_BINARY_DIR}/bill_of_materials.stamp")
    add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${bill}" "${licences}"
        COMMAND sh -c "scripts/sbom --build '${PROJECT_BINARY_DIR}' || rm -f '${bill}' '${licences}'"
        COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
        DEPENDS programs omnitrade "${PROJECT_SOURCE_DIR}/scripts/sbom"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" COMMENT "what the programs are made of" VERBATIM)
    add_custom_target(bill_of_materials ALL DEPENDS "${stamp}")
    install(FILES "${bill}" "${licences}" "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION share/doc/omnitrade OPTIONAL)
endfunction()
