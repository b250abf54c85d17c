// SPDX-License-Identifier: Apache-2.0
// What a sealed part holds is a mandate or an error, and has one text.
#include "core/mandate/sealed_mandate.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto mandate = consentry::read_personal(text);
  if (mandate && consentry::personal_json(*mandate) != text) __builtin_trap();
  return 0;
}
