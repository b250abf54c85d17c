// SPDX-License-Identifier: Apache-2.0
// Any text is a locked key or an error; nothing is stretched here, since that is slow on purpose.
#include "io/seal/key_file.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto head = consentry::read_key_file(std::string(data, data + size));
  if (head && head->passphrases == 0) __builtin_trap();
  return 0;
}
