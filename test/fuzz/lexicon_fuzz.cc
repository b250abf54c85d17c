// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/observe/control_label.h"

// First half: a lexicon file; second half: a label to read with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cut = text.find('\0');
  if (const auto lexicon = consentry::ControlLexicon::parse({text.substr(0, cut)})) {
    const auto label = cut == std::string_view::npos ? text : text.substr(cut + 1);
    (void)lexicon->read(label, "button");
    (void)lexicon->reopens(label);
    (void)lexicon->consent_words(label);
  }
  return 0;
}
