// SPDX-License-Identifier: Apache-2.0
// Any bytes are a custody record or not; one that is can be written anew and goes on.
#include "core/proof/custody.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  std::string record(reinterpret_cast<const char*>(data), size);
  const auto entries = read_custody(record);
  if (!entries) return 0;
  append_custody(record, {"", "a", "b", {}});
  const auto longer = read_custody(record);
  if (!longer || longer->size() != entries->size() + 1) __builtin_trap();
  return 0;
}
