// SPDX-License-Identifier: Apache-2.0
// Any text is the form of a case or an error.
#include "core/mandate/mandate_form.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto form = consentry::parse_mandate_form("f", std::string(data, data + size));
  if (form && (form->texts.empty() || form->respondents.empty())) __builtin_trap();
  return 0;
}
