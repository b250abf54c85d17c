// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "io/dns/cname_chain.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto chain = consentry::cname_chain({data, size});
  if (chain.size() > consentry::kMaxAliases) std::abort();
  return 0;
}
