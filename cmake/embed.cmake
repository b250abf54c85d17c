# SPDX-License-Identifier: Apache-2.0
# Files become part of the program through one generated assembler file with .incbin: no C array to
# compile, no symbol name that depends on a path.

# consentry_embed(TARGET name=path ...): adds TARGET, a library that defines the table declared in
# src/command/embedded.h. Order does not matter; names are looked up whole.
function(consentry_embed target)
  set(asm "")
  set(decls "")
  set(rows "")
  set(depends "")
  set(index 0)
  foreach(pair IN LISTS ARGN)
    string(FIND "${pair}" "=" cut)
    string(SUBSTRING "${pair}" 0 ${cut} name)
    math(EXPR cut "${cut}+1")
    string(SUBSTRING "${pair}" ${cut} -1 path)
    string(APPEND asm ".global asset_${index}_begin\nasset_${index}_begin:\n.incbin \"${path}\"\n.global asset_${index}_end\nasset_${index}_end:\n.byte 0\n")
    string(APPEND decls "extern const char asset_${index}_begin[];\nextern const char asset_${index}_end[];\n")
    string(APPEND rows "    Asset{\"${name}\", asset_${index}_begin, asset_${index}_end},\n")
    list(APPEND depends "${path}")
    math(EXPR index "${index}+1")
  endforeach()
  set(dir ${CMAKE_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${dir}/assets.S CONTENT ".section .rodata\n.balign 16\n${asm}.section .note.GNU-stack,\"\",@progbits\n" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/assets.cc CONTENT
"#include \"command/embedded.h\"

#include <array>

extern \"C\" {
${decls}}

namespace consentry {
namespace {
struct Asset {
  std::string_view name;
  const char* begin;
  const char* end;
};
const std::array<Asset, ${index}> kAssets{{
${rows}}};
}  // namespace

std::string_view embedded(std::string_view name) {
  for (const Asset& asset : kAssets) {
    if (asset.name == name) {
      return {asset.begin, static_cast<std::size_t>(asset.end - asset.begin)};
    }
  }
  return {};
}

std::vector<std::string_view> embedded_names(std::string_view prefix) {
  std::vector<std::string_view> names;
  for (const Asset& asset : kAssets) {
    if (asset.name.substr(0, prefix.size()) == prefix) names.push_back(asset.name);
  }
  return names;
}
}  // namespace consentry
" @ONLY)
  set_source_files_properties(${dir}/assets.S PROPERTIES OBJECT_DEPENDS "${depends}")
  add_library(${target} STATIC ${dir}/assets.S ${dir}/assets.cc)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
endfunction()
