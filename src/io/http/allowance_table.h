// SPDX-License-Identifier: Apache-2.0
// How often each of any number of keys may do something. Memory does not grow with the keys: each falls
// into one of a fixed number of buckets, and those that share one share its allowance.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::http {

// Thread-safe; after the first key without locks.
class AllowanceTable {
 public:
  using Clock = std::chrono::steady_clock;
  // One more every `interval`, `at_once` in a row; eight bytes a bucket, taken when the first key comes.
  AllowanceTable(std::chrono::nanoseconds interval, unsigned at_once, std::size_t buckets);
  // Counts one of this key, unless it has none left.
  bool admits(std::string_view key, Clock::time_point now);

 private:
  std::chrono::nanoseconds interval_;
  std::chrono::nanoseconds tolerance_;
  std::string seed_;  // so that nobody can choose whom to share a bucket with
  std::size_t buckets_;
  std::once_flag made_;  // of empty_at_
  // Nanoseconds of the clock when the bucket is empty again (the "theoretical arrival time" of the
  // generic cell rate algorithm, ITU-T I.371).
  std::vector<std::atomic<std::int64_t>> empty_at_;
};

}  // namespace consentry::http
