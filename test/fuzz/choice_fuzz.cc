// SPDX-License-Identifier: Apache-2.0
// Any bytes are a choice or not; a choice that answers a notice makes a record that is JSON.
#include <boost/json.hpp>

#include "core/consent/ledger.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const auto choice = parse_choice({reinterpret_cast<const char*>(data), size});
  if (!choice) return 0;
  Notice notice{choice->site, choice->notice,     "",    "Shop", "", {},
                {},           {choice->language}, "box", 183};
  for (const auto& purpose : choice->purposes) notice.categories.push_back(purpose.first);
  for (const auto& service : choice->services) notice.services.push_back({service, 0});
  if (objection(*choice, notice)) return 0;
  const StoredRecord record{{}, entry_for(*choice, notice).tail};
  if (!boost::json::parse(record.text()).is_object()) __builtin_trap();
  return 0;
}
