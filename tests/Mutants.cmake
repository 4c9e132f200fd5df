# Planted faults: each mutants/*.patch is a believable bug in one unit of the program. Its first line says which, its
# second how soon what is meant to find it has to, and what it then says. The changed unit is linked before the libraries
# and takes the place of their own. A patch that does not apply any more is an error: whoever changed the unit mends the
# patch.
set(TEXTBANK_PLANTS ON)
if(TEXTBANK_SANITIZE OR TEXTBANK_COVERAGE OR TEXTBANK_TIDY OR TEXTBANK_FUZZ)
    set(TEXTBANK_PLANTS OFF)
    return()
endif()
find_program(TEXTBANK_PATCH patch)
if(NOT TEXTBANK_PATCH)
    # The program builds without it; the suite does not pass without the planted faults.
    set(TEXTBANK_PLANTS OFF)
    add_test(NAME mutants_need_the_patch_program COMMAND ${CMAKE_COMMAND} -E false)
    return()
endif()
add_custom_target(mutants)

# `caught` becomes the second line of the patch, `unit` the source to build.
function(textbank_plant patch caught unit)
    file(STRINGS ${patch} lines LIMIT_COUNT 4)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${patch})
    if(NOT lines MATCHES "^[^;]+;([^;]+);--- a/[^;]*;\\+\\+\\+ b/([^;\t]+)")
        message(FATAL_ERROR "${patch}: a line says what is wrong, one how it is caught, then the diff begins")
    endif()
    set(${caught} ${CMAKE_MATCH_1} PARENT_SCOPE)
    set(source ${PROJECT_SOURCE_DIR}/${CMAKE_MATCH_2})
    get_filename_component(name ${patch} NAME_WE)
    get_filename_component(file ${source} NAME)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/mutants/${name})
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${folder}/${file}
                       COMMAND ${CMAKE_COMMAND} -DPROGRAM=${TEXTBANK_PATCH} -DSOURCE=${source} -DPATCH=${patch}
                               -DMUTANT=${folder}/${file} -P ${PROJECT_SOURCE_DIR}/tests/plant.cmake
                       DEPENDS ${source} ${patch} ${PROJECT_SOURCE_DIR}/tests/plant.cmake
                       COMMENT "Planting ${name}" VERBATIM)
    set(${unit} ${folder}/${file} PARENT_SCOPE)
endfunction()
