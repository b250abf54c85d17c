// SPDX-License-Identifier: Apache-2.0
// Any text is a certificate or an error; one that is read adds up.
#include "core/mandate/count_certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto read = consentry::read_certificate(text, "");
  if (read && read->tally.counted != read->tally.states.confirmed) __builtin_trap();
  if (read) (void)consentry::check_commitments(*read, text);
  return 0;
}
