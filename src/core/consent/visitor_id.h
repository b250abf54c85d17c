// SPDX-License-Identifier: Apache-2.0
// The random name under which a visitor's choices on one site are kept: first the time of the first
// choice, then chance. Whoever knows it may see and erase those records; nothing else names them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace consentry {

// 6 bytes of milliseconds since 1970, 10 random bytes. Time first, because an index on random names
// costs a ledger most of its speed: new visitors then lie at the index's end.
class VisitorId {
 public:
  static constexpr std::size_t kBytes = 16;

  // 32 lower-case hexadecimal digits; nothing for anything else.
  static std::optional<VisitorId> parse(std::string_view text);
  explicit VisitorId(const std::array<std::uint8_t, kBytes>& bytes) : bytes_(bytes) {}

  [[nodiscard]] const std::array<std::uint8_t, kBytes>& bytes() const { return bytes_; }
  [[nodiscard]] std::string text() const;
  // What the visitor's device said; never trusted for more than order.
  [[nodiscard]] UtcTime first_seen() const;
  auto operator<=>(const VisitorId&) const = default;

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

}  // namespace consentry
