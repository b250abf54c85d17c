// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "io/browser/robots_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto robots = consentry::RobotsRules::parse(text);
  (void)robots.allows(text.substr(0, 200));
  return 0;
}
