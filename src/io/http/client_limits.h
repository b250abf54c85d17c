// SPDX-License-Identifier: Apache-2.0
// How often one address may ask.
#pragma once

#include <string>
#include <vector>

#include "io/http/allowance_table.h"
#include "io/http/message.h"

namespace consentry::http {

// Of one address, choices and look-ups together. An office behind one address makes some choices a
// minute; a page of ours makes one.
struct ClientAllowance {
  unsigned per_minute = 600;
  unsigned at_once = 300;
};

// Thread-safe, without locks.
class ClientLimits {
 public:
  using Clock = AllowanceTable::Clock;
  // `proxies`: addresses of reverse proxies on other machines; those on this one are known.
  ClientLimits(ClientAllowance allowance, std::vector<std::string> proxies = {});

  // The address that the request came from: of the connection, or what a reverse proxy says last in
  // X-Forwarded-For. Empty: a program on this machine.
  [[nodiscard]] std::string client_of(const Request& request) const;
  // The connection is that of a reverse proxy: one on this machine, or one that is trusted. What it
  // says of the client holds.
  [[nodiscard]] bool is_proxied(const Request& request) const;
  // The same, as it is counted: what one customer of a provider usually has of IPv6 is one.
  [[nodiscard]] std::string counted_client(const Request& request) const;
  // Counts the request. A program on this machine is always admitted.
  bool admits(const Request& request, Clock::time_point now);

 private:
  static constexpr std::size_t kBuckets = 65'536;  // 512 KiB

  std::vector<std::string> proxies_;
  AllowanceTable table_;
};

}  // namespace consentry::http
