// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "io/browser/sitemap.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)consentry::read_sitemap({reinterpret_cast<const char*>(data), size});
  return 0;
}
