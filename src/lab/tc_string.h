// SPDX-License-Identifier: Apache-2.0
// Writes TC strings (IAB TCF 2.3: core segment and disclosed vendors) for sites that play a consent
// manager under the framework. Only what the lab needs: everything granted or nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace consentry::lab {

struct TcChoice {
  bool granted = false;            // purposes 1 to 10 and all vendors, or none
  std::span<const int> vendors{};  // ids, rising; all are disclosed
  int cmp_id = 0;
  std::string_view language;         // two letters
  std::string_view country;          // two letters
  bool legitimate_interest = false;  // claimed for purposes 3 and 7 to 10, by all vendors
  bool disclosed = true;             // with the segment of disclosed vendors
};

std::string tc_string(const TcChoice& choice);

}  // namespace consentry::lab
