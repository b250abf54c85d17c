// SPDX-License-Identifier: Apache-2.0
#include "io/proxy/address_rules.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace consentry {
namespace {

constexpr unsigned kMappedBits = 96;
constexpr IpAddress kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};
constexpr IpAddress kTranslated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

struct Range {
  std::array<std::uint8_t, 4> begin;
  unsigned bits;
};

constexpr std::array<Range, 16> kNotPublic4{{
    {{0, 0, 0, 0}, 8},
    {{10, 0, 0, 0}, 8},
    {{100, 64, 0, 0}, 10},
    {{127, 0, 0, 0}, 8},
    {{168, 63, 129, 16}, 32},  // a cloud's services, though in a public range
    {{169, 254, 0, 0}, 16},
    {{172, 16, 0, 0}, 12},
    {{192, 0, 0, 0}, 24},
    {{192, 0, 2, 0}, 24},
    {{192, 88, 99, 0}, 24},
    {{192, 168, 0, 0}, 16},
    {{198, 18, 0, 0}, 15},
    {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24},
    {{224, 0, 0, 0}, 4},
    {{240, 0, 0, 0}, 4},
}};

struct Range6 {
  std::array<std::uint8_t, 4> begin;
  unsigned bits;
};
// Within 2000::/3, which alone is in public use: assignments of protocols (Teredo among them),
// documentation, 6to4.
constexpr std::array<Range6, 4> kNotPublic6{{{{0x20, 0x01, 0, 0}, 23},
                                             {{0x20, 0x01, 0x0D, 0xB8}, 32},
                                             {{0x20, 0x02, 0, 0}, 16},
                                             {{0x3F, 0xFF, 0, 0}, 20}}};

bool same_bits(const std::uint8_t* a, const std::uint8_t* b, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(a, a + whole, b)) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - bits % 8));
  return ((a[whole] ^ b[whole]) & mask) == 0;
}

bool is_public4(const std::uint8_t* address) {
  return std::ranges::none_of(kNotPublic4, [&](const Range& range) {
    return same_bits(address, range.begin.data(), range.bits);
  });
}

}  // namespace

std::optional<IpAddress> parse_ip(const std::string& text) {
  IpAddress address = kMapped;
  if (::inet_pton(AF_INET, text.c_str(), address.data() + 12) == 1) return address;
  if (::inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::optional<IpAddress> ip_of(const sockaddr* address) {
  IpAddress ip = kMapped;
  if (address->sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, address, sizeof four);
    std::memcpy(ip.data() + 12, &four.sin_addr, 4);
    return ip;
  }
  if (address->sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 six{};
  std::memcpy(&six, address, sizeof six);
  std::memcpy(ip.data(), &six.sin6_addr, ip.size());
  return ip;
}

std::string ip_text(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool four = same_bits(address.data(), kMapped.data(), kMappedBits);
  ::inet_ntop(four ? AF_INET : AF_INET6, address.data() + (four ? 12 : 0), text.data(),
              static_cast<socklen_t>(text.size()));
  return text.data();
}

bool is_public(const IpAddress& address) {
  if (same_bits(address.data(), kMapped.data(), kMappedBits) ||
      same_bits(address.data(), kTranslated.data(), kMappedBits))
    return is_public4(address.data() + 12);
  constexpr std::uint8_t kGlobalUnicast = 0x20;
  if (!same_bits(address.data(), &kGlobalUnicast, 3)) return false;
  return std::ranges::none_of(kNotPublic6, [&](const Range6& range) {
    return same_bits(address.data(), range.begin.data(), range.bits);
  });
}

std::optional<AddressRules::Network> AddressRules::parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip(std::string(text.substr(0, slash)));
  if (!address) return std::nullopt;
  const bool four = same_bits(address->data(), kMapped.data(), kMappedBits);
  const unsigned most = four ? 32 : 128;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), bits);
    if (digits.empty() || error != std::errc{} || end != digits.end() || bits > most)
      return std::nullopt;
  }
  return Network{*address, bits + (four ? kMappedBits : 0)};
}

Result<AddressRules> AddressRules::allowing(const std::vector<std::string>& networks) {
  AddressRules rules;
  for (const std::string& text : networks) {
    const auto network = parse_network(text);
    if (!network) return invalid_input("'" + text + "' is no network such as 10.0.0.0/8");
    rules.networks_.push_back(*network);
  }
  return rules;
}

bool AddressRules::admits(const IpAddress& address) const {
  return is_public(address) || std::ranges::any_of(networks_, [&](const Network& network) {
           return same_bits(address.data(), network.address.data(), network.bits);
         });
}

}  // namespace consentry
