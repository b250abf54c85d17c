// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "core/watch/watch_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto digest =
      consentry::parse_scan_digest(std::string_view(reinterpret_cast<const char*>(data), size));
  consentry::WatchMemory memory;
  if (digest && consentry::learn(memory, *digest).size() > consentry::kMaxAlertsPerScan)
    __builtin_trap();
  return 0;
}
