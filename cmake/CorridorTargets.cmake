# The flags that everything of ours is built with, and the functions that make its targets.

add_library(corridor_flags INTERFACE)
target_compile_options(corridor_flags INTERFACE
    -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wundef -Wno-missing-field-initializers -fno-omit-frame-pointer
    -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.
    $<$<BOOL:${CORRIDOR_WERROR}>:-Werror>)
target_compile_definitions(corridor_flags INTERFACE
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_UP_TO=0x060800
    CORRIDOR_VERSION="${PROJECT_VERSION}")
if(CORRIDOR_FUZZ)
    target_compile_options(corridor_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CORRIDOR_SANITIZE)
    target_compile_options(corridor_flags INTERFACE -fsanitize=${CORRIDOR_SANITIZE} -fno-sanitize-recover=undefined)
    target_link_options(corridor_flags INTERFACE -fsanitize=${CORRIDOR_SANITIZE})
endif()

# Reading Qt's headers is most of what a compilation costs, so two sets of them are compiled once. The last option
# lets ccache see through them.
foreach(set core widgets)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/${set}.cpp CONTENT "")
    add_library(corridor_precompiled_${set} OBJECT ${CMAKE_BINARY_DIR}/precompiled/${set}.cpp)
    set_target_properties(corridor_precompiled_${set} PROPERTIES AUTOMOC OFF)
    target_precompile_headers(corridor_precompiled_${set} PRIVATE ${CMAKE_CURRENT_LIST_DIR}/precompiled/${set}.h)
endforeach()
target_link_libraries(corridor_precompiled_core PRIVATE corridor_flags Qt6::Core)
target_link_libraries(corridor_precompiled_widgets PRIVATE corridor_flags Qt6::Widgets)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(corridor_flags INTERFACE -fpch-preprocess)
endif()

# corridor_precompile(TARGET LINKS…): the largest set that a target which links these can take.
function(corridor_precompile name)
    set(set core)
    if("${ARGN}" MATCHES "Qt6::Widgets|Corridor::widgets|Corridor::workbench")
        set(set widgets)
    endif()
    target_precompile_headers(${name} REUSE_FROM corridor_precompiled_${set})
endfunction()

# corridor_sources(VARIABLE): all sources in this folder. moc runs again when a list file changed, and a new header
# found by the glob is no such change: hence the list is kept in a file that is included, and rewritten only if different.
macro(corridor_sources variable)
    file(GLOB_RECURSE ${variable} CONFIGURE_DEPENDS *.cpp *.h *.qrc)
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/sources.cmake CONTENT "# ${${variable}}\n")
    include(${CMAKE_CURRENT_BINARY_DIR}/sources.cmake)
endmacro()

# Without this moc does not look at headers that a glob finds later: it would link without them.
function(corridor_moc_follows name sources)
    set(list ${CMAKE_CURRENT_BINARY_DIR}/${name}.sources)
    file(CONFIGURE OUTPUT ${list} CONTENT "${sources}" @ONLY)
    set_property(TARGET ${name} APPEND PROPERTY AUTOGEN_TARGET_DEPENDS ${list})
endfunction()

# corridor_library(NAME LINKS targets...): a static library of all sources in this folder. Its headers are
# included as "NAME/header.h" by those who link it, and by nobody else: each folder publishes only itself.
function(corridor_library name)
    cmake_parse_arguments(arg "" "" "LINKS;PRIVATE_LINKS" ${ARGN})
    corridor_sources(sources)
    add_library(corridor_${name} STATIC ${sources})
    add_library(Corridor::${name} ALIAS corridor_${name})
    corridor_moc_follows(corridor_${name} "${sources}")
    set(published ${CMAKE_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${published})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${published}/${name} SYMBOLIC)
    target_include_directories(corridor_${name} PUBLIC ${published})
    target_link_libraries(corridor_${name} PUBLIC ${arg_LINKS} PRIVATE corridor_flags ${arg_PRIVATE_LINKS})
    corridor_precompile(corridor_${name} ${arg_LINKS})
endfunction()

# corridor_program(NAME LINKS targets...): an installed program of all sources in this folder.
function(corridor_program name)
    cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
    corridor_sources(sources)
    add_executable(${name} ${sources})
    corridor_moc_follows(${name} "${sources}")
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE corridor_flags ${arg_LINKS})
    corridor_precompile(${name} ${arg_LINKS})
endfunction()

# corridor_test(NAME LINKS targets... [LABELS ...] [TIMEOUT s]): one Qt Test binary from NAME.cpp.
function(corridor_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "LINKS;LABELS;SOURCES" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE corridor_flags Qt6::Test ${arg_LINKS})
    target_compile_definitions(${name} PRIVATE
        CORRIDOR_SOURCE_DIR="${CMAKE_SOURCE_DIR}" CORRIDOR_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    corridor_precompile(${name} ${arg_LINKS})
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
endfunction()
