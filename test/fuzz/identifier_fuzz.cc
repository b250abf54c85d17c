// SPDX-License-Identifier: Apache-2.0
// Any bytes as values of two profiles, cut in the middle.
#include "core/classify/identifier.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::vector<consentry::ProfileValues> profiles{{text.substr(0, size / 2)},
                                                       {text.substr(size / 2)}};
  const auto answer = consentry::judge_identifier(profiles, 1e9);
  if (answer.strength == consentry::IdentifierStrength::strong && answer.token.size() < 8)
    __builtin_trap();
  const double alike = consentry::similarity(profiles[0][0], profiles[1][0]);
  if (!(alike >= 0 && alike <= 1)) __builtin_trap();
  return 0;
}
