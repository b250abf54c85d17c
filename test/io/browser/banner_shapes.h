// SPDX-License-Identifier: Apache-2.0
// Pages with consent banners of many shapes. Each keeps what was chosen in the cookie `choice`:
// "refused", "accepted", or whatever a shape's own way of choosing writes.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace consentry::testing {

struct BannerShape {
  std::string name;
  std::string html;      // of the page; {host} stands for another site's host
  std::string refused;   // cookie after refusing; "" when there is no way to refuse
  std::string accepted;  // "" when there is no way to accept
  std::string banner;    // expected `how`; "" for no banner at all
  std::vector<std::pair<std::string, std::string>> further{};  // path or host/path -> body
};

inline void PrintTo(const BannerShape& shape, std::ostream* out) { *out << shape.name; }

std::vector<BannerShape> banner_shapes();

}  // namespace consentry::testing
