// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "core/watch/schedule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto schedule =
      consentry::Schedule::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  const consentry::UtcTime now{1'763'846'801'000};
  if (schedule && schedule->next("shop", now) <= now) __builtin_trap();
  return 0;
}
