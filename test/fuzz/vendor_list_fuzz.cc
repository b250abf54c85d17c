// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/consent/vendor_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = consentry::parse_vendor_list({reinterpret_cast<const char*>(data), size});
  if (list && list->names.empty()) __builtin_trap();
  return 0;
}
