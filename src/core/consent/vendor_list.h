// SPDX-License-Identifier: Apache-2.0
// Names of vendors from the IAB's Global Vendor List (vendor-list.json, specification versions 2 and
// 3), which the user brings: it may not be passed on with this program.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// The published list has some 1 MB.
inline constexpr std::size_t kMaxVendorListBytes = 16UL << 20U;

struct VendorList {
  int version = 0;                   // vendorListVersion
  std::map<int, std::string> names;  // by vendor id; as written, not yet fit for a terminal

  // nullptr when the list has no such vendor.
  [[nodiscard]] const std::string* find(int vendor) const;
};

// invalid_input when it is no such file, exhausted when it is longer than kMaxVendorListBytes.
Result<VendorList> parse_vendor_list(std::string_view text);

}  // namespace consentry
