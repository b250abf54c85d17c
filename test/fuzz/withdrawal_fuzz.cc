// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/consent/withdrawn_cookies.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  const auto note = consentry::parse_withdrawal_note(text.substr(0, line));
  if (!note || line == std::string_view::npos) return 0;
  const consentry::WithdrawalRules rules{true, "a", {{"b", "c", {"d", "e*"}}}, {}, "/f/w"};
  const auto origin = consentry::parse_url("https://www.shop.example/");
  const auto result = consentry::expired_cookies(rules, *note, text.substr(line + 1), *origin);
  for (const std::string& each : result.set_cookie)
    if (each.find_first_of("\r\n") != std::string::npos || (each[0] != 'd' && each[0] != 'e'))
      std::abort();
  return 0;
}
