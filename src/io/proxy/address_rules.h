// SPDX-License-Identifier: Apache-2.0
// Which addresses a scan may reach that nobody looks at: those of the public internet, and the networks
// that an administrator names. Ranges: IANA's special-purpose address registries (RFC 6890) and the
// metadata services of clouds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

struct sockaddr;

namespace consentry {

// IPv6; an IPv4 address stands in it as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2).
using IpAddress = std::array<std::uint8_t, 16>;

std::optional<IpAddress> parse_ip(const std::string& text);
// Nothing for other families.
std::optional<IpAddress> ip_of(const sockaddr* address);
std::string ip_text(const IpAddress& address);

// Neither private, loopback, link-local, shared (RFC 6598), reserved, multicast nor a cloud's metadata
// service; what stands in an address of a translation (RFC 6052) counts.
bool is_public(const IpAddress& address);

// Immutable value.
class AddressRules {
 public:
  // `networks`: "10.0.0.0/8", "fd00::/8", "192.168.1.7". invalid_input names the one that is none.
  static Result<AddressRules> allowing(const std::vector<std::string>& networks);
  [[nodiscard]] bool admits(const IpAddress& address) const;

 private:
  struct Network {
    IpAddress address{};
    unsigned bits = 128;
  };
  static std::optional<Network> parse_network(std::string_view text);
  std::vector<Network> networks_;
};

}  // namespace consentry
