// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>

#include "core/report/display_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const std::string valid = consentry::valid_utf8(bytes);
  const std::string shown = consentry::visible(bytes);
  if (consentry::valid_utf8(valid) != valid || consentry::visible(shown) != shown) std::abort();
  for (const int width : {0, 1, 7}) {
    if (consentry::display_width(consentry::fit(shown, width)) > width) std::abort();
  }
  return 0;
}
