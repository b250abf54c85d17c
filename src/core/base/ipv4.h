// SPDX-License-Identifier: Apache-2.0
// IPv4 addresses and ranges as text: "203.0.113.7", "203.0.113.0/24" (RFC 4632).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace consentry {

// Four decimal numbers up to 255, nothing else.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);

struct Ipv4Range {
  std::uint32_t first = 0;
  int bits = 32;  // of the prefix, 0 to 32

  [[nodiscard]] bool contains(std::uint32_t address) const;
};
// An address without '/' is a range of one. Bits beyond the prefix must be zero.
std::optional<Ipv4Range> parse_ipv4_range(std::string_view text);

// False for addresses that many machines bear: this host, loopback, private, shared (RFC 6598),
// link-local, multicast and above. True for those kept for documentation (RFC 5737).
bool is_global_ipv4(std::uint32_t address);

}  // namespace consentry
