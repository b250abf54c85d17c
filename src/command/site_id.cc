// SPDX-License-Identifier: Apache-2.0
#include "command/site_id.h"

#include <algorithm>

namespace consentry {

std::string id_from(std::string_view text) {
  if (text.starts_with("www.")) text.remove_prefix(4);
  std::string id;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (good) id += c;
    if (!good && !id.empty() && id.back() != '-') id += '-';
  }
  constexpr std::size_t kLongest = 40;
  id.resize(std::min(id.size(), kLongest));
  while (id.ends_with('-')) id.pop_back();
  return id;
}

}  // namespace consentry
