// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/consent/visit_tally.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto banner = consentry::parse_shown({reinterpret_cast<const char*>(data), size});
  if (!banner) return 0;
  consentry::VisitTally tally;
  tally.add_shown(*banner, 20'000);
  if (tally.rows().size() != 4 || tally.rows()[3].value != banner->notice) std::abort();
  return 0;
}
