// SPDX-License-Identifier: Apache-2.0
// Where libcurl puts what it receives, up to a limit.
#pragma once

#include <cstddef>
#include <string>

namespace consentry {

struct BoundedBody {
  std::string bytes;
  std::size_t max_bytes = 0;
};

// libcurl's write callback; answering less than was given ends the transfer.
inline std::size_t take_into_body(char* data, std::size_t size, std::size_t count, void* target) {
  BoundedBody& body = *static_cast<BoundedBody*>(target);
  if (body.bytes.size() + size * count > body.max_bytes) return 0;
  body.bytes.append(data, size * count);
  return size * count;
}

}  // namespace consentry
