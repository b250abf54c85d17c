// SPDX-License-Identifier: Apache-2.0
#include "io/http/allowance_table.h"

#include <algorithm>
#include <functional>
#include <random>

namespace consentry::http {
namespace {

std::string random_seed() {
  std::random_device chance;
  std::string seed;
  for (int i = 0; i < 4; ++i) seed += std::to_string(chance());
  return seed;
}

}  // namespace

AllowanceTable::AllowanceTable(std::chrono::nanoseconds interval, unsigned at_once,
                               std::size_t buckets)
    : interval_(interval),
      tolerance_(interval * at_once),
      seed_(random_seed()),
      buckets_(buckets) {}

bool AllowanceTable::admits(std::string_view key, Clock::time_point now) {
  std::call_once(made_, [this] { empty_at_ = std::vector<std::atomic<std::int64_t>>(buckets_); });
  const std::size_t at = std::hash<std::string>()(seed_ + std::string(key)) % buckets_;
  const std::int64_t time =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  std::int64_t empty_at = empty_at_[at].load(std::memory_order_relaxed);
  while (true) {
    const std::int64_t next = std::max(empty_at, time) + interval_.count();
    if (next - time > tolerance_.count()) return false;
    if (empty_at_[at].compare_exchange_weak(empty_at, next, std::memory_order_relaxed)) return true;
  }
}

}  // namespace consentry::http
