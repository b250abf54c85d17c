// SPDX-License-Identifier: Apache-2.0
#include "core/consent/notice.h"

#include <algorithm>

namespace consentry {

bool is_consent_id(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  return !text.empty() && text.size() <= kLongest && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace consentry
