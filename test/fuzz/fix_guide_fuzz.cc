// SPDX-License-Identifier: Apache-2.0
// Any text is a guide or an error; one that is answers for every rule that it names.
#include "core/dossier/fix_guide.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const auto guide = parse_fix_guide("g", std::string(data, data + size));
  if (!guide) return 0;
  for (const FixStep& step : guide->steps) {
    for (const std::string& rule : step.rules) {
      if (guide->step_for(rule) == nullptr) __builtin_trap();
    }
  }
  return 0;
}
