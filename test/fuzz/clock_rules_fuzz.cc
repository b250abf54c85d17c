// SPDX-License-Identifier: Apache-2.0
// Any bytes are a file of clocks or not; every clock that is read ends after it begins.
#include "core/dossier/clock.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rules = parse_clock_rules("fuzz.toml", text);
  const auto date = parse_date(text.substr(0, 10));
  if (date && to_text(*date) != text.substr(0, 10)) __builtin_trap();
  if (!rules || rules->empty()) return 0;
  const Date start = *parse_date("2024-02-29");
  for (const RunningClock& clock : clocks_of(*rules, {{rules->front().starts, start}}))
    if (clock.ends <= start) __builtin_trap();
  return 0;
}
