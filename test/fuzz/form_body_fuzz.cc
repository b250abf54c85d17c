// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "io/http/form_body.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 20;
  const auto fields =
      consentry::http::form_fields({reinterpret_cast<const char*>(data), size}, kMost);
  std::size_t bytes = 0;
  for (const auto& [name, value] : fields) bytes += name.size() + value.size();
  if (fields.size() > kMost || bytes > size) std::abort();
  return 0;
}
