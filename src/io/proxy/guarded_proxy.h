// SPDX-License-Identifier: Apache-2.0
// A SOCKS5 proxy (RFC 1928) on the loopback address for one browser: it looks names up itself, checks
// every address and connects to the very address that it checked. So whatever the browser is led to,
// by a page, a redirect, a sub-resource or a DNS answer that changes, it reaches nothing that the rules
// do not admit. Knows nothing of HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/proxy/address_rules.h"

namespace consentry {

// A page opens fewer; more than that wait in the listener's queue.
inline constexpr int kMaxProxyConnections = 256;

// Serves with threads of its own, blocked signals in them, until destroyed. Thread-safe.
class GuardedProxy {
 public:
  // unavailable: no port.
  static Result<std::unique_ptr<GuardedProxy>> start(AddressRules rules);
  ~GuardedProxy();
  GuardedProxy(const GuardedProxy&) = delete;
  GuardedProxy& operator=(const GuardedProxy&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // "intern.example (10.0.0.7)": what was asked for and not admitted, each once, at most a hundred.
  [[nodiscard]] std::vector<std::string> refused() const;

 private:
  struct State;
  explicit GuardedProxy(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
