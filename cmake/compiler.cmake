# SPDX-License-Identifier: Apache-2.0
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -g1 -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Without it ccache stores nothing that uses a precompiled header of g++.
if(CONSENTRY_PCH AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast> $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>)
# A user's build does not end at a warning of a compiler that we have not met.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Optimised string concatenation is warned of wrongly there (GCC bug 105651).
  add_compile_options(-Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12 marks as deprecated what its own stable_sort calls, and clang tells so at our calls.
  add_compile_options(-Wthread-safety $<$<COMPILE_LANGUAGE:CXX>:-Wno-deprecated-declarations>)
endif()
if(CONSENTRY_SANITIZE)
  add_compile_options(-fsanitize=${CONSENTRY_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CONSENTRY_SANITIZE})
endif()
if(CONSENTRY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CONSENTRY_HARDEN)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-D_GLIBCXX_ASSERTIONS> $<$<COMPILE_LANGUAGE:CXX>:-D_FORTIFY_SOURCE=3>
    -fstack-protector-strong)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
