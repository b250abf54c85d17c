// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/base/ipv4.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto range = consentry::parse_ipv4_range(text)) {
    if (!range->contains(range->first) || range->bits < 0 || range->bits > 32) std::abort();
  }
  if (consentry::parse_ipv4(text) && !consentry::parse_ipv4_range(text)) std::abort();
  return 0;
}
