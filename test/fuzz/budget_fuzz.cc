// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/judge/budget.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto budget = consentry::Budget::parse("fuzz.toml", text);
  if (!budget) return 0;
  for (const auto& [phase, allowance] : budget->phases) {
    (void)allowance.allows_service("Fuzz Inc", "a.example");
    (void)allowance.allows_item("cookie", text.substr(0, 64));
  }
  return 0;
}
