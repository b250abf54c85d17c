// SPDX-License-Identifier: Apache-2.0
// Strict reading refuses exactly what lenient reading finds a problem in, and places lie inside.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/consent/additional_consent.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lenient = consentry::read_additional_consent(text, consentry::Strictness::lenient);
  const auto strict = consentry::read_additional_consent(text, consentry::Strictness::strict);
  if (strict.has_value() != (lenient && lenient->problems.empty())) __builtin_trap();
  if (!lenient) return 0;
  for (const auto& problem : lenient->problems) {
    if (problem.character > size) __builtin_trap();
  }
  return 0;
}
