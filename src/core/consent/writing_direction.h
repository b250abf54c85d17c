// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace consentry {

// The value of HTML's dir for a language tag: "rtl" where it is written from right to left.
constexpr std::string_view writing_direction(std::string_view tag) {
  constexpr std::array<std::string_view, 4> kRightToLeft{"ar", "fa", "he", "ur"};
  const std::string_view language = tag.substr(0, tag.find('-'));
  const bool found =
      std::find(kRightToLeft.begin(), kRightToLeft.end(), language) != kRightToLeft.end();
  return found ? "rtl" : "ltr";
}

}  // namespace consentry
