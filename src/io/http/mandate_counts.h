// SPDX-License-Identifier: Apache-2.0
// What became of forms, confirmations and withdrawals, for Prometheus. Numbers only.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace consentry::http {

enum class MandateFate {
  received,
  faulty,        // something was missing or wrong
  too_often,     // by address or case
  same_mailbox,  // too many for one mailbox: answered as if received
  trapped,       // filled in what no person sees: likewise
  foreign,       // sent from a page of another site
  closed,
  not_kept,  // the store failed or is full
  confirmed,
  withdrawn,
  bad_link,
};
inline constexpr std::size_t kMandateFates = 11;
std::string_view name_of(MandateFate fate);

// Thread-safe.
class MandateCounts {
 public:
  void count(MandateFate fate) { fates_[static_cast<std::size_t>(fate)].fetch_add(1); }
  // In the text format of Prometheus.
  [[nodiscard]] std::string text() const;

 private:
  std::array<std::atomic<std::uint64_t>, kMandateFates> fates_{};
};

}  // namespace consentry::http
