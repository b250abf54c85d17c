// SPDX-License-Identifier: Apache-2.0
// Any bytes are a list of sealed files or not; no name of one leads out of a folder.
#include "core/proof/sealed_list.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (is_sealed_name(text) &&
      (text.front() == '/' || ("/" + std::string(text) + "/").find("/../") != std::string::npos))
    __builtin_trap();
  const auto files = parse_sealed_list(text);
  if (files && sealed_list_text(*files) != text) __builtin_trap();
  return 0;
}
