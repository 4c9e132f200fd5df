# textbank_room(NAME folder DEPS ...): one static library of all sources in a folder (not below it), named
# textbank_<folder with _>. What is listed here is what may be linked; tests/architecture holds the includes against the
# same table.
function(textbank_room folder)
    cmake_parse_arguments(ROOM "" "" "DEPS" ${ARGN})
    string(REPLACE "/" "_" name "${folder}")
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp
         ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h)
    if(NOT sources)
        return()
    endif()
    set(target textbank_${name})
    add_library(${target} STATIC ${sources})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    foreach(dep IN LISTS ROOM_DEPS)
        target_link_libraries(${target} PUBLIC ${dep})
    endforeach()
    target_compile_definitions(${target} PUBLIC QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH)
endfunction()
