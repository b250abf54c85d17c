// SPDX-License-Identifier: Apache-2.0
#include "core/consent/visitor_id.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace consentry {

std::optional<VisitorId> VisitorId::parse(std::string_view text) {
  if (text.size() != 2 * kBytes) return std::nullopt;
  const auto read = bytes_of_hex(text);
  if (!read) return std::nullopt;
  std::array<std::uint8_t, kBytes> bytes{};
  std::copy(read->begin(), read->end(), bytes.begin());
  return VisitorId(bytes);
}

std::string VisitorId::text() const { return hex_of(bytes_); }

UtcTime VisitorId::first_seen() const {
  constexpr std::size_t kTimeBytes = 6;
  std::int64_t time = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) time = time * 256 + bytes_[i];
  return {time};
}

}  // namespace consentry
