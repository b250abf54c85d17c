// SPDX-License-Identifier: Apache-2.0
// Whatever an answer says in Link, its targets are parts of it and there is a limit to them.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/observe/link_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto links = consentry::parse_link_header(text);
  if (links.size() > consentry::kMaxLinksPerHeader) __builtin_trap();
  for (const auto& link : links) {
    if (link.kinds.empty() || text.find(link.target) == text.npos) __builtin_trap();
  }
  return 0;
}
