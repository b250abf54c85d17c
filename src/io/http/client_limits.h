// SPDX-License-Identifier: Apache-2.0
// How often one address may ask. Memory does not grow with the addresses: each falls into one of a
// fixed number of buckets, and those that share one share its allowance.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

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
  using Clock = std::chrono::steady_clock;
  // `proxies`: addresses of reverse proxies on other machines; those on this one are known.
  ClientLimits(ClientAllowance allowance, std::vector<std::string> proxies = {});

  // The address that the request came from: of the connection, or what a reverse proxy says last in
  // X-Forwarded-For. Empty: a program on this machine.
  [[nodiscard]] std::string client_of(const Request& request) const;
  // The connection is that of a reverse proxy: one on this machine, or one that is trusted. What it
  // says of the client holds.
  [[nodiscard]] bool is_proxied(const Request& request) const;
  // Counts the request. A program on this machine is always admitted.
  bool admits(const Request& request, Clock::time_point now);

 private:
  static constexpr std::size_t kBuckets = 65'536;  // 512 KiB

  std::chrono::nanoseconds interval_;
  std::chrono::nanoseconds tolerance_;
  std::vector<std::string> proxies_;
  std::string seed_;  // so that nobody can choose whom to share a bucket with
  // Nanoseconds of the clock when the bucket is empty again (the "theoretical arrival time" of the
  // generic cell rate algorithm, ITU-T I.371).
  std::vector<std::atomic<std::int64_t>> empty_at_;
};

}  // namespace consentry::http
